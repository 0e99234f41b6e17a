"""Help of the panels of a patient's chart."""

from collections.abc import Mapping

from ltm_desktop.app.wording.help.page import DRAFTED, OPEN_ONLY, READ_ONLY, Help
from ltm_desktop.app.wording.marking import mark as _mark

HELP: Mapping[str, Help] = {
    "dosing": Help(
        _mark("Doses"),
        _mark(
            "One planned dose from the assessment to the last look after it: each step with "
            "who it waits for, and every rule that must be met."
        ),
        _mark(
            "Choose the dose at the left; the form opens at its next step. What stands "
            "against it is at the right."
        ),
        DRAFTED,
    ),
    "fractions": Help(
        _mark("RT fractions"),
        _mark(
            "The course of radiotherapy: what was prescribed, every session, and what is "
            "still to come."
        ),
        _mark(
            "Choose the fraction that is due; if no course is ordered yet, a physician "
            "orders it here."
        ),
        DRAFTED,
    ),
    "record": Help(
        _mark("Record"),
        _mark(
            "Everything that was written about this patient, in order, each entry word for "
            "word as it was signed."
        ),
        _mark("Choose an entry to read it whole; corrections and queries start from it."),
        READ_ONLY,
    ),
    "labs": Help(
        _mark("Labs"),
        _mark(
            "Results of blood, chemistry and cerebrospinal fluid, with the unit and range "
            "each was printed with."
        ),
        _mark(
            "Choose the panel, say when the sample was drawn, then type down the column; a "
            "file from the laboratory can be read as well."
        ),
        DRAFTED,
    ),
    "labs.trends": Help(
        _mark("Trends of results"),
        _mark("Each result over time beside the limits that were signed, with the doses below."),
        _mark("Choose what to draw; the arrow keys read one point after another."),
        READ_ONLY,
    ),
    "labs.from_file": Help(
        _mark("Results from a file"),
        _mark(
            "Results from a laboratory's file, shown row by row before any of them is taken over."
        ),
        _mark(
            "Choose the file; read what could not be read, then take over the rows that are right."
        ),
        OPEN_ONLY,
    ),
    "reservoir": Help(
        _mark("Reservoir"),
        _mark(
            "The history of the Ommaya reservoir: placed, used, checked, removed, and "
            "whether it may be used now."
        ),
        _mark("Choose what there is to tell, such as an operation or a test of its flow."),
        OPEN_ONLY,
    ),
    "toxicity": Help(
        _mark("Toxicity"),
        _mark(
            "Adverse events of this patient: what was found, its grade, and what a physician "
            "judges of it."
        ),
        _mark(
            "Report what you saw, or choose an event to tell its next finding; a physician "
            "judges with Judge."
        ),
        DRAFTED,
    ),
    "serious": Help(
        _mark("Serious event"),
        _mark(
            "One serious event: its clocks, who has to be told, what was sent and what came back."
        ),
        _mark("Read which clock runs out first at the top; fill in what the report still lacks."),
        DRAFTED,
    ),
    "response": Help(
        _mark("Response"),
        _mark(
            "Assessments of response by imaging, cytology and examination, and what they add up to."
        ),
        _mark(
            "Choose the assessment that is due, or read an earlier one; what counts beside "
            "it is listed."
        ),
        DRAFTED,
    ),
    "follow_up": Help(
        _mark("Follow-up"),
        _mark(
            "Every contact after treatment, progression, and when somebody was last known to "
            "be alive."
        ),
        _mark(
            "Choose what to tell: a contact, a patient not reached, progression, or a day of "
            "the course."
        ),
        DRAFTED,
    ),
    "timeline": Help(
        _mark("Time line"),
        _mark(
            "The whole course on one line of days: doses, fractions, results, toxicity and "
            "response."
        ),
        _mark(
            "Use the arrow keys to go from one point to the next; the table below says the "
            "same in words."
        ),
        READ_ONLY,
    ),
    "glance": Help(
        _mark("Six weeks"),
        _mark(
            "Six weeks at a glance: what each day holds, and where a planned dose is moved "
            "to another day."
        ),
        _mark(
            "Choose a day to open what is on it; Move a dose opens the form with the days "
            "that are allowed."
        ),
        OPEN_ONLY,
    ),
    "review": Help(
        _mark("Review"),
        _mark(
            "Comparing one record with its source: verified, a question asked, an answer, a lock."
        ),
        _mark("Read the record whole, then choose what you found."),
        OPEN_ONLY,
    ),
    "trail": Help(
        _mark("Audit trail"),
        _mark(
            "Who wrote what, when and why, with what stood there before; it can be filtered "
            "and exported."
        ),
        _mark("Narrow it by person, patient, kind or days; choose a line to see before and after."),
        READ_ONLY,
    ),
}
