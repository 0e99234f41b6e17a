"""Putting a record right: its facts back into the form of the injection, or taken back whole.

No Qt. A correction is typed over what was recorded; nothing of the old record is changed.
"""

from collections.abc import Iterator, Mapping

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.corrections import VOIDERS, VoidRecord
from ltm_desktop.domain.dosing import DoseRecorded, Source
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.people import People, check_colleague, check_role
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.ui.panels.dosing import after, give_fields, pressures, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.standing import named
from ltm_desktop.ui.panels.dosing.typed import Fields

CORRECTS, WHY = "corrects", "correction_reason"
VOIDS, VOID_REASON, VOID_NOTE, VOID_SECOND = "voids", "void_reason", "void_note", "void_second"


def is_correction(fields: Fields) -> bool:
    """Tell whether the form puts an older record right."""
    return bool(fields.get(CORRECTS))


def corrected(acting: Acting) -> DoseRecorded | None:
    """Return the injection that is being corrected, None where none is or it stands no more."""
    return corrected_of(acting.chart, acting.fields)


def corrected_of(chart: Chart, fields: Fields) -> DoseRecorded | None:
    """Return the injection that the typed fields correct."""
    record = fields.get(CORRECTS, "")
    return next((one for one in chart.dosing.given if record == one.record), None)


def why_lacking(acting: Acting) -> tuple[str, ...]:
    """Return what is missing of the reason of a correction; "other" is told in the note."""
    if not acting.fields.get(CORRECTS):
        return ()
    other = typed.text(acting.fields, WHY) == typed.OTHER
    return typed.blank(acting.fields, (WHY, "note") if other else (WHY,))


def texts_of(event: DoseRecorded) -> dict[str, str]:
    """Return an injection as the texts of its form, as it was recorded."""
    return {
        CORRECTS: event.record,
        "access": event.access.value,
        "operator": event.operator,
        "second": event.second,
        "outcome": event.outcome.value,
        "reason": event.reason,
        "note": event.note,
        "incident": event.incident,
        "telling": typed.YES if event.incident else "",
        "volume_injected": _digits(event.volume_injected),
        "started_at": event.started_at.isoformat(),
        "ended_at": event.ended_at.isoformat(),
        **_tray(event),
        **_findings(event),
        **_beside(event),
        **_source(event),
        "kept_volume_injected": str(event.volume_injected),
    }


def _digits(amount: Quantity | None) -> str:
    return str(amount.value) if amount is not None else ""


def _tray(event: DoseRecorded) -> dict[str, str]:
    tray = event.syringe
    return {
        "tray_product": tray.product,
        "tray_lot": tray.lot,
        "tray_expiry": tray.expiry.isoformat(),
        "tray_volume": _digits(tray.volume),
        "tray_dose": _digits(event.dose),
        "tray_use_by": tray.use_by.isoformat(),
    }


def _findings(event: DoseRecorded) -> dict[str, str]:
    texts: dict[str, str] = {}
    access, technique = event.access, event.technique
    for key in (*give_fields.findings_of(access), *give_fields.optional_of(access)):
        if key in give_fields.OF_AFTER:
            continue
        value = getattr(technique if key in give_fields.OF_TECHNIQUE else event.facts, key)
        texts[key] = _text(value)
        if isinstance(value, Quantity):
            # Somebody has confirmed it once already where it lies outside its limits.
            texts[f"kept_{key}"] = str(value)
            if key in give_fields.PRESSURES:
                texts[f"{key}_unit"] = pressures.CM
    return texts


def _text(value: object) -> str:
    if isinstance(value, Quantity):
        return _digits(value)
    if isinstance(value, bool):
        return typed.YES if value else give_fields.NO
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)


def _beside(event: DoseRecorded) -> dict[str, str]:
    told = event.after
    texts = {
        after.SAMPLES: ",".join(told.samples),
        after.COMPLICATIONS: ",".join(told.complications),
        after.LEFTOVER: told.leftover,
        "spill": told.spill,
        **{after.estimate_key(name): typed.YES for name in event.estimated},
    }
    for one in told.companions:
        texts[after.given_key(one.drug)] = typed.YES if one.given else give_fields.NO
        texts[after.why_key(one.drug)] = one.reason
    return texts


def _source(event: DoseRecorded) -> dict[str, str]:
    copied = event.source is Source.TRANSCRIBED
    checked = event.checked_at.isoformat() if copied and event.checked_at else ""
    called = event.timed_out_at.isoformat() if copied and event.timed_out_at else ""
    return {
        after.FROM_PAPER: typed.YES if copied else "",
        after.PAPER_CHECKED: checked,
        after.PAPER_CALLED: called,
        after.LATE_REASON: event.late_reason,
    }


def changed(fields: Fields, before: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields that no longer say what was recorded."""
    return tuple(key for key, text in before.items() if fields.get(key, "") != text)


def reason_lacking(acting: Acting) -> tuple[str, ...]:
    """Return the reason of an outcome where it lacks; of a correction its words are in the note."""
    if acting.fields.get(CORRECTS):
        return typed.blank(acting.fields, ("reason",))
    return typed.unreasoned(acting.fields, "reason")


def missing_void(acting: Acting) -> tuple[str, ...]:
    """Return what is missing before a record can be taken back."""
    fields = acting.fields
    return (*typed.unreasoned(fields, VOID_REASON), *typed.blank(fields, (VOID_SECOND,)))


def to_void(acting: Acting) -> VoidRecord:
    """Return the command that takes a record back."""
    code, words = typed.reason(acting.fields, VOID_REASON)
    return VoidRecord(
        patient=acting.patient,
        record=RecordId(acting.fields.get(VOIDS, "")),
        reason=code,
        second=PersonId(typed.text(acting.fields, VOID_SECOND)),
        note=typed.joined(words, typed.text(acting.fields, VOID_NOTE)),
    )


def witnesses(people: People, author: PersonId) -> tuple[tuple[PersonId, str], ...]:
    """Return who may be the second person of a void, by name."""
    return tuple((one, named(people, one)) for one in _witnesses(people, author))


def _witnesses(people: People, author: PersonId) -> Iterator[PersonId]:
    for person in people:
        against = (
            *check_colleague(people, person),
            *check_role(people, person, *VOIDERS, Role.PHARMACIST),
        )
        if person != author and not against:
            yield person


def void_signers(acting: Acting) -> tuple[Signer, ...]:
    """Return the second person, who signs there and then."""
    return acting.chosen(VOID_SECOND, Meaning.WITNESSED)
