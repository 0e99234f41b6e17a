"""The page that says whether the record is whole, on a real demo site with real widgets."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.whole import Check, register
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.whole.answer_box import AnswerBox
from ltm_desktop.ui.panels.whole.panel import WholeDesk, build
from ltm_desktop.ui.panels.whole.view import WholeView
from ltm_desktop.ui.records_page import WHOLE, RecordsPage
from tests.conftest import Outside
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, press_key, texts, type_into

SAY = Words("en")


@pytest.fixture
def monitor(open_as: OpenAs) -> Desk:
    """An open desk with the monitor at it."""
    return open_as("monitor.m")


def page_of(desk: Desk, qtbot: QtBot, say: Words = SAY) -> WholeView:
    made = build(Context(desk, say, Notices()))
    assert isinstance(made, WholeView)
    qtbot.addWidget(made)
    made.resize(1234, 640)
    made.show()
    return made


def waited(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=60_000)


def answer(made: QWidget) -> AnswerBox:
    """Return the one answer that stands on the page."""
    (box,) = [one for one in made.findChildren(AnswerBox) if not one.isHidden()]
    return box


def tone(made: QWidget) -> str:
    return str(answer(made).property("tone"))


def printed(desk: Desk, seq: int) -> str:
    digits = next(iter(desk.store.entries(after=seq - 1))).hash
    return f"entry {seq}, " + " ".join(digits[at : at + 4] for at in range(0, 64, 4))


def test_a_whole_record_is_said_to_be_whole_and_by_whom_it_is_signed(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    press(made, "whole.check_button")
    assert not find(made, QAbstractButton, "whole.check_button").isEnabled()
    waited(qtbot)
    said = texts(answer(made))
    assert tone(made) == "ok"
    assert "This record is whole." in said
    assert "every signature is valid" in said
    assert "Ann Demo" in said
    assert "No head is entered as kept outside" in said
    assert find(made, QAbstractButton, "whole.check_button").isEnabled()
    assert find(made, QAbstractButton, "whole.working.stop").isHidden()


def test_a_check_can_be_stopped_and_then_says_nothing_of_the_record(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    press(made, "whole.check_button")
    press(made, "whole.working.stop")
    waited(qtbot)
    assert tone(made) == "caution"
    assert "nothing is said about the record" in texts(answer(made))


def test_closing_the_window_ends_a_check(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    press(made, "whole.check_button")
    QApplication.sendEvent(made.window(), QCloseEvent())
    waited(qtbot)
    assert "nothing is said about the record" in texts(answer(made))


def test_a_head_from_paper_stands_and_one_wrong_digit_does_not(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    right = printed(monitor, 12)
    line(made, "whole.head").setText(right)
    press_key(line(made, "whole.head"), Qt.Key.Key_Return)
    waited(qtbot)
    assert tone(made) == "ok"
    assert "All 64 digits agree." in texts(answer(made))
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    line(made, "whole.head").setText(wrong)
    press(made, "whole.compare_button")
    waited(qtbot)
    assert tone(made) == "stop"
    assert "Compare the number and every digit" in texts(answer(made))


def test_a_paper_dropped_on_the_page_is_judged(
    monitor: Desk, qtbot: QtBot, tmp_path: Path, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    pdf = monitor.store.paper(monitor.store.papers()[0].sha256)
    for name, content, wanted in (
        ("whole.pdf", pdf, "ok"),
        ("altered.pdf", pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:], "stop"),
        ("other.pdf", b"no pdf at all", "stop"),
    ):
        (tmp_path / name).write_bytes(content)
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        made.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                carried,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        waited(qtbot)
        assert tone(made) == wanted
    made.file_given.emit(str(tmp_path / "not there.pdf"))
    waited(qtbot)
    assert tone(made) == "caution"


def test_what_is_copied_from_the_foot_of_every_paper_stands(
    monitor: Desk, outside: Outside, tmp_path: Path
) -> None:
    desk = WholeDesk(Context(monitor, SAY, Notices()))
    papers = monitor.store.papers()
    assert papers
    for number, paper in enumerate(papers):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(monitor.store.paper(paper.sha256))
        command = [outside("pdftotext"), "-layout", "-l", "1", str(file), "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        assert desk.head(said.stdout).answer.lines[0].endswith("All 64 digits agree.")


def test_the_code_scanned_from_a_paper_is_proved(
    monitor: Desk, outside: Outside, qtbot: QtBot, tmp_path: Path, in_the_look: QApplication
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(monitor.store.paper(monitor.store.papers()[0].sha256))
    command = [outside("pdftoppm"), "-r", "200", "-png", str(file), str(tmp_path / "page")]
    subprocess.run(command, check=True)
    pages = sorted(tmp_path.glob("page*.png"))
    (text,) = [code.text for page in pages for code in zxingcpp.read_barcodes(Image.open(page))]
    made = page_of(monitor, qtbot)
    made.show_scanned(text)
    press(made, "whole.compare_button")
    waited(qtbot)
    assert tone(made) == "ok"
    assert "The code of this paper was signed at this site" in texts(answer(made))


def test_a_code_that_is_none_is_not_proved(monitor: Desk) -> None:
    desk = WholeDesk(Context(monitor, SAY, Notices()))
    assert desk.head("LTM1:nonsense").answer.tone == "stop"


def test_the_monitor_enters_where_a_head_is_kept(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    assert "No head is entered yet." in texts(made)
    newest = monitor.store.head().seq
    press(made, "whole.newest_button")
    press(made, "whole.preview_button")
    assert "Where it is kept is still missing." in texts(made)
    press(made, "whole.place.sponsor")
    type_into(made, "whole.note", "visit 3 (synthetic)")
    press(made, "whole.preview_button")
    assert "with the sponsor or monitor" in texts(made.form)
    type_into(made, "whole.secret", "not this one")
    press(made, "whole.sign_button")
    waited(qtbot)
    assert monitor.site().witnessed == ()
    assert "do not match" in texts(made.form)
    type_into(made, "whole.secret", DEMO_SECRET)
    press(made, "whole.sign_button")
    waited(qtbot)
    (kept,) = register(monitor, SAY)
    assert (kept.seq, kept.note) == (SAY.number(newest), "visit 3 (synthetic)")
    assert "Saved on this computer" in texts(made)
    assert "is witnessed only by the heads file" in texts(made)
    assert line(made, "whole.kept_head").text() == ""
    assert verify_site(monitor.store).intact


def test_a_head_the_record_does_not_have_is_never_entered(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    made = page_of(monitor, qtbot)
    line(made, "whole.kept_head").setText("12 " + "0" * 64)
    press(made, "whole.place.site_file")
    press(made, "whole.preview_button")
    assert tone(made) == "stop"
    assert not made.form.findChild(QAbstractButton, "whole.sign_button").isVisible()  # type: ignore[union-attr]  # it is there, hidden


def test_the_page_speaks_chinese(monitor: Desk, qtbot: QtBot, in_the_look: QApplication) -> None:
    say = Words("zh_CN")
    made = page_of(monitor, qtbot, say)
    press(made, "whole.check_button")
    waited(qtbot)
    assert "本记录完整。" in texts(made)
    told = WholeDesk(Context(monitor, say, Notices())).check(Check())
    assert told is not None
    assert "This" not in "".join(told.lines)


def test_it_is_a_tab_of_the_records_page(
    monitor: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    records = RecordsPage(Context(monitor, SAY, Notices()))
    qtbot.addWidget(records)
    records.open_part(WHOLE)
    assert records.findChildren(WholeView)
