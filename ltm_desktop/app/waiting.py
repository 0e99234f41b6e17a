"""Which waiting records the person at the desk may sign now; one rule for rail, Today and inbox.

Asks the very check that approval asks, so that no count promises a signature that is refused.
"""

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.rows import InboxRow
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.signoff import check_approve
from ltm_desktop.domain.terms import Meaning


def may_sign(desk: Desk, row: InboxRow) -> bool:
    """Tell whether the person at the desk is, or may be, the one a record waits for."""
    if row.waiting_for == Meaning.CHECKED:
        return row.person == desk.session.person
    record = desk.chart(PatientId(row.patient_id)).records.by_id.get(RecordId(row.record_id))
    if record is None:
        return False
    alerts = check_approve(record, desk.site().people, _rules(desk), desk.site_act())
    return not any(True for _ in alerts)


def own_count(desk: Desk) -> int:
    """Return how many records wait for a signature that the person at the desk may give."""
    return sum(may_sign(desk, row) for row in desk.store.inbox())


def _rules(desk: Desk) -> ActiveProtocol | None:
    try:
        return desk.active()
    except Unavailable:
        # Without the signed rules nobody approves what they gave or checked themselves.
        return None
