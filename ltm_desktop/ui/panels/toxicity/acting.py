"""From what was typed to commands; nothing is decided here. No Qt."""

from dataclasses import replace
from datetime import date

from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    Answer,
    CorrectEvent,
    EndEvent,
    GradeEvent,
    GradeSource,
    GradeTold,
    JudgeEvent,
    LabBasis,
    ReopenEvent,
    ReportEvent,
    VoidEvent,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.ui.panels.toxicity.onset import Onset
from ltm_desktop.ui.panels.toxicity.typed import (
    Read,
    TypedGrade,
    TypedJudgement,
    TypedReason,
    TypedReport,
)

NONE, YES = "none", "yes"
NOT_APPLICABLE = "not_applicable"
"""Code of ae_action where no radiotherapy is given."""


def to_partial(onset: Onset) -> PartialDate:
    """Return a beginning or an end as precisely as it was typed."""
    if onset.month is None:
        return PartialDate(onset.earliest, Precision.YEAR)
    if onset.day is None:
        return PartialDate(onset.earliest, Precision.MONTH)
    return PartialDate(onset.earliest)


def to_onset(told: PartialDate) -> Onset:
    """Return a partial date as the field shows it."""
    month = told.on.month if told.known is not Precision.YEAR else None
    return Onset(told.on.year, month, told.on.day if told.known is Precision.DAY else None)


def to_report(
    typed: TypedReport,
    read: Read,
    patient: PatientId,
    event: AdverseEventId,
    *,
    today: date,
    basis: LabBasis | None = None,
) -> ReportEvent:
    """Return the report of a new event."""
    onset = _begun(read)
    # A grade is told from the onset on; where only month or year is known, from the day seen.
    on = onset.earliest if onset.day is not None else today
    told = GradeTold(on, Grade(int(typed.grade)))
    if basis is not None:
        told = replace(told, source=GradeSource.LABS, basis=basis)
    return ReportEvent(
        patient=patient,
        event=event,
        term=typed.term,
        verbatim=typed.verbatim,
        onset=to_partial(onset),
        first=told,
        onset_at=onset.at,
        baseline=typed.baseline == YES,
        baseline_grade=_grade_or_none(typed.baseline_grade),
        linked=_linked(typed.link),
    )


def to_correction(
    typed: TypedReport, read: Read, patient: PatientId, one: AdverseEvent
) -> CorrectEvent:
    """Return an event told anew, with every grade as it is typed now."""
    onset = _begun(read)
    return CorrectEvent(
        patient=patient,
        event=one.event,
        term=typed.term,
        verbatim=typed.verbatim,
        onset=to_partial(onset),
        grades=tuple(_regraded(typed, read, one)),
        reason=typed.reason,
        note=typed.note,
        onset_at=onset.at,
        baseline=typed.baseline == YES,
        baseline_grade=_grade_or_none(typed.baseline_grade),
        linked=_linked(typed.link),
    )


def _regraded(typed: TypedReport, read: Read, one: AdverseEvent) -> list[GradeTold]:
    numbers = typed.grades.split(",")
    told: list[GradeTold] = []
    for before, day, number in zip(one.grades, read.days, numbers, strict=True):
        on, grade = day or before.on, Grade(int(number))
        unchanged = (on, grade) == (before.on, before.grade)
        # a grade that a person changes no longer comes from the laboratory
        told.append(before if unchanged else GradeTold(on, grade))
    return sorted(told, key=lambda grade: grade.on)


def to_grade(
    typed: TypedGrade,
    read: Read,
    patient: PatientId,
    event: AdverseEventId,
    basis: LabBasis | None = None,
) -> GradeEvent:
    """Return a new grade of an event."""
    if read.on is None:
        raise LookupError("a grade without its day")
    source = GradeSource.PERSON if basis is None else GradeSource.LABS
    return GradeEvent(patient, event, GradeTold(read.on, Grade(int(typed.grade)), source, basis))


def to_end(typed: TypedGrade, read: Read, patient: PatientId, event: AdverseEventId) -> EndEvent:
    """Return an outcome; only one that ends the event has a day."""
    on = to_partial(read.onset) if read.onset is not None else None
    return EndEvent(patient, event, typed.outcome, on)


def to_judgement(
    typed: TypedJudgement, patient: PatientId, event: AdverseEventId, *, radiotherapy: bool
) -> JudgeEvent:
    """Return a judgement."""
    return JudgeEvent(
        patient=patient,
        event=event,
        answers=tuple(Answer(cause, level) for cause, level in typed.relations.items()),
        action_it=typed.action_it,
        action_rt=typed.action_rt if radiotherapy else NOT_APPLICABLE,
        treatment=typed.treatment,
        serious=typed.serious == YES,
        criteria=tuple(filter(None, typed.criteria.split(","))),
        expected=typed.expected == YES if typed.expected else None,
        reference=typed.reference if typed.expected else "",
    )


def to_reopening(
    typed: TypedReason, read: Read, patient: PatientId, event: AdverseEventId
) -> ReopenEvent:
    """Return that an event goes on."""
    if read.on is None:
        raise LookupError("an event that goes on without a day")
    return ReopenEvent(patient, event, read.on, typed.reason)


def to_void(typed: TypedReason, patient: PatientId, event: AdverseEventId) -> VoidEvent:
    """Return that an event is taken back."""
    return VoidEvent(patient, event, typed.reason, typed.note)


def _begun(read: Read) -> Onset:
    if read.onset is None:
        raise LookupError("an event without a beginning")
    return read.onset


def _grade_or_none(text: str) -> Grade | None:
    return Grade(int(text)) if text else None


def _linked(link: str) -> RecordId | None:
    return RecordId(link) if link and link != NONE else None
