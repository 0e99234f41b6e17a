"""Delegation, competency and training: who writes a line, and which lines are refused."""

from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.delegation import (
    CertifyCompetency,
    DelegatedTo,
    DelegateTasks,
    DelegationCommand,
    RecordTraining,
    TasksDelegated,
    TrainedPerson,
    WithdrawCompetency,
    WithdrawDelegation,
    delegation_signers,
    evolve,
    tasks_of,
)
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    HumanName,
    Leaving,
    Person,
    Retirement,
    TrainingTopic,
    is_competent,
    is_delegated,
    untrained,
)
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning, Role, Task
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    NURSE,
    PHYSICIAN,
    SECOND,
    at,
    calendar,
    competency,
    delegation,
    person,
    site,
    training,
)
from tests.cases.clinical import day

TODAY, YESTERDAY, TOMORROW = "2026-03-02", "2026-03-01", "2026-03-03"
NEW = PersonId("new.example")
BLANK = Person(NEW, HumanName("EXAMPLE", "New"), (Role.NURSE,))
GONE = person(SECOND, retired=Retirement(Leaving.LEFT, day(YESTERDAY)))


def act(by: PersonId) -> Act:
    return Act(by, at(f"{TODAY} 10:00"), calendar())


def delegate(who: PersonId = NEW, since: str = TODAY, *tasks: Task) -> DelegateTasks:
    lines = tuple(delegation(task, since) for task in tasks or (Task.CHECK,))
    return DelegateTasks((DelegatedTo(who, lines),))


def trained(who: PersonId = NEW, on: str = TODAY) -> RecordTraining:
    lines = tuple(training(topic, on) for topic in TrainingTopic)
    return RecordTraining((TrainedPerson(who, lines),))


def certify(who: PersonId = NEW, *tasks: Task) -> CertifyCompetency:
    return CertifyCompetency(who, tuple(competency(one) for one in tasks or (Task.CHECK,)))


def withdraw(on: str = TODAY, **changes: object) -> WithdrawDelegation:
    command = WithdrawDelegation(NURSE, (Task.CHECK,), day(on), "on leave (synthetic)")
    return replace(command, **changes)  # type: ignore[arg-type]  # the tests name its fields


def strike(on: str = TODAY, **changes: object) -> WithdrawCompetency:
    command = WithdrawCompetency(NURSE, (Task.CHECK,), day(on), "not assessed (synthetic)")
    return replace(command, **changes)  # type: ignore[arg-type]  # the tests name its fields


def staff(*people: Person) -> SiteState:
    return site(BLANK, GONE, *people)


def after(command: DelegationCommand, by: PersonId, state: SiteState | None = None) -> SiteState:
    state = state or staff()
    for event in decide_site(command, state, None, act(by)):
        assert list(check_author((event,), by, state, RecordsSlice())) == []
        assert signers_of((event,), by) == site_signers(command, act(by))
        state = evolve_site(state, event)
    return state


def codes(command: DelegationCommand, by: PersonId) -> set[str]:
    with pytest.raises(Refused) as refused:
        decide_site(command, staff(), None, act(by))
    return {alert.code for alert in refused.value.alerts}


def test_the_investigator_delegates_several_lines_to_several_people_in_one_signed_entry() -> None:
    both = (Task.CHECK, Task.ADMINISTER)
    command = DelegateTasks(
        (*delegate(NEW, TODAY, *both).people, *delegate(NURSE, TOMORROW, Task.PREPARE).people)
    )
    state = after(command, INVESTIGATOR, staff(person(NURSE, delegations=())))
    for task in both:
        assert is_delegated(state.people[NEW], task, day(TODAY))
    assert not is_delegated(state.people[NURSE], Task.PREPARE, day(TODAY))
    assert is_delegated(state.people[NURSE], Task.PREPARE, day(TOMORROW))
    assert delegation_signers(command, act(INVESTIGATOR)) == (
        Signer(INVESTIGATOR, Meaning.APPROVED),
    )


def test_one_person_named_twice_in_one_entry_gets_all_the_lines() -> None:
    twice = DelegateTasks((*delegate().people, *delegate(NEW, TODAY, Task.PREPARE).people))
    assert len(after(twice, INVESTIGATOR).people[NEW].delegations) == 2


