"""The injection as it happened: typed fields into a command. No Qt; a zero is never a blank."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import (
    Given,
    LumbarFacts,
    OmmayaFacts,
    RecordDose,
    Syringe,
    Technique,
)
from ltm_desktop.domain.dosing_rules import check_findings
from ltm_desktop.domain.dosing_steps import StartInjection
from ltm_desktop.domain.hard_rules import grade
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import after, give_fields, putting_right, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

TRAY = ("tray_product", "tray_lot", "tray_expiry", "tray_volume", "tray_dose", "tray_use_by")
"""What stood on the tray, asked only where no preparation tells it."""


@dataclass(frozen=True, slots=True)
class Tray:
    """What was injected from: the syringe and the mg in it."""

    dose: Quantity
    syringe: Syringe


def tray(acting: Acting) -> Tray | None:
    """Return the checked syringe, else the prepared one, else the one told without either."""
    checked, made = acting.checked, acting.walked.preparation
    if putting_right.is_correction(acting.fields):
        return _corrected_tray(acting)
    if checked is not None:
        return Tray(checked.dose, checked.syringe)
    if made is not None:
        return Tray(made.prepared.dose, made.prepared.syringe)
    dose = typed.amount(acting.fields, "tray_dose", Unit.MG)
    syringe = _typed_syringe(acting.fields)
    return Tray(dose, syringe) if dose is not None and syringe is not None else None


def asks_tray(acting: Acting) -> bool:
    """Tell whether the syringe must be told here, because nothing before tells it."""
    untold = acting.checked is None and acting.walked.preparation is None
    return untold or putting_right.is_correction(acting.fields)


def _corrected_tray(acting: Acting) -> Tray | None:
    """Return the tray as it is typed over; codes that were scanned stay with their product."""
    old, dose = putting_right.corrected(acting), typed.amount(acting.fields, "tray_dose", Unit.MG)
    new = _typed_syringe(acting.fields)
    if old is None or dose is None or new is None:
        return None
    if (new.product, new.lot) != (old.syringe.product, old.syringe.lot):
        return Tray(dose, replace(new, preparation=old.syringe.preparation))
    told = replace(old.syringe, expiry=new.expiry, volume=new.volume, use_by=new.use_by)
    return Tray(dose, told)


def _typed_syringe(fields: Fields) -> Syringe | None:
    expiry, use_by = typed.day(fields, "tray_expiry"), typed.moment(fields, "tray_use_by")
    volume = typed.amount(fields, "tray_volume", Unit.ML)
    product, lot = typed.text(fields, "tray_product"), typed.text(fields, "tray_lot")
    if expiry is None or use_by is None or volume is None or not product or not lot:
        return None
    return Syringe(product, lot, expiry, volume, use_by)


def stops(fields: Fields) -> tuple[Alert, ...]:
    """Return what forbids the injection as far as the findings are told."""
    access = typed.access(fields, "access")
    if access is None:
        return ()
    back = typed.text(fields, "csf_return")
    whole = typed.text(fields, "outcome") == Given.COMPLETE.value
    went_on = whole and typed.text(fields, "csf_midway") == give_fields.NO
    return grade(
        check_findings(
            site=typed.text(fields, "site_inspection"),
            refill=typed.text(fields, "refill") if access is Access.OMMAYA else "",
            csf_return=back == typed.YES and not went_on if back else None,
            withdrawn=give_fields.amount(fields, "csf_withdrawn"),
        )
    )


def lacking(acting: Acting) -> tuple[str, ...]:
    """Return the fields that are empty, unreadable or still to be answered."""
    fields, active = acting.fields, acting.active
    access = typed.access(fields, "access")
    found = [*putting_right.why_lacking(acting), *_tray_lacking(acting)]
    found += typed.blank(fields, ("operator", "second", "access"))
    asked = (
        *give_fields.findings_of(access),
        *(give_fields.INJECTED if access else ()),
        *give_fields.optional_of(access),
    )
    found += [key for key in asked if give_fields.is_lacking(fields, key, active)]
    found += typed.blank(fields, ("outcome",))
    if typed.text(fields, "outcome") in {Given.PARTIAL.value, Given.ABANDONED.value}:
        found += putting_right.reason_lacking(acting)
    on_tray, injected = tray(acting), give_fields.amount(fields, "volume_injected")
    held = on_tray.syringe.volume if on_tray else None
    if access is not None:
        found += after.lacking(acting, injected, held)
    return tuple(found)


def _tray_lacking(acting: Acting) -> tuple[str, ...]:
    if not asks_tray(acting):
        return ()
    return tuple(key for key in TRAY if not _is_told(acting.fields, key))


def _is_told(fields: Fields, key: str) -> bool:
    readings: Mapping[str, object] = {
        "tray_dose": typed.amount(fields, key, Unit.MG),
        "tray_volume": typed.amount(fields, key, Unit.ML),
        "tray_expiry": typed.day(fields, key),
        "tray_use_by": typed.moment(fields, key),
    }
    return readings[key] is not None if key in readings else bool(typed.text(fields, key))


def facts(fields: Fields) -> OmmayaFacts | LumbarFacts | None:
    """Return the findings of the chosen way in, or None while a required one is missing."""
    access = typed.access(fields, "access")
    amounts = {key: give_fields.amount(fields, key) for key in give_fields.UNITS}
    tries = amounts["punctures" if access is Access.OMMAYA else "attempts"]
    gauge, withdrawn = amounts["needle_gauge"], amounts["csf_withdrawn"]
    if access is None or gauge is None or withdrawn is None or tries is None:
        return None
    make = _ommaya if access is Access.OMMAYA else _lumbar
    return make(fields, amounts, gauge, withdrawn, tries)


Amounts = Mapping[str, Quantity | None]


def _ommaya(
    fields: Fields, amounts: Amounts, gauge: Quantity, withdrawn: Quantity, tries: Quantity
) -> OmmayaFacts:
    return OmmayaFacts(
        site_inspection=typed.text(fields, "site_inspection"),
        refill=typed.text(fields, "refill"),
        needle_gauge=gauge,
        punctures=tries,
        csf_withdrawn=withdrawn,
        csf_appearance=typed.text(fields, "csf_appearance"),
        csf_return=typed.text(fields, "csf_return") == typed.YES,
        pressure=amounts["pressure"],
        flush=amounts["flush"],
        dome_pumps=amounts["dome_pumps"],
        needle=typed.text(fields, "needle"),
        flush_fluid=typed.text(fields, "flush_fluid"),
        after_pumps=amounts["after_pumps"],
        needle_out=typed.text(fields, "needle_out"),
        zero_level=typed.text(fields, "zero_level"),
    )


def _lumbar(
    fields: Fields, amounts: Amounts, gauge: Quantity, withdrawn: Quantity, tries: Quantity
) -> LumbarFacts:
    return LumbarFacts(
        position=typed.text(fields, "position"),
        interspace=typed.text(fields, "interspace"),
        guidance=typed.text(fields, "guidance"),
        needle_type=typed.text(fields, "needle_type"),
        needle_gauge=gauge,
        attempts=tries,
        csf_withdrawn=withdrawn,
        csf_appearance=typed.text(fields, "csf_appearance"),
        csf_return=typed.text(fields, "csf_return") == typed.YES,
        site_inspection=typed.text(fields, "site_inspection"),
        opening_pressure=amounts["opening_pressure"],
        traumatic=typed.text(fields, "traumatic"),
        closing_pressure=amounts["closing_pressure"],
        levels=amounts["levels"],
        local_anaesthetic=typed.text(fields, "local_anaesthetic"),
        local_anaesthetic_volume=amounts["local_anaesthetic_volume"],
        nrfit=typed.text(fields, "nrfit"),
        imaging_on=typed.day(fields, "imaging_on"),
        paraesthesia=typed.text(fields, "paraesthesia"),
        rest=amounts["rest"],
        local_anaesthetic_plain=typed.text(fields, "local_anaesthetic_plain"),
        red_cells_first=amounts["red_cells_first"],
        red_cells_last=amounts["red_cells_last"],
        paraesthesia_lasting=typed.text(fields, "paraesthesia_lasting"),
        rest_posture=typed.text(fields, "rest_posture"),
    )


def technique(fields: Fields) -> Technique:
    """Return how it was injected; what was not told stays blank."""
    return Technique(
        skin_agent=typed.text(fields, "skin_agent"),
        skin_dried=typed.text(fields, "skin_dried"),
        barriers=after.codes(fields, "barriers"),
        mixed_with_csf=typed.text(fields, "mixed_with_csf"),
        resistance=typed.text(fields, "resistance"),
        csf_midway=typed.text(fields, "csf_midway"),
        injection_pain=give_fields.amount(fields, "injection_pain"),
    )


def to_command(acting: Acting, remarks: str) -> RecordDose | None:
    """Return the record, or None while a field is missing; `remarks` are joined to the note."""
    fields = acting.fields
    on_tray, found = tray(acting), facts(fields)
    started, ended = typed.moment(fields, "started_at"), typed.moment(fields, "ended_at")
    injected = give_fields.amount(fields, "volume_injected")
    access, outcome = typed.access(fields, "access"), typed.text(fields, "outcome")
    if on_tray is None or found is None or access is None or injected is None or not outcome:
        return None
    if started is None or ended is None:
        return None
    whole = Given(outcome) is Given.COMPLETE
    code, words = ("", "") if whole else typed.reason(fields, "reason")
    paper, old = typed.ticked(fields, after.FROM_PAPER), fields.get(putting_right.CORRECTS, "")
    return RecordDose(
        patient=acting.patient,
        record=acting.record,
        item=acting.item,
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
        after=after.care(acting, injected, on_tray.syringe.volume),
        source=after.source(acting),
        late_reason=typed.text(fields, after.LATE_REASON),
        paper_checked_at=typed.moment(fields, after.PAPER_CHECKED) if paper else None,
        paper_timed_out_at=typed.moment(fields, after.PAPER_CALLED) if paper else None,
        corrects=RecordId(old) if old else None,
        correction_reason=typed.text(fields, putting_right.WHY) if old else "",
        technique=technique(fields),
        estimated=after.estimated(acting),
        kept=tuple(one.key for one in give_fields.kept_values(fields, acting.active)),
    )


def start(acting: Acting) -> StartInjection | None:
    """Return the start of the injection now, by the two who checked; None without a check."""
    checked = acting.checked
    if checked is None:
        return None
    now = acting.now.replace(second=0, microsecond=0)
    return StartInjection(
        acting.patient,
        checked.record,
        acting.item,
        checked.operator,
        checked.second,
        now,
    )
