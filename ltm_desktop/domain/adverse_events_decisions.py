"""Decisions about adverse events: who may tell, grade, judge, end and put right, and what follows.

Refuses a grade that does not exist, a death told by anybody but a physician, and a second telling
of what has ended or was taken back.
"""

from collections.abc import Iterator
from dataclasses import replace

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.adverse_events import (
    AUTHORS,
    CLOSING,
    FATAL,
    JUDGES,
    AdverseEventId,
    CorrectEvent,
    DismissSuggestion,
    EndEvent,
    EventCommand,
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
    EventReopened,
    EventReported,
    EventTold,
    EventVoided,
    GradeEvent,
    GradeTold,
    JudgeEvent,
    Judgement,
    Relation,
    ReopenEvent,
    ReportEvent,
    SuggestionDismissed,
    TermRef,
    VoidEvent,
)
from ltm_desktop.domain.adverse_events_rules import (
    EXISTING,
    RECORD,
    Reporting,
    check_alive,
    check_death,
    check_grades,
    check_judgement,
    check_outcome,
    check_told,
    list_of,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.ctcae import Codelist, Grade, Term
from ltm_desktop.domain.dosing_told import check_reason
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.vocabularies import check_listed

KEPT = "21 CFR 11.10(e): changes do not obscure what was recorded before"


def decide_event(command: EventCommand, at: Reporting) -> tuple[object, ...]:
    """Return the events of a command on one adverse event. Raises Refused with every reason."""
    match command:
        case ReportEvent():
            return _report(command, at)
        case GradeEvent():
            return _grade(command, at)
        case JudgeEvent():
            return _judge(command, at)
        case EndEvent():
            return _end(command, at)
        case DismissSuggestion():
            return _dismiss(command, at)
        case _:
            return _put_right(command, at)


def _put_right(
    command: ReopenEvent | CorrectEvent | VoidEvent, at: Reporting
) -> tuple[object, ...]:
    match command:
        case ReopenEvent():
            return _reopen(command, at)
        case CorrectEvent():
            return _correct(command, at)
        case VoidEvent():
            return _void(command, at)


def event_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signature that a judgement and a death need: reviewed, by who writes it."""
    signs = isinstance(command, JudgeEvent) or Grade.FIVE in _grades_in(command)
    return (Signer(act.author, Meaning.REVIEWED),) if signs else ()


def _grades_in(command: object) -> tuple[Grade, ...]:
    match command:
        case ReportEvent():
            return (command.first.grade,)
        case GradeEvent():
            return (command.told.grade,)
        case CorrectEvent():
            return tuple(one.grade for one in command.grades)
        case _:
            return ()


def _check_writer(command: EventCommand, at: Reporting) -> Iterator[Alert]:
    """Return a stop for somebody who may not tell this; of a death only a physician may."""
    deadly = Grade.FIVE in _grades_in(command)
    yield from check_role(at.people, at.act.author, *(JUDGES if deadly else AUTHORS))


def _terms(at: Reporting, version: str = "") -> Codelist:
    if at.protocol is None:
        raise refuse("configuration.none_signed", "hard rule H19: a blank limit blocks")
    found = list_of(at.protocol, version)
    if found is None:
        raise refuse("adverse_events.no_term_list", EXISTING)
    return found


def _report(command: ReportEvent, at: Reporting) -> tuple[object, ...]:
    refuse_if(_check_writer(command, at))
    terms = _terms(at)
    if command.event in at.events.events:
        raise refuse("adverse_events.used", RECORD)
    term = terms.terms.get(command.term)
    refuse_if(check_told(command, term, at))
    told = _told(command, _ref(terms, term), (command.first,))
    reported = EventReported(command.event, told, at.act.author)
    return (reported, *_death(command.event, told.grades, at))


def _ref(terms: Codelist, term: Term | None) -> TermRef:
    if term is None:
        raise LookupError("a term that was checked is known")
    return TermRef(terms.version, term.code, term.system, term.grades)


def _told(
    command: ReportEvent | CorrectEvent, ref: TermRef, grades: tuple[GradeTold, ...]
) -> EventTold:
    return EventTold(
        term=ref,
        verbatim=command.verbatim.strip(),
        onset=_plain(command.onset),
        grades=grades,
        onset_at=command.onset_at,
        baseline=command.baseline,
        baseline_grade=command.baseline_grade,
        linked=command.linked,
    )


def _plain(day: PartialDate) -> PartialDate:
    """Return a date with what is not known of it written as the first."""
    return replace(day, on=day.earliest)


def _death(
    event: AdverseEventId, grades: tuple[GradeTold, ...], at: Reporting
) -> Iterator[EventEnded]:
    """Yield the end of an event that somebody died of."""
    last = grades[-1]
    if last.grade is Grade.FIVE:
        yield EventEnded(event, FATAL, PartialDate(last.on), at.act.author)


def _standing(event: AdverseEventId, at: Reporting) -> AdverseEvent:
    known = at.events.events.get(event)
    if known is None:
        raise refuse("adverse_events.unknown", RECORD)
    if not known.stands:
        raise refuse("adverse_events.taken_back", KEPT)
    return known


def _open(event: AdverseEventId, at: Reporting) -> AdverseEvent:
    known = _standing(event, at)
    if not known.is_open:
        raise refuse("adverse_events.ended", RECORD)
    return known


def _grade(command: GradeEvent, at: Reporting) -> tuple[object, ...]:
    refuse_if(_check_writer(command, at))
    known = _open(command.event, at)
    term = _terms(at, known.told.term.version).terms.get(known.told.term.code)
    pair = (known.grades[-1], command.told)
    alive = (*check_alive((command.told.on,), at), *check_death((command.told,), at))
    refuse_if((*check_grades(pair, term, known.told.onset, at.act), *alive))
    if command.told.grade is known.current:
        raise refuse("adverse_events.same_grade", RECORD, grade=known.current)
    graded = EventGraded(command.event, command.told, at.act.author)
    return (graded, *_death(command.event, (command.told,), at))


def _judge(command: JudgeEvent, at: Reporting) -> tuple[EventJudged]:
    refuse_if(check_role(at.people, at.act.author, *JUDGES))
    known = _standing(command.event, at)
    refuse_if(check_judgement(command, known, at))
    if at.protocol is None or at.protocol.toxicity is None:
        raise LookupError("a judgement that was checked has its scale")
    scale = at.protocol.toxicity.scale
    relations = tuple(
        Relation(one.cause, one.level, scale.levels[one.level].counts_as_related)
        for one in command.answers
    )
    judged = Judgement(
        scale=scale.code,
        relations=relations,
        action_it=command.action_it,
        action_rt=command.action_rt,
        treatment=command.treatment.strip(),
        serious=command.serious,
        criteria=command.criteria,
        expected=command.expected,
        reference=command.reference.strip(),
    )
    return (EventJudged(command.event, judged, at.act.author),)


def _end(command: EndEvent, at: Reporting) -> tuple[EventEnded]:
    refuse_if(check_role(at.people, at.act.author, *AUTHORS))
    known = _open(command.event, at)
    refuse_if(check_outcome(command, known, at))
    on = _plain(command.on) if command.on is not None else None
    return (EventEnded(command.event, command.outcome, on, at.act.author),)


def _reopen(command: ReopenEvent, at: Reporting) -> tuple[EventReopened]:
    refuse_if(check_role(at.people, at.act.author, *AUTHORS))
    known = _standing(command.event, at)
    ended = known.ended.told if known.ended is not None else None
    if ended is None or ended.outcome not in CLOSING:
        raise refuse("adverse_events.not_ended", RECORD)
    if ended.outcome == FATAL:
        raise refuse("adverse_events.death_is_corrected", KEPT)
    refuse_if(_check_reopened(command, ended, at))
    reason = command.reason.strip()
    return (EventReopened(command.event, command.on, reason, at.act.author),)


def _check_reopened(command: ReopenEvent, ended: EventEnded, at: Reporting) -> Iterator[Alert]:
    if not command.reason.strip():
        yield stop("dosing.reason_missing")
    yield from check_note(command.reason)
    if at.act.is_day_ahead(command.on):
        yield stop("adverse_events.future", RECORD, on=command.on)
    yield from check_alive((command.on,), at)
    if ended.on is not None and command.on < ended.on.earliest:
        yield stop("adverse_events.reopened_before_end", RECORD, on=ended.on.earliest)


def _correct(command: CorrectEvent, at: Reporting) -> tuple[object, ...]:
    refuse_if(_check_writer(command, at))
    known = _standing(command.event, at)
    before = known.told
    died = before.grades[-1].grade is Grade.FIVE
    if died:
        refuse_if(check_role(at.people, at.act.author, *JUDGES))
    terms = _terms(at, before.term.version)
    term = terms.terms.get(command.term)
    refuse_if((*check_told(command, term, at), *_check_why(command, at)))
    told = _told(command, _ref(terms, term), command.grades)
    if told == before:
        raise refuse("adverse_events.nothing_changed", KEPT)
    refuse_if(_check_end_kept(told, known))
    author = at.act.author
    corrected = EventCorrected(
        command.event, told, before, command.reason, command.note.strip(), author
    )
    if died and told.grades[-1].grade is not Grade.FIVE:
        why = command.note.strip() or command.reason
        return (corrected, EventReopened(command.event, told.grades[-1].on, why, author))
    # the day of a death moves with its grade
    moved = not died or told.grades[-1].on != before.grades[-1].on
    dies = _death(command.event, told.grades, at) if moved else ()
    return (corrected, *dies)


def _check_why(command: CorrectEvent | VoidEvent, at: Reporting) -> Iterator[Alert]:
    listed = "void_reason" if isinstance(command, VoidEvent) else "correction_reason"
    yield from check_reason(command.reason, command.note)
    yield from check_listed(at.protocol, listed, command.reason)
    yield from check_note(command.note)


def _check_end_kept(told: EventTold, known: AdverseEvent) -> Iterator[Alert]:
    """Return a stop where the end that stands would lie before what is told now."""
    end = known.ended.told.on if known.ended is not None else None
    if end is None or known.ended is None or known.ended.told.outcome == FATAL:
        return
    if end.latest < max(told.onset.earliest, told.grades[-1].on):
        yield stop("adverse_events.end_before_grade", RECORD, on=told.grades[-1].on)


def _void(command: VoidEvent, at: Reporting) -> tuple[EventVoided]:
    known = _standing(command.event, at)
    refuse_if(check_role(at.people, at.act.author, *voiders_of(known)))
    refuse_if(_check_why(command, at))
    return (EventVoided(command.event, command.reason, command.note.strip(), at.act.author),)


def voiders_of(known: AdverseEvent) -> tuple[Role, ...]:
    """Return who may take an event back: one a physician has judged only a physician."""
    return JUDGES if known.judged is not None or known.worst is Grade.FIVE else AUTHORS


def _dismiss(command: DismissSuggestion, at: Reporting) -> tuple[SuggestionDismissed]:
    refuse_if(check_role(at.people, at.act.author, *AUTHORS))
    terms = _terms(at)
    refuse_if(_check_dismissed(command, terms.terms.get(command.term), at))
    told = (terms.version, command.term, command.grade, command.basis, command.reason.strip())
    return (SuggestionDismissed(*told, at.act.author),)


def _check_dismissed(
    command: DismissSuggestion, term: Term | None, at: Reporting
) -> Iterator[Alert]:
    if term is None or command.grade not in term.grades:
        yield stop("adverse_events.unknown_term", EXISTING, typed=command.term)
    if not command.reason.strip():
        yield stop("dosing.reason_missing")
    yield from check_note(command.reason)
    told = (command.term, command.basis)
    if any((one.told.term, one.told.basis) == told for one in at.events.dismissed):
        yield stop("adverse_events.dismissed_already", RECORD)
