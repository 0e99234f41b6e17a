"""The exact text of a setting as a value and back; refuses blanks, bare numbers and guesses.

A number with a unit is written with it ("10 mg", "48 h"), so that a signed page can be read alone.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.errors import Refused, refuse, refuse_if
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal, parse_quantity
from ltm_desktop.domain.setting_kinds import NO, NONE, YES, Kind, Spec
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.toxicity_data import HoldRule
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class FieldRange:
    """Plausible limits of a measured value: hard ones ask twice, soft ones only remark."""

    hard_low: Quantity
    hard_high: Quantity
    soft_low: Quantity | None
    soft_high: Quantity | None
    unit: Unit


_LONGEST = 400
"""Characters of a definition in the site's own words."""
_RANGE = re.compile(r"([0-9.]+?)\.\.([0-9.]+?)( [^ ]+)?(?: soft ([0-9.]*?)\.\.([0-9.]*?))?")


def read_quantity(text: str, spec: Spec) -> Quantity:
    """Read an amount with its unit. Raises Refused when the unit is missing or another."""
    if spec.unit is None:
        raise ValueError("an amount needs a unit in the format")
    if spec.unit is not Unit.COUNT and not text.endswith(f" {spec.unit.value}"):
        raise refuse("configuration.unit_missing", unit=spec.unit.value)
    amount = parse_quantity(text, spec.unit)
    if spec.least and amount.value <= 0:
        raise refuse("configuration.not_positive")
    return amount


def read_quantity_or_none(text: str, spec: Spec) -> Quantity | None:
    """Read an amount or the signed word none."""
    return None if spec.none_allowed and text == NONE else read_quantity(text, spec)


def read_integer(text: str, spec: Spec) -> int:
    """Read a whole number, with its unit where the format gives one."""
    amount = read_quantity(text, spec).value
    if amount != amount.to_integral_value():
        raise refuse("configuration.not_whole")
    return int(amount)


def read_integer_or_none(text: str, spec: Spec) -> int | None:
    """Read a whole number or the signed word none."""
    return None if spec.none_allowed and text == NONE else read_integer(text, spec)


def read_percent(text: str, spec: Spec) -> Decimal:
    """Read a percentage written with its sign, such as "5 %"."""
    if not text.endswith(" %"):
        raise refuse("configuration.percent_missing")
    percent = parse_decimal(text.removesuffix(" %"))
    if percent >= 100 or percent < spec.least:
        raise refuse("configuration.not_a_percentage")
    return percent


def read_days(text: str, spec: Spec) -> tuple[int, ...]:
    """Read ascending whole numbers parted by commas: "1, 4, 8, 11"."""
    days = tuple(int(part) for part in _parts(text, r"[0-9]{1,4}"))
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise refuse("configuration.not_ascending")
    if days[0] < spec.least:
        raise refuse("configuration.not_positive")
    return days


def read_numbers(text: str, spec: Spec) -> tuple[int, ...]:
    """Read ascending whole numbers with their unit, "15, 30, 60 min", or the signed word none."""
    if spec.none_allowed and text == NONE:
        return ()
    suffix = f" {spec.unit.value}" if spec.unit else ""
    if not text.endswith(suffix):
        raise refuse("configuration.unit_missing", unit=suffix.strip())
    return read_days(text.removesuffix(suffix), spec)


def read_weekdays(text: str, spec: Spec) -> tuple[int, ...]:
    """Read ISO weekdays, Monday is 1: "1, 2, 3, 4, 5"."""
    days = read_days(text, spec)
    if days[-1] > 7:
        raise refuse("configuration.not_a_weekday")
    return days


def read_dates(text: str, spec: Spec) -> tuple[date, ...]:
    """Read ISO dates parted by commas, or the signed word none."""
    if spec.none_allowed and text == NONE:
        return ()
    try:
        return tuple(sorted({date.fromisoformat(part) for part in _parts(text, r"[-0-9]{10}")}))
    except ValueError as error:
        raise refuse("configuration.not_a_date") from error


def read_choice(text: str, spec: Spec) -> str:
    """Read one of the options."""
    if text not in spec.options:
        raise refuse("configuration.not_an_option")
    return text


def read_choices(text: str, spec: Spec) -> tuple[str, ...]:
    """Read some of the options in the order of the options, or the signed word none."""
    if spec.none_allowed and text == NONE:
        return ()
    chosen = _parts(text, r"[a-z0-9_A-Z\-]+")
    if not set(chosen) <= set(spec.options) or len(set(chosen)) != len(chosen):
        raise refuse("configuration.not_an_option")
    return tuple(option for option in spec.options if option in chosen)


