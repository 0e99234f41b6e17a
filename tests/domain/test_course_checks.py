"""A course held against the machine's own system, and what physicians order on the way."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.attestation import check_author
from ltm_desktop.domain.corrections import RecordVoided, VoidRecord
from ltm_desktop.domain.fractions import (
    CourseChecked,
    DeliveredDose,
    SessionLinked,
    ShortfallChoice,
    ShortfallDecided,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.planning import FractionsPlanned, PlanMoved
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.terms import ItemKind
from tests.builders import (
    MONITOR,
    NURSE,
    OTHER_THERAPIST,
    PATIENT,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    item,
)
from tests.cases.clinical import day
from tests.course_builders import compensation, course, course_check, link, session, shortfall
from tests.domain.fraction_steps import (
    INCIDENT,
    MONDAY,
    NOT_TREATED,
    PARTIAL,
    needs_incident,
    told,
    treated,
)
from tests.stories import irradiated, planned

FIRST = f"rt-1-{MONDAY} 09:00"


def test_a_link_keeps_what_differs_and_who_says_that_it_stands() -> None:
    story = treated(1)
    command = link(FIRST, "RV-77", differs=("time",), remark="its clock is two minutes fast")
    (event,) = story.decides(command, THERAPIST)
    assert event == SessionLinked(
        RecordId(FIRST), "RV-77", "", "its clock is two minutes fast", ("time",), THERAPIST
    )
    again = story.does(command, THERAPIST).does(link(FIRST, "RV-78"), OTHER_THERAPIST)
    assert again.chart.course.links[RecordId(FIRST)].rv_id == "RV-78"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rv_id": " "}, "fractions.rv_id_missing"),
        ({"differs": ("dose",)}, "fractions.difference_needs_words"),
        ({"rv_id": "RV\u200b1"}, "texts.unseen_character"),
        ({"record": RecordId("rt-none")}, "fractions.no_such_session"),
    ],
)
def test_a_link_that_hides_a_difference_is_refused(changes: dict[str, Any], code: str) -> None:
    command = replace(link(FIRST, "RV-1"), **changes)
    assert treated(1).refused(command, THERAPIST) == {code}
    assert treated(1).refused(link(FIRST), MONITOR) == {"review.reads_only"}


def test_a_check_keeps_the_sums_of_its_day_and_is_a_record_of_the_course() -> None:
    story = treated(3).does(link(FIRST, "RV-1"), THERAPIST)
    (event,) = story.decides(course_check("2026-03-17"), THERAPIST)
    assert isinstance(event, CourseChecked)
    assert event.delivered == (DeliveredDose("PTV1", gy("4.00")),)
    assert (event.sessions, event.unlinked, event.by) == (2, 1, THERAPIST)
    after = story.does(course_check("2026-03-17"), THERAPIST)
    record = after.chart.records.by_id[RecordId("check-2026-03-17")]
    assert (record.kind, record.item, record.waiting) == (RecordKind.COURSE_CHECK, "RT", None)
    again = after.refused(course_check("2026-03-17"), THERAPIST)
    assert again == {"fractions.already_recorded"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"through": day("2026-03-19")}, "fractions.future_time"),
        ({"found": ()}, "fractions.nothing_checked"),
        ({"found": ("everything",)}, "configuration.no_such_code"),
        ({"note": "right\u200b"}, "texts.unseen_character"),
    ],
)
def test_a_check_of_nothing_or_of_days_to_come_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    command = replace(course_check("2026-03-18"), **changes)
    assert treated(3).refused(command, THERAPIST) == {code}


def test_nothing_is_checked_or_decided_of_a_course_nobody_ordered() -> None:
    story = planned("A").at(f"{MONDAY} 12:00")
    assert story.refused(course_check(MONDAY), THERAPIST) == {"fractions.no_prescription"}
    assert story.refused(shortfall(1), PHYSICIAN) == {"fractions.no_prescription"}


def test_no_dose_is_missing_before_the_first_session_and_one_given_is_not() -> None:
    before = irradiated().at(f"{MONDAY} 12:00").does(course_check(MONDAY), THERAPIST)
    assert before.chart.course.checks[-1].missing_doses == ()
    story = planned("A")
    days = {"IND-1": "02", "IND-2": "05", "IND-3": "09", "IND-4": "12", "WK-1": "16"}
    for code, on in days.items():
        if code == "WK-1":
            story = story.at("2026-03-13 09:00").does(course(), PHYSICIAN)
        story = story.gives(code, f"2026-03-{on}")
    after = treated(1, story).at(f"{MONDAY} 17:00")
    (event,) = after.decides(course_check(MONDAY), THERAPIST)
    assert event.missing_doses == ()


# what physicians order


def test_a_decision_keeps_what_each_volume_lacked() -> None:
    part = session(1, f"{MONDAY} 09:00", PARTIAL, "1.2")
    story = irradiated().at(f"{MONDAY} 09:30").does(part, THERAPIST)
    (event,) = story.decides(shortfall(1, ShortfallChoice.AT_END), PHYSICIAN)
    assert isinstance(event, ShortfallDecided)
    assert event.short == (DeliveredDose("PTV1", gy("0.8")),)
    assert story.refused(shortfall(1), THERAPIST) == {"people.role_needed"}
    silent = replace(shortfall(1), reason=" ")
    assert story.refused(silent, PHYSICIAN) == {"fractions.order_needs_words"}


def test_what_was_not_given_of_a_short_fraction_is_told_without_a_decision() -> None:
    part = session(1, f"{MONDAY} 09:00", PARTIAL, "1.2")
    story = irradiated().at(f"{MONDAY} 09:30").does(part, THERAPIST).at("2026-03-17 09:00")
    assert told(story, session(1, "2026-03-17 09:00", NOT_TREATED, None)).breaches == ()


@pytest.mark.parametrize(
    ("method", "days", "code"),
    [
        ("", ("2026-03-18",), "fractions.method_missing"),
        ("weekend", (), "fractions.days_missing"),
        ("weekend", ("2027-03-18",), "schedule.out_of_reach"),
    ],
)
def test_compensation_names_how_and_when(method: str, days: tuple[str, ...], code: str) -> None:
    found = treated(1).refused(compensation(method, *days), PHYSICIAN)
    assert code in found


def test_compensation_for_a_course_that_is_over_plans_nothing() -> None:
    assert len(treated(20).decides(compensation("weekend", "2026-04-11"), PHYSICIAN)) == 1
    ahead = treated(1).decides(compensation("two_per_day", "2026-03-17"), PHYSICIAN)
    assert isinstance(ahead[1], FractionsPlanned)
    assert (ahead[1].items[0].code, ahead[1].dropped) == ("RT-3", ())
    assert ahead[1].items[0].scheduled == day("2026-03-17")


def test_compensation_never_brings_a_course_before_its_first_day() -> None:
    story = irradiated().does(compensation("weekend", "2026-03-14"), PHYSICIAN)
    assert story.scheduled()["RT-1"] == MONDAY


def test_compensation_is_not_ordered_for_a_patient_who_left() -> None:
    gone = treated(1).does(WithdrawPatient(PATIENT, day(MONDAY), "wish"))
    found = gone.refused(compensation("weekend", "2026-03-21"), PHYSICIAN)
    assert found == {"patients.withdrawn"}


def test_a_change_before_the_first_fraction_keeps_to_the_rule_of_the_start() -> None:
    early = course("2026-03-13", reason="sooner (example)")
    assert irradiated().refused(early, PHYSICIAN) == {"fractions.start_before_rule"}
    later = irradiated().does(course("2026-03-23", reason="mask late (example)"), PHYSICIAN)
    items = later.chart.plan.of(ItemKind.FRACTION)
    assert (items[0].target, items[-1].target) == (day("2026-03-23"), day("2026-04-17"))


def test_a_change_during_a_pause_keeps_the_pause() -> None:
    story = treated(2).does(course("2026-03-30", reason="pause for toxicity (example)"), PHYSICIAN)
    assert story.scheduled()["RT-3"] == "2026-03-30"
    needs_incident(
        story.at("2026-03-18 09:00"), session(3, "2026-03-18 09:00"), "fractions.before_start"
    )
    paused = story.at("2026-03-18 09:00")
    missed = session(3, "2026-03-18 09:00", NOT_TREATED, None)
    assert paused.does(missed, NURSE).scheduled()["RT-3"] == "2026-03-30"


def test_a_session_under_no_signed_configuration_moves_no_plan() -> None:
    story = replace(treated(1), protocol=None).at("2026-03-18 09:00")
    missed = session(2, "2026-03-18 09:00", NOT_TREATED, None, incident=INCIDENT)
    assert len(story.decides(missed, NURSE)) == 1


# corrections and voids


def test_a_correction_of_a_session_keeps_its_incident_and_says_why() -> None:
    wrong = session(1, f"{MONDAY} 09:00", dose="2.5", incident=INCIDENT)
    story = irradiated().at(f"{MONDAY} 10:00").does(wrong, THERAPIST)
    right = session(1, f"{MONDAY} 09:01", corrects=wrong.record, correction_reason="typing_slip")
    assert story.refused(right, THERAPIST) == {"corrections.incident_dropped"}
    right = replace(right, incident=INCIDENT)
    silent = replace(right, correction_reason="")
    assert "corrections.reason_missing" in story.refused(silent, THERAPIST)
    after = story.does(right, THERAPIST)
    old, new = (after.chart.records.by_id[one] for one in (wrong.record, right.record))
    assert (old.replaced_by, old.stands) == (new.record, False)
    assert set(new.flags) == {Flag.INCIDENT, Flag.CORRECTION}
    assert [one.record for one in after.chart.course.sessions] == [right.record]
    assert after.refused(replace(right, record=RecordId("rt-third"), at=story.now), THERAPIST) == {
        "corrections.already_put_right"
    }
    nothing = replace(right, record=RecordId("rt-third"), corrects=RecordId("rt-none"))
    assert after.refused(nothing, THERAPIST) == {"corrections.nothing_to_correct"}


def test_a_session_taken_back_leaves_no_two_fractions_on_one_day() -> None:
    early = session(2, f"{MONDAY} 09:00", incident=INCIDENT)
    story = irradiated().at(f"{MONDAY} 09:30").does(early, THERAPIST)
    assert story.scheduled()["RT-1"] == "2026-03-17"
    voided, moved = story.decides(void_of(early.record), THERAPIST)
    assert isinstance(voided, RecordVoided)
    assert isinstance(moved, PlanMoved)
    assert moved.because == early.record
    after = story.told(voided, moved, by=THERAPIST).scheduled()
    assert [after[f"RT-{n}"] for n in (1, 2, 3)] == ["2026-03-17", "2026-03-18", "2026-03-19"]


def void_of(record: RecordId) -> VoidRecord:
    return VoidRecord(PATIENT, record, "entered_twice", OTHER_THERAPIST)


def test_a_therapist_who_took_back_a_dose_is_objected_to() -> None:
    story = planned().gives("IND-1", "2026-03-02")
    forged = RecordVoided(
        RecordId("adm-IND-1"), item("IND-1"), "entered_twice", THERAPIST, SECOND, ""
    )
    found = check_author((forged,), THERAPIST, story.site, story.chart.records)
    assert ("ledger.no_authority", THERAPIST) in {(one.code, one.person) for one in found}
