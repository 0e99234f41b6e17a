from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.ui.panels.dosing.fields import MeasuredField
from ltm_desktop.ui.panels.dosing.graded import Condition, Met
from ltm_desktop.ui.panels.dosing.proposing import in_order
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from tests.builders import NURSE, PHYSICIAN, SECOND
from tests.gallery.entries_dosing import (
    active,
    course,
    received,
    standing,
)

from .conftest import find, press, text


def signing(*, ready: bool = True, missing: tuple[str, ...] = ()) -> Signing:
    lines = (
        SignerLine(NURSE, "Ann Demo", "Administered", signed=False),
        SignerLine(SECOND, "Bai Demo", "Checked", signed=False),
    )
    return Signing(lines, "Text" if ready else "", missing, (), False, ready)


def test_amount_access_and_outcome_start_empty(view: View) -> None:
    view.show_step(Step.GIVE, {})
    for name in ("access.ommaya", "access.lumbar", "outcome.complete", "outcome.partial"):
        button = find(view, name)
        assert isinstance(button, QPushButton)
        assert not button.isChecked()
    view.show_step(Step.ORDER, {})
    dose = find(view, "order_dose")
    assert isinstance(dose, QLineEdit)
    assert dose.text() == ""


def test_the_way_in_decides_which_fields_are_asked(view: View) -> None:
    view.show_step(Step.GIVE, {})
    press(view, "access.ommaya")
    assert find(view, "refill").isVisible()
    assert not find(view, "interspace").isVisible()
    press(view, "access.lumbar")
    assert find(view, "interspace").isVisible()
    assert not find(view, "refill").isVisible()
    assert find(view, "volume_injected").isVisible()


@pytest.mark.parametrize("access", ["ommaya", "lumbar"])
def test_a_finding_that_forbids_the_injection_says_so_at_once_above_its_fields(
    view: View, access: str
) -> None:
    view.show_step(Step.GIVE, {})
    press(view, f"access.{access}")
    for field, code in (("csf_return", "no"), ("site_inspection", "pus")):
        box = find(view, field)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(code))
    told = [label.text() for label in find(view, "stops").findChildren(QLabel)]
    assert "Do not inject: there is no free return of CSF." in told
    assert "Do not inject: pus, leak or open wound at the puncture site." in told
    top = [find(view, one).mapTo(view, QPoint()).y() for one in ("stops", "volume_injected")]
    assert top[0] < top[1]
    site = find(view, "site_inspection")
    assert isinstance(site, QComboBox)
    site.setCurrentIndex(site.findData("intact"))
    left = [one for one in find(view, "stops").findChildren(QLabel) if one.isVisible()]
    assert not any("pus" in label.text() for label in left)


def test_what_happened_without_any_plan_can_be_told(view: View) -> None:
    wanted: list[str] = []
    view.asked.connect(wanted.append)
    view.show_no_plan()
    press(view, "more_unplanned_button")
    assert wanted == ["tell_more"]


def test_every_typed_text_is_told_by_its_name_and_comes_back_as_it_was(view: View) -> None:
    told: dict[str, str] = {}
    view.changed.connect(lambda key, text: told.update({key: text}))
    view.show_step(Step.GIVE, {})
    press(view, "access.ommaya")
    QTest.keyClicks(find(view, "volume_injected"), "4.50")
    QTest.keyClicks(find(view, "started_at"), "0905")
    refill = find(view, "refill")
    assert isinstance(refill, QComboBox)
    refill.setCurrentIndex(refill.findData("slow"))
    press(view, "outcome.partial")
    press(view, "reason.pain")
    assert told["volume_injected"] == "4.50"
    assert told["started_at"] == "2026-03-02T09:05:00+00:00"
    assert (told["refill"], told["outcome"], told["reason"]) == ("slow", "partial", "pain")
    again: dict[str, str] = {}
    view.show_step(Step.GIVE, {})
    view.show_step(Step.GIVE, told)
    view.changed.connect(lambda key, text: again.update({key: text}))
    volume = find(view, "volume_injected")
    assert isinstance(volume, QLineEdit)
    assert volume.text() == "4.50"
    assert again == {}


