"""The pages before the bedside check as a person meets them: keys, fields that open, the label."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.panels.dosing.papers import open_pdf
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import NURSE, PHARMACIST
from tests.gallery import entries_dosing_before as before
from tests.stories import Story


def shown(
    qtbot: QtBot,
    story: Story,
    step: Step,
    fields: dict[str, str] | None = None,
    by: PersonId = NURSE,
) -> View:
    """The panel on one page, active, with what the page tells kept in `told`."""
    made = before.shown(lambda: story, step, fields or {}, by=by)(Words("en"))
    assert isinstance(made, View)
    qtbot.addWidget(made)
    made.resize(1240, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def find(view: View, name: str) -> QWidget:
    found = view.findChild(QWidget, f"dosing.{name}")
    assert isinstance(found, QWidget)
    return found


def button(view: View, name: str) -> QAbstractButton:
    found = find(view, name)
    assert isinstance(found, QAbstractButton)
    return found


def told_by(view: View) -> dict[str, str]:
    told: dict[str, str] = {}
    view.changed.connect(lambda key, text: told.update({key: text}))
    return told


def walk(view: View, steps: int) -> list[str]:
    """Press Tab and return the names of the places it goes through."""
    names = []
    for _ in range(steps):
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        names.append(now.objectName().removeprefix("dosing.") if now else "")
    return names


def test_nothing_of_an_assessment_is_chosen_beforehand(qtbot: QtBot) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    form = find(view, "assess_consent.yes").parentWidget()
    assert form is not None
    checked = [
        one.objectName() for one in view.findChildren(QAbstractButton)
        if one.objectName().startswith("dosing.assess") and one.isChecked()
    ]  # fmt: skip
    assert checked == []


def test_the_assessment_is_answered_by_keys_alone(qtbot: QtBot) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    told = told_by(view)
    button(view, "assess_consent.yes").setFocus()
    QTest.keyClick(button(view, "assess_consent.yes"), Qt.Key.Key_Space)
    QTest.keyClick(button(view, "assess_consent.yes"), Qt.Key.Key_Right)
    assert button(view, "assess_consent.no").hasFocus()
    assert told == {"assess_consent": "yes"}
    places = walk(view, 30)
    order = ("assess_symptoms_any.none", "assess_temperature", "assess_pressure.none")
    reached = [places.index(one) for one in order]
    assert reached == sorted(reached)


def test_signs_of_raised_pressure_and_none_of_them_rule_each_other_out(qtbot: QtBot) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    told = told_by(view)
    for name, expected in (
        ("papilloedema", "papilloedema"),
        ("new_focal_sign", "papilloedema,new_focal_sign"),
        ("none", "none"),
        ("papilloedema", "papilloedema"),
    ):
        chosen = button(view, f"assess_pressure.{name}")
        chosen.setFocus()
        QTest.keyClick(chosen, Qt.Key.Key_Space)
        assert told["assess_pressure"] == expected


def test_arrow_keys_move_between_the_signs_without_choosing(qtbot: QtBot) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    told = told_by(view)
    button(view, "assess_pressure.none").setFocus()
    QTest.keyClick(button(view, "assess_pressure.none"), Qt.Key.Key_Right)
    assert button(view, "assess_pressure.papilloedema").hasFocus()
    assert told == {}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("assess_symptoms_any", "assess_symptoms"),
        ("assess_anticoagulant_any", "assess_anticoagulant"),
        ("assess_iv_any", "assess_iv_on"),
        ("assess_other_any", "assess_other_drug"),
    ],
)
def test_a_field_opens_only_with_the_answer_it_belongs_to(
    qtbot: QtBot, question: str, field: str
) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    assert not find(view, field).isVisible()
    button(view, f"{question}.some").click()
    assert find(view, field).isVisible()
    button(view, f"{question}.none").click()
    assert not find(view, field).isVisible()


def test_an_earlier_value_stands_beside_its_field_and_not_in_it(qtbot: QtBot) -> None:
    view = shown(qtbot, before.course(), Step.ASSESS)
    field = find(view, "assess_pulse")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    helps = [one.text().replace("\u00a0", " ") for one in view.findChildren(QLabel)]
    assert any(one.startswith("before: 76 per minute, 02-Mar-2026") for one in helps)


@pytest.mark.parametrize(
    ("story", "step", "by", "name"),
    [
        (before.course, Step.ASSESS, PHARMACIST, "assess_consent.yes"),
        (before.ordered, Step.VERIFY, NURSE, "verify_note"),
        (before.prepared, Step.RELEASE, NURSE, "release_to"),
        (before.released, Step.RECEIVE, PHARMACIST, "receive_preparation"),
    ],
)
def test_who_may_not_take_a_step_reads_whom_it_waits_for_and_finds_no_field(
    qtbot: QtBot, story: Callable[[], Story], step: Step, by: PersonId, name: str
) -> None:
    view = shown(qtbot, story(), step, by=by)
    assert not find(view, name).isVisible()
    words = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert any(one.startswith("Waiting for ") for one in words)


def test_the_label_button_sleeps_while_anything_is_missing(qtbot: QtBot) -> None:
    view = shown(qtbot, before.verified(), Step.PREPARE, {}, PHARMACIST)
    assert not button(view, "label_printed").isEnabled()


def test_a_key_prints_the_label_once_everything_else_is_there(qtbot: QtBot) -> None:
    whole = {**before.PREPARED, "prep_typed_reason": "other"}
    view = shown(qtbot, before.verified(), Step.PREPARE, whole, PHARMACIST)
    wishes: list[str] = []
    view.asked.connect(wishes.append)
    assert button(view, "label_printed").isEnabled()
    QTest.keyClick(find(view, "prep_lot"), Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    # A button pressed by its key goes down, and comes up a moment later: then it acts.
    qtbot.waitUntil(lambda: wishes == ["print_label"])


def test_what_is_calculated_is_read_and_cannot_be_typed(qtbot: QtBot) -> None:
    view = shown(qtbot, before.verified(), Step.PREPARE, dict(before.PREPARED), PHARMACIST)
    sums = [one for one in view.findChildren(QLabel) if one.property("role") == "calculated"]
    told = "\n".join(one.text() for one in sums if one.isVisible()).replace("\u00a0", " ")
    assert "Draw up 0.4 mL" in told
    assert "12.5 % of the volume drawn up" in told
    assert not [one for one in view.findChildren(QLineEdit) if one.text() == "0.4"]


def test_a_scanned_product_asks_for_no_reason(qtbot: QtBot) -> None:
    read = ("04012345678901", "LOT-EX-2", "2027-01-31")
    scanned = {
        **before.PREPARED,
        **dict(zip(("prep_gtin", "prep_lot", "prep_expiry"), read, strict=True)),
        "prep_scanned": "\n".join(read),
    }
    view = shown(qtbot, before.verified(), Step.PREPARE, scanned, PHARMACIST)
    assert not find(view, "prep_typed_reason").isVisible()
    lot = find(view, "prep_lot")
    lot.setFocus()
    QTest.keyClicks(lot, "X")
    assert find(view, "prep_typed_reason").isVisible()


def test_the_number_of_the_syringe_is_nowhere_on_the_page_that_asks_for_it(qtbot: QtBot) -> None:
    view = shown(qtbot, before.released(), Step.RECEIVE)
    words = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert not [one for one in words if "prep-IND-2" in one]


def test_a_damaged_syringe_says_that_it_goes_back_and_asks_why(qtbot: QtBot) -> None:
    view = shown(qtbot, before.released(), Step.RECEIVE)
    assert not find(view, "goes_back").isVisible()
    button(view, "receive_intact.no").click()
    assert find(view, "goes_back").isVisible()
    assert find(view, "why_returned").isVisible()
    button(view, "receive_intact.yes").click()
    assert not find(view, "why_returned").isVisible()


def test_a_page_that_is_done_shows_what_was_recorded_and_can_be_taken_anew(qtbot: QtBot) -> None:
    view = shown(qtbot, before.prepared(), Step.PREPARE, {}, PHARMACIST)
    told = told_by(view)
    assert not find(view, "prep_product").isVisible()
    button(view, "remake_again").click()
    assert find(view, "prep_product").isVisible()
    assert told == {"remake": "yes"}


def test_a_syringe_that_came_back_is_named_where_the_next_one_is_made(qtbot: QtBot) -> None:
    view = shown(qtbot, before.sent_back(), Step.PREPARE, {}, PHARMACIST)
    line = find(view, "returned")
    assert isinstance(line, QLabel)
    assert "Cap was loose" in line.text()


def test_a_paper_that_no_program_shows_is_told_where_it_lies() -> None:
    path = open_pdf(b"%PDF-1.7", "label-prep-IND-2-2.pdf", lambda _url: False)
    assert path is not None
    assert path.read_bytes() == b"%PDF-1.7"
    shutil.rmtree(path.parent)
    shown_in: list[str] = []

    def reader(url: QUrl) -> bool:
        shown_in.append(url.toLocalFile())
        return True

    assert open_pdf(b"%PDF-1.7", "label-prep-IND-2-2.pdf", reader) is None
    shutil.rmtree(Path(shown_in[0]).parent)
