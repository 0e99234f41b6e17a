"""One value has one sequence of bytes, and no other bytes are read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.ledger.canonical import DEEPEST, WIDEST, NotCanonical, decode, digest, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-WIDEST, WIDEST) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_every_plain_value_comes_back_from_its_bytes(value: object) -> None:
    assert decode(encode(value)) == value


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2, max_size=6))
def test_the_order_in_which_keys_were_added_changes_nothing(value: dict[str, int]) -> None:
    assert encode(value) == encode(dict(reversed(value.items())))


@given(st.binary(max_size=60))
def test_bytes_are_refused_or_are_exactly_what_encode_writes(raw: bytes) -> None:
    try:
        value = decode(raw)
    except NotCanonical:
        return
    assert encode(value) == raw


@given(PLAIN, st.data())
def test_one_changed_byte_never_reads_as_the_same_value(value: object, data: st.DataObject) -> None:
    raw = bytearray(encode(value))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    try:
        assert encode(decode(bytes(raw))) != encode(value)
    except NotCanonical:
        return


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {"a": 1.0},
        [float("inf")],
        "\ud800",
        {"\udfff": 1},
        {1: "a"},
        {None: 1},
        b"bytes",
        (1, 2),
        {1, 2},
        WIDEST + 1,
        [-WIDEST - 1],
    ],
)
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        encode(value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" 1",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":2}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"-0",
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"[1,]",
        b"9" * 5000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_other_spellings_of_json_are_refused(raw: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(raw)


def test_nesting_has_a_floor() -> None:
    value: object = 0
    for _ in range(DEEPEST):
        value = [value]
    assert decode(encode(value)) == value
    with pytest.raises(NotCanonical):
        encode([value])


def test_an_ordinary_json_reader_reads_the_same_value() -> None:
    value = {"amount": "10.00", "name": "曹雪 O'Neil", "none": None, "yes": True}
    assert json.loads(encode(value)) == value
    assert (
        encode(value).decode() == '{"amount":"10.00","name":"曹雪 O\'Neil","none":null,"yes":true}'
    )


def test_the_digest_is_sha256() -> None:
    assert digest(b"abc").startswith("ba7816bf8f01cfea")
