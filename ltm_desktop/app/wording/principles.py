"""What stands behind each topic's rules, and what the numbers of an alert are called.

A rule of the trial is no rule of the program: each topic says whose its rules are.
"""

from collections.abc import Mapping

from ltm_desktop.app.wording.marking import mark as _mark

PROGRAM = _mark("a rule of this program, not of the trial")
SIGNED = _mark("the site configuration, as the investigator signed it")
TRIAL = _mark("the trial protocol and good practice, as built into this program")

PRINCIPLES: Mapping[str, tuple[str, str]] = {
    "access": (
        _mark("Who was at the desk is written down, and told to those it concerns."),
        PROGRAM,
    ),
    "adverse_events": (
        _mark(
            "An adverse event is one story: term, grade, days and judgement have to agree "
            "with each other."
        ),
        TRIAL,
    ),
    "backup": (
        _mark(
            "A backup counts only after it was put back in a temporary place, opened and verified."
        ),
        PROGRAM,
    ),
    "clock": (
        _mark(
            "Hours between doses are counted by the clock, so a clock in doubt is told to "
            "everybody until somebody confirms the time."
        ),
        PROGRAM,
    ),
    "configuration": (
        _mark(
            "What the trial leaves open is decided by the site and signed by the "
            "investigator; a blank safety limit blocks."
        ),
        SIGNED,
    ),
    "corrections": (
        _mark(
            "Nothing is deleted: a record is corrected or voided by a new entry that names "
            "the old one and the reason."
        ),
        PROGRAM,
    ),
    "dates": (
        _mark(
            "A date or time is kept as it was read; where it could mean two things, the "
            "program asks and does not guess."
        ),
        PROGRAM,
    ),
    "dicom": (
        _mark(
            "A file from a machine is a proposal: what does not fit the patient or the "
            "course is shown and not taken over."
        ),
        PROGRAM,
    ),
    "dosing": (
        _mark(
            "A dose into the cerebrospinal fluid cannot be taken back, so every step is "
            "checked against order, protocol and the step before."
        ),
        TRIAL,
    ),
    "downtime": (
        _mark(
            "A paper form stands for one dose of one patient; what happened since it was "
            "printed is compared first."
        ),
        PROGRAM,
    ),
    "emergency": (
        _mark(
            "The emergency page is the site's own text, signed by the investigator, and "
            "must be the one that was signed."
        ),
        SIGNED,
    ),
    "files": (
        _mark("A file that leaves the record is written whole or not at all."),
        PROGRAM,
    ),
    "follow_up": (
        _mark(
            "What is told after treatment has to follow the order in which it happened, "
            "since survival is counted from it."
        ),
        TRIAL,
    ),
    "fractions": (
        _mark(
            "A session counts toward the prescribed course: its dose, order, day and gaps "
            "are held against what was ordered."
        ),
        TRIAL,
    ),
    "gates": (
        _mark(
            "Something about the patient has to be known, recent and within its limit "
            "before this dose may go on."
        ),
        SIGNED,
    ),
    "handover": (
        _mark("A shift is handed over by two people, once, with what really waits."),
        PROGRAM,
    ),
    "labs": (
        _mark(
            "A result counts with its specimen, its time and its unit; the signed limits "
            "say when it holds a dose."
        ),
        SIGNED,
    ),
    "laboratories": (
        _mark(
            "Ranges belong to one laboratory, one unit and a first day; an older one never "
            "takes the place of a newer one."
        ),
        PROGRAM,
    ),
    "ledger": (
        _mark(
            "Every entry is chained to the one before it and signed; what does not fit is "
            "shown and never repaired in silence."
        ),
        PROGRAM,
    ),
    "overrides": (
        _mark(
            "Only a physician may pass such a rule, for this dose and this finding, with a "
            "reason that is signed."
        ),
        TRIAL,
    ),
    "patients": (
        _mark(
            "Two identifiers, a consent and an arm come before any treatment, and nobody is"
            " entered twice."
        ),
        TRIAL,
    ),
    "people": (
        _mark(
            "An act is judged by role, delegation, training and competency on the day of the act."
        ),
        TRIAL,
    ),
    "products": (
        _mark("Only a product that a pharmacist approved for intrathecal use may fill a syringe."),
        TRIAL,
    ),
    "program": (
        _mark(
            "The program says plainly when it cannot do something, and what was written "
            "stays as it was."
        ),
        PROGRAM,
    ),
    "protocol": (
        _mark("A protocol file must be whole and without doubt before anybody is treated by it."),
        PROGRAM,
    ),
    "quantities": (
        _mark(
            "An amount is a number with its unit; what could be read in two ways is not accepted."
        ),
        PROGRAM,
    ),
    "reports": (
        _mark(
            "A paper says exactly what the record says; what cannot be printed without loss"
            " is not printed."
        ),
        PROGRAM,
    ),
    "reservoir": (
        _mark("A reservoir is used only after what is known of it says that it may be."),
        TRIAL,
    ),
    "response": (
        _mark(
            "An assessment of response is whole, or says why a part is missing; data adds "
            "up what people judged."
        ),
        SIGNED,
    ),
    "review": (
        _mark(
            "Reading, asking, answering and locking are separate acts of separate people, "
            "and stay traceable."
        ),
        PROGRAM,
    ),
    "scanning": (
        _mark(
            "A scan tells what is in the hand; it is compared with what was ordered and "
            "never records by itself."
        ),
        PROGRAM,
    ),
    "schedule": (
        _mark(
            "Planned days keep their windows and least intervals; a move is written with "
            "its reason."
        ),
        SIGNED,
    ),
    "serious": (
        _mark("A serious event has clocks that count from when the site became aware of it."),
        SIGNED,
    ),
    "setup": (
        _mark(
            "What is answered at set-up stands on every record of the site and cannot be "
            "changed later."
        ),
        PROGRAM,
    ),
    "signoff": (
        _mark(
            "A record is read whole before it is signed, and only by somebody who had no "
            "part in it."
        ),
        TRIAL,
    ),
    "site": (
        _mark(
            "The facts of a site stand in its record and must be usable for dates, holidays"
            " and names."
        ),
        PROGRAM,
    ),
    "storage": (
        _mark("Records are written completely or not at all, on a disk that keeps them."),
        PROGRAM,
    ),
    "texts": (
        _mark(
            "Words go on paper and into signatures: each character must be visible and fit "
            "its place."
        ),
        PROGRAM,
    ),
    "toxicity": (
        _mark(
            "An open adverse event of this grade holds or questions the next dose, as the "
            "investigator signed."
        ),
        SIGNED,
    ),
    "witnessing": (
        _mark(
            "A head kept outside proves later that nothing was cut off; it must be one of "
            "this record."
        ),
        PROGRAM,
    ),
}
"""By topic, the part of a code before its first point: why it asks, and where that is from."""

