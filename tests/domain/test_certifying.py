"""Keys of people: nobody alone gives a key in another's name, and who leaves is gone for good."""

from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.certifying import (
    AcceptCertificate,
    AccountabilityAcknowledged,
    AcknowledgeAccountability,
    CertificateAccepted,
    CertificateEntered,
    DrillRecovery,
    IssueCertificate,
    KeyCommand,
    KeyReason,
    PersonRetired,
    RecoveryDrilled,
    RetirePerson,
    decide_accept,
    decide_keys,
    evolve,
    keys_signers,
    possible_witnesses,
)
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName, Leaving, People, Person, Retirement
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning, Role
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    NURSE,
    PHYSICIAN,
    SECOND,
    at,
    calendar,
    founded,
    person,
    site,
)
from tests.cases.clinical import day

NEW = PersonId("new.example")
INVITED = Person(NEW, HumanName("EXAMPLE", "New"), (Role.NURSE,))
OTHER_ADMINISTRATOR = replace(
    person(NURSE), person=PersonId("b.example"), roles=(Role.ADMINISTRATOR,), fingerprint="b"
)


def act(by: PersonId = ADMINISTRATOR) -> Act:
    return Act(by, at("2026-03-02 10:00"), calendar())


def issue(who: PersonId = NEW, **changes: object) -> IssueCertificate:
    command = IssueCertificate(who, "new-fingerprint", "bmV3", "01", witness=NURSE)
    return replace(command, **changes)  # type: ignore[arg-type]  # the tests name its fields


def again(who: PersonId, **changes: object) -> IssueCertificate:
    return issue(who, **({"reason": KeyReason.FORGOTTEN, "witness": SECOND} | changes))


def retire(who: PersonId = NURSE, **changes: object) -> RetirePerson:
    command = RetirePerson(who, Leaving.LEFT, day("2026-03-02"), "moved away (synthetic)")
    return replace(command, **changes)  # type: ignore[arg-type]  # the tests name its fields


def staff(*people: Person) -> People:
    return site(INVITED, OTHER_ADMINISTRATOR, *people).people


def only(*people: Person) -> People:
    return {one.person: one for one in people}


def codes(
    command: KeyCommand, people: People | None = None, by: PersonId = ADMINISTRATOR
) -> set[str]:
    with pytest.raises(Refused) as refused:
        decide_keys(command, staff() if people is None else people, act(by))
    return {alert.code for alert in refused.value.alerts}


def after(command: KeyCommand, people: People, by: PersonId = ADMINISTRATOR) -> People:
    for event in decide_keys(command, people, act(by)):
        people = evolve(people, event)
    return people


def objections(event: object, by: PersonId, people: People) -> list[tuple[str, str]]:
    state = SiteState(founded(), people)
    return [(one.code, one.person) for one in check_author((event,), by, state, RecordsSlice())]


def test_a_key_is_entered_by_an_administrator_before_a_witness_and_accepted_by_its_holder() -> None:
    people = after(issue(), staff())
    assert (people[NEW].fingerprint, people[NEW].active) == ("new-fingerprint", False)
    assert keys_signers(issue(), act()) == (Signer(NURSE, Meaning.WITNESSED),)
    people = after(AcceptCertificate(NEW, "new-fingerprint"), people, NEW)
    assert people[NEW].active


def test_nobody_gets_a_key_without_a_witness_where_anybody_could_be_it() -> None:
    assert codes(issue(witness=None)) == {"people.witness_missing"}
    for unable in (NEW, ADMINISTRATOR, PersonId("nobody")):
        assert codes(issue(witness=unable)) == {"people.witness_not_possible"}
    gone = person(NURSE, retired=Retirement(Leaving.LEFT, day("2026-02-01")))
    assert codes(issue(), staff(gone)) == {"people.witness_not_possible"}
    assert codes(issue(), staff(person(NURSE, accepted=False))) == {"people.witness_not_possible"}


