"""What the window refuses: one clear sentence each, what was typed stays, nothing is written."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.clinic import (
    ALT,
    ANN,
    BAI,
    PAUL,
    assess,
    check,
    give_by_ommaya,
    open_patient,
    prepare_check,
    sign_in,
    time_out,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    choose,
    fill,
    finish,
    is_shown,
    press,
    press_key,
    read,
    settle,
    shown,
    texts,
    type_into,
)

NO_DAY = "There is no such day as “{}”. Check day and month."


def test_an_enrolment_without_a_name_or_with_a_day_that_is_not_is_refused(
    ordered: Path, start: Start
) -> None:
    window = start(ordered, "2026-03-02 10:00")
    sign_in(window, ANN)
    head = window.head
    press_key(window, Qt.Key.Key_F2)
    press(window, "patients.enrol_button")
    fill(window, "enrolment", given="Nemo", born="31-Feb-1960", subject="D01-077")
    press(window, "enrolment.sex.male")
    press(window, "enrolment.save_button")
    finish(window)
    assert NO_DAY.format("31-Feb-1960") in texts(window)
    assert "FAMILY name is still missing." in texts(window)
    assert read(window, "enrolment.born") == "31-Feb-1960"
    assert window.head == head


def test_an_order_above_the_ceiling_or_in_another_unit_is_refused(
    ordered: Path, start: Start
) -> None:
    window = start(ordered, "2026-03-02 10:00")
    sign_in(window, PAUL)
    open_patient(window, "Ceshi")
    press(window, "dosing.dose.IND-2")
    assess(window)
    head = window.head
    press(window, "dosing.order_access.ommaya")
    type_into(window, "dosing.order_dose", "20")
    refused(window, "prescribe_button", PAUL.user, PAUL.secret)
    assert "20 mg is above the ceiling of 15 mg." in texts(window)
    type_into(window, "dosing.order_dose", "10 mg/m2")
    settle(window)
    assert "“mg/m2” is not a unit of this dose" in texts(window)
    assert not shown(window, QAbstractButton, "dosing.prescribe_button").isEnabled()
    assert read(window, "dosing.order_dose") == "10 mg/m2"
    assert window.head == head


def test_one_person_twice_or_a_day_that_is_not_is_refused_at_the_check(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    head = window.head
    prepare_check(window, ANN, ANN, "ommaya")
    refused(window, "check_button", ANN.user, ANN.secret)
    assert "nurse.a is named twice" in texts(window)
    choose(window, "dosing.check_second", BAI.name)
    type_into(window, "dosing.check_use_by", "31-Feb-2026 16:00")
    settle(window)
    assert "31-Feb-2026 16:00" in read(window, "dosing.check_use_by")
    assert "Check day" in texts(window)
    assert not shown(window, QAbstractButton, "dosing.check_button").isEnabled()
    assert window.head == head


def test_a_second_person_who_reads_otherwise_sees_both_values_and_nothing_is_written(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    head = window.head
    assert "10 mg" not in texts(window)
    assert "Ommaya reservoir" not in read(window, "dosing.hidden")
    prepare_check(window, ANN, BAI, "lumbar")
    type_into(window, "dosing.check_dose", "12")
    refused(window, "check_button", BAI.user, BAI.secret)
    told = texts(window)
    assert is_shown(window, "dosing.differences")
    assert "10 mg" in told
    assert "intrathecal, Ommaya reservoir" in told
    assert window.head == head


def test_an_injection_that_is_still_to_come_is_refused(ready: Path, start: Start) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    check(window, ANN, BAI, "ommaya")
    time_out(window)
    head = window.head
    give_by_ommaya(window, "10:05", "10:09")
    refused(window, "record_button", ANN.user, ANN.secret)
    assert "A time lies in the future; it is now 02-Mar-2026 10:00." in texts(window)
    press(window, "dosing.step.give")
    assert read(window, "dosing.started_at") == "02-Mar-2026 10:05"
    assert window.head == head


def refused(window: Window, button: str, person: str, secret: str) -> None:
    """Try to sign all the same: the button stays asleep, for the hand and for its key."""
    settle(window)
    type_into(window, f"dosing.secret.{person}", secret)
    settle(window)
    assert not shown(window, QAbstractButton, f"dosing.{button}").isEnabled()
    for key in (Qt.Key.Key_R, Qt.Key.Key_K, Qt.Key.Key_P):
        press_key(window, key, ALT)
    finish(window)
