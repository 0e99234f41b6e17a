"""Whatever went wrong, in calm sentences with a next step.

A fault of our own is logged by kind and place only: its message could hold a name or a dose.
"""

import logging
import traceback
from types import TracebackType

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity, stop
from ltm_desktop.domain.errors import ChainBroken, LtmError, Refused, Stale, Unavailable

_log = logging.getLogger(__name__)


def to_alerts(error: BaseException) -> tuple[Alert, ...]:
    """Return what an error means, all of it together; our own faults are logged."""
    if isinstance(error, LtmError):
        return _known(error)
    log_fault(error)
    return (stop("program.fault"),)


def _known(error: LtmError) -> tuple[Alert, ...]:
    match error:
        case Refused():
            return error.alerts
        case Unavailable():
            return (error.alert,)
        case Stale():
            return (stop("program.chart_changed"),)
        case ChainBroken():
            return (Alert(error.code, Severity.STOP, {"seq": error.seq}),)
        case _:
            return (stop("program.fault"),)


def to_sentence(error: BaseException, say: Words) -> str:
    """Return one paragraph: what happened and what to do next."""
    alerts = to_alerts(error)
    parts = [part for alert in alerts for part in (say.alert(alert), say.next_step(alert))]
    return say.together(*parts)


def log_fault(error: BaseException) -> None:
    """Log a fault by its kind and place, never by its message."""
    _log.error("%s at %s", type(error).__name__, _places(error.__traceback__))


def _places(tb: TracebackType | None) -> str:
    frames = traceback.extract_tb(tb)
    return " < ".join(f"{_module(one.filename)}:{one.lineno}" for one in reversed(frames))


def _module(path: str) -> str:
    _, found, inside = path.replace("\\", "/").rpartition("ltm_desktop/")
    return inside if found else path.rpartition("/")[2]
