"""An example of every event shape, built from its type hints, and every way to change one field.

Each text is unique, so that it can be looked for; everybody and everything here is synthetic.
"""

import itertools
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.domain.dosing import DoseRecorded, LumbarFacts
from ltm_desktop.domain.quantities import Quantity

_MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def examples() -> list[object]:
    """Return one event of every shape, and both ways of access."""
    made: list[object] = [_Maker().make(shape) for shape in SHAPES.values()]
    lumbar = _Maker().make(LumbarFacts)
    given = next(event for event in made if isinstance(event, DoseRecorded))
    return [*made, replace(given, facts=lumbar)]


def example_of(kind: type) -> Any:
    """Return one example of any shape made of plain values."""
    return _Maker().make(kind)


class _Maker:
    """Build values by type; no two texts, numbers or days of one example are the same."""

    def __init__(self) -> None:
        self._count = itertools.count(11)

    def make(self, hint: Any) -> Any:
        hint = getattr(hint, "__supertype__", hint)
        if hint is Quantity:
            return Quantity(Decimal(next(self._count)), next(iter(_unit())))
        if is_dataclass(hint) and isinstance(hint, type):
            hints = get_type_hints(hint)
            return hint(**{name: self.make(one) for name, one in hints.items()})
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self.make(get_args(hint)[0])
        if origin is tuple:
            return self._tuple(get_args(hint))
        return self._leaf(hint)

    def _tuple(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        hints = (args[0], args[0]) if args[-1] is Ellipsis else args
        return tuple(self.make(one) for one in hints)

    def _leaf(self, hint: Any) -> Any:
        n = next(self._count)
        if issubclass(hint, Enum):
            return next(iter(hint))
        made = {
            bool: True,
            int: n,
            Decimal: Decimal(n),
            str: f"text{n}x",
            datetime: _MORNING + timedelta(minutes=n),
            date: date(2026, 1, 1) + timedelta(days=n),
        }
        return made[hint]


def _unit() -> Any:
    return get_type_hints(Quantity)["unit"]


def leaves(value: object) -> Iterator[object]:
    """Yield every single value inside an event."""
    if isinstance(value, Quantity) or not (is_dataclass(value) or isinstance(value, tuple)):
        yield value
        return
    inside = value if isinstance(value, tuple) else [getattr(value, f.name) for f in fields(value)]
    for one in inside:
        yield from leaves(one)


def changed(value: Any) -> Iterator[Any]:
    """Yield the value with each single thing in it changed in turn."""
    if isinstance(value, Quantity):
        units = [unit for unit in _unit() if unit is not value.unit]
        yield replace(value, value=value.value + 1)
        yield replace(value, unit=units[0])
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for other in changed(getattr(value, field.name)):
                yield replace(value, **{field.name: other})
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            for other in changed(one):
                yield (*value[:place], other, *value[place + 1 :])
    else:
        yield from _changed_leaf(value)


def _changed_leaf(value: Any) -> Iterator[Any]:
    if isinstance(value, Enum):
        yield from (other for other in type(value) if other is not value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Decimal):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}y"
    elif isinstance(value, datetime):
        yield value + timedelta(minutes=1)
    else:
        yield value + timedelta(days=1)
