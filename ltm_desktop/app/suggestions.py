"""What laboratory results suggest of toxicity: a new event, another grade, or that one is over.

Nothing is entered by itself: a person confirms a suggestion or says why it is none. Results until
the first dose are baseline and suggest nothing. One suggestion a term, in the order of the samples.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import CLOSING, AdverseEventId, LabBasis
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Codelist, Grade, Term, Worse
from ltm_desktop.domain.ctcae_suggest import SUGGESTED, LabValue, Suggested, suggest
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.labs import Comparator, LabResult, LabsSlice, Standing, standing_of
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.values import dataclass

_BEYOND = {Worse.LOW: Standing.LOW, Worse.HIGH: Standing.HIGH}


class SuggestionKind(StrEnum):
    """What a person is asked."""

    NEW = "new"
    GRADE = "grade"
    """An open event has another grade."""
    OVER = "over"
    """The value lies within the bands again: has the open event ended?"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One term, one result, and what it makes of the event on file."""

    kind: SuggestionKind
    term: Term
    result: LabResult
    on: date
    """Day of the sample at the site."""
    grade: Grade | None
    """None where the value lies within the bands again."""
    event: AdverseEventId | None = None
    """The open event; none for a new one."""
    worse: LabResult | None = None
    """A later result that waits as well and suggests a worse grade than this one."""
    worse_grade: Grade | None = None

    @property
    def basis(self) -> LabBasis:
        """Return the value as an event keeps it."""
        return LabBasis(self.result.analyte, self.result.value, self.result.sampled_at)


@dataclass(frozen=True, slots=True)
class Untold:
    """A result from which nothing can be suggested, and why: one is missing, or comes late."""

    term: Term
    result: LabResult
    why: Alert


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything the results of one patient suggest today."""

    waiting: tuple[Suggestion, ...] = ()
    untold: tuple[Untold, ...] = ()


def suggestions_of(chart: Chart, active: ActiveProtocol | None, zone: tzinfo) -> Suggestions:
    """Return what waits for a person; nothing before the first dose or without a signed list."""
    first = _first_dose(chart.dosing)
    if active is None or active.toxicity is None or first is None:
        return Suggestions()
    reading = _Reading(chart, active.toxicity.terms, first, zone)
    terms = [one for one in active.toxicity.terms.terms.values() if one.bands is not None]
    found = [reading.of(term) for term in terms]
    return Suggestions(
        tuple(one for one, _ in found if one is not None),
        tuple(one for _, one in found if one is not None),
    )


def _first_dose(dosing: DosingSlice) -> datetime | None:
    return min((one.started_at for one in dosing.injections()), default=None, key=_instant)


def _instant(at: datetime) -> float:
    return at.timestamp()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One patient's results, read term by term."""

    chart: Chart
    terms: Codelist
    first: datetime
    zone: tzinfo

    def of(self, term: Term) -> tuple[Suggestion | None, Untold | None]:
        """Return the next suggestion of a term, and what a result says that suggests nothing."""
        told = self._last_told(term)
        judged = [(one, self._judge(term, one)) for one in self._new_results(term, told)]
        readable = [(one, said.grade) for one, said in judged if said.why is None]
        suggestion = next(self._suggested(term, told, readable), None)
        late = self._late(term, told)
        if suggestion is not None:
            return _with_worse(suggestion, readable), late
        if late is not None or not judged:
            return None, late
        newest, said = judged[-1]
        return None, Untold(term, newest, said.why) if said.why is not None else None

    def _late(self, term: Term, told: AdverseEvent | None) -> Untold | None:
        """Return the worst result that came after later ones were told, if it is the worst of all.

        It is no suggestion: grades are told in the order of their days, so a person corrects.
        """
        if told is None:
            return None
        worst = max(one.worst for one in self._of_term(term))
        older = [one for one in self._results(term) if not self._is_new(one, told)]
        graded = [
            (self._judge(term, one).grade or 0, one) for one in older if not _is_told(one, told)
        ]
        grade, result = max(graded, key=lambda one: one[0], default=(0, None))
        if result is None or grade <= worst:
            return None
        return Untold(term, result, self._why_late(term, result, Grade(grade)))

    def _why_late(self, term: Term, result: LabResult, grade: Grade) -> Alert:
        told = {"term": term.label, "value": result.value, "grade": grade}
        drawn = result.sampled_at.astimezone(self.zone)
        return note("adverse_events.late_worse", SUGGESTED, **told, drawn=drawn)

    def _suggested(
        self,
        term: Term,
        told: AdverseEvent | None,
        results: list[tuple[LabResult, Grade | None]],
    ) -> Iterator[Suggestion]:
        """Yield what is not on file yet, oldest sample first."""
        going_on = told if told is not None and told.is_open else None
        for result, grade in results:
            on = self._day(result)
            if going_on is None and grade is not None:
                yield Suggestion(SuggestionKind.NEW, term, result, on, grade)
            elif going_on is not None and grade is not None and _differs(going_on, grade, on):
                kind, event = SuggestionKind.GRADE, going_on.event
                yield Suggestion(kind, term, result, on, grade, event)
        if going_on is not None and results and results[-1][1] is None:
            result, on = results[-1][0], self._day(results[-1][0])
            if on > _last_day(going_on):
                over, event = SuggestionKind.OVER, going_on.event
                yield Suggestion(over, term, result, on, None, event)

    def _judge(self, term: Term, result: LabResult) -> Suggested:
        found = suggest(self.terms, self._value(term, result))
        return next(one for one in found if one.term.code == term.code)

    def _value(self, term: Term, result: LabResult) -> LabValue:
        baseline = self._baseline(result.analyte)
        # an enzyme below its range before the first dose is no abnormal liver
        beyond = _BEYOND[term.bands.worse] if term.bands is not None else None
        abnormal = baseline is not None and standing_of(baseline) is beyond
        return LabValue(
            analyte=result.analyte,
            value=result.value,
            comparator=result.comparator,
            low=result.low,
            high=result.high,
            baseline=baseline.value if baseline is not None else None,
            baseline_abnormal=abnormal,
            anticoagulated=_is_anticoagulated(self.chart.dosing),
        )

    def _baseline(self, analyte: str) -> LabResult | None:
        """Return the last value before the first injection; a bounded one is none."""
        found = self.chart.labs.latest(analyte, self.first)
        return found if found is not None and found.comparator is Comparator.EXACT else None

    def _new_results(self, term: Term, told: AdverseEvent | None) -> Iterator[LabResult]:
        """Yield the results nobody has told or dismissed, oldest sample first."""
        return (one for one in self._results(term) if self._is_new(one, told))

    def _results(self, term: Term) -> Iterator[LabResult]:
        """Yield the results after the first dose that nobody dismissed, oldest sample first."""
        if term.bands is None:
            return
        for result in reversed(self.chart.labs.of(term.bands.analyte)):
            after = elapsed(self.first, result.sampled_at) > timedelta(0)
            if after and not self._is_dismissed(term, result):
                yield result

    def _is_new(self, result: LabResult, told: AdverseEvent | None) -> bool:
        """Tell whether a result is of a day on which nothing later is on file of its term."""
        if told is None:
            return True
        if _is_told(result, told):
            return False
        day, last = self._day(result), _last_day(told)
        return day > last or (day == last and told.is_open)

    def _is_dismissed(self, term: Term, result: LabResult) -> bool:
        return any(
            one.told.term == term.code and _is_basis(one.told.basis, result)
            for one in self.chart.adverse_events.dismissed
        )

    def _last_told(self, term: Term) -> AdverseEvent | None:
        """Return the event of a term that reaches furthest, an open one before any other."""
        known = self._of_term(term)
        return max(known, key=lambda one: (one.is_open, _last_day(one)), default=None)

    def _of_term(self, term: Term) -> Iterator[AdverseEvent]:
        known = self.chart.adverse_events.standing()
        return (one for one in known if one.told.term.code == term.code)

    def _day(self, result: LabResult) -> date:
        return result.sampled_at.astimezone(self.zone).date()


