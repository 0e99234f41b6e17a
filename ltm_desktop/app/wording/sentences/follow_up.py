"""What stands against a fact of the follow-up, and against taking an end back."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "follow_up.after_death": (
        _mark("{on} lies after the patient's death on {died}."),
        _mark("Check both days; a death recorded for the wrong patient is taken back."),
    ),
    "follow_up.death_not_recorded": (
        _mark("The patient is said to be dead and no death is recorded."),
        _mark("Record the death first, with its day, in the tab Record."),
    ),
    "follow_up.therapy_unnamed": (
        _mark("The new treatment has no name."),
        _mark("Write what is given, or leave the treatment out."),
    ),
    "follow_up.therapy_later": (
        _mark("The treatment begins on {on}, after the contact on {contact}."),
        _mark("Check both days; what is only planned is told when it has begun."),
    ),
    "follow_up.unknown": (
        _mark("This entry of the follow-up is not in the chart."),
        _mark("Open the list again and choose the entry there."),
    ),
    "follow_up.already_put_right": (
        _mark("This entry was already put right or taken back."),
        _mark("Open the list again; it shows what counts now."),
    ),
    "follow_up.already_recorded": (
        _mark("This entry is already recorded."),
        _mark("Nothing is left to do; the list shows it."),
    ),
    "follow_up.already_lost": (
        _mark("The patient is already lost to follow-up since {on}."),
        _mark("Record a contact when somebody hears of the patient."),
    ),
    "follow_up.seen_since": (
        _mark("A contact on {on} found the patient alive."),
        _mark("Type a later day, or put that contact right."),
    ),
    "follow_up.tried_missing": (
        _mark("What was tried is missing."),
        _mark("Write how and how often somebody tried to reach the patient."),
    ),
    "follow_up.basis_missing": (
        _mark("What the progression was seen by is missing."),
        _mark("Write what was seen: examination, imaging or cytology."),
    ),
    "follow_up.milestone_known": (
        _mark("That day is already recorded as {on}."),
        _mark("Take the earlier one back if it is wrong."),
    ),
    "follow_up.reason_missing": (
        _mark("The reason for taking it back is missing."),
        _mark("Choose a reason."),
    ),
    "follow_up.second_missing": (
        _mark("A progression is taken back by two people."),
        _mark("Choose the second person, who signs as well."),
    ),
    "follow_up.seen_alive_after": (
        _mark("A contact on {on} found the patient alive after that day."),
        _mark("Check the day of the death, or put that contact right."),
    ),
    "follow_up.treated_after": (
        _mark("A dose or fraction was given on {on}, after that day."),
        _mark("Check the day of the death, or put that record right."),
    ),
    "follow_up.told_after": (
        _mark("An assessment, a progression or a toxicity is told of {on}, after that day."),
        _mark("Check the day of the death, or put that record right."),
    ),
    "follow_up.not_ended": (
        _mark("There is no such end to take back."),
        _mark("Open the chart again; it shows how the course stands."),
    ),
}
