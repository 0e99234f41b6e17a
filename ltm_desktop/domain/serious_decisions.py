"""What may be told of a serious event: refuses times that cannot be, and a late notice unexplained.

No missing rule stops anybody: what was sent can always be told, and so can what was learnt.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.adverse_events_slice import AdverseEvent, AdverseEventsSlice
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.people import People, check_colleague, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.serious_clocks import NoticeClock, clocks_of
from ltm_desktop.domain.serious_events import (
    AwarenessRecorded,
    CloseSerious,
    FollowUpRecorded,
    NoticeSent,
    RecordAwareness,
    RecordFollowUp,
    RecordNotice,
    SeriousCase,
    SeriousClosed,
    SeriousFactVoided,
    SeriousSlice,
    VoidSeriousFact,
)
from ltm_desktop.domain.serious_kinds import event_of, kind_of
from ltm_desktop.domain.serious_reports import (
    Around,
    ReportSerious,
    SeriousReported,
    check_form,
    check_report,
    form_of,
)
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

AUTHORS = (Role.NURSE, Role.RESEARCH_NURSE, Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may tell when the site knew, what was sent and what was learnt."""
PHYSICIANS = (Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may report and close."""
CLOCK = "clinical practice section 6.3: clocks count from the awareness"
H19 = "hard rule H19: a blank limit blocks"

SeriousCommand = (
    RecordAwareness | RecordNotice | RecordFollowUp | VoidSeriousFact | CloseSerious | ReportSerious
)


@dataclass(frozen=True, slots=True)
class Following:
    """What a decision about a serious event may know."""

    serious: SeriousSlice
    events: AdverseEventsSlice
    around: Around
    records: RecordsSlice
    identity: Identity | None
    people: People
    protocol: ActiveProtocol | None
    act: Act

    def case(self, event: str) -> SeriousCase:
        """Return the case of an event. Raises Refused for one that is not judged serious."""
        known = self.serious.cases.get(event)
        if known is None or not self.event(event).serious:
            raise refuse("serious.not_serious", CLOCK)
        return known

    def event(self, event: str) -> AdverseEvent:
        """Return the adverse event of a case. Raises Refused for one nobody told, or taken back."""
        known = event_of(self.events, event)
        if known is None or not known.stands:
            raise refuse("serious.not_serious", CLOCK)
        return known

    def clocks(self, case: SeriousCase) -> tuple[NoticeClock, ...]:
        """Return the clocks of a case as the site signed them; none without a configuration."""
        if self.protocol is None:
            return ()
        return clocks_of(case, kind_of(self.event(case.event)), self.protocol.notices)


def decide_serious(command: SeriousCommand, at: Following) -> tuple[object, ...]:
    """Return the event of one fact. Raises Refused with everything that stands against it."""
    who = PHYSICIANS if isinstance(command, CloseSerious | ReportSerious) else AUTHORS
    refuse_if(check_role(at.people, at.act.author, *who))
    case = at.case(command.event)
    match command:
        case RecordAwareness():
            return _aware(command, case, at)
        case RecordNotice():
            return _notice(command, case, at)
        case RecordFollowUp():
            return _follow_up(command, case, at)
        case VoidSeriousFact():
            return _void(command, case, at)
        case ReportSerious():
            return _report(command, case, at)
        case _:
            return _close(command, case, at)


def _aware(command: RecordAwareness, case: SeriousCase, at: Following) -> tuple[AwarenessRecorded]:
    refuse_if(check_awareness(command, case, at))
    return (
        AwarenessRecorded(
            command.event,
            command.aware_at,
            command.who,
            command.source.strip(),
            command.reason.strip(),
            at.act.author,
        ),
    )


def check_awareness(command: RecordAwareness, case: SeriousCase, at: Following) -> Iterator[Alert]:
    """Return what stands against a time of awareness."""
    if _future(command.aware_at, at):
        yield stop("serious.aware_future", CLOCK, now=at.act.now)
    if elapsed(case.judged_at, command.aware_at) > timedelta(0):
        # whoever judged it serious knew of it
        yield stop("serious.aware_after_judgement", CLOCK, judged=case.judged_at)
    earliest = at.event(command.event).told.onset.earliest
    if at.act.day_of(command.aware_at) < earliest:
        yield stop("serious.aware_before_onset", CLOCK, onset=earliest)
    sent = min((one.sent_at for one in case.notices), key=datetime.timestamp, default=None)
    if sent is not None and elapsed(command.aware_at, sent) < timedelta(0):
        yield stop("serious.aware_after_notice", CLOCK, sent=sent)
    if not command.source.strip():
        yield stop("serious.source_missing", CLOCK)
    if case.awareness is not None and not command.reason.strip():
        yield stop("serious.reason_missing", CLOCK)
    yield from check_colleague(at.people, command.who)
    yield from check_line(command.source)
    yield from check_line(command.reason)


def _notice(command: RecordNotice, case: SeriousCase, at: Following) -> tuple[NoticeSent]:
    clock = _clock(command, case, at)
    refuse_if(check_notice(command, case, clock, at))
    return (
        NoticeSent(
            event=command.event,
            fact=command.fact,
            notice=command.notice,
            number=len(case.sent(command.notice)),
            sent_at=command.sent_at,
            method=command.method,
            reference=command.reference.strip(),
            sent_by=command.sent_by or at.act.author,
            due_at=clock.due_at if clock else None,
            late_reason=command.late_reason.strip(),
            note=command.note.strip(),
            by=at.act.author,
        ),
    )


def _clock(command: RecordNotice, case: SeriousCase, at: Following) -> NoticeClock | None:
    """Return the clock that a notice answers: the first one that was not sent yet."""
    of_notice = (one for one in at.clocks(case) if one.code == command.notice)
    return next((one for one in of_notice if one.sent is None), None)


def check_notice(
    command: RecordNotice, case: SeriousCase, clock: NoticeClock | None, at: Following
) -> Iterator[Alert]:
    """Return what stands against a notice as it is told."""
    if at.protocol is None:
        yield stop("configuration.none_signed", H19)
    elif command.notice not in at.protocol.protocol.notices:
        yield stop("serious.unknown_notice", CLOCK, notice=command.notice)
    if command.fact in case.facts:
        yield stop("serious.already_told", "")
    if _future(command.sent_at, at):
        yield stop("serious.sent_future", CLOCK, now=at.act.now)
    if case.awareness and elapsed(case.awareness.aware_at, command.sent_at) < timedelta(0):
        yield stop("serious.sent_before_aware", CLOCK, aware=case.awareness.aware_at)
    yield from _check_late(command, clock)
    if not command.method.strip():
        yield stop("serious.method_missing", CLOCK)
    yield from check_listed(at.protocol, "notice_method", command.method)
    yield from check_colleague(at.people, command.sent_by or at.act.author)
    for text in (command.reference, command.late_reason, command.note):
        yield from check_line(text)


def _check_late(command: RecordNotice, clock: NoticeClock | None) -> Iterator[Alert]:
    if clock is None or clock.due_at is None or command.late_reason.strip():
        return
    if elapsed(clock.due_at, command.sent_at) > timedelta(0):
        yield stop("serious.late_without_reason", CLOCK, due=clock.due_at)


def _follow_up(
    command: RecordFollowUp, case: SeriousCase, at: Following
) -> tuple[FollowUpRecorded]:
    refuse_if(_check_follow_up(command, case, at))
    told = (command.event, command.fact, command.at, command.text.strip(), at.act.author)
    return (FollowUpRecorded(*told),)


def _check_follow_up(command: RecordFollowUp, case: SeriousCase, at: Following) -> Iterator[Alert]:
    if command.fact in case.facts:
        yield stop("serious.already_told", "")
    if _future(command.at, at):
        yield stop("serious.learnt_future", CLOCK, now=at.act.now)
    if not command.text.strip():
        yield stop("serious.text_missing", CLOCK)
    yield from check_note(command.text)


def _void(command: VoidSeriousFact, case: SeriousCase, at: Following) -> tuple[SeriousFactVoided]:
    if case.fact(command.fact) is None:
        raise refuse("serious.no_such_fact", CLOCK)
    if not command.reason.strip():
        raise refuse("serious.reason_missing", CLOCK)
    refuse_if(check_line(command.reason))
    told = (command.event, command.fact, command.reason.strip(), at.act.author)
    return (SeriousFactVoided(*told),)


def _report(command: ReportSerious, case: SeriousCase, at: Following) -> tuple[SeriousReported]:
    if command.record in at.records.by_id:
        raise refuse("serious.already_told", CLOCK)
    refuse_if(check_report(command, case, at.identity))
    form = form_of(command, case, at.event(command.event), at.around, at.act)
    refuse_if(check_form(form, at.identity))
    return (form,)


def _close(command: CloseSerious, case: SeriousCase, at: Following) -> tuple[SeriousClosed]:
    refuse_if(_check_close(command, case, at))
    return (SeriousClosed(command.event, command.note.strip(), at.act.author),)


def _check_close(command: CloseSerious, case: SeriousCase, at: Following) -> Iterator[Alert]:
    if case.closed is not None:
        yield stop("serious.already_closed", CLOCK)
    if case.awareness is None:
        yield stop("serious.aware_first", CLOCK)
    waiting = [one for one in at.clocks(case) if one.sent is None and not one.follow_up]
    if waiting:
        yield stop("serious.notices_owed", CLOCK, notices=tuple(one.label for one in waiting))
    if not command.note.strip():
        yield stop("serious.closing_note_missing", CLOCK)
    yield from check_note(command.note)


def _future(moment: datetime, at: Following) -> bool:
    return at.act.is_ahead(moment)


def form_now(command: ReportSerious, at: Following) -> SeriousReported:
    """Return the form as it would stand, for a copy nobody signs. Raises Refused."""
    case = at.case(command.event)
    if case.awareness is None:
        raise refuse("serious.aware_first", CLOCK)
    return form_of(command, case, at.event(command.event), at.around, at.act)
