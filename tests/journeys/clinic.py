"""What people of the clinic do at the window, act by act, through its fields and buttons.

Everybody and everything here is synthetic.
"""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTableView

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from tests.journeys.desk import (
    ZONE,
    Window,
    choose,
    fill,
    finish,
    is_shown,
    pick,
    press,
    press_key,
    settle,
    shown,
    type_into,
    wait_for,
)
from tests.journeys.paper import open_paper
from tests.journeys.readying import prepared, subject_of

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Who:
    """A member of the staff: user name, name on screen, secret."""

    user: str
    name: str
    secret: str = field(default=DEMO_SECRET, repr=False)


ANN, BAI = Who("nurse.a", "Ann Demo"), Who("nurse.b", "Bai Demo")
PAUL, QING = Who("physician.p", "Paul Demo"), Who("physician.q", "Qing Demo")
CHEN = Who("pharmacist.c", "Chen Demo")
DORA, EN = Who("therapist.d", "Dora Demo"), Who("therapist.e", "En Demo")
RONG = Who("research.r", "Rong Demo")


def sign_in(window: Window, who: Who) -> None:
    """Sign in before the site is open."""
    type_into(window, "signin.person", who.user)
    type_into(window, "signin.secret", who.secret)
    press(window, "signin.button")
    wait_for(lambda: is_shown(window, "rail.today"))
    finish(window)


def lock(window: Window) -> None:
    """Lock the screen by its key."""
    finish(window)
    press_key(window, Qt.Key.Key_L, CTRL)
    wait_for(lambda: is_shown(window, "lock.secret"))


def unlock(window: Window, who: Who) -> None:
    """Go on as the person who locked."""
    type_into(window, "lock.secret", who.secret)
    press(window, "lock.button")
    wait_for(lambda: not is_shown(window, "lock.secret"))


def hand_over(window: Window, who: Who) -> None:
    """Lock the screen and let somebody else sign in."""
    lock(window)
    press(window, "lock.other")
    type_into(window, "lock.person", who.user)
    type_into(window, "lock.secret", who.secret)
    press(window, "lock.button")
    wait_for(lambda: not is_shown(window, "lock.secret"))
    finish(window)


