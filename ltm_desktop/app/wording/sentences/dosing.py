"""What the dosing alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_TELL = _mark("Correct it here, or if it was already given, tell it with Record what happened.")
_ASK = _mark("Ask the prescriber; do not inject until the order and the syringe agree.")
_STOP = _mark("Tell the physician and record the dose as held or abandoned.")

SENTENCES: dict[str, tuple[str, str]] = {
    "dosing.no_such_dose": (
        _mark("{item} is not a planned dose of this patient."),
        _mark(
            "Choose a dose from the plan. "
            "If one was injected all the same, tell it with Record what happened."
        ),
    ),
    "dosing.not_planned": (
        _mark("{item} is an injection that no plan holds."),
        _mark("If it was given, tell it with Record what happened."),
    ),
    "dosing.already_settled": (
        _mark("{item} was already recorded."),
        _mark("Read the record. If it was injected again, tell it with Record what happened."),
    ),
    "dosing.remainder": (
        _mark(
            "A part of {item} was given; the trial summary says nothing of giving the remainder."
        ),
        _mark("Ask the investigator. If it was injected, tell it with Record what happened."),
    ),
    "dosing.wrong_drug": (
        _mark("{drug} is not an intrathecal drug of this protocol."),
        _mark("Do not inject. Ask the prescriber and the pharmacist."),
    ),
    "dosing.unit_not_mg": (
        _mark("The dose is in {unit}; intrathecal doses are fixed milligrams."),
        _mark("Ask the prescriber for the dose in mg."),
    ),
    "dosing.zero_dose": (
        _mark("The dose is 0 mg."),
        _mark("Type the dose in mg, or record that the dose was not given."),
    ),
    "dosing.above_ceiling": (
        _mark("{dose} is above the ceiling of {ceiling}."),
        _mark("Order no more than {ceiling}; nobody can pass this limit in the program."),
    ),
    "dosing.outside_tolerance": (
        _mark("{dose} is too far from the protocol dose of {planned}."),
        _mark("Type {planned}, or let a physician sign the other dose as an override."),
    ),
    "dosing.same_person": (
        _mark("{person} is named twice: the person who injects and the second person differ."),
        _mark("Name another second person."),
    ),
    "dosing.on_hold": (
        _mark("This dose is held until {until}."),
        _mark("Ask the physician for a new decision: a new order ends the hold."),
    ),
    "dosing.too_soon": (
        _mark("The next dose may start from {earliest}, {hours} h after the last one started."),
        _mark(
            "Wait until then, or hold the dose with a reason. "
            "If it was already given, tell it with Record what happened."
        ),
    ),
    "dosing.same_day_order": (
        _mark("A fraction was given at {other}: the signed order of the day is not kept."),
        _mark("Give it another day or ask a physician; if already given, Record what happened."),
    ),
    "dosing.same_day_gap": (
        _mark(
            "Fewer than {hours} h to the fraction at {other}; "
            "the later of the two may start from {earliest}."
        ),
        _mark("Wait until then or ask a physician; if already given, Record what happened."),
    ),
    "dosing.fraction_due": (
        _mark("Fraction {number} is planned for today and comes before the dose."),
        _mark("Ask the therapists first; once the dose is given, the fraction is refused today."),
    ),
    "dosing.earlier_open": (
        _mark("Dose {number} comes before this one and is still open."),
        _mark("First record what became of dose {number}."),
    ),
    "dosing.no_order": (
        _mark("There is no signed order for this dose."),
        _mark("Ask a physician to prescribe it."),
    ),
    "dosing.differs_drug": (
        _mark("The order says {ordered}, the syringe says {found}."),
        _ASK,
    ),
    "dosing.differs_dose": (
        _mark("The order says {ordered}, the syringe holds {found}."),
        _ASK,
    ),
    "dosing.differs_access": (
        _mark("The order says {ordered}, the form says {found}."),
        _mark("Use the access that was ordered, or ask the prescriber for a new order."),
    ),
    "dosing.past_use_by": (
        _mark("The syringe was to be used by {use_by}."),
        _mark("Do not inject it. Ask the pharmacy for a new syringe."),
    ),
    "dosing.product_expired": (
        _mark("The product expired on {expiry}."),
        _mark("Do not inject it. Ask the pharmacy for a new syringe."),
    ),
    "dosing.identifiers": (
        _mark("The patient's two identifiers are not confirmed."),
        _mark("Confirm name and birth date or number with the patient, then tick it."),
    ),
    "dosing.time_out": (
        _mark("No whole time-out was read for this injection."),
        _mark("Read it together. If it was already given, tell it with Record what happened."),
    ),
    "dosing.not_checked": (
        _mark("This dose was not checked by a second person before the injection."),
        _mark("Check it together now. If it was already given, tell it with Record what happened."),
    ),
    "dosing.other_people_checked": (
        _mark("The check was made with other people; {second} was the second person."),
        _mark("Name the people who made the check, or check the dose again."),
    ),
    "dosing.checked_after_start": (
        _mark("The check at {checked} comes after the start of the injection."),
        _TELL,
    ),
    "dosing.check_too_old": (
        _mark("The check is older than {minutes} {minutes:minute|minutes}."),
        _mark("Check the dose again with the second person."),
    ),
    "dosing.future_time": (
        _mark("A time lies in the future; it is now {now}."),
        _mark("Type the time at which it happened."),
    ),
    "dosing.ends_before_start": (
        _mark("The injection ends before it starts."),
        _mark("Correct the start or the end."),
    ),
    "dosing.empty_syringe": (
        _mark("The syringe volume is 0 mL."),
        _mark("Type the volume on the syringe label."),
    ),
    "dosing.more_than_syringe": (
        _mark("{injected} injected is more than the {volume} in the syringe."),
        _mark("Correct the injected volume or the syringe volume."),
    ),
    "dosing.complete_but_less": (
        _mark("Only {injected} of {volume} was injected, so the dose is not complete."),
        _mark("Correct the volume, or choose partly given with a reason."),
    ),
    "dosing.partial_but_all": (
        _mark("All {volume} was injected, so the dose is complete."),
        _mark("Correct the volume, or choose complete."),
    ),
    "dosing.nothing_injected": (
        _mark("The injected volume is 0 mL."),
        _mark("Type the injected volume, or choose abandoned."),
    ),
    "dosing.reason_missing": (
        _mark("The reason is missing."),
        _mark("Choose a reason."),
    ),
    "dosing.other_needs_words": (
        _mark("“Other” was chosen as the reason without words."),
        _mark("Write the reason in the note."),
    ),
    "dosing.held_until_missing": (
        _mark("The dose is held without a day."),
        _mark("Choose the day on which it is looked at again."),
    ),
    "dosing.held_until_past": (
        _mark("{until} is already past."),
        _mark("Choose today or a later day."),
    ),
    "dosing.access_not_in_protocol": (
        _mark("The protocol does not give this drug by {access}."),
        _mark("Choose an access that the protocol allows."),
    ),
    "dosing.differs_from_check": (
        _mark("Dose, access or syringe is not the one that was checked."),
        _mark("Check the dose again. If it was already given, tell it with Record what happened."),
    ),
    "dosing.reservoir_unusable": (
        _mark("Do not inject: the dome of the reservoir does not refill."),
        _STOP,
    ),
    "dosing.site_unusable": (
        _mark("Do not inject: pus, leak or open wound at the puncture site."),
        _STOP,
    ),
    "dosing.no_csf": (
        _mark("Do not inject: there is no free return of CSF."),
        _STOP,
    ),
    "dosing.facts_of_other_access": (
        _mark("The findings do not belong to the access {access}."),
        _mark("Fill the findings of the access that was used."),
    ),
    "dosing.field_missing": (
        _mark("This field is empty: {field}."),
        _mark("Fill it in."),
    ),
    "dosing.negative": (
        _mark("This amount is below zero: {field}."),
        _mark("Correct the amount."),
    ),
    "dosing.wrong_unit": (
        _mark("{field} is in {unit}, which is not the unit of this field."),
        _mark("Type the amount in {expected}."),
    ),
    "dosing.already_recorded": (
        _mark("Record {record} already stands; nothing was written twice."),
        _mark("Read the record in the patient's chart."),
    ),
}
