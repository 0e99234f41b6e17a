"""Radiotherapy orders and sessions, in the order the treatment room reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice, reason_vocabulary
from ltm_desktop.domain.fractions import FractionRecorded, RadiotherapyPrescribed

Sections = tuple[StatementSection, ...]


def tell_course(event: RadiotherapyPrescribed, voice: Voice) -> Sections:
    """Tell the order of a course."""
    say, line = voice.say, voice.line
    courses = voice.active.protocol.prescriptions if voice.active else {}
    known = courses.get(event.prescription)
    targets = known.targets if known else ""
    lines = (
        line(say("Prescription"), event.prescription),
        line(say("Total dose"), voice.amount(event.total), emphasis=True),
        line(say("Fractions"), str(event.fractions), emphasis=True),
        line(say("Dose per fraction"), voice.amount(event.per_fraction), emphasis=True),
        line(say("Tolerance of one fraction"), voice.amount(event.tolerance)),
        line(say("Targets"), say.listing(voice.coded(targets, one) for one in event.targets)),
        line(say("Technique"), voice.coded("rt_technique", event.technique)),
        line(say("First fraction on"), voice.day(event.start_on)),
        line(say("Prescribed by"), voice.person(event.prescriber)),
    )
    return (StatementSection(say("Radiotherapy order"), lines),)


def tell_session(event: FractionRecorded, voice: Voice) -> Sections:
    """Tell one session as it happened."""
    say = voice.say
    return (
        StatementSection(say("Session"), _session(event, voice)),
        StatementSection(say("People"), _people(event, voice)),
        StatementSection(say("Deviations and notes"), _deviations(event, voice)),
    )


def _session(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    return (
        line(say("Fraction"), str(event.fraction)),
        line(say("Outcome"), say.term(event.outcome), emphasis=True),
        line(say("Time"), voice.moment(event.at), emphasis=True),
        line(say("Delivered dose"), voice.amount(event.delivered), emphasis=True),
        line(say("Machine"), event.machine),
        line(say("Imaging"), voice.coded("rt_imaging", event.imaging)),
        line(say("Monitor units"), voice.amount(event.monitor_units)),
        line(say("Record"), event.record),
    )


def _people(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    return (
        line(say("First operator"), voice.person(event.operator)),
        line(say("Second operator"), voice.person(event.second)),
    )


def _deviations(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    told = bool(event.breaches or event.incident.strip())
    return (
        line(say("Reason"), voice.coded(reason_vocabulary(event.outcome), event.reason)),
        line(say("Rules not kept"), voice.rules(event.breaches)),
        line(say("Incident"), event.incident, emphasis=told),
        line(say("Notes"), event.note),
    )


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    RadiotherapyPrescribed: tell_course,
    FractionRecorded: tell_session,
}
