"""Queries, their answers, ticks against the source and locks, as they are signed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.review import (
    QueryAnswered,
    QueryClosed,
    QueryRaised,
    RecordLocked,
    RecordUnlocked,
    SourceVerified,
)

Sections = tuple[StatementSection, ...]


def tell_query(event: QueryRaised, voice: Voice) -> Sections:
    """Tell a question: about what, put to whom, by whom."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Query"), event.query),
        *_about(event, voice),
        *_put_to(event, voice),
        line(say("Question"), event.text, emphasis=True),
        line(say("Asked by"), voice.person(event.by)),
        line(say("Asked as"), say.term(event.as_role)),
    )
    return (StatementSection(say("Query"), lines),)


def _about(event: QueryRaised, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    if event.record:
        yield line(say("Record"), event.record)
    if event.item:
        yield line(say("Planned item"), voice.item(event.item))
    if not event.record and not event.item:
        yield line(say("About"), say("the patient"))


def _put_to(event: QueryRaised, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    if event.to:
        yield line(say("Put to"), voice.person(event.to))
    if event.to_role:
        yield line(say("Put to"), say.term(event.to_role))


def tell_answer(event: QueryAnswered, voice: Voice) -> Sections:
    """Tell an answer."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Query"), event.query),
        line(say("Answer"), event.text, emphasis=True),
        line(say("Answered by"), voice.person(event.by)),
    )
    return (StatementSection(say("Answer to a query"), lines),)


def tell_closing(event: QueryClosed, voice: Voice) -> Sections:
    """Tell that a question is settled."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Query"), event.query),
        line(say("Notes"), event.note),
        line(say("Closed by"), voice.person(event.by)),
    )
    return (StatementSection(say("End of a query"), lines),)


def tell_tick(event: SourceVerified, voice: Voice) -> Sections:
    """Tell what was compared with the source."""
    say, line = voice.say, voice.line
    parts = say.listing(say.term(part) for part in event.parts)
    lines = (
        *_version(event, voice),
        line(say("Agrees with the source"), parts, emphasis=True),
        line(say("Reviewed by"), voice.person(event.by)),
    )
    return (StatementSection(say("Comparison with the source"), lines),)


def tell_lock(event: RecordLocked, voice: Voice) -> Sections:
    """Tell which version was locked."""
    say, line = voice.say, voice.line
    lines = (*_version(event, voice), line(say("Locked by"), voice.person(event.by)))
    return (StatementSection(say("Lock of a record"), lines),)


def tell_unlocking(event: RecordUnlocked, voice: Voice) -> Sections:
    """Tell why a record was opened again."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Record"), event.record),
        line(say("Reason"), event.reason, emphasis=True),
        line(say("Unlocked by"), voice.person(event.by)),
    )
    return (StatementSection(say("End of a lock"), lines),)


def _version(event: SourceVerified | RecordLocked, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    return (
        line(say("Record"), event.record),
        line(say("Version"), say.number(event.version)),
    )


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    QueryRaised: tell_query,
    QueryAnswered: tell_answer,
    QueryClosed: tell_closing,
    SourceVerified: tell_tick,
    RecordLocked: tell_lock,
    RecordUnlocked: tell_unlocking,
}
