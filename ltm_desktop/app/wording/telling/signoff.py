"""Late second signatures and approvals."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.signoff import RecordApproved, RecordCountersigned

Sections = tuple[StatementSection, ...]


def tell_countersignature(event: RecordCountersigned, voice: Voice) -> Sections:
    """Tell the second person's late signature."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Record"), event.record),
        line(say("Second person"), voice.person(event.second), emphasis=True),
        line(say("Signed at"), voice.moment(event.at)),
    )
    return (StatementSection(say("Signature of the second person"), lines),)


def tell_approval(event: RecordApproved, voice: Voice) -> Sections:
    """Tell a physician's approval."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Record"), event.record),
        line(say("Approved by"), voice.person(event.approver), emphasis=True),
        line(say("Approved at"), voice.moment(event.at)),
        *_late(event, voice),
    )
    return (StatementSection(say("Approval"), lines),)


def _late(event: RecordApproved, voice: Voice) -> tuple[StatementLine, ...]:
    if not event.late_days:
        return ()
    say = voice.say
    days = say.many("{count} day", "{count} days", event.late_days)
    beyond = say("{days} after the signed limit", days=days)
    return (voice.line(say("Deviation"), beyond, emphasis=True),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    RecordCountersigned: tell_countersignature,
    RecordApproved: tell_approval,
}
