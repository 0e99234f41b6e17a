"""What can never be written of a dose, whatever happened: impossible times, amounts, blanks.

A breach of the plan is not here: it can be told with an incident (dosing_rules).
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import (
    ESTIMABLE,
    Given,
    LumbarFacts,
    OmmayaFacts,
    RecordDose,
    Source,
    Syringe,
)
from ltm_desktop.domain.dosing_measures import FORM, check_fact_units, check_measure, wrong_unit
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access

H04 = "hard rule H04: mg, intrathecal"
H12 = "hard rule H12: two people on the register"
FUTURE = "NHS CUI MEDa-0239"
PACK = "barcodes of packs, clinical practice section 3.3"
MG_DIGITS = Decimal("0.0001")
OTHER = "other"
"""The reason code that needs words."""

_OMMAYA_REQUIRED = ("site_inspection", "refill", "csf_appearance")
_LUMBAR_REQUIRED = (
    "site_inspection",
    "position",
    "interspace",
    "guidance",
    "needle_type",
    "csf_appearance",
)
_TIMES = ("started_at", "ended_at")
_GTIN = re.compile(r"[0-9]{14}")
_TRACE = re.compile(r"[0-9]{20}")
_YES_NO = ("yes", "no")
_CHOICES = {
    **dict.fromkeys(
        (
            "nrfit",
            "needle_out",
            "local_anaesthetic_plain",
            "paraesthesia_lasting",
            "skin_dried",
            "mixed_with_csf",
            "resistance",
            "csf_midway",
        ),
        _YES_NO,
    ),
    "paraesthesia": ("none", "left", "right", "both"),
}


def check_told(command: RecordDose, act: Act) -> Iterator[Alert]:
    """Return everything that makes a told injection impossible or incomplete."""
    if command.operator == command.second:
        yield stop("dosing.same_person", H12, person=command.operator)
    yield from _check_times(command, act)
    yield from check_mg(command.dose)
    yield from check_syringe_told(command.syringe)
    yield from _check_volumes(command)
    yield from _check_facts(command)
    yield from _check_choices(command)
    yield from check_measure("injection_pain", command.technique.injection_pain, Unit.COUNT)
    yield from _check_estimated(command)
    yield from _check_imaging(command, act)
    if command.outcome is not Given.COMPLETE:
        yield from check_reason(command.reason, command.note)


def _check_times(command: RecordDose, act: Act) -> Iterator[Alert]:
    if any(act.is_ahead(at) for at in (command.started_at, command.ended_at)):
        yield stop("dosing.future_time", FUTURE, now=act.now)
    if elapsed(command.started_at, command.ended_at) < timedelta(0):
        yield stop("dosing.ends_before_start")


def check_mg(dose: Quantity) -> Iterator[Alert]:
    """Return what keeps an amount from being an intrathecal dose at all: unit, zero."""
    if dose.unit is not Unit.MG:
        yield stop("dosing.unit_not_mg", H04, unit=dose.unit)
    elif dose.value <= 0:
        yield stop("dosing.zero_dose", H04)


def check_syringe_told(syringe: Syringe) -> Iterator[Alert]:
    """Return what is missing or impossible of what stands on the tray."""
    if not syringe.product.strip():
        yield stop("dosing.field_missing", FORM, field="product")
    if not syringe.lot.strip():
        yield stop("dosing.field_missing", FORM, field="lot")
    if syringe.volume.unit is not Unit.ML:
        yield wrong_unit("syringe_volume", syringe.volume, Unit.ML)
    elif syringe.volume.value <= 0:
        yield stop("dosing.empty_syringe")
    yield from _check_codes_on_pack(syringe)
    yield from _check_positive("graduation", syringe.graduation, Unit.ML)
    yield from _check_positive("strength", syringe.strength, Unit.MG_PER_ML)


def _check_positive(field: str, amount: Quantity | None, unit: Unit) -> Iterator[Alert]:
    if amount is not None and amount.unit is not unit:
        yield wrong_unit(field, amount, unit)
    elif amount is not None and amount.value <= 0:
        yield stop("dosing.negative", FORM, field=field)


def _check_codes_on_pack(syringe: Syringe) -> Iterator[Alert]:
    if syringe.gtin and not _GTIN.fullmatch(syringe.gtin):
        yield stop("dosing.code_malformed", PACK, field="gtin", digits=14)
    if syringe.trace_code and not _TRACE.fullmatch(syringe.trace_code):
        yield stop("dosing.code_malformed", PACK, field="trace_code", digits=20)


def check_reason(reason: str, note: str) -> Iterator[Alert]:
    """Return what is missing of a coded reason; "other" needs words."""
    if not reason.strip():
        yield stop("dosing.reason_missing")
    elif reason == OTHER and not note.strip():
        yield stop("dosing.other_needs_words")


def _check_volumes(command: RecordDose) -> Iterator[Alert]:
    injected, held = command.volume_injected, command.syringe.volume
    if injected.unit is not Unit.ML:
        yield wrong_unit("volume_injected", injected, Unit.ML)
    elif injected.value < 0 or (injected.value == 0 and command.outcome is not Given.ABANDONED):
        yield stop("dosing.nothing_injected")
    elif injected.value > held.value:
        yield stop("dosing.more_than_syringe", injected=injected, volume=held)
    elif command.outcome is Given.COMPLETE and injected.value != held.value:
        yield stop("dosing.complete_but_less", injected=injected, volume=held)
    elif command.outcome is Given.PARTIAL and injected.value == held.value:
        yield stop("dosing.partial_but_all", injected=injected, volume=held)


def _check_facts(command: RecordDose) -> Iterator[Alert]:
    facts = command.facts
    if isinstance(facts, OmmayaFacts) is not (command.access is Access.OMMAYA):
        yield stop("dosing.facts_of_other_access", FORM, access=command.access)
        return
    required = _OMMAYA_REQUIRED if isinstance(facts, OmmayaFacts) else _LUMBAR_REQUIRED
    for name in required:
        if not getattr(facts, name).strip():
            yield stop("dosing.field_missing", FORM, field=name)
    yield from check_fact_units(facts)


def _check_choices(command: RecordDose) -> Iterator[Alert]:
    for told in (command.facts, command.technique):
        for name, choices in _CHOICES.items():
            answer = getattr(told, name, "")
            if answer and answer not in choices:
                yield stop("configuration.no_such_code", vocabulary=name, typed=answer)


def _check_estimated(command: RecordDose) -> Iterator[Alert]:
    """Return what cannot be told as estimated; at the bedside a time is read off a clock."""
    for name in command.estimated:
        if name not in ESTIMABLE:
            yield stop("configuration.no_such_code", vocabulary="estimated", typed=name)
        elif name in _TIMES and command.source is Source.LIVE:
            yield stop("dosing.estimated_live", FORM, field=name)


def _check_imaging(command: RecordDose, act: Act) -> Iterator[Alert]:
    facts = command.facts
    seen = facts.imaging_on if isinstance(facts, LumbarFacts) else None
    if seen is not None and seen > act.day_of(command.started_at):
        yield stop("dosing.imaging_after", FORM, on=seen)


def delivered(dose: Quantity, injected: Quantity, syringe: Quantity) -> Quantity:
    """Return mg delivered: dose x injected / syringe volume, to 0.0001 mg (section 3.8)."""
    if injected.value == syringe.value:
        return dose
    amount = (dose.value * injected.value / syringe.value).quantize(MG_DIGITS, ROUND_HALF_UP)
    # Only the digits that say something: 6 mg, not 6.0000 mg.
    return Quantity(amount.normalize() + 0, Unit.MG)
