"""The injection as it happened: typed fields into a command. No Qt; a zero is never a blank."""

from collections.abc import Mapping
from dataclasses import dataclass

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import (
    Check,
    Given,
    LumbarFacts,
    OmmayaFacts,
    RecordDose,
    Syringe,
)
from ltm_desktop.domain.dosing_rules import check_findings
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.plausible import needs_answer
from ltm_desktop.ui.panels.dosing.typed import Fields

UNITS: Mapping[str, Unit] = {
    "needle_gauge": Unit.GAUGE,
    "punctures": Unit.COUNT,
    "attempts": Unit.COUNT,
    "csf_withdrawn": Unit.ML,
    "pressure": Unit.CM_H2O,
    "opening_pressure": Unit.CM_H2O,
    "flush": Unit.ML,
    "volume_injected": Unit.ML,
}
_RANGE_NAMES = {"csf_withdrawn": "csf_removed"}
CODES: Mapping[str, str] = {
    "site_inspection": "site_inspection",
    "refill": "refill",
    "csf_appearance": "csf_appearance",
    "position": "position",
    "interspace": "interspace",
    "guidance": "guidance",
    "needle_type": "lumbar_needle",
    "traumatic": "traumatic_tap",
}
"""Fields that take a code, with the protocol's vocabulary."""
OF_OMMAYA = (
    "site_inspection",
    "refill",
    "needle_gauge",
    "punctures",
    "csf_return",
    "csf_withdrawn",
    "csf_appearance",
    "pressure",
)
OF_LUMBAR = (
    "site_inspection",
    "position",
    "interspace",
    "guidance",
    "needle_type",
    "needle_gauge",
    "attempts",
    "opening_pressure",
    "csf_return",
    "csf_withdrawn",
    "csf_appearance",
    "traumatic",
)
INJECTED = ("volume_injected", "started_at", "ended_at", "flush")
"""What is told of the injection itself, after the findings; only a reservoir is flushed."""
NO = "no"
OPTIONAL = frozenset({"pressure", "opening_pressure", "flush", "traumatic"})
TRAY = ("tray_product", "tray_lot", "tray_expiry", "tray_volume", "tray_dose", "tray_use_by")
"""What stood on the tray, asked only where no signed check tells it."""
KEYS = (
    *TRAY,
    "operator",
    "second",
    "access",
    *dict.fromkeys(OF_OMMAYA + OF_LUMBAR + INJECTED),
    "outcome",
    "reason",
    "note",
    "called_away",
    "incident",
)


@dataclass(frozen=True, slots=True)
class Tray:
    """What was injected from: the syringe and the mg in it, checked or as typed without a check."""

    dose: Quantity
    syringe: Syringe


def of_access(access: Access | None) -> tuple[str, ...]:
    """Return the fields of a way in, in the order of the form."""
    if access is None:
        return ()
    return (*findings_of(access), *injected_of(access))


def findings_of(access: Access | None) -> tuple[str, ...]:
    """Return the fields that are told before the injection."""
    if access is None:
        return ()
    return OF_OMMAYA if access is Access.OMMAYA else OF_LUMBAR


def injected_of(access: Access | None) -> tuple[str, ...]:
    """Return the fields of the injection itself."""
    if access is None:
        return ()
    return INJECTED if access is Access.OMMAYA else INJECTED[:-1]


def stops(fields: Fields) -> tuple[Alert, ...]:
    """Return what forbids the injection as far as the findings are told."""
    access = typed.access(fields, "access")
    if access is None:
        return ()
    back = typed.text(fields, "csf_return")
    return tuple(
        check_findings(
            site=typed.text(fields, "site_inspection"),
            refill=typed.text(fields, "refill") if access is Access.OMMAYA else "",
            csf_return=back == typed.YES if back else None,
            withdrawn=typed.amount(fields, "csf_withdrawn", Unit.ML),
        )
    )


def limits(active: ActiveProtocol | None, access: Access | None, key: str) -> FieldRange | None:
    """Return the plausible limits of a measured field."""
    if active is None or access is None or key not in UNITS:
        return None
    return active.range_of(f"{access.value}.{_RANGE_NAMES.get(key, key)}")


def tray(fields: Fields, checked: Check | None) -> Tray | None:
    """Return the checked tray, else the one typed without a signed check."""
    if checked is not None:
        return Tray(checked.dose, checked.syringe)
    dose, syringe = typed.amount(fields, "tray_dose", Unit.MG), typed_syringe(fields)
    return Tray(dose, syringe) if dose is not None and syringe is not None else None


def typed_syringe(fields: Fields) -> Syringe | None:
    """Return what stood on the tray, as told without a check; None while some of it is missing."""
    expiry, use_by = typed.day(fields, "tray_expiry"), typed.moment(fields, "tray_use_by")
    volume = typed.amount(fields, "tray_volume", Unit.ML)
    product, lot = typed.text(fields, "tray_product"), typed.text(fields, "tray_lot")
    if expiry is None or use_by is None or volume is None or not product or not lot:
        return None
    return Syringe(product, lot, expiry, volume, use_by)


def lacking(acting: Acting) -> tuple[str, ...]:
    """Return the fields that the injection still needs."""
    return missing(acting.fields, acting.active, acting.checked)


