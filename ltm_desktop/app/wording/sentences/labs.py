"""What laboratory alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_DRAW = _mark("Enter a newer result, hold the dose, or ask a physician to decide.")

SENTENCES: dict[str, tuple[str, str]] = {
    "labs.missing": (
        _mark("{name}: no result is in the chart."),
        _mark(
            "Enter the result. A clearance is also calculated from creatinine, weight, sex and age."
        ),
    ),
    "labs.stale": (
        _mark("{name}: {comparator}{value} of {sampled_at} is older than the {hours} h signed."),
        _DRAW,
    ),
    "labs.outside": (
        _mark("{name}: {comparator}{value} of {sampled_at} does not keep the limit of {limit}."),
        _DRAW,
    ),
    "labs.nothing": (
        _mark("No result has been filled in."),
        _mark("Type at least one value."),
    ),
    "labs.unknown_analyte": (
        _mark("{analyte} is not looked at by the signed configuration."),
        _mark("Choose an analyte from the list."),
    ),
    "labs.wrong_unit": (
        _mark("The result is in {unit}; the site keeps it in {expected}."),
        _mark("Choose the unit that stands on the report."),
    ),
    "labs.impossible": (
        _mark("{value} cannot be a result."),
        _mark("Read the report again and type what stands there."),
    ),
    "labs.unit_slip": (
        _mark("{value} cannot be right in this unit."),
        _mark("Did you mean {other}? Choose the unit that stands on the report."),
    ),
    "labs.future_sample": (
        _mark("The sample lies in the future; it is now {now}."),
        _mark("Type when the sample was drawn."),
    ),
    "labs.before_birth": (
        _mark("The sample was drawn before the birth on {born}."),
        _mark("Type when the sample was drawn."),
    ),
}