def test_only_the_first_colleague_of_whoever_founded_the_site_has_no_witness() -> None:
    alone = only(person(ADMINISTRATOR), INVITED)
    assert possible_witnesses(alone, ADMINISTRATOR, NEW) == ()
    (event,) = decide_keys(issue(witness=None), alone, act())
    assert objections(event, ADMINISTRATOR, alone) == []
    assert signers_of((event,), ADMINISTRATOR) == ()


def test_a_key_given_anew_always_has_a_witness() -> None:
    two = only(person(ADMINISTRATOR), person(NURSE))
    assert codes(again(NURSE, witness=None), two) == {"people.witness_missing"}


def test_after_a_forgotten_secret_the_old_certificate_is_remembered_and_counts_no_more() -> None:
    people = after(again(NURSE), staff())
    assert people[NURSE].former == (f"fingerprint-of-{NURSE}",)
    assert not people[NURSE].active
    people = after(AcceptCertificate(NURSE, "new-fingerprint"), people, NURSE)
    assert people[NURSE].active
    used = again(SECOND, fingerprint=f"fingerprint-of-{NURSE}", witness=NURSE)
    assert codes(used, people) == {"people.certificate_used"}


@pytest.mark.parametrize(
    ("command", "by", "code"),
    [
        (issue(), INVESTIGATOR, "people.role_needed"),
        (issue(PersonId("nobody")), ADMINISTRATOR, "people.unknown"),
        (issue(certificate=""), ADMINISTRATOR, "people.certificate_missing"),
        (issue(reason=KeyReason.FORGOTTEN), ADMINISTRATOR, "people.never_certified"),
        (again(NURSE, reason=KeyReason.FIRST), ADMINISTRATOR, "people.certified_before"),
        (again(ADMINISTRATOR), ADMINISTRATOR, "people.own_certificate"),
        (again(NURSE, reason=KeyReason.RECOVERED), PHYSICIAN, "people.recovery_of_others"),
        (again(ADMINISTRATOR, reason=KeyReason.RECOVERED), PersonId("x"), "people.unknown"),
    ],
)
def test_a_key_is_refused_and_would_be_found(
    command: IssueCertificate, by: PersonId, code: str
) -> None:
    assert codes(command, by=by) == {code}


def test_a_lost_administrator_is_given_a_key_by_two_colleagues_with_the_recovery_sheet() -> None:
    command = again(ADMINISTRATOR, reason=KeyReason.RECOVERED)
    (event,) = decide_keys(command, staff(), act(PHYSICIAN))
    assert objections(event, PHYSICIAN, staff()) == []
    alone = replace(command, witness=PHYSICIAN)
    assert codes(alone, by=PHYSICIAN) == {"people.witness_not_possible"}


MINTED = CertificateEntered(NURSE, "x", "eA==", "00", KeyReason.FORGOTTEN)


@pytest.mark.parametrize(
    ("event", "by"),
    [
        (MINTED, ADMINISTRATOR),
        (replace(MINTED, witness=ADMINISTRATOR), ADMINISTRATOR),
        (replace(MINTED, witness=NURSE), ADMINISTRATOR),
        (replace(MINTED, person=ADMINISTRATOR, witness=SECOND), ADMINISTRATOR),
        (replace(MINTED, witness=SECOND, reason=KeyReason.RECOVERED), PHYSICIAN),
        (replace(MINTED, person=NEW, reason=KeyReason.FIRST), ADMINISTRATOR),
    ],
)
def test_a_minted_certificate_is_objected_to_and_its_person_named(
    event: CertificateEntered, by: PersonId
) -> None:
    assert ("ledger.certificate_minted", event.person) in objections(event, by, staff())


def test_nobody_who_left_gets_a_key_again() -> None:
    gone = staff(person(NURSE, retired=Retirement(Leaving.LEFT, day("2026-02-01"))))
    assert codes(again(NURSE), gone) == {"people.retired"}
    minted = replace(MINTED, witness=SECOND)
    assert objections(minted, ADMINISTRATOR, gone) == [("ledger.certificate_minted", NURSE)]


