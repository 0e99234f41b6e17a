"""Typed texts of the dose forms as values; a blank or unreadable one is None, never a guess.

No Qt. Dates and times arrive as ISO text once a field could read them, else as typed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.domain.terms import Access

Fields = Mapping[str, str]
YES = "yes"
OTHER = "other"


def text(fields: Fields, key: str) -> str:
    """Return a text without outer blanks, empty where nothing was typed."""
    return fields.get(key, "").strip()


def amount(fields: Fields, key: str, unit: Unit) -> Quantity | None:
    """Return an amount with its digits as typed."""
    try:
        return parse_quantity(fields.get(key, ""), unit)
    except Refused:
        return None


def moment(fields: Fields, key: str) -> datetime | None:
    """Return an aware moment."""
    try:
        at = datetime.fromisoformat(fields.get(key, ""))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def day(fields: Fields, key: str) -> date | None:
    """Return a day."""
    try:
        return date.fromisoformat(fields.get(key, ""))
    except ValueError:
        return None


def access(fields: Fields, key: str) -> Access | None:
    """Return the chosen access."""
    chosen = text(fields, key)
    return Access(chosen) if chosen in set(Access) else None


def ticked(fields: Fields, key: str) -> bool:
    """Tell whether a box is ticked; clear means the plain opposite."""
    return fields.get(key) == YES


def reason(fields: Fields, key: str) -> tuple[str, str]:
    """Return a coded reason and the own words that stand with "other"."""
    code, _, words = fields.get(key, "").partition("\n")
    return code.strip(), words.strip()


def unreasoned(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the key of a reason that is not chosen, or is "other" without own words."""
    code, words = reason(fields, key)
    return () if code and (code != OTHER or words) else (key,)


def blank(fields: Fields, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys whose field is empty."""
    return tuple(key for key in keys if not text(fields, key))


def joined(*parts: str) -> str:
    """Return what was written, one part a line."""
    return "\n".join(part for part in parts if part)
