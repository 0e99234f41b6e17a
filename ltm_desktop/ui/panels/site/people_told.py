"""How it stands with a person of the site, in words: for the list and for the page of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.people import Competency, Delegation, Leaving, Person, untrained
from ltm_desktop.domain.terms import Role, Task

Sections = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a heading and its lines."""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of the list, worded."""

    user_id: str
    name: str
    roles: str
    state: str
    wants: str = ""
    """What still stands in the way of working, empty for nothing."""
    gone: bool = False


def listed(person: Person, say: Words) -> ListedPerson:
    """Return one line of the list."""
    return ListedPerson(
        user_id=person.person,
        name=person_name(person.name),
        roles=say.listing(say.term(role) for role in person.roles),
        state=state(person, say),
        wants=wants(person, say),
        gone=person.retired is not None,
    )


def state(person: Person, say: Words) -> str:
    """Say how it stands with a person."""
    gone = person.retired
    if gone is not None and gone.how is Leaving.REVOKED:
        return say("access revoked, last day {day}", day=gone.on)
    if gone is not None:
        return say("left, last day {day}", day=gone.on)
    if person.accepted:
        return say("active")
    return say("key waits to be accepted") if person.fingerprint else say("invited, no key yet")


def wants(person: Person, say: Words) -> str:
    """Say what still stands in the way of a person's work, nothing for one who left."""
    if person.retired is not None:
        return ""
    if not person.accepted:
        return say("first sign-in")
    missing = untrained(person)
    if missing and Role.ADMINISTRATOR not in person.roles:
        return say("training: {topics}", topics=say.listing(say.term(one) for one in missing))
    return ""


def about(person: Person, say: Words) -> Sections:
    """Return everything about one person, section by section."""
    return (
        (person_name(person.name), tuple(_who(person, say))),
        (say("Delegation log"), _delegated(person, say)),
        (say("Competency register"), tuple(register(person.competencies, say)) or _none(say)),
        (say("Training"), tuple(_trained(person, say)) or _none(say)),
    )


def _none(say: Words) -> tuple[str, ...]:
    return (say("nothing entered"),)


def _delegated(person: Person, say: Words) -> tuple[str, ...]:
    if Role.INVESTIGATOR in person.roles:
        return (say("The investigator needs no delegation."),)
    return tuple(register(person.delegations, say)) or _none(say)


def _who(person: Person, say: Words) -> Iterator[str]:
    yield say("{person} - {state}", person=person.person, state=state(person, say))
    yield say.listing(say.term(role) for role in person.roles)
    seen = person.identity
    if seen is not None:
        told = say.term(seen.seen)
        yield say("Identity: {seen}, {person}, {day}", seen=told, person=seen.by, day=seen.on)
    if person.fingerprint:
        yield say("Certificate {code}", code=person.fingerprint[:16])
    if person.former:
        yield say.many(
            "{count} earlier certificate; what it signed stands.",
            "{count} earlier certificates; what they signed stands.",
            len(person.former),
        )
    if person.acknowledged_on is not None:
        yield say("Answers for own signature since {day}", day=person.acknowledged_on)


def _trained(person: Person, say: Words) -> Iterator[str]:
    for one in person.trainings:
        topic = say.begin(say.term(one.topic))
        yield say("{topic}: {day}, by {name}", topic=topic, day=one.on, name=one.by)


def register(lines: Sequence[Competency | Delegation], say: Words) -> Iterator[str]:
    """Word lines of log or register, tasks of one period together."""
    periods: dict[tuple[date, date | None, date | None, bool], list[Task]] = {}
    for line in lines:
        learns = isinstance(line, Competency) and line.supervised
        period = (line.valid_from, line.valid_to, line.withdrawn_on, learns)
        periods.setdefault(period, []).append(line.task)
    for (since, until, gone, learns), tasks in periods.items():
        told = _period(tasks, since, until, say)
        if learns:
            told = say("{period}; under supervision only", period=told)
        yield say("{period}; withdrawn from {day}", period=told, day=gone) if gone else told


def _period(tasks: Sequence[Task], since: date, until: date | None, say: Words) -> str:
    named = say.listing(say.term(task) for task in tasks)
    if until is None:
        return say("{tasks}: since {day}", tasks=named, day=since)
    return say("{tasks}: {day} to {last}", tasks=named, day=since, last=until)