def missing(
    fields: Fields, active: ActiveProtocol | None, checked: Check | None
) -> tuple[str, ...]:
    """Return the fields that are empty, unreadable or still to be answered."""
    access = typed.access(fields, "access")
    lacking = [*_tray_missing(fields, checked)]
    lacking += typed.blank(fields, ("operator", "second", "access"))
    lacking += [key for key in of_access(access) if _is_lacking(fields, key, active, access)]
    lacking += typed.blank(fields, ("outcome",))
    if typed.text(fields, "outcome") in {Given.PARTIAL.value, Given.ABANDONED.value}:
        lacking += typed.blank(fields, ("reason",))
    return tuple(lacking)


def _tray_missing(fields: Fields, checked: Check | None) -> tuple[str, ...]:
    if checked is not None:
        return ()
    return tuple(key for key in TRAY if not _is_told(fields, key))


def _is_told(fields: Fields, key: str) -> bool:
    readings: Mapping[str, object] = {
        "tray_dose": typed.amount(fields, key, Unit.MG),
        "tray_volume": typed.amount(fields, key, Unit.ML),
        "tray_expiry": typed.day(fields, key),
        "tray_use_by": typed.moment(fields, key),
    }
    return readings[key] is not None if key in readings else bool(typed.text(fields, key))


def _is_lacking(
    fields: Fields, key: str, active: ActiveProtocol | None, access: Access | None
) -> bool:
    if not typed.text(fields, key):
        return key not in OPTIONAL
    if key in {"started_at", "ended_at"}:
        return typed.moment(fields, key) is None
    if key not in UNITS:
        return False
    amount = typed.amount(fields, key, UNITS[key])
    kept = fields.get(f"kept_{key}", "")
    return amount is None or needs_answer(limits(active, access, key), amount, kept)


def kept_values(
    fields: Fields, active: ActiveProtocol | None
) -> tuple[tuple[str, Quantity, FieldRange], ...]:
    """Return the implausible values a person confirmed twice, with the limits they passed."""
    access = typed.access(fields, "access")
    found = []
    for key in of_access(access):
        amount, range_ = typed.amount(fields, key, UNITS.get(key, Unit.ML)), None
        if key in UNITS:
            range_ = limits(active, access, key)
        if amount is not None and range_ is not None and needs_answer(range_, amount, ""):
            found.append((key, amount, range_))
    return tuple(found)


def facts(fields: Fields) -> OmmayaFacts | LumbarFacts | None:
    """Return the findings of the chosen way in, or None while one is missing."""
    access = typed.access(fields, "access")
    amounts = {key: typed.amount(fields, key, unit) for key, unit in UNITS.items()}
    codes = {key: typed.text(fields, key) for key in CODES}
    gauge, withdrawn = amounts["needle_gauge"], amounts["csf_withdrawn"]
    tries = amounts["punctures" if access is Access.OMMAYA else "attempts"]
    if access is None or gauge is None or withdrawn is None or tries is None:
        return None
    if access is Access.OMMAYA:
        return OmmayaFacts(
            site_inspection=codes["site_inspection"],
            refill=codes["refill"],
            needle_gauge=gauge,
            punctures=tries,
            csf_withdrawn=withdrawn,
            csf_appearance=codes["csf_appearance"],
            csf_return=typed.text(fields, "csf_return") == typed.YES,
            pressure=amounts["pressure"],
            flush=amounts["flush"],
        )
    return LumbarFacts(
        position=codes["position"],
        interspace=codes["interspace"],
        guidance=codes["guidance"],
        needle_type=codes["needle_type"],
        needle_gauge=gauge,
        attempts=tries,
        csf_withdrawn=withdrawn,
        csf_appearance=codes["csf_appearance"],
        csf_return=typed.text(fields, "csf_return") == typed.YES,
        site_inspection=codes["site_inspection"],
        opening_pressure=amounts["opening_pressure"],
        traumatic=codes["traumatic"],
    )


def to_command(
    fields: Fields,
    patient: PatientId,
    item: ItemCode,
    record: RecordId,
    checked: Check | None,
    remarks: str,
) -> RecordDose | None:
    """Return the record, or None while a field is missing; `remarks` are joined to the note."""
    on_tray, found = tray(fields, checked), facts(fields)
    started, ended = typed.moment(fields, "started_at"), typed.moment(fields, "ended_at")
    injected = typed.amount(fields, "volume_injected", Unit.ML)
    access, outcome = typed.access(fields, "access"), typed.text(fields, "outcome")
    if on_tray is None or found is None or access is None or injected is None or not outcome:
        return None
    if started is None or ended is None:
        return None
    whole = Given(outcome) is Given.COMPLETE
    code, words = ("", "") if whole else typed.reason(fields, "reason")
    return RecordDose(
        patient=patient,
        record=record,
        item=item,
        outcome=Given(outcome),
        operator=PersonId(typed.text(fields, "operator")),
        second=PersonId(typed.text(fields, "second")),
        access=access,
        facts=found,
        dose=on_tray.dose,
        volume_injected=injected,
        started_at=started,
        ended_at=ended,
        syringe=on_tray.syringe,
        reason=code,
        note=typed.joined(words, typed.text(fields, "note"), remarks),
        incident=typed.text(fields, "incident"),
        second_present=not typed.ticked(fields, "called_away"),
    )
