"""One radiotherapy session as it happened: outcome, doses, verification, people, deviations."""

from collections.abc import Iterator

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice, reason_vocabulary
from ltm_desktop.domain.fractions import FractionRecorded

Sections = tuple[StatementSection, ...]


def tell_session(event: FractionRecorded, voice: Voice) -> Sections:
    """Tell one session as it happened."""
    say = voice.say
    return (
        StatementSection(say("Session"), (*_session(event, voice), *_machine(event, voice))),
        StatementSection(say("Verification"), _verification(event, voice)),
        StatementSection(say("People"), _people(event, voice)),
        StatementSection(say("Deviations and notes"), _deviations(event, voice)),
    )


def _session(event: FractionRecorded, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Fraction"), str(event.fraction))
    yield line(say("Session of the fraction"), str(event.session) if event.session else "")
    yield line(say("Outcome"), say.term(event.outcome), emphasis=True)
    yield line(say("Time"), voice.moment(event.at), emphasis=True)
    yield line(say("End"), voice.moment(event.ended_at))
    if not event.delivered:
        yield line(say("Delivered dose"), "", emphasis=True)
    for one in event.delivered:
        label = say("Delivered dose, {volume}", volume=one.volume)
        yield line(label, voice.amount(one.dose), emphasis=True)


def _machine(event: FractionRecorded, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Machine"), event.machine)
    yield line(say("Monitor units"), voice.amount(event.monitor_units))
    for beam in event.beams:
        label = say("Beam {name}, delivered of specified", name=beam.name)
        specified = voice.amount(beam.specified) or voice.nothing
        yield line(label, f"{voice.amount(beam.delivered)} / {specified}")
    yield line(say("Ended by"), say.term(event.termination))
    yield line(say("Overridden at the machine"), event.machine_override)
    yield line(say("Record-and-verify id"), event.rv_id)
    yield line(say("DICOM identifier (UID)"), event.uid)
    yield line(say("Record"), event.record)


def _verification(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line, told = voice.say, voice.line, event.verification
    return (
        line(say("Imaging"), voice.coded("rt_imaging", told.imaging)),
        line(say("Vertical shift"), voice.amount(told.vertical)),
        line(say("Longitudinal shift"), voice.amount(told.longitudinal)),
        line(say("Lateral shift"), voice.amount(told.lateral)),
        line(say("Rotation"), voice.amount(told.rotation)),
        line(say("Set-up device"), told.device),
        line(say("Position approved by"), voice.person(told.approved_by)),
    )


def _people(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    return (
        line(say("First operator"), voice.person(event.operator)),
        line(say("Second operator"), voice.person(event.second)),
        line(say("Physician on call"), voice.person(event.physician_on_call)),
    )


def _deviations(event: FractionRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    told = bool(event.breaches or event.incident.strip())
    return (
        line(say("Reason"), voice.coded(reason_vocabulary(event.outcome), event.reason)),
        line(say("Expected to go on"), voice.day(event.resume_on)),
        line(say("Rules not kept"), voice.rules(event.breaches)),
        line(say("Incident"), event.incident, emphasis=told),
        line(say("Corrects record"), event.corrects or ""),
        line(
            say("Reason for the correction"),
            voice.coded("correction_reason", event.correction_reason),
        ),
        line(say("Notes"), event.note),
    )