def read_yes_no(text: str, _: Spec) -> bool:
    """Read yes or no."""
    if text not in (YES, NO):
        raise refuse("configuration.not_an_option")
    return text == YES


def read_text(text: str, spec: Spec) -> str:
    """Read one line of the site's own words; the signed word none is an empty one."""
    if spec.none_allowed and text == NONE:
        return ""
    refuse_if(check_line(text, _LONGEST))
    if not text.strip():
        raise refuse("configuration.no_words")
    return text


def read_range(text: str, spec: Spec) -> FieldRange:
    """Read "0..30 mL soft 1..10": hard limits, then soft ones, of which either may be blank."""
    if spec.unit is None:
        raise ValueError("a range needs a unit in the format")
    match = _RANGE.fullmatch(text)
    if match is None or match[3] != _suffix(spec.unit):
        raise refuse("configuration.not_a_range", unit=spec.unit.value)
    unit = spec.unit
    hard_low, hard_high = (Quantity(parse_decimal(limit), unit) for limit in match.group(1, 2))
    soft_low, soft_high = (
        Quantity(parse_decimal(limit), unit) if limit else None for limit in match.group(4, 5)
    )
    order = [limit for limit in (hard_low, soft_low, soft_high, hard_high) if limit is not None]
    if order != sorted(order) or hard_low == hard_high:
        raise refuse("configuration.range_order")
    return FieldRange(hard_low, hard_high, soft_low, soft_high, spec.unit)


def read_range_or_none(text: str, spec: Spec) -> FieldRange | None:
    """Read a range or the signed word none."""
    return None if spec.none_allowed and text == NONE else read_range(text, spec)


_HOLD = re.compile(
    r"(any|(?:soc:)?[a-z][a-z0-9_]*) >= ([1-5])( related)? (note|override|stop)"
    r"(?: until <= ([1-4]))?"
)


def read_holds(text: str, spec: Spec) -> tuple[HoldRule, ...]:
    """Read "arachnoiditis >= 3 override until <= 1; any >= 4 related stop", or the word none.

    A rule without its grade or its strength is no rule: a blank never means that nothing holds.
    """
    if spec.none_allowed and text == NONE:
        return ()
    return tuple(_hold(part.strip()) for part in text.split(";"))


def _hold(text: str) -> HoldRule:
    match = _HOLD.fullmatch(text)
    if match is None:
        raise refuse("configuration.not_a_hold_rule", typed=text)
    subject, at_least, related, strength, until = match.groups()
    down_to = Grade(int(until)) if until else None
    if down_to is not None and down_to >= int(at_least):
        raise refuse("configuration.hold_until_too_high", typed=text)
    return HoldRule(subject, Grade(int(at_least)), strength, down_to, related is not None)


def to_range_text(limits: FieldRange) -> str:
    """Write a range the way read_range reads it."""
    hard = f"{limits.hard_low.value}..{limits.hard_high.value}{_suffix(limits.unit) or ''}"
    low, high = limits.soft_low, limits.soft_high
    if low is None and high is None:
        return hard
    return f"{hard} soft {low.value if low else ''}..{high.value if high else ''}"


def _suffix(unit: Unit) -> str | None:
    return None if unit is Unit.COUNT else f" {unit.value}"


def _parts(text: str, pattern: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(","))
    if not all(re.fullmatch(pattern, part) for part in parts):
        raise refuse("configuration.not_a_list")
    return parts


_READERS: dict[Kind, Callable[[str, Spec], object]] = {
    Kind.QUANTITY: read_quantity_or_none,
    Kind.HOURS: read_integer,
    Kind.INTEGER: read_integer_or_none,
    Kind.PERCENT: read_percent,
    Kind.DAYS: read_days,
    Kind.NUMBERS: read_numbers,
    Kind.WEEKDAYS: read_weekdays,
    Kind.DATES: read_dates,
    Kind.CHOICE: read_choice,
    Kind.CHOICES: read_choices,
    Kind.YES_NO: read_yes_no,
    Kind.TEXT: read_text,
    Kind.RANGE: read_range_or_none,
    Kind.HOLDS: read_holds,
}


def fault_in(text: str, spec: Spec) -> Refused | None:
    """Return why a text is not a value of that kind, or None when it is one."""
    try:
        _READERS[spec.kind](text, spec)
    except Refused as refusal:
        return refusal
    return None
