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
        _mark("To change it, write why; a new version holds from the next fraction."),
    ),
    "fractions.wrong_prescription": (
        _mark("“{prescription}” is not the course of this patient's arm."),
        _mark("Choose the course of the patient's arm."),
    ),
    "fractions.beyond_prescription": (
        _mark("{number} is more than the {of} {of:fraction|fractions} of the course."),
        _mark("A further fraction needs an amended, signed protocol."),
    ),
    "fractions.fewer_than_protocol": (
        _mark("{number} is fewer than the {of} {of:fraction|fractions} of the protocol."),
        _mark(
            "A first order has {of} {of:fraction|fractions}; a change counts those already treated."
        ),
    ),
    "fractions.other_total": (
        _mark("{volume}: a total of {dose} is not the {planned} of the protocol."),
        _mark("Type {planned}; a change may order less, never more."),
    ),
    "fractions.other_dose": (
        _mark("{volume}: {dose} is not the {planned} of one fraction."),
        _mark("Check the amount. If it really happened, tell it with an incident."),
    ),
    "fractions.target_missing": (
        _mark("A dose level has no volume, or a volume has no name."),
        _mark("Name at least one volume for each dose level."),
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
        _mark("This record was already written."),
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
        _mark("The delivered dose is not in the unit of the order."),
        _mark("Type the dose in the unit of the order."),
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
        _mark("The whole dose was delivered, so fraction {number} is not partial."),
        _mark("Correct the dose, or choose delivered."),
    ),
    "fractions.per_day": (
        _mark("No more than {limit} {limit:fraction|fractions} may be given in one day."),
        _HAPPENED,
    ),
    "fractions.gap": (
        _mark("Fewer than {hours} h lie between this fraction and another one."),
        _mark("Wait until the time has passed. If it really happened, tell it with an incident."),
    ),
    "fractions.same_day_order": (
        _mark("A dose was given at {other}: the signed order of the day is not kept."),
        _mark("Treat on another day. If it really happened, tell it with an incident."),
    ),
    "fractions.same_day_gap": (
        _mark(
            "Fewer than {hours} h to the dose at {other}; "
            "the later of the two may start from {earliest}."
        ),
        _mark("Wait until then. If it really happened, tell it with an incident."),
    ),
    "fractions.dose_due": (
        _mark("Dose {number} is planned for the same day and comes before the fraction."),
        _mark("Ask the ward first; once the fraction is given, the dose is refused that day."),
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
    "fractions.total_does_not_add_up": (
        _mark("The fractions add up to {sum}, not to {total}."),
        _mark("Correct the total, or the dose of a fraction."),
    ),
    "fractions.volume_twice": (
        _mark("A volume stands twice, or has no name."),
        _mark("Give each volume a name of its own."),
    ),
    "fractions.course_over": (
        _mark("The last fraction of the course was already started."),
        _mark("Nothing is left to change."),
    ),
    "fractions.other_target": (
        _mark("{volume} is not prescribed in this fraction."),
        _mark("Check the volume. If it really happened, tell it with an incident."),
    ),
    "fractions.shortfall_accepted": (
        _mark("A physician accepted what fraction {number} lacks."),
        _mark("Ask the physician to decide anew. If it happened, tell it with an incident."),
    ),
    "fractions.remainder_undecided": (
        _mark("What fraction {number} lacks is given on another day only when decided."),
        _mark("Ask a physician to decide. If it really happened, tell it with an incident."),
    ),
    "fractions.remainder_at_end": (
        _mark("What fraction {number} lacks is to be given after the last fraction."),
        _mark("Treat the next fraction. If it really happened, tell it with an incident."),
    ),
    "fractions.ended_before": (
        _mark("The session ends before it begins."),
        _mark("Check both times."),
    ),
    "fractions.resumed_before": (
        _mark("{on} is before the session."),
        _mark("Choose the day on which treatment is expected to go on."),
    ),
    "fractions.shift_not_mm": (
        _mark("A couch shift is not in mm."),
        _mark("Type the shift in mm."),
    ),
    "fractions.rotation_not_degrees": (
        _mark("The rotation is not in degrees."),
        _mark("Type the rotation in degrees."),
    ),
    "fractions.uid_known": (
        _mark("This treatment record was already taken into the log."),
        _mark("Open the session it belongs to."),
    ),
    "fractions.not_short": (
        _mark("Fraction {number} lacks nothing that needs a decision."),
        _mark("Choose a fraction that is short."),
    ),
    "fractions.method_missing": (
        _mark("How to compensate is missing."),
        _mark("Choose how."),
    ),
    "fractions.days_missing": (
        _mark("No day is named."),
        _mark("Name at least one day."),
    ),
    "fractions.order_needs_words": (
        _mark("The reason is missing."),
        _mark("Write why."),
    ),
    "fractions.no_such_session": (
        _mark("No session of that name stands."),
        _mark("Choose a session of the course."),
    ),
    "fractions.rv_id_missing": (
        _mark("The id in the record-and-verify system is missing."),
        _mark("Type the id as the machine's system shows it."),
    ),
    "fractions.difference_needs_words": (
        _mark("The log and the machine's system differ."),
        _mark("Write what differs and why, or correct the session."),
    ),
    "fractions.nothing_checked": (
        _mark("Nothing is ticked."),
        _mark("Tick what you looked at and found right."),
    ),
    "fractions.after_next_session": (
        _mark("A later fraction was begun at {next}; this session is after it."),
        _mark("Check number and time. If it really happened, tell it with an incident."),
    ),
    "fractions.incomplete_undecided": (
        _mark("Fraction {number} is short, and no physician has decided about it."),
        _mark("Ask a physician to decide. If it really happened, tell it with an incident."),
    ),
}
