"""The main job, end to end: from an empty folder to a dose signed by three and a whole course."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from tests.conftest import Outside
from tests.journeys.clinic import (
    ALT,
    Patient,
    Session,
    Who,
    approve,
    assess,
    check,
    enrol,
    fill_fraction,
    give_by_lumbar,
    give_by_ommaya,
    hand_over,
    make_in_pharmacy,
    observe_to_the_end,
    open_patient,
    plan,
    prescribe,
    prescribe_radiotherapy,
    receive,
    sign,
    sign_in,
    tell_fraction,
    time_out,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import Window, close, is_shown, plain, press, press_key, read, shown, texts
from tests.journeys.paper import names_of_signers, open_paper
from tests.journeys.readying import draw_blood
from tests.journeys.setting_up import delegate, enter_person, set_up, sign_examples

ADA = Who("ada", "Ada Practice", "harbour lamp seven")
ANN, BAI = (
    Who("ann", "Ann Practice", "green kettle drum"),
    Who("bai", "Bai Practice", "slow river 88"),
)
ZOE = Who("zoe", "Zoe Practice", "blue mortar five")
PAUL = Who("paul", "Paul Practice", "paper boat nine")
QING = Who("qing", "Qing Practice", "winter orange 4")
DORA, EN = (
    Who("dora", "Dora Practice", "copper bell road"),
    Who("en", "En Practice", "tall ladder 12"),
)
WEI = Patient(
    "Lianxi", "Wei", "练习伟", "03-May-1958", "male", "P07-001", "A", "ommaya", "right frontal"
)
MEI = Patient("Lianxi", "Mei", "练习梅", "03-May-1958", "female", "P07-001", "A", "lumbar")
GIVE = {"ommaya": give_by_ommaya, "lumbar": give_by_lumbar}
TREATED = [
    *("2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20"),
    *("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27"),
    *("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"),
    # Monday 6 April is a public holiday in China.
    *("2026-04-08", "2026-04-09", "2026-04-10", "2026-04-13", "2026-04-14"),
]
MISSED = "2026-04-07"
COMPLETE = "40 Gy of 40 Gy delivered in 20 of 20 fractions. No dose on 07-Apr-2026."
SIGNED = ["Ann Practice", "Bai Practice 练习白", "Paul Practice"]


@pytest.mark.slow
@pytest.mark.parametrize("patient", [WEI, MEI], ids=lambda one: one.access)
def test_from_an_empty_folder_to_a_dose_signed_by_three_and_twenty_fractions(
    patient: Patient, tmp_path: Path, start: Start, outside: Outside
) -> None:
    pdfsig, folder, sheet = outside("pdfsig"), tmp_path / "clinic", tmp_path / "recovery.pdf"
    window = start(folder, "2026-03-02 07:30")
    found_clinic(window, folder, sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    pdf = first_dose(window, patient)
    assert names_of_signers(pdf, pdfsig, tmp_path) == SIGNED
    order_course(window)
    twenty_fractions(window)
    no_twenty_first(window)
    close(window)

    window = start(folder, "2026-04-16 08:00")
    sign_in(window, BAI)
    open_patient(window, "Lianxi")
    assert paper_of_first_dose(window) == pdf
    assert "Given" in read(window, "dosing.dose.IND-1")
    press_key(window, Qt.Key.Key_2, ALT)
    assert COMPLETE in texts(window)
    close(window)

    secret = tmp_path / "secret"
    secret.write_text(BAI.secret + "\n", encoding="utf-8")
    whole = ["verify", str(folder), "--user", BAI.user, "--password-file", str(secret)]
    assert verbs.run(whole, House()) == 0


def found_clinic(window: Window, folder: Path, sheet: Path) -> None:
    """Set the site up, enter its people, and let the investigator sign the example values."""
    set_up(window, folder, sheet, ADA)
    press_key(window, Qt.Key.Key_F12)
    nursing = ("transport", "check", "administer")
    medical = ("prescribe", "check", "administer")
    pharmacy = ("verify", "prepare", "release", "check")
    enter_person(window, ADA, ANN, "nurse", *nursing)
    enter_person(window, ADA, BAI, "nurse", *nursing, han="练习白", witness=ANN)
    enter_person(window, ADA, PAUL, "physician", *medical, witness=ANN)
    enter_person(window, ADA, QING, "investigator", witness=ANN)
    enter_person(window, ADA, ZOE, "pharmacist", *pharmacy, witness=ANN)
    enter_person(window, ADA, DORA, "therapist", witness=ANN)
    enter_person(window, ADA, EN, "therapist", witness=ANN)
    hand_over(window, QING)
    press_key(window, Qt.Key.Key_F12)
    for who in (ANN, BAI):
        delegate(window, QING, who, *nursing)
    delegate(window, QING, PAUL, *medical, "approve")
    delegate(window, QING, ZOE, *pharmacy)
    for who in (DORA, EN):
        delegate(window, QING, who, "treat")
    sign_examples(window, QING)


def first_dose(window: Window, patient: Patient) -> bytes:
    """Take the first dose through its whole path at the window; return the paper."""
    hand_over(window, ANN)
    enrol(window, patient, "02-Mar-2026")
    open_patient(window, "练习")
    plan(window, "02-Mar-2026")
    draw_blood(window)
    assess(window)
    window.later("2026-03-02 09:00")
    hand_over(window, PAUL)
    open_patient(window, "lianxi")
    prescribe(window, PAUL, patient.access)
    window.later("2026-03-02 09:20")
    hand_over(window, ZOE)
    open_patient(window, "Lianxi")
    label = make_in_pharmacy(window, ZOE, BAI)
    assert label.startswith(b"%PDF")
    window.later("2026-03-02 10:00")
    hand_over(window, ANN)
    open_patient(window, "1958")
    receive(window)
    check(window, ANN, BAI, patient.access)
    time_out(window)
    window.later("2026-03-02 10:10")
    GIVE[patient.access](window, "10:02", "10:07")
    sign(window, "record_button", ANN, BAI)
    window.later("2026-03-02 11:10")
    observe_to_the_end(window, ANN)
    window.later("2026-03-02 12:00")
    hand_over(window, PAUL)
    approve(window, PAUL)
    open_patient(window, patient.given)
    return paper_of_first_dose(window)


def paper_of_first_dose(window: Window) -> bytes:
    """Go to the first dose of the open chart and open its paper."""
    press_key(window, Qt.Key.Key_1, ALT)
    press(window, "dosing.dose.IND-1")
    # a lumbar dose opens at the calls that are due
    press(window, "dosing.step.sign")
    return open_paper(window, "dosing.paper_button")


def order_course(window: Window) -> None:
    """Let the physician prescribe the radiotherapy of the arm, to begin on 16 March."""
    window.later("2026-03-13 09:00")
    press_key(window, Qt.Key.Key_2, ALT)
    prescribe_radiotherapy(window, PAUL, "16-Mar-2026")


def twenty_fractions(window: Window) -> None:
    """Record every fraction by two therapists; on one day the machine stands still."""
    hand_over(window, DORA)
    open_patient(window, "lianxi")
    press_key(window, Qt.Key.Key_2, ALT)
    treat(window, TREATED[:15], Session(DORA, EN))
    assert figures(window, "delivered")[:2] == ["Delivered", "30 Gy"]
    assert figures(window, "end") == ["Projected end", "13-Apr-2026", "as planned · estimate"]
    window.later(f"{MISSED} 14:10")
    tell_fraction(window, Session(DORA, EN, reason="Machine"))
    assert figures(window, "fractions")[:2] == ["Fractions", "15 of 20"]
    assert figures(window, "remaining")[:2] == ["Remaining", "10 Gy"]
    assert figures(window, "interrupted")[:2] == ["Interrupted", "1 day"]
    assert figures(window, "end") == ["Projected end", "14-Apr-2026", "1 day late · estimate"]
    hand_over(window, EN)
    open_patient(window, "lianxi")
    press_key(window, Qt.Key.Key_2, ALT)
    treat(window, TREATED[15:], Session(EN, DORA))
    assert COMPLETE in texts(window)


def treat(window: Window, days: list[str], session: Session) -> None:
    """Record one fraction on each of these days."""
    for day in days:
        window.later(f"{day} 14:10")
        tell_fraction(window, session)


def no_twenty_first(window: Window) -> None:
    """Find that a fraction beyond the order is refused, and nothing of it written."""
    window.later("2026-04-15 14:10")
    head = window.head
    press(window, "fractions.another_button")
    fill_fraction(window, Session(EN, DORA))
    assert "21 is more than the 20 fractions of the course." in texts(window)
    assert not is_shown(window, "fractions.sign_button")
    assert window.head == head


def figures(window: Window, key: str) -> list[str]:
    """Return label, value and detail of one figure of the course."""
    block = shown(window, QWidget, f"fractions.figure.{key}")
    return [plain(label.text()) for label in block.findChildren(QLabel) if label.text()]
