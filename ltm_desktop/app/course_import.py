"""A treatment record of the machine's system beside the log: what agrees, and what it proposes.

Writes nothing. Refuses a file of another patient and one whose UID the course already knows; a
person looks at every row and confirms, or does not.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ltm_desktop.app.import_rows import (
    LINKED,
    Compared,
    Row,
    differences,
    is_dose_compared,
    name_row,
    row,
)
from ltm_desktop.app.imported import ProposedSession
from ltm_desktop.app.imported_identity import refuse_other_patient
from ltm_desktop.app.session_draft import draft, operators_of
from ltm_desktop.app.session_match import Beside, doses_of, match_session, outcome_of, units_of
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.fractions import FractionRecorded, LinkSession, RecordFraction
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.values import dataclass

ONE_RECORD = "DICOM: a SOP instance UID names one record"
_BOTH = 2
"""Two people treat, and both sign."""


@dataclass(frozen=True, slots=True)
class SessionProposal:
    """A treatment record beside the log, and the command a person may confirm."""

    found: ProposedSession
    session: FractionRecorded | None
    """The session of the log with this fraction and day, None where there is none."""
    rows: tuple[Row, ...]
    command: RecordFraction | LinkSession | None
    """A draft; whatever the file does not say is left empty in it. None: nothing to propose."""
    findings: tuple[Alert, ...]
    """What a person must know before confirming; none of it blocks."""

    @property
    def differs(self) -> tuple[str, ...]:
        """Return the codes of what a link would keep as differing."""
        return differences(self.rows)

    @property
    def dose_compared(self) -> bool:
        """Tell whether any dose of the file stands beside one of the log."""
        return is_dose_compared(self.rows)


def compare_session(
    found: ProposedSession,
    chart: Chart,
    people: People,
    act: Act,
    *,
    record: RecordId,
    volumes: Mapping[str, str] | None = None,
) -> SessionProposal:
    """Hold a treatment record against the log.

    `record` is the identity a new session would get; `volumes` says which dose reference is which
    volume where the names do not tell. Raises Refused for another patient and a UID known before.
    """
    refuse_other_patient(found.patient, chart.patient)
    if found.uid in chart.course.uids:
        raise refuse("dicom.uid_known", ONE_RECORD)
    session = match_session(found, chart.course, act)
    doses = doses_of(found, chart.course, volumes or {})
    beside = Beside(found, session, doses, chart, people, act)
    rows = tuple(_rows(beside))
    return SessionProposal(
        found=found,
        session=session,
        rows=rows,
        command=draft(beside, rows, record),
        findings=tuple(_findings(beside)),
    )


def _rows(beside: Beside) -> Iterator[Row]:
    found, session, day_of = beside.found, beside.session, beside.act.day_of
    yield name_row(found.patient, beside.chart)
    yield row(Compared.FRACTION, session and session.fraction, found.fraction)
    ordered = beside.course.prescribed
    yield row(Compared.FRACTIONS, ordered and ordered.fractions, found.planned)
    yield row(Compared.DATE, day_of(session.at) if session else None, day_of(found.at))
    yield row(Compared.OUTCOME, session and session.outcome, outcome_of(found))
    yield from _dose_rows(beside)
    yield _units_row(found, session)
    yield _machine_row(found, session)
    yield row(Compared.TERMINATION, session and session.termination, found.termination)


def _dose_rows(beside: Beside) -> Iterator[Row]:
    """Yield one row a volume; a dose agrees within the signed tolerance of one fraction.

    A dose of the file that no name ties to a volume has a row of its own.
    """
    session = beside.session
    told = {one.volume: one.dose for one in session.delivered} if session else {}
    planned = (target.volume for target in beside.course.targets_of(beside.found.fraction))
    for volume in dict.fromkeys((*planned, *told, *beside.doses)):
        filed, logged = beside.doses.get(volume), told.get(volume)
        amount = Quantity(filed.dose, beside.unit) if filed else None
        same = bool(logged and filed and abs(logged.value - filed.dose) <= beside.tolerance)
        yield row(Compared.DOSE, logged, amount, part=volume, same=same)
    placed = {one.reference for one in beside.doses.values()}
    for one in beside.found.doses:
        if one.reference not in placed:
            name, amount = one.description or one.reference, Quantity(one.dose, beside.unit)
            yield row(Compared.DOSE, None, amount, part=name)


def _units_row(found: ProposedSession, session: FractionRecorded | None) -> Row:
    filed, logged = units_of(found), _told_units(session)
    same = None
    if filed is not None and logged is not None:
        # people type fewer digits than a machine keeps: rounded to them it must be the same
        same = filed.value.quantize(logged.value) == logged.value
    return row(Compared.MONITOR_UNITS, logged, filed, same=same)


def _told_units(session: FractionRecorded | None) -> Quantity | None:
    if session is None:
        return None
    if session.monitor_units is None and session.beams:
        added = sum((one.delivered.value for one in session.beams), Decimal(0))
        return Quantity(added, Unit.MU)
    return session.monitor_units


def _machine_row(found: ProposedSession, session: FractionRecorded | None) -> Row:
    logged = (session.machine.strip() or None) if session else None
    filed = found.machine or None
    same = bool(filed and logged and filed.casefold() == logged.casefold())
    return row(Compared.MACHINE, logged, filed, same=same)


def _findings(beside: Beside) -> Iterator[Alert]:
    found = beside.found
    if beside.course.prescribed is None:
        yield note("dicom.no_course", LINKED)
    yield from _plan_findings(beside)
    yield from _dose_findings(beside)
    if found.treated and units_of(found) is None:
        yield note("dicom.unit_not_mu", LINKED)
    for beam in found.over:
        name = beam.name or str(beam.number or "")
        yield note(
            "dicom.beam_over", LINKED, name=name, delivered=beam.delivered, planned=beam.specified
        )
    if "" in found.overridden:
        yield note("dicom.override_without_reason", LINKED)
    if beside.is_new and len(operators_of(found, beside.people)) < _BOTH:
        yield note("dicom.operators_unknown", LINKED)
    yield from _log_findings(beside)


def _plan_findings(beside: Beside) -> Iterator[Alert]:
    """Yield a note for a record of another plan than its fraction was ordered from."""
    ordered = beside.course.version_of(beside.found.fraction) or beside.course.prescribed
    known, told = ordered.plan_uid if ordered else "", beside.found.plan_uid
    if known and told and known != told:
        yield note("dicom.other_plan", LINKED, number=beside.found.fraction)


def _dose_findings(beside: Beside) -> Iterator[Alert]:
    if beside.found.treated and not beside.found.doses:
        yield note("dicom.no_dose", LINKED)
    volumes = {one.reference: volume for volume, one in beside.doses.items()}
    for one in beside.found.doses:
        name, volume = one.description or one.reference, volumes.get(one.reference)
        if volume is None:
            yield note("dicom.volume_unknown", LINKED, name=name)
            continue
        if name.casefold() != volume.casefold():
            yield note("dicom.taken_as", LINKED, name=name, volume=volume)
        if one.by_beams is not None and abs(one.by_beams - one.dose) > beside.tolerance:
            yield note("dicom.beams_disagree", LINKED, name=name)


def _log_findings(beside: Beside) -> Iterator[Alert]:
    day_of, session = beside.act.day_of, beside.session
    if session is None:
        day = day_of(beside.found.at)
        others = (one for one in beside.course.treated() if day_of(one.at) == day)
        for number in dict.fromkeys(one.fraction for one in others):
            yield note("dicom.other_fraction_that_day", LINKED, number=number)
    elif not session.treated and beside.found.treated:
        yield note("dicom.log_says_not_treated", LINKED)
    elif beside.perhaps_second:
        yield note("dicom.perhaps_second", LINKED, number=beside.found.fraction)
    elif beside.compared_before:
        yield note("dicom.already_linked", LINKED)
