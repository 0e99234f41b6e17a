"""Names of the groups of a handover."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "handover_group.serious": _mark("Serious events with a running clock"),
    "handover_group.observed": _mark("Under observation after an injection"),
    "handover_group.due": _mark("Doses overdue or due within 24 hours"),
    "handover_group.held": _mark("Held doses, and why"),
    "handover_group.severe": _mark("Toxicity of grade 3 and above, ongoing"),
    "handover_group.fraction": _mark("Radiotherapy today"),
    "handover_group.call": _mark("Calls after a lumbar puncture"),
    "handover_group.unsigned": _mark("Records waiting for a signature"),
    "handover_group.draft": _mark("Unfinished drafts of who hands over"),
}
