"""What stands against correcting or voiding a record, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "corrections.nothing_to_correct": (
        _mark("Record {record} is not a record of an injection of this patient."),
        _mark("Open the record to correct from the patient's chart."),
    ),
    "corrections.already_put_right": (
        _mark("Record {record} was already corrected or voided."),
        _mark("Open the record that stands in its place."),
    ),
    "corrections.other_dose": (
        _mark("Record {record} tells of another dose; a correction stays with its dose."),
        _mark("Void that record and tell the injection of the right dose."),
    ),
    "corrections.not_this_kind": (
        _mark("Record {record} is not a record of a dose; it cannot be voided here."),
        _mark("Open a record of a dose from the patient's chart."),
    ),
    "corrections.incident_dropped": (
        _mark("Record {record} tells an incident; a correction keeps telling it."),
        _mark("Write what happened in the incident; if nothing did, say there why it was told."),
    ),
    "corrections.source_changed": (
        _mark("How record {record} came about (at the bedside, late or from paper) stays as told."),
        _mark("Where that itself is wrong, void the record with a second person and tell it anew."),
    ),
    "corrections.reason_missing": (
        _mark("The reason of the correction is missing."),
        _mark("Choose why the record is corrected."),
    ),
    "corrections.second_is_author": (
        _mark("{person} is named twice; a record is voided by two people."),
        _mark("Name another second person."),
    ),
}
