"""The GS1 code on a medicine pack: element strings in any order into one product.

Refuses what biip lets pass (a wrong check digit, an identifier twice, a lost separator) and never
guesses where a lot ends or when a product expires. Source: clinical practice, section 3.3.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.values import dataclass

GS = "\x1d"
GTIN, LOT, EXPIRY, SERIAL, MADE = "01", "10", "17", "21", "11"

_PRINTED = re.compile(r"[!-~]*")
_SIX_DIGITS = re.compile(r"[0-9]{6}")
_BEGINS_LIKE_A_PACK = re.compile(r"01[0-9]{14}")


@dataclass(frozen=True, slots=True)
class Product:
    """What a pack says of itself; `raw` is the scan as it arrived."""

    gtin: str
    lot: str
    expiry: date
    serial: str | None
    produced: date | None
    raw: str

    def is_expired(self, today: date) -> bool:
        """Tell whether the product may no longer be used; the day of expiry itself still counts."""
        return self.expiry < today


def is_right_gtin(digits: str) -> bool:
    """Tell whether 14 digits end with their own check digit."""
    if len(digits) != 14 or not (digits.isascii() and digits.isdecimal()):
        return False
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return weighed % 10 == 0


def begins_like_a_pack(text: str) -> bool:
    """Tell whether a text begins with a GTIN and its identifier, right or wrong."""
    return _BEGINS_LIKE_A_PACK.match(text) is not None


def from_pack(text: str, today: date, raw: str, *, separators_arrive: bool = False) -> Product:
    """Read element strings parted by ASCII 29. Raises Refused.

    `separators_arrive` says that this scanner is known to send them; without it a lot that could
    hide a further identifier is refused when no separator came.
    """
    parts = [part for part in text.split(GS) if part]
    if not parts or not all(_PRINTED.fullmatch(part) for part in parts):
        raise refuse("scanning.unreadable")
    found = list(_elements(parts))
    by_code = dict(found)
    if len(by_code) != len(found):
        raise refuse("scanning.repeated")
    _check_gtin(by_code)
    _check_whole(by_code)
    if GS not in text and not separators_arrive:
        _check_nothing_swallowed(by_code[LOT])
    product = _product(by_code, today, raw)
    if product.produced is not None and product.produced > product.expiry:
        raise refuse("scanning.bad_date")
    return product


def _elements(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    # 0.13 s to import: loaded after the first paint or at the first scan, not at start.
    from biip import ParseConfig, ParseError
    from biip.gs1_element_strings import GS1ElementString

    # biip takes the century from the computer's clock; dates are read here, from `today`.
    config = ParseConfig(gs1_element_strings_verify_date=False)
    for part in parts:
        rest = part
        while rest:
            try:
                element = GS1ElementString.extract(rest, config=config)
            except ParseError:
                raise refuse("scanning.unreadable") from None
            rest = rest[len(element) :]
            if rest and element.ai.separator_required:
                # Only a separator may end it: cutting at its longest length is a guess.
                raise refuse("scanning.no_separator")
            yield element.ai.ai, element.value


def _check_gtin(found: Mapping[str, str]) -> None:
    if GTIN not in found:
        raise refuse("scanning.no_gtin")
    if not is_right_gtin(found[GTIN]):
        raise refuse("scanning.wrong_check_digit", gtin=found[GTIN])


def _check_whole(found: Mapping[str, str]) -> None:
    if EXPIRY not in found:
        raise refuse("scanning.no_expiry")
    if LOT not in found:
        raise refuse("scanning.no_lot")


def _check_nothing_swallowed(lot: str) -> None:
    """Refuse a lot whose end could be further elements after a separator that was lost."""
    for cut in range(1, len(lot) - 1):
        try:
            list(_elements([lot[cut:]]))
        except Refused:
            continue
        raise refuse("scanning.separator_doubtful")


def _product(found: Mapping[str, str], today: date, raw: str) -> Product:
    made = found.get(MADE)
    return Product(
        gtin=found[GTIN],
        lot=found[LOT],
        expiry=_day(found[EXPIRY], today),
        serial=found.get(SERIAL),
        produced=None if made is None else _day(made, today),
        raw=raw,
    )


def _day(text: str, today: date) -> date:
    """Read YYMMDD; day 00 is the last of its month (GS1 General Specifications 7.12)."""
    if not _SIX_DIGITS.fullmatch(text):
        raise refuse("scanning.bad_date")
    year, month, day = _year(int(text[:2]), today.year), int(text[2:4]), int(text[4:])
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        raise refuse("scanning.bad_date") from None


def _year(two_digits: int, this_year: int) -> int:
    """Return the year from 49 years back to 50 years ahead."""
    year = this_year - this_year % 100 + two_digits
    ahead = year - this_year
    return year - 100 if ahead > 50 else year + 100 if ahead < -49 else year
