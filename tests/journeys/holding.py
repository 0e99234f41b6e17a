"""A dose held, and a dose ordered below the protocol's, at the page of the dose."""

from PySide6.QtWidgets import QAbstractButton

from tests.journeys.clinic import Who
from tests.journeys.desk import (
    Window,
    finish,
    pick,
    press,
    settle,
    shown,
    texts,
    type_into,
)
from tests.journeys.following import DOSES, turn_to


def hold(window: Window, code: str, until: str, reason: str, who: Who) -> str:
    """Hold a dose at its page, return everything that page said against it before."""
    turn_to(window, DOSES, f"dosing.dose.{code}")
    press(window, f"dosing.dose.{code}")
    settle(window)
    said = texts(window)
    press(window, "dosing.not_given_button")
    pick(window, "Held")
    pick(window, reason)
    press(window, "dosing.decided_at.now")
    type_into(window, "dosing.until", until)
    settle(window)
    type_into(window, f"dosing.secret.{who.user}", who.secret)
    press(window, "dosing.record_not_given_button")
    finish(window)
    return said


def order_reduced(window: Window, code: str, dose: str, note: str, doctor: Who) -> str:
    """Order less than the protocol's dose: refused, passed with its reason, then ordered."""
    turn_to(window, DOSES, f"dosing.dose.{code}")
    press(window, f"dosing.dose.{code}")
    type_into(window, "dosing.order_dose", dose)
    press(window, "dosing.order_access.ommaya")
    type_into(window, "dosing.order_note", note)
    settle(window)
    refused = texts(window)
    assert not shown(window, QAbstractButton, "dosing.prescribe_button").isEnabled()
    press(window, "dosing.override")
    pick(window, "Dose reduced for toxicity")
    pick(window, doctor.name)
    settle(window)
    type_into(window, "dosing.override.secret", doctor.secret)
    press(window, "dosing.override.sign")
    finish(window)
    type_into(window, f"dosing.secret.{doctor.user}", doctor.secret)
    press(window, "dosing.prescribe_button")
    finish(window)
    return refused
