"""A dose on the day of a fraction: what the bedside reads of the signed order and its hours."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ltm_desktop.app.demo.cast import DEMO_SECRET, ZONE
from ltm_desktop.app.demo.stage import KeptCabinet
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fraction_sums import sum_course
from ltm_desktop.domain.fractions import DeliveredDose, RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.dosing.graded import Condition, Met
from ltm_desktop.ui.panels.dosing.presenter import Presenter
from tests.demo_site import OpenAs
from tests.ui.panels.dosing.conftest import Seen, at_once
from tests.ui.panels.fractions.people import find, next_morning, set_clock, sign_same_day


def _treated(open_as: OpenAs, order: str) -> tuple[Desk, PatientId, datetime]:
    """Return a desk on the morning of a patient's next dose, after a fraction at eight."""
    desk = open_as("therapist.d")
    desk.cabinet = KeptCabinet(desk.cabinet)
    next_morning(desk)
    sign_same_day(desk, order, "4 h")
    patient = find(desk, "Alpha")
    chart = desk.chart(patient)
    dose = next(
        one for one in chart.plan.of(ItemKind.DOSE) if not chart.dosing.is_settled(one.code)
    )
    at = datetime.combine(max(dose.scheduled, desk.act().today), time(8), ZoneInfo(ZONE))
    set_clock(desk, at + timedelta(minutes=5))
    summed = sum_course(chart.course)
    assert summed is not None
    assert summed.next_fraction is not None
    treated = RecordFraction(
        patient=patient,
        record=RecordId("rt-same-day"),
        fraction=summed.next_fraction,
        outcome=SessionOutcome.DELIVERED,
        at=at,
        delivered=(DeliveredDose("PTV1", gy("2.00")),),
        machine="Linac 1",
        operator=PersonId("therapist.d"),
        second=PersonId("therapist.e"),
        incident="Told for this test (synthetic)",
    )
    both = dict.fromkeys(("therapist.d", "therapist.e"), DEMO_SECRET)
    desk.do(treated, Words("en"), both)
    return desk, patient, at


def _line(desk: Desk, patient: PatientId, moment: datetime, language: str = "en") -> Condition:
    set_clock(desk, moment)
    key = desk.cabinet.unlock("nurse.a", DEMO_SECRET).key
    nurse = replace(desk, session=Session(PersonId("nurse.a"), key, desk.cabinet))
    view = Seen()
    Presenter(nurse, patient, Words(language), view, at_once, lambda _: None).open()
    assert view.standing is not None
    label = Words(language)("Fraction of the same day")
    return next(one for one in view.standing.conditions if one.label == label)


def test_a_dose_reads_when_it_may_start_after_the_fraction_of_its_day(open_as: OpenAs) -> None:
    desk, patient, at = _treated(open_as, "fraction_first")
    early = _line(desk, patient, at + timedelta(hours=1))
    assert early.met is Met.NEEDS_PHYSICIAN
    assert "Fewer than 4 h to the fraction" in early.evidence
    assert f"{at + timedelta(hours=4):%H:%M}" in early.evidence
    chinese = _line(desk, patient, at + timedelta(hours=1), "zh_CN")
    assert "小时" in chinese.evidence
    late = _line(desk, patient, at + timedelta(hours=4))
    assert late.met is Met.MET
    assert "08:00" in late.evidence


def test_a_dose_that_should_have_come_first_waits_for_a_physician(open_as: OpenAs) -> None:
    desk, patient, at = _treated(open_as, "dose_first")
    line = _line(desk, patient, at + timedelta(hours=8))
    assert line.met is Met.NEEDS_PHYSICIAN
    assert "order of the day is not kept" in line.evidence
