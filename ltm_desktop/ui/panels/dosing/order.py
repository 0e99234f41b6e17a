"""The physician's order: typed fields into a command. No Qt; the amount is never prefilled."""

from ltm_desktop.domain.dosing import PrescribeDose
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.typed import Fields

KEYS = ("order_dose", "order_access", "order_note")
REQUIRED = ("order_dose", "order_access")


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the fields that are empty or unreadable."""
    lacking = set(typed.blank(fields, REQUIRED))
    if typed.amount(fields, "order_dose", Unit.MG) is None:
        lacking.add("order_dose")
    return tuple(key for key in REQUIRED if key in lacking)


def to_command(
    fields: Fields, patient: PatientId, item: ItemCode, drug: str
) -> PrescribeDose | None:
    """Return the order, or None while a field is missing."""
    dose, access = typed.amount(fields, "order_dose", Unit.MG), typed.access(fields, "order_access")
    if dose is None or access is None:
        return None
    return PrescribeDose(patient, item, drug, dose, access, typed.text(fields, "order_note"))
