"""Events as plain data: every shape comes back as it was, for ever.

tests/golden/events holds one example of each shape ever released: add to it, never change it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.codec import SHAPES, UnknownShape, from_plain, plain, to_plain
from ltm_desktop.domain.dosing import DoseRecorded, LumbarFacts, OmmayaFacts
from ltm_desktop.domain.patients import ConsentRecorded
from ltm_desktop.domain.planning import TreatmentPlanned
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from tests.builders import PHYSICIAN, assess, at, order, plan, record
from tests.stories import enrolled, planned

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "events").glob("*.json"))

MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis wants bare bounds
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
LEAVES: Mapping[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    int: st.integers(),
    bool: st.booleans(),
    date: st.dates(),
    datetime: MOMENTS,
    Decimal: st.decimals(-1_000_000, 1_000_000, places=6, allow_nan=False),
    type(None): st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return any value that a type hint of the domain allows."""
    hint = getattr(hint, "__supertype__", hint)
    if hint in LEAVES:
        return LEAVES[hint]
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([values(one) for one in get_args(hint)])
    if get_origin(hint) is tuple:
        return tuples(get_args(hint))
    if is_dataclass(hint):
        return built(hint)
    assert issubclass(hint, Enum)
    return st.sampled_from(hint)


def built(shape: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(shape)
    return st.builds(shape, **{field.name: values(hints[field.name]) for field in fields(shape)})


def tuples(args: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if args[-1] is Ellipsis:
        return st.lists(values(args[0]), max_size=3).map(tuple)
    return st.tuples(*(values(one) for one in args))


def stored(event: object) -> Any:
    """Return an event as it comes back from the bytes of an entry."""
    return json.loads(json.dumps(to_plain(event)))


def shape_of(name: str) -> type:
    return SHAPES[name]


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_comes_back_as_it_was(name: str) -> None:
    @given(values(shape_of(name)))
    def comes_back(event: object) -> None:
        read = from_plain(stored(event))
        assert read == event
        assert to_plain(read) == to_plain(event)

    comes_back()


@given(st.decimals(0, 10_000, places=6, allow_nan=False), st.integers(0, 6))
def test_amounts_keep_their_digits(value: Decimal, places: int) -> None:
    typed = Quantity(round(value, places), Unit.MG)
    told = plain(typed)
    assert told == {"value": format(typed.value, "f"), "unit": "mg"}


def test_two_point_zero_zero_stays_two_point_zero_zero() -> None:
    (event,) = planned().does(assess()).decides(order(dose=mg("10.00")), PHYSICIAN)
    assert str(from_plain(stored(event)).dose) == "10.00 mg"  # type: ignore[attr-defined]  # a dose
    assert plain(Decimal("1E+1")) == "10"


@pytest.mark.parametrize("value", [1.5, {"a": 1}, b"bytes", [1], object()])
def test_floats_and_other_strangers_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot write"):
        plain(value)


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(TypeError, match="offset"):
        plain(at("2026-03-02 10:00").replace(tzinfo=None))


def test_a_moment_keeps_the_offset_it_was_typed_with() -> None:
    assert plain(at("2026-03-02 10:00")) == "2026-03-02T10:00:00+08:00"


@dataclass(frozen=True)
class Stranger:
    """An event of no topic."""


def test_an_event_of_no_topic_is_not_written() -> None:
    with pytest.raises(UnknownShape, match="Stranger"):
        to_plain(Stranger())


@pytest.mark.parametrize(
    "data",
    [
        {"shape": "DoseRecorded/99", "data": {}},
        {"data": {}},
        {"shape": "ArmAssigned/1"},
        {"shape": "ArmAssigned/1", "data": {}},
        {"shape": "ArmAssigned/1", "data": {"arm": "A", "newer": 1}},
        {"shape": "ArmAssigned/1", "data": ["A"]},
        {"shape": "ConsentRecorded/1", "data": {"consent": {"version": "1"}}},
        {
            "shape": "AccessRecorded/1",
            "data": {"device": {"access": "newer", "site": "", "implanted_on": None}},
        },
    ],
)
def test_a_shape_this_program_does_not_know_is_named_and_not_guessed(data: dict[str, Any]) -> None:
    with pytest.raises(UnknownShape):
        from_plain(data)


def told_dose() -> Any:
    events = planned().at("2026-03-02 10:10").decides(record(incident="told (example)"))
    return stored(next(event for event in events if isinstance(event, DoseRecorded)))


def test_an_older_shape_without_a_later_optional_field_still_reads() -> None:
    (event,) = enrolled().decides(plan())
    older = stored(event)
    for item in older["data"]["items"]:
        del item["unplaced"]
    assert from_plain(older) == event
    dose = told_dose()
    del dose["data"]["facts"]["flush"], dose["data"]["facts"]["pressure"]
    read = from_plain(dose)
    assert isinstance(read, DoseRecorded)
    assert isinstance(read.facts, OmmayaFacts)


def test_the_facts_of_neither_access_are_not_guessed() -> None:
    dose = told_dose()
    dose["data"]["facts"] = {"csf_appearance": "clear"}
    with pytest.raises(UnknownShape, match=f"{OmmayaFacts.__name__} or {LumbarFacts.__name__}"):
        from_plain(dose)


def golden(path: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_payload_ever_released_reads_and_loses_nothing(path: Path) -> None:
    for payload in golden(path):
        again = to_plain(from_plain(payload))
        assert again["shape"] == payload["shape"]
        assert keeps(payload["data"], again["data"])


def keeps(released: Any, now: Any) -> bool:
    """Tell whether all that was released is still there; fields may have joined since."""
    if isinstance(released, dict):
        return all(name in now and keeps(one, now[name]) for name, one in released.items())
    if isinstance(released, list):
        return len(released) == len(now) and all(map(keeps, released, now))
    return bool(released == now)


def test_every_shape_of_today_has_its_golden_payload() -> None:
    assert {payload["shape"] for path in GOLDEN for payload in golden(path)} >= set(SHAPES)


def test_shapes_carry_a_name_and_a_number() -> None:
    assert {SHAPES["ConsentRecorded/1"], SHAPES["TreatmentPlanned/1"]} == {
        ConsentRecorded,
        TreatmentPlanned,
    }
