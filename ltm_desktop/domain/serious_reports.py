"""The form of a serious event: what the record says on the day a physician signs it.

Everything is taken over from the chart and kept in the entry; only the narrative is typed. Refuses
a form before the awareness is told, without a narrative, or by anybody but a physician.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ltm_desktop.domain.acts import Act, Signer, elapsed
from ltm_desktop.domain.adverse_events import EventTold, Judgement
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.fractions import DeliveredDose, FractionRecorded
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.labs import LabResult
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.serious_events import (
    AwarenessRecorded,
    FollowUpRecorded,
    NoticeSent,
    SeriousCase,
)
from ltm_desktop.domain.terms import Access, Meaning
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass

LAST = 3
"""How many doses and sessions before the onset, and after it, a form tells."""
FORM = "clinical practice section 6.3: content of a report"


@dataclass(frozen=True, slots=True)
class ReportSerious:
    """Sign the form of a serious event, the first or a follow-up; the physician approves it."""

    patient: PatientId
    event: str
    record: RecordId
    narrative: str


@dataclass(frozen=True, slots=True)
class ReportedDose:
    """An injection round the onset."""

    item: ItemCode
    drug: str
    amount: Quantity
    """mg that went in."""
    access: Access
    started_at: datetime
    hours: int | None
    """Whole hours from its start to the onset, below 0 when given after it; None: no time known."""


@dataclass(frozen=True, slots=True)
class ReportedFraction:
    """A radiotherapy session round the onset."""

    fraction: int
    at: datetime
    delivered: tuple[DeliveredDose, ...]


@dataclass(frozen=True, slots=True)
class ReportedLab:
    """A laboratory result before the onset, or the newest one since."""

    analyte: str
    comparator: str
    value: Quantity
    sampled_at: datetime


@dataclass(frozen=True, slots=True)
class SeriousReported:
    """A physician signed the form of a serious event."""

    record: RecordId
    event: str
    number: int
    """0 for the first form, then the number of the follow-up."""
    told: EventTold
    judgement: Judgement
    judged_by: PersonId
    outcome: str
    """Code of ae_outcome; empty while none was told."""
    ended_on: PartialDate | None
    aware: AwarenessRecorded
    doses: tuple[ReportedDose, ...]
    fractions: tuple[ReportedFraction, ...]
    labs: tuple[ReportedLab, ...]
    notices: tuple[NoticeSent, ...]
    follow_ups: tuple[FollowUpRecorded, ...]
    narrative: str
    by: PersonId


EVENTS = (SeriousReported,)


@dataclass(frozen=True, slots=True)
class Around:
    """What the chart holds of treatment and laboratory, as far as a form tells it."""

    injections: tuple[DoseRecorded, ...]
    sessions: tuple[FractionRecorded, ...]
    results: tuple[LabResult, ...]


def check_report(
    command: ReportSerious, case: SeriousCase, identity: Identity | None
) -> Iterator[Alert]:
    """Return what stands against signing a form."""
    if case.awareness is None:
        yield stop("serious.aware_first", FORM)
    if not command.narrative.strip():
        yield stop("serious.narrative_missing", FORM)
    yield from check_note(command.narrative)
    if identity is not None and names(command.narrative, identity):
        yield stop("serious.name_in_narrative", FORM)


def check_form(form: SeriousReported, identity: Identity | None) -> Iterator[Alert]:
    """Return a stop where a text the form takes over from the record names the patient."""
    if identity is not None and any(names(text, identity) for text in _taken_over(form)):
        yield stop("serious.name_in_record", FORM)


def _taken_over(form: SeriousReported) -> Iterator[str]:
    yield from (form.told.verbatim, form.judgement.treatment, form.judgement.reference)
    yield from (form.aware.source, form.aware.reason)
    for sent in form.notices:
        yield from (sent.reference, sent.late_reason, sent.note)
    yield from (one.text for one in form.follow_ups)


def names(text: str, identity: Identity) -> bool:
    """Tell whether a text names the patient: the form leaves the site under the subject number."""
    name = identity.name
    latin = (f"{name.family} {name.given}", f"{name.given} {name.family}")
    whole = [one.strip() for one in (name.han, *latin, identity.hospital_number)]
    plain = " ".join(text.replace(",", " ").split()).casefold()
    return any(len(one) > 1 and one.casefold() in plain for one in whole)


def form_of(
    command: ReportSerious, case: SeriousCase, event: AdverseEvent, around: Around, act: Act
) -> SeriousReported:
    """Return the form as the chart stands; the awareness must have been told and judged."""
    aware, judged = case.awareness, event.judged
    if aware is None or judged is None:
        raise LookupError(case.event)
    ended = event.ended.told if event.ended else None
    onset = onset_of(event, act)
    return SeriousReported(
        record=command.record,
        event=case.event,
        number=len(case.reports),
        told=event.told,
        judgement=judged.told.judgement,
        judged_by=judged.told.by,
        outcome=ended.outcome if ended else "",
        ended_on=ended.on if ended else None,
        aware=aware,
        doses=tuple(_dose(one, event.told.onset_at) for one in _round(around.injections, onset)),
        fractions=tuple(
            ReportedFraction(one.fraction, one.at, one.delivered)
            for one in _sessions(around.sessions, onset)
        ),
        labs=tuple(_labs(around.results, onset)),
        notices=case.notices,
        follow_ups=case.follow_ups,
        narrative=command.narrative.strip(),
        by=act.author,
    )


def onset_of(event: AdverseEvent, act: Act) -> datetime:
    """Return the moment up to which things lie before the onset: its time, or its latest day."""
    if event.told.onset_at is not None:
        return event.told.onset_at
    last = event.told.onset.latest
    return act.now.replace(
        year=last.year, month=last.month, day=last.day, hour=23, minute=59, second=59, microsecond=0
    )


def _is_before(moment: datetime, onset: datetime) -> bool:
    return elapsed(moment, onset) >= timedelta(0)


def _round(told: tuple[DoseRecorded, ...], onset: datetime) -> tuple[DoseRecorded, ...]:
    ordered = sorted(told, key=lambda one: one.started_at.timestamp())
    before = [one for one in ordered if _is_before(one.started_at, onset)]
    return (*before[-LAST:], *ordered[len(before) :][:LAST])


def _sessions(told: tuple[FractionRecorded, ...], onset: datetime) -> tuple[FractionRecorded, ...]:
    ordered = sorted(told, key=lambda one: one.at.timestamp())
    before = [one for one in ordered if _is_before(one.at, onset)]
    return (*before[-LAST:], *ordered[len(before) :][:LAST])


def _dose(told: DoseRecorded, onset_at: datetime | None) -> ReportedDose:
    hours = None
    if onset_at is not None:
        # towards the dose: 25 h 59 min are 25 h
        hours = int(elapsed(told.started_at, onset_at) / timedelta(hours=1))
    return ReportedDose(told.item, told.drug, told.delivered, told.access, told.started_at, hours)


def _labs(results: tuple[LabResult, ...], onset: datetime) -> Iterator[ReportedLab]:
    """Yield of every analyte the last result before the onset and the newest since."""
    ordered = sorted(results, key=lambda one: one.sampled_at.timestamp())
    for analyte in dict.fromkeys(one.analyte for one in ordered):
        own = [one for one in ordered if one.analyte == analyte]
        before = [one for one in own if _is_before(one.sampled_at, onset)]
        since = own[len(before) :]
        for one in (*before[-1:], *since[-1:]):
            sign = one.comparator.value
            yield ReportedLab(one.analyte, sign, one.value, one.sampled_at)


def report_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the one signature a form needs."""
    return (Signer(act.author, Meaning.APPROVED),) if isinstance(command, ReportSerious) else ()
