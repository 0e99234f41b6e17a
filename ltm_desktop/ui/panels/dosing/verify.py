"""The pharmacist's verification of the order that stands: a note, then one signature. No Qt."""

from ltm_desktop.domain.dosing_steps import VerifyOrder
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting

KEYS = ("verify_note",)


def missing(_acting: Acting) -> tuple[str, ...]:
    """Return nothing: the order itself is what is verified."""
    return ()


def to_command(acting: Acting) -> VerifyOrder:
    """Return the verification."""
    return VerifyOrder(acting.patient, acting.item, typed.text(acting.fields, "verify_note"))
