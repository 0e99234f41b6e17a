"""Alerts: what a check has to say. A code and values here; the sentence lives in app/wording."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ltm_desktop.domain.values import dataclass


class Severity(StrEnum):
    """How strongly an alert speaks."""

    STOP = "stop"
    """Absolute: the next state cannot be reached."""
    OVERRIDE = "override"
    """A physician may pass it with a signed reason."""
    NOTE = "note"
    """Shown beside the field; blocks nothing."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One finding of a check; `source` names the clause or document the rule comes from."""

    code: str
    severity: Severity
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""


def stop(code: str, source: str = "", /, **values: object) -> Alert:
    """Return a hard stop."""
    return Alert(code, Severity.STOP, values, source)


def note(code: str, source: str = "", /, **values: object) -> Alert:
    """Return a passive note."""
    return Alert(code, Severity.NOTE, values, source)