def _with_worse(
    suggestion: Suggestion, results: list[tuple[LabResult, Grade | None]]
) -> Suggestion:
    """Return a suggestion beside the worst that waits behind it: it must not hide it."""
    graded = [(one, grade) for one, grade in results if grade is not None]
    worst = max(graded, key=lambda one: one[1], default=None)
    if worst is None or suggestion.grade is None or worst[1] <= suggestion.grade:
        return suggestion
    return replace(suggestion, worse=worst[0], worse_grade=worst[1])


def _differs(going_on: AdverseEvent, grade: Grade, on: date) -> bool:
    """Tell whether a grade is news; of the day already told only a worse one is."""
    if on == _last_day(going_on):
        return grade > going_on.current
    return grade is not going_on.current


def _last_day(one: AdverseEvent) -> date:
    """Return the last day an event was told anything of."""
    ended = one.ended.told if one.ended is not None else None
    last = one.grades[-1].on
    if ended is None or ended.on is None or ended.outcome not in CLOSING:
        return last
    return max(last, ended.on.latest)


def _is_told(result: LabResult, told: AdverseEvent) -> bool:
    return any(_is_basis(one.basis, result) for one in told.grades)


def still_stands(basis: LabBasis, labs: LabsSlice) -> bool:
    """Tell whether the result a grade was taken from is still held to be true."""
    return any(_is_basis(basis, one) for one in labs.of(basis.analyte))


def _is_basis(basis: LabBasis | None, result: LabResult) -> bool:
    if basis is None or basis.analyte != result.analyte:
        return False
    same_time = elapsed(basis.sampled_at, result.sampled_at) == timedelta(0)
    return same_time and basis.value == result.value


def _is_anticoagulated(dosing: DosingSlice) -> bool:
    """Tell whether the newest assessment names an anticoagulant, held or not."""
    walked = dosing.walked.values()
    timed = [(one.assessed_at, one.assessed) for one in walked if one.assessed_at is not None]
    _, newest = max(timed, key=lambda one: _instant(one[0]), default=(None, None))
    told = newest.assessment if newest is not None else None
    return told is not None and bool(told.anticoagulant.strip())
