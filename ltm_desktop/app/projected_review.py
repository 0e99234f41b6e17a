"""Questions nobody has closed, and how far reviews have come, as rows of the lists."""

from collections.abc import Iterator

from ltm_desktop.app.rows import QueryRow
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.review import Query, QueryState


def query_rows(chart: Chart) -> Iterator[QueryRow]:
    """Yield every question of a patient that nobody has closed."""
    return (_row(chart, one) for one in chart.review.pending())


def _row(chart: Chart, query: Query) -> QueryRow:
    raised = query.raised
    known = chart.records.by_id.get(raised.record) if raised.record else None
    return QueryRow(
        query_id=raised.query,
        patient_id=chart.patient_id,
        record_id=raised.record or "",
        code=raised.item or (known.item if known else ""),
        state=query.state.value,
        raised_at=query.at.isoformat(),
        raised_by=raised.by,
        as_role=raised.as_role.value,
        to_person=raised.to or "",
        to_role=raised.to_role.value if raised.to_role else "",
    )


def review_codes(chart: Chart, record: RecordId) -> str:
    """Return how far the review of a record has come, as codes parted by spaces."""
    reviewed = chart.review.of(chart.records, record)
    asked = chart.review.about(chart.records, record)
    codes = {
        "verified": reviewed.whole,
        "outdated": reviewed.outdated,
        "locked": reviewed.lock is not None,
        "queried": any(one.state is not QueryState.CLOSED for one in asked),
    }
    return " ".join(code for code, on in codes.items() if on)
