"""Serious events of everybody that wait for somebody: the list that stands above all of Today."""

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.serious_views import CaseView, Viewing, case_view
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class SeriousDue:
    """One serious event that waits, with its patient."""

    case: CaseView
    patient: PatientRow


def serious_due(desk: Desk, say: Words) -> tuple[SeriousDue, ...]:
    """Return what waits, overdue and soonest first; what has no clock comes before all."""
    found = (_due(desk, row.patient_id, row.event_id, say) for row in desk.store.serious())
    return tuple(sorted((one for one in found if one is not None), key=_soonest))


def _soonest(due: SeriousDue) -> tuple[bool, float]:
    at = due.case.due_at
    return (at is not None, at.timestamp() if at is not None else 0.0)


def _due(desk: Desk, patient: str, event: str, say: Words) -> SeriousDue | None:
    chart = desk.chart(PatientId(patient))
    case = chart.serious.cases.get(event)
    if case is None:
        return None
    try:
        active = desk.active()
    except Unavailable:
        # the list stays readable while the protocol file is missing: then it says "no clock"
        active = None
    view = case_view(case, Viewing(chart, active, desk.clock.now(), say))
    if view is None or not view.waits:
        return None
    return SeriousDue(view, desk.worklists.patient(patient))
