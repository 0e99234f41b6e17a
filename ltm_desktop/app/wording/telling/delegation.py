"""Delegation log, competency register and training, line by line."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.people import competency_line, period_told
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.delegation import (
    CompetencyCertified,
    CompetencyWithdrawn,
    DelegatedTo,
    DelegationWithdrawn,
    TasksDelegated,
    TrainedPerson,
    TrainingRecorded,
)

Sections = tuple[StatementSection, ...]


def tell_delegation(event: TasksDelegated, voice: Voice) -> Sections:
    """Tell every line the investigator signs, person by person."""
    say = voice.say
    signer = voice.line(say("Investigator"), voice.person(event.investigator), emphasis=True)
    lines = tuple(line for to in event.people for line in _delegated(to, voice))
    return (StatementSection(say("Delegation log"), (signer, *lines)),)


def _delegated(to: DelegatedTo, voice: Voice) -> Iterator[StatementLine]:
    yield voice.line(voice.say("Person"), voice.person(to.person), emphasis=True)
    for line in to.lines:
        yield voice.line(voice.say.term(line.task), period_told(line, voice))


def tell_certified(event: CompetencyCertified, voice: Voice) -> Sections:
    """Tell new lines of the competency register."""
    say = voice.say
    head = (
        voice.line(say("Person"), voice.person(event.person), emphasis=True),
        voice.line(say("Written by"), voice.person(event.by)),
    )
    lines = tuple(competency_line(one, voice) for one in event.lines)
    return (StatementSection(say("Competency register"), (*head, *lines)),)


def tell_withdrawal(event: DelegationWithdrawn | CompetencyWithdrawn, voice: Voice) -> Sections:
    """Tell which tasks no longer count, from when and why."""
    say, line = voice.say, voice.line
    delegated = isinstance(event, DelegationWithdrawn)
    writer = event.investigator if isinstance(event, DelegationWithdrawn) else event.by
    lines = (
        line(say("Person"), voice.person(event.person), emphasis=True),
        line(say("Tasks"), say.listing(say.term(one) for one in event.tasks), emphasis=True),
        line(say("No longer from"), voice.day(event.on), emphasis=True),
        line(say("Reason"), event.reason),
        line(say("Written by"), voice.person(writer)),
    )
    return (
        StatementSection(say("Delegation log") if delegated else say("Competency register"), lines),
    )


def tell_training(event: TrainingRecorded, voice: Voice) -> Sections:
    """Tell who was trained in what, when and by whom."""
    say = voice.say
    writer = voice.line(say("Written by"), voice.person(event.by))
    lines = tuple(line for one in event.people for line in _trained(one, voice))
    return (StatementSection(say("Training"), (writer, *lines)),)


def _trained(one: TrainedPerson, voice: Voice) -> Iterator[StatementLine]:
    yield voice.line(voice.say("Person"), voice.person(one.person), emphasis=True)
    for training in one.trainings:
        told = voice.say("{day}, by {name}", day=training.on, name=training.by)
        yield voice.line(voice.say.term(training.topic), told)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    TasksDelegated: tell_delegation,
    DelegationWithdrawn: tell_withdrawal,
    CompetencyCertified: tell_certified,
    CompetencyWithdrawn: tell_withdrawal,
    TrainingRecorded: tell_training,
}