def test_the_signing_button_wakes_only_with_text_and_every_secret(view: View, qtbot: QtBot) -> None:
    wanted: list[Mapping[str, str]] = []
    view.record_wanted.connect(wanted.append)
    view.show_step(Step.SIGN, {})
    button = find(view, "record_button")
    view.show_signing(signing(ready=False, missing=("volume_injected",)))
    assert not button.isEnabled()
    assert "Volume injected" in find(view, "missing").accessibleName() + text(view, "missing")
    view.show_signing(signing())
    assert not button.isEnabled()
    QTest.keyClicks(find(view, "secret.n.example"), "one")
    assert not button.isEnabled()
    QTest.keyClicks(find(view, "secret.s.example"), "two")
    assert button.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [{NURSE: "one", SECOND: "two"}]
    secret = find(view, "secret.n.example")
    assert isinstance(secret, QLineEdit)
    assert secret.text() == ""


def test_return_in_a_secret_moves_on_and_in_the_last_one_commits(view: View) -> None:
    wanted: list[Mapping[str, str]] = []
    view.record_wanted.connect(wanted.append)
    view.show_step(Step.SIGN, {})
    view.show_signing(signing())
    find(view, "secret.n.example").setFocus()
    QTest.keyClicks(find(view, "secret.n.example"), "one")
    QTest.keyClick(find(view, "secret.n.example"), Qt.Key.Key_Return)
    assert find(view, "secret.s.example").hasFocus()
    assert wanted == []
    QTest.keyClicks(find(view, "secret.s.example"), "two")
    QTest.keyClick(find(view, "secret.s.example"), Qt.Key.Key_Return)
    assert wanted == [{NURSE: "one", SECOND: "two"}]


def test_return_in_the_last_secret_records_nothing_while_something_is_missing(view: View) -> None:
    wanted: list[object] = []
    view.record_wanted.connect(wanted.append)
    view.show_step(Step.SIGN, {})
    view.show_signing(signing(ready=False, missing=("volume_injected",)))
    for name in ("secret.n.example", "secret.s.example"):
        QTest.keyClicks(find(view, name), "secret")
    QTest.keyClick(find(view, "secret.s.example"), Qt.Key.Key_Return)
    assert wanted == []


def test_return_in_the_last_secret_goes_back_to_one_still_empty(view: View) -> None:
    view.show_step(Step.SIGN, {})
    view.show_signing(signing())
    QTest.keyClicks(find(view, "secret.s.example"), "secret")
    QTest.keyClick(find(view, "secret.s.example"), Qt.Key.Key_Return)
    assert find(view, "secret.n.example").hasFocus()


def test_signing_begins_in_the_first_secret_and_called_away_stands_beneath(view: View) -> None:
    view.show_step(Step.GIVE, {})
    find(view, "access.ommaya").setFocus()
    view.show_step(Step.SIGN, {})
    view.show_signing(signing())
    assert find(view, "secret.n.example").hasFocus()
    away, secret = find(view, "called_away"), find(view, "secret.s.example")
    assert away.isVisible()
    assert away.mapTo(view, QPoint()).y() > secret.mapTo(view, QPoint()).y()
    view.show_step(Step.GIVE, {})
    assert not away.isVisible()


def test_the_focus_comes_back_once_the_record_is_written(view: View) -> None:
    view.show_step(Step.SIGN, {})
    view.show_signing(signing())
    find(view, "secret.n.example").setFocus()
    view.show_busy(busy=True)
    view.show_busy(busy=False)
    assert find(view, "secret.n.example").hasFocus()
    view.show_busy(busy=True)
    view.show_busy(busy=False)
    view.show_step(Step.GIVE, {})
    assert find(view, "access.ommaya").hasFocus()


def test_escape_leaves_and_never_records(view: View, qtbot: QtBot) -> None:
    left: list[bool] = []
    wanted: list[object] = []
    view.left.connect(lambda: left.append(True))
    view.record_wanted.connect(wanted.append)
    view.show_step(Step.GIVE, {})
    view.show_signing(Signing((), "", (), (), False, False))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(left))
    assert (left, wanted) == ([True], [])


