"""Taking the syringe in at the bedside: which one it is, whether it is whole. No Qt.

The number is read from the label, by scanner or by eye; it is never shown here beforehand.
"""

from ltm_desktop.domain.dosing_steps import ReceiveSyringe
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting

NUMBER, INTACT, WHY = "receive_preparation", "receive_intact", "why_returned"
KEYS = (NUMBER, INTACT, WHY)
NO = "no"
AGAIN = "rereceive"
"""Says that a syringe already taken in is looked at once more."""


def missing(acting: Acting) -> tuple[str, ...]:
    """Return what is empty; a syringe that goes back needs words."""
    asked = KEYS if goes_back(acting) else (NUMBER, INTACT)
    return typed.blank(acting.fields, asked)


def goes_back(acting: Acting) -> bool:
    """Tell whether the syringe was found damaged."""
    return typed.text(acting.fields, INTACT) == NO


def to_command(acting: Acting) -> ReceiveSyringe | None:
    """Return the receipt, or None while a field is missing."""
    if missing(acting):
        return None
    fields, back = acting.fields, goes_back(acting)
    return ReceiveSyringe(
        acting.patient,
        acting.item,
        typed.text(fields, NUMBER),
        intact=not back,
        note=typed.text(fields, WHY) if back else "",
    )
