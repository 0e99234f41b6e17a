"""What an import from a radiotherapy system found, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_EXPORT = _mark("Export it again from the radiotherapy system.")
_COMPARE = _mark("Compare with the machine's system, then confirm or correct the rows.")
_TYPE_DOSE = _mark("Type the dose from the machine's system.")

SENTENCES: dict[str, tuple[str, str]] = {
    "dicom.unreadable": (
        _mark("The file cannot be read."),
        _mark("Check that it is there and may be read, then choose it again."),
    ),
    "dicom.not_dicom": (
        _mark("The file is not a DICOM file."),
        _mark("Choose an RT Plan or a treatment record."),
    ),
    "dicom.too_large": (
        _mark("The file is larger than {megabytes} megabytes."),
        _mark("Choose an RT Plan or a treatment record."),
    ),
    "dicom.compressed": (
        _mark("The file is compressed or written in a form that is not read here."),
        _mark("Export it uncompressed, little endian."),
    ),
    "dicom.damaged": (_mark("The file is damaged or cut off."), _EXPORT),
    "dicom.not_a_plan": (
        _mark("The file is not an RT Plan."),
        _mark("Choose an RT Plan or RT Ion Plan."),
    ),
    "dicom.not_a_treatment": (
        _mark("The file is not a treatment record."),
        _mark("Choose an RT Beams or RT Ion Beams Treatment Record."),
    ),
    "dicom.neither": (
        _mark("The file is neither an RT Plan nor a treatment record."),
        _mark("Choose an RT Plan or a treatment record."),
    ),
    "dicom.no_patient": (_mark("The file does not say whose it is."), _EXPORT),
    "dicom.no_uid": (_mark("The file has no UID of its own."), _EXPORT),
    "dicom.no_time": (
        _mark("The file does not say when the treatment was."),
        _mark("Tell the session by hand."),
    ),
    "dicom.no_fraction_number": (
        _mark("The file does not say which fraction it is."),
        _mark("Tell the session by hand."),
    ),
    "dicom.several_fractions": (
        _mark("The file tells of more than one fraction."),
        _mark("Tell the sessions by hand."),
    ),
    "dicom.no_beams": (
        _mark("The file has no treatment beam."),
        _mark("Choose the record of a treatment, not of images."),
    ),
    "dicom.no_groups": (_mark("The plan has no fractions."), _EXPORT),
    "dicom.number": (_mark("“{element}” in the file is missing or impossible."), _EXPORT),
    "dicom.other_patient": (
        _mark("The file belongs to another patient: its number is {number}."),
        _mark("Open that patient's chart, or choose another file."),
    ),
    "dicom.other_birth_date": (
        _mark("The birth date in the file is {born}, not this patient's."),
        _mark("Find out whose file it is before anything else."),
    ),
    "dicom.other_name": (
        _mark("The file has this patient's number, another name and no birth date."),
        _mark("Find out whose file it is before anything else."),
    ),
    "dicom.uid_known": (
        _mark("This record was taken over or linked before."),
        _mark("Look at the session it belongs to; the same record counts once."),
    ),
    "dicom.uid_repeated": (
        _mark("The same record was chosen twice."),
        _mark("Use the first one; the same record counts once."),
    ),
    "dicom.no_course": (
        _mark("No course is prescribed for this patient."),
        _mark("Prescribe the course first, or tell the session with an incident."),
    ),
    "dicom.no_dose": (_mark("The file tells no dose."), _TYPE_DOSE),
    "dicom.volume_unknown": (
        _mark("“{name}” in the file is no volume of the course."),
        _mark("Say which volume it is, or leave it out."),
    ),
    "dicom.taken_as": (
        _mark("The file's dose of “{name}” is taken as the dose of {volume}."),
        _mark("Check that both are the same volume."),
    ),
    "dicom.beams_disagree": (
        _mark("The beams of the file do not add up to its dose of “{name}”."),
        _COMPARE,
    ),
    "dicom.unit_not_mu": (
        _mark("The file does not count in monitor units."),
        _mark("Leave the monitor units empty, or type them from the machine's system."),
    ),
    "dicom.override_without_reason": (
        _mark("Something was overridden at the machine without a reason."),
        _mark("Ask who treated, and write what was overridden."),
    ),
    "dicom.operators_unknown": (
        _mark("The file does not name two colleagues of this site."),
        _mark("Choose who treated."),
    ),
    "dicom.other_plan": (
        _mark("The record is of another plan than fraction {number} was ordered from."),
        _mark("Compare with the order; ask the physicist which plan is treated."),
    ),
    "dicom.other_fraction_that_day": (
        _mark("The log has fraction {number} on that day."),
        _COMPARE,
    ),
    "dicom.log_says_not_treated": (
        _mark("The log says that this fraction was not treated on that day."),
        _COMPARE,
    ),
    "dicom.already_linked": (
        _mark("The session of the log is already linked to another record."),
        _mark("Compare; nothing is to be confirmed."),
    ),
    "dicom.perhaps_second": (
        _mark(
            "Perhaps a second session of fraction {number}: the session of the log has its record, "
            "and the fraction still lacks dose."
        ),
        _mark("Compare with the machine's system; record it if it was treated."),
    ),
    "dicom.beam_over": (
        _mark("Beam “{name}” delivered {delivered}, and {planned} was planned."),
        _mark("Compare with the machine's system and tell the physicist before you confirm."),
    ),
    "dicom.dose_repeated": (
        _mark("The file tells two doses under number {number}."),
        _mark("Tell the session by hand."),
    ),
    "dicom.arm_without_radiotherapy": (
        _mark("The patient's arm has no radiotherapy."),
        _mark("Check the arm."),
    ),
    "dicom.several_groups": (
        _mark("The plan has {count} {count:group|groups} of fractions."),
        _mark("Prescribe the course by hand."),
    ),
    "dicom.no_fractions_planned": (
        _mark("The plan does not say how many fractions it has."),
        _mark("Prescribe the course by hand."),
    ),
    "dicom.no_targets": (
        _mark("The plan prescribes no dose to a target."),
        _mark("Prescribe the course by hand."),
    ),
    "dicom.dose_not_divided": (
        _mark(
            "{dose} Gy to “{name}” cannot be divided exactly by the {count} "
            "{count:fraction|fractions} of the plan."
        ),
        _mark(
            "Check the plan, then prescribe the course by hand; nothing is rounded into an order."
        ),
    ),
    "dicom.other_total": (
        _mark("The plan gives “{name}” {dose} Gy in all; the order has {total}."),
        _mark("Check the plan, then change the order by hand."),
    ),
    "dicom.total_not_kept": (
        _mark("The plan gives “{name}” {dose} Gy; an order taken from it would add up to {total}."),
        _mark("Prescribe the course by hand."),
    ),
    "dicom.plan_of_the_rest": (
        _mark(
            "The plan counts {count} {count:fraction|fractions} and {started} were started: it "
            "is a plan of the "
            "rest, and the order counts the whole course."
        ),
        _mark("Change the order by hand, with the fractions of the whole course."),
    ),
    "dicom.count_of_plan": (
        _mark(
            "{count} {count:fraction|fractions} is the count of this plan; the order counts the "
            "whole course, of "
            "which {started} were started."
        ),
        _mark("Check that the plan is of the whole course before you sign."),
    ),
    "dicom.level_unknown": (
        _mark("{dose} Gy to “{name}” is no dose level of the protocol."),
        _mark("Check the plan and the protocol, then prescribe the course by hand."),
    ),
}
