from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.ui.widgets.calendar_popup import CalendarPopup
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField, TimeField
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser

NOW = datetime(2026, 3, 2, 11, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


def _now() -> datetime:
    return NOW


def _volume(say: Words, qtbot: QtBot) -> QuantityField:
    def check(amount: Quantity) -> list[Alert]:
        return [note("quantities.empty")] if amount.value > 12 else []

    field = QuantityField(say, "Volume", Unit.ML, parse_quantity, required=True, check=check)
    qtbot.addWidget(field)
    field.show()
    return field


def test_an_amount_keeps_its_digits_as_typed_and_shows_its_unit(say: Words, qtbot: QtBot) -> None:
    field = _volume(say, qtbot)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.line, "4.50")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    value = field.value()
    assert value is not None
    assert str(value.value) == "4.50"
    assert field.text() == "4.50"
    assert field.message() == ""
    assert [label.text() for label in field.line.findChildren(QLabel)] == ["mL"]


def test_a_comma_is_refused_at_once_in_words_and_stays_as_typed(say: Words, qtbot: QtBot) -> None:
    field = _volume(say, qtbot)
    QTest.keyClicks(field.line, "4,5")
    assert "comma" in field.message()
    assert field.value() is None
    assert field.text() == "4,5"
    field.line.clear()
    QTest.keyClicks(field.line, "4.5")
    assert field.message() == ""


def test_half_a_number_is_not_complained_about_while_typing(say: Words, qtbot: QtBot) -> None:
    field = _volume(say, qtbot)
    QTest.keyClicks(field.line, "4.")
    assert field.message() == ""
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert "not a number" in field.message()


def test_an_unusual_amount_is_kept_with_a_note_beneath(say: Words, qtbot: QtBot) -> None:
    field = _volume(say, qtbot)
    field.set_text("15")
    assert field.check_filled()
    assert field.message() != ""
    assert field.value() == Quantity(Decimal(15), Unit.ML)
    field.set_check(None)
    assert field.message() == ""


def test_a_required_field_says_so_in_its_name_and_when_it_is_empty(
    say: Words, qtbot: QtBot
) -> None:
    field = _volume(say, qtbot)
    assert "required" in field.line.accessibleName()
    assert not field.check_filled()
    assert field.message() == "Volume is still missing."
    (label,) = (each for each in field.findChildren(QLabel) if each.buddy() is field.line)
    assert "*" in label.text()


def test_an_optional_empty_field_may_stand(say: Words, qtbot: QtBot) -> None:
    field = QuantityField(say, "Flush", Unit.ML, parse_quantity)
    qtbot.addWidget(field)
    assert field.check_filled()
    assert field.value() is None


def test_a_label_with_markup_is_shown_as_text(say: Words, qtbot: QtBot) -> None:
    field = NameEdit(say, "<b>name</b>")
    qtbot.addWidget(field)
    (label,) = (each for each in field.findChildren(QLabel) if each.buddy() is field.line)
    assert "&lt;b&gt;" in label.text()


def test_a_name_is_kept_as_typed_and_a_missing_one_is_said(say: Words, qtbot: QtBot) -> None:
    field = NameEdit(say, "Family name", required=True)
    qtbot.addWidget(field)
    assert not field.check_filled()
    field.set_value(" O’Neill-Démo 演示 ")
    assert field.message() == ""
    assert field.value() == "O’Neill-Démo 演示"
    assert field.check_filled()


def test_help_such_as_an_earlier_value_is_shown_and_told_to_readers(
    say: Words, qtbot: QtBot
) -> None:
    field = NameEdit(say, "Machine")
    qtbot.addWidget(field)
    field.show_help("Linac 1, 26-Feb-2026")
    assert field.line.accessibleDescription() == "Linac 1, 26-Feb-2026"


def test_a_typed_date_is_shown_in_full_when_the_field_is_left(say: Words, qtbot: QtBot) -> None:
    field = DateField(say, "Planned for", _now, required=True)
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, "t+1")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.text() == "03-Mar-2026"
    assert field.value() == date(2026, 3, 3)


def test_a_date_of_two_readings_is_asked_about_and_the_answer_is_kept(
    say: Words, qtbot: QtBot
) -> None:
    field = DateField(say, "Planned for", _now)
    qtbot.addWidget(field)
    field.show()
    field.set_text("02/03/2026")
    assert not field.check_filled()
    readings = {button.text(): button for button in field.findChildren(QPushButton)}
    assert set(readings) == {"02-Mar-2026", "03-Feb-2026"}
    readings["03-Feb-2026"].click()
    assert field.value() == date(2026, 2, 3)
    assert field.message() == ""


def test_tab_goes_from_a_date_of_two_readings_to_the_first_of_them(
    say: Words, qtbot: QtBot
) -> None:
    field = DateField(say, "Planned for", _now)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.set_text("02/03/2026")
    field.settle()
    field.line.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    focus = field.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "02-Mar-2026"


def test_an_impossible_date_stays_as_typed_with_a_sentence(say: Words, qtbot: QtBot) -> None:
    field = DateField(say, "Planned for", _now)
    qtbot.addWidget(field)
    field.set_text("30-Feb-2026")
    field.settle()
    assert field.text() == "30-Feb-2026"
    assert "no such day" in field.message()
    assert field.value() is None


