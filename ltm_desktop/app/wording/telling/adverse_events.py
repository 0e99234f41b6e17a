"""Adverse events as they are told, graded, judged, ended and put right."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
    EventReopened,
    EventReported,
    EventTold,
    EventVoided,
    GradeTold,
    Judgement,
    LabBasis,
    Relation,
    SuggestionDismissed,
    TermRef,
)
from ltm_desktop.domain.partial_dates import PartialDate, Precision

Sections = tuple[StatementSection, ...]


def partial_date(told: PartialDate, say: Words) -> str:
    """Write a date as far as it is known, and how far that is."""
    return say("{date}, known {precision}", date=known_date(told, say), precision=told.known)


def known_date(told: PartialDate, say: Words) -> str:
    """Write the day, the month or the year alone, as far as it is known."""
    match told.known:
        case Precision.DAY:
            return say.date(told.on)
        case Precision.MONTH:
            return say.month(told.on)
        case Precision.YEAR:
            return say("{year}", year=str(told.on.year))


def term_name(version: str, code: str, voice: Voice) -> str:
    """Name a term of a list; a code the program has no name for stands as it is."""
    name = _words_of(version, code, voice)
    return voice.named(name, code) if name else code


def _words_of(version: str, code: str, voice: Voice) -> str:
    known = voice.active.protocol.toxicity.lists.get(version) if voice.active else None
    term = known.terms.get(code) if known else None
    return term.label.text(voice.say.language) if term else ""


def event_name(event: str, voice: Voice) -> str:
    """Name an event by its term, grade and first day, with its code; the code where unknown."""
    known = voice.adverse_events.get(AdverseEventId(event))
    if known is None:
        return event
    say, ref = voice.say, known.told.term
    name = say(
        "{term}, {grade}, since {date}",
        term=_words_of(ref.version, ref.code, voice) or ref.code,
        grade=say.term(known.current),
        date=known_date(known.told.onset, say),
    )
    return voice.named(name, event)


def _system(ref: TermRef, voice: Voice) -> str:
    known = voice.active.protocol.toxicity.lists.get(ref.version) if voice.active else None
    label = known.systems.get(ref.system) if known else None
    return voice.named(label.text(voice.say.language), ref.system) if label else ref.system


def told_lines(told: EventTold, voice: Voice) -> Iterator[StatementLine]:
    """Yield everything told of an event."""
    say, line, ref = voice.say, voice.line, told.term
    yield line(say("Term"), term_name(ref.version, ref.code, voice), emphasis=True)
    yield line(say("Term list"), say("CTCAE {version}", version=ref.version))
    yield line(say("System organ class"), _system(ref, voice))
    yield line(say("Grades that exist"), say.listing(say.term(one) for one in ref.grades))
    yield line(say("In the words it was told"), told.verbatim)
    yield line(say("Began on"), partial_date(told.onset, say))
    yield line(say("Time it began"), voice.moment(told.onset_at))
    for grade in told.grades:
        yield from _grade(grade, voice)
    yield line(say("There before the first dose"), voice.yes_no(told.baseline))
    before = say.term(told.baseline_grade) if told.baseline_grade is not None else ""
    yield line(say("Grade before the first dose"), before)
    yield line(say("Told beside the record"), told.linked or "")


def _grade(told: GradeTold, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    since = say("{grade} from {date}", grade=say.term(told.grade), date=say.date(told.on))
    yield line(say("Grade"), since, emphasis=True)
    yield line(say("Where the grade comes from"), say.term(told.source))
    if told.basis is not None:
        yield from _basis(told.basis, voice)


def _basis(basis: LabBasis, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(voice.analyte(basis.analyte), voice.amount(basis.value))
    yield line(say("Sample drawn"), voice.moment(basis.sampled_at))


def tell_reported(event: EventReported, voice: Voice) -> Sections:
    """Tell a new event with everything told of it."""
    say, line = voice.say, voice.line
    head = line(say("Adverse event"), event.event)
    by = line(say("Told by"), voice.person(event.by))
    return (StatementSection(say("Adverse event"), (head, *told_lines(event.told, voice), by)),)


def tell_graded(event: EventGraded, voice: Voice) -> Sections:
    """Tell another grade of an event."""
    say, line = voice.say, voice.line
    head = line(say("Adverse event"), event_name(event.event, voice))
    by = line(say("Graded by"), voice.person(event.by))
    return (StatementSection(say("Grade"), (head, *_grade(event.told, voice), by)),)


def tell_judged(event: EventJudged, voice: Voice) -> Sections:
    """Tell what a physician made of an event, cause by cause."""
    say, line = voice.say, voice.line
    head = line(say("Adverse event"), event_name(event.event, voice))
    by = line(say("Judged by"), voice.person(event.by))
    title = say("Judgement of an adverse event")
    return (StatementSection(title, (head, *judged_lines(event.judgement, voice), by)),)


def judged_lines(told: Judgement, voice: Voice) -> Iterator[StatementLine]:
    """Yield what a physician made of an event, cause by cause."""
    say, line = voice.say, voice.line
    yield line(say("Scale of relation"), _scale(told.scale, voice))
    yield from (_relation(one, told.scale, voice) for one in told.relations)
    yield line(say("Intrathecal treatment"), voice.coded("ae_action", told.action_it))
    yield line(say("Radiotherapy"), voice.coded("ae_action", told.action_rt))
    yield line(say("Treatment given"), told.treatment)
    yield line(say("Serious"), voice.yes_no(told.serious), emphasis=True)
    yield line(say("Serious because"), say.listing(_criteria(told.criteria, voice)))
    yield line(say("Expected"), "" if told.expected is None else voice.yes_no(told.expected))
    yield line(say("Expected by the document"), told.reference)


def _criteria(codes: tuple[str, ...], voice: Voice) -> Iterator[str]:
    return (voice.coded("ae_serious", code) for code in codes)


def _scale(code: str, voice: Voice) -> str:
    known = voice.active.protocol.toxicity.scales.get(code) if voice.active else None
    return known.label.text(voice.say.language) if known else code


def _relation(one: Relation, scale: str, voice: Voice) -> StatementLine:
    say = voice.say
    known = voice.active.protocol.toxicity.scales.get(scale) if voice.active else None
    level = known.levels.get(one.level) if known else None
    said = level.label.text(say.language) if level else one.level
    counts = say("counts as related") if one.related else say("does not count as related")
    cause = voice.coded("ae_cause", one.cause)
    return voice.line(cause, say("{level}; {counts}", level=said, counts=counts))


def tell_ended(event: EventEnded, voice: Voice) -> Sections:
    """Tell the outcome of an event."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Outcome"), voice.coded("ae_outcome", event.outcome), emphasis=True),
        line(say("Ended on"), partial_date(event.on, say) if event.on else ""),
        line(say("Told by"), voice.person(event.by)),
    )
    return (StatementSection(say("Outcome of an adverse event"), lines),)


