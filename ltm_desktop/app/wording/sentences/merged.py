"""All sentences in one table; refuses two topics that word one code.

Each topic module fills its own `SENTENCES`: code -> (what happened, what to do next), both marked
for extraction. Values of the alert are put in by name.
"""

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.sentences import (
    access,
    adverse_events,
    backups,
    configuration,
    corrections,
    dates,
    dicom,
    dosing,
    dosing_form,
    dosing_steps,
    downtime,
    emergency,
    files,
    follow_up,
    fractions,
    gates,
    handover,
    lab_files,
    labs,
    ledger,
    overrides,
    patients,
    people,
    products,
    program,
    quantities,
    reports,
    reservoir,
    response,
    review,
    scanning,
    schedule,
    serious_events,
    setup,
    signoff,
    site,
    storage,
    texts,
    witnessing,
)
from ltm_desktop.domain.alerts import Alert

UNKNOWN = (
    _mark("The program has no words for the code {code}."),
    _mark("Write the code down and tell the site administrator."),
)

_TOPICS = (
    access,
    adverse_events,
    configuration,
    corrections,
    dates,
    dicom,
    dosing,
    dosing_form,
    dosing_steps,
    downtime,
    emergency,
    files,
    fractions,
    handover,
    gates,
    lab_files,
    labs,
    ledger,
    overrides,
    patients,
    people,
    products,
    program,
    quantities,
    reports,
    reservoir,
    response,
    review,
    follow_up,
    scanning,
    schedule,
    serious_events,
    setup,
    signoff,
    site,
    storage,
    texts,
    backups,
    witnessing,
)
SENTENCES: dict[str, tuple[str, str]] = {
    code: words for topic in _TOPICS for code, words in topic.SENTENCES.items()
}


def words_of(alert: Alert) -> tuple[str, str]:
    """Return what happened and what to do next; a code without words gets UNKNOWN."""
    return SENTENCES.get(quantities.variant(alert), UNKNOWN)
