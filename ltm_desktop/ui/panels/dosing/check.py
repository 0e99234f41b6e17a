"""The check before the injection: what two people see on the tray, into a command.

No Qt. The second person types dose and access again; nothing of the order is carried over.
"""

from ltm_desktop.domain.dosing import CheckDose, Syringe
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.typed import Fields

TRAY = ("product", "lot", "expiry", "syringe_volume", "use_by")
SECOND = ("check_second", "check_dose", "check_access", "identifiers", "time_out")
REQUIRED = ("check_operator", *TRAY, *SECOND)
KEYS = REQUIRED
TICKS = ("identifiers", "time_out")
"""What two people read aloud together; it holds only for exactly what stood on the form then."""
READ_ALOUD = tuple(key for key in REQUIRED if key not in TICKS)


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the fields that are empty or unreadable."""
    lacking = set(typed.blank(fields, REQUIRED))
    if syringe(fields) is None:
        lacking |= {key for key in TRAY if not _readable(fields, key)}
    if typed.amount(fields, "check_dose", Unit.MG) is None:
        lacking.add("check_dose")
    return tuple(key for key in REQUIRED if key in lacking)


def _readable(fields: Fields, key: str) -> bool:
    if key == "expiry":
        return typed.day(fields, key) is not None
    if key == "use_by":
        return typed.moment(fields, key) is not None
    if key == "syringe_volume":
        return typed.amount(fields, key, Unit.ML) is not None
    return bool(typed.text(fields, key))


def syringe(fields: Fields) -> Syringe | None:
    """Return what stands on the tray, or None while something of it is missing."""
    expiry, use_by = typed.day(fields, "expiry"), typed.moment(fields, "use_by")
    volume = typed.amount(fields, "syringe_volume", Unit.ML)
    product, lot = typed.text(fields, "product"), typed.text(fields, "lot")
    if expiry is None or use_by is None or volume is None or not product or not lot:
        return None
    return Syringe(product, lot, expiry, volume, use_by)


def tray_texts(tray: Syringe) -> dict[str, str]:
    """Return a tray as the form types it, for a check that is made again."""
    return {
        "product": tray.product,
        "lot": tray.lot,
        "expiry": tray.expiry.isoformat(),
        "syringe_volume": str(tray.volume.value),
        "use_by": tray.use_by.isoformat(),
    }


def to_command(
    fields: Fields, patient: PatientId, item: ItemCode, drug: str, record: RecordId
) -> CheckDose | None:
    """Return the check, or None while a field is missing."""
    tray = syringe(fields)
    dose, access = typed.amount(fields, "check_dose", Unit.MG), typed.access(fields, "check_access")
    if tray is None or dose is None or access is None:
        return None
    return CheckDose(
        patient=patient,
        record=record,
        item=item,
        operator=PersonId(typed.text(fields, "check_operator")),
        second=PersonId(typed.text(fields, "check_second")),
        drug=drug,
        dose=dose,
        access=access,
        syringe=tray,
        identifiers_confirmed=typed.ticked(fields, "identifiers"),
        time_out_done=typed.ticked(fields, "time_out"),
    )
