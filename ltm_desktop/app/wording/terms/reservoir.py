"""Names of what can happen to a reservoir, and of its breaches."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "reservoir_what.implanted": _mark("implanted"),
    "reservoir_what.imaging_checked": _mark("tip checked on imaging"),
    "reservoir_what.flow_study": _mark("CSF flow study"),
    "reservoir_what.revised": _mark("revised"),
    "reservoir_what.infection_suspected": _mark("infection suspected"),
    "reservoir_what.infection_cleared": _mark("infection cleared"),
    "reservoir_what.mri_note": _mark("conditions for MRI"),
    "reservoir_what.removed": _mark("removed"),
    "breach.reservoir.removed": _mark("reservoir removed"),
    "breach.reservoir.infection_suspected": _mark("infection of the reservoir suspected"),
    "fact.on": _mark("day of it"),
}
