"""Names of specimens, of how a value stands to its range, and of what was asked about it."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "specimen.blood": _mark("blood"),
    "specimen.csf_lumbar": _mark("CSF, lumbar"),
    "specimen.csf_ventricular": _mark("CSF, ventricular"),
    "place.csf_lumbar": _mark("lumbar"),
    "place.csf_ventricular": _mark("ventricular"),
    "standing.low": _mark("low"),
    "standing.within": _mark("within the range"),
    "standing.high": _mark("high"),
    "range_from.printed": _mark("the report"),
    "range_from.register": _mark("the laboratory's register"),
    "analyte_kind.number": _mark("a number"),
    "analyte_kind.coded": _mark("a code of a list"),
    "analyte_kind.text": _mark("the laboratory's words"),
    "marked.fall": _mark("a fall beyond the threshold"),
    "marked.within": _mark("a change within the threshold"),
    "marked.rise": _mark("a rise beyond the threshold"),
    "asked.labs.unit_slip": _mark("the unit"),
    "asked.labs.implausible": _mark("a value beyond the signed limits"),
    "asked.labs.twice": _mark("a second result of the same sample"),
    "asked.labs.after_death": _mark("a sample drawn after the death"),
}
