"""A treatment record beside the log: rows, findings, and the one command a person may confirm."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.app.import_rows import Agreement, Compared
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import (
    Beam,
    DeliveredDose,
    LinkSession,
    RecordFraction,
    SessionOutcome,
    Termination,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Quantity, Unit, gy
from tests.app.imports import NEW, ZONE, agreements, codes, compared, rows_of
from tests.builders import OTHER_THERAPIST, PHYSICIAN, THERAPIST, identity
from tests.course_builders import course, session, target
from tests.domain.fraction_steps import treated
from tests.exchange.dicom.records import PLAN_UID, BeamSpec, uid
from tests.stories import Story, irradiated, planned

SAME, DIFFERS = Agreement.SAME, Agreement.DIFFERS


def mu(value: str) -> Quantity:
    return Quantity(Decimal(value), Unit.MU)


def logged(**changes: Any) -> Story:
    """Return the story after the first fraction was told as the record tells it."""
    told = session(1, "2026-03-16 09:00", machine="Linac 1", monitor_units=mu("116.5"))
    story = irradiated().at("2026-03-16 10:00")
    return story.does(replace(told, **changes), THERAPIST)


def test_a_record_with_no_session_in_the_log_proposes_the_session_it_tells() -> None:
    story = irradiated().at("2026-03-16 10:00")
    proposal = compared(story)
    assert proposal.session is None
    assert proposal.command == RecordFraction(
        patient=story.chart.patient_id,
        record=NEW,
        fraction=1,
        outcome=SessionOutcome.DELIVERED,
        at=datetime(2026, 3, 16, 9, 5, tzinfo=ZONE),
        delivered=(DeliveredDose("PTV1", gy("2")),),
        machine="LINAC 1",
        operator=THERAPIST,
        second=OTHER_THERAPIST,
        monitor_units=mu("116.5"),
        beams=(Beam("G180 (example)", mu("116.5"), mu("116.5")),),
        rv_id=uid(1),
        uid=uid(1),
    )
    assert codes(proposal.findings) == set()
    assert story.does(proposal.command, THERAPIST).chart.course.started() == {1}


def test_a_record_is_laid_beside_the_session_of_the_same_fraction_and_day() -> None:
    proposal = compared(logged())
    assert proposal.session is not None
    assert set(agreements(proposal.rows).values()) == {SAME}
    assert proposal.differs == ()
    assert isinstance(proposal.command, LinkSession)
    assert (proposal.command.uid, proposal.command.differs) == (uid(1), ())


def test_a_confirmed_link_takes_the_record_once_and_refuses_it_for_ever() -> None:
    story = logged()
    proposal = compared(story)
    assert isinstance(proposal.command, LinkSession)
    story = story.does(proposal.command, THERAPIST)
    with pytest.raises(Refused, match=r"dicom\.uid_known"):
        compared(story)


def test_a_record_a_session_was_told_from_is_refused_the_second_time() -> None:
    story = irradiated().at("2026-03-16 10:00")
    proposal = compared(story)
    assert isinstance(proposal.command, RecordFraction)
    with pytest.raises(Refused, match=r"dicom\.uid_known"):
        compared(story.does(proposal.command, THERAPIST))


def test_what_differs_is_named_and_a_link_keeps_it_with_words() -> None:
    story = logged(monitor_units=mu("120"), machine="Linac 2")
    proposal = compared(story, doses=((1, "PTV1", "1.90"),))
    assert proposal.differs == ("dose", "monitor_units", "machine")
    assert isinstance(proposal.command, LinkSession)
    assert story.refused(proposal.command, THERAPIST) == {"fractions.difference_needs_words"}
    worded = replace(proposal.command, remark="told from the console (example)")
    story.does(worded, THERAPIST)


def test_a_dose_within_the_signed_tolerance_agrees_and_one_beyond_it_differs() -> None:
    story = logged()
    for dose, agreement in (("1.98", SAME), ("2.02", SAME), ("1.9799", DIFFERS)):
        rows = rows_of(compared(story, doses=((1, "PTV1", dose),)).rows)
        assert rows[Compared.DOSE, "PTV1"].agreement is agreement


@pytest.mark.parametrize(
    "doses",
    [
        ((1, "PTV1", "2.00"), (2, "PTV2", "1.50")),
        ((1, "PTV1", "2.00"), (2, "PTV1", "1.50")),
        ((1, "BRAIN", "2.00"), (2, "EYE", "0.10")),
        (),
    ],
)
def test_a_dose_that_only_one_of_them_tells_is_a_difference_the_link_keeps(doses: Any) -> None:
    story = logged()
    proposal = compared(story, doses=doses)
    assert proposal.differs == ("dose",)
    assert isinstance(proposal.command, LinkSession)
    assert story.refused(proposal.command, THERAPIST) == {"fractions.difference_needs_words"}
    assert proposal.dose_compared is any(name == "PTV1" for _, name, _ in doses)


def test_a_volume_that_the_machine_gave_nothing_is_no_difference() -> None:
    assert compared(logged(), doses=((1, "PTV1", "2"), (2, "PTV2", "0"))).differs == ()


@pytest.mark.parametrize(("told", "agrees"), [("116", True), ("117", False), ("116.4", False)])
def test_monitor_units_are_compared_in_the_digits_that_were_typed(told: str, agrees: bool) -> None:
    rows = rows_of(compared(logged(monitor_units=mu(told))).rows)
    agreement = rows[Compared.MONITOR_UNITS, ""].agreement
    assert agreement is (SAME if agrees else DIFFERS)


def test_beams_are_added_up_where_the_log_has_no_sum() -> None:
    beams = (Beam("1", None, mu("100")), Beam("2", None, mu("16.5")))
    rows = rows_of(compared(logged(monitor_units=None, beams=beams)).rows)
    assert rows[Compared.MONITOR_UNITS, ""].agreement is SAME


def test_what_only_one_of_them_tells_is_neither_same_nor_different() -> None:
    story = logged(monitor_units=None)
    rows = rows_of(compared(story, doses=(), machine="").rows)
    assert rows[Compared.MONITOR_UNITS, ""].agreement is Agreement.NOT_IN_LOG
    assert rows[Compared.DOSE, "PTV1"].agreement is Agreement.NOT_IN_FILE
    assert rows[Compared.MACHINE, ""].agreement is Agreement.NOT_IN_FILE


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"patient": "H-000002"}, "dicom.other_patient"),
        ({"patient": "h-000001"}, "dicom.other_patient"),
        ({"born": "19610303"}, "dicom.other_birth_date"),
        ({"born": "", "name": "OTHER^Person"}, "dicom.other_name"),
        ({"born": "", "name": ""}, "dicom.other_name"),
    ],
)
def test_a_record_of_another_patient_is_refused(told: dict[str, Any], code: str) -> None:
    story = logged()
    with pytest.raises(Refused) as refused:
        compared(story, **told)
    assert [alert.code for alert in refused.value.alerts] == [code]


def test_a_file_of_a_stranger_is_refused_on_every_count() -> None:
    with pytest.raises(Refused) as refused:
        compared(logged(), patient="X-9", born="19500101", name="OTHER^Person")
    assert {alert.code for alert in refused.value.alerts} == {
        "dicom.other_patient",
        "dicom.other_birth_date",
    }


def test_nobodys_chart_takes_no_file() -> None:
    with pytest.raises(Refused, match=r"patients\.unknown"):
        compared(Story())


def test_the_subject_number_of_the_trial_names_the_patient_too() -> None:
    assert compared(logged(), patient=identity().subject_id).session is not None


def test_another_name_beside_number_and_birth_date_is_shown_and_not_refused() -> None:
    rows = rows_of(compared(logged(), name="ANONYMOUS").rows)
    assert rows[Compared.NAME, ""].agreement is DIFFERS


def test_a_partial_record_proposes_a_partial_session_and_leaves_the_reason_open() -> None:
    story = irradiated().at("2026-03-16 10:00")
    beams = (BeamSpec(specified="116.5", delivered="58.2", termination="MACHINE"),)
    proposal = compared(story, beams=beams, doses=((1, "PTV1", "1.00"),))
    assert isinstance(proposal.command, RecordFraction)
    assert proposal.command.outcome is SessionOutcome.PARTIAL
    assert proposal.command.termination is Termination.MACHINE
    assert story.refused(proposal.command, THERAPIST) == {"fractions.reason_missing"}


def test_a_record_without_any_delivery_proposes_no_dose() -> None:
    beams = (BeamSpec(delivered="0", termination="OPERATOR"),)
    proposal = compared(irradiated().at("2026-03-16 10:00"), beams=beams)
    assert isinstance(proposal.command, RecordFraction)
    assert proposal.command.outcome is SessionOutcome.NOT_TREATED
    assert (proposal.command.delivered, proposal.command.monitor_units) == ((), None)


def test_a_session_the_log_calls_not_treated_is_not_linked_to_a_treatment() -> None:
    story = irradiated().at("2026-03-16 10:00")
    told = session(1, "2026-03-16 09:00", SessionOutcome.NOT_TREATED, None)
    proposal = compared(story.does(told, THERAPIST))
    assert "dicom.log_says_not_treated" in codes(proposal.findings)
    assert isinstance(proposal.command, RecordFraction)


def test_a_session_linked_before_is_compared_and_nothing_is_proposed() -> None:
    story = logged()
    link = LinkSession(story.chart.patient_id, story.chart.course.sessions[0].record, "RV-1")
    proposal = compared(story.does(link, THERAPIST))
    assert proposal.command is None
    assert "dicom.already_linked" in codes(proposal.findings)


def test_another_fraction_on_that_day_is_pointed_out() -> None:
    proposal = compared(logged(), beams=(BeamSpec(fraction=2),), uid=uid(2))
    assert proposal.session is None
    assert codes(proposal.findings) == {"dicom.other_fraction_that_day"}


def test_of_two_sessions_of_a_fraction_the_nearest_in_time_is_compared() -> None:
    half = SessionOutcome.PARTIAL
    story = irradiated().at("2026-03-16 16:00")
    story = story.does(session(1, "2026-03-16 09:00", half, "1.20"), THERAPIST)
    story = story.does(session(1, "2026-03-16 15:00", dose="0.80"), THERAPIST)
    found = compared(story, clock="145500", doses=((1, "PTV1", "0.8"),)).session
    assert found is not None
    assert found.session == 2


def first_half(how: str) -> Story:
    """Return the story after the first part of a fraction was told and has its record."""
    story = irradiated().at("2026-03-16 16:00")
    part = session(1, "2026-03-16 09:00", SessionOutcome.PARTIAL, "1.20")
    if how == "told from its record":
        return story.does(replace(part, rv_id=uid(1), uid=uid(1)), THERAPIST)
    link = LinkSession(story.chart.patient_id, part.record, "RV-1", uid(1))
    return story.does(part, THERAPIST).does(link, THERAPIST)


@pytest.mark.parametrize("how", ["linked", "told from its record"])
def test_the_rest_of_a_fraction_is_perhaps_a_second_session_and_is_offered(how: str) -> None:
    story = first_half(how)
    rest = compared(story, uid=uid(2), clock="150000", doses=((1, "PTV1", "0.80"),))
    assert codes(rest.findings) == {"dicom.perhaps_second"}
    assert isinstance(rest.command, RecordFraction)
    story = story.does(rest.command, THERAPIST)
    assert len(story.chart.course.of(1)) == 2
    assert not story.chart.course.short(1)
    third = compared(story, uid=uid(3), clock="153000", doses=((1, "PTV1", "0.80"),))
    assert third.command is None
    assert codes(third.findings) == {"dicom.already_linked"}


def test_a_session_without_its_record_is_compared_before_one_that_has_it() -> None:
    story = first_half("linked").does(session(1, "2026-03-16 15:00", dose="0.80"), THERAPIST)
    found = compared(story, uid=uid(2), clock="100000", doses=((1, "PTV1", "0.80"),))
    assert found.session is not None
    assert found.session.session == 2
    assert isinstance(found.command, LinkSession)


def test_a_beam_that_delivered_more_than_was_planned_is_pointed_out() -> None:
    story = irradiated().at("2026-03-16 10:00")
    for delivered, over in (
        ("250", {"dicom.beam_over"}),
        ("101", {"dicom.beam_over"}),
        ("100.9", set()),
    ):
        beams = (BeamSpec(specified="100", delivered=delivered),)
        assert codes(compared(story, beams=beams).findings) == over


def test_the_volume_is_told_by_its_name_and_otherwise_by_a_person() -> None:
    targets = (target("WB"), target("BASE", site="skull_base"))
    story = planned("A").at("2026-03-13 09:00").does(course(targets=targets), PHYSICIAN)
    story = story.at("2026-03-16 10:00")
    doses = ((1, "wb", "2.00"), (2, "Point 2", "2.00"))
    proposal = compared(story, doses=doses)
    assert isinstance(proposal.command, RecordFraction)
    assert proposal.command.delivered == (DeliveredDose("WB", gy("2")),)
    assert codes(proposal.findings) == {"dicom.volume_unknown"}
    chosen = compared(story, doses=doses, volumes={"2": "BASE"})
    assert codes(chosen.findings) == {"dicom.taken_as"}
    told = chosen.command
    assert isinstance(told, RecordFraction)
    assert [one.volume for one in told.delivered] == ["WB", "BASE"]


def test_the_only_dose_of_a_file_is_the_only_volume_and_another_name_is_pointed_out() -> None:
    proposal = compared(logged(), doses=((1, "PTV_4000", "2.00"),))
    assert codes(proposal.findings) == {"dicom.taken_as"}
    assert rows_of(proposal.rows)[Compared.DOSE, "PTV1"].agreement is SAME


def test_a_file_without_a_dose_or_two_known_operators_says_so() -> None:
    story = irradiated().at("2026-03-16 10:00")
    proposal = compared(story, doses=(), operators="SOMEBODY^Else")
    assert codes(proposal.findings) == {"dicom.no_dose", "dicom.operators_unknown"}
    assert isinstance(proposal.command, RecordFraction)
    assert (proposal.command.operator, proposal.command.second) == (PersonId(""), None)
    assert story.refused(proposal.command, THERAPIST)


def test_who_treated_is_asked_only_for_a_session_the_log_does_not_have() -> None:
    assert codes(compared(logged(), operators="SOMEBODY^Else").findings) == set()


def test_beams_that_do_not_add_up_to_the_dose_are_pointed_out() -> None:
    beams = (BeamSpec(dose="1.0"), BeamSpec(number=2, dose="0.9"))
    proposal = compared(irradiated().at("2026-03-16 10:00"), beams=beams)
    assert codes(proposal.findings) == {"dicom.beams_disagree"}


def test_what_is_not_counted_in_monitor_units_is_never_called_so() -> None:
    proposal = compared(irradiated().at("2026-03-16 10:00"), beams=(BeamSpec(unit="NP"),))
    assert codes(proposal.findings) == {"dicom.unit_not_mu"}
    assert isinstance(proposal.command, RecordFraction)
    assert (proposal.command.monitor_units, proposal.command.beams) == (None, ())


def test_overrides_at_the_machine_are_proposed_with_their_reasons() -> None:
    beams = (BeamSpec(override="couch"), BeamSpec(number=2, override=""))
    proposal = compared(irradiated().at("2026-03-16 10:00"), beams=beams)
    assert isinstance(proposal.command, RecordFraction)
    assert proposal.command.machine_override == "couch"
    assert "dicom.override_without_reason" in codes(proposal.findings)


def test_a_record_before_any_order_is_compared_and_says_so() -> None:
    proposal = compared(planned("A").at("2026-03-16 10:00"))
    assert "dicom.no_course" in codes(proposal.findings)


@pytest.mark.parametrize(
    ("ordered_from", "told"),
    [(PLAN_UID, False), ("1.2.826.77", True), ("", False)],
)
def test_a_record_of_another_plan_than_the_order_was_taken_from_is_told(
    ordered_from: str, told: bool
) -> None:
    story = planned("A").at("2026-03-13 09:00")
    story = story.does(course(plan_uid=ordered_from), PHYSICIAN).at("2026-03-16 10:00")
    proposal = compared(story)
    assert codes(proposal.findings) == ({"dicom.other_plan"} if told else set())
    assert proposal.command is not None


def test_a_change_typed_by_hand_is_no_longer_of_the_plan() -> None:
    story = planned("A").at("2026-03-13 09:00").does(course(plan_uid=PLAN_UID), PHYSICIAN)
    changed = story.does(course(reason="typed anew (example)"), PHYSICIAN)
    versions = changed.chart.course.versions
    assert [one.plan_uid for one in versions] == [PLAN_UID, ""]


def test_comparing_leaves_the_chart_as_it_was() -> None:
    story = treated(3)
    before = story.chart
    compared(story, beams=(BeamSpec(fraction=3),), day="20260318")
    assert story.chart == before
