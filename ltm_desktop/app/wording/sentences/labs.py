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
        _mark("{value} is far from what is known; {other} would be near it."),
        _mark("Choose the unit that stands on the report, or say that it stands there so."),
    ),
    "labs.implausible": (
        _mark("{value} lies beyond the signed limits of {low} to {high}."),
        _mark("Read the report again. If it stands there so, say so; it is kept."),
    ),
    "labs.twice": (
        _mark("{analyte} of this sample ({sampled_at}) is already in the chart."),
        _mark("Correct that result if it was copied wrongly, or say that both were reported."),
    ),
    "labs.after_death": (
        _mark("The sample was drawn {sampled}; the patient died on {died}."),
        _mark(
            "Check whose report it is and the day of the sample. If it stands there so, say so; "
            "it is kept."
        ),
    ),
    "labs.told_twice": (
        _mark("{analyte} was filled in twice for one sample."),
        _mark("Leave the value that stands on the report."),
    ),
    "labs.wrong_specimen": (
        _mark("{analyte} is not measured in this specimen."),
        _mark("Choose lumbar or ventricular CSF for the CSF panel, and blood for the others."),
    ),
    "labs.sample_missing": (
        _mark("It is not said when the sample was drawn."),
        _mark("Type when the sample was drawn."),
    ),
    "labs.specimen_missing": (
        _mark("It was not said where the CSF came from."),
        _mark("Choose lumbar or ventricular: the two are never put in one curve."),
    ),
    "labs.reported_before": (
        _mark("The report of {reported} is older than its sample of {sampled}."),
        _mark("Read both times again."),
    ),
    "labs.range_order": (
        _mark("The lower reference {low} lies above the upper one {high}."),
        _mark("Type the range as it is printed."),
    ),
    "labs.unknown_unit": (
        _mark("{unit} is no unit this result is printed in."),
        _mark("Choose the unit that stands on the report."),
    ),
    "labs.not_as_printed": (
        _mark("{value} is not what was printed, converted."),
        _mark("Type the value again."),
    ),
    "labs.no_number": (
        _mark("{analyte} is reported in words, not as a number."),
        _mark("Choose or type what the report says."),
    ),
    "labs.not_a_finding": (
        _mark("{analyte} is not reported by such a code."),
        _mark("Type what the report says."),
    ),
    "labs.why_not_measurable": (
        _mark("{analyte} was not measurable and nothing says why."),
        _mark("Type what the laboratory wrote, such as clotted."),
    ),
    "labs.code_missing": (
        _mark("{analyte}: no result was chosen."),
        _mark("Choose what the report says."),
    ),
    "labs.text_missing": (
        _mark("{analyte}: nothing was typed."),
        _mark("Type what the report says."),
    ),
    "labs.not_asked": (
        _mark("{asked} is no question that can be answered."),
        _mark("Type the value again."),
    ),
    "labs.not_standing": (
        _mark("This result no longer stands in the chart."),
        _mark("Look at the list again: somebody has put it right meanwhile."),
    ),
    "labs.other_analyte": (
        _mark("A result is put right by one of the same analyte."),
        _mark("Take it back and enter the other one."),
    ),
    "labs.unchanged": (
        _mark("Nothing was changed."),
        _mark("Type what stands on the report, or leave the result as it is."),
    ),
    "labs.range_differs": (
        _mark("The report prints {printed}; the register has {register}."),
        _mark("The printed range is kept. Tell whoever keeps the register."),
    ),
    "laboratories.unknown": (
        _mark("The laboratory {laboratory} is not in the register."),
        _mark("Choose one of the list, or have it entered on the Site page."),
    ),
    "laboratories.day_missing": (
        _mark("The day from which the range is in force is missing."),
        _mark("Type the day the laboratory gives."),
    ),
    "laboratories.analyte_missing": (
        _mark("No analyte was chosen."),
        _mark("Choose the analyte the range is of."),
    ),
    "laboratories.name_missing": (
        _mark("A laboratory needs a short code and a name."),
        _mark("Type both."),
    ),
    "laboratories.already_entered": (
        _mark("A laboratory with the code {code} is already entered."),
        _mark("Choose another code."),
    ),
    "laboratories.no_such_range": (
        _mark("No such reference range stands in the register."),
        _mark("Choose one of the list."),
    ),
    "laboratories.reason_missing": (
        _mark("A range is not taken back without a reason."),
        _mark("Type why."),
    ),
    "laboratories.nothing": (
        _mark("No reference range has been filled in."),
        _mark("Type at least one limit."),
    ),
    "laboratories.no_limits": (
        _mark("{analyte}: neither a lower nor an upper limit was typed."),
        _mark("Type the limits as the laboratory prints them."),
    ),
    "laboratories.ages": (
        _mark("The ages do not make a band."),
        _mark("Type completed years, the younger first."),
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
