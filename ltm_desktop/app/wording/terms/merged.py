"""All terms in one table: `enum_name.value` in snake case -> the clinic's words.

A topic with codes of its own adds a module with `TERMS` here and one line below.
"""

from ltm_desktop.app.wording.terms import (
    access,
    adverse_events,
    breaches,
    configuration,
    dicom,
    dosing,
    dosing_form,
    dosing_steps,
    follow_up,
    fractions,
    handover,
    hard_rules,
    labs,
    patients,
    people,
    records,
    reservoir,
    response,
    review,
    serious_events,
    shared,
    site,
    witnessing,
)

UNITS = shared.UNITS
"""UCUM unit -> (word for one, word for any other amount); a unit not here is shown as it is."""

_TOPICS = (
    shared,
    access,
    adverse_events,
    breaches,
    configuration,
    dicom,
    dosing,
    dosing_form,
    dosing_steps,
    fractions,
    handover,
    patients,
    people,
    records,
    site,
    hard_rules,
    reservoir,
    response,
    labs,
    review,
    follow_up,
    witnessing,
    serious_events,
)
TERMS: dict[str, str] = {code: word for topic in _TOPICS for code, word in topic.TERMS.items()}
