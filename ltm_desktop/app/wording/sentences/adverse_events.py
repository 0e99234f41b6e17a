"""What stands against telling, grading, judging or ending an adverse event, and before a dose."""

from ltm_desktop.app.wording.marking import mark as _mark

_DAY = _mark("Correct the day.")
_CHOOSE = _mark("Choose one from the list.")
_FIX_FILE = _mark("Correct that line of the protocol file and check it again.")
_DECIDE = _mark("Hold the dose, or ask a physician to decide.")

SENTENCES: dict[str, tuple[str, str]] = {
    "adverse_events.no_term_list": (
        _mark("This site has signed no version of the toxicity terms."),
        _mark("Ask the investigator to sign the site configuration."),
    ),
    "adverse_events.used": (
        _mark("This adverse event was told already."),
        _mark("Open it in the list, or begin a new one."),
    ),
    "adverse_events.unknown": (
        _mark("No such adverse event is on file for this patient."),
        _mark("Choose the event in the list."),
    ),
    "adverse_events.taken_back": (
        _mark("This adverse event was taken back."),
        _mark("Tell a new event if there is one."),
    ),
    "adverse_events.ended": (
        _mark("This adverse event has ended."),
        _mark("Reopen it first if it goes on."),
    ),
    "adverse_events.not_ended": (
        _mark("This adverse event has not ended."),
        _mark("Grade it, or tell its outcome."),
    ),
    "adverse_events.unknown_term": (
        _mark("“{typed}” is no term of the list this event is graded by."),
        _mark("Choose a term of the list."),
    ),
    "adverse_events.other_needs_text": (
        _mark("“{term}” says nothing by itself."),
        _mark("Write what it was, in words."),
    ),
    "adverse_events.no_such_grade": (
        _mark("{term} has no {grade}: only {grades}."),
        _mark("Choose a grade that exists, or the term that fits."),
    ),
    "adverse_events.no_grade": (
        _mark("The event has no grade."),
        _mark("Choose at least one grade and its day."),
    ),
    "adverse_events.same_grade": (
        _mark("The event has {grade} already."),
        _mark("Tell another grade, or nothing."),
    ),
    "adverse_events.future": (
        _mark("{on} has not come yet."),
        _DAY,
    ),
    "adverse_events.before_birth": (
        _mark("The day lies before the birth on {born}."),
        _DAY,
    ),
    "adverse_events.other_day": (
        _mark("The time {at} is not on the day the event began."),
        _mark("Correct the time, or give the whole date of the beginning."),
    ),
    "adverse_events.grade_before_onset": (
        _mark("The grade of {on} lies before the event began."),
        _DAY,
    ),
    "adverse_events.grade_order": (
        _mark("The grade of {on} lies before the last grade of {last}."),
        _mark("Correct the event if the earlier grades were told wrongly."),
    ),
    "adverse_events.after_death": (
        _mark("Grade 5 was told on {on}: no grade follows it."),
        _mark("Ask a physician to correct the event."),
    ),
    "adverse_events.basis_missing": (
        _mark("A grade from the laboratory names its result, and any other names none."),
        _mark("Take the suggestion from the list, or grade it yourself."),
    ),
    "adverse_events.baseline_unsaid": (
        _mark("A grade before the first dose is told of an event that was not there before it."),
        _mark("Say that it was there before the first dose, or leave that grade out."),
    ),
    "adverse_events.unknown_link": (
        _mark("No such record of a dose or fraction is on file."),
        _mark("Choose the record from the list, or leave it out."),
    ),
    "adverse_events.outcome_missing": (
        _mark("The outcome is missing."),
        _CHOOSE,
    ),
    "adverse_events.fatal_is_graded": (
        _mark("A fatal outcome is told by grade 5, where the term has one."),
        _mark("Ask a physician to grade the event."),
    ),
    "adverse_events.end_missing": (
        _mark("This outcome ends the event, and its day is missing."),
        _mark("Give the day, the month or the year in which it ended."),
    ),
    "adverse_events.end_unexpected": (
        _mark("With this outcome the event goes on, and it has no day of its end."),
        _mark("Take the day out, or choose another outcome."),
    ),
    "adverse_events.end_before_onset": (
        _mark("The end lies before the event began on {on}."),
        _DAY,
    ),
    "adverse_events.end_before_grade": (
        _mark("The end lies before the last grade of {on}."),
        _DAY,
    ),
    "adverse_events.reopened_before_end": (
        _mark("The day lies before the end on {on}."),
        _DAY,
    ),
    "adverse_events.death_is_corrected": (
        _mark("A death is not reopened."),
        _mark("Ask a physician to correct the event if the death was told wrongly."),
    ),
    "adverse_events.nothing_changed": (
        _mark("Nothing differs from what was told before."),
        _mark("Change what was wrong, or leave the event as it is."),
    ),
    "adverse_events.cause_missing": (
        _mark("Not judged yet: {causes}."),
        _mark("Choose a level for every cause."),
    ),
    "adverse_events.cause_twice": (
        _mark("A cause is judged twice."),
        _mark("Choose one level for every cause."),
    ),
    "adverse_events.unknown_level": (
        _mark("“{typed}” is no level of the scale this site signed."),
        _CHOOSE,
    ),
    "adverse_events.action_missing": (
        _mark("What was done with the treatment is missing: {field}."),
        _CHOOSE,
    ),
    "adverse_events.criterion_missing": (
        _mark("The event is called serious without a criterion."),
        _mark("Choose at least one criterion, or say that it is not serious."),
    ),
    "adverse_events.criterion_unexpected": (
        _mark("A criterion of seriousness is chosen for an event that is not called serious."),
        _mark("Say that it is serious, or take the criterion out."),
    ),
    "adverse_events.death_other_day": (
        _mark("Grade 5 counts from {on}, and the death was recorded for {died}."),
        _mark("Tell grade 5 from the day of the death, or put the day of the death right."),
    ),
    "adverse_events.death_is_serious": (
        _mark("The event has grade 5: it is serious by death."),
        _mark("Choose the criterion death."),
    ),
    "adverse_events.death_is_graded": (
        _mark("Death is chosen as a criterion, and the event has no grade 5."),
        _mark("Grade it first, or take the criterion out."),
    ),
    "adverse_events.expected_missing": (
        _mark("Whether a serious event was expected is missing."),
        _mark("Choose yes or no, and name the document."),
    ),
    "adverse_events.reference_missing": (
        _mark("The document in which the expectation was read is missing."),
        _mark("Name the document and its version."),
    ),
    "adverse_events.dismissed_already": (
        _mark("This suggestion was looked at already."),
        _mark("Nothing more is to be done."),
    ),
    "adverse_events.late_worse": (
        _mark(
            "{value}, drawn {drawn}, suggests {term}, {grade}: worse than anything told of it, "
            "and entered after later samples were told. Correct the event if it is so."
        ),
        _mark("Correct the event, with that grade on its day."),
    ),
    "adverse_events.no_range": (
        _mark("No grade is suggested for {term}: the laboratory's own range is not known."),
        _mark("Enter the range with the result, or grade the event yourself."),
    ),
    "adverse_events.other_unit": (
        _mark("No grade is suggested for {term}: the result is in {unit}."),
        _mark("Grade the event yourself."),
    ),
    "adverse_events.no_baseline": (
        _mark("No grade is suggested for {term}: there is no value before the first dose."),
        _mark("Enter the baseline, or grade the event yourself."),
    ),
    "adverse_events.anticoagulated": (
        _mark("No grade is suggested for {term} while the patient is anticoagulated."),
        _mark("Compare with the baseline and grade the event yourself."),
    ),
    "adverse_events.only_bounded": (
        _mark("No grade is suggested for {term}: the result only says that it is beyond a limit."),
        _mark("Grade the event yourself."),
    ),
    "toxicity.open": (
        _mark("{name}, {grade}, is open since {since}."),
        _mark("Look at it before the dose; nothing is blocked."),
    ),
    "toxicity.hold": (
        _mark("{name}, {grade}, since {since}: this site holds a dose from {at_least} on."),
        _DECIDE,
    ),
    "toxicity.hold_until": (
        _mark(
            "{name}, {grade}, since {since}: this site holds a dose from {at_least} on, "
            "until {until} or better."
        ),
        _DECIDE,
    ),
    "protocol.no_such_grade": (
        _mark("{file}, line {line}: {path} is no grade from 1 to 5."),
        _FIX_FILE,
    ),
    "protocol.grades_with_gap": (
        _mark("{file}, line {line}: {path} has no grades, or a gap between them."),
        _FIX_FILE,
    ),
    "protocol.scale_answers_nothing": (
        _mark("{file}, line {line}: in {path} some levels must count as related, and some not."),
        _FIX_FILE,
    ),
    "configuration.not_a_hold_rule": (
        _mark("“{typed}” is no rule for holding a dose."),
        _mark("Write it as: arachnoiditis >= 3 override until <= 1; any >= 4 related stop."),
    ),
    "configuration.hold_until_too_high": (
        _mark("“{typed}” would never let go: the last grade must be below the first."),
        _mark("Write a lower grade after until."),
    ),
    "configuration.contradiction.hold_of_nothing": (
        _mark("{owner}: a rule for holding a dose names “{subject}”, which the list has not."),
        _mark("Write the code of a term, soc: with the code of its class, or any."),
    ),
    "configuration.contradiction.hold_never": (
        _mark("{owner}: “{subject}” never has grade {grade}, so its rule would hold nothing."),
        _mark("Write a grade that exists for the term."),
    ),
}
