"""What waits for the person at the desk: signatures and questions, by one rule for every place.

Asks the very check that approval asks, so that no count promises a signature that is refused.
"""

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.rows import InboxRow, QueryRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.review import QueryId, QueryState
from ltm_desktop.domain.review_decisions import check_answered, is_asked, is_asker, unanswered
from ltm_desktop.domain.signoff import check_approve
from ltm_desktop.domain.terms import Meaning


def may_sign(desk: Desk, row: InboxRow) -> bool:
    """Tell whether the person at the desk is, or may be, the one a record waits for."""
    if row.waiting_for == Meaning.CHECKED:
        return row.person == desk.session.person
    chart = desk.chart(PatientId(row.patient_id))
    record = chart.records.by_id.get(RecordId(row.record_id))
    if record is None:
        return False
    asked = unanswered(chart.review, chart.records, record.record)
    alerts = check_approve(record, desk.site().people, rules(desk), desk.site_act())
    return not any(True for _ in (*alerts, *check_answered(asked)))


def own_count(desk: Desk) -> int:
    """Return how many records wait for a signature that the person at the desk may give."""
    return sum(may_sign(desk, row) for row in desk.store.inbox())


def waited_for(desk: Desk, row: InboxRow, say: Words) -> str:
    """Say whom a record waits for: its second person, an answer to a query, or a physician."""
    names = desk.charts.names()
    if row.waiting_for == Meaning.CHECKED:
        return say("{person}, who checked it", person=names.get(row.person, row.person))
    chart = desk.chart(PatientId(row.patient_id))
    asked = next(iter(unanswered(chart.review, chart.records, RecordId(row.record_id))), None)
    if asked is None:
        return say("a physician's approval")
    to, role = asked.raised.to, asked.raised.to_role
    person = names.get(to, to) if to is not None else say.term(role or "")
    return say("the answer of {person} to a query", person=person)


def is_mine(desk: Desk, row: QueryRow) -> bool:
    """Tell whether a question waits for this person: for the answer, or to be closed."""
    query = desk.chart(PatientId(row.patient_id)).review.queries.get(QueryId(row.query_id))
    if query is None:
        return False
    waits_for = is_asked if query.state is QueryState.OPEN else is_asker
    return waits_for(query, desk.site().people, desk.session.person)


def own_queries(desk: Desk) -> int:
    """Return how many questions wait for the person at the desk."""
    return sum(is_mine(desk, row) for row in desk.store.queries())


def rules(desk: Desk) -> ActiveProtocol | None:
    """Return the signed rules, None where there are none or they cannot be read."""
    try:
        return desk.active()
    except Unavailable:
        # Without the signed rules nobody approves what they gave or checked themselves.
        return None
