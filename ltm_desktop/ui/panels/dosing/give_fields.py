"""The fields of an injection by each way in: their kinds, order and optional groups. No Qt.

Required ones come first; the rest stands in named groups that open one by one.
Source: clinical practice, sections 2.2 to 2.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ltm_desktop.domain.dosing_measures import FACT_UNITS, check_measure
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import pressures, typed
from ltm_desktop.ui.panels.dosing.plausible import needs_answer
from ltm_desktop.ui.panels.dosing.typed import Fields

UNITS: Mapping[str, Unit] = {
    **FACT_UNITS,
    "volume_injected": Unit.ML,
    "injection_pain": Unit.COUNT,
}
PRESSURES = frozenset(key for key, unit in UNITS.items() if unit is Unit.CM_H2O)
"""Measured in a unit that is chosen beside the field, stored in cmH2O."""
_RANGE_NAMES = {"csf_withdrawn": "csf_removed", "local_anaesthetic_volume": "local_anaesthetic"}
CODES: Mapping[str, str] = {
    "site_inspection": "site_inspection",
    "refill": "refill",
    "csf_appearance": "csf_appearance",
    "position": "position",
    "interspace": "interspace",
    "guidance": "guidance",
    "needle_type": "lumbar_needle",
    "traumatic": "traumatic_tap",
    "needle": "ommaya_needle",
    "flush_fluid": "flush_fluid",
    "rest_posture": "rest_posture",
    "skin_agent": "skin_agent",
}
"""Fields that take a code, with the protocol's vocabulary."""
NO = "no"
YES_NO = (
    "csf_return",
    "nrfit",
    "needle_out",
    "local_anaesthetic_plain",
    "paraesthesia_lasting",
    "skin_dried",
    "mixed_with_csf",
    "resistance",
    "csf_midway",
)
RATED = ("injection_pain",)
"""Ratings: whole numbers on a scale of their own, without a site's limits."""
SIDES = ("none", "left", "right", "both")
DAYS, TEXTS = ("imaging_on",), ("local_anaesthetic", "zero_level", "spill")
SEVERAL: Mapping[str, str] = {"barriers": "barrier"}
"""Fields that take several codes, with the protocol's vocabulary."""

OF_OMMAYA = (
    "site_inspection",
    "refill",
    "needle_gauge",
    "punctures",
    "csf_return",
    "csf_withdrawn",
    "csf_appearance",
)
OF_LUMBAR = (
    "site_inspection",
    "position",
    "interspace",
    "guidance",
    "needle_type",
    "needle_gauge",
    "attempts",
    "csf_return",
    "csf_withdrawn",
    "csf_appearance",
)
INJECTED = ("volume_injected", "started_at", "ended_at")
"""What is told of the injection itself, after the findings."""
OF_TECHNIQUE = (
    "skin_agent",
    "skin_dried",
    "barriers",
    "mixed_with_csf",
    "resistance",
    "csf_midway",
    "injection_pain",
)
"""How it was injected, whichever way in."""
OF_AFTER = ("spill",)
_TECHNIQUE = {"technique": (*OF_TECHNIQUE, *OF_AFTER)}
GROUPS: Mapping[Access, Mapping[str, tuple[str, ...]]] = {
    Access.OMMAYA: {
        "pressure_flush": ("pressure", "zero_level", "flush_fluid", "flush"),
        "reservoir": ("dome_pumps", "needle", "after_pumps", "needle_out"),
        **_TECHNIQUE,
    },
    Access.LUMBAR: {
        "pressures": ("opening_pressure", "closing_pressure"),
        "puncture": (
            "imaging_on",
            "local_anaesthetic",
            "local_anaesthetic_volume",
            "local_anaesthetic_plain",
            "levels",
            "nrfit",
            "traumatic",
            "red_cells_first",
            "red_cells_last",
            "paraesthesia",
            "paraesthesia_lasting",
            "rest",
            "rest_posture",
        ),
        **_TECHNIQUE,
    },
}
"""What may be told besides, by way in; nothing in a group is required."""
ALL = tuple(
    dict.fromkeys(
        (
            *OF_OMMAYA,
            *OF_LUMBAR,
            *INJECTED,
            *(key for groups in GROUPS.values() for keys in groups.values() for key in keys),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An implausible value that a person confirmed twice, with the limits it passed."""

    key: str
    amount: Quantity
    limits: FieldRange


def findings_of(access: Access | None) -> tuple[str, ...]:
    """Return the required fields told before the injection."""
    if access is None:
        return ()
    return OF_OMMAYA if access is Access.OMMAYA else OF_LUMBAR


def groups_of(access: Access | None) -> Mapping[str, tuple[str, ...]]:
    """Return the optional groups of a way in."""
    return GROUPS[access] if access is not None else {}


def optional_of(access: Access | None) -> tuple[str, ...]:
    """Return every optional field of a way in."""
    return tuple(key for keys in groups_of(access).values() for key in keys)


def limits(active: ActiveProtocol | None, access: Access | None, key: str) -> FieldRange | None:
    """Return the plausible limits of a measured field."""
    if active is None or access is None or key not in UNITS:
        return None
    return active.range_of(f"{access.value}.{_RANGE_NAMES.get(key, key)}")


def amount(fields: Fields, key: str) -> Quantity | None:
    """Return a measured amount in the unit it is stored in."""
    if key in PRESSURES:
        return pressures.read(fields.get(key, ""), fields.get(f"{key}_unit", ""))
    return typed.amount(fields, key, UNITS[key])


def is_lacking(fields: Fields, key: str, active: ActiveProtocol | None) -> bool:
    """Tell whether a field is empty though required, unreadable, or still to be answered."""
    access = typed.access(fields, "access")
    if not typed.text(fields, key):
        return key not in optional_of(access)
    if key in {"started_at", "ended_at"}:
        return typed.moment(fields, key) is None
    if key in DAYS:
        return typed.day(fields, key) is None
    if key not in UNITS:
        return False
    found = amount(fields, key)
    kept = fields.get(f"kept_{key}", "")
    if found is None or any(check_measure(key, found, UNITS[key])):
        return True
    return needs_answer(limits(active, access, key), found, kept)


def kept_values(fields: Fields, active: ActiveProtocol | None) -> tuple[Kept, ...]:
    """Return the implausible values a person confirmed twice."""
    access = typed.access(fields, "access")
    found = []
    for key in (*findings_of(access), *INJECTED, *optional_of(access)):
        range_ = limits(active, access, key)
        told = amount(fields, key) if key in UNITS else None
        if told is not None and range_ is not None and needs_answer(range_, told, ""):
            found.append(Kept(key, told, range_))
    return tuple(found)
