"""What stands against a fact of a reservoir, and what its record says before a dose."""

from ltm_desktop.app.wording.marking import mark as _mark

_REPORT = _mark("Enter the report when it is there; nothing is blocked.")

SENTENCES: dict[str, tuple[str, str]] = {
    "reservoir.future": (
        _mark("{on} has not come yet."),
        _mark("Type the day on which it happened."),
    ),
    "reservoir.before_birth": (
        _mark("The day lies before the birth on {born}."),
        _mark("Type the day on which it happened."),
    ),
    "reservoir.not_implanted": (
        _mark("No implant of a reservoir is on file by {on}."),
        _mark("Record the implant first, or correct the day."),
    ),
    "reservoir.not_suspected": (
        _mark("No infection of the reservoir was suspected on {on}."),
        _mark("Correct the day, or record the suspicion first."),
    ),
    "reservoir.removed": (
        _mark("The reservoir was removed on {on}."),
        _mark("Do not inject. Ask the physician for an order by another way in."),
    ),
    "reservoir.infection_suspected": (
        _mark("An infection of the reservoir has been suspected since {on} and was not cleared."),
        _mark("Hold the dose, or ask a physician to decide."),
    ),
    "reservoir.no_imaging": (
        _mark("No imaging of the catheter's tip is on file before the first use."),
        _REPORT,
    ),
    "reservoir.no_flow_study": (
        _mark("No CSF flow study is on file before the first dose."),
        _REPORT,
    ),
    "reservoir.early_use": (
        _mark("The reservoir was implanted on {on}: its first use may lie within 48 hours."),
        _mark("Look at the wound, and ask the physician if in doubt; nothing is blocked."),
    ),
}
