"""Names of why a desk was locked, how and of what copies were made, and what ails a clock."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "lock_cause.idle": _mark("Nobody touched the computer for a while"),
    "lock_cause.key": _mark("Locked by hand"),
    "lock_cause.system": _mark("The computer's screen was locked"),
    "lock_cause.closed": _mark("The program was closed"),
    "copy_way.saved": _mark("Saved as a file"),
    "copy_way.opened": _mark("Opened to be read or printed"),
    "copy_way.printed": _mark("Printed"),
    "doubt.missing": _mark("no witness in the person's own hand"),
    "doubt.another": _mark("another record than the one the person had seen"),
    "copy_of.record": _mark("Signed record"),
    "copy_of.label": _mark("Label of a syringe"),
    "copy_of.downtime": _mark("Blank paper form"),
    "copy_of.fraction_log": _mark("Fraction log"),
    "copy_of.emergency": _mark("Emergency page"),
    "copy_of.recovery": _mark("Recovery sheet"),
    "copy_of.trail": _mark("Audit trail"),
    "copy_of.time_line": _mark("Time line"),
    "copy_of.handover": _mark("Handover of the shift"),
    "copy_of.data": _mark("Data"),
    "doubt_cause.backward": _mark("The clock went back"),
    "doubt_cause.forward": _mark("The clock went ahead of the time that had passed"),
    "doubt_cause.zone": _mark("The computer's time zone is not the site's"),
}
