"""The table of authority: role, training, delegation and competency, each on the day of the act.

Every task with every role; every line a day too early, on its first and last day, a day too late
and withdrawn; and each of it through every command that asks for authority.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

import pytest

from ltm_desktop.domain import people
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.people import (
    NEEDED_TRAINING,
    ON_REGISTER,
    ROLES_FOR,
    Competency,
    Delegation,
    HumanName,
    Leaving,
    Person,
    Retirement,
    TrainingTopic,
    check_authority,
)
from ltm_desktop.domain.products import ApproveProduct, WithdrawProduct
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.site import SiteCommand, decide_site
from ltm_desktop.domain.terms import Role, Task
from tests.app.wording.examples import example_of
from tests.builders import (
    GTIN,
    NURSE,
    OTHER_THERAPIST,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    assess,
    at,
    calendar,
    check,
    competency,
    delegation,
    item,
    labs,
    observe,
    order,
    person,
    prepare,
    receive,
    record,
    release,
    site,
    start,
    time_out,
    training,
    verify,
)
from tests.cases.clinical import day
from tests.course_builders import session
from tests.domain.dose_steps import LATE
from tests.domain.test_attestation import EVERY as TOLD
from tests.domain.test_decisions import EVERY
from tests.stories import Story, irradiated, planned

TODAY = "2026-03-02"
BEFORE, AFTER = "2026-03-01", "2026-03-03"
SOMEBODY = PersonId("x.example")


def able(task: Task, role: Role, **changes: Any) -> Person:
    """Return somebody who may do one task today and nothing else."""
    known = Person(
        SOMEBODY,
        HumanName("EXAMPLE", "X"),
        (role,),
        competencies=(competency(task),) if task in ON_REGISTER else (),
        accepted=True,
        delegations=(delegation(task),),
        trainings=tuple(training(topic) for topic in NEEDED_TRAINING),
    )
    return replace(known, **changes)


def found(known: Person, task: Task, on: str = TODAY) -> str:
    codes = [one.code for one in check_authority({SOMEBODY: known}, SOMEBODY, task, day(on))]
    assert len(codes) <= 1
    return codes[0] if codes else ""


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("task", Task)
def test_every_task_is_for_its_roles_and_for_no_other(task: Task, role: Role) -> None:
    allowed = role in ROLES_FOR[task]
    assert found(able(task, role), task) == ("" if allowed else "people.role_may_not")


TASKS = [(task, next(iter(sorted(ROLES_FOR[task])))) for task in Task]
OF_TASKS = pytest.mark.parametrize(("task", "role"), TASKS, ids=[one.value for one, _ in TASKS])
LINES: Mapping[str, tuple[Mapping[str, Any], bool]] = {
    "none": ({"missing": True}, False),
    "begins tomorrow": ({"since": AFTER}, False),
    "first day": ({"since": TODAY, "until": AFTER}, True),
    "only day": ({"since": TODAY, "until": TODAY}, True),
    "last day": ({"since": BEFORE, "until": TODAY}, True),
    "ended yesterday": ({"since": "2026-01-01", "until": BEFORE}, False),
    "no end": ({"since": "2026-01-01"}, True),
    "withdrawn today": ({"withdrawn": TODAY}, False),
    "withdrawn from tomorrow": ({"withdrawn": AFTER}, True),
}
OF_LINES = pytest.mark.parametrize("line", LINES)


def lines(
    kind: Callable[..., Any], task: Task, name: str
) -> tuple[tuple[Competency | Delegation, ...], bool]:
    """Return the lines a name stands for, and whether they let somebody act today."""
    told, allowed = LINES[name]
    if "missing" in told:
        return (), allowed
    periods = {key: one for key, one in told.items() if key != "withdrawn"}
    line = kind(task, **periods)
    if "withdrawn" in told:
        line = replace(line, withdrawn_on=day(told["withdrawn"]))
    return (line,), allowed


@OF_LINES
@OF_TASKS
def test_a_delegation_counts_from_its_first_to_its_last_day(
    task: Task, role: Role, line: str
) -> None:
    told, allowed = lines(delegation, task, line)
    code = found(able(task, role, delegations=told), task)
    exempt = role is Role.INVESTIGATOR
    assert code == ("" if allowed or exempt else "people.not_delegated")


@OF_LINES
@OF_TASKS
def test_a_competency_counts_from_its_first_to_its_last_day(
    task: Task, role: Role, line: str
) -> None:
    told, allowed = lines(competency, task, line)
    code = found(able(task, role, competencies=told), task)
    free = task not in ON_REGISTER
    assert code == ("" if allowed or free else "people.not_on_register")


@OF_TASKS
def test_one_task_is_not_another(task: Task, role: Role) -> None:
    other = next(one for one in Task if one is not task)
    delegated = able(task, role, delegations=(delegation(other),))
    registered = able(task, role, competencies=(competency(other),))
    exempt, free = role is Role.INVESTIGATOR, task not in ON_REGISTER
    assert found(delegated, task) == ("" if exempt else "people.not_delegated")
    assert found(registered, task) == ("" if free else "people.not_on_register")


@OF_TASKS
def test_training_comes_before_the_day_of_the_act_or_on_it(task: Task, role: Role) -> None:
    for topic in NEEDED_TRAINING:
        others = tuple(training(one) for one in NEEDED_TRAINING if one is not topic)
        assert found(able(task, role, trainings=others), task) == "people.not_trained"
        late = able(task, role, trainings=(*others, training(topic, AFTER)))
        assert found(late, task) == "people.not_trained"
        done = able(task, role, trainings=(*others, training(topic, TODAY)))
        assert found(done, task) == ""
    more = able(task, role, trainings=(training(TrainingTopic.GOOD_PRACTICE),))
    assert found(more, task) == "people.not_trained"


@pytest.mark.parametrize("how", Leaving)
@OF_TASKS
def test_the_last_day_counts_and_the_day_after_does_not(
    task: Task, role: Role, how: Leaving
) -> None:
    leaver = able(task, role, retired=Retirement(how, day(TODAY)))
    assert found(leaver, task) == ""
    assert found(leaver, task, AFTER) == "people.retired"


def test_the_investigator_needs_no_delegation_for_what_the_role_allows() -> None:
    assert found(able(Task.APPROVE, Role.INVESTIGATOR, delegations=()), Task.APPROVE) == ""
    assert found(able(Task.APPROVE, Role.PHYSICIAN, delegations=()), Task.APPROVE) != ""
    alone = able(Task.VERIFY, Role.INVESTIGATOR, delegations=())
    assert found(alone, Task.VERIFY) == "people.role_may_not"


@dataclass(frozen=True)
class Asked:
    """One command that asks whether a person may do a task on the day of the act."""

    story: Story
    command: Command
    by: PersonId
    who: PersonId
    task: Task


def passing(story: Story) -> OverrideRules:
    """Return an override of what the check is refused for."""
    with pytest.raises(Refused) as refused:
        story.decides(check())
    rules = tuple(evidence_of(alert) for alert in refused.value.alerts)
    return OverrideRules(PATIENT, item("IND-1"), PHYSICIAN, rules, "urgent")


def asked() -> dict[str, Asked]:
    """Return every command that asks for authority, with whom it asks about."""
    assessed = planned().with_labs().does(assess())
    ordered = assessed.does(order(), PHYSICIAN)
    verified = ordered.does(verify(), PHARMACIST)
    made = verified.does(prepare(), PHARMACIST)
    released = made.does(release(), PHARMACIST)
    tray = released.does(receive())
    checked = tray.does(check())
    ready = checked.does(time_out()).at("2026-03-02 10:10")
    seen = ready.does(record()).at("2026-03-02 11:10").does(observe())
    low = tray.does(labs("2026-03-02 09:00", platelets="42"))
    monday = irradiated().at("2026-03-16 09:00")
    beam = session(1, "2026-03-16 09:00")
    return {
        "order": Asked(assessed, order(), PHYSICIAN, PHYSICIAN, Task.PRESCRIBE),
        "verify": Asked(ordered, verify(), PHARMACIST, PHARMACIST, Task.VERIFY),
        "prepare": Asked(verified, prepare(), PHARMACIST, PHARMACIST, Task.PREPARE),
        "prepare, second": Asked(verified, prepare(), PHARMACIST, SECOND, Task.CHECK),
        "release": Asked(made, release(), PHARMACIST, PHARMACIST, Task.RELEASE),
        "receive": Asked(released, receive(), NURSE, NURSE, Task.TRANSPORT),
        "check, operator": Asked(tray, check(), NURSE, NURSE, Task.ADMINISTER),
        "check, second": Asked(tray, check(), NURSE, SECOND, Task.CHECK),
        "time-out, operator": Asked(checked, time_out(), NURSE, NURSE, Task.ADMINISTER),
        "time-out, second": Asked(checked, time_out(), NURSE, SECOND, Task.CHECK),
        "start, operator": Asked(ready, start(), NURSE, NURSE, Task.ADMINISTER),
        "start, second": Asked(ready, start(), NURSE, SECOND, Task.CHECK),
        "override": Asked(low, passing(low), NURSE, PHYSICIAN, Task.PRESCRIBE),
        "record, operator": Asked(ready, record(), NURSE, NURSE, Task.ADMINISTER),
        "record, second": Asked(ready, record(), NURSE, SECOND, Task.CHECK),
        "approve": Asked(
            seen, ApproveRecord(PATIENT, record().record), PHYSICIAN, PHYSICIAN, Task.APPROVE
        ),
        "session": Asked(monday, beam, THERAPIST, THERAPIST, Task.TREAT),
        "session, second": Asked(monday, beam, THERAPIST, OTHER_THERAPIST, Task.TREAT),
    }


ASKED = asked()
OF_COMMANDS = pytest.mark.parametrize("name", ASKED)


def staffed(one: Asked, **changes: Any) -> Story:
    return one.story.staffed(person(one.who, **changes))


def judge(one: Asked, story: Story, *, allowed: bool, code: str) -> None:
    if allowed:
        assert story.decides(one.command, one.by)
    else:
        assert code in story.refused(one.command, one.by)


def shifted(one: Asked, line: Any) -> Any:
    """Return a line as far from the day of the act as it is from the second of March."""
    away = one.story.act(one.by).today - day(TODAY)
    moved = {
        name: getattr(line, name) + away
        for name in ("valid_from", "valid_to", "withdrawn_on")
        if getattr(line, name) is not None
    }
    return replace(line, **moved)


@OF_LINES
@OF_COMMANDS
def test_every_command_asks_the_delegation_log_of_its_day(name: str, line: str) -> None:
    one = ASKED[name]
    told, allowed = lines(delegation, one.task, line)
    story = staffed(one, delegations=tuple(shifted(one, each) for each in told))
    judge(one, story, allowed=allowed, code="people.not_delegated")


@OF_LINES
@OF_COMMANDS
def test_every_command_asks_the_competency_register_of_its_day(name: str, line: str) -> None:
    one = ASKED[name]
    told, allowed = lines(competency, one.task, line)
    story = staffed(one, competencies=tuple(shifted(one, each) for each in told))
    free = one.task not in ON_REGISTER
    judge(one, story, allowed=allowed or free, code="people.not_on_register")


@OF_COMMANDS
def test_every_command_refuses_another_role_the_untrained_and_who_left(name: str) -> None:
    one = ASKED[name]
    assert one.story.decides(one.command, one.by)
    others = staffed(one, roles=(Role.MONITOR,))
    assert others.refused(one.command, one.by)
    untrained = staffed(one, trainings=()).refused(one.command, one.by)
    assert untrained & {"people.not_trained", "people.role_inactive"}
    left = staffed(one, retired=Retirement(Leaving.LEFT, day(BEFORE)))
    assert "people.retired" in left.refused(one.command, one.by)
    waiting = staffed(one, accepted=False).refused(one.command, one.by)
    assert waiting & {"people.certificate_not_accepted", "people.unknown"}


@pytest.mark.parametrize(
    ("field", "code", "until"),
    [
        ("delegations", "people.not_delegated", Task.ADMINISTER),
        ("competencies", "people.not_on_register", Task.ADMINISTER),
    ],
)
def test_a_late_entry_asks_the_lines_of_the_day_of_the_act(
    field: str, code: str, until: Task
) -> None:
    kind = delegation if field == "delegations" else competency
    ready = ASKED["record, operator"].story
    late = record(**LATE)
    ended = ready.staffed(person(NURSE, **{field: (kind(until, until=TODAY),)}))
    assert ended.at("2026-03-20 09:00").decides(late)
    begun = ready.staffed(person(NURSE, **{field: (kind(until, since=AFTER),)}))
    assert begun.at("2026-03-20 09:00").refused(late) == {code}
    told = begun.at("2026-03-20 09:00").decides(replace(late, incident="told (synthetic)"))
    assert told[-1].breaches == (code,)


@OF_LINES
def test_a_pharmacist_approves_products_by_log_and_register(line: str) -> None:
    command = WithdrawProduct(GTIN, "recall (synthetic)")
    act = Act(PHARMACIST, at(f"{TODAY} 10:00"), calendar())
    for kind, field in ((delegation, "delegations"), (competency, "competencies")):
        told, allowed = lines(kind, Task.VERIFY, line)
        state = site(person(PHARMACIST, **{field: told}))
        if allowed:
            assert decide_site(command, state, None, act)
            continue
        with pytest.raises(Refused) as refused:
            decide_site(command, state, None, act)
        code = "people.not_delegated" if kind is delegation else "people.not_on_register"
        assert [alert.code for alert in refused.value.alerts] == [code]


def asking(monkeypatch: pytest.MonkeyPatch) -> set[Task]:
    """Return a set that fills with every task the log is asked about from now on."""
    tasks: set[Task] = set()
    asks = people.is_delegated

    def noted(known: Person, task: Task, on: date) -> bool:
        tasks.add(task)
        return asks(known, task, on)

    monkeypatch.setattr(people, "is_delegated", noted)
    return tasks


def told_by_everybody(story: Story, command: Command) -> None:
    """Let everybody try a command; whether it is refused matters nothing."""
    for person_ in story.site.people:
        with suppress(Refused):
            story.decides(command, person_)


def test_the_table_holds_every_command_that_asks_the_delegation_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No list of commands is kept here: every one there is is tried and watched."""
    everywhere = irradiated().ready("IND-1").at("2026-03-16 09:00")
    samples = [(one, command) for one, command, _ in TOLD]
    samples += [(everywhere, command) for command in EVERY]
    samples += [(everywhere, example_of(kind)) for kind in get_args(Command)]
    samples += [(one.story, one.command) for one in ASKED.values()]
    found: set[tuple[type, Task]] = set()
    for story, command in samples:
        with monkeypatch.context() as patch:
            tasks = asking(patch)
            told_by_everybody(story, command)
        found |= {(type(command), task) for task in tasks}
    assert found == {(type(one.command), one.task) for one in ASKED.values()}


def test_the_table_holds_every_command_on_the_site_that_asks_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: set[tuple[type, Task]] = set()
    for command in map(example_of, get_args(SiteCommand)):
        for who in site().people:
            with monkeypatch.context() as patch, suppress(Refused):
                tasks = asking(patch)
                decide_site(command, site(), None, Act(who, at(f"{TODAY} 10:00"), calendar()))
            found |= {(type(command), task) for task in tasks}
    assert found == {(ApproveProduct, Task.VERIFY), (WithdrawProduct, Task.VERIFY)}
