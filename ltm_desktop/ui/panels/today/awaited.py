"""Lines of Today that no plan made: toxicity to judge, and patients nobody heard of. No Qt here.

Refuses to judge anything: each line only opens the page where a person does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from ltm_desktop.app.awaited import ToJudge, Unheard
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.suggestions import Suggestion, SuggestionKind
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemState, Role
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.panels.today.words import patient_words

JUDGES = frozenset({Role.PHYSICIAN, Role.INVESTIGATOR})
"""Who confirms or dismisses, and judges causes."""
CALLERS = frozenset({Role.RESEARCH_NURSE})
"""Who follows patients up."""
TOXICITY, FOLLOW_UP = "toxicity", "follow_up"
"""The panels of the chart that the lines open."""
SUGGESTED, UNJUDGED = "suggested", "unjudged"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Words lines for one desk: its language, its signed protocol, its zone."""

    say: Words
    active: ActiveProtocol | None
    zone: tzinfo | None

    def judging(self, one: ToJudge) -> TodayRow:
        """Word what of one patient's toxicity waits for a physician."""
        return _judging_row(one, self)

    def unheard(self, one: Unheard) -> TodayRow:
        """Word one patient of whom nobody heard for longer than the site signed."""
        return _unheard_row(one, self.say)


def _judging_row(one: ToJudge, by: Awaiting) -> TodayRow:
    say, active = by.say, by.active
    first = one.suggested[0] if one.suggested else None
    where = SUGGESTED if first is not None else UNJUDGED
    on = first.on if first is not None else one.unjudged[0].grades[-1].on
    return TodayRow(
        key=(one.patient.patient_id, where),
        group=Group.JUDGE,
        kind=TOXICITY,
        weekday=say.weekday(on),
        planned=say.date(on),
        name=patient_words(one.patient, say),
        born=_born(one.patient, say),
        subject=one.patient.subject_id,
        item=_title(one, active, say),
        waits=say("waits for: physician to judge"),
        detail=" · ".join(_more(one, by)),
        state=ItemState.DUE_TODAY,
        about=TOXICITY,
        mine=True,
        pill=say("To judge"),
        tone="caution",
    )


def _unheard_row(one: Unheard, say: Words) -> TodayRow:
    last = say.term(one.last.sign)
    return TodayRow(
        key=(one.patient.patient_id, FOLLOW_UP),
        group=Group.CONTACT,
        kind=FOLLOW_UP,
        weekday=say.weekday(one.since),
        planned=say.date(one.since),
        name=patient_words(one.patient, say),
        born=_born(one.patient, say),
        subject=one.patient.subject_id,
        item=say.many("No contact for {count} day", "No contact for {count} days", one.days),
        waits=say("waits for: research nurse to ask"),
        detail=say(
            "last sign of life {day}: {sign} · listed after {limit} {limit:day|days}, as signed",
            day=one.last.on,
            sign=last,
            limit=one.limit,
        ),
        state=ItemState.DUE_TODAY,
        about=FOLLOW_UP,
        mine=True,
        pill=say("No contact"),
        tone="caution",
    )


def _born(patient: PatientRow, say: Words) -> str:
    return say("born {date}", date=date.fromisoformat(patient.born))


def _title(one: ToJudge, active: ActiveProtocol | None, say: Words) -> str:
    if one.suggested:
        return say("Results suggest: {what}", what=_suggested(one.suggested[0], say))
    return say("Toxicity to judge: {what}", what=_event(one.unjudged[0], active, say))


def _more(one: ToJudge, by: Awaiting) -> Iterator[str]:
    say = by.say
    if one.suggested:
        first = one.suggested[0].result
        drawn = say.moment(first.sampled_at.astimezone(by.zone))
        value = f"{first.comparator.value}{say.amount(first.value)}"
        yield say("{value}, sample of {moment}", value=value, moment=drawn)
    more = len(one.suggested) - 1
    if more > 0:
        yield say.many("{count} more suggestion", "{count} more suggestions", more)
    left = len(one.unjudged) - (not one.suggested)
    if left > 0:
        yield say.many(
            "{count} event without a judgement", "{count} events without a judgement", left
        )


def _suggested(one: Suggestion, say: Words) -> str:
    name = say.label(one.term.label)
    if one.kind is SuggestionKind.OVER or one.grade is None:
        return say("{term} may have ended", term=name)
    return say("{term}, grade {grade}", term=name, grade=say.number(one.grade))


def _event(one: AdverseEvent, active: ActiveProtocol | None, say: Words) -> str:
    ref = one.told.term
    lists = active.protocol.toxicity.lists if active else {}
    known = lists.get(ref.version)
    term = known.terms.get(ref.code) if known else None
    name = say.label(term.label) if term else ref.code
    return say("{term}, grade {grade}", term=name, grade=say.number(one.current))
