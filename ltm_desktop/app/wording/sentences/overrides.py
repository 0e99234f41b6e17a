"""What an override refuses, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "overrides.nothing": (
        _mark("No rule has been chosen."),
        _mark("Choose what the physician passes."),
    ),
    "overrides.not_found": (
        _mark("{rule}: this was not found, or it is no longer what stands."),
        _mark("Look at the findings again and choose what stands now."),
    ),
    "overrides.absolute": (
        _mark("One of these rules can be passed by nobody."),
        _mark("Take it out. What happened all the same is told with an incident."),
    ),
}
