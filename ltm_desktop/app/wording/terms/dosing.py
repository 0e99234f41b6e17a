"""Names of how an injection ended, of why none was started, and of the fields of its form."""

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
    "field.product": _mark("Product"),
    "field.lot": _mark("Lot"),
    "field.syringe_volume": _mark("Volume in the syringe"),
    "field.volume_injected": _mark("Volume injected"),
    "field.site_inspection": _mark("Site inspection"),
    "field.refill": _mark("Refill of the dome"),
    "field.csf_appearance": _mark("CSF appearance"),
    "field.csf_withdrawn": _mark("CSF withdrawn"),
    "field.position": _mark("Position"),
    "field.interspace": _mark("Interspace"),
    "field.guidance": _mark("Guidance"),
    "field.needle_type": _mark("Needle type"),
    "field.needle_gauge": _mark("Needle gauge"),
    "field.punctures": _mark("Punctures"),
    "field.attempts": _mark("Attempts"),
    "field.traumatic": _mark("Traumatic tap"),
    "field.flush": _mark("Flush"),
    "field.pressure": _mark("Pressure"),
    "field.opening_pressure": _mark("Opening pressure"),
}