@pytest.mark.parametrize(
    ("by", "fingerprint", "code"),
    [
        (ADMINISTRATOR, f"fingerprint-of-{NURSE}", "people.accept_own_only"),
        (NURSE, "another", "people.certificate_unexpected"),
    ],
)
def test_a_certificate_is_accepted_by_its_holder_alone(
    by: PersonId, fingerprint: str, code: str
) -> None:
    people = site(person(NURSE, accepted=False)).people
    with pytest.raises(Refused) as refused:
        decide_accept(AcceptCertificate(NURSE, fingerprint), people, act(by))
    assert refused.value.alerts[0].code == code


@pytest.mark.parametrize(
    "waiting",
    [
        person(NURSE),
        person(NURSE, accepted=False, fingerprint=""),
        person(NURSE, accepted=False, retired=Retirement(Leaving.LEFT, day("2026-02-01"))),
    ],
)
def test_a_certificate_is_accepted_once_and_only_where_one_waits(waiting: Person) -> None:
    with pytest.raises(Refused) as refused:
        decide_accept(AcceptCertificate(NURSE, waiting.fingerprint), only(waiting), act(NURSE))
    assert refused.value.alerts[0].code == "people.certificate_unexpected"


def test_everybody_answers_for_their_own_signature_and_nobody_for_anothers() -> None:
    command = AcknowledgeAccountability(NURSE)
    assert decide_keys(command, staff(), act(NURSE)) == (
        AccountabilityAcknowledged(NURSE, day("2026-03-02")),
    )
    assert keys_signers(command, act(NURSE)) == (Signer(NURSE, Meaning.REVIEWED),)
    assert after(command, staff(), NURSE)[NURSE].acknowledged_on == day("2026-03-02")
    assert codes(command, by=PHYSICIAN) == {"people.own_word_only"}


def test_who_leaves_is_retired_by_an_administrator_with_day_and_reason() -> None:
    people = after(retire(), staff())
    assert people[NURSE].retired == Retirement(Leaving.LEFT, day("2026-03-02"))
    assert not people[NURSE].active
    assert codes(retire(), people) == {"people.retired"}
    assert codes(retire(), by=PHYSICIAN) == {"people.role_needed"}
    assert codes(retire(PersonId("nobody"))) == {"people.unknown"}
    blank = retire(on=day("2026-03-03"), reason=" ")
    assert codes(blank) == {"people.future_day", "people.reason_missing"}


def test_somebody_stays_who_can_issue_a_key_and_somebody_who_can_witness_it() -> None:
    two = only(person(ADMINISTRATOR), person(NURSE), INVITED)
    assert codes(retire(ADMINISTRATOR), two) == {"people.last_administrator"}
    assert codes(retire(NURSE), two) == {"people.last_witness"}
    # who never had a key is needed by nobody
    assert after(retire(NEW), two)[NEW].retired
    assert after(retire(ADMINISTRATOR), staff())[ADMINISTRATOR].retired


def test_a_retirement_nobody_would_have_let_through_is_found() -> None:
    told = PersonRetired(NURSE, Leaving.REVOKED, day("2026-03-02"), "x", ADMINISTRATOR)
    two = only(person(ADMINISTRATOR), person(NURSE))
    assert objections(told, ADMINISTRATOR, two) == [("ledger.against_rules", NURSE)]
    gone = after(retire(), staff())
    assert objections(told, ADMINISTRATOR, gone) == [("ledger.against_rules", NURSE)]
    assert objections(told, ADMINISTRATOR, staff()) == []


def test_a_drill_of_the_recovery_key_is_told_by_whoever_did_it() -> None:
    command, state = DrillRecovery(ADMINISTRATOR), site()
    (event,) = decide_site(command, state, None, act())
    assert event == RecoveryDrilled(ADMINISTRATOR, day("2026-03-02"))
    assert evolve_site(state, event).drilled == event
    assert site_signers(command, act()) == ()
    assert codes(DrillRecovery(NURSE), by=NURSE) == {"people.role_needed"}
    assert codes(command, by=INVESTIGATOR) == {"people.own_word_only"}


def test_events_of_other_topics_leave_people_alone() -> None:
    people = staff()
    assert evolve(people, object()) is people
    assert evolve(people, CertificateAccepted(NURSE, "x"))[NURSE].active