def test_alerts_are_shown_together_and_offer_to_tell_what_happened(view: View) -> None:
    view.show_step(Step.SIGN, {})
    alerts = (stop("dosing.no_order"), stop("dosing.not_checked"))
    view.show_signing(Signing((), "", (), alerts, True, False))
    assert find(view, "alerts").isVisible()
    assert find(view, "tell_button").isVisible()
    assert ">2 alerts" in text(view, "missing")
    told: list[str] = []
    view.asked.connect(told.append)
    press(view, "tell_button")
    view.fill({"telling": "yes"})
    assert told == ["tell"]
    assert find(view, "incident").isVisible()


def test_the_draft_is_asked_for_soon_after_a_keystroke(view: View, qtbot: QtBot) -> None:
    view.show_step(Step.ORDER, {"reorder": "yes"})
    with qtbot.waitSignal(view.settled):
        QTest.keyClicks(find(view, "order_dose"), "1")


def test_an_implausible_value_is_asked_twice_and_then_kept(qtbot: QtBot) -> None:
    limits = active().range_of("ommaya.csf_removed")
    assert limits is not None
    field = MeasuredField(Words("en"), "CSF withdrawn", limits.unit)
    qtbot.addWidget(field)
    field.set_limits(limits)
    kept: list[str] = []
    field.kept.connect(kept.append)
    field.set_text("45")
    field.check_filled()
    assert "outside" in field.message()
    answer(field, "It is right")
    assert "once more" in field.message()
    assert kept == []
    answer(field, "Yes, keep it")
    assert kept == ["45 mL"]
    assert field.text() == "45"
    field.set_text("46")
    field.check_filled()
    assert "outside" in field.message()


def test_a_pressure_ten_times_too_high_must_be_answered_and_keeps_its_digits(
    view: View,
) -> None:
    told: dict[str, str] = {}
    view.changed.connect(lambda key, text: told.update({key: text}))
    view.show_step(Step.GIVE, {"access": "lumbar"})
    press(view, "group.pressures")
    line = find(view, "opening_pressure")
    line.setFocus()
    QTest.keyClicks(line, "180")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    field = line.parentWidget()
    assert isinstance(field, MeasuredField)
    assert "mmH₂O" in field.message()
    answer(field, "It is 180 mmH₂O, 18\u00a0cmH₂O")
    assert (told["opening_pressure"], told["opening_pressure_unit"]) == ("180", "mm[H2O]")
    assert field.message() == ""
    assert field.value() == Quantity(mg("18").value, Unit.CM_H2O)


def answer(field: MeasuredField, words: str) -> None:
    buttons = [one for one in field.findChildren(QPushButton) if one.text() == words]
    buttons[-1].click()


def test_the_order_is_a_reference_and_never_a_default(view: View) -> None:
    view.show_standing(standing(Words("en"), course, PHYSICIAN))
    view.show_step(Step.ORDER, {})
    view.show_signing(Signing((), "", ("order_dose",), (), False, False))
    dose = find(view, "order_dose")
    assert isinstance(dose, QLineEdit)
    assert (dose.text(), dose.isVisible()) == ("", True)
    assert Words("en").amount(mg("10")) in help_texts(view)


def help_texts(view: View) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def test_a_tick_that_another_subject_number_took_says_why_until_it_is_set_again(
    view: View,
) -> None:
    view.show_standing(standing(Words("en"), received))
    view.show_step(Step.CHECK, {"identifiers": "yes"})
    assert not find(view, "ticks_cleared").isVisible()
    view.fill({"identifiers": ""})
    assert find(view, "ticks_cleared").isVisible()
    press(view, "identifiers")
    assert not find(view, "ticks_cleared").isVisible()


