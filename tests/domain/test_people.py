"""People: who may do what on which day, and how somebody becomes known to the site."""

from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    AddPerson,
    HumanName,
    IdentityCheck,
    IdentitySeen,
    Leaving,
    People,
    Retirement,
    TrainingTopic,
    check_authority,
    check_colleague,
    check_role,
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
    training,
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
        identity=IdentityCheck(IdentitySeen.PASSPORT, ADMINISTRATOR, day("2026-03-01")),
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


def test_who_left_may_neither_write_nor_sign_and_is_named_with_the_last_day() -> None:
    people = site(person(NURSE, retired=Retirement(Leaving.LEFT, day("2026-03-01")))).people
    (found,) = check_role(people, NURSE, Role.NURSE)
    assert (found.code, found.values["on"]) == ("people.retired", day("2026-03-01"))
    assert [one.code for one in check_colleague(people, NURSE)] == ["people.retired"]


def test_a_role_is_active_once_the_training_is_recorded() -> None:
    half = (training(TrainingTopic.PROGRAM),)
    people = site(person(NURSE, trainings=half), person(ADMINISTRATOR, trainings=())).people
    (found,) = check_role(people, NURSE, Role.NURSE)
    assert (found.code, found.values["topic"]) == ("people.role_inactive", TrainingTopic.PROTOCOL)
    assert list(check_role(people, ADMINISTRATOR, Role.ADMINISTRATOR)) == []
    # what everybody may do asks for no role
    assert list(check_role(people, NURSE, *Role)) == []


def test_a_role_check_takes_any_of_the_roles() -> None:
    people = site().people
    assert list(check_role(people, NURSE, Role.PHYSICIAN, Role.NURSE)) == []
    found = [alert.code for alert in check_role(people, NURSE, Role.PHYSICIAN)]
    assert found == ["people.role_needed"]


def test_an_administrator_invites_a_person_who_has_no_key_yet() -> None:
    (event,) = decide_add_person(newcomer(), site().people, act())
    people = evolve(site().people, event)
    known = people[PersonId("new.example")]
    assert (known.fingerprint, known.accepted, known.active) == ("", False, False)
    assert known.identity == newcomer().identity


def test_nobody_is_entered_whose_identity_nobody_looked_at() -> None:
    assert refusal_of(newcomer(identity=None), site().people) == {"people.identity_missing"}
    stranger = IdentityCheck(IdentitySeen.PASSPORT, PersonId("nobody"), day("2026-03-01"))
    assert refusal_of(newcomer(identity=stranger), site().people) == {"people.unknown"}
    ahead = IdentityCheck(IdentitySeen.PASSPORT, ADMINISTRATOR, day("2026-03-03"))
    assert refusal_of(newcomer(identity=ahead), site().people) == {"people.future_day"}


def test_a_certificate_comes_with_the_first_sign_in_and_not_before() -> None:
    early = newcomer(fingerprint="f", certificate="bmV3")
    assert refusal_of(early, site().people) == {"people.certificate_unexpected"}


def test_a_line_of_the_register_names_who_assessed_an_intrathecal_task() -> None:
    unnamed = replace(competency(Task.CHECK), certified_by=" ")
    turned = competency(Task.PREPARE, "2026-03-02", "2026-03-01")
    other = competency(Task.TREAT)
    gone = replace(competency(Task.CHECK), withdrawn_on=day("2026-03-02"))
    lines = (unnamed, turned, other, gone)
    assert refusal_of(newcomer(competencies=lines), site().people) == {
        "people.assessor_missing",
        "people.period_order",
        "people.not_a_register_task",
        "people.withdrawn_before",
    }


def test_only_an_administrator_enters_people() -> None:
    assert refusal_of(newcomer(), site().people, NURSE) == {"people.role_needed"}


def test_an_incomplete_person_is_refused_with_everything_that_is_missing() -> None:
    blank = newcomer(name=HumanName(" ", "New"), roles=())
    assert refusal_of(blank, site().people) == {"people.name_missing", "people.role_missing"}


def test_a_name_in_chinese_characters_alone_is_a_name() -> None:
    command = newcomer(name=HumanName("", "", "林新"))
    assert decide_add_person(command, site().people, act())


def test_a_user_id_is_used_once_also_after_its_holder_left() -> None:
    assert refusal_of(newcomer(person=NURSE), site().people) == {"people.exists"}
    left = person(NURSE, retired=Retirement(Leaving.LEFT, day("2026-02-01")))
    assert refusal_of(newcomer(person=NURSE), site(left).people) == {"people.exists"}


def test_events_of_other_topics_leave_people_alone() -> None:
    people = site().people
    assert evolve(people, object()) is people
