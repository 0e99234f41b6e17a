"""What is wrong with an amount as typed, and how to type it."""

import re

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.quantities import Unit

SENTENCES: dict[str, tuple[str, str]] = {
    "quantities.empty": (
        _mark("No number was typed."),
        _mark("Type the amount."),
    ),
    "quantities.comma": (
        _mark("“{typed}” has a comma, which can be read two ways."),
        _mark("Type the number with a point, such as 1.5."),
    ),
    "quantities.not_a_number": (
        _mark("“{typed}” is not a number."),
        _mark("Type digits only, with at most one point."),
    ),
    "quantities.wrong_unit": (
        _mark("“{typed}” is not the unit of this field."),
        _mark("Type the amount in {expected}."),
    ),
    "quantities.wrong_unit.per_area": (
        _mark("“{typed}” is not a unit of this dose: intrathecal doses are fixed milligrams."),
        _mark("Type the whole dose in {expected}. If the order says {typed}, ask the prescriber."),
    ),
}

_PER_AREA = re.compile(r"(/|每|per)\s*(㎡|m\s*\^?[2²]|平方)", re.IGNORECASE)


def variant(alert: Alert) -> str:
    """Return the code under which an alert is worded: mg/m2 typed for mg speaks for itself."""
    typed, expected = str(alert.values.get("typed", "")), alert.values.get("expected")
    per_area = alert.code == "quantities.wrong_unit" and expected is Unit.MG
    return f"{alert.code}.per_area" if per_area and _PER_AREA.search(typed) else alert.code
