"""The preparation of a syringe: product, arithmetic, use-by and people, into a command. No Qt.

The amount is the order's. Volume and use-by are calculated and shown as such; a person may only
make the use-by earlier. Source: clinical practice, section 3.8.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.app.gs1 import Product, is_right_gtin
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.dosing import ReadBy, Syringe
from ltm_desktop.domain.dosing_before import latest_use_by
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.dosing_steps import PrepareSyringe, SyringePrepared
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

PRODUCT = ("prep_product", "prep_gtin", "prep_lot", "prep_expiry", "prep_serial")
SCANNED = "prep_scanned"
"""What the last scan wrote, so that a later change by hand is known as typed."""
TRACE, TYPED_REASON = "prep_trace", "prep_typed_reason"
STRENGTH, DILUENT, GRADUATION = "prep_strength", "prep_diluent", "prep_graduation"
MADE_AT, EARLIER = "prep_at", "prep_use_by"
PREPARER, SECOND = "prep_preparer", "prep_second"
FREE, PRINTED, COPIES, NUMBER = "preservative_free", "label_printed", "label_copies", "preparation"
REQUIRED = (
    "prep_product",
    "prep_lot",
    "prep_expiry",
    TYPED_REASON,
    STRENGTH,
    DILUENT,
    GRADUATION,
    FREE,
    MADE_AT,
    PREPARER,
    SECOND,
)
REMAKE = "remake"
KEYS = (
    *PRODUCT, SCANNED, TRACE, TYPED_REASON, STRENGTH, DILUENT, GRADUATION,
    FREE, MADE_AT, EARLIER, PREPARER, SECOND, PRINTED, COPIES, NUMBER, REMAKE,
)  # fmt: skip
_ML = Decimal("0.01")
_PERCENT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Maths:
    """What follows from strength, diluent and graduation; every amount is calculated."""

    dose: Quantity
    strength: Quantity
    drawn: Quantity
    """mL of the product, to 0.01 mL."""
    exact: bool
    """Whether 0.01 mL holds the drawn volume without rounding."""
    diluent: Quantity | None
    volume: Quantity | None
    """mL in the syringe: drawn and diluent."""
    concentration: Quantity | None
    line_percent: Decimal | None
    """One line of the syringe as a part of the drawn volume."""


def maths(fields: Fields, dose: Quantity | None) -> Maths | None:
    """Return the arithmetic as far as it can be done; None without dose or strength."""
    strength = typed.amount(fields, STRENGTH, Unit.MG_PER_ML)
    if dose is None or strength is None or strength.value <= 0:
        return None
    exactly = dose.value / strength.value
    drawn = exactly.quantize(_ML, ROUND_HALF_UP)
    diluent = typed.amount(fields, DILUENT, Unit.ML)
    line = typed.amount(fields, GRADUATION, Unit.ML)
    volume = None if diluent is None else Quantity(drawn + diluent.value, Unit.ML)
    return Maths(
        dose=dose,
        strength=strength,
        drawn=Quantity(drawn, Unit.ML),
        exact=drawn == exactly,
        diluent=diluent,
        volume=volume,
        concentration=_per_ml(dose, volume),
        line_percent=_percent(line, drawn),
    )


def _per_ml(dose: Quantity, volume: Quantity | None) -> Quantity | None:
    if volume is None or volume.value <= 0:
        return None
    return Quantity((dose.value / volume.value).quantize(_ML, ROUND_HALF_UP), Unit.MG_PER_ML)


def _percent(line: Quantity | None, drawn: Decimal) -> Decimal | None:
    if line is None or line.value <= 0 or drawn <= 0:
        return None
    return (line.value / drawn * 100).quantize(_PERCENT, ROUND_HALF_UP)


def dose_of(acting: Acting) -> Quantity | None:
    """Return the ordered amount, None before an order."""
    order = acting.chart.dosing.orders.get(acting.item)
    return order.dose if order is not None else None


def read_by(fields: Fields) -> ReadBy:
    """Tell whether GTIN, lot and expiry still are what a scanner read."""
    kept = fields.get(SCANNED, "").split("\n")
    now = [typed.text(fields, key) for key in ("prep_gtin", "prep_lot", "prep_expiry")]
    return ReadBy.SCANNED if kept == now else ReadBy.TYPED


def is_asked(acting: Acting) -> bool:
    """Tell whether a preparation is to be typed: none stands, or another one is being made."""
    return acting.walked.preparation is None or typed.ticked(acting.fields, REMAKE)


def product_texts(pack: Product | None) -> dict[str, str]:
    """Return what the code on a pack writes; a pack that may not be used empties it all."""
    if pack is None:
        return dict.fromkeys((*PRODUCT[1:], SCANNED), "")
    read = (pack.gtin, pack.lot, pack.expiry.isoformat())
    keys = ("prep_gtin", "prep_lot", "prep_expiry", "prep_serial", SCANNED)
    return dict(zip(keys, (*read, pack.serial or "", "\n".join(read)), strict=True))


def trace_texts(digits: str) -> dict[str, str]:
    """Return what a trace code writes: itself; lot and expiry are typed from the pack."""
    return {TRACE: digits, TYPED_REASON: "trace_code_only"}


def latest(acting: Acting) -> datetime | None:
    """Return the latest use-by of what stands on the form, None while it cannot be told."""
    expiry, made = typed.day(acting.fields, "prep_expiry"), typed.moment(acting.fields, MADE_AT)
    if expiry is None or made is None:
        return None
    chart = acting.chart
    # Neither people nor working days have a say in how long a syringe keeps.
    act = Act(acting.author, acting.now, WorkingCalendar(frozenset(range(1, 8))))
    bedside = Bedside(chart.patient, chart.plan, chart.dosing, {}, acting.active, act)
    return latest_use_by(bedside, acting.item, _tray(expiry, made), made)


def _tray(expiry: date, made: datetime) -> Syringe:
    return Syringe("", "", expiry, Quantity(Decimal(0), Unit.ML), made)


def use_by(acting: Acting) -> datetime | None:
    """Return the earlier use-by a person typed, else the latest one there may be."""
    if typed.text(acting.fields, EARLIER):
        return typed.moment(acting.fields, EARLIER)
    return latest(acting)


def missing(acting: Acting) -> tuple[str, ...]:
    """Return what is empty, unreadable, or still to be done: the label comes last."""
    lacking = before_label(acting)
    return lacking if _is_labelled(acting, lacking) else (*lacking, PRINTED)


def before_label(acting: Acting) -> tuple[str, ...]:
    """Return what is still missing before a label may be printed."""
    fields = acting.fields
    asked = set(REQUIRED)
    if read_by(fields) is ReadBy.SCANNED:
        asked.discard(TYPED_REASON)
    lacking = {key for key in asked if not _answered(fields, key)}
    if typed.text(fields, EARLIER) and typed.moment(fields, EARLIER) is None:
        lacking.add(EARLIER)
    gtin = typed.text(fields, "prep_gtin")
    if gtin and not is_right_gtin(gtin):
        lacking.add("prep_gtin")
    return tuple(key for key in dict.fromkeys((*PRODUCT, *REQUIRED, EARLIER)) if key in lacking)


def _is_labelled(acting: Acting, lacking: tuple[str, ...]) -> bool:
    """Tell whether the label that was printed tells this very preparation."""
    command = None if lacking else _command(acting)
    printed = typed.text(acting.fields, PRINTED)
    return command is not None and bool(printed) and printed == told_on_label(acting, command)


def told_on_label(acting: Acting, command: PrepareSyringe) -> str:
    """Return everything a label tells of a preparation, to see whether it still is so."""
    tray, order = command.syringe, acting.chart.dosing.orders.get(command.item)
    parts = (
        command.preparation,
        *((order.drug, order.access.value) if order else ()),
        str(command.dose.value),
        str(tray.volume.value),
        tray.use_by.isoformat(),
        command.prepared_at.isoformat(),
        command.preparer,
        command.second,
        tray.lot,
    )
    return "|".join(parts)


def _answered(fields: Fields, key: str) -> bool:
    match key:
        case "prep_expiry":
            return typed.day(fields, key) is not None
        case "prep_at":
            return typed.moment(fields, key) is not None
        case "prep_strength":
            strength = typed.amount(fields, key, Unit.MG_PER_ML)
            return strength is not None and strength.value > 0
        case "prep_diluent" | "prep_graduation":
            return typed.amount(fields, key, Unit.ML) is not None
        case _:
            return bool(typed.text(fields, key))


def to_command(acting: Acting) -> PrepareSyringe | None:
    """Return the preparation, or None while a field is missing."""
    return None if missing(acting) else _command(acting)


def for_label(acting: Acting) -> PrepareSyringe | None:
    """Return the preparation as its label will tell it, before anybody has signed."""
    if before_label(acting):
        return None
    command = _command(acting)
    return replace(command, label_printed=True) if command is not None else None


def _command(acting: Acting) -> PrepareSyringe | None:
    fields = acting.fields
    dose, tray = dose_of(acting), syringe(acting)
    made = typed.moment(fields, MADE_AT)
    if dose is None or tray is None or made is None:
        return None
    return PrepareSyringe(
        patient=acting.patient,
        item=acting.item,
        preparation=tray.preparation,
        syringe=tray,
        dose=dose,
        preservative_free=typed.ticked(fields, FREE),
        preparer=PersonId(typed.text(fields, PREPARER)),
        second=PersonId(typed.text(fields, SECOND)),
        prepared_at=made,
        label_printed=bool(typed.text(fields, PRINTED)),
    )


def syringe(acting: Acting) -> Syringe | None:
    """Return the syringe as it will be labelled, or None while a field is missing."""
    fields, sums = acting.fields, maths(acting.fields, dose_of(acting))
    expiry, until = typed.day(fields, "prep_expiry"), use_by(acting)
    if sums is None or sums.volume is None or expiry is None or until is None:
        return None
    by = read_by(fields)
    return Syringe(
        product=typed.text(fields, "prep_product"),
        lot=typed.text(fields, "prep_lot"),
        expiry=expiry,
        volume=sums.volume,
        use_by=until,
        gtin=typed.text(fields, "prep_gtin"),
        serial=typed.text(fields, "prep_serial"),
        trace_code=typed.text(fields, TRACE),
        read_by=by,
        typed_reason="" if by is ReadBy.SCANNED else typed.text(fields, TYPED_REASON),
        graduation=typed.amount(fields, GRADUATION, Unit.ML),
        preparation=typed.text(fields, NUMBER),
        strength=sums.strength,
    )


def again(acting: Acting, prepared: SyringePrepared) -> PrepareSyringe:
    """Return a preparation that stands as the command that made it, for one more label."""
    return PrepareSyringe(
        patient=acting.patient,
        item=prepared.item,
        preparation=prepared.preparation,
        syringe=prepared.syringe,
        dose=prepared.dose,
        preservative_free=prepared.preservative_free,
        preparer=prepared.preparer,
        second=prepared.second,
        prepared_at=prepared.prepared_at,
        label_printed=prepared.label_printed,
    )


def signers(acting: Acting) -> tuple[Signer, ...]:
    """Return who prepared and who checked, as far as they are chosen."""
    return acting.chosen(PREPARER, Meaning.PREPARED) + acting.chosen(SECOND, Meaning.CHECKED)


def copies(fields: Fields) -> int:
    """Return how many labels were printed for this preparation."""
    text = typed.text(fields, COPIES)
    return int(text) if text.isdecimal() else 0
