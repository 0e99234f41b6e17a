"""A planned dose that was not given: the outcome, why, and until when. No Qt."""

from collections.abc import Mapping

from ltm_desktop.domain.dosing import NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

KEYS = ("not_outcome", "not_reason", "decided_at", "until", "not_note")
REASONS: Mapping[NotGiven, str] = {
    NotGiven.HELD: "hold_reason",
    NotGiven.OMITTED: "omit_reason",
    NotGiven.REFUSED: "refuse_reason",
    NotGiven.UNAVAILABLE: "unavailable_reason",
    NotGiven.ABSENT: "absent_reason",
    NotGiven.UNKNOWN: "unknown_reason",
}
"""The vocabulary of the protocol that names the reasons of an outcome."""


def outcome(fields: Fields) -> NotGiven | None:
    """Return the chosen outcome."""
    chosen = typed.text(fields, "not_outcome")
    return NotGiven(chosen) if chosen in set(NotGiven) else None


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the fields that are empty or unreadable."""
    chosen = outcome(fields)
    if chosen is None:
        return ("not_outcome",)
    lacking = [*typed.unreasoned(fields, "not_reason")]
    if typed.moment(fields, "decided_at") is None:
        lacking.append("decided_at")
    if chosen is NotGiven.HELD and typed.day(fields, "until") is None:
        lacking.append("until")
    return tuple(lacking)


def to_command(
    fields: Fields, patient: PatientId, item: ItemCode, record: RecordId
) -> RecordDoseNotGiven | None:
    """Return the record, or None while a field is missing."""
    chosen, decided = outcome(fields), typed.moment(fields, "decided_at")
    if chosen is None or decided is None:
        return None
    code, words = typed.reason(fields, "not_reason")
    return RecordDoseNotGiven(
        patient=patient,
        record=record,
        item=item,
        outcome=chosen,
        reason=code,
        decided_at=decided,
        until=typed.day(fields, "until"),
        note=typed.joined(words, typed.text(fields, "not_note")),
    )


def of_acting(acting: Acting) -> RecordDoseNotGiven | None:
    """Return the record of the dose shown, or None while a field is missing."""
    record = RecordId(acting.fields.get("not_record", ""))
    return to_command(acting.fields, acting.patient, acting.item, record)
