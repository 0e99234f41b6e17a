"""What the fractions alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_HAPPENED = _mark("If it really happened, tell it with an incident.")

SENTENCES: dict[str, tuple[str, str]] = {
    "fractions.no_radiotherapy_arm": (
        _mark("The patient's arm has no radiotherapy."),
        _mark("Check the arm. If radiation was really given, tell it with an incident."),
    ),
    "fractions.already_prescribed": (
        _mark("A radiotherapy course is already prescribed for this patient."),
        _mark("Open the course in the chart."),
    ),
    "fractions.wrong_prescription": (
        _mark("“{prescription}” is not the course of this patient's arm."),
        _mark("Choose the course of the patient's arm."),
    ),
    "fractions.beyond_prescription": (
        _mark("{number} is more than the {of} fractions of the course."),
        _mark("A further fraction needs an amended, signed protocol."),
    ),
    "fractions.fewer_than_protocol": (
        _mark("{number} is fewer than the {of} fractions of the protocol."),
        _mark("Prescribe {of} fractions; what is not treated later is told with its reason."),
    ),
    "fractions.other_total": (
        _mark("A total of {total} is not the {planned} of the protocol."),
        _mark("Type {planned}."),
    ),
    "fractions.other_dose": (
        _mark("{dose} is not the {planned} of one fraction."),
        _mark("Check the amount in Gy. If it really happened, tell it with an incident."),
    ),
    "fractions.target_missing": (
        _mark("No target is chosen."),
        _mark("Choose at least one target."),
    ),
    "fractions.start_not_working_day": (
        _mark("{on} is not a working day of the site."),
        _mark("Choose a working day."),
    ),
    "fractions.future_time": (
        _mark("The time lies in the future; it is now {now}."),
        _mark("Type the time at which it happened."),
    ),
    "fractions.already_recorded": (
        _mark("This session of fraction {number} was already recorded."),
        _mark("Read the record; a mistake in it is corrected there with a reason."),
    ),
    "fractions.dose_but_not_treated": (
        _mark("A dose is typed, but the fraction was not treated."),
        _mark("Clear the dose, or choose partly delivered."),
    ),
    "fractions.reason_missing": (
        _mark("The reason is missing."),
        _mark("Choose a reason."),
    ),
    "fractions.other_needs_words": (
        _mark("“Other” was chosen as the reason without words."),
        _mark("Write the reason in the note."),
    ),
    "fractions.dose_missing": (
        _mark("The delivered dose is missing."),
        _mark("Type the delivered dose in Gy, or choose not treated."),
    ),
    "fractions.unit_not_gy": (
        _mark("The delivered dose is not in Gy."),
        _mark("Type the dose in Gy."),
    ),
    "fractions.machine_missing": (
        _mark("The machine is missing."),
        _mark("Type the name of the machine."),
    ),
    "fractions.second_missing": (
        _mark("The second operator is missing."),
        _mark("Name the second operator."),
    ),
    "fractions.same_person": (
        _mark("{person} is named as both operators."),
        _mark("Name another second operator."),
    ),
    "fractions.no_prescription": (
        _mark("No radiotherapy course is prescribed for this patient."),
        _mark("Ask a physician to prescribe it. If it really happened, tell it with an incident."),
    ),
    "fractions.no_such_fraction": (
        _mark("There is no fraction {number}."),
        _mark("Choose a fraction of the course."),
    ),
    "fractions.out_of_order": (
        _mark("Fraction {next} is the next one to treat."),
        _mark("Choose fraction {next}. If it really happened, tell it with an incident."),
    ),
    "fractions.already_delivered": (
        _mark("Fraction {number} was already delivered in full."),
        _mark("Read the record of that session. If it really happened, tell it with an incident."),
    ),
    "fractions.partial_but_all": (
        _mark("The whole {planned} was delivered, so the fraction is not partial."),
        _mark("Correct the dose, or choose delivered."),
    ),
    "fractions.per_day": (
        _mark("No more than {limit} fractions may be given in one day."),
        _HAPPENED,
    ),
    "fractions.gap": (
        _mark("Fewer than {hours} h lie between this fraction and another one."),
        _mark("Wait until the time has passed. If it really happened, tell it with an incident."),
    ),
    "fractions.not_working_day": (
        _mark("{on} is not a working day of the site."),
        _mark("Check the date. If it really happened, tell it with an incident."),
    ),
    "fractions.monitor_units_impossible": (
        _mark("{units} cannot be the monitor units of a session."),
        _mark("Type the monitor units in MU, above zero."),
    ),
    "fractions.target_not_signed": (
        _mark("A target is not one that the site signed for this course."),
        _mark("Choose from the signed targets."),
    ),
    "fractions.technique_missing": (
        _mark("The technique is missing."),
        _mark("Choose the technique."),
    ),
    "fractions.start_in_past": (
        _mark("{on} has passed."),
        _mark("Choose today or a later working day."),
    ),
    "fractions.start_before_rule": (
        _mark("{on} is before {earliest}, the first day the signed rule gives."),
        _mark("Choose {earliest} or a later working day."),
    ),
    "fractions.before_start": (
        _mark("The course starts on {start}; this session is earlier."),
        _HAPPENED,
    ),
    "fractions.before_last_session": (
        _mark("The last recorded session was at {last}; this one is earlier."),
        _mark("Check the time. If it really happened, tell it with an incident."),
    ),
    "fractions.incomplete_undecided": (
        _mark("Fraction {number} is incomplete, and no physician has approved its record."),
        _mark("Ask a physician to decide. If it really happened, tell it with an incident."),
    ),
}
