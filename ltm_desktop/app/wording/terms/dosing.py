"""Names of how an injection ended and of why none was started."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "given.complete": _mark("Given completely"),
    "given.partial": _mark("Partly given"),
    "given.abandoned": _mark("Abandoned"),
    "not_given.held": _mark("Held"),
    "not_given.omitted": _mark("Omitted"),
    "not_given.refused": _mark("Refused by the patient"),
    "not_given.unavailable": _mark("Not available"),
    "not_given.absent": _mark("Patient absent"),
    "not_given.unknown": _mark("Settled as unknown"),
}