# A popup asks for the keyboard, which the offscreen platform does not have.
popup_test = pytest.mark.qt_log_ignore("does not support")


@popup_test
def test_a_day_picked_from_the_calendar_fills_the_field(say: Words, qtbot: QtBot) -> None:
    field = DateField(say, "Planned for", _now)
    qtbot.addWidget(field)
    field.show()
    field.open_calendar()
    (popup,) = field.findChildren(CalendarPopup)
    popup.picked.emit(date(2026, 3, 5))
    popup.close()
    assert field.text() == "05-Mar-2026"


@popup_test
def test_the_calendar_is_worked_by_the_keyboard(say: Words, qtbot: QtBot) -> None:
    popup = CalendarPopup(say, NOW.date())
    qtbot.addWidget(popup)
    popup.show()
    popup.show_day(date(2026, 3, 31))

    def press(key: Qt.Key, day: date) -> None:
        days = [b for b in popup.findChildren(QPushButton) if b.property("day") == day]
        (button,) = (each for each in days if not each.isHidden())
        QTest.keyClick(button, key)

    press(Qt.Key.Key_Right, date(2026, 3, 31))
    press(Qt.Key.Key_Down, date(2026, 4, 1))
    press(Qt.Key.Key_PageDown, date(2026, 4, 8))
    with qtbot.waitSignal(popup.picked) as picked:
        press(Qt.Key.Key_Return, date(2026, 5, 2))
    assert picked.args == [date(2026, 5, 2)]


def test_times_and_moments_are_read_and_shown_in_the_sites_zone(say: Words, qtbot: QtBot) -> None:
    at = TimeField(say, "Ended", _now)
    qtbot.addWidget(at)
    at.set_text("-20min")
    at.settle()
    assert at.text() == "11:22"
    assert at.value() == time(11, 22)
    started = MomentField(say, "Started", _now)
    qtbot.addWidget(started)
    started.set_text("11:36")
    assert started.check_filled()
    assert started.text() == "02-Mar-2026 11:36"
    assert started.value() == NOW.replace(minute=36)
    started.set_value(None)
    assert started.text() == ""


def test_an_hour_that_comes_twice_keeps_the_chosen_offset(say: Words, qtbot: QtBot) -> None:
    autumn = datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    field = MomentField(say, "Started", lambda: autumn)
    qtbot.addWidget(field)
    field.show()
    field.set_text("25-Oct-2026 02:30")
    field.settle()
    readings = {button.text(): button for button in field.findChildren(QPushButton)}
    readings["25-Oct-2026 02:30 +01:00"].click()
    value = field.value()
    assert value is not None
    assert value.isoformat() == "2026-10-25T02:30:00+01:00"


CHOICES = [Choice("ommaya", "Ommaya reservoir", "Alt+O"), Choice("lumbar", "Lumbar puncture")]


def test_a_choice_starts_empty_and_says_so(say: Words, qtbot: QtBot) -> None:
    row = ChoiceRow(say, "Access", CHOICES, required=True)
    qtbot.addWidget(row)
    assert row.value() is None
    assert not row.check_filled()
    assert row.message() == "Access: choose one."
    row.button("lumbar").click()
    assert row.value() == "lumbar"
    assert row.message() == ""
    row.set_value(None)
    assert row.value() is None


def test_arrow_keys_move_between_choices_without_choosing(say: Words, qtbot: QtBot) -> None:
    row = ChoiceRow(say, "Access", CHOICES)
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    first, second = row.button("ommaya"), row.button("lumbar")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert row.value() is None
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert row.value() == "lumbar"


def test_a_reason_of_its_own_needs_words(say: Words, qtbot: QtBot) -> None:
    reasons = [Choice("refused", "Patient refused"), Choice("other", "Other")]
    field = ReasonChooser(say, "Why not", reasons)
    qtbot.addWidget(field)
    assert field.value() is None
    assert not field.check_filled()
    field.set_value(("other", ""))
    assert field.value() is None
    assert not field.check_filled()
    assert "own words" in field.message()
    field.own_words.setPlainText("line blocked")
    assert field.value() == ("other", "line blocked")
    field.set_value(("refused", ""))
    assert field.value() == ("refused", "")
    assert field.own_words.isHidden()


def test_a_field_shows_its_focus_by_a_ring(say: Words, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    rows = QVBoxLayout(holder)
    fields: list[LabelledField] = [NameEdit(say, "One"), NameEdit(say, "Two")]
    for field in fields:
        rows.addWidget(field)
    holder.show()
    holder.activateWindow()
    plain = fields[0].editor.grab().toImage()
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].editor.hasFocus)
    assert fields[0].editor.grab().toImage() != plain


def test_who_answers_a_question_by_keyboard_stays_in_the_field(say: Words, qtbot: QtBot) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    language = QPushButton("Language")
    field = NameEdit(say, "Opening pressure")
    rows.addWidget(language)
    rows.addWidget(field)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.offer("Did you mean mmH₂O?", {"It is 180 mmH₂O": field.clear_message})
    answer = next(one for one in field.findChildren(QPushButton) if "180" in one.text())
    answer.setFocus()
    QTest.keyClick(answer, Qt.Key.Key_Space)
    assert page.focusWidget() is field.line
    assert field.message() == ""
