"""Names of where a patient stands in the study."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "status.screening": _mark("Screening"),
    "status.on_study": _mark("On study"),
    "status.withdrawn": _mark("Withdrawn"),
    "status.died": _mark("Died"),
}
