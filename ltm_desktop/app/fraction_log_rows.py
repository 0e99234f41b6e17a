"""The rows of the fraction log, in one language: orders, sessions, decisions, checks, sums.

Nothing is chosen: a session that was taken back or put right keeps its row and says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, SessionView, biological
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    DeliveredDose,
    FractionRecorded,
    RadiotherapyPrescribed,
    SessionLinked,
    ShortfallDecided,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.values import dataclass

Row = tuple[str, ...]
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Told:
    """One radiotherapy event as it stands in the ledger."""

    event: object
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """What the rows are made of."""

    course: CourseView
    told: tuple[Told, ...]
    """Oldest first."""
    records: Mapping[RecordId, Record]

    @property
    def unit(self) -> Unit:
        """Return the unit of the course's doses."""
        return self.course.summed.main.unit


def orders(log: Log, voice: Voice) -> Iterator[Row]:
    """Yield every version of the order."""
    say = voice.say
    for one in log.told:
        event = one.event
        if isinstance(event, RadiotherapyPrescribed):
            kept = (voice.coded("rt_technique", event.technique), event.energy)
            how = (*kept, voice.coded("rt_intent", event.intent))
            yield (
                str(event.version),
                say("{first} to {last}", first=event.from_fraction, last=event.fractions),
                "\n".join(_targets(event, voice)),
                "\n".join(filter(None, (*how, event.reason))),
                "\n".join((voice.person(event.prescriber), voice.moment(one.recorded_at))),
            )


def _targets(event: RadiotherapyPrescribed, voice: Voice) -> Iterator[str]:
    courses = voice.active.protocol.prescriptions if voice.active else {}
    known = courses.get(event.prescription)
    yield known.label.text(voice.say.language) if known else event.prescription
    for one in event.targets:
        site = " ".join(filter(None, (voice.target(event.prescription, one), one.detail)))
        yield voice.say(
            "{volume} · {site}: {total} at {dose}",
            volume=one.volume,
            site=site,
            total=one.total,
            dose=one.per_fraction,
        )


def sessions(log: Log, voice: Voice) -> Iterator[Row]:
    """Yield every session in the order of their times, those that no longer stand among them."""
    standing = {one.session.record: one for one in log.course.sessions}
    told = [one.event for one in log.told if isinstance(one.event, FractionRecorded)]
    for event in sorted(told, key=lambda one: one.at.timestamp()):
        yield _session(event, standing.get(event.record), log, voice)


def _session(event: FractionRecorded, view: SessionView | None, log: Log, voice: Voice) -> Row:
    say, alone = voice.say, len(log.course.summed.targets) == 1
    number = str(event.fraction)
    if event.session > 1:
        number = say("{fraction}, session {session}", fraction=number, session=event.session)
    dose = _doses(event.delivered, say, alone=alone)
    people = (voice.person(one) for one in (event.operator, event.second) if one)
    return (
        number,
        _moment(event.at, voice),
        dose if view else f"({dose})" if dose else "",
        _totals(view, say, alone=alone),
        "\n".join(filter(None, (event.machine, *people))),
        "\n".join(_verified(event, voice)),
        "\n".join(_ended(event, log, voice)),
    )


def _moment(at: datetime, voice: Voice) -> str:
    """Write day and time in two lines, so that two languages share the time."""
    return voice.moment(at).replace(" ", "\n", 1)


def _doses(doses: Iterable[DeliveredDose], say: Words, *, alone: bool) -> str:
    if alone:
        return "\n".join(say.number(one.dose.value) for one in doses)
    return "\n".join(f"{one.volume} {say.number(one.dose.value)}" for one in doses)


def _totals(view: SessionView | None, say: Words, *, alone: bool) -> str:
    if view is None:
        return ""
    if alone:
        return "\n".join(say.number(dose) for dose in view.cumulative.values())
    return "\n".join(f"{volume} {say.number(dose)}" for volume, dose in view.cumulative.items())


def _verified(event: FractionRecorded, voice: Voice) -> Iterator[str]:
    say, told = voice.say, event.verification
    if told.imaging:
        yield voice.coded("rt_imaging", told.imaging)
    shifts = (
        (say("Vertical shift"), told.vertical),
        (say("Longitudinal shift"), told.longitudinal),
        (say("Lateral shift"), told.lateral),
        (say("Rotation"), told.rotation),
    )
    for label, amount in shifts:
        if amount is not None:
            yield say("{label}: {value}", label=label, value=voice.amount(amount))
    if told.approved_by:
        approved = say("Position approved by")
        yield say("{label}: {value}", label=approved, value=voice.person(told.approved_by))


