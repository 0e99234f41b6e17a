"""A course: what may be ordered, what a session must meet, and how its dose adds up."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fraction_rules import Treatment, check_rules
from ltm_desktop.domain.fraction_sums import bed, eqd2, sum_course
from ltm_desktop.domain.fractions import (
    Beam,
    DeliveredDose,
    ShortfallChoice,
    Verification,
)
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.planning import PlanMoved
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.terms import ItemKind, Meaning
from tests.builders import (
    INVESTIGATOR,
    MONITOR,
    NURSE,
    OTHER_THERAPIST,
    PATIENT,
    PHYSICIAN,
    RESEARCH_NURSE,
    THERAPIST,
    at,
    calendar,
    person,
)
from tests.cases.clinical import case, day
from tests.course_builders import course, session, shortfall, target
from tests.domain.fraction_steps import (
    INCIDENT,
    MONDAY,
    NOT_TREATED,
    PARTIAL,
    needs_incident,
    summed,
    told,
    treated,
)
from tests.stories import Story, enrolled, irradiated, planned


def got(dose: str, volume: str = "PTV1") -> tuple[DeliveredDose, ...]:
    return (DeliveredDose(volume, gy(dose)),)


def mu(value: str) -> Quantity:
    return Quantity(Decimal(value), Unit.MU)


# the order


def test_a_physician_orders_the_course_and_twenty_fractions_are_planned() -> None:
    story = irradiated()
    items = story.chart.plan.of(ItemKind.FRACTION)
    assert (len(items), items[-1].scheduled) == (20, day("2026-04-10"))
    assert story.chart.course.prescribed is not None
    assert story.chart.course.prescribed.tolerance == gy("0.02")
    assert required_signers(course(), story.act(PHYSICIAN)) == (
        Signer(PHYSICIAN, Meaning.PRESCRIBED),
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"prescription": "WBRT"}, "fractions.wrong_prescription"),
        ({"targets": (target(" "),)}, "fractions.target_missing"),
        ({"targets": (target(level="boost"),)}, "fractions.target_missing"),
        ({"targets": ()}, "fractions.target_missing"),
        ({"targets": (target(), target())}, "fractions.volume_twice"),
        ({"targets": (target(site="whole_body"),)}, "fractions.target_not_signed"),
        ({"targets": (target(detail="L1\u202eL3"),)}, "texts.unseen_character"),
        ({"intent": "hopeful"}, "configuration.no_such_code"),
        ({"energy": "6\u200bMV"}, "texts.unseen_character"),
        ({"start_on": day("2026-03-21")}, "fractions.start_not_working_day"),
    ],
)
def test_an_order_beside_the_protocol_is_refused(changes: dict[str, Any], code: str) -> None:
    assert planned().refused(replace(course(), **changes), PHYSICIAN) == {code}


@pytest.mark.parametrize(
    ("number", "code"),
    [(21, "fractions.beyond_prescription"), (19, "fractions.fewer_than_protocol")],
)
def test_a_first_order_has_as_many_fractions_as_the_protocol(number: int, code: str) -> None:
    command = replace(course(), fractions=number)
    assert planned().refused(command, PHYSICIAN) == {code, "fractions.total_does_not_add_up"}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"total": gy("42")}, {"fractions.other_total", "fractions.total_does_not_add_up"}),
        ({"total": gy("38")}, {"fractions.other_total", "fractions.total_does_not_add_up"}),
        ({"total": mg("40")}, {"fractions.other_total"}),
        ({"per_fraction": gy("2.5")}, {"fractions.other_dose", "fractions.total_does_not_add_up"}),
        ({"per_fraction": mg("2")}, {"fractions.other_dose"}),
    ],
)
def test_a_volume_with_another_dose_than_the_protocol_is_refused(
    changes: dict[str, Any], codes: set[str]
) -> None:
    command = replace(course(), targets=(target(**changes),))
    assert planned().refused(command, PHYSICIAN) == codes


def test_radiotherapy_is_not_ordered_in_the_arm_without_it() -> None:
    assert planned("B").refused(course(), PHYSICIAN) == {"fractions.no_radiotherapy_arm"}


def test_a_course_is_ordered_once_by_a_physician_for_a_patient_who_may_be_treated() -> None:
    assert irradiated().refused(course(), PHYSICIAN) == {"fractions.already_prescribed"}
    assert planned().refused(course(), THERAPIST) == {"people.role_needed"}
    assert planned().decides(course(), INVESTIGATOR)
    gone = planned().does(WithdrawPatient(PATIENT, day("2026-03-02"), "wish"))
    assert gone.refused(course(), PHYSICIAN) == {"patients.withdrawn"}
    assert enrolled(None).refused(course(), PHYSICIAN) == {"patients.no_arm"}


def test_an_unsigned_configuration_orders_no_course() -> None:
    story = replace(planned(), protocol=None)
    assert story.refused(course(), PHYSICIAN) == {"configuration.none_signed"}


# a session


def test_a_fraction_is_recorded_and_signed_by_both_therapists() -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    command = session(1, f"{MONDAY} 09:00")
    event = told(story, command)
    assert event.delivered == (DeliveredDose("PTV1", gy("2.00")),)
    assert (event.session, event.breaches, event.incident) == (1, (), "")
    both = (
        Signer(THERAPIST, Meaning.ADMINISTERED),
        Signer(OTHER_THERAPIST, Meaning.CHECKED),
    )
    assert required_signers(command, story.act(THERAPIST)) == both
    assert required_signers(command, story.act(OTHER_THERAPIST)) == both
    by_scribe = required_signers(command, story.act(RESEARCH_NURSE))
    assert by_scribe == (*both, Signer(RESEARCH_NURSE, Meaning.OBSERVED))
    missed = session(1, f"{MONDAY} 09:00", NOT_TREATED, None)
    assert required_signers(missed, story.act(NURSE)) == (Signer(NURSE, Meaning.OBSERVED),)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"at": at(f"{MONDAY} 09:01")}, "future_time"),
        ({"second": THERAPIST}, "same_person"),
        ({"second": None}, "second_missing"),
        ({"delivered": ()}, "dose_missing"),
        ({"delivered": got("0")}, "dose_missing"),
        ({"delivered": got("-2")}, "dose_missing"),
        ({"delivered": (*got("1"), *got("1"))}, "volume_twice"),
        ({"delivered": got("2", " ")}, "volume_twice"),
        ({"delivered": (DeliveredDose("PTV1", mg("2")),)}, "unit_not_gy"),
        ({"delivered": (DeliveredDose("PTV1", Quantity(Decimal(2), Unit.GY_RBE)),)}, "unit_not_gy"),
        ({"ended_at": at(f"{MONDAY} 08:59")}, "ended_before"),
        ({"ended_at": at(f"{MONDAY} 09:01")}, "future_time"),
        ({"resume_on": day("2026-03-15")}, "resumed_before"),
        ({"beams": (Beam("1", None, mu("-1")),)}, "monitor_units_impossible"),
        ({"beams": (Beam("1", mu("0"), mu("1")),)}, "monitor_units_impossible"),
        ({"beams": (Beam("1", None, gy("1")),)}, "monitor_units_impossible"),
        ({"verification": Verification(vertical=gy("1"))}, "shift_not_mm"),
        ({"verification": Verification(rotation=mu("1"))}, "rotation_not_degrees"),
        ({"monitor_units": Quantity(Decimal(0), Unit.MU)}, "monitor_units_impossible"),
        ({"monitor_units": gy("200")}, "monitor_units_impossible"),
        ({"machine": " "}, "machine_missing"),
        ({"fraction": 0}, "no_such_fraction"),
        ({"outcome": PARTIAL, "delivered": got("1")}, "reason_missing"),
        ({"outcome": PARTIAL, "reason": "other"}, "other_needs_words"),
        ({"outcome": NOT_TREATED, "reason": "machine"}, "dose_but_not_treated"),
    ],
)
def test_the_impossible_is_refused_even_with_an_incident(
    changes: dict[str, Any], code: str
) -> None:
    command = replace(session(1, f"{MONDAY} 09:00", incident=INCIDENT), **changes)
    story = irradiated().at(f"{MONDAY} 09:00")
    assert story.refused(command, THERAPIST) == {f"fractions.{code}"}


def test_a_session_of_somebody_nobody_enrolled_or_by_a_monitor_is_refused() -> None:
    command = session(1, f"{MONDAY} 09:00", incident=INCIDENT)
    nobody = Story(protocol=planned().protocol).at(f"{MONDAY} 09:00")
    assert nobody.refused(command, THERAPIST) == {"patients.unknown"}
    assert irradiated().at(f"{MONDAY} 09:00").refused(command, MONITOR) == {"review.reads_only"}


def test_the_same_session_is_recorded_once() -> None:
    story = treated(1)
    again = session(1, f"{MONDAY} 09:00", incident=INCIDENT)
    assert story.refused(again, THERAPIST) == {"fractions.already_recorded"}


def test_a_twenty_first_fraction_that_happened_needs_an_incident() -> None:
    story = treated(20).at("2026-04-13 09:00")
    needs_incident(story, session(21, "2026-04-13 09:00"), "fractions.beyond_prescription")
    after = story.does(session(21, "2026-04-13 09:00", incident=INCIDENT), THERAPIST)
    found, brain = summed(after), summed(after).main
    assert [brain.delivered, brain.excess, brain.remaining] == [42, 2, 0]
    assert (found.started, found.complete, found.next_fraction) == (20, 20, None)


def test_radiotherapy_that_happened_in_the_other_arm_needs_an_incident() -> None:
    story = planned("B").at(f"{MONDAY} 09:00")
    command = session(1, f"{MONDAY} 09:00")
    needs_incident(story, command, "fractions.no_radiotherapy_arm")
    after = story.does(replace(command, incident=INCIDENT), THERAPIST)
    assert sum_course(after.chart.course) is None
    assert len(after.chart.records.by_id) == 1


def test_radiotherapy_that_happened_to_somebody_in_no_arm_needs_an_incident() -> None:
    story = enrolled(None).at(f"{MONDAY} 09:00")
    codes = ("fractions.no_radiotherapy_arm", "patients.no_arm")
    needs_incident(story, session(1, f"{MONDAY} 09:00"), *codes)


def test_a_session_without_an_order_needs_an_incident_and_keeps_the_rules_of_the_day() -> None:
    story = planned("A").at(f"{MONDAY} 12:00")
    first = session(1, f"{MONDAY} 09:00")
    needs_incident(story, first, "fractions.no_prescription")
    after = story.does(replace(first, incident=INCIDENT), THERAPIST)
    second = session(2, f"{MONDAY} 11:00")
    codes = ("fractions.no_prescription", "fractions.per_day", "fractions.gap")
    needs_incident(after, second, *codes)


def test_a_session_under_no_signed_configuration_needs_an_incident() -> None:
    story = replace(irradiated(), protocol=None).at(f"{MONDAY} 09:00")
    needs_incident(story, session(1, f"{MONDAY} 09:00"), "configuration.none_signed")


def test_a_session_by_people_who_may_not_treat_needs_an_incident() -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    command = session(1, f"{MONDAY} 09:00", operator=NURSE)
    needs_incident(story, command, "people.role_may_not")
    unaccepted = story.staffed(person(OTHER_THERAPIST, accepted=False))
    needs_incident(unaccepted, session(1, f"{MONDAY} 09:00"), "people.certificate_not_accepted")


@pytest.mark.parametrize(
    ("dose", "codes"),
    [
        ("2.02", ()),
        ("1.98", ()),
        ("2.03", ("fractions.other_dose",)),
        ("1.97", ("fractions.other_dose",)),
    ],
)
def test_a_fraction_is_met_within_its_tolerance(dose: str, codes: tuple[str, ...]) -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    command = session(1, f"{MONDAY} 09:00", dose=dose)
    if codes:
        needs_incident(story, command, *codes)
    else:
        found = summed(story.does(command, THERAPIST))
        assert (found.complete, found.incomplete) == (1, ())


def test_a_partial_fraction_is_less_than_the_whole() -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    assert told(story, session(1, f"{MONDAY} 09:00", PARTIAL, "1.2")).breaches == ()
    whole = session(1, f"{MONDAY} 09:00", PARTIAL, "2")
    needs_incident(story, whole, "fractions.partial_but_all")
    more = session(1, f"{MONDAY} 09:00", PARTIAL, "2.5")
    needs_incident(story, more, "fractions.other_dose")


def test_a_fraction_is_delivered_once_and_in_order() -> None:
    story = treated(2).at("2026-03-18 09:00")
    again = session(2, "2026-03-18 09:00")
    codes = ("fractions.already_delivered", "fractions.other_dose")
    needs_incident(story, again, *codes)
    needs_incident(story, session(4, "2026-03-18 09:00"), "fractions.out_of_order")


def test_two_fractions_a_day_or_too_close_need_an_incident() -> None:
    story = treated(1).at(f"{MONDAY} 20:00")
    needs_incident(story, session(2, f"{MONDAY} 15:00"), "fractions.per_day")
    close = ("fractions.per_day", "fractions.gap")
    needs_incident(story, session(2, f"{MONDAY} 14:59"), *close)
    next_morning = story.does(session(2, f"{MONDAY} 20:00", incident=INCIDENT), THERAPIST)
    next_morning = next_morning.at("2026-03-17 02:00")
    needs_incident(
        replace(next_morning, calendar=WorkingCalendar(frozenset(range(1, 8)))),
        session(3, "2026-03-17 01:59"),
        "fractions.gap",
    )


def test_a_session_at_the_weekend_is_noted_and_not_refused() -> None:
    story = treated(4).at("2026-03-21 09:00")
    command = session(5, "2026-03-21 09:00")
    chart, act = story.chart, story.act(THERAPIST)
    treatment = Treatment(
        chart.patient, chart.plan, chart.course, story.site.people, story.protocol, act
    )
    assert [alert.code for alert in check_rules(command, treatment)] == [
        "fractions.not_working_day"
    ]
    assert told(story, command).breaches == ()


# what moves


def test_fractions_move_on_after_a_day_without_treatment() -> None:
    story = treated(2).at("2026-03-18 09:00")
    before = story.scheduled()
    after = story.does(session(3, "2026-03-18 09:00", NOT_TREATED, None), NURSE).scheduled()
    assert after["RT-2"] == before["RT-2"]
    assert [after[code] for code in ("RT-3", "RT-4", "RT-5", "RT-20")] == [
        "2026-03-19",
        "2026-03-20",
        "2026-03-23",
        "2026-04-13",
    ]
    missed = story.decides(session(3, "2026-03-18 09:00", NOT_TREATED, None), NURSE)
    assert isinstance(missed[1], PlanMoved)
    assert missed[1].items[0].target == day("2026-03-18")


def test_a_day_without_treatment_told_twice_moves_the_plan_once() -> None:
    story = treated(2).at("2026-03-18 17:00")
    once = story.does(session(3, "2026-03-18 09:00", NOT_TREATED, None), NURSE)
    twice = once.does(session(3, "2026-03-18 15:00", NOT_TREATED, None), NURSE)
    assert twice.scheduled() == once.scheduled()
    assert summed(twice).not_treated == 2


def test_a_fraction_given_a_day_late_moves_those_after_it() -> None:
    story = treated(1).at("2026-03-18 09:00").does(session(2, "2026-03-18 09:00"), THERAPIST)
    assert story.scheduled()["RT-3"] == "2026-03-19"


def test_moved_fractions_keep_five_in_a_week_and_step_over_closures() -> None:
    story = replace(treated(5), calendar=calendar("2026-03-24")).at("2026-03-23 09:00")
    after = story.does(session(6, "2026-03-23 09:00", NOT_TREATED, None), NURSE)
    assert after.scheduled()["RT-6"] == "2026-03-25"
    on_sunday = treated(4).at("2026-03-22 09:00")
    on_sunday = on_sunday.does(session(5, "2026-03-22 09:00"), THERAPIST)
    assert on_sunday.scheduled()["RT-6"] == "2026-03-23"


def test_a_fraction_told_before_its_day_moves_nothing() -> None:
    story = treated(2).at("2026-03-17 12:00")
    assert len(story.decides(session(3, "2026-03-17 12:00", NOT_TREATED, None), NURSE)) == 1
    done = treated(20).at("2026-04-13 09:00")
    delivered = session(20, "2026-04-13 09:00", NOT_TREATED, None)
    assert done.refused(delivered, NURSE) == {"fractions.already_delivered"}
    assert len(done.decides(replace(delivered, incident=INCIDENT), NURSE)) == 1


# the sums


@pytest.mark.parametrize("scenario", ["scenario_resumed", "scenario_not_resumed"])
def test_the_worked_courses_add_up(scenario: str) -> None:
    worked = case("C15")
    story = treated(11)
    for entry in worked["inputs"][scenario][11:]:
        when = "2026-03-31 09:00" if entry["gy"] == 1.2 else "2026-03-31 11:00"
        command = session(entry["fraction"], when, PARTIAL, str(entry["gy"]), note=entry["reason"])
        story = story.at(when).does(command, THERAPIST)
    expected, found = worked["expected"][scenario], summed(story)
    assert len(story.chart.course.sessions) == expected["sessions"]
    assert (found.started, found.complete) == (
        expected["fractions_started"],
        expected["fractions_complete"],
    )
    assert list(found.incomplete) == expected["incomplete_fractions"]
    assert bool(found.incomplete) is expected["physician_decision_required"]
    brain = found.of("PTV1")
    assert brain.delivered == Decimal(str(expected["cumulative_gy"]))
    assert brain.remaining == Decimal(str(expected["remaining_dose_gy"]))
    assert brain.unstarted == Decimal(str(expected["dose_of_unstarted_fractions_gy"]))
    assert brain.shortfall == Decimal(str(expected["shortfall_gy"]))
    assert found.fractions - found.started == expected["unstarted_fractions"]
    assert found.next_fraction == 13


def test_a_partial_fraction_resumed_on_a_later_day_takes_that_days_place() -> None:
    story = treated(11).at("2026-03-31 09:00")
    story = story.does(session(12, "2026-03-31 09:00", PARTIAL, "1.2"), THERAPIST)
    story = story.does(shortfall(12, ShortfallChoice.EXTRA_SESSION), PHYSICIAN)
    story = story.at("2026-04-01 09:00")
    story = story.does(session(12, "2026-04-01 09:00", PARTIAL, "0.8"), THERAPIST)
    assert summed(story).incomplete == ()
    assert story.scheduled()["RT-13"] == "2026-04-02"


def test_nothing_is_summed_before_the_order() -> None:
    assert sum_course(CourseSlice()) is None


# the linear-quadratic model


@pytest.mark.parametrize("worked", case("C14")["expected"]["items"], ids=lambda one: one["name"])
def test_the_worked_biological_doses_come_out(worked: dict[str, Any]) -> None:
    given_doses = next(
        one for one in case("C14")["inputs"]["items"] if one["name"] == worked["name"]
    )
    doses = tuple(Decimal(str(dose)) for dose in given_doses["fractions_gy"])
    assert sum(doses) == Decimal(str(worked["total_gy"]))
    for ratio in case("C14")["inputs"]["alpha_beta"]:
        expected = worked[f"ab{ratio}"]
        for found, name in (
            (bed(doses, Decimal(ratio)), "bed"),
            (eqd2(doses, Decimal(ratio)), "eqd2"),
        ):
            assert abs(found - Decimal(str(expected[name]))) <= Decimal("0.0005")


@given(st.integers(1, 40), st.decimals("1", "20", places=1))
def test_in_fractions_of_two_gray_the_equivalent_dose_is_the_physical_one(
    count: int, ratio: Decimal
) -> None:
    doses = (Decimal(2),) * count
    assert abs(eqd2(doses, ratio) - 2 * count) < Decimal("1e-20")


# order, time and names
