"""Writing the emergency page at Site: by whom it may be, what stands against it, whose secret."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.emergency import TypedPage, from_fields, to_fields
from ltm_desktop.ui.panels.site.emergency_panel import EmergencyDesk, build
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into

SAY = Words("en")


def tab(desk: Desk, qtbot: QtBot) -> QWidget:
    made = build(Context(desk, SAY, Notices()))
    qtbot.addWidget(made)
    made.resize(1282, 724)
    made.show()
    return made


def text(made: QWidget, name: str) -> QPlainTextEdit:
    return find(made, QPlainTextEdit, f"emergency.{name}")


def sign(made: QWidget, qtbot: QtBot, secret: str = DEMO_SECRET) -> None:
    press(made, "emergency.preview_button")
    type_into(made, "emergency.secret", secret)
    press(made, "emergency.sign")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_the_page_in_force_stands_in_the_form_and_in_the_list(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = tab(open_as("physician.p"), qtbot)
    assert "EXAMPLE TEXT" in text(made, "text_en").toPlainText()
    assert line(made, "emergency.phone.0.number").text() == "000 0001"
    assert "Emergency page 1, in force" in texts(made)
    assert "Signed by Qing Demo" in texts(made)


def test_a_physician_writes_and_the_investigator_signs_on_the_same_screen(
    open_as: OpenAs, site_copy: Path, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("physician.p")
    made = tab(desk, qtbot)
    text(made, "text_en").setPlainText("  Example of another text.\n")
    line(made, "emergency.phone.2.label").clear()
    line(made, "emergency.phone.2.number").clear()
    sign(made, qtbot)
    signed = desk.site().emergency
    assert signed is not None
    assert signed.number == 2
    assert signed.text_en == "Example of another text."
    assert len(signed.phones) == 2
    assert signed.investigator == "physician.q"
    assert list(desk.store.entries())[-1].entry.author == "physician.p"
    copy = House().emergency(site_copy).copy
    assert copy is not None
    assert copy.text_en == "Example of another text."
    assert "Saved on this computer" in texts(made)
    assert "Emergency page 2, in force" in texts(made)


def test_what_is_read_before_signing_is_the_text_word_for_word(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = tab(open_as("admin"), qtbot)
    text(made, "text_zh").setPlainText("另一份示例文本。")
    press(made, "emergency.preview_button")
    shown = text(made, "preview").toPlainText()
    assert "另一份示例文本。" in shown
    assert "000 0003" in shown
    press(made, "emergency.back_to_text")
    assert text(made, "text_zh").isVisible()


def test_another_persons_secret_signs_nothing(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("admin")
    made = tab(desk, qtbot)
    head = desk.store.head()
    sign(made, qtbot, "not this one")
    assert "do not match" in texts(made)
    assert desk.store.head() == head


def test_everything_that_is_missing_is_told_together(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = tab(open_as("admin"), qtbot)
    text(made, "text_en").clear()
    line(made, "emergency.phone.0.label").clear()
    type_into(made, "emergency.phone.1.number", "x" * 30)
    press(made, "emergency.preview_button")
    said = texts(made)
    assert "has no English text" in said
    assert "does not say whom it calls" in said
    assert text(made, "text_en").isVisible()


def test_what_was_typed_is_a_draft_and_comes_back(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("admin")
    made = tab(desk, qtbot)
    text(made, "text_en").setPlainText("half a")
    line(made, "emergency.phone.5.label").setText("Sixth")
    kept = EmergencyDesk(Context(desk, SAY, Notices()))
    qtbot.waitUntil(lambda: kept.draft().get("text_en") == "half a", timeout=5_000)
    again = tab(desk, qtbot)
    assert text(again, "text_en").toPlainText() == "half a"
    assert line(again, "emergency.phone.5.label").text() == "Sixth"
    signed = desk.site().emergency
    assert signed is not None
    assert signed.number == 1


def test_signing_drops_the_draft(open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication) -> None:
    desk = open_as("physician.q")
    made = tab(desk, qtbot)
    text(made, "text_en").setPlainText("Example, new.")
    sign(made, qtbot)
    assert EmergencyDesk(Context(desk, SAY, Notices())).draft() == {}


def test_a_nurse_reads_it_and_writes_nothing(
    demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = tab(demo_desk, qtbot)
    assert text(made, "text_en").isReadOnly()
    assert not find(made, QAbstractButton, "emergency.preview_button").isEnabled()
    assert "the investigator signs it" in texts(made)


def test_a_copy_that_could_not_be_written_is_said_beside_the_saved_page(
    open_as: OpenAs, site_copy: Path, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("physician.q")
    made = tab(desk, qtbot)
    (site_copy / "emergency.toml.new").mkdir()
    text(made, "text_en").setPlainText("Example, new.")
    sign(made, qtbot)
    assert "its copy could not be written" in texts(made)
    signed = desk.site().emergency
    assert signed is not None
    assert signed.number == 2


@pytest.mark.parametrize(
    "page",
    [
        TypedPage("a", "b", (("c", "d"), ("", ""), ("e", ""))),
        TypedPage("", "", ()),
    ],
)
def test_a_draft_keeps_every_row_in_its_place(page: TypedPage) -> None:
    back = from_fields(to_fields(page))
    assert (back.text_en, back.text_zh) == (page.text_en, page.text_zh)
    assert back.phones[: len(page.phones)] == page.phones
    assert back.written() == page.written()
