"""Screen rules of the NHS Common User Interface that no other test shows; see docs/nhs-cui.md."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ltm_desktop.ui
from ltm_desktop import resource_files
from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui import marks
from ltm_desktop.ui.panels.dosing.acts import ACTS
from ltm_desktop.ui.panels.dosing.group import Group
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import _LOOKS
from ltm_desktop.ui.widgets.badge import STATE_LOOKS
from ltm_desktop.ui.widgets.calendar_popup import CalendarPopup
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField, TimeField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.medicine_line import MedicineLine
from tests.builders import PHARMACIST
from tests.gallery import entries_dosing_before as before
from tests.gallery.entries_dosing import ready, standing

NOW = datetime(2026, 3, 2, 11, 42, tzinfo=UTC)
LANGUAGES = ("en", "zh_CN")
SOURCES = sorted(Path(str(ltm_desktop.ui.__path__[0])).rglob("*.py"))


@pytest.fixture
def say() -> Words:
    return Words("en")


@pytest.fixture
def view(qtbot: QtBot) -> View:
    """The panel as a nurse sees a dose that was checked, at the size of a low screen."""
    shown = View(Words("en"), lambda: NOW)
    qtbot.addWidget(shown)
    shown.resize(1240, 500)
    shown.show_standing(standing(Words("en"), ready))
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def find(view: View, name: str) -> QWidget:
    found = view.findChild(QWidget, f"dosing.{name}")
    assert isinstance(found, QWidget)
    return found


def line_of(language: str, access: Access = Access.OMMAYA) -> MedicineLine:
    say = Words(language)
    return MedicineLine(say, "Pemetrexed", mg("10.0"), route_words(access, say))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("access", list(Access))
def test_the_dose_line_holds_no_sign_that_can_be_misread(
    language: str, access: Access, qtbot: QtBot
) -> None:
    line = line_of(language, access)
    qtbot.addWidget(line)
    assert not re.search(r"[@|<>/\\&°()\[\]+]", line.text())
    assert not re.search(r"(mg|mL|g)\.", line.text())


def test_the_label_of_the_dose_differs_from_its_value_in_weight_size_and_colour(
    qtbot: QtBot,
) -> None:
    line = line_of("en")
    qtbot.addWidget(line)
    (runs,) = line.lines(10**6)
    label = next(run for run in runs if run.text == "DOSE")
    amount = next(run for run in runs if run.text == "10\u00a0mg")
    assert (label.label, label.bold, amount.label, amount.bold) == (True, False, False, True)
    assert line._letters(label).pixelSize() < line._letters(amount).pixelSize()
    assert THEME.palette.muted != THEME.palette.ink
    assert [run.text for run in runs if run.label] == ["DOSE"]


def test_the_lines_of_a_broken_dose_line_stand_apart(qtbot: QtBot) -> None:
    line = line_of("en")
    qtbot.addWidget(line)
    assert 1.2 <= line._line_height() / THEME.type.heading <= 1.4


def test_drug_dose_and_route_stay_in_sight_however_far_the_form_is_scrolled(view: View) -> None:
    view.show_step(Step.GIVE, {"access": "lumbar"})
    line = view.findChild(MedicineLine, "dosing.medicine_line")
    assert line is not None
    bars = [area.verticalScrollBar() for area in view.findChildren(QScrollArea)]
    assert any(bar.maximum() > 0 for bar in bars)
    for bar in bars:
        bar.setValue(bar.maximum())
    assert line.visibleRegion().boundingRect().size() == line.size()
    assert "pemetrexed" in line.text()


def test_who_ordered_a_dose_and_when_stands_in_its_head(view: View) -> None:
    told = standing(Words("en"), ready)
    assert told.prescriber
    shown = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert any(told.prescriber in text for text in shown)


def test_an_optional_group_opens_by_one_button_and_closed_tells_what_stands_in_it(
    view: View,
) -> None:
    view.show_step(Step.GIVE, {"access": "ommaya"})
    groups = [one for one in view.findChildren(Group) if one.isVisible()]
    assert groups
    for group in groups:
        fields = [one for one in group.findChildren(QLineEdit) if one.isVisible()]
        result = group.findChild(QLabel, f"dosing.group.{group.name}.result")
        assert result is not None
        assert (fields, bool(result.text())) == ([], True)
    first = groups[0]
    first.button.click()
    inside = next(one for one in first.findChildren(LabelledField) if one.isVisible())
    assert not inside.required
    first.button.click()
    assert not inside.isVisible()


def test_start_and_end_of_an_injection_are_two_labelled_times(view: View) -> None:
    view.show_step(Step.GIVE, {"access": "ommaya"})
    names = [find(view, name).accessibleName() for name in ("started_at", "ended_at")]
    assert len(set(names)) == 2
    assert all(names)
    for name in ("started_at", "ended_at"):
        field = find(view, name)
        assert isinstance(field, QLineEdit)
        assert field.placeholderText() == "dd-MMM-yyyy HH:mm"


def test_no_step_asks_for_a_dose_beside_a_strength(qtbot: QtBot) -> None:
    made = before.shown(before.verified, Step.PREPARE, {}, by=PHARMACIST)(Words("en"))
    assert isinstance(made, View)
    qtbot.addWidget(made)
    made.resize(1240, 700)
    made.show()
    assert find(made, "prep_strength").isVisible()
    for name in ("order_dose", "check_dose", "tray_dose"):
        asked = made.findChild(QWidget, f"dosing.{name}")
        assert asked is None or not asked.isVisible()


def test_outcome_and_way_in_are_buttons_and_never_a_list_that_opens(view: View) -> None:
    view.show_step(Step.GIVE, {})
    names = ("outcome.complete", "outcome.partial", "outcome.abandoned")
    for name in (*names, "access.ommaya", "access.lumbar"):
        assert isinstance(find(view, name), QPushButton)
    for name in ("outcome", "access"):
        assert view.findChild(QComboBox, f"dosing.{name}") is None


def test_what_can_be_signed_is_shown_whole_and_signing_ends_the_form_at_the_right(
    view: View,
) -> None:
    view.show_step(Step.SIGN, {})
    lines = (SignerLine(PersonId("nurse.a"), "Ann Demo", "Administered", signed=False),)
    view.show_signing(Signing(lines, "The whole text", (), (), False, True))
    button, cancel = find(view, "record_button"), find(view, "cancel_button")
    assert isinstance(button, QPushButton)
    assert button.text() == ACTS[Step.SIGN].button(Words("en")).text
    place, other = (one.mapTo(view, one.rect().bottomRight()) for one in (button, cancel))
    assert place.x() > other.x()
    assert place.y() >= find(view, "secret.nurse.a").mapTo(view, button.rect().topLeft()).y()
    assert not button.hasFocus()


def test_a_prompt_is_no_value_and_vanishes_with_the_first_key(say: Words, qtbot: QtBot) -> None:
    fields: dict[str, DateField | TimeField | MomentField] = {
        "dd-MMM-yyyy": DateField(say, "When", lambda: NOW),
        "HH:mm, 24 hours": TimeField(say, "When", lambda: NOW),
        "dd-MMM-yyyy HH:mm": MomentField(say, "When", lambda: NOW),
    }
    for prompt, field in fields.items():
        qtbot.addWidget(field)
        assert (field.line.placeholderText(), field.text(), field.value()) == (prompt, "", None)
        QTest.keyClicks(field.line, "1")
        assert field.text() == "1"


def test_a_date_field_is_selected_whole_when_the_keyboard_comes_to_it(
    say: Words, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    first, second = QLineEdit(holder), DateField(say, "When", lambda: NOW)
    second.setParent(holder)
    second.set_value(date(2026, 3, 2))
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.line.selectedText() == "02-Mar-2026"


@pytest.mark.qt_log_ignore("does not support")
def test_the_calendar_sets_month_and_year_apart_and_offers_today_and_close(
    say: Words, qtbot: QtBot
) -> None:
    popup = CalendarPopup(say, NOW.date())
    qtbot.addWidget(popup)
    popup.show()
    by_name = {one.accessibleName() or one.text(): one for one in popup.findChildren(QPushButton)}
    shown = [one.text() for one in popup.findChildren(QLabel)]
    assert [day for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") if day in shown] == [
        *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    for name, month in (
        ("Month after", "Apr 2026"),
        ("Year after", "Apr 2027"),
        ("Month before", "Mar 2027"),
        ("Year before", "Mar 2026"),
    ):
        by_name[name].click()
        assert popup._title.text() == month
    marked = [one for one in popup.findChildren(QPushButton) if one.property("today")]
    assert [one.property("day") for one in marked if not one.isHidden()] == [NOW.date()]
    with qtbot.waitSignal(popup.picked) as picked:
        by_name["Today"].click()
    assert picked.args == [NOW.date()]
    popup.show()
    by_name["Close"].click()
    assert not popup.isVisible()


def colours_of(shape: str, ink: str) -> set[str]:
    image = marks.mark(shape, ink, 40).toImage()
    dots = (image.pixelColor(x, y) for x in range(40) for y in range(40))
    return {dot.name() for dot in dots if dot.alpha() == 255}


def test_signs_have_the_colours_of_safety_signs_and_no_other(qapp: QApplication) -> None:
    red, blue = THEME.palette.stop.solid, THEME.palette.advice.ink
    assert {"#ffffff", red} <= colours_of("prohibition", red)
    assert "#ffd24d" in colours_of("warning", THEME.palette.caution.ink)
    assert blue in colours_of("advice", blue)
    assert _LOOKS == {
        Severity.STOP: ("prohibition", "stop"),
        Severity.OVERRIDE: ("warning", "caution"),
        Severity.NOTE: ("advice", "advice"),
    }
    tones = {look.tone for look in STATE_LOOKS.values()}
    assert tones <= {"stop", "caution", "ok", "advice", "neutral"}


def test_nothing_in_the_window_flashes_or_moves_by_itself() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert not re.search(r"QPropertyAnimation|QVariantAnimation|QMovie|QGraphicsEffect", text)


def test_lists_that_fold_show_a_chevron_and_never_a_black_triangle() -> None:
    sheet = resource_files.path("style").joinpath("base.qss").read_text(encoding="utf-8")
    arrows = re.findall(r"::(?:up|down)-arrow \{ image: url\(\$(\w+)\)", sheet)
    assert arrows
    assert {arrow.rpartition("_")[0] for arrow in arrows} == {"icon_chevron"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert not set("▲▼▶◀▴▾▸◂⯅⯆") & set(text)


def test_every_field_of_the_form_has_a_name_a_reader_can_say(view: View) -> None:
    for access in ("ommaya", "lumbar"):
        view.show_step(Step.GIVE, {"access": access})
        inputs: list[QWidget] = [
            one
            for kind in (QLineEdit, QComboBox)
            for one in view.findChildren(kind)
            if one.isVisible() and one.objectName().startswith("dosing.")
        ]
        assert inputs
        assert not [one.objectName() for one in inputs if not one.accessibleName()]
