"""Names of how a radiotherapy session ended."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    # who treats signs "administered" like everyone; a beam is not a drug, so it reads otherwise
    "session_meaning.administered": _mark("Treated"),
    "session_outcome.delivered": _mark("Delivered"),
    "session_outcome.partial": _mark("Partly delivered"),
    "session_outcome.not_treated": _mark("Not treated"),
    "termination.normal": _mark("Normal end"),
    "termination.operator": _mark("Stopped by the operator"),
    "termination.machine": _mark("Stopped by the machine"),
    "termination.unknown": _mark("Not known"),
    "shortfall_choice.extra_session": _mark("Give the remainder in an extra session"),
    "shortfall_choice.at_end": _mark("Give the remainder after the last fraction"),
    "shortfall_choice.accept": _mark("Accept the shortfall"),
    "differs.fraction": _mark("fraction number"),
    "differs.date": _mark("date"),
    "differs.dose": _mark("delivered dose"),
    "differs.monitor_units": _mark("monitor units"),
    "differs.machine": _mark("machine"),
    "differs.outcome": _mark("outcome"),
}
