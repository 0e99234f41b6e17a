"""Radiotherapy orders, decisions and checks, in the order the treatment room reads them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.session import tell_session
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    CourseTarget,
    FractionRecorded,
    RadiotherapyPrescribed,
    SessionLinked,
    ShortfallDecided,
)

Sections = tuple[StatementSection, ...]


def tell_course(event: RadiotherapyPrescribed, voice: Voice) -> Sections:
    """Tell the order of a course, or of a new version of it, volume by volume."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Prescription"), event.prescription),
        line(say("Version"), str(event.version)),
        line(say("Holds from fraction"), str(event.from_fraction)),
        line(say("Why the course changes"), event.reason),
        line(say("Fractions"), str(event.fractions), emphasis=True),
        *(line for target in event.targets for line in _target(target, event, voice)),
        line(say("Tolerance of one fraction"), voice.amount(event.tolerance)),
        line(say("Fractions a week"), str(event.per_week)),
        line(say("Technique"), voice.coded("rt_technique", event.technique)),
        line(say("Energy"), event.energy),
        line(say("Intent"), voice.coded("rt_intent", event.intent)),
        line(say("First fraction on"), voice.day(event.start_on)),
        line(say("Category of interruptions"), event.category),
        line(say("Longer than planned by at most"), _days(event.prolongation, voice)),
        line(say("Alpha/beta for BED and EQD2, Gy"), _listed(event.alpha_beta, voice)),
        line(say("Relative biological effectiveness (RBE)"), voice.amount(event.rbe)),
        line(say("DICOM identifier (UID) of the plan"), event.plan_uid),
        line(say("Prescribed by"), voice.person(event.prescriber)),
    )
    return (StatementSection(say("Radiotherapy order"), lines),)


def _target(
    target: CourseTarget, event: RadiotherapyPrescribed, voice: Voice
) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Target volume"), target.volume, emphasis=True)
    yield line(say("Dose level"), voice.level(event.prescription, target.level))
    yield line(say("Target"), voice.target(event.prescription, target))
    yield line(say("Borders or side"), target.detail)
    yield line(say("Total dose"), voice.amount(target.total), emphasis=True)
    yield line(say("Dose per fraction"), voice.amount(target.per_fraction), emphasis=True)


def _days(days: int | None, voice: Voice) -> str:
    return voice.say("no limit signed") if days is None else f"{days} d"


def _listed(numbers: tuple[int, ...], voice: Voice) -> str:
    return voice.say.listing(map(str, numbers))


def tell_shortfall(event: ShortfallDecided, voice: Voice) -> Sections:
    """Tell what a physician decided about a short fraction."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Fraction"), str(event.fraction), emphasis=True),
        line(say("Dose that was short"), voice.doses(event.short), emphasis=True),
        line(say("Decision"), say.term(event.choice), emphasis=True),
        line(say("Reason"), event.reason),
        line(say("Decided by"), voice.person(event.physician)),
    )
    return (StatementSection(say("Decision about a short fraction"), lines),)


def tell_compensation(event: CompensationOrdered, voice: Voice) -> Sections:
    """Tell which days may carry more than the calendar does."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Compensation"), voice.coded("rt_compensation", event.method), emphasis=True),
        line(say("Days"), voice.days(event.days), emphasis=True),
        line(say("Reason"), event.reason),
        line(say("Ordered by"), voice.person(event.physician)),
    )
    return (StatementSection(say("Compensation order"), lines),)


def tell_link(event: SessionLinked, voice: Voice) -> Sections:
    """Tell which record of the machine's system a session is."""
    say, line = voice.say, voice.line
    differs = (say.term(f"differs.{code}") for code in event.differs)
    lines = (
        line(say("Session"), event.record),
        line(say("Record-and-verify id"), event.rv_id, emphasis=True),
        line(say("DICOM identifier (UID)"), event.uid),
        line(say("What differs"), say.listing(differs)),
        line(say("Remark"), event.remark),
        line(say("Reconciled by"), voice.person(event.by)),
    )
    return (StatementSection(say("Reconciliation with the machine's system"), lines),)


def tell_check(event: CourseChecked, voice: Voice) -> Sections:
    """Tell a weekly check with the sums of that day."""
    say, line = voice.say, voice.line
    found = (voice.coded("rt_check_item", code) for code in event.found)
    missing = (voice.item(code) for code in event.missing_doses)
    lines = (
        line(say("Checked up to"), voice.day(event.through), emphasis=True),
        line(say("Sessions told"), str(event.sessions)),
        line(say("Of these without a link to the machine's system"), str(event.unlinked)),
        line(say("Delivered so far"), voice.doses(event.delivered), emphasis=True),
        line(say("Intrathecal doses due and not given"), say.listing(missing) or say("none")),
        line(say("Looked at and right"), say.listing(found)),
        line(say("Notes"), event.note),
        line(say("Checked by"), voice.person(event.by)),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Weekly check"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    RadiotherapyPrescribed: tell_course,
    FractionRecorded: tell_session,
    ShortfallDecided: tell_shortfall,
    CompensationOrdered: tell_compensation,
    SessionLinked: tell_link,
    CourseChecked: tell_check,
}
