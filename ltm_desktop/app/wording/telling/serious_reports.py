"""The form of a serious event: the event, its judgement, treatment round the onset, notices."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.adverse_events import (
    judged_lines,
    partial_date,
    told_lines,
)
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.serious_events import (
    awareness_lines,
    follow_up_lines,
    notice_lines,
)
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.serious_reports import (
    ReportedDose,
    ReportedFraction,
    ReportedLab,
    SeriousReported,
)

Sections = tuple[StatementSection, ...]


def tell_report(event: SeriousReported, voice: Voice) -> Sections:
    """Tell the whole form, in the order a sponsor reads it."""
    return tuple(_sections(event, voice))


def _sections(event: SeriousReported, voice: Voice) -> Iterator[StatementSection]:
    say = voice.say
    yield StatementSection(say("Report of a serious event"), tuple(_head(event, voice)))
    yield StatementSection(say("Adverse event"), tuple(told_lines(event.told, voice)))
    judged = tuple(judged_lines(event.judgement, voice))
    by = voice.line(say("Judged by"), voice.person(event.judged_by))
    yield StatementSection(say("Judgement of an adverse event"), (*judged, by))
    yield StatementSection(say("Awareness of a serious event"), awareness_lines(event.aware, voice))
    treated = tuple(line for one in event.doses for line in _dose(one, voice))
    treated += tuple(_fraction(one, voice) for one in event.fractions)
    if treated:
        yield StatementSection(say("Doses and fractions round the onset"), treated)
    if event.labs:
        labs = tuple(_lab(one, voice) for one in event.labs)
        yield StatementSection(say("Laboratory round the onset"), labs)
    for sent in event.notices:
        yield StatementSection(say("Notice of a serious event"), notice_lines(sent, voice))
    for learnt in event.follow_ups:
        yield StatementSection(say("Follow-up of a serious event"), follow_up_lines(learnt, voice))
    story = voice.line(say("Narrative"), event.narrative)
    yield StatementSection(say("Narrative"), (story,))


def _head(event: SeriousReported, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    number = say("follow-up {number}", number=event.number) if event.number else say("first report")
    yield line(say("Which report"), number, emphasis=True)
    yield line(say("Adverse event"), event.event)
    yield line(say("Record"), event.record)
    yield line(say("Outcome"), voice.coded("ae_outcome", event.outcome), emphasis=True)
    yield line(say("Ended on"), partial_date(event.ended_on, say) if event.ended_on else "")
    yield line(say("Reported by"), voice.person(event.by))


def _dose(one: ReportedDose, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    what = say(
        "{drug} {amount}, {access}",
        drug=voice.drug(one.drug),
        amount=voice.amount(one.amount),
        access=one.access,
    )
    yield line(voice.item(one.item), what, emphasis=True)
    yield line(say("Injection started"), voice.moment(one.started_at))
    yield line(say("From its start to the onset"), hours_words(one.hours, voice))


def hours_words(hours: int | None, voice: Voice) -> str:
    """Write how long after a dose an event began; nothing where no time of the onset is known."""
    say = voice.say
    if hours is None:
        return ""
    if hours < 0:
        return say("{hours} h after the onset", hours=-hours)
    return say("{hours} h", hours=hours)


def _fraction(one: ReportedFraction, voice: Voice) -> StatementLine:
    say = voice.say
    label = say("Fraction {number}", number=one.fraction)
    value = say("{doses}, {at}", doses=voice.doses(one.delivered), at=voice.moment(one.at))
    return voice.line(label, value)


def _lab(one: ReportedLab, voice: Voice) -> StatementLine:
    value = f"{one.comparator} {voice.amount(one.value)}".strip()
    at = voice.moment(one.sampled_at)
    told = voice.say("{value}, drawn {at}", value=value, at=at)
    return voice.line(voice.analyte(one.analyte), told)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {SeriousReported: tell_report}