@pytest.mark.parametrize("by", [ADMINISTRATOR, PHYSICIAN, NURSE])
def test_nobody_but_the_investigator_delegates_or_takes_it_back(by: PersonId) -> None:
    assert codes(delegate(), by) == {"people.role_needed"}
    assert codes(withdraw(), by) == {"people.role_needed"}
    told = TasksDelegated(delegate().people, by)
    found = check_author((told,), by, staff(), RecordsSlice())
    assert [one.code for one in found] == ["ledger.no_authority"]


@pytest.mark.parametrize("by", [ADMINISTRATOR, INVESTIGATOR])
def test_administrator_and_investigator_keep_register_and_training(by: PersonId) -> None:
    assert is_competent(after(certify(), by).people[NEW], Task.CHECK, day(TODAY))
    assert untrained(after(trained(), by).people[NEW], day(TODAY)) == ()
    struck = after(strike(), by).people[NURSE]
    assert not is_competent(struck, Task.CHECK, day(TODAY))
    assert is_competent(struck, Task.ADMINISTER, day(TODAY))
    assert site_signers(certify(), act(by)) == ()


@pytest.mark.parametrize("command", [certify(), trained(), strike()])
def test_nobody_else_keeps_them(command: DelegationCommand) -> None:
    assert codes(command, PHYSICIAN) == {"people.role_needed"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (DelegateTasks(()), "people.nothing_chosen"),
        (DelegateTasks((DelegatedTo(NEW, ()),)), "people.nothing_chosen"),
        (delegate(NEW, YESTERDAY), "people.delegated_backwards"),
        (delegate(NEW, TODAY, Task.PRESCRIBE), "people.role_may_not"),
        (delegate(PersonId("nobody")), "people.unknown"),
        (delegate(SECOND), "people.retired"),
        (
            DelegateTasks((DelegatedTo(NEW, (delegation(Task.CHECK, TODAY, YESTERDAY),)),)),
            "people.period_order",
        ),
        (CertifyCompetency(NEW, ()), "people.nothing_chosen"),
        (certify(NEW, Task.VERIFY), "people.role_may_not"),
        (certify(NURSE, Task.TREAT), "people.not_a_register_task"),
        (certify(SECOND), "people.retired"),
        (RecordTraining(()), "people.nothing_chosen"),
        (RecordTraining((TrainedPerson(NEW, ()),)), "people.nothing_chosen"),
        (trained(NEW, TOMORROW), "people.future_day"),
        (trained(SECOND), "people.retired"),
        (
            RecordTraining(
                (TrainedPerson(NEW, (replace(training(TrainingTopic.PROGRAM), by=" "),)),)
            ),
            "people.trainer_missing",
        ),
        (withdraw(YESTERDAY), "people.withdrawn_backwards"),
        (withdraw(tasks=()), "people.nothing_chosen"),
        (withdraw(reason=" "), "people.reason_missing"),
        (withdraw(tasks=(Task.VERIFY,)), "people.nothing_to_withdraw"),
        (withdraw(person=PersonId("nobody")), "people.unknown"),
        (withdraw(person=SECOND), "people.retired"),
        (strike(YESTERDAY), "people.withdrawn_backwards"),
        (strike(person=NEW), "people.nothing_to_withdraw"),
    ],
)
def test_a_line_that_cannot_stand_is_refused(command: DelegationCommand, code: str) -> None:
    assert code in codes(command, INVESTIGATOR)


def test_a_line_is_withdrawn_from_its_day_on_and_stays_readable() -> None:
    state = after(withdraw(TOMORROW), INVESTIGATOR)
    assert is_delegated(state.people[NURSE], Task.CHECK, day(TODAY))
    assert not is_delegated(state.people[NURSE], Task.CHECK, day(TOMORROW))
    assert any(one.withdrawn_on == day(TOMORROW) for one in state.people[NURSE].delegations)
    with pytest.raises(Refused, match=r"people\.nothing_to_withdraw"):
        decide_site(withdraw(), state, None, act(INVESTIGATOR))
    renewed = after(delegate(NURSE, TOMORROW), INVESTIGATOR, state)
    assert is_delegated(renewed.people[NURSE], Task.CHECK, day(TOMORROW))
    again = after(withdraw(TOMORROW), INVESTIGATOR, renewed)
    assert not is_delegated(again.people[NURSE], Task.CHECK, day(TOMORROW))


def test_the_tasks_of_the_investigator_are_not_delegated() -> None:
    assert tasks_of(person(INVESTIGATOR)) == ()
    assert Task.APPROVE in tasks_of(person(PHYSICIAN))


def test_events_of_other_topics_leave_people_alone() -> None:
    people = staff().people
    assert evolve(people, object()) is people