def tell_reopened(event: EventReopened, voice: Voice) -> Sections:
    """Tell that an ended event goes on."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Goes on from"), say.date(event.on), emphasis=True),
        line(say("Because"), event.reason),
        line(say("Told by"), voice.person(event.by)),
    )
    return (StatementSection(say("Adverse event goes on"), lines),)


def tell_corrected(event: EventCorrected, voice: Voice) -> Sections:
    """Tell an event anew, with what was said before."""
    say, line = voice.say, voice.line
    why = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Reason"), voice.coded("correction_reason", event.reason)),
        line(say("Notes"), event.note),
        line(say("Corrected by"), voice.person(event.by)),
    )
    return (
        StatementSection(say("Correction of an adverse event"), why),
        StatementSection(say("As it is told now"), tuple(told_lines(event.told, voice))),
        StatementSection(say("As it was told before"), tuple(told_lines(event.before, voice))),
    )


def tell_voided(event: EventVoided, voice: Voice) -> Sections:
    """Tell that an event was taken back."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Reason"), voice.coded("void_reason", event.reason), emphasis=True),
        line(say("Notes"), event.note),
        line(say("Taken back as an event by"), voice.person(event.by)),
    )
    return (StatementSection(say("Adverse event taken back"), lines),)


def tell_dismissed(event: SuggestionDismissed, voice: Voice) -> Sections:
    """Tell a suggestion that was not followed, and why."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Term"), term_name(event.version, event.term, voice)),
        line(say("Term list"), say("CTCAE {version}", version=event.version)),
        line(say("Grade suggested"), say.term(event.grade), emphasis=True),
        *_basis(event.basis, voice),
        line(say("Because"), event.reason),
        line(say("Looked at by"), voice.person(event.by)),
    )
    return (StatementSection(say("Suggestion not followed"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    EventReported: tell_reported,
    EventGraded: tell_graded,
    EventJudged: tell_judged,
    EventEnded: tell_ended,
    EventReopened: tell_reopened,
    EventCorrected: tell_corrected,
    EventVoided: tell_voided,
    SuggestionDismissed: tell_dismissed,
}
