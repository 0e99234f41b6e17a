"""The facts of a follow-up and how it stands, in sentences. No Qt here, and no rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.follow_up_views import FollowUpView
from ltm_desktop.app.overview_survival import months
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.endpoints import ActiveEndpoint
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    FollowUpFact,
    LostToFollowUp,
    ProgressionJudged,
    ToldFact,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.survival import Observation
from ltm_desktop.ui.panels.follow_up.shown import Line


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """Word what is known of one patient's follow-up."""

    say: Words
    people: People
    active: ActiveProtocol | None
    zone: tzinfo | None

    def summary(self, view: FollowUpView) -> Iterator[Line]:
        """Yield how the follow-up stands, the most telling first."""
        say = self.say
        for end, on in view.ends:
            yield Line(say("{end} on {on}.", end=say.begin(say.term(end)), on=on))
        yield from self._last(view)
        for endpoint, one in view.survival:
            yield self._survival(endpoint, one)
        yield from self._open(view)

    def _last(self, view: FollowUpView) -> Iterator[Line]:
        say, last = self.say, view.last
        if last is None:
            yield Line(say("Nothing in the chart shows the patient alive yet."), "advice")
            return
        told = say("Last sign of life on {on}: {sign}.", on=last.on, sign=say.term(last.sign))
        if view.days == 0:
            told = say(
                "Last sign of life today, {on}: {sign}.", on=last.on, sign=say.term(last.sign)
            )
        if not view.days:
            yield Line(told)
            return
        ago = say.many("{count} day ago.", "{count} days ago.", view.days)
        yield Line(say.together(told, ago), "caution" if view.unheard else "")
        if view.unheard and view.limit is not None:
            yield Line(
                say.many(
                    "The site lists patients without a sign of life for more than {count} day.",
                    "The site lists patients without a sign of life for more than {count} days.",
                    view.limit,
                ),
                "caution",
            )

    def _survival(self, endpoint: ActiveEndpoint, one: Observation) -> Line:
        say, label = self.say, self.say.label(endpoint.label)
        if one.missing or one.days is None or one.origin is None or one.until is None:
            why = say.term(one.counted)
            return Line(say("{endpoint}: not counted, {why}.", endpoint=label, why=why), "advice")
        counted = say.many(
            "{endpoint}: {count} day ({months} months), from {origin} to {until}, {why}.",
            "{endpoint}: {count} days ({months} months), from {origin} to {until}, {why}.",
            one.days,
            endpoint=label,
            months=self.months(one.days),
            origin=one.origin,
            until=one.until,
            why=say.term(one.counted),
        )
        return Line(counted)

    def months(self, days: int) -> str:
        """Write days as months with one digit."""
        rules = self.active.follow_up if self.active else None
        return months(days, rules.month) if rules else "?"

    def _open(self, view: FollowUpView) -> Iterator[Line]:
        say = self.say
        if view.cancelled:
            yield Line(
                say.many(
                    "{count} planned dose or fraction was cancelled by the end.",
                    "{count} planned doses and fractions were cancelled by the end.",
                    view.cancelled,
                )
            )
        for event in view.deadly:
            yield Line(
                say(
                    "{term}, grade 5, is told and no death is recorded: record it in the tab "
                    "Record, for survival counts the patient as alive.",
                    term=self.term(event),
                ),
                "caution",
            )
        for event in view.open_events:
            term, grade = self.term(event), int(event.current)
            asked = say(
                "{term}, grade {grade}, has no outcome yet: tell it in the tab Toxicity.",
                term=term,
                grade=grade,
            )
            yield Line(asked, "caution")
        if view.open_serious and view.ends:
            yield Line(
                say.many(
                    "The clocks of {count} serious event go on.",
                    "The clocks of {count} serious events go on.",
                    len(view.open_serious),
                ),
                "caution",
            )

    def term(self, event: AdverseEvent) -> str:
        """Name the term of an adverse event."""
        toxicity = self.active.toxicity if self.active else None
        known = toxicity.terms.terms.get(event.told.term.code) if toxicity else None
        return self.say.label(known.label) if known else event.told.term.code

    def what(self, fact: FollowUpFact) -> str:
        """Name the kind of a fact."""
        say = self.say
        if isinstance(fact, ContactRecorded):
            return say("Contact: {way}", way=say.term(fact.way))
        if isinstance(fact, LostToFollowUp):
            return say("Lost to follow-up")
        if isinstance(fact, ProgressionJudged):
            return say("Neurological progression")
        return say.begin(say.term(fact.what))

    def details(self, told: ToldFact) -> str:
        """Return what was told, and what became of it."""
        return "\n".join((*self._told(told.fact), *self._fate(told)))

    def _told(self, fact: FollowUpFact) -> Iterator[str]:
        say = self.say
        if isinstance(fact, ContactRecorded):
            yield from self._contact(fact)
        elif isinstance(fact, LostToFollowUp):
            yield fact.tried
        elif isinstance(fact, ProgressionJudged):
            yield fact.basis
            yield say("judged by {person}", person=self.person(fact.physician))
        elif fact.source:
            yield fact.source

    def _contact(self, fact: ContactRecorded) -> Iterator[str]:
        say = self.say
        yield say("alive") if fact.alive else say("not alive")
        if fact.disease:
            state = self.coded("disease_state", fact.disease)
            yield say("{label}: {value}", label=say("Disease"), value=state)
        if fact.therapy is not None:
            what, on = fact.therapy.what, fact.therapy.on
            yield say("New treatment since {on}: {what}", on=on, what=what)
        if fact.note:
            yield fact.note

    def _fate(self, told: ToldFact) -> Iterator[str]:
        say = self.say
        if told.taken_back is not None:
            reason = self.coded("void_reason", told.taken_back.reason)
            who = self.person(told.taken_back.by)
            yield say("Taken back by {person}: {reason}", person=who, reason=reason)
        if told.replaced_by is not None:
            yield say("Put right by a newer entry")

    def entered(self, told: ToldFact) -> str:
        """Return when and by whom it was entered."""
        at = told.entered_at.astimezone(self.zone) if self.zone else told.entered_at
        return f"{self.say.moment(at)}\n{self.person(told.author)}"

    def person(self, person: PersonId) -> str:
        """Name a colleague."""
        known = self.people.get(person)
        return person_name(known.name) if known else person

    def coded(self, vocabulary: str, code: str) -> str:
        """Name a code of the protocol."""
        lists = self.active.protocol.vocabularies if self.active else {}
        label = lists.get(vocabulary, {}).get(code)
        return self.say.label(label) if label else code
