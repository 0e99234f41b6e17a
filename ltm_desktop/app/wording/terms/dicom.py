"""Names of what is compared with the machine's system, and of how it agrees."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "compared.name": _mark("Name"),
    "compared.fraction": _mark("Fraction"),
    "compared.date": _mark("Date"),
    "compared.outcome": _mark("Outcome"),
    "compared.dose": _mark("Dose"),
    "compared.monitor_units": _mark("Monitor units"),
    "compared.machine": _mark("Machine"),
    "compared.termination": _mark("Termination"),
    "compared.total": _mark("Total dose"),
    "compared.per_fraction": _mark("Dose per fraction"),
    "compared.fractions": _mark("Number of fractions"),
    "compared.energy": _mark("Energy"),
    "compared.technique": _mark("Technique"),
    "agreement.same": _mark("Same"),
    "agreement.differs": _mark("Differs"),
    "agreement.not_in_file": _mark("Not in the file"),
    "agreement.not_in_log": _mark("Not in the log"),
    "standing.not_compared": _mark("Not compared"),
    "standing.imported": _mark("Taken from the machine's record"),
    "standing.agrees": _mark("Agrees"),
    "standing.differs": _mark("Linked with differences"),
}
