"""Names of what a record records, what an approver should see first, and how doses ended."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "record_kind.dose": _mark("Intrathecal dose"),
    "record_kind.dose_not_given": _mark("Dose not given"),
    "record_kind.fraction": _mark("Radiotherapy session"),
    "record_kind.course_check": _mark("Weekly check of radiotherapy"),
    "record_kind.serious_report": _mark("Report of a serious event"),
    "flag.partial": _mark("Partial"),
    "flag.abandoned": _mark("Abandoned"),
    "flag.late": _mark("Late"),
    "flag.early": _mark("Early"),
    "flag.reduced": _mark("Reduced"),
    "flag.incident": _mark("Incident"),
    "flag.correction": _mark("Correction"),
    "flag.late_signoff": _mark("Approved late"),
    "flag.told_late": _mark("Told late"),
    "flag.transcribed": _mark("From paper"),
    "flag.clock": _mark("Clock in doubt"),
}
