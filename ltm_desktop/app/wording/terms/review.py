"""Names of the parts of a record that are compared with the source, and of where a query stands."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "source_part.whole": _mark("the whole record"),
    "source_part.patient": _mark("patient and consent"),
    "source_part.dose": _mark("drug, dose and volume"),
    "source_part.times": _mark("times"),
    "source_part.people": _mark("people and signatures"),
    "source_part.procedure": _mark("procedure"),
    "source_part.afterwards": _mark("observation afterwards"),
    "review.verified": _mark("agrees with source"),
    "review.outdated": _mark("changed since it was compared"),
    "review.locked": _mark("locked"),
    "review.queried": _mark("queried"),
    "query_state.open": _mark("waits for an answer"),
    "query_state.answered": _mark("answered"),
    "query_state.closed": _mark("closed"),
}
