"""Names of how a radiotherapy session ended."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    # who treats signs "administered" like everyone; a beam is not a drug, so it reads otherwise
    "session_meaning.administered": _mark("Treated"),
    "session_outcome.delivered": _mark("Delivered"),
    "session_outcome.partial": _mark("Partly delivered"),
    "session_outcome.not_treated": _mark("Not treated"),
}
