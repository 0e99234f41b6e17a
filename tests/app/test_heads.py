"""A head as it is typed from paper: forgiving of everything but its number and its digits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.heads import TypedHead, read_head
from ltm_desktop.domain.errors import Refused
from ltm_desktop.reports.setting import grouped

HASH = "ab12" * 16


@pytest.mark.parametrize(
    "text",
    [
        f"1204 {HASH}",
        f"entry 1204, {grouped(HASH)}",
        f"Ledger before this record: entry 1204, {grouped(HASH)}",
        f"此记录之前的账本：第 1204 条，{grouped(HASH)}",
        f"1,204\t{grouped(HASH).upper()}.",
        f"１２０４ {grouped(HASH)}",
        f"Entry 1204 {HASH}",
        "\n".join(("1204", *grouped(HASH, 8).split())),
        f"Ledger before this record: entry 1204, {grouped(HASH)}\nPage 1 of 2",
        f"SHA-256 of the record {grouped('1234' * 16)}\nentry 1204, {grouped(HASH)} 1/2",
    ],
)
def test_however_it_is_typed_it_is_the_same_head(text: str) -> None:
    assert read_head(text) == TypedHead(1204, HASH)


@given(st.integers(1, 10**9), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_every_head_is_read_back_from_its_groups(seq: int, digits: str) -> None:
    read = read_head(f"entry {seq}, {grouped(digits)}")
    assert (read.seq, read.digits, read.whole) == (seq, digits, True)


def test_a_whole_line_names_its_log() -> None:
    read = read_head(f"site-01 12 {HASH}")
    assert read == TypedHead(12, HASH, "site-01")
    assert read.of("other").log == "site-01"
    assert read_head(f"12 {HASH}").of("other").log == "other"


def test_the_first_sixteen_digits_are_enough() -> None:
    assert read_head(f"7 {HASH[:16]}") == TypedHead(7, HASH[:16])
    assert not read_head("7 ab12 ab12 ab12 ab12").whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no head at all",
        HASH,
        f"0 {HASH}",
        "12 ab12",
        f"12 {HASH}0",
        f"12 {HASH[:15]}",
        "1204",
        grouped("1234" * 16),
    ],
)
def test_less_than_a_number_and_sixteen_digits_is_no_head(text: str) -> None:
    with pytest.raises(Refused, match=re.escape("ledger.anchor_unreadable")):
        read_head(text)
