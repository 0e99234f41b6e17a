"""Who on the list has the same or a similar name, so that nobody is entered twice or mixed up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ltm_desktop.app.rows import PatientRow

_ALIKE = 0.84
"""How much of two names must agree to be called similar; chosen so that one slip is found."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A patient whose name is the same or similar, or who has the same hospital number."""

    row: PatientRow
    same_name: bool
    same_number: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is being typed."""

    family: str = ""
    given: str = ""
    han: str = ""
    pinyin: str = ""
    hospital_number: str = ""


def find_namesakes(name: Name, rows: Iterable[PatientRow]) -> tuple[Namesake, ...]:
    """Return patients to compare with, same numbers and same names first."""
    found = [one for row in rows if (one := _compare(name, row)) is not None]
    return tuple(sorted(found, key=lambda one: (not one.same_number, not one.same_name)))


def _compare(name: Name, row: PatientRow) -> Namesake | None:
    number = name.hospital_number.strip()
    same_number = bool(number) and number == row.hospital_number.strip()
    mine = set(_forms(name.family, name.given, name.han, name.pinyin))
    theirs = set(_forms(row.family, row.given, row.han_name, row.pinyin))
    same = bool(mine & theirs)
    alike = any(_alike(one, other) for one in mine for other in theirs)
    return Namesake(row, same, same_number) if same or alike or same_number else None


def _forms(family: str, given: str, han: str, pinyin: str) -> Iterator[str]:
    """Yield the forms in which a whole name can be met; half a name is nobody's yet."""
    if family.strip() and given.strip():
        yield "".join(f"{family}{given}".casefold().split())
    if len(han.strip()) > 1:
        yield "".join(han.split())
    if len(pinyin.split()) > 1:
        yield "".join(pinyin.casefold().split())


def _alike(one: str, other: str) -> bool:
    if not one.isascii() or not other.isascii():
        # One character of two or three is another name in Chinese, and pinyin is compared too.
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
