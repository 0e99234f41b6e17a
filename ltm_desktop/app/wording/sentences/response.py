"""What stands against an assessment of response, and what is remarked beside it."""

from ltm_desktop.app.wording.marking import mark as _mark

_FILL = _mark("Fill it in, or say why it was not done.")
_DAY = _mark("Correct the day.")
_LIST = _mark("Choose from the list.")
_NOTHING = _mark("Nothing is blocked; the remark is shown so that you can weigh it.")

SENTENCES: dict[str, tuple[str, str]] = {
    "response.no_rules": (
        _mark("No signed configuration says how response is assessed here."),
        _mark("Ask the principal investigator to sign it under Site, Configuration."),
    ),
    "response.no_instruments": (
        _mark("The list of instruments of response is missing or empty."),
        _mark("Install the program again; its files are not complete."),
    ),
    "response.already_recorded": (
        _mark("This assessment is recorded already."),
        _mark("Open the list of assessments; correct it there if something is wrong."),
    ),
    "response.point_taken": (
        _mark("An assessment of this time point stands already, of {on}."),
        _mark("Correct that one, or choose another time point."),
    ),
    "response.component_missing": (
        _mark("{component}: neither filled nor explained."),
        _FILL,
    ),
    "response.filled_and_explained": (
        _mark("{component}: filled, and yet said not to be done."),
        _mark("Clear one of the two."),
    ),
    "response.reason_missing": (
        _mark("{component}: no reason why it was not done."),
        _mark("Choose a reason; with Other, write it beside."),
    ),
    "response.items_missing": (
        _mark("Neurological examination: no level for {items}."),
        _mark("Type a level, or write beside the area why it cannot be rated."),
    ),
    "response.features_missing": (
        _mark("MRI: a line of the scorecard is empty."),
        _mark("Choose absent, present or not evaluable on every line."),
    ),
    "response.mri_overall_missing": (
        _mark("MRI: the overall line is empty."),
        _mark("Choose the overall result of the scan."),
    ),
    "response.change_missing": (
        _mark("{component}: not judged against the baseline."),
        _mark("Choose improved, stable, worse or not evaluable."),
    ),
    "response.judged_unfilled": (
        _mark("{component}: judged, but nothing is filled in."),
        _FILL,
    ),
    "response.baseline_judged": (
        _mark("A baseline has nothing before it to be judged against."),
        _mark("Leave the changes and the overall response empty, or choose another time point."),
    ),
    "response.overall_missing": (
        _mark("The overall response is not chosen."),
        _mark("Choose one of the categories the investigator signed."),
    ),
    "response.no_such_category": (
        _mark("{category} is no category of the signed configuration."),
        _LIST,
    ),
    "response.why_not_evaluable": (
        _mark("Not evaluable, but no reason is given."),
        _mark("Write why the response cannot be evaluated."),
    ),
    "response.day_missing": (
        _mark("A day is missing."),
        _mark("Type the day beside the result."),
    ),
    "response.day_unreadable": (
        _mark("“{typed}” is no day that can be read."),
        _mark("Type the day as day, month and year."),
    ),
    "response.not_a_level": (
        _mark("“{typed}” is no level."),
        _mark("Type the digit of the level."),
    ),
    "response.point_missing": (
        _mark("The time point is not chosen."),
        _LIST,
    ),
    "response.no_such_point": (
        _mark("{point} is no time point of the signed configuration."),
        _LIST,
    ),
    "response.future": (_mark("{on} has not come yet."), _DAY),
    "response.before_birth": (_mark("The day lies before the birth on {born}."), _DAY),
    "response.after_death": (_mark("The patient died on {on}."), _DAY),
    "response.other_instrument": (
        _mark("The site assesses with {name}."),
        _mark("Fill in that scorecard."),
    ),
    "response.no_such_item": (
        _mark("An area is not one of {name}, or stands there twice."),
        _mark("Fill in each area of the scorecard once."),
    ),
    "response.no_such_level": (
        _mark("{item}: levels go from 0 to {highest}."),
        _mark("Type one of these levels."),
    ),
    "response.too_many_nodules": (
        _mark("At most the {most} largest nodules of each region are measured."),
        _mark("Leave the smaller ones out."),
    ),
    "response.no_size": (
        _mark("A nodule needs two diameters in mm, both more than 0."),
        _mark("Type both diameters as the report gives them."),
    ),
    "response.class_incomplete": (
        _mark("The EANO-ESMO class is not complete."),
        _mark("Choose type, pattern and certainty, or leave all three empty."),
    ),
    "response.no_such_kps": (
        _mark("{score} is no step of the Karnofsky scale."),
        _mark("Choose a step from 0 to 100 by tens."),
    ),
    "response.no_steroid_dose": (
        _mark("The steroid dose is not an amount in mg per day."),
        _mark("Type mg per day; 0 where none is taken."),
    ),
    "response.steroid_unnamed": (
        _mark("The steroid is not named."),
        _mark("Write which steroid is taken; one drug is never converted into another."),
    ),
    "response.treats": (
        _mark("The assessor also ordered doses of this patient (open-label trial)."),
        _NOTHING,
    ),
    "response.unfinished": (
        _mark("An assessment is unfinished; here it is, with everything typed."),
        _mark("Sign it or discard it, then put the other one right."),
    ),
    "response.no_baseline": (
        _mark("No baseline stands; nothing can be compared with it."),
        _mark("Enter the baseline when its documents are at hand."),
    ),
    "response.steroids_rising": (
        _mark("Improvement while the steroid dose rose since {on}."),
        _mark("Improvement on rising steroids is not response; say in the rationale why it is."),
    ),
    "response.steroids_other_drug": (
        _mark("Improvement, but another steroid than on {on}; the doses are not compared."),
        _mark("Say in the rationale whether the steroid effect rose."),
    ),
    "response.baseline_late": (
        _mark("The baseline lies after the first dose of {on}."),
        _NOTHING,
    ),
    "response.off_day": (
        _mark("The assessment was planned for {on}; it is more than {days} {days:day|days} off."),
        _NOTHING,
    ),
    "configuration.no_words": (
        _mark("Nothing is written."),
        _mark("Write the words, or none where there are none."),
    ),
    "configuration.contradiction.progression_needs": (
        _mark("{owner}: {needs} signs are asked for, but only {signs} are chosen."),
        _mark("Ask for fewer signs, or choose more."),
    ),
    "configuration.contradiction.no_categories": (
        _mark("{owner}: no category is used."),
        _mark("Use at least one category."),
    ),
    "protocol.not_a_number": (
        _mark("{key} is not a whole number in quotes."),
        _mark("Write digits in quotes."),
    ),
}