def test_a_condition_that_stops_stands_on_top_of_the_check_with_a_way_to_hold(view: View) -> None:
    wanted: list[str] = []
    view.asked.connect(wanted.append)
    known = standing(Words("en"), received)
    soon = Condition("Minimum interval", Met.NOT_MET, "24 h since the last start")
    view.show_standing(replace(known, conditions=(soon,)))
    view.show_step(Step.CHECK, {})
    stops = find(view, "check_stops")
    assert "24 h since the last start" in help_texts(view)
    assert stops.isVisible()
    assert stops.mapTo(view, QPoint()).y() < find(view, "check_drug").mapTo(view, QPoint()).y()
    press(view, "hold_button")
    assert wanted == ["hold"]
    view.show_standing(replace(known, conditions=()))
    assert not stops.isVisible()


def test_stops_about_dose_way_expiry_and_interval_come_before_people() -> None:
    codes = ["people.not_competent", "dosing.too_soon", "dosing.same_person", "dosing.time_out"]
    codes += ["dosing.product_expired", "dosing.differs_access", "dosing.differs_dose"]
    assert [one.code for one in in_order(stop(code) for code in codes)] == [
        "dosing.differs_dose",
        "dosing.differs_access",
        "dosing.product_expired",
        "dosing.too_soon",
        "dosing.time_out",
        "people.not_competent",
        "dosing.same_person",
    ]


def test_the_order_is_judged_when_its_field_is_left_and_the_check_tells_nothing(
    view: View,
) -> None:
    view.show_standing(standing(Words("en"), course, PHYSICIAN))
    view.show_step(Step.ORDER, {})
    QTest.keyClicks(find(view, "order_dose"), "100")
    QTest.keyClick(find(view, "order_dose"), Qt.Key.Key_Tab)
    assert "ceiling" in messages(view, "order_dose")
    view.show_standing(standing(Words("en"), received))
    view.show_step(Step.CHECK, {})
    for name, typed in (("check_dose", "12"), ("check_volume", "4"), ("check_drug", "other")):
        find(view, name).setFocus()
        QTest.keyClicks(find(view, name), typed)
        QTest.keyClick(find(view, name), Qt.Key.Key_Tab)
        assert messages(view, name) == ""


def messages(view: View, name: str) -> str:
    field = find(view, name).parentWidget()
    assert isinstance(field, LabelledField)
    return field.message().lower()


def test_what_is_missing_and_what_waits_for_a_yes_are_told_apart_and_lead_there(
    view: View,
) -> None:
    view.show_step(Step.GIVE, {"access": "ommaya", "csf_withdrawn": "45"})
    missing = ("needle_gauge", "csf_withdrawn")
    view.show_signing(Signing((), "", missing, (), False, False))
    words = text(view, "missing")
    asked = words.index("To confirm")
    assert words.index("Needle gauge") < asked < words.index("CSF withdrawn")
    line = find(view, "missing")
    assert isinstance(line, QLabel)
    line.linkActivated.emit("csf_withdrawn")
    assert find(view, "csf_withdrawn").hasFocus()


def test_another_way_in_than_was_checked_is_said_at_once(view: View) -> None:
    view.show_step(Step.GIVE, {})
    row = find(view, "access.lumbar").parent()
    while not isinstance(row, LabelledField):
        assert row is not None
        row = row.parent()
    press(view, "access.lumbar")
    assert "Ommaya reservoir was checked" in row.message()
    press(view, "access.ommaya")
    assert row.message() == ""


def test_signing_has_a_way_back(view: View) -> None:
    wanted: list[str] = []
    view.step_wanted.connect(wanted.append)
    view.show_step(Step.SIGN, {})
    press(view, "back_button")
    assert wanted == ["give"]


def test_an_unusual_value_is_told_what_is_usual(qtbot: QtBot) -> None:
    limits = active().range_of("ommaya.csf_removed")
    assert limits is not None
    assert limits.soft_high is not None
    field = MeasuredField(Words("en"), "CSF withdrawn", limits.unit)
    qtbot.addWidget(field)
    field.set_limits(limits)
    field.set_text(str((limits.soft_high.value + limits.hard_high.value) / 2))
    field.check_filled()
    assert Words("en").amount(limits.soft_high) in field.message()
