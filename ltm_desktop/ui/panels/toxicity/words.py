"""Adverse events as the panel shows them: lines, bars, one event whole. No Qt here, no rule.

A term or code the program has no words for stands as it is, never left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.suggestions import still_stands
from ltm_desktop.app.wording.telling.adverse_events import known_date
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import (
    CLOSING,
    EventTold,
    GradeSource,
    GradeTold,
    LabBasis,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Grade, Term
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.options import Option, vocabulary_of
from ltm_desktop.ui.panels.toxicity.shown import Axis, EventLine, Fact, GradeShown, Span, TermShown

_SPARE = timedelta(days=3)
"""How much earlier than the first onset the bars begin, at least."""
_LEAST = timedelta(days=20)
_MINUTES, _HOURS = timedelta(hours=3), timedelta(hours=72)
"""Between these a time after a dose is told in whole hours."""
_MOST = timedelta(days=120)
"""An old onset is drawn at the edge: what happened lately must stay readable."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to word the adverse events of one patient."""

    chart: Chart
    active: ActiveProtocol | None
    people: People
    now: datetime
    say: Words

    @property
    def today(self) -> date:
        """Return the day at the site."""
        return self.now.date()

    def grade_word(self, grade: Grade | int) -> str:
        """Return the grade as one word."""
        say = self.say
        words = (
            say("mild"),
            say("moderate"),
            say("severe"),
            say("life-threatening"),
            say("death"),
        )
        return words[int(grade) - 1]

    def graded(self, grade: Grade | int) -> str:
        """Return the grade as number and word."""
        return self.say("Grade {number}, {word}", number=int(grade), word=self.grade_word(grade))

    def term(self, version: str, code: str) -> Term | None:
        """Return a term of the list an event was told by."""
        known = self.active.protocol.toxicity.lists.get(version) if self.active else None
        return known.terms.get(code) if known else None

    def term_name(self, told: EventTold) -> str:
        """Name the term of an event; its words beside it where the term alone says nothing."""
        term = self.term(told.term.version, told.term.code)
        name = self.say.label(term.label) if term else told.term.code
        if term is not None and term.needs_text and told.verbatim:
            return self.say("{term}: {words}", term=name, words=told.verbatim)
        return name

    def shown_term(self, term: Term, systems: str, barred: str, why: str = "") -> TermShown:
        """Return a term with its grades; `barred` says why grade 5 is not this person's."""
        label = self.say.label
        grades = tuple(
            GradeShown(
                int(grade),
                self.grade_word(grade),
                label(term.criteria[grade]),
                barred if grade is Grade.FIVE else "",
            )
            for grade in term.grades
        )
        return TermShown(term.code, label(term.label), systems, grades, why, term.needs_text)

    def coded(self, vocabulary: str, code: str) -> str:
        """Name a code of the protocol's vocabularies."""
        labels = self.active.protocol.vocabularies.get(vocabulary, {}) if self.active else {}
        return self.say.label(labels[code]) if code in labels else code

    def options(self, vocabulary: str) -> tuple[Option, ...]:
        """Return every code of a vocabulary with its words."""
        return vocabulary_of(self.active, vocabulary, self.say)

    def called(self, person: PersonId) -> str:
        """Return how a colleague is called."""
        known = self.people.get(person)
        return person_name(known.name) if known else person

    # what lies where on the axis

    def axis(self, events: Sequence[AdverseEvent]) -> Axis:
        """Return the days over which the bars of these events are drawn."""
        begun = [one.told.onset.earliest for one in events]
        doses = self._doses()
        first = min([*begun, *(day for day, _ in doses), self.today - _LEAST], default=self.today)
        first = max(first - _SPARE, self.today - _MOST)
        within = tuple(one for one in doses if one[0] >= first)
        say = self.say
        return Axis(first, self.today, say.date(first), say.date(self.today), within)

    def _doses(self) -> tuple[tuple[date, str], ...]:
        zone, plan = self.now.tzinfo, self.chart.plan.items
        return tuple(
            (
                one.started_at.astimezone(zone).date(),
                str(plan[one.item].number) if one.item in plan else "+",
            )
            for one in self.chart.dosing.given
        )

    # one line of the list

    def line(self, one: AdverseEvent) -> EventLine:
        """Return one event as a line of the list."""
        return EventLine(
            key=one.event,
            grade=int(one.current),
            grade_word=self.grade_word(one.current),
            term=self.term_name(one.told),
            since=self.since(one),
            details=tuple(self._details(one)),
            marks=tuple(self.marks(one)),
            spans=tuple(self.spans(one)),
            closed=not one.is_open,
        )

    def since(self, one: AdverseEvent) -> str:
        """Say since when, and for how long; or from when to when."""
        say, begun = self.say, known_date(one.told.onset, self.say)
        if one.told.onset_at is not None:
            begun = say.moment(one.told.onset_at.astimezone(self.now.tzinfo))
        ended = self.ended_on(one)
        if ended is not None:
            return say("{first} to {last}", first=begun, last=known_date(ended, say))
        if not one.stands:
            return begun
        days = (self.today - one.told.onset.earliest).days
        span = say.duration(timedelta(days=days)) if days else say("today")
        return say("since {day} · {span}", day=begun, span=span)

    def ended_on(self, one: AdverseEvent) -> PartialDate | None:
        """Return when an event ended, None while it goes on."""
        ended = one.ended.told if one.ended else None
        return ended.on if ended and ended.outcome in CLOSING else None

    def _details(self, one: AdverseEvent) -> Iterator[str]:
        say = self.say
        yield self.linked(one)
        if one.worst > one.current:
            grade = say("grade {number}", number=int(one.worst))
            yield say("worst {grade}", grade=grade)
        if one.ended is not None:
            yield self.coded("ae_outcome", one.ended.told.outcome)
        yield self.relation(one)

    def marks(self, one: AdverseEvent) -> Iterator[tuple[str, str]]:
        """Yield what stands out of an event, with its tone."""
        say = self.say
        if not one.stands:
            yield say("Taken back"), "neutral"
            return
        if one.serious:
            yield say("Serious"), "stop"
        if one.judged is None:
            yield say("To be judged"), "caution"
        elif is_stale(one):
            yield say("Told anew since it was judged"), "caution"
        elif one.worse_than_judged:
            yield say("Worse since it was judged"), "caution"
        if not all(still_stands(basis, self.chart.labs) for basis in _bases(one)):
            yield say("A result behind its grade no longer stands"), "caution"
        if one.corrected:
            yield say("Corrected"), "neutral"

    def relation(self, one: AdverseEvent) -> str:
        """Say what it counts as related to; nothing while nobody judged it."""
        say = self.say
        if one.judged is None:
            return ""
        if not one.related:
            return say("not related to the treatment or the disease")
        causes = say.listing(self.coded("ae_cause", cause) for cause in one.related)
        return say("related to {causes}", causes=causes)

    def linked(self, one: AdverseEvent) -> str:
        """Say which dose or fraction it is told beside, and how long after."""
        record = one.told.linked
        if record is None:
            return ""
        return self.after(record, one.told.onset_at, one.told.onset)

    def after(self, record: RecordId, at: datetime | None, onset: PartialDate | None) -> str:
        """Say which dose or fraction it is, and how long before the onset it was."""
        say, found = self.say, self.treatment(record)
        if found is None:
            return say("record {record}", record=record)
        name, started = found
        if at is not None and at >= started:
            return say("{span} after {treatment}", span=self.span(started, at), treatment=name)
        if onset is None or onset.earliest != onset.latest:
            return say("beside {treatment}", treatment=name)
        days = (onset.earliest - started.astimezone(self.now.tzinfo).date()).days
        if days == 0:
            return say("on the day of {treatment}", treatment=name)
        if days < 0:
            return say("before {treatment}", treatment=name)
        return say.many(
            "{count} day after {treatment}", "{count} days after {treatment}", days, treatment=name
        )

    def treatment(self, record: RecordId) -> tuple[str, datetime] | None:
        """Name the dose or fraction of a record, with its time."""
        say = self.say
        for dose in self.chart.dosing.given:
            if dose.record == record:
                item = self.chart.plan.items.get(dose.item)
                name = say("dose {number}", number=item.number) if item else say("a further dose")
                return name, dose.started_at
        for session in self.chart.course.sessions:
            if session.record == record:
                return say("fraction {number}", number=session.fraction), session.at
        return None

    def links(self) -> Iterator[tuple[RecordId, str]]:
        """Yield what an event that begins now may be told beside: last dose, last fraction."""
        say = self.say
        doses = [(one.started_at, one.record) for one in self.chart.dosing.given]
        treated = [(one.at, one.record) for one in self.chart.course.sessions if one.treated]
        for told in (doses, treated):
            if not told:
                continue
            _, record = max(told, key=lambda one: one[0].astimezone(UTC))
            found = self.treatment(record)
            if found is not None:
                span = self.span(found[1], self.now)
                yield record, say("{treatment}, {span} ago", treatment=found[0], span=span)

    def span(self, since: datetime, until: datetime) -> str:
        """Write a time after an injection: in hours as long as they are counted at the bedside."""
        span = elapsed(since, until)
        hours = int(span.total_seconds() // 3600)
        if _MINUTES <= span < _HOURS:
            return self.say("{hours} h", hours=hours)
        if span >= _HOURS:
            # nobody counts minutes over days
            span = timedelta(days=span.days)
        return self.say.duration(span)

    def spans(self, one: AdverseEvent) -> Iterator[Span]:
        """Yield the days of each grade, the last one until the end or today."""
        ended = self.ended_on(one)
        last = ended.earliest if ended else self.today
        grades = one.grades
        for place, told in enumerate(grades):
            following = grades[place + 1].on if place + 1 < len(grades) else None
            if following == told.on:
                continue
            until = following - timedelta(days=1) if following else max(last, told.on)
            yield Span(told.on, until, int(told.grade))

    # one event whole

    def facts(self, one: AdverseEvent) -> Iterator[Fact]:
        """Yield the labelled values of an event that say anything."""
        for label, value in self._all_facts(one):
            if value:
                yield Fact(label, value)

    def _all_facts(self, one: AdverseEvent) -> Iterator[tuple[str, str]]:
        say, told = self.say, one.told
        term = self.term(told.term.version, told.term.code)
        criteria = term.criteria.get(one.current) if term else None
        yield say("Criteria"), say.label(criteria) if criteria else ""
        yield say("Began and how long"), self.since(one)
        yield say("Told beside"), self.linked(one)
        yield say("In their own words"), told.verbatim if not (term and term.needs_text) else ""
        yield say("Before the first dose"), self._baseline(told)
        if one.ended is not None:
            yield say("Outcome"), self.coded("ae_outcome", one.ended.told.outcome)
        for again in one.reopened:
            on = say.date(again.told.on)
            yield say("Began again"), say("{day}: {reason}", day=on, reason=again.told.reason)
        yield from self._judged(one)
        yield from self._put_right(one)
        yield say("First told by"), self._signed(one.reported.told.by, one.reported.at)
        version = say("CTCAE {version}", version=told.term.version)
        system = self._system(told)
        yield say("Terms"), " · ".join(filter(None, (version, system)))

    def _judged(self, one: AdverseEvent) -> Iterator[tuple[str, str]]:
        if one.judged is None:
            return
        say, judged = self.say, one.judged.told.judgement
        for relation in judged.relations:
            yield self.coded("ae_cause", relation.cause), self._level(judged.scale, relation.level)
        action = say("Done with the intrathecal treatment")
        yield action, self.coded("ae_action", judged.action_it)
        yield say("Done with the radiotherapy"), self.coded("ae_action", judged.action_rt)
        yield say("Treatment given against it"), judged.treatment
        yield say("Serious"), say("no") if not judged.serious else ""
        yield (
            say("Why it is serious"),
            say.listing(self.coded("ae_serious", code) for code in judged.criteria),
        )
        yield say("Expected"), self._expected(judged.expected, judged.reference)
        yield say("Judged by"), self._signed(one.judged.told.by, one.judged.at)

    def _put_right(self, one: AdverseEvent) -> Iterator[tuple[str, str]]:
        say = self.say
        for corrected in one.corrected:
            why = self.coded("correction_reason", corrected.told.reason)
            before = self.term_name(corrected.told.before)
            was = say(
                "{reason} {before}, {grade} before. {who}",
                reason=f"{why}.",
                before=before,
                grade=self.graded(corrected.told.before.grades[-1].grade),
                who=self._signed(corrected.told.by, corrected.at),
            )
            yield say("Corrected"), was
        if one.voided is not None:
            why = self.coded("void_reason", one.voided.told.reason)
            note = one.voided.told.note
            by = self._signed(one.voided.told.by, one.voided.at)
            yield say("Taken back"), " · ".join(filter(None, (why, note, by)))

    def _expected(self, expected: bool | None, reference: str) -> str:
        if expected is None:
            return ""
        say = self.say
        return " · ".join(filter(None, (say("yes") if expected else say("no"), reference)))

    def _level(self, scale: str, level: str) -> str:
        known = self.active.protocol.toxicity.scales.get(scale) if self.active else None
        found = known.levels.get(level) if known else None
        return self.say.label(found.label) if found else level

    def _system(self, told: EventTold) -> str:
        lists = self.active.protocol.toxicity.lists if self.active else {}
        known = lists.get(told.term.version)
        label = known.systems.get(told.term.system) if known else None
        return self.say.label(label) if label else told.term.system

    def _baseline(self, told: EventTold) -> str:
        say = self.say
        if not told.baseline:
            return say("no")
        if told.baseline_grade is None:
            return say("yes")
        return say("yes, {grade}", grade=self.graded(told.baseline_grade))

    def _signed(self, person: PersonId, at: datetime) -> str:
        moment = self.say.moment(at.astimezone(self.now.tzinfo))
        return self.say("{person}, {moment}", person=self.called(person), moment=moment)

    def history(self, one: AdverseEvent) -> tuple[tuple[str, str, str], ...]:
        """Return day, grade and where it comes from, newest first."""
        return tuple(
            (self.say.date(told.on), self.graded(told.grade), self._source(told))
            for told in reversed(one.grades)
        )

    def _source(self, told: GradeTold) -> str:
        if told.source is not GradeSource.LABS or told.basis is None:
            return ""
        say, basis = self.say, told.basis
        return say(
            "from {analyte} {value}, {moment}",
            analyte=self.coded("analyte", basis.analyte),
            value=basis.value,
            moment=say.moment(basis.sampled_at.astimezone(self.now.tzinfo)),
        )


def _bases(one: AdverseEvent) -> Iterator[LabBasis]:
    """Yield the results its grades were taken from."""
    return (told.basis for told in one.grades if told.basis is not None)


def is_stale(one: AdverseEvent) -> bool:
    """Tell whether a judged event was told anew since."""
    return one.judged_before_correction


def is_unjudged(one: AdverseEvent) -> bool:
    """Tell whether a physician has something to judge."""
    return one.awaits_judgement
