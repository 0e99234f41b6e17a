"""A value of the house beside one of the standard library: nobody can tell them apart."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """As the house makes it."""

    amount: Decimal
    unit: str = "mg"
    notes: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    seen: list[int] = field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """As the standard library makes it."""

    amount: Decimal
    unit: str = "mg"
    notes: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    seen: list[int] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """A value that looks at itself when it is made."""

    grade: int

    def __post_init__(self) -> None:
        if not 0 <= self.grade <= 5:
            raise ValueError(self.grade)


@dataclass(frozen=True, slots=True)
class Marked(Checked):
    """One with more to it."""

    mark: str = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One whose fields are named."""

    one: int
    two: int = 2


@dataclass(frozen=True, slots=True)
class Loose:
    """One that compares and tells itself in its own way."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loose) and self.text.casefold() == other.text.casefold()

    def __hash__(self) -> int:
        return hash(self.text.casefold())

    def __repr__(self) -> str:
        return "Loose"


@dataclass(frozen=True, slots=True)
class Empty:
    """One with nothing in it."""


ARGUMENTS: list[dict[str, Any]] = [
    {"amount": Decimal("2.00")},
    {"amount": Decimal("2.00"), "unit": "g", "notes": ("a", "b")},
    {"amount": Decimal(1), "secret": "s", "seen": [1]},
]


@pytest.mark.parametrize("given", ARGUMENTS)
def test_a_value_is_told_compared_and_hashed_as_the_standard_library_does(
    given: dict[str, Any],
) -> None:
    ours: Any = Ours(**given)
    theirs: Any = Theirs(**given)

    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert hash(ours) == hash(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert ours == Ours(**given)
    assert ours != theirs
    assert (ours == replace(ours, unit="kg")) is (theirs == replace(theirs, unit="kg")) is False
    assert replace(ours, seen=[7]) == ours, "what is not compared makes no difference"
    assert ours.__match_args__ == theirs.__match_args__


def test_nothing_of_a_value_is_set_added_or_taken_away() -> None:
    ours: Any = Ours(Decimal(1))

    for name in ("unit", "something"):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(ours, name, "g")
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'unit'"):
        del ours.unit
    assert not hasattr(ours, "__dict__")


def test_a_value_is_copied_and_packed_whole() -> None:
    ours = Ours(Decimal("2.00"), "g", ("a",), "s", [1])

    for again in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):  # noqa: S301 - our own
        assert again == ours
        assert again.seen == [1]


def test_wrong_words_are_refused_at_the_first_value_and_at_the_second() -> None:
    made: Any = Ours
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Ours.__init__\(\) missing 1 required"):
            made()
        with pytest.raises(TypeError, match="unexpected keyword argument 'more'"):
            made(Decimal(1), more=1)


def test_a_default_list_is_everybodys_own() -> None:
    one, other = Ours(Decimal(1)), Ours(Decimal(1))

    one.seen.append(1)

    assert other.seen == []


def test_what_looks_at_itself_still_does_and_so_does_who_inherits_from_it() -> None:
    for made in (Checked, Marked):
        with pytest.raises(ValueError, match="6"):
            made(6)
    marked: Any = Marked(5, "y")
    assert (marked.grade, marked.mark) == (5, "y")
    assert marked != Checked(5)
    with pytest.raises(FrozenInstanceError):
        marked.grade = 1


def test_fields_that_are_named_are_not_taken_by_place() -> None:
    made: Any = Named

    assert made(one=1) == Named(one=1, two=2)
    with pytest.raises(TypeError):
        made(1)


def test_a_class_keeps_what_it_says_itself() -> None:
    assert Loose("A") == Loose("a")
    assert len({Loose("A"), Loose("a")}) == 1
    assert repr(Loose("A")) == "Loose"


def test_a_value_with_nothing_in_it_equals_its_like() -> None:
    assert Empty() == Empty()
    assert hash(Empty()) == hash(())
    assert repr(Empty()) == "Empty()"
