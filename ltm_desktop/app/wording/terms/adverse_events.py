"""Names of grades, of where they come from, and of how far a date is known."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "grade.1": _mark("Grade 1"),
    "grade.2": _mark("Grade 2"),
    "grade.3": _mark("Grade 3"),
    "grade.4": _mark("Grade 4"),
    "grade.5": _mark("Grade 5"),
    "grade_source.person": _mark("graded by a person"),
    "grade_source.labs": _mark("suggested by a laboratory value, confirmed by a person"),
    "precision.day": _mark("to the day"),
    "precision.month": _mark("to the month only"),
    "precision.year": _mark("to the year only"),
    "worse.low": _mark("worse when low"),
    "worse.high": _mark("worse when high"),
    "against.number": _mark("number"),
    "against.lln": _mark("× lower limit of normal"),
    "against.uln": _mark("× upper limit of normal"),
    "against.baseline": _mark("× baseline"),
}
