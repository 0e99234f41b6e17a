"""The few ways the program says no.

    LtmError
    ├── Refused       the protocol or the record says no; nothing was written
    ├── Unavailable   disk, lock, key or network; carries a next step
    ├── Stale         this patient's chart changed meanwhile; show it, decide again
    └── ChainBroken   the record does not hold together; read-only from here

Everything else is our bug: log it, show it, stop writing.
"""

from collections.abc import Iterable

from ltm_desktop.domain.alerts import Alert, Severity


class LtmError(Exception):
    """Stand above every refusal and failure the program knows by name."""


class Refused(LtmError):
    """Say that nothing was written, and why: one or more alerts, shown together."""

    def __init__(self, *alerts: Alert) -> None:
        super().__init__(", ".join(alert.code for alert in alerts))
        self.alerts = alerts


class Unavailable(LtmError):
    """Say that the world failed us; `code` has a sentence and a next step in the wording."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.alert = Alert(code, Severity.STOP, values)


class Stale(LtmError):
    """Say that this patient's chart changed since it was shown."""

    def __init__(self, stream: str) -> None:
        super().__init__("chart changed meanwhile")
        self.stream = stream


class ChainBroken(LtmError):
    """Say where the ledger stops holding together."""

    def __init__(self, code: str, seq: int) -> None:
        super().__init__(f"{code} at entry {seq}")
        self.code = code
        self.seq = seq


def stops(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return what blocks among the alerts: hard stops, and what only a physician may pass."""
    return tuple(alert for alert in alerts if alert.severity is not Severity.NOTE)


def refuse_if(alerts: Iterable[Alert]) -> None:
    """Raise Refused with everything that blocks among the alerts, if there is any."""
    found = stops(alerts)
    if found:
        raise Refused(*found)


def refuse(code: str, source: str = "", /, **values: object) -> Refused:
    """Return a Refused with one hard stop, for `raise refuse(...)`."""
    return Refused(Alert(code, Severity.STOP, values, source))
