"""What was told of a serious event: the awareness, each notice, what was learnt, its end."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.adverse_events import event_name
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.serious_events import (
    AwarenessRecorded,
    FollowUpRecorded,
    NoticeSent,
    SeriousClosed,
    SeriousFactVoided,
)

Sections = tuple[StatementSection, ...]
Lines = tuple[StatementLine, ...]


def notice_name(code: str, voice: Voice) -> str:
    """Name whom a notice goes to; one the protocol no longer has keeps its code."""
    notices = voice.active.protocol.notices if voice.active else {}
    return voice.say.label(notices[code].label) if code in notices else code


def tell_awareness(event: AwarenessRecorded, voice: Voice) -> Sections:
    """Tell when the site became aware, who did and how."""
    title = voice.say("Awareness of a serious event")
    return (StatementSection(title, awareness_lines(event, voice)),)


def awareness_lines(event: AwarenessRecorded, voice: Voice) -> Lines:
    """Return the lines of an awareness."""
    say, line = voice.say, voice.line
    return (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Aware since"), voice.moment(event.aware_at), emphasis=True),
        line(say("Who became aware"), voice.person(event.who)),
        line(say("How it became known"), event.source),
        line(say("Why the time was put right"), event.reason),
        line(say("Told by"), voice.person(event.by)),
    )


def tell_notice(event: NoticeSent, voice: Voice) -> Sections:
    """Tell a notice: to whom, when, how, and whether it was late."""
    return (StatementSection(voice.say("Notice of a serious event"), notice_lines(event, voice)),)


def notice_lines(event: NoticeSent, voice: Voice) -> Lines:
    """Return the lines of a notice."""
    say, line = voice.say, voice.line
    number = say("first notice") if not event.number else _follow_up(event.number, voice)
    return (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Notice to"), notice_name(event.notice, voice), emphasis=True),
        line(say("Which notice"), number),
        line(say("Sent at"), voice.moment(event.sent_at), emphasis=True),
        line(say("Due by"), voice.moment(event.due_at)),
        line(say("Why it was late"), event.late_reason),
        line(say("Sent by way of"), voice.coded("notice_method", event.method)),
        line(say("Reference number"), event.reference),
        line(say("Sent by"), voice.person(event.sent_by)),
        line(say("Further remark"), event.note),
        line(say("Told by"), voice.person(event.by)),
        line(say("Number of the entry"), event.fact),
    )


def _follow_up(number: int, voice: Voice) -> str:
    return voice.say("follow-up {number}", number=number)


def tell_follow_up(event: FollowUpRecorded, voice: Voice) -> Sections:
    """Tell what was learnt, and when."""
    title = voice.say("Follow-up of a serious event")
    return (StatementSection(title, follow_up_lines(event, voice)),)


def follow_up_lines(event: FollowUpRecorded, voice: Voice) -> Lines:
    """Return the lines of a follow-up."""
    say, line = voice.say, voice.line
    return (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Learnt at"), voice.moment(event.at), emphasis=True),
        line(say("What was learnt"), event.text),
        line(say("Told by"), voice.person(event.by)),
        line(say("Number of the entry"), event.fact),
    )


def tell_void(event: SeriousFactVoided, voice: Voice) -> Sections:
    """Tell which entry is taken back and why."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("Number of the entry"), event.fact, emphasis=True),
        line(say("Reason"), event.reason, emphasis=True),
        line(say("Taken back by"), voice.person(event.by)),
    )
    return (StatementSection(say("Entry of a serious event taken back"), lines),)


def tell_end(event: SeriousClosed, voice: Voice) -> Sections:
    """Tell that nothing more is awaited, and why."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Adverse event"), event_name(event.event, voice)),
        line(say("How it ended"), event.note, emphasis=True),
        line(say("Closed by"), voice.person(event.by)),
    )
    return (StatementSection(say("End of following a serious event"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    AwarenessRecorded: tell_awareness,
    NoticeSent: tell_notice,
    FollowUpRecorded: tell_follow_up,
    SeriousFactVoided: tell_void,
    SeriousClosed: tell_end,
}
