"""Follow-up and the end of a course, as the person who records them reads them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.ending import CancelledItem, CourseClosed, EndTakenBack
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    FollowUpTakenBack,
    LostToFollowUp,
    MilestoneRecorded,
    ProgressionJudged,
)
from ltm_desktop.domain.terms import ItemKind

Sections = tuple[StatementSection, ...]


def tell_contact(event: ContactRecorded, voice: Voice) -> Sections:
    """Tell a contact: its own day, how, and what was learned."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Day of the contact"), voice.day(event.on), emphasis=True),
        line(say("How"), say.begin(say.term(event.way))),
        line(say("Patient alive"), voice.yes_no(event.alive), emphasis=True),
        line(say("Disease"), voice.coded("disease_state", event.disease)),
        *_therapy(event, voice),
        line(say("Notes"), event.note),
        *_corrected(event, voice),
        line(say("Identity of the entry"), event.record),
    )
    return (StatementSection(say("Contact"), lines),)


def _therapy(event: ContactRecorded, voice: Voice) -> Iterator[StatementLine]:
    say, therapy = voice.say, event.therapy
    yield voice.line(say("New treatment of the disease"), therapy.what if therapy else say("none"))
    if therapy is not None:
        yield voice.line(say("Treatment began on"), voice.day(therapy.on))


def _corrected(event: ContactRecorded, voice: Voice) -> Iterator[StatementLine]:
    if event.corrects:
        reason = voice.coded("correction_reason", event.correction_reason)
        yield voice.line(voice.say("Puts right"), event.corrects)
        yield voice.line(voice.say("Reason"), reason)


def tell_lost(event: LostToFollowUp, voice: Voice) -> Sections:
    """Tell since when a patient can no longer be reached, and what was tried."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Given up on"), voice.day(event.on), emphasis=True),
        line(say("What was tried"), event.tried),
        line(say("Identity of the entry"), event.record),
    )
    return (StatementSection(say("Lost to follow-up"), lines),)


def tell_progression(event: ProgressionJudged, voice: Voice) -> Sections:
    """Tell a progression and what it was seen by."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Progression on"), voice.day(event.on), emphasis=True),
        line(say("What was seen"), event.basis),
        line(say("Physician"), voice.person(event.physician)),
        line(say("Identity of the entry"), event.record),
    )
    return (StatementSection(say("Neurological progression"), lines),)


def tell_milestone(event: MilestoneRecorded, voice: Voice) -> Sections:
    """Tell a day of the course and where it is written."""
    say, line = voice.say, voice.line
    lines = (
        line(say.begin(say.term(event.what)), voice.day(event.on), emphasis=True),
        line(say("Where it is written"), event.source),
        line(say("Identity of the entry"), event.record),
    )
    return (StatementSection(say("Day of the course"), lines),)


def tell_taken_back(event: FollowUpTakenBack, voice: Voice) -> Sections:
    """Tell which fact is taken back, why and by whom."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Identity of the entry"), event.record, emphasis=True),
        line(say("Reason"), voice.coded("void_reason", event.reason), emphasis=True),
        line(say("Taken back by"), voice.person(event.by)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Fact of the follow-up taken back"), lines),)


def tell_closed(event: CourseClosed, voice: Voice) -> Sections:
    """Tell every planned dose and fraction that an end cancels, with the day it was planned for."""
    say = voice.say
    why = voice.line(say("Because of"), say.term(event.end), emphasis=True)
    on = voice.line(say("On"), voice.day(event.on))
    items = tuple(_cancelled(one, voice) for one in event.items)
    return (StatementSection(say("Cancelled from the plan"), (why, on, *items)),)


def _cancelled(one: CancelledItem, voice: Voice) -> StatementLine:
    say = voice.say
    planned = say("planned for {day}", day=one.scheduled)
    kind = say.term(one.kind)
    name = voice.item(one.code) if one.kind is ItemKind.DOSE else one.code
    return voice.line(say("{kind} {name}", kind=say.begin(kind), name=name), planned)


def tell_end_taken_back(event: EndTakenBack, voice: Voice) -> Sections:
    """Tell which end is taken back, why, and that the plan comes back."""
    say, line = voice.say, voice.line
    lines = (
        line(say("What is taken back"), say.begin(say.term(event.end)), emphasis=True),
        line(say("On"), voice.day(event.on)),
        line(say("Reason"), voice.coded("void_reason", event.reason), emphasis=True),
        line(say("Taken back by"), voice.person(event.by)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("End of a course taken back"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    ContactRecorded: tell_contact,
    LostToFollowUp: tell_lost,
    ProgressionJudged: tell_progression,
    MilestoneRecorded: tell_milestone,
    FollowUpTakenBack: tell_taken_back,
    CourseClosed: tell_closed,
    EndTakenBack: tell_end_taken_back,
}
