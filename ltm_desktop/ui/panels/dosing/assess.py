"""The assessment before a dose: what is asked and found, typed fields into a command. No Qt.

A blank is never a "no": every question has its own answer for nothing found. What was measured
before is only shown beside its field, with its date, never carried over.
"""

from collections.abc import Mapping
from datetime import date, datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_measures import VITAL_UNITS, check_measure
from ltm_desktop.domain.dosing_steps import (
    Allergy,
    Assessment,
    AssessPatient,
    OtherCytotoxic,
    Vitals,
)
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

NONE, SOME, NO = "none", "some", "no"
PREFIX = "assess_"
AGAIN = "reassess"
"""Says that the patient is assessed once more."""
_RATED = ("coma_scale", "pain", "headache", "performance")
_BESIDE = ("headache", "performance")
"""Rated like vital signs, and told beside them."""
VITALS: Mapping[str, Unit] = {
    **{name: unit for name, unit in VITAL_UNITS.items() if name not in _RATED},
    **dict.fromkeys(_RATED, Unit.COUNT),
}
"""What is measured, with its unit; what was not measured stays blank."""
ASKED = (
    "assess_consent",
    "assess_symptoms_any",
    "assess_pressure",
    "assess_infection",
    "assess_anticoagulant_any",
    "assess_iv_any",
    "assess_other_any",
    "assess_b12_any",
    "assess_folic_days",
)
"""Questions that each have an answer for "nothing"."""
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "assess_symptoms_any": ("assess_symptoms",),
    "assess_allergies_any": ("assess_allergies",),
    "assess_anticoagulant_any": ("assess_anticoagulant", "assess_anticoagulant_held"),
    "assess_b12_any": ("assess_b12_on",),
    "assess_iv_any": ("assess_iv_on",),
    "assess_other_any": ("assess_other_drug", "assess_other_on", "assess_other_room"),
}
"""What an answer other than "none" asks for."""
_DAYS = ("assess_b12_on", "assess_iv_on", "assess_other_on")
KEYS = (
    *ASKED,
    "assess_allergies_any",
    *(PREFIX + one for one in VITALS),
    *(key for keys in _FOLLOWS.values() for key in keys),
    "assess_note",
)


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the questions without an answer and the fields that cannot be read."""
    asked = set(ASKED) | {key for any_of in _FOLLOWS for key in following(fields, any_of)}
    lacking = {key for key in asked if not _answered(fields, key)}
    lacking |= {
        key for key in _amounts() if typed.text(fields, key) and _amount(fields, key) is None
    }
    return tuple(key for key in dict.fromkeys(_in_order()) if key in lacking)


def following(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the fields that an answer asks for, none where nothing was found."""
    return _FOLLOWS.get(key, ()) if typed.text(fields, key) == SOME else ()


def to_command(acting: Acting) -> AssessPatient | None:
    """Return the assessment, or None while an answer is missing."""
    fields, say = acting.fields, acting.say
    if missing(fields):
        return None
    anticoagulant = following(fields, "assess_anticoagulant_any")
    told = Assessment(
        consent_valid=typed.ticked(fields, "assess_consent"),
        symptoms=_symptoms(fields, say),
        vitals=_vitals(fields),
        pressure_signs=signs(fields),
        local_infection=typed.ticked(fields, "assess_infection"),
        anticoagulant=typed.text(fields, "assess_anticoagulant") if anticoagulant else "",
        anticoagulant_held=bool(anticoagulant) and typed.ticked(fields, anticoagulant[1]),
        folic_acid_days=_amount(fields, "assess_folic_days"),
        vitamin_b12_on=_day(fields, "assess_b12_any"),
        intravenous_pemetrexed_on=_day(fields, "assess_iv_any"),
        other_cytotoxic=_other(fields),
        headache=_amount(fields, "assess_headache"),
        allergies=allergies(fields),
        performance=_amount(fields, "assess_performance"),
    )
    return AssessPatient(acting.patient, acting.item, told, typed.text(fields, "assess_note"))


def signs(fields: Fields) -> tuple[str, ...]:
    """Return the signs of raised pressure that were found; none where somebody looked."""
    found = typed.text(fields, "assess_pressure").split(",")
    return tuple(code for code in found if code and code != NONE)


def allergies(fields: Fields) -> tuple[Allergy, ...] | None:
    """Return one allergy for each line, its reaction behind a colon; None when not asked."""
    if not typed.text(fields, "assess_allergies_any"):
        return None
    if not following(fields, "assess_allergies_any"):
        return ()
    lines = typed.text(fields, "assess_allergies").replace("：", ":").splitlines()
    parts = (line.partition(":") for line in lines if line.strip())
    return tuple(Allergy(substance.strip(), what.strip()) for substance, _, what in parts)


def last_before(chart: Chart, item: ItemCode) -> tuple[datetime, Assessment] | None:
    """Return the newest assessment for another dose, with when it was told."""
    others = (
        (walked.assessed_at, walked.assessed.assessment)
        for code, walked in chart.dosing.walked.items()
        if code != item and walked.assessed is not None and walked.assessed_at is not None
    )
    return max(others, key=lambda one: one[0], default=None)


def previous(last: tuple[datetime, Assessment] | None, say: Words) -> dict[str, str]:
    """Return the earlier value of each field that has one, labelled and dated."""
    if last is None:
        return {}
    at, told = last
    values: dict[str, Quantity | None] = {
        **{one: getattr(told.vitals, one, None) for one in VITALS},
        "headache": told.headache,
        "performance": told.performance,
    }
    return {
        PREFIX + one: say("before: {value}, {moment}", value=value, moment=at)
        for one, value in values.items()
        if value is not None
    }


def _in_order() -> tuple[str, ...]:
    return (
        "assess_consent",
        "assess_symptoms_any",
        "assess_symptoms",
        *_amounts(),
        "assess_pressure",
        "assess_infection",
        *KEYS,
    )


def _amounts() -> tuple[str, ...]:
    return (*(PREFIX + one for one in VITALS), "assess_folic_days")


def _answered(fields: Fields, key: str) -> bool:
    if key in _DAYS:
        return typed.day(fields, key) is not None
    if key in _amounts():
        return _amount(fields, key) is not None
    return bool(typed.text(fields, key))


def _amount(fields: Fields, key: str) -> Quantity | None:
    """Return a measured amount; off its scale it is no answer."""
    name = key.removeprefix(PREFIX)
    unit = VITALS.get(name, Unit.DAY)
    amount = typed.amount(fields, key, unit)
    return None if any(check_measure(name, amount, unit)) else amount


def _day(fields: Fields, any_of: str) -> date | None:
    keys = following(fields, any_of)
    return typed.day(fields, keys[0]) if keys else None


def _symptoms(fields: Fields, say: Words) -> str:
    if following(fields, "assess_symptoms_any"):
        return typed.text(fields, "assess_symptoms")
    return say("none")


def _vitals(fields: Fields) -> Vitals:
    return Vitals(**{one: _amount(fields, PREFIX + one) for one in VITALS if one not in _BESIDE})


def _other(fields: Fields) -> OtherCytotoxic | None:
    if not following(fields, "assess_other_any"):
        return None
    on = typed.day(fields, "assess_other_on")
    if on is None:
        return None
    drug = typed.text(fields, "assess_other_drug")
    return OtherCytotoxic(drug, on, typed.ticked(fields, "assess_other_room"))
