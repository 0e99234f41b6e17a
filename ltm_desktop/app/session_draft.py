"""The command a treatment record proposes: a link to the session of the log, or a new session.

A draft and nothing more: what the file does not say is left empty, and deciding refuses it so.
"""

from ltm_desktop.app.import_rows import Row, differences
from ltm_desktop.app.imported import ProposedSession
from ltm_desktop.app.imported_identity import person_called
from ltm_desktop.app.session_match import Beside, outcome_of, units_of
from ltm_desktop.domain.fractions import (
    Beam,
    DeliveredDose,
    LinkSession,
    RecordFraction,
    SessionOutcome,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.quantities import Quantity, Unit


def draft(
    beside: Beside, rows: tuple[Row, ...], record: RecordId
) -> RecordFraction | LinkSession | None:
    """Return what a person may confirm; None where the session was compared before."""
    session, found = beside.session, beside.found
    if session is None or beside.is_new:
        return _session(beside, record)
    if beside.compared_before:
        return None
    return LinkSession(
        patient=beside.chart.patient_id,
        record=session.record,
        rv_id=session.rv_id or found.uid,
        uid=found.uid,
        differs=differences(rows),
    )


def _session(beside: Beside, record: RecordId) -> RecordFraction:
    """Return the session as the file has it; reasons and whoever is not named stay empty."""
    found, outcome = beside.found, outcome_of(beside.found)
    treated = outcome is not SessionOutcome.NOT_TREATED
    units = units_of(found) if treated else None
    operators = operators_of(found, beside.people)
    return RecordFraction(
        patient=beside.chart.patient_id,
        record=record,
        fraction=found.fraction,
        outcome=outcome,
        at=found.at,
        delivered=_delivered(beside) if treated else (),
        machine=found.machine,
        operator=operators[0] if operators else PersonId(""),
        second=operators[1] if len(operators) > 1 else None,
        monitor_units=units,
        beams=_beams(found) if units is not None else (),
        termination=found.termination,
        machine_override="; ".join(filter(None, found.overridden)),
        rv_id=found.uid,
        uid=found.uid,
    )


def _delivered(beside: Beside) -> tuple[DeliveredDose, ...]:
    given = ((volume, one.dose) for volume, one in beside.doses.items() if one.dose > 0)
    return tuple(DeliveredDose(volume, Quantity(dose, beside.unit)) for volume, dose in given)


def _beams(found: ProposedSession) -> tuple[Beam, ...]:
    return tuple(
        Beam(
            name=beam.name or str(beam.number or ""),
            specified=Quantity(beam.specified, Unit.MU) if beam.specified else None,
            delivered=Quantity(beam.delivered, Unit.MU),
        )
        for beam in found.beams
    )


def operators_of(found: ProposedSession, people: People) -> tuple[PersonId, ...]:
    """Return the colleagues a file names, as far as one name means one person."""
    known = (person_called(name, people) for name in found.operators)
    return tuple(dict.fromkeys(one for one in known if one is not None))
