"""What stands against a step of a dose's path, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_PREPARE = _mark("Do not inject it. Ask the pharmacy for a new syringe.")
_READ = _mark("Read label, wristband and order again; do not inject until they agree.")
_TIME_OUT = _mark("Read the time-out again, together, just before the injection.")
_TOLD = _mark("Read the patient's chart; tell there what is new.")
_COMPANION = _mark("Correct it, or tell it as an incident if it was given so.")

SENTENCES: dict[str, tuple[str, str]] = {
    "dosing.step_missing": (
        _mark("This dose is not there yet; first comes: {step}."),
        _mark("Open that step of the dose and finish it."),
    ),
    "dosing.step_not_used": (
        _mark("This site does not use the step: {step}."),
        _mark("Go on with the next step of the dose."),
    ),
    "dosing.step_done": (
        _mark("This step already stands: {step}."),
        _mark("Go on with the next step of the dose."),
    ),
    "dosing.already_started": (
        _mark("{person} has begun this injection; it can only be told now."),
        _mark("Open the dose in progress and tell how it ended."),
    ),
    "dosing.differs_from_start": (
        _mark("The injection was told to start at {started}, not at this time."),
        _mark("Use that time, or tell with an incident why it differs."),
    ),
    "dosing.assessed_other_day": (
        _mark("The patient was assessed on {on}, not today."),
        _mark("Ask again how the patient is, and tell it as a new assessment."),
    ),
    "dosing.own_order": (
        _mark("Who ordered a dose does not verify it."),
        _mark("Ask another pharmacist to verify the order."),
    ),
    "dosing.preservative": (
        _mark("Product or diluent is not free of preservatives."),
        _mark("Do not use it. Prepare the syringe from preservative-free product and diluent."),
    ),
    "dosing.use_by_too_late": (
        _mark("The use-by time lies after {latest}, the latest this product allows."),
        _mark("Type {latest} or an earlier time."),
    ),
    "dosing.volume_too_small": (
        _mark("{dose} from a stock of {strength} do not fit into {volume}."),
        _mark("Read dose, strength and volume again; one of them is not what was drawn up."),
    ),
    "dosing.preparation_used": (
        _mark("A syringe of this patient was already labelled {found}."),
        _mark("Prepare it under a new number and print a new label."),
    ),
    "dosing.other_preparation": (
        _mark("{found} is not the syringe that was prepared for this dose."),
        _mark("Look at the label. Send back a syringe that is not this patient's."),
    ),
    "dosing.code_malformed": (
        _mark("{field} does not have {digits} digits."),
        _mark("Scan the pack again, or type the digits as printed."),
    ),
    "dosing.differs_patient": (
        _mark("The chart says subject {ordered}, the label says {found}."),
        _READ,
    ),
    "dosing.differs_volume": (
        _mark("{ordered} was prepared, {found} was read."),
        _READ,
    ),
    "dosing.differs_use_by": (
        _mark("The syringe is to be used by {ordered}, {found} was read."),
        _READ,
    ),
    "dosing.time_out_line": (
        _mark("This line of the time-out is not confirmed: {line}."),
        _mark("Read the line aloud together and confirm it."),
    ),
    "dosing.time_out_too_old": (
        _mark("The time-out is older than {minutes} {minutes:minute|minutes}."),
        _TIME_OUT,
    ),
    "dosing.time_out_after_start": (
        _mark("The time-out at {at} comes after the start of the injection."),
        _mark("Correct the start, or if it was so, tell it with Record what happened."),
    ),
    "dosing.time_out_before_check": (
        _mark("The time-out at {at} comes before the check."),
        _mark("Look at the paper again; if it was so, tell it with Record what happened."),
    ),
    "dosing.off_scale": (
        _mark("{field} lies between {lowest} and {highest}."),
        _mark("Correct the value, and look whether it was read in another unit."),
    ),
    "dosing.pressures_swapped": (
        _mark("The systolic pressure {systolic} is below the diastolic pressure {diastolic}."),
        _mark("Correct the two pressures; they may be swapped."),
    ),
    "dosing.future_day": (
        _mark("{on} lies in the future."),
        _mark("Type the day on which it was."),
    ),
    "dosing.imaging_after": (
        _mark("The imaging of {on} comes after the puncture."),
        _mark("Type the day of the imaging that was seen before."),
    ),
    "dosing.csf_balance": (
        _mark("{injected} injected and {withdrawn} of CSF taken differ by more than {limit}."),
        _mark("Look at both volumes; if they are right, go on and watch the patient."),
    ),
    "dosing.companion_untold": (
        _mark("The protocol gives {companion} with this dose; nothing was said of it."),
        _mark("Tell that it was given, or why not."),
    ),
    "dosing.companion_unexplained": (
        _mark("{companion} was not given, without a reason."),
        _mark("Write why it was not given."),
    ),
    "dosing.companion_not_planned": (
        _mark("{companion} is not a companion drug of this protocol."),
        _COMPANION,
    ),
    "dosing.companion_dose": (
        _mark("The protocol gives {planned} of the companion drug, {found} was given."),
        _COMPANION,
    ),
    "dosing.companion_order": (
        _mark("{companion} was not given in the order of the protocol."),
        _COMPANION,
    ),
    "dosing.late_needs_reason": (
        _mark("This is told late, and the reason is missing."),
        _mark("Choose told late or copied from paper, and write why."),
    ),
    "dosing.not_from_paper": (
        _mark("A check on paper is told, but the record is not copied from paper."),
        _mark("Choose copied from paper, or clear the time of the check on paper."),
    ),
    "dosing.not_told": (
        _mark("Record {record} is not an injection that stands in this chart."),
        _TOLD,
    ),
    "dosing.nothing_observed": (
        _mark("This observation is empty."),
        _mark("Measure at least one vital sign, or write what was seen."),
    ),
    "dosing.observation_closed": (
        _mark("The observation after this injection has ended."),
        _TOLD,
    ),
    "dosing.observation_early": (
        _mark("The last observation is due at {due}."),
        _mark("Observe until then, or write why the observation ends earlier."),
    ),
    "dosing.observed_before_start": (
        _mark("This time lies before the injection, which started at {started}."),
        _mark("Correct the time."),
    ),
    "dosing.no_such_call": (
        _mark("No call is planned on day {day} after this injection."),
        _mark("Choose a planned call after a lumbar puncture."),
    ),
    "dosing.call_done": (
        _mark("The patient was already reached for the call of day {day}."),
        _TOLD,
    ),
    "dosing.nobody_answered": (
        _mark("Nobody was reached, but an answer is told."),
        _mark("Choose that the patient was reached, or clear the answers."),
    ),
}
