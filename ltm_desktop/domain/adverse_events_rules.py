"""What a told event must meet: a term of its list, grades that exist, days in order, codes listed.

Refuses nothing by itself: it returns alerts, all that stand against a form together.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.adverse_events import (
    CLOSING,
    FATAL,
    CorrectEvent,
    EndEvent,
    GradeSource,
    GradeTold,
    JudgeEvent,
    ReportEvent,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent, AdverseEventsSlice
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.ctcae import Codelist, Grade, Term
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import RecordKind, RecordsSlice
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_codes, check_listed

EXISTING = "clinical practice section 6.1: a grade that does not exist is not offered"
RECORD = "clinical practice section 6.2: the record of an adverse event"
SERIOUS = "clinical practice section 6.3: serious by a criterion, not by its grade"
DEATH = "death"
"""Code of ae_serious."""
_LINKED = frozenset({RecordKind.DOSE, RecordKind.FRACTION})


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a decision about an adverse event knows."""

    events: AdverseEventsSlice
    patient: PatientSlice
    records: RecordsSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act


def list_of(protocol: ActiveProtocol | None, version: str = "") -> Codelist | None:
    """Return a version of the terms, the signed one without a version; None where there is none."""
    if protocol is None or protocol.toxicity is None:
        return None
    lists = protocol.protocol.toxicity.lists
    return lists.get(version) if version else protocol.toxicity.terms


def check_told(
    command: ReportEvent | CorrectEvent, term: Term | None, at: Reporting
) -> Iterator[Alert]:
    """Return what stands against an event as a form tells it."""
    yield from _check_term(command.term, term, command.verbatim)
    yield from _check_onset(command, at)
    grades = command.grades if isinstance(command, CorrectEvent) else (command.first,)
    if not grades:
        yield stop("adverse_events.no_grade", RECORD)
    yield from check_grades(grades, term, command.onset, at.act)
    yield from check_alive((command.onset.earliest, *(one.on for one in grades)), at)
    yield from check_death(grades, at)
    yield from _check_baseline(command, term)
    known = at.records.by_id.get(command.linked) if command.linked is not None else None
    if command.linked is not None and (known is None or known.kind not in _LINKED):
        yield stop("adverse_events.unknown_link", RECORD)


def _check_term(code: str, term: Term | None, verbatim: str) -> Iterator[Alert]:
    if term is None:
        yield stop("adverse_events.unknown_term", EXISTING, typed=code)
    elif term.needs_text and not verbatim.strip():
        yield stop("adverse_events.other_needs_text", EXISTING, term=term.label)
    yield from check_note(verbatim)


def _check_onset(command: ReportEvent | CorrectEvent, at: Reporting) -> Iterator[Alert]:
    onset, moment = command.onset, command.onset_at
    if at.act.is_day_ahead(onset.earliest):
        yield stop("adverse_events.future", RECORD, on=onset.earliest)
    if onset.latest < at.patient.identity.born:
        yield stop("adverse_events.before_birth", RECORD, born=at.patient.identity.born)
    if moment is None:
        return
    if onset.known is not Precision.DAY or at.act.day_of(moment) != onset.on:
        yield stop("adverse_events.other_day", RECORD, at=moment)
    if at.act.is_ahead(moment):
        yield stop("adverse_events.future", RECORD, on=moment)


def check_death(grades: Iterable[GradeTold], at: Reporting) -> Iterator[Alert]:
    """Return a stop for a grade 5 that counts from a day before the one of the death."""
    died = at.patient.died_on
    fatal = (one.on for one in grades if one.grade is Grade.FIVE)
    early = next((on for on in fatal if died is not None and on < died), None)
    if early is not None:
        yield stop("adverse_events.death_other_day", RECORD, on=early, died=died)


def check_alive(days: Iterable[date], at: Reporting) -> Iterator[Alert]:
    """Return a stop for the first day that lies after the patient's death."""
    died = at.patient.died_on
    late = next((on for on in days if died is not None and on > died), None)
    if late is not None:
        yield stop("follow_up.after_death", RECORD, on=late, died=died)


def _check_baseline(command: ReportEvent | CorrectEvent, term: Term | None) -> Iterator[Alert]:
    grade = command.baseline_grade
    if grade is None:
        return
    if not command.baseline:
        yield stop("adverse_events.baseline_unsaid", RECORD)
    yield from check_grade(grade, term)


def check_grade(grade: Grade, term: Term | None) -> Iterator[Alert]:
    """Return a stop for a grade that a term does not have, naming those it has."""
    if term is not None and grade not in term.grades:
        yield stop(
            "adverse_events.no_such_grade",
            EXISTING,
            term=term.label,
            grade=grade,
            grades=term.grades,
        )