def _ended(event: FractionRecorded, log: Log, voice: Voice) -> Iterator[str]:
    """Say how a session ended, why, what was told about it, and whether it still stands."""
    say = voice.say
    yield say.term(event.outcome)
    if event.reason:
        yield voice.coded("rt_interruption", event.reason)
    yield from filter(None, (event.note, event.machine_override))
    if event.incident:
        yield say("{label}: {value}", label=say("Incident"), value=event.incident)
    if event.breaches:
        rules = voice.rules(event.breaches)
        yield say("{label}: {value}", label=say("Rules not kept"), value=rules)
    yield from _linked(event, log, voice)
    yield from _put_right(event, log, voice)


def _linked(event: FractionRecorded, log: Log, voice: Voice) -> Iterator[str]:
    say, link = voice.say, log.course.course.links.get(event.record)
    if link is None:
        if event.rv_id:
            yield say("Record-and-verify id {id}, as told", id=event.rv_id)
    elif link.differs:
        what = say.listing(say.term(f"differs.{code}") for code in link.differs)
        yield say(
            "Record-and-verify id {id}, compared; differs in {what}: {remark}",
            id=link.rv_id,
            what=what,
            remark=link.remark,
        )
    else:
        yield say("Record-and-verify id {id}, compared and the same", id=link.rv_id)


def _put_right(event: FractionRecorded, log: Log, voice: Voice) -> Iterator[str]:
    say = voice.say
    if event.corrects:
        reason = voice.coded("correction_reason", event.correction_reason)
        yield say("Corrects an earlier record: {reason}", reason=reason)
    known = log.records.get(event.record)
    if known is None or known.stands:
        return
    if known.voided is not None:
        yield say(
            "TAKEN BACK {day}, {reason}; the dose does not count",
            day=known.voided.at.astimezone(voice.zone).date(),
            reason=voice.coded("void_reason", known.voided.reason),
        )
    else:
        yield say("CORRECTED by a later record; the dose of this one does not count")


def decisions(log: Log, voice: Voice) -> Iterator[Row]:
    """Yield what physicians decided about short fractions and compensation."""
    say = voice.say
    for one in log.told:
        when = voice.moment(one.recorded_at)
        match one.event:
            case ShortfallDecided() as event:
                what = say("Fraction {number}", number=event.fraction)
                short = say("{doses} short", doses=voice.doses(event.short))
                decided = "\n".join((short, say.term(event.choice)))
                yield (what, when, decided, event.reason, voice.person(event.physician))
            case CompensationOrdered() as event:
                days = voice.days(event.days)
                decided = "\n".join((voice.coded("rt_compensation", event.method), days))
                person = voice.person(event.physician)
                yield (say("Compensation"), when, decided, event.reason, person)
            case _:
                continue


def checks(log: Log, voice: Voice) -> Iterator[Row]:
    """Yield the weekly checks."""
    say = voice.say
    for one in log.told:
        event = one.event
        if not isinstance(event, CourseChecked):
            continue
        found = say.listing(voice.coded("rt_check_item", code) for code in event.found)
        missing = say.listing(voice.item(code) for code in event.missing_doses)
        lines = [found, event.note]
        if missing:
            label = say("Intrathecal doses due and not given")
            lines.append(say("{label}: {value}", label=label, value=missing))
        yield (
            voice.day(event.through),
            say("{all}, of these {open} without a link", all=event.sessions, open=event.unlinked),
            voice.doses(event.delivered),
            "\n".join(filter(None, lines)),
            "\n".join((voice.person(event.by), voice.moment(one.recorded_at))),
        )


def sums(log: Log, voice: Voice) -> Iterator[Row]:
    """Yield what every volume was prescribed, received and lacks."""
    for one in log.course.summed.targets:
        doses = (one.prescribed, one.delivered, one.remaining, one.shortfall, one.excess)
        yield (one.volume, *(voice.say.number(dose) for dose in doses))


def effects(log: Log, _: Voice) -> Iterator[Row]:
    """Yield BED and EQD2 of what was delivered, to the hundredth."""
    for one in biological(log.course):
        doses = (one.bed.quantize(_HUNDREDTH), one.eqd2.quantize(_HUNDREDTH))
        yield (one.volume, str(one.alpha_beta), *(str(dose) for dose in doses))


def is_of_the_log(event: object) -> bool:
    """Tell whether an event has a place in the log."""
    kinds = (
        RadiotherapyPrescribed,
        FractionRecorded,
        ShortfallDecided,
        CompensationOrdered,
        SessionLinked,
        CourseChecked,
    )
    return isinstance(event, kinds)
