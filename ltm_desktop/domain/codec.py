"""Events to plain data and back; every shape ever released stays readable.

A shape is a name and a number ("DoseRecorded/1"). Amounts keep the digits as typed.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from ltm_desktop.domain import (
    access,
    adverse_events,
    certifying,
    corrections,
    delegation,
    dosing,
    dosing_steps,
    emergency,
    ending,
    follow_up,
    fractions,
    handover,
    laboratories,
    labs,
    overrides,
    patients,
    people,
    planning,
    products,
    reservoir,
    response,
    restoring,
    review,
    serious_events,
    serious_reports,
    signoff,
    site,
    time_doubt,
    witnessing,
)

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]

_TOPICS = (
    site,
    access,
    time_doubt,
    emergency,
    people,
    certifying,
    delegation,
    patients,
    planning,
    dosing,
    dosing_steps,
    fractions,
    signoff,
    corrections,
    labs,
    adverse_events,
    laboratories,
    overrides,
    products,
    reservoir,
    response,
    review,
    restoring,
    witnessing,
    handover,
    serious_events,
    follow_up,
    ending,
    serious_reports,
)
SHAPES: Mapping[str, type] = {
    f"{shape.__name__}/1": shape for topic in _TOPICS for shape in topic.EVENTS
}
_NAMES = {shape: name for name, shape in SHAPES.items()}


class UnknownShape(ValueError):
    """Say that an event was written by a newer program, or never by this one."""


def to_plain(event: object) -> dict[str, Plain]:
    """Return an event as plain data that names its shape."""
    name = _NAMES.get(type(event))
    if name is None:
        raise UnknownShape(type(event).__name__)
    return {"shape": name, "data": plain(event)}


def from_plain(stored: Mapping[str, Any]) -> object:
    """Return the event that plain data tells. Raises UnknownShape."""
    name = str(stored.get("shape"))
    shape = SHAPES.get(name)
    if shape is None:
        raise UnknownShape(name)
    try:
        return _reader(shape)(stored.get("data"))
    except UnknownShape:
        raise
    except ValueError as error:  # a code that a newer program added to a list
        raise UnknownShape(name) from error


def plain(value: object) -> Plain:
    """Return any value of the domain as plain data.

    Floats and times without their offset are refused with TypeError.
    """
    if value is None or isinstance(value, bool):
        return value
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"cannot write {type(value).__name__}")


def _moment(value: datetime) -> str:
    if value.utcoffset() is None:
        raise TypeError("a moment carries its offset")
    return value.isoformat()


_WRITERS: tuple[tuple[type, Callable[[Any], Plain]], ...] = (
    (IntEnum, int),
    (Enum, lambda value: str(value.value)),
    (str, lambda value: value),
    (int, lambda value: value),
    (Decimal, lambda value: format(value, "f")),
    (datetime, _moment),
    (date, lambda value: value.isoformat()),
    (tuple, lambda value: [plain(one) for one in value]),
)


Reader = Callable[[Any], Any]


@cache
def _reader(hint: Any) -> Reader:
    """Return what reads values of a type, worked out once: entries come by the million."""
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_reader(hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(hint))
    if origin is tuple:
        return _tuple_reader(get_args(hint))
    return _leaf_reader(getattr(hint, "__supertype__", hint))


@cache
def _names(shape: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names a shape needs and those it knows; one added later may be missing."""
    known = frozenset(f.name for f in fields(shape))
    needed = frozenset(f.name for f in fields(shape) if f.default is f.default_factory is MISSING)
    return needed, known


def _fits(shape: Any, value: Any) -> bool:
    """Tell whether stored names are those of a shape."""
    if not isinstance(value, Mapping):
        return False
    needed, known = _names(shape)
    return needed <= value.keys() <= known


def _dataclass_reader(shape: type) -> Reader:
    readers: dict[str, Reader] = {}

    def read(value: Mapping[str, Any]) -> Any:
        if not _fits(shape, value):
            raise UnknownShape(shape.__name__)
        if not readers:  # at first use: a shape may hold others of its own kind
            readers.update({name: _reader(one) for name, one in get_type_hints(shape).items()})
        return shape(**{name: readers[name](one) for name, one in value.items()})

    return read


def _union_reader(options: tuple[Any, ...]) -> Reader:
    present = [option for option in options if option is not type(None)]
    if len(present) == 1:
        only = _reader(present[0])
        return lambda value: None if value is None else only(value)

    def read(value: Any) -> Any:
        if value is None:
            return None
        # several dataclasses: the one whose names are those stored
        fitting = [option for option in present if _fits(option, value)]
        if len(fitting) != 1:
            raise UnknownShape(" or ".join(option.__name__ for option in present))
        return _reader(fitting[0])(value)

    return read


def _tuple_reader(args: tuple[Any, ...]) -> Reader:
    if len(args) == 2 and args[1] is Ellipsis:
        every = _reader(args[0])
        return lambda value: tuple([every(one) for one in value])
    each = [_reader(one) for one in args]
    return lambda value: tuple(read(one) for read, one in zip(each, value, strict=True))


def _leaf_reader(hint: Any) -> Reader:
    if hint is datetime or hint is date:
        read: Reader = hint.fromisoformat
        return read
    if hint is Decimal:
        return Decimal
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _code_reader(hint)
    return _as_it_is


def _code_reader(hint: type[Enum]) -> Reader:
    def read(value: Any) -> Enum:
        if issubclass(hint, IntEnum) and type(value) is not int:
            raise ValueError(f"no {hint.__name__}")  # true is 1 to Python, and no grade
        return hint(value)

    return read


def _as_it_is(value: Any) -> Any:
    return value