NUMBERS: Mapping[str, str] = {
    "amount": _mark("amount typed"),
    "at": _mark("time"),
    "aware": _mark("site aware"),
    "born": _mark("born"),
    "bytes": _mark("bytes needed"),
    "ceiling": _mark("ceiling"),
    "checked": _mark("checked"),
    "closes": _mark("window closes"),
    "consent": _mark("consent"),
    "contact": _mark("contact"),
    "count": _mark("count"),
    "day": _mark("on day"),
    "delivered": _mark("delivered"),
    "diastolic": _mark("diastolic pressure"),
    "died": _mark("died"),
    "digits": _mark("digits"),
    "doses": _mark("doses"),
    "drawn": _mark("sample drawn"),
    "due": _mark("due"),
    "expiry": _mark("expires"),
    "first": _mark("the first"),
    "high": _mark("highest plausible"),
    "highest": _mark("highest"),
    "injected": _mark("injected"),
    "judged": _mark("judged"),
    "latest": _mark("latest"),
    "least": _mark("least"),
    "length": _mark("length"),
    "line": _mark("line of the file"),
    "longest": _mark("longest"),
    "low": _mark("lowest plausible"),
    "lowest": _mark("lowest"),
    "made": _mark("made"),
    "meant": _mark("meant"),
    "megabytes": _mark("megabytes"),
    "kilobytes": _mark("kilobytes"),
    "room": _mark("room needed, MB"),
    "minutes": _mark("minutes"),
    "most": _mark("most"),
    "newest": _mark("newest entry"),
    "next": _mark("next"),
    "now": _mark("now"),
    "of": _mark("fractions of the course"),
    "offset": _mark("days after the last dose"),
    "onset": _mark("began"),
    "opens": _mark("window opens"),
    "other": _mark("the other"),
    "printed": _mark("printed"),
    "reported": _mark("reported"),
    "sampled": _mark("sampled"),
    "second": _mark("the second"),
    "sent": _mark("sent"),
    "seq": _mark("entry"),
    "start": _mark("start"),
    "started": _mark("started"),
    "strength": _mark("strength"),
    "sum": _mark("sum"),
    "systolic": _mark("systolic pressure"),
    "tolerance": _mark("tolerance"),
    "total": _mark("total"),
    "use_by": _mark("use by"),
    "volume": _mark("volume"),
    "wait": _mark("wait"),
    "withdrawn": _mark("CSF taken"),
    "score": _mark("score"),
    "ordered": _mark("ordered"),
    "units": _mark("monitor units"),
    "place": _mark("place"),
    "expected": _mark("unit of the field"),
    "unit": _mark("unit found"),
}
"""Numbers and times of alerts that no fact is named after."""
