"""Frozen dataclasses that cost little until they are used.

The standard library writes and compiles six methods for each of them at import, half a
millisecond a class; hundreds are imported before anybody signs in, and Today makes values of
fewer than a hundred. Here a constructor is compiled with the first value, and the rest is shared.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ("dataclass",)

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **wanted: bool) -> Any:
        """Make a class a dataclass, as the standard library's decorator of that name does."""

        def make(cls: type) -> type:
            inherits = any(dataclasses.is_dataclass(base) for base in cls.__bases__)
            if inherits or not (wanted.get("frozen") and wanted.get("slots")):
                return dataclasses.dataclass(**wanted)(cls)
            return _lazily(cls, kw_only=wanted.get("kw_only", False))

        return make if cls is None else make(cls)


def _lazily(cls: type, *, kw_only: bool) -> Any:
    own = set(cls.__dict__)
    if "__eq__" in own and cls.__dict__["__hash__"] is None:
        own.remove("__hash__")  # Python's doing, not the class's own word
    cls.__doc__ = cls.__doc__ or cls.__name__  # or it is worked out, at length
    plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    made: Any = plain(cls)
    made.__dataclass_params__.frozen = True  # so that others may inherit from it
    for name, method in {"__init__": _constructor(made), **_comparing(made), **_SHARED}.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _constructor(cls: Any) -> Callable[..., None]:
    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807 - it is one
        cls.__init__ = written = _written(cls)
        written(self, *values, **named)

    return __init__


def _written(cls: Any) -> Any:
    """Return the constructor that the standard library writes for a class."""
    own = {name: getattr(cls, name) for name in ("__doc__", "__post_init__") if hasattr(cls, name)}
    twin: Any = dataclasses.make_dataclass(
        cls.__name__,
        [(one.name, one.type, one) for one in dataclasses.fields(cls)],
        namespace=own,
        repr=False,
        eq=False,
        frozen=True,
    )
    init = twin.__init__
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _comparing(cls: Any) -> dict[str, Callable[..., Any]]:
    every = dataclasses.fields(cls)
    compared = _getter([one.name for one in every if one.compare])
    hashed = _getter([one.name for one in every if (one.compare if one.hash is None else one.hash)])

    def __eq__(self: object, other: object) -> Any:  # noqa: N807 - it is one
        if other.__class__ is self.__class__:
            return compared(self) == compared(other)
        return NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - it is one
        return hash(hashed(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _getter(names: list[str]) -> Callable[[object], object]:
    """Return what reads these fields of a value, as a tuple however many there are."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _repr(self: Any) -> str:
    names = (one.name for one in dataclasses.fields(self) if one.repr)
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
    return f"{type(self).__qualname__}({told})"


def _refuse_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_SHARED: dict[str, Callable[..., Any]] = {
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}
