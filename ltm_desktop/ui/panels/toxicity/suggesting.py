"""What was measured or told after a dose and not graded yet, as proposals. No Qt, nothing decided.

A complication stands here until an event told beside the same injection takes it up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from ltm_desktop.app.suggestions import Suggestion, SuggestionKind, suggestions_of
from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import AdverseEventId, DismissSuggestion, LabBasis
from ltm_desktop.domain.adverse_events_slice import AdverseEventsSlice
from ltm_desktop.domain.ctcae import Codelist, Grade
from ltm_desktop.domain.dosing_effects import DraftAdverseEvent, draft_adverse_events
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui.panels.toxicity.shown import SuggestionLine
from ltm_desktop.ui.panels.toxicity.synonyms import AFTER_DOSE
from ltm_desktop.ui.panels.toxicity.words import Telling

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A proposal with what its form is filled from."""

    line: SuggestionLine
    term: str
    """Code in the signed list; empty where a person has to find it."""
    at: datetime
    """When it was noted, or the sample drawn."""
    grade: Grade | None = None
    words: str = ""
    linked: RecordId | None = None
    basis: LabBasis | None = None
    event: AdverseEventId | None = None
    """The open event that has another grade now; None for a new event."""
    after_dose: bool = False
    over: bool = False
    """Whether the value lies within the bands again: the open event may have ended."""

    def dismissal(self, patient: PatientId, reason: str) -> DismissSuggestion:
        """Return that it is none. Raises LookupError for what was told, which nobody dismisses."""
        if self.basis is None or self.grade is None:
            raise LookupError("a complication is taken up or stands")
        return DismissSuggestion(patient, self.term, self.grade, self.basis, reason)


def suggested(telling: Telling) -> tuple[Suggested, ...]:
    """Return everything that waits for a person to look at it."""
    active = telling.active
    if active is None or active.toxicity is None:
        return ()
    return (*_measured(telling), *_after_doses(telling, active.toxicity.terms))


def untold(telling: Telling) -> tuple[str, ...]:
    """Return why nothing can be suggested from results that a term is graded by."""
    found = suggestions_of(telling.chart, telling.active, _zone(telling)).untold
    return tuple(dict.fromkeys(telling.say.alert(one.why) for one in found))


def _zone(telling: Telling) -> tzinfo:
    return telling.now.tzinfo or UTC


def _measured(telling: Telling) -> Iterator[Suggested]:
    found = suggestions_of(telling.chart, telling.active, _zone(telling)).waiting
    return (_of_result(telling, one) for one in found)


def _of_result(telling: Telling, one: Suggestion) -> Suggested:
    say, result = telling.say, one.result
    low, high = result.low, result.high
    limits = say("reference {low} to {high}", low=low, high=high) if low and high else ""
    drawn = say(
        "sample drawn {moment}", moment=say.moment(result.sampled_at.astimezone(_zone(telling)))
    )
    over = one.kind is SuggestionKind.OVER
    line = SuggestionLine(
        f"labs.{one.term.code}",
        say.together(say.begin(_said(telling, one)), _worse(telling, one)),
        " · ".join(filter(None, (limits, drawn))),
        say("Outcome…") if over else say("Record…"),
        dismissable=not over,
    )
    return Suggested(
        line,
        one.term.code,
        result.sampled_at,
        one.grade,
        linked=_dose_before(telling, result.sampled_at),
        basis=None if over else one.basis,
        event=one.event,
        over=over,
    )


def _dose_before(telling: Telling, at: datetime) -> RecordId | None:
    """Return the last dose given before a sample: a later one cannot have done it."""
    given = [one for one in telling.chart.dosing.given if elapsed(one.started_at, at) > _NONE]
    last = max(given, key=lambda one: one.started_at.timestamp(), default=None)
    return last.record if last is not None else None


def _worse(telling: Telling, one: Suggestion) -> str:
    """Say what waits behind a suggestion and is worse: results are told in their order."""
    if one.worse is None or one.worse_grade is None:
        return ""
    return telling.say(
        "{value} of {moment} waits after it: grade {grade}.",
        value=telling.say.amount(one.worse.value),
        moment=one.worse.sampled_at.astimezone(_zone(telling)),
        grade=int(one.worse_grade),
    )


def _said(telling: Telling, one: Suggestion) -> str:
    say, result = telling.say, one.result
    value = f"{result.comparator.value}{say.amount(result.value)}"
    named = {
        "analyte": say.begin(analyte_name(result.analyte, say, telling.active)),
        "value": value,
        "term": say.label(one.term.label),
    }
    if one.grade is None:
        return say("{analyte} {value} is within the limits again: has {term} ended?", **named)
    if one.kind is SuggestionKind.GRADE:
        return say(
            "{analyte} {value} suggests that {term} is grade {grade} now.",
            **named,
            grade=int(one.grade),
        )
    return say("{analyte} {value} suggests {term}, grade {grade}.", **named, grade=int(one.grade))


def _after_doses(telling: Telling, terms: Codelist) -> Iterator[Suggested]:
    by_name = {one.label.en.casefold(): code for code, one in terms.terms.items()}
    seen: set[tuple[str, str]] = set()
    for draft in draft_adverse_events(telling.chart.dosing):
        place = (draft.record, draft.complication)
        if place in seen:
            continue
        seen.add(place)
        named = (by_name.get(name.casefold()) for name in AFTER_DOSE.get(draft.complication, ()))
        codes = tuple(code for code in named if code is not None)
        if not _taken_up(telling.chart.adverse_events, draft, codes):
            yield _after_dose(telling, draft, codes)


def _after_dose(telling: Telling, draft: DraftAdverseEvent, codes: tuple[str, ...]) -> Suggested:
    say = telling.say
    what = telling.coded("immediate_complication", draft.complication)
    found = telling.treatment(draft.record)
    name = found[0] if found else draft.record
    text = say("{complication} was told after {treatment}.", complication=what, treatment=name)
    moment = say.moment(draft.noted_at.astimezone(telling.now.tzinfo))
    span = telling.span(found[1], draft.noted_at) if found else ""
    source = say("noted {moment}, {span} after the injection began", moment=moment, span=span)
    key = f"dose.{draft.record}.{draft.complication}"
    line = SuggestionLine(key, text, source, say("Grade it…"), dismissable=False)
    return Suggested(
        line,
        codes[0] if len(codes) == 1 else "",
        draft.noted_at,
        words=what,
        linked=draft.record,
        after_dose=True,
    )


def _taken_up(known: AdverseEventsSlice, draft: DraftAdverseEvent, codes: tuple[str, ...]) -> bool:
    # taken back counts as looked at: a person said that it was none
    beside = [one for one in known.events.values() if one.told.linked == draft.record]
    if not codes:
        return bool(beside)
    return any(one.told.term.code in codes for one in beside)
