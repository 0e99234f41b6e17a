"""What a machine's record told of a session in the form, so that its UID stands only while it does.

Kept as one text, so that a draft keeps it too. No Qt here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ltm_desktop.domain.fractions import Beam
from ltm_desktop.domain.quantities import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Taken:
    """One record: its UID, its beams, and the fields of the form as it filled them."""

    uid: str
    told: Mapping[str, str]
    """By name of the field; only what the record says."""
    beams: tuple[Beam, ...] = ()

    def to_text(self) -> str:
        """Return all of it as one text."""
        beams = [[one.name, _digits(one.specified), _digits(one.delivered)] for one in self.beams]
        kept = {"uid": self.uid, "told": dict(self.told), "beams": beams}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)

    def changed(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """Return the fields that no longer say what the record says."""
        return tuple(
            name for name, text in self.told.items() if fields.get(name, "").strip() != text
        )


def read_taken(text: str) -> Taken | None:
    """Return what was kept, None where the form was not taken from a record."""
    if not text:
        return None
    kept = json.loads(text)
    beams = tuple(_beam(*one) for one in kept["beams"])
    return Taken(kept["uid"], kept["told"], beams)


def still_taken(text: str, fields: Mapping[str, str]) -> Taken | None:
    """Return the record a session is told from, None once the form says anything else."""
    taken = read_taken(text)
    return None if taken is None or taken.changed(fields) else taken


def _digits(amount: Quantity | None) -> str:
    return str(amount.value) if amount is not None else ""


def _beam(name: str, specified: str, delivered: str) -> Beam:
    return Beam(name, _units(specified) if specified else None, _units(delivered))


def _units(digits: str) -> Quantity:
    return Quantity(Decimal(digits), Unit.MU)
