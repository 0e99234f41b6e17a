"""Small builders of queries, ticks and locks, for stories.py. Everything here is synthetic."""

from typing import Any

from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.review import (
    AnswerQuery,
    CloseQuery,
    LockRecord,
    QueryId,
    RaiseQuery,
    SourcePart,
    UnlockRecord,
    VerifySource,
)
from ltm_desktop.domain.signoff import ApproveRecord
from tests.builders import INVESTIGATOR, MONITOR, NURSE, PATIENT, PHYSICIAN, observe, record
from tests.stories import Story, planned

ADM = RecordId("adm-IND-1")
QUERY = QueryId("qry-1")


def ask(about: RecordId | None = ADM, to: PersonId | None = NURSE, **changes: Any) -> RaiseQuery:
    """Return a question about a record."""
    told = {"text": "Which lot was it? (synthetic)", **changes}
    return RaiseQuery(patient=PATIENT, query=told.pop("query", QUERY), record=about, to=to, **told)


def answer(text: str = "LOT-EX-1, as on the label (synthetic)") -> AnswerQuery:
    """Return an answer."""
    return AnswerQuery(PATIENT, QUERY, text)


def close(note: str = "") -> CloseQuery:
    """Return the end of a question."""
    return CloseQuery(PATIENT, QUERY, note)


def tick(about: RecordId = ADM, *parts: SourcePart) -> VerifySource:
    """Return a comparison with the source, of the whole record where nothing else is said."""
    return VerifySource(PATIENT, about, parts or (SourcePart.WHOLE,))


def lock(about: RecordId = ADM) -> LockRecord:
    """Return the lock of a record."""
    return LockRecord(PATIENT, about)


def unlock(about: RecordId = ADM, reason: str = "lot misread (synthetic)") -> UnlockRecord:
    """Return the end of a lock."""
    return UnlockRecord(PATIENT, about, reason)


def recorded() -> Story:
    """Return the story of a dose given and observed, not yet approved."""
    story = planned().ready("IND-1", operator=PHYSICIAN).at("2026-03-02 10:10")
    told = story.does(record(operator=PHYSICIAN))
    return told.at("2026-03-02 11:10").does(observe())


def approved() -> Story:
    """Return the story of a dose with all its signatures."""
    return recorded().does(ApproveRecord(PATIENT, ADM), INVESTIGATOR).at("2026-03-09 09:00")


def locked() -> Story:
    """Return the story of a record that a monitor compared and locked."""
    return approved().does(tick(), MONITOR).does(lock(), MONITOR)


def corrected() -> RecordDose:
    """Return the command that puts the lot of the record right."""
    return record(
        operator=PHYSICIAN,
        record=RecordId("adm-again"),
        corrects=ADM,
        correction_reason="typing_slip",
    )