def open_patient(window: Window, part_of_name: str) -> None:
    """Find a patient from anywhere by F2 and a part of the name, and open the chart."""
    press_key(window, Qt.Key.Key_F2)
    type_into(window, "patients.search", part_of_name)
    table = shown(window, QTableView, "patients.table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert is_shown(window, "chart.tabs")


@dataclass(frozen=True)
class Patient:
    """A synthetic patient as the enrolment form asks."""

    family: str
    given: str
    han: str
    born: str
    sex: str
    subject: str
    arm: str
    access: str
    access_site: str = ""


def enrol(window: Window, one: Patient, today: str) -> None:
    """Enter a patient with consent, arm, access and measurements."""
    press_key(window, Qt.Key.Key_F2)
    press(window, "patients.enrol_button")
    fill(window, "enrolment", family=one.family, given=one.given, han=one.han, born=one.born)
    press(window, f"enrolment.sex.{one.sex}")
    fill(window, "enrolment", subject=one.subject, hospital_number="90001234")
    fill(window, "enrolment", consent_version="2", consent_on=today)
    press(window, f"enrolment.arm.{one.arm}")
    press(window, f"enrolment.access.{one.access}")
    if one.access_site:
        fill(window, "enrolment", access_site=one.access_site, implanted_on="20-Feb-2026")
    fill(window, "enrolment", weight="61.5", height="168", measured_on=today)
    press(window, "enrolment.save_button")
    finish(window)


def plan(window: Window, first_dose: str) -> None:
    """Plan the treatment of the open chart from the day of its first dose."""
    press(window, "glance.open_form")
    type_into(window, "glance.anchor", first_dose)
    settle(window)
    press(window, "glance.plan_button")
    finish(window)


def assess(window: Window) -> None:
    """Ask and look before the dose, and find nothing against it."""
    press(window, "dosing.assess_consent.yes")
    press(window, "dosing.assess_symptoms_any.none")
    type_into(window, "dosing.assess_temperature", "36.8")
    press(window, "dosing.assess_pressure.none")
    press(window, "dosing.assess_infection.no")
    press(window, "dosing.assess_anticoagulant_any.none")
    press(window, "dosing.assess_other_any.none")
    press(window, "dosing.assess_iv_any.none")
    type_into(window, "dosing.assess_folic_days", "7")
    press(window, "dosing.assess_b12_any.some")
    type_into(window, "dosing.assess_b12_on", "23-Feb-2026")
    settle(window)
    press(window, "dosing.assess_button")
    finish(window)


def prescribe(window: Window, doctor: Who, access: str, dose: str = "10") -> None:
    """Order the dose that is shown."""
    type_into(window, "dosing.order_dose", dose)
    press(window, f"dosing.order_access.{access}")
    settle(window)
    sign(window, "prescribe_button", doctor)


def make_in_pharmacy(window: Window, pharmacist: Who, second: Who) -> bytes:
    """Verify the order, prepare and label the syringe, release it; return the label."""
    sign(window, "verify_button", pharmacist)
    fill(window, "dosing", prep_product="pemetrexed 100 mg (demo product)", prep_lot="DEMO24A7")
    type_into(window, "dosing.prep_expiry", "31-Mar-2027")
    choose(window, "dosing.prep_typed_reason", "No barcode on the pack")
    fill(window, "dosing", prep_strength="25", prep_diluent="4.6", prep_graduation="0.05")
    press(window, "dosing.preservative_free")
    press(window, "dosing.prep_at.now")
    choose(window, "dosing.prep_preparer", pharmacist.name)
    choose(window, "dosing.prep_second", second.name)
    settle(window)
    label = open_paper(window, "dosing.label_printed")
    settle(window)
    sign(window, "prepare_button", pharmacist, second)
    type_into(window, "dosing.release_to", "Ward courier (synthetic)")
    settle(window)
    press(window, "dosing.release_button")
    finish(window)
    return label


def receive(window: Window) -> None:
    """Take the syringe in at the bedside, by the number on its label."""
    type_into(window, "dosing.receive_preparation", prepared(window).preparation)
    press(window, "dosing.receive_intact.yes")
    settle(window)
    press(window, "dosing.receive_button")
    finish(window)


def sign(window: Window, button: str, *signers: Who) -> None:
    """Type each person's own secret and press the button that records."""
    for one in signers:
        type_into(window, f"dosing.secret.{one.user}", one.secret)
    press(window, f"dosing.{button}")
    finish(window)


def prepare_check(
    window: Window, operator: Who, second: Who, access: str, code: str = "IND-1"
) -> None:
    """Fill the check: the second person reads wristband and label aloud, the first one types."""
    label = prepared(window, code).syringe
    choose(window, "dosing.check_operator", operator.name)
    choose(window, "dosing.check_second", second.name)
    type_into(window, "dosing.check_subject", subject_of(window))
    press(window, "dosing.identifiers")
    fill(window, "dosing", check_drug="pemetrexed", check_dose="10")
    type_into(window, "dosing.check_volume", str(label.volume.value))
    use_by = label.use_by.astimezone(ZoneInfo(ZONE))
    type_into(window, "dosing.check_use_by", f"{use_by:%d-%b-%Y %H:%M}")
    press(window, f"dosing.check_access.{access}")
    settle(window)


def check(window: Window, operator: Who, second: Who, access: str, code: str = "IND-1") -> None:
    """Let two people check the dose at the bedside."""
    prepare_check(window, operator, second, access, code)
    sign(window, "check_button", second)


def time_out(window: Window) -> None:
    """Read every line aloud, each confirmed by itself; the last one records the time-out."""
    for line in TIME_OUT_LINES:
        press(window, f"dosing.time_out.{line}")
    finish(window)
    wait_for(lambda: is_shown(window, "dosing.access.ommaya"))


def give_by_ommaya(window: Window, start: str, end: str) -> None:
    """Tell an injection through the reservoir as it happened."""
    press(window, "dosing.access.ommaya")
    choose(window, "dosing.site_inspection", "Intact")
    choose(window, "dosing.refill", "Immediate")
    fill(window, "dosing", needle_gauge="25", punctures="1")
    choose(window, "dosing.csf_return", "Yes")
    type_into(window, "dosing.csf_withdrawn", "5")
    choose(window, "dosing.csf_appearance", "Clear")
    press(window, "dosing.group.pressure_flush")
    type_into(window, "dosing.pressure", "12")
    _tell_injection(window, start, end)


def give_by_lumbar(window: Window, start: str, end: str) -> None:
    """Tell an injection by lumbar puncture as it happened."""
    press(window, "dosing.access.lumbar")
    choose(window, "dosing.site_inspection", "Intact")
    choose(window, "dosing.position", "Left lateral")
    choose(window, "dosing.interspace", "L3/4")
    choose(window, "dosing.guidance", "Landmark")
    choose(window, "dosing.needle_type", "Atraumatic")
    fill(window, "dosing", needle_gauge="22", attempts="1")
    choose(window, "dosing.csf_return", "Yes")
    type_into(window, "dosing.csf_withdrawn", "5.0")
    choose(window, "dosing.csf_appearance", "Clear")
    press(window, "dosing.group.pressures")
    type_into(window, "dosing.opening_pressure", "140")
    choose(window, "dosing.opening_pressure_unit", "mmH₂O")
    press(window, "dosing.group.puncture")
    choose(window, "dosing.traumatic", "None")
    _tell_injection(window, start, end)


def _tell_injection(window: Window, start: str, end: str) -> None:
    fill(window, "dosing", volume_injected="5", started_at=start, ended_at=end)
    press(window, "dosing.outcome.complete")
    settle(window)
    press(window, "dosing.review_button")
    settle(window)


def observe_to_the_end(window: Window, who: Who, *, early: str = "") -> None:
    """Look at the patient for the last time and close the observation."""
    press(window, "dosing.observed_at.now")
    type_into(window, "dosing.observed_temperature", "36.9")
    press(window, "dosing.observed_complications.none")
    press(window, "dosing.observed_last")
    settle(window)
    if early:
        type_into(window, "dosing.observed_early", early)
        settle(window)
    sign(window, "observe_button", who)


def approve(window: Window, who: Who) -> None:
    """Open the first record that waits, read it to its end, and sign it."""
    open_waiting(window)
    read_to_end(window)
    type_into(window, "signoff.secret", who.secret)
    press(window, "signoff.sign_button")
    finish(window)


def open_waiting(window: Window) -> None:
    """Open the first record of the inbox."""
    press_key(window, Qt.Key.Key_F8)
    table = shown(window, QTableView, "signoff.table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)


def read_to_end(window: Window) -> None:
    """Page through the record until its last line has been on screen."""
    text = shown(window, QPlainTextEdit, "signoff.text")
    text.setFocus()
    bar = text.verticalScrollBar()
    while bar.value() < bar.maximum():
        QTest.keyClick(text, Qt.Key.Key_PageDown)


def prescribe_radiotherapy(window: Window, doctor: Who, first: str) -> None:
    """Order the course of the arm."""
    choose(window, "fractions.volume.1.site", "Whole brain")
    pick(window, "VMAT")
    type_into(window, "fractions.energy", "6 MV")
    type_into(window, "fractions.start", first)
    press(window, "fractions.prescribe_button")
    type_into(window, f"fractions.order.secret.{doctor.user}", doctor.secret)
    press(window, "fractions.order.sign_button")
    finish(window)


@dataclass(frozen=True)
class Session:
    """One visit at the machine as its two operators tell it; with a reason nobody was treated."""

    first: Who
    second: Who
    at: str = "14:00"
    reason: str = ""


def tell_fraction(window: Window, session: Session) -> None:
    """Record the next fraction of the open chart, or why there was none."""
    fill_fraction(window, session)
    signers = (session.first,) if session.reason else (session.first, session.second)
    for one in signers:
        type_into(window, f"fractions.secret.{one.user}", one.secret)
    press(window, "fractions.sign_button")
    finish(window)


def fill_fraction(window: Window, session: Session) -> None:
    """Tell what happened at the machine and ask to record it."""
    if session.reason:
        press(window, "fractions.outcome.not_treated")
        pick(window, session.reason)
        type_into(window, "fractions.at", session.at)
    else:
        press(window, "fractions.outcome.delivered")
        fill(window, "fractions", at=session.at, machine="Linac 1")
        type_into(window, "fractions.dose.0", "2")
        choose(window, "fractions.operator", session.first.name)
        choose(window, "fractions.second", session.second.name)
    press(window, "fractions.record_button")
