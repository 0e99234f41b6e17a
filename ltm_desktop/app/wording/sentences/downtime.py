"""What the alerts about paper forms of a downtime mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_COMPARE = _mark("Compare the paper with what is shown here before anything else is written.")

SENTENCES: dict[str, tuple[str, str]] = {
    "downtime.reads_only": (
        _mark("A monitor reads and copies no paper form."),
        _mark("Let a nurse or physician sign in."),
    ),
    "downtime.unknown_patient": (
        _mark("No patient of this site has the subject number {subject}."),
        _mark("Check whether the form is of this site, and type its code again."),
    ),
    "downtime.no_such_dose": (
        _mark("The plan of this patient has no dose {item} any more."),
        _mark("Read the plan, then tell what was given outside the plan."),
    ),
    "downtime.settled": (
        _mark("The dose {item} of this form was settled meanwhile: {state}, {at}."),
        _COMPARE,
    ),
    "downtime.begun": (
        _mark("An injection of the dose {item} of this form has begun and is not told yet."),
        _COMPARE,
    ),
    "downtime.moved": (
        _mark("The dose {item} of this form was moved: printed for {printed}, planned for {now}."),
        _COMPARE,
    ),
}
