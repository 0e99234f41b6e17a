"""What the patients alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "patients.unknown": (
        _mark("This patient is not entered yet."),
        _mark("Find the patient in the list, or enter the patient first."),
    ),
    "patients.exists": (
        _mark("This patient is already entered."),
        _mark("Open the patient from the list."),
    ),
    "patients.subject_missing": (
        _mark("The subject number is missing."),
        _mark("Type the subject number of the study."),
    ),
    "patients.name_missing": (
        _mark("The name is missing."),
        _mark("Type the family name, or the name in Chinese characters."),
    ),
    "patients.born_in_future": (
        _mark("The birth date {on} lies in the future."),
        _mark("Correct the birth date."),
    ),
    "patients.future_date": (
        _mark("{on} lies in the future."),
        _mark("Type the day on which it happened."),
    ),
    "patients.consent_version_missing": (
        _mark("The version of the consent form is missing."),
        _mark("Type the version printed on the signed form."),
    ),
    "patients.unknown_arm": (
        _mark("“{arm}” is not an arm of this protocol."),
        _mark("Choose an arm of the protocol."),
    ),
    "patients.arm_already_assigned": (
        _mark("The patient is already in arm {arm}."),
        _mark("Keep that arm; if it is wrong, tell the investigator."),
    ),
    "patients.measurement_impossible": (
        _mark("{value} cannot be a weight or a height."),
        _mark("Type the weight in kg and the height in cm."),
    ),
    "patients.no_consent": (
        _mark("No signed consent is recorded."),
        _mark("Record the consent before any study treatment."),
    ),
    "patients.no_arm": (
        _mark("No arm is recorded; the patient is not randomised yet."),
        _mark("Record the randomised arm."),
    ),
    "patients.withdrawn": (
        _mark("The patient left study treatment on {on}."),
        _mark("Give no study treatment. Ask the investigator if this is wrong."),
    ),
    "patients.died": (
        _mark("The patient died on {on}."),
        _mark("Ask the investigator if this is wrong."),
    ),
    "patients.already_ended": (
        _mark("The patient's death on {on} is already recorded."),
        _mark("Ask the investigator if this is wrong."),
    ),
    "patients.reason_missing": (
        _mark("The reason is missing."),
        _mark("Write why the patient leaves study treatment."),
    ),
    "patients.nothing_to_add": (
        _mark("Nothing was filled in, so there is nothing to add."),
        _mark("Fill in consent, arm, access or measurements."),
    ),
    "patients.id_reserved": (
        _mark("This chart cannot be used for a patient."),
        _mark("Close the form and open it again; your draft is kept."),
    ),
    "patients.subject_taken": (
        _mark("Subject {subject} is already another patient."),
        _mark("Check the subject number, or open that patient's chart."),
    ),
    "patients.too_long_ago": (
        _mark("{on} is too long ago."),
        _mark("Check the year."),
    ),
    "patients.before_birth": (
        _mark("{on} lies before the patient's birth on {born}."),
        _mark("Check both dates."),
    ),
}
