"""What happened to a record since the people at the bedside signed it, entry by entry, worded."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.wording.telling.labs import finding_name
from ltm_desktop.app.wording.telling.titles import title
from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_steps import PatientCalled, PatientObserved
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.labs import EVENTS as LABS
from ltm_desktop.domain.labs import AnyResult, LabCorrected, LabResult, LabsRecorded
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.review import QueryAnswered, QueryClosed, QueryRaised
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import SealedEntry

_ADDED = (PatientObserved, PatientCalled)
_SAID = (QueryAnswered, QueryClosed)


@dataclass(frozen=True, slots=True)
class Since:
    """One entry that came after the record."""

    at: datetime
    who: str
    what: str
    detail: str


def adds_to(event: object, chart: Chart, record: RecordId) -> bool:
    """Tell whether an event adds to what a record tells: observations, calls, what was asked."""
    if isinstance(event, _ADDED):
        return event.record == record
    if isinstance(event, QueryRaised):
        return event.record == record
    if isinstance(event, _SAID):
        return chart.review.queries[event.query].raised.record == record
    return False


def since_signed(
    entries: Iterable[SealedEntry],
    chart: Chart,
    record: RecordId,
    people: People,
    active: ActiveProtocol | None,
    say: Words,
) -> Iterator[Since]:
    """Yield what was told of a record after it, and laboratory results entered since.

    `entries` are those of the patient after the record.
    """
    for sealed in entries:
        for event in events_of(sealed.entry):
            if _concerns(event, chart, record):
                yield Since(
                    datetime.fromisoformat(sealed.entry.recorded_at),
                    _called(people, sealed.entry.author),
                    title((event,), say),
                    _detail(event, active, say),
                )


def _concerns(event: object, chart: Chart, record: RecordId) -> bool:
    told = getattr(event, "record", None)
    return adds_to(event, chart, record) or told == record or isinstance(event, LABS)


def _detail(event: object, active: ActiveProtocol | None, say: Words) -> str:
    if isinstance(event, LabsRecorded):
        return say.listing(_result(one, active, say) for one in event.told)
    if isinstance(event, LabCorrected):
        return _result(event.now, active, say)
    return str(getattr(event, "text", "") or getattr(event, "note", ""))


def _result(one: AnyResult, active: ActiveProtocol | None, say: Words) -> str:
    name = analyte_name(one.analyte, say, active)
    if isinstance(one, LabResult):
        return f"{name} {one.comparator.value}{say.amount(one.value)}"
    return f"{name} {finding_name(one, say, active)}"


def _called(people: People, person: str) -> str:
    known = people.get(PersonId(person))
    return person_name(known.name) if known else person
