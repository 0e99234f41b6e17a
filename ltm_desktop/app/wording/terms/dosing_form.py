"""Names of what is told besides at the bedside: asepsis, how it went in, what is estimated."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "paraesthesia.both": _mark("both sides"),
    "field.started_at": _mark("Injection started"),
    "field.ended_at": _mark("Injection ended"),
    "field.zero_level": _mark("Zero level of the pressure"),
    "field.local_anaesthetic_plain": _mark("Local anaesthetic free of preservatives"),
    "field.red_cells_first": _mark("Red cells, first tube"),
    "field.red_cells_last": _mark("Red cells, last tube"),
    "field.paraesthesia_lasting": _mark("Paraesthesia lasting"),
    "field.rest_posture": _mark("Posture at rest"),
    "field.skin_agent": _mark("Skin agent"),
    "field.skin_dried": _mark("Skin dry before the puncture"),
    "field.barriers": _mark("Worn and laid"),
    "field.mixed_with_csf": _mark("Drug mixed with CSF"),
    "field.resistance": _mark("Resistance to the injection"),
    "field.csf_midway": _mark("Free CSF half-way"),
    "field.injection_pain": _mark("Pain during the injection, 0 to 10"),
    "field.allergies": _mark("Allergies"),
    "field.performance": _mark("ECOG performance status, 0 to 4"),
    "field.spill": _mark("Spilt, and what was done"),
}
