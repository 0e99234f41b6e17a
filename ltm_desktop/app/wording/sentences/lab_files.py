"""What a laboratory's file says that cannot be used, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_EXPORT = _mark("Export it again from the laboratory's system, or type the results.")
_CHOOSE = _mark("Choose a table (CSV) or a FHIR bundle (JSON) of laboratory results.")
_TYPE = _mark("Type the result from the report.")

SENTENCES: dict[str, tuple[str, str]] = {
    "labs.file_not_there": (
        _mark("The file cannot be read."),
        _mark("Check that it is there and may be read, then choose it again."),
    ),
    "labs.file_not_readable": (
        _mark("The file is damaged, or not written as text of a known kind."),
        _CHOOSE,
    ),
    "labs.file_too_large": (_mark("The file is larger than {megabytes} megabytes."), _CHOOSE),
    "labs.file_too_long": (
        _mark("The file has more than {most} results."),
        _mark("Export fewer days at a time."),
    ),
    "labs.file_empty": (_mark("The file has no result of a named patient."), _EXPORT),
    "labs.heads_missing": (
        _mark("The table lacks these columns: {heads}."),
        _mark("Give the columns these names in its first row, then choose it again."),
    ),
    "labs.head_twice": (
        _mark("The table has the column “{head}” twice."),
        _mark("Keep one of them, then choose it again."),
    ),
    "labs.not_a_bundle": (_mark("The file is not a FHIR bundle."), _CHOOSE),
    "labs.fhir_invalid": (
        _mark("Entry {place} of the bundle ({kind}) is not written as FHIR R4B asks."),
        _EXPORT,
    ),
    "labs.file_other_patient": (
        _mark("The file has no results of this patient."),
        _mark("Check which patient is open, and which file was chosen. Nothing was taken over."),
    ),
    "labs.file_analyte": (_mark("“{name}” is no analyte known here."), _TYPE),
    "labs.file_value": (_mark("“{value}” cannot be read as this analyte's result."), _TYPE),
    "labs.file_unit": (_mark("“{unit}” is no unit known for this analyte."), _TYPE),
    "labs.file_time": (
        _mark("The file does not say clearly when the sample was drawn."),
        _TYPE,
    ),
    "labs.file_preliminary": (
        _mark("The laboratory calls this result preliminary."),
        _mark("Wait for the final one, or type it and say so."),
    ),
    "labs.file_withdrawn": (
        _mark("The laboratory has withdrawn this result."),
        _mark("Do not use it; ask the laboratory."),
    ),
    "labs.file_source": (
        _mark("The file does not say whether this CSF is lumbar or ventricular."),
        _mark("Say which it is before taking the results over."),
    ),
    "labs.file_twice": (
        _mark("The file has this result of this sample twice."),
        _mark("Only the first is proposed; compare both with the report."),
    ),
    "labs.file_differs": (
        _mark("The chart has {value} for the same sample."),
        _mark("Compare with the report; correct the one that is wrong."),
    ),
}
