"""Handing the syringe out of the pharmacy: to whom. No Qt."""

from ltm_desktop.domain.dosing_steps import ReleaseSyringe
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting

KEYS = ("release_to",)


def missing(acting: Acting) -> tuple[str, ...]:
    """Return the field that is empty."""
    return typed.blank(acting.fields, KEYS)


def to_command(acting: Acting) -> ReleaseSyringe | None:
    """Return the release of the preparation that stands, or None while there is none."""
    made = acting.walked.preparation
    if made is None:
        return None
    to = typed.text(acting.fields, "release_to")
    return ReleaseSyringe(acting.patient, acting.item, made.prepared.preparation, to)