def check_grades(
    grades: Sequence[GradeTold], term: Term | None, onset: PartialDate, act: Act
) -> Iterator[Alert]:
    """Return what stands against the grades of an event: none that exists, days out of order."""
    for one in grades:
        yield from check_grade(one.grade, term)
        if act.is_day_ahead(one.on):
            yield stop("adverse_events.future", RECORD, on=one.on)
        if one.on < onset.earliest:
            yield stop("adverse_events.grade_before_onset", RECORD, on=one.on)
        if (one.source is GradeSource.LABS) is (one.basis is None):
            yield stop("adverse_events.basis_missing", RECORD)
    for earlier, later in pairwise(grades):
        if later.on < earlier.on:
            yield stop("adverse_events.grade_order", RECORD, on=later.on, last=earlier.on)
        if earlier.grade is Grade.FIVE:
            yield stop("adverse_events.after_death", RECORD, on=earlier.on)


def check_outcome(command: EndEvent, known: AdverseEvent, at: Reporting) -> Iterator[Alert]:
    """Return what stands against an outcome: its day, a death nobody graded."""
    if not command.outcome.strip():
        yield stop("adverse_events.outcome_missing", RECORD)
        return
    yield from check_listed(at.protocol, "ae_outcome", command.outcome)
    if command.outcome == FATAL:
        yield stop("adverse_events.fatal_is_graded", EXISTING)
        return
    closes = command.outcome in CLOSING
    if closes and command.on is None:
        yield stop("adverse_events.end_missing", RECORD)
    if not closes and command.on is not None:
        yield stop("adverse_events.end_unexpected", RECORD)
    if command.on is not None:
        yield from _check_end(command.on, known, at.act)
        yield from check_alive((command.on.earliest,), at)


def _check_end(end: PartialDate, known: AdverseEvent, act: Act) -> Iterator[Alert]:
    if act.is_day_ahead(end.earliest):
        yield stop("adverse_events.future", RECORD, on=end.earliest)
    if end.latest < known.told.onset.earliest:
        yield stop("adverse_events.end_before_onset", RECORD, on=known.told.onset.earliest)
    elif end.latest < known.grades[-1].on:
        yield stop("adverse_events.end_before_grade", RECORD, on=known.grades[-1].on)


def check_judgement(command: JudgeEvent, known: AdverseEvent, at: Reporting) -> Iterator[Alert]:
    """Return what a judgement leaves open or names wrongly."""
    yield from _check_answers(command, at.protocol)
    for treatment, action in (("it", command.action_it), ("rt", command.action_rt)):
        if not action:
            yield stop("adverse_events.action_missing", RECORD, field=f"action_{treatment}")
        yield from check_listed(at.protocol, "ae_action", action)
    yield from check_note(command.treatment)
    yield from check_note(command.reference)
    yield from _check_serious(command, known)
    yield from check_codes(at.protocol, "ae_serious", command.criteria)
    if command.expected is None and command.serious:
        yield stop("adverse_events.expected_missing", SERIOUS)
    if command.expected is not None and not command.reference.strip():
        yield stop("adverse_events.reference_missing", SERIOUS)


def _check_answers(command: JudgeEvent, protocol: ActiveProtocol | None) -> Iterator[Alert]:
    if protocol is None or protocol.toxicity is None:
        yield stop("adverse_events.no_term_list", RECORD)
        return
    causes = protocol.protocol.vocabularies.get("ae_cause", {})
    answered = [one.cause for one in command.answers]
    missing = tuple(label for code, label in causes.items() if code not in answered)
    if missing:
        yield stop("adverse_events.cause_missing", RECORD, causes=missing)
    if len(set(answered)) != len(answered):
        yield stop("adverse_events.cause_twice", RECORD)
    yield from check_codes(protocol, "ae_cause", answered)
    for one in command.answers:
        if one.level not in protocol.toxicity.scale.levels:
            yield stop("adverse_events.unknown_level", RECORD, typed=one.level)


def _check_serious(command: JudgeEvent, known: AdverseEvent) -> Iterator[Alert]:
    if command.serious and not command.criteria:
        yield stop("adverse_events.criterion_missing", SERIOUS)
    if command.criteria and not command.serious:
        yield stop("adverse_events.criterion_unexpected", SERIOUS)
    died = known.worst is Grade.FIVE
    if died and DEATH not in command.criteria:
        yield stop("adverse_events.death_is_serious", SERIOUS)
    if not died and DEATH in command.criteria:
        yield stop("adverse_events.death_is_graded", SERIOUS)
