"""Who on the list has the same or a similar name, so that nobody is entered twice or mixed up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ltm_desktop.app.rows import PatientRow

_ALIKE = 0.84
"""How much of two names must agree to be called similar; chosen so that one slip is found."""

MOST = 500
"""Patients one search answers with."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A patient whose name is the same or similar, or who has the same hospital number."""

    row: PatientRow
    same_name: bool
    same_number: bool = False
    same_birth: bool = False

    @property
    def likely_the_same(self) -> bool:
        """Tell whether name and birth date agree: perhaps this person is entered already."""
        return self.same_name and self.same_birth


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is being typed."""

    family: str = ""
    given: str = ""
    han: str = ""
    pinyin: str = ""
    hospital_number: str = ""
    born: str = ""
    """ISO date, empty until it can be read."""


Search = Callable[[str], Sequence[PatientRow]]


def to_compare(name: Name, search: Search, most: int) -> Sequence[PatientRow]:
    """Return whom to compare a name with: everybody, or of a long list whoever may be meant.

    Of a list longer than a search answers: all who bear the whole name, the number or the birth
    date, and of those who share half the name as many as a search answers.
    """
    everybody = search("")
    if len(everybody) < most:
        return everybody
    whole = (f"{name.family} {name.given}", name.han, name.pinyin, name.hospital_number, name.born)
    asked = (one.strip() for one in (*whole, name.family, name.given))
    found = {row.patient_id: row for one in dict.fromkeys(asked) if one for row in search(one)}
    return tuple(found.values())


def find_namesakes(name: Name, rows: Iterable[PatientRow]) -> tuple[Namesake, ...]:
    """Return patients to compare with, same name and birth date first, then same numbers."""
    found = [one for row in rows if (one := _compare(name, row)) is not None]
    order = sorted(found, key=lambda one: (not one.same_number, not one.same_name))
    return tuple(sorted(order, key=lambda one: not one.likely_the_same))


def _compare(name: Name, row: PatientRow) -> Namesake | None:
    number = name.hospital_number.strip()
    same_number = bool(number) and number == row.hospital_number.strip()
    mine = set(_forms(name.family, name.given, name.han, name.pinyin))
    theirs = set(_forms(row.family, row.given, row.han_name, row.pinyin))
    same = bool(mine & theirs)
    alike = any(_alike(one, other) for one in mine for other in theirs)
    if not (same or alike or same_number):
        return None
    return Namesake(row, same, same_number, same_birth=bool(name.born) and name.born == row.born)


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
