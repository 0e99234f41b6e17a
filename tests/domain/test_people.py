"""People: who may do what on which day, and how somebody becomes known to the site."""

from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    AcceptCertificate,
    AddPerson,
    CertificateAccepted,
    CertificateEntered,
    HumanName,
    People,
    PersonAdded,
    check_authority,
    check_role,
    decide_accept,
    decide_add_person,
    evolve,
)
from ltm_desktop.domain.terms import Role, Task
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    THERAPIST,
    at,
    calendar,
    competency,
    person,
    site,
)
from tests.cases.clinical import day


def act(by: PersonId = ADMINISTRATOR) -> Act:
    return Act(by, at("2026-03-02 10:00"), calendar())


def newcomer(**changes: object) -> AddPerson:
    command = AddPerson(
        person=PersonId("new.example"),
        name=HumanName("EXAMPLE", "New"),
        roles=(Role.NURSE,),
        competencies=(competency(Task.CHECK),),
        fingerprint="fingerprint-of-new",
        certificate="bmV3",
        endorsement="01",
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # the tests name its fields


def authority(people: People, who: PersonId, task: Task, on: str = "2026-03-02") -> list[str]:
    return [alert.code for alert in check_authority(people, who, task, day(on))]


def refusal_of(command: AddPerson, people: People, by: PersonId = ADMINISTRATOR) -> set[str]:
    with pytest.raises(Refused) as refused:
        decide_add_person(command, people, act(by))
    return {alert.code for alert in refused.value.alerts}


@pytest.mark.parametrize(
    ("who", "task"),
    [
        (NURSE, Task.ADMINISTER),
        (NURSE, Task.CHECK),
        (PHYSICIAN, Task.PRESCRIBE),
        (INVESTIGATOR, Task.APPROVE),
        (PHARMACIST, Task.VERIFY),
        (THERAPIST, Task.TREAT),
    ],
)
def test_a_person_of_the_role_and_on_the_register_may_act(who: PersonId, task: Task) -> None:
    assert authority(site().people, who, task) == []


@pytest.mark.parametrize(
    ("who", "task"),
    [
        (NURSE, Task.PRESCRIBE),
        (NURSE, Task.APPROVE),
        (PHARMACIST, Task.ADMINISTER),
        (PHYSICIAN, Task.TREAT),
        (ADMINISTRATOR, Task.CHECK),
    ],
)
def test_another_role_may_not(who: PersonId, task: Task) -> None:
    assert authority(site().people, who, task) == ["people.role_may_not"]


def test_the_register_counts_from_its_first_to_its_last_day() -> None:
    line = competency(Task.ADMINISTER, "2026-03-02", "2026-03-05")
    people = site(person(NURSE, competencies=(line,))).people
    days = ("2026-03-01", "2026-03-02", "2026-03-05", "2026-03-06")
    found = [authority(people, NURSE, Task.ADMINISTER, on) for on in days]
    assert found == [["people.not_on_register"], [], [], ["people.not_on_register"]]


def test_one_task_on_the_register_is_not_another() -> None:
    people = site(person(NURSE, competencies=(competency(Task.CHECK),))).people
    assert authority(people, NURSE, Task.ADMINISTER) == ["people.not_on_register"]


def test_nobody_unknown_and_nobody_without_an_accepted_certificate_may_act() -> None:
    people = site(person(NURSE, accepted=False)).people
    assert authority(people, PersonId("nobody"), Task.CHECK) == ["people.unknown"]
    assert authority(people, NURSE, Task.CHECK) == ["people.certificate_not_accepted"]
    assert [alert.code for alert in check_role(people, NURSE, Role.NURSE)] == ["people.unknown"]


def test_a_role_check_takes_any_of_the_roles() -> None:
    people = site().people
    assert list(check_role(people, NURSE, Role.PHYSICIAN, Role.NURSE)) == []
    found = [alert.code for alert in check_role(people, NURSE, Role.PHYSICIAN)]
    assert found == ["people.role_needed"]


def test_an_administrator_enters_a_person_who_then_accepts_the_certificate() -> None:
    events = decide_add_person(newcomer(), site().people, act())
    assert [type(event) for event in events] == [PersonAdded, CertificateEntered]
    people = site().people
    for event in events:
        people = evolve(people, event)
    known = people[PersonId("new.example")]
    assert (known.fingerprint, known.accepted) == ("fingerprint-of-new", False)
    accept = AcceptCertificate(known.person, known.fingerprint)
    (accepted,) = decide_accept(accept, people, act(known.person))
    assert accepted == CertificateAccepted(known.person, "fingerprint-of-new")
    assert evolve(people, accepted)[known.person].accepted


def test_only_an_administrator_enters_people() -> None:
    assert refusal_of(newcomer(), site().people, NURSE) == {"people.role_needed"}


def test_an_incomplete_person_is_refused_with_everything_that_is_missing() -> None:
    blank = newcomer(name=HumanName(" ", "New"), roles=(), certificate="")
    assert refusal_of(blank, site().people) == {
        "people.name_missing",
        "people.role_missing",
        "people.certificate_missing",
    }


def test_a_name_in_chinese_characters_alone_is_a_name() -> None:
    command = newcomer(name=HumanName("", "", "林新"))
    assert decide_add_person(command, site().people, act())


def test_a_user_id_and_a_certificate_are_used_once() -> None:
    assert refusal_of(newcomer(person=NURSE), site().people) == {"people.exists"}
    again = newcomer(fingerprint=f"fingerprint-of-{NURSE}")
    assert refusal_of(again, site().people) == {"people.certificate_used"}


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


def test_a_certificate_is_accepted_once() -> None:
    with pytest.raises(Refused) as refused:
        decide_accept(
            AcceptCertificate(NURSE, f"fingerprint-of-{NURSE}"), site().people, act(NURSE)
        )
    assert refused.value.alerts[0].code == "people.certificate_unexpected"


def test_events_of_other_topics_leave_people_alone() -> None:
    people = site().people
    assert evolve(people, object()) is people
