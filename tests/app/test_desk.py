"""At the desk: what is refused says so in a clear sentence, and nothing of it is written."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ltm_desktop.app.charts import Charts
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.issuing import Issuing
from ltm_desktop.app.recorder import Recorder
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import Refused, Stale
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg, parse_quantity
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import ItemKind, Meaning
from tests import builders, course_builders
from tests.app.clinic import SECRET, ZONE, Clinic, configure, opened, plan_one_patient
from tests.builders import NURSE, PATIENT, PHYSICIAN, RESEARCH_NURSE, SECOND, THERAPIST
from tests.cases.clinical import example_values


def said(alerts: dict[str, Alert], code: str) -> None:
    """Assert that a refusal has a sentence and a next step in both languages."""
    for language in ("en", "zh_CN"):
        say = Words(language)
        sentence, following = say.alert(alerts[code]), say.next_step(alerts[code])
        assert sentence
        assert following
        assert code not in sentence + following
        assert "{" not in sentence + following


def test_a_dose_above_the_ceiling_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    refused = clinic.refused(PHYSICIAN, builders.order(dose=mg("16")))
    said(refused, "dosing.above_ceiling")
    assert "16" in Words().alert(refused["dosing.above_ceiling"])


def test_a_dose_per_square_metre_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    with pytest.raises(Refused) as caught:
        parse_quantity("10 mg/m2", Unit.MG)
    said({alert.code: alert for alert in caught.value.alerts}, "quantities.wrong_unit")
    volume = Quantity(mg("10").value, Unit.ML)
    said(clinic.refused(PHYSICIAN, builders.order(dose=volume)), "dosing.unit_not_mg")


def test_a_future_injection_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    clinic.checks()
    told = builders.record(started="2026-03-02 10:30")
    said(clinic.refused(NURSE, told), "dosing.future_time")


def test_the_same_person_twice_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    clinic.makes_ready("IND-1")
    said(clinic.refused(NURSE, builders.check(second=NURSE)), "dosing.same_person")


def test_without_a_signed_configuration_nothing_is_ordered(unconfigured: Clinic) -> None:
    unconfigured.does(RESEARCH_NURSE, builders.enrol(consent=None, arm=None))
    refused = unconfigured.refused(PHYSICIAN, builders.order())
    said(refused, "configuration.none_signed")


def test_a_configuration_with_a_missing_value_is_refused_and_lists_it(
    unconfigured: Clinic,
) -> None:
    missing = {"drugs__pemetrexed__ceiling": None, "site__check_valid": None}
    before = unconfigured.everything()
    with pytest.raises(Refused) as caught:
        configure(unconfigured, **missing)
    assert unconfigured.everything() == before
    assert {alert.values["path"] for alert in caught.value.alerts} == {
        "drugs.pemetrexed.ceiling",
        "site.check_valid",
    }
    sentences = [Words().alert(alert) for alert in caught.value.alerts]
    assert any("pemetrexed" in sentence for sentence in sentences)


def test_a_twenty_first_fraction_is_not_ordered(clinic: Clinic) -> None:
    target = course_builders.target(total=gy("42"))
    ordered = course_builders.course(fractions=21, targets=(target,))
    refused = clinic.refused(PHYSICIAN, ordered)
    said(refused, "fractions.beyond_prescription")


@pytest.fixture
def arm_b(unconfigured: Clinic) -> Clinic:
    """The clinic with a patient of the arm without radiotherapy."""
    configure(unconfigured)
    plan_one_patient(unconfigured, "B")
    return unconfigured


def test_radiotherapy_is_not_ordered_in_the_arm_without_it(arm_b: Clinic) -> None:
    said(arm_b.refused(PHYSICIAN, course_builders.course()), "fractions.no_radiotherapy_arm")


def test_a_session_in_the_arm_without_radiotherapy_is_told_only_with_an_incident(
    arm_b: Clinic,
) -> None:
    told = course_builders.session(1, "2026-03-02 09:30")
    said(arm_b.refused(THERAPIST, told), "fractions.no_radiotherapy_arm")
    arm_b.does(THERAPIST, replace(told, incident="treated in the wrong arm (synthetic)"))
    assert len(arm_b.desk.chart(PATIENT).course.sessions) == 1


def test_a_twenty_first_session_is_told_only_with_an_incident(clinic: Clinic) -> None:
    clinic.does(PHYSICIAN, course_builders.course("2026-03-16"))
    day = date(2026, 3, 16)
    for number in range(1, 21):
        planned = clinic.desk.chart(PATIENT).plan.of(ItemKind.FRACTION)[number - 1].scheduled
        day = max(planned, day)
        clinic.at(f"{day} 10:00").does(THERAPIST, course_builders.session(number, f"{day} 09:30"))
    day += timedelta(days=3 if day.isoweekday() == 5 else 1)
    told = course_builders.session(21, f"{day} 09:30")
    clinic.at(f"{day} 10:00")
    said(clinic.refused(THERAPIST, told), "fractions.beyond_prescription")
    clinic.does(THERAPIST, replace(told, incident="one session too many (synthetic)"))
    assert len(clinic.desk.chart(PATIENT).course.treated()) == 21


def test_an_empty_required_field_is_refused_and_nothing_is_written(clinic: Clinic) -> None:
    clinic.checks()
    told = builders.record(facts=builders.ommaya(csf_appearance=""))
    said(clinic.at("2026-03-02 10:10").refused(NURSE, told), "dosing.field_missing")


@pytest.fixture
def checked(clinic: Clinic) -> Clinic:
    """The clinic with a dose ordered, checked and injected, not yet recorded."""
    clinic.checks()
    return clinic.at("2026-03-02 10:10")


def refusal(clinic: Clinic, act: Any) -> str:
    """Return the code an act is refused with; nothing may be written by it."""
    before = clinic.everything()
    with pytest.raises(Refused) as caught:
        act()
    assert clinic.everything() == before
    said({alert.code: alert for alert in caught.value.alerts}, caught.value.alerts[0].code)
    return caught.value.alerts[0].code


def test_a_wrong_secret_at_signing_writes_nothing(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    secrets: dict[str, str] = {NURSE: SECRET, SECOND: "not the secret"}
    act = lambda: desk.do(builders.record(), Words(), secrets)  # noqa: E731 - named for the reader
    assert refusal(checked, act) == "people.wrong_secret"


def test_a_missing_signature_writes_nothing(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    only_one = [desk.sign(proposal, proposal.signers[0], SECRET)]
    assert refusal(checked, lambda: desk.record(proposal, only_one)) == "signoff.signature_missing"
    assert refusal(checked, lambda: desk.record(proposal)) == "signoff.signature_missing"
    doubled = only_one * 2
    assert refusal(checked, lambda: desk.record(proposal, doubled)) == "signoff.signature_missing"


def test_a_signature_by_somebody_else_writes_nothing(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    stranger = replace(proposal.signers[1], person=PHYSICIAN)
    assert refusal(checked, lambda: desk.sign(proposal, stranger, SECRET)) == "signoff.not_a_signer"
    for_another_act = desk.propose(builders.not_given(decided="2026-03-02 10:05"), Words())
    borrowed = desk.sign(for_another_act, for_another_act.signers[0], SECRET)
    mine = desk.sign(proposal, proposal.signers[0], SECRET)
    assert (
        refusal(checked, lambda: desk.record(proposal, [mine, borrowed]))
        == "signoff.signature_missing"
    )


def test_a_signature_made_with_another_key_writes_nothing(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    operator, second = proposal.signers
    forger = desk.cabinet.unlock(PHYSICIAN, SECRET).key
    named = desk.person(SECOND).fingerprint
    forged = desk.recorder.cosign(proposal, second, forger, named)
    mine = desk.sign(proposal, operator, SECRET)
    both = [mine, replace(mine, signer=second, cosignature=forged)]
    assert refusal(checked, lambda: desk.record(proposal, both)) == "signoff.signature_missing"


def test_what_one_person_began_another_cannot_record(checked: Clinic) -> None:
    proposal = checked.seat(NURSE).propose(builders.record(), Words())
    signed = [checked.desk.sign(proposal, one, SECRET) for one in proposal.signers]
    desk = checked.seat(PHYSICIAN)
    assert refusal(checked, lambda: desk.record(proposal, signed)) == "signoff.author_changed"


def test_a_session_with_a_key_of_somebody_else_cannot_write(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    signed = [desk.sign(proposal, one, SECRET) for one in proposal.signers]
    desk.session = Session(NURSE, desk.cabinet.unlock(PHYSICIAN, SECRET).key, desk.cabinet)
    assert refusal(checked, lambda: desk.record(proposal, signed)) == "signoff.signature_missing"


def test_a_locked_desk_writes_nothing(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    signed = [desk.sign(proposal, one, SECRET) for one in proposal.signers]
    desk.session.lock()
    assert refusal(checked, lambda: desk.record(proposal, signed)) == "people.locked"
    desk.session.unlock(SECRET)
    desk.record(proposal, signed)


def second_desk(desk: Desk) -> Desk:
    """Return another desk on the same store: its own charts, its own session."""
    charts = Charts(desk.store, desk.library)
    return replace(
        desk,
        charts=charts,
        recorder=Recorder(desk.store, charts, desk.clock, ZONE),
        issuing=Issuing(desk.store, charts, desk.clock, House().press),
        session=Session(desk.session.person, desk.session.key, desk.cabinet),
    )


def test_of_two_desks_recording_one_planned_dose_one_wins_and_the_other_is_stale(
    checked: Clinic,
) -> None:
    one = checked.seat(NURSE)
    other = second_desk(one)
    ours = one.propose(builders.record(), Words())
    theirs = other.propose(builders.record(), Words())
    signed = [one.sign(ours, signer, SECRET) for signer in ours.signers]
    also_signed = [other.sign(theirs, signer, SECRET) for signer in theirs.signers]
    one.record(ours, signed)
    after = checked.everything()
    with pytest.raises(Stale):
        other.record(theirs, also_signed)
    assert checked.everything() == after
    assert len(other.chart(PATIENT).dosing.given) == 1


def test_a_retry_of_a_record_that_stands_is_refused_as_already_there(checked: Clinic) -> None:
    checked.does(NURSE, builders.record())
    with opened_again(checked) as again:
        refused = again.refused(NURSE, builders.record())
    said(refused, "dosing.already_recorded")


def opened_again(clinic: Clinic) -> Any:
    """Open the site again as after a crash: nothing but the disk is left."""
    clinic.desk.close()
    return opened(clinic.path, "2026-03-02 10:11")


def test_a_proposal_made_under_older_rules_is_stale_under_newer_ones(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    proposal = desk.propose(builders.record(), Words())
    signed = [desk.sign(proposal, one, SECRET) for one in proposal.signers]
    configure(checked, site__record_language="zh_CN")
    checked.seat(NURSE)
    before = checked.everything()
    with pytest.raises(Stale):
        desk.record(proposal, signed)
    assert checked.everything() == before


def test_a_desk_does_nothing_for_a_person_it_has_no_secret_of(checked: Clinic) -> None:
    desk = checked.seat(NURSE)
    act = lambda: desk.do(builders.record(), Words(), {NURSE: SECRET})  # noqa: E731 - named for the reader
    assert refusal(checked, act) == "signoff.signature_missing"


def test_an_unknown_record_or_person_is_refused_in_words(clinic: Clinic) -> None:
    unknown = clinic.refused(PHYSICIAN, ApproveRecord(PATIENT, RecordId("adm-none")))
    said(unknown, "signoff.unknown_record")
    with pytest.raises(Refused, match=r"people\.unknown"):
        clinic.desk.person(PersonId("nobody"))


def test_every_signature_of_a_dose_names_its_meaning(checked: Clinic) -> None:
    recorded = checked.does(NURSE, builders.record())
    meanings = {(one.person, one.meaning) for one in recorded.sealed.entry.cosignatures}
    assert meanings == {
        (NURSE, Meaning.ADMINISTERED.value),
        (SECOND, Meaning.CHECKED.value),
    }


def test_a_session_not_treated_needs_its_reason(clinic: Clinic) -> None:
    clinic.does(PHYSICIAN, course_builders.course("2026-03-16"))
    told = course_builders.session(
        1, "2026-03-16 09:30", SessionOutcome.NOT_TREATED, None, reason="", second=None
    )
    refused = clinic.at("2026-03-16 10:00").refused(THERAPIST, told)
    said(refused, next(iter(refused)))


def test_the_examples_of_the_tests_are_the_examples_of_the_program(clinic: Clinic) -> None:
    assert dict(House().example_values("NCT05305885", "1.0")) == example_values()
