"""How far the review of a record has come and what was asked about it, in words. No Qt here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.review import PARTS, Query, QueryState, Reviewed, Said, SourcePart, Tick

_TONES = {QueryState.OPEN: "caution", QueryState.ANSWERED: "advice", QueryState.CLOSED: "neutral"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One line about the review, with the tone that stands beside its words."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One question with what was said to it."""

    question: str
    asked: str
    said: tuple[str, ...]
    state: Mark


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to word a review."""

    people: People
    zone: tzinfo | None
    say: Words

    def called(self, person: str) -> str:
        """Return how a colleague is called."""
        known = self.people.get(PersonId(person))
        return person_name(known.name) if known else person

    def marks(self, reviewed: Reviewed) -> tuple[Mark, ...]:
        """Return the lines about ticks and lock of a record."""
        return tuple(self._marks(reviewed))

    def _marks(self, reviewed: Reviewed) -> Iterator[Mark]:
        say = self.say
        for tick in reviewed.ticks:
            yield Mark(self._tick(tick), "ok" if self._holds(tick, reviewed) else "caution")
        if not reviewed.ticks:
            yield Mark(say("Not compared with the source yet."), "neutral")
        if reviewed.outdated:
            outdated = say(
                "Verified version {old}; the record is now version {new}.",
                old=str(reviewed.ticks[-1].told.version),
                new=str(reviewed.version),
            )
            yield Mark(outdated, "caution")
        if reviewed.lock is not None:
            lock = reviewed.lock
            at = say.moment(lock.at.astimezone(self.zone))
            yield Mark(
                say("Locked by {person}, {moment}", person=self.called(lock.by), moment=at), "stop"
            )

    def _holds(self, tick: Tick, reviewed: Reviewed) -> bool:
        return tick.told.version == reviewed.version

    def _tick(self, tick: Tick) -> str:
        say, told = self.say, tick.told
        parts = frozenset(told.parts)
        whole = SourcePart.WHOLE in parts or parts >= PARTS
        named = (SourcePart.WHOLE,) if whole else told.parts
        return say(
            "Version {version} agrees with the source: {parts}. {person}, {moment}",
            version=str(told.version),
            parts=say.listing(say.term(one) for one in named),
            person=self.called(told.by),
            moment=say.moment(tick.at.astimezone(self.zone)),
        )

    def thread(self, query: Query) -> Thread:
        """Return one question with its answers."""
        say, raised = self.say, query.raised
        asked = say(
            "{asker} ({role}) to {asked}, {moment}",
            asker=self.called(raised.by),
            role=say.term(raised.as_role),
            asked=self.asked(query),
            moment=say.moment(query.at.astimezone(self.zone)),
        )
        said = [self._said(one, say("Answer")) for one in query.answers]
        if query.closed is not None:
            said.append(self._said(query.closed, say("Closed")))
        state = Mark(say.term(query.state), _TONES[query.state])
        return Thread(raised.text, asked, tuple(said), state)

    def asked(self, query: Query) -> str:
        """Return whom a question is put to."""
        to, role = query.raised.to, query.raised.to_role
        if to is not None:
            return self.called(to)
        return self.say.term(role) if role is not None else ""

    def _said(self, said: Said, kind: str) -> str:
        moment = self.say.moment(said.at.astimezone(self.zone))
        whole: Callable[..., str] = self.say
        if not said.text:
            return whole(
                "{kind}: {person}, {moment}",
                kind=kind,
                person=self.called(said.by),
                moment=moment,
            )
        return whole(
            "{kind}: {text} ({person}, {moment})",
            kind=kind,
            text=said.text,
            person=self.called(said.by),
            moment=moment,
        )
