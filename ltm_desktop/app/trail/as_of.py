"""One patient's chart as it stood at a moment: a fold of what was in the ledger by then.

For reading only. Order is by sequence: everything before the newest entry recorded by the moment
counts, so that a clock put back hides nothing.
"""

from collections.abc import Iterator
from datetime import datetime

from ltm_desktop.app.charts import fold_chart
from ltm_desktop.app.ports import Store
from ltm_desktop.app.projection import project
from ltm_desktop.app.rows import ItemRow
from ltm_desktop.app.trail.reading import recorded_at
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.patients import patient_lines
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class AsOf:
    """A chart as it stood."""

    moment: datetime
    seq: int
    """The newest entry of this patient by then; 0 when there was none."""
    entries: int
    chart: Chart


def chart_as_of(store: Store, patient: PatientId, moment: datetime) -> AsOf:
    """Fold what was in the ledger about a patient by a moment."""
    every = list(store.entries(patient))
    by_then = [place for place, one in enumerate(every) if recorded_at(one) <= moment]
    known = every[: by_then[-1] + 1] if by_then else []
    chart = fold_chart(Chart(patient), known)
    return AsOf(moment, known[-1].seq if known else 0, len(known), chart)


def summary(then: AsOf, voice: Voice) -> tuple[StatementSection, ...]:
    """Return who the patient was, what was planned and given, and what was signed, by then."""
    patient = then.chart.patient
    if patient is None:
        return ()
    say = voice.say
    rows = project(then.chart)
    items = rows.items if rows else ()
    parts = (
        (say("Patient"), tuple(_patient(patient, voice))),
        (say("Planned items"), tuple(_item(one, voice) for one in items)),
        (say("Radiotherapy"), tuple(_course(then.chart, voice))),
        (say("Records"), tuple(_records(then.chart, voice))),
    )
    return tuple(StatementSection(title, lines) for title, lines in parts if lines)


def _patient(patient: PatientSlice, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield from patient_lines(patient.identity, voice)
    arm = voice.active.protocol.arms.get(patient.arm) if voice.active and patient.arm else None
    yield line(say("Arm"), arm.label.text(say.language) if arm else patient.arm or "")
    yield line(say("Access"), say.term(patient.access.access) if patient.access else "")
    if patient.withdrawn_on:
        yield line(say("End of study treatment"), voice.day(patient.withdrawn_on), emphasis=True)
    if patient.died_on:
        yield line(say("Death"), voice.day(patient.died_on), emphasis=True)


def _item(item: ItemRow, voice: Voice) -> StatementLine:
    say = voice.say
    named = voice.item(ItemCode(item.code))
    if not item.outcome:
        day = voice.day(datetime.fromisoformat(item.scheduled).date())
        return voice.line(named, say("planned for {day}", day=day))
    at = voice.moment(datetime.fromisoformat(item.happened_at)) if item.happened_at else ""
    parts = (say.term(ItemState(item.outcome)), item.amount, at)
    return voice.line(named, " · ".join(part for part in parts if part), emphasis=True)


def _course(chart: Chart, voice: Voice) -> Iterator[StatementLine]:
    rows = project(chart)
    if rows and rows.patient.rt_prescribed:
        say = voice.say
        yield voice.line(say("Prescribed dose"), rows.patient.rt_prescribed)
        yield voice.line(say("Delivered dose"), rows.patient.rt_delivered, emphasis=True)


def _records(chart: Chart, voice: Voice) -> Iterator[StatementLine]:
    say = voice.say
    for one in chart.records.by_id.values():
        parts = (say.term(one.kind), voice.moment(one.happened_at), _standing(one, voice))
        yield voice.line(voice.item(one.item), " · ".join(parts), emphasis=not one.stands)


def _standing(one: Record, voice: Voice) -> str:
    say = voice.say
    if one.void:
        return say("Void")
    if one.replaced_by:
        return say("Corrected")
    if one.waiting is not None:
        return say("waits for: {meaning}", meaning=say.term(one.waiting))
    return say("complete")
