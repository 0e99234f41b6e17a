"""Which fields of the form a refusal is about, so that each is marked where it was typed. No Qt."""

from collections.abc import Iterator, Sequence

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.enrolment.typed import DATES, Typed

_FIELDS = {
    "patients.born_in_future": "born",
    "patients.too_long_ago": "born",
    "patients.subject_missing": "subject",
    "patients.subject_taken": "subject",
    "patients.name_missing": "family",
    "patients.consent_version_missing": "consent_version",
    "patients.unknown_arm": "arm",
}
_ON = frozenset({"patients.future_date", "patients.before_birth"})
_BODY = {Unit.KG: "weight", Unit.CM: "height"}


def faulty_fields(alerts: Sequence[Alert], typed: Typed) -> tuple[tuple[str, Alert], ...]:
    """Return each field with the alert about it; an alert about no field is left out."""
    return tuple((name, alert) for alert in alerts for name in _names(alert, typed))


def _names(alert: Alert, typed: Typed) -> Iterator[str]:
    if alert.code in _FIELDS:
        yield _FIELDS[alert.code]
    elif alert.code in _ON:
        yield from (name for name in DATES if typed.day(name) == alert.values.get("on"))
    elif alert.code == "patients.measurement_impossible":
        value = alert.values.get("value")
        if isinstance(value, Quantity) and value.unit in _BODY:
            yield _BODY[value.unit]
