"""Patients: enrolment, what completes it, what ends a course, and who may be treated."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.patients import (
    AccessDevice,
    CompleteEnrolment,
    Consent,
    Measurements,
    RecordDeath,
    Status,
    WithdrawPatient,
    check_may_treat,
    evolve,
)
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access
from tests.builders import PATIENT, PHARMACIST, PHYSICIAN, enrol, identity
from tests.cases.clinical import day, example
from tests.stories import Story, enrolled

CONSENT = Consent("ICF 1.0 (example)", day("2026-02-20"))
RESERVOIR = AccessDevice(Access.OMMAYA, "right frontal", day("2026-02-01"))


def measured(weight: str = "61.5", unit: Unit = Unit.KG, on: str = "2026-03-01") -> Measurements:
    height = Quantity(Decimal(168), Unit.CM)
    return Measurements(Quantity(Decimal(weight), unit), height, day(on))


def screening() -> Story:
    return Story(protocol=example()).does(enrol(consent=None, arm=None))


def test_a_patient_is_enrolled_with_everything_at_once() -> None:
    story = Story(protocol=example()).does(enrol(access=RESERVOIR, measurements=measured()))
    patient = story.chart.patient
    assert patient is not None
    assert (patient.arm, patient.access, patient.status) == ("A", RESERVOIR, Status.ON_STUDY)
    assert patient.measurements == measured()


def test_a_patient_in_screening_is_completed_step_by_step() -> None:
    story = screening()
    states = []
    for step in (
        CompleteEnrolment(PATIENT, consent=CONSENT),
        CompleteEnrolment(PATIENT, arm="B"),
        CompleteEnrolment(PATIENT, access=RESERVOIR, measurements=measured()),
    ):
        story = story.does(step)
        assert story.chart.patient is not None
        states.append(story.chart.patient.status)
    assert states == [Status.SCREENING, Status.ON_STUDY, Status.ON_STUDY]


def test_an_empty_identity_is_refused_with_everything_that_is_missing() -> None:
    blank = identity(subject_id=" ", name=HumanName("", "Wei"), born=day("2026-03-03"))
    assert Story().refused(enrol(identity=blank, arm=None)) == {
        "patients.subject_missing",
        "patients.name_missing",
        "patients.born_in_future",
    }


def test_a_name_in_chinese_characters_alone_is_a_name() -> None:
    assert Story().decides(enrol(identity=identity(name=HumanName("", "", "合成")), arm=None))


def test_the_same_patient_is_enrolled_once() -> None:
    assert enrolled().refused(enrol()) == {"patients.exists"}


def test_dates_in_the_future_are_refused() -> None:
    late = enrol(
        consent=Consent("ICF 1.0", day("2026-03-03")),
        access=AccessDevice(Access.OMMAYA, "", day("2026-03-04")),
        measurements=measured(on="2026-03-05"),
    )
    assert Story(protocol=example()).refused(late) == {"patients.future_date"}


def test_what_happened_today_is_not_in_the_future() -> None:
    command = enrol(
        identity=identity(born=day("2026-03-02")), consent=Consent("ICF 1.0", day("2026-03-02"))
    )
    assert Story(protocol=example()).decides(command)


def test_a_consent_names_its_version() -> None:
    command = enrol(consent=Consent(" ", day("2026-02-20")))
    assert Story(protocol=example()).refused(command) == {"patients.consent_version_missing"}


@pytest.mark.parametrize(
    "measurements", [measured("0"), measured(unit=Unit.CM), measured(unit=Unit.MG)]
)
def test_an_impossible_measurement_is_refused(measurements: Measurements) -> None:
    command = enrol(measurements=measurements)
    assert Story(protocol=example()).refused(command) == {"patients.measurement_impossible"}


def test_a_weight_that_was_not_taken_stays_blank() -> None:
    story = enrolled().does(
        CompleteEnrolment(PATIENT, measurements=Measurements(None, None, day("2026-03-01")))
    )
    assert story.chart.patient is not None
    assert story.chart.patient.measurements == Measurements(None, None, day("2026-03-01"))


def test_an_arm_needs_a_signed_configuration_that_has_it() -> None:
    assert Story().refused(enrol()) == {"configuration.none_signed"}
    assert Story(protocol=example()).refused(enrol(arm="C")) == {"patients.unknown_arm"}


def test_a_randomised_arm_never_changes() -> None:
    story = enrolled("A")
    assert story.refused(CompleteEnrolment(PATIENT, arm="B")) == {"patients.arm_already_assigned"}


def test_an_empty_completion_is_refused() -> None:
    assert enrolled().refused(CompleteEnrolment(PATIENT)) == {"patients.nothing_to_add"}


@pytest.mark.parametrize("by", [PHARMACIST])
def test_only_people_who_look_after_patients_enrol_them(by: PersonId) -> None:
    assert Story(protocol=example()).refused(enrol(), by) == {"people.role_needed"}


def test_nobody_unknown_is_completed_or_ended() -> None:
    story = Story(protocol=example())
    assert story.refused(CompleteEnrolment(PATIENT, arm="A")) == {"patients.unknown"}
    assert story.refused(RecordDeath(PATIENT, day("2026-03-01"))) == {"patients.unknown"}


def test_a_withdrawal_needs_a_reason_and_happens_once() -> None:
    withdraw = WithdrawPatient(PATIENT, day("2026-03-02"), "patient's wish")
    assert enrolled().refused(WithdrawPatient(PATIENT, day("2026-03-03"), " ")) == {
        "patients.reason_missing",
        "patients.future_date",
    }
    story = enrolled().does(withdraw, PHYSICIAN)
    assert story.chart.patient is not None
    assert story.chart.patient.status is Status.WITHDRAWN
    assert story.refused(withdraw) == {"patients.already_ended"}


def test_a_death_may_follow_a_withdrawal_and_nothing_follows_a_death() -> None:
    withdraw = WithdrawPatient(PATIENT, day("2026-03-02"), "patient's wish")
    died = RecordDeath(PATIENT, day("2026-03-02"))
    story = enrolled().does(withdraw).does(died)
    assert story.chart.patient is not None
    assert story.chart.patient.status is Status.DIED
    assert story.refused(died) == {"patients.already_ended"}
    assert story.refused(withdraw) == {"patients.already_ended"}


def test_who_may_not_be_treated_is_told_with_every_reason() -> None:
    unconsented = screening().does(WithdrawPatient(PATIENT, day("2026-03-02"), "wish"))
    dead = unconsented.does(RecordDeath(PATIENT, day("2026-03-02")))
    assert [alert.code for alert in check_may_treat(dead.chart.patient)] == [
        "patients.no_consent",
        "patients.no_arm",
        "patients.withdrawn",
        "patients.died",
    ]
    assert [alert.code for alert in check_may_treat(None)] == ["patients.unknown"]
    assert list(check_may_treat(enrolled().chart.patient)) == []


def test_events_before_enrolment_and_of_other_topics_change_nothing() -> None:
    patient = enrolled().chart.patient
    assert evolve(None, object()) is None
    assert evolve(patient, object()) is patient


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\x00", "\n", "\ud800", "\u2028", "\u00ad"])
def test_what_nobody_can_see_is_refused_in_every_line_of_a_patient(unseen: str) -> None:
    hidden = f"A{unseen}B"
    commands = [
        enrol(identity=identity(name=HumanName(hidden, "Wei"))),
        enrol(identity=identity(name=HumanName("X", hidden))),
        enrol(identity=identity(name=HumanName("X", "", hidden))),
        enrol(identity=identity(subject_id=hidden)),
        enrol(identity=identity(hospital_number=hidden)),
        enrol(consent=Consent(hidden, day("2026-02-20"))),
        enrol(access=AccessDevice(Access.OMMAYA, hidden)),
    ]
    story = Story(protocol=example())
    assert [story.refused(one) for one in commands] == [{"texts.unseen_character"}] * 7


def test_a_note_may_have_lines_but_nothing_unseen() -> None:
    assert enrolled().decides(WithdrawPatient(PATIENT, day("2026-03-02"), "first\nsecond"))
    hidden = WithdrawPatient(PATIENT, day("2026-03-02"), "first\u202esecond")
    assert enrolled().refused(hidden) == {"texts.unseen_character"}


def test_names_and_numbers_have_room_on_paper_and_in_the_code() -> None:
    assert Story().refused(enrol(identity=identity(subject_id="9" * 21), arm=None)) == {
        "texts.too_long_for_code"
    }
    long = identity(name=HumanName("A" * 81, "B" * 80), hospital_number="H" * 81)
    assert Story().refused(enrol(identity=long, arm=None)) == {"texts.too_long"}


def test_the_stream_of_the_site_is_no_patient() -> None:
    for reserved in ("site", " "):
        command = replace(enrol(arm=None), patient=PatientId(reserved))
        assert Story().refused(command) == {"patients.id_reserved"}


def test_dates_before_birth_or_out_of_memory_are_refused() -> None:
    early = enrol(consent=Consent("ICF 1.0", day("1961-03-01")), arm=None)
    assert Story().refused(early) == {"patients.before_birth"}
    ancient = enrol(identity=identity(born=day("1899-12-31")), arm=None)
    assert Story().refused(ancient) == {"patients.too_long_ago"}
    for end in (
        RecordDeath(PATIENT, day("1961-03-01")),
        WithdrawPatient(PATIENT, day("1961-03-01"), "wish"),
    ):
        assert enrolled().refused(end) == {"patients.before_birth"}


@pytest.mark.parametrize("weight", ["0.9", "401"])
def test_a_weight_or_height_nobody_has_is_refused(weight: str) -> None:
    command = enrol(arm=None, measurements=measured(weight))
    assert Story().refused(command) == {"patients.measurement_impossible"}
    tall = Measurements(None, Quantity(Decimal(1680), Unit.CM), day("2026-03-01"))
    assert Story().refused(enrol(arm=None, measurements=tall)) == {
        "patients.measurement_impossible"
    }
