"""How far a person had a log verified: in nobody else's hand, of no other extent, readable."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import GENESIS_HASH, Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.ledger.vouched import Extent, Measure, Vouched, vouch

OWN = PrivateKey.generate()
OTHER = PrivateKey.generate()
AT = datetime(2026, 11, 22, 7, 31, tzinfo=timezone(timedelta(hours=8)))
EXTENT = Extent(Head("EX1", 41, "ab" * 32), "cd" * 32, "ef" * 32)
WORD = vouch("li.na", EXTENT, AT, OWN)


def test_the_word_holds_under_the_own_key_and_no_other() -> None:
    assert WORD.holds(OWN.public)
    assert not WORD.holds(OTHER.public)


@pytest.mark.parametrize(
    "other",
    [
        replace(WORD, person="wang.fang"),
        replace(WORD, at=AT + timedelta(days=1)),
        replace(WORD, extent=replace(EXTENT, head=Head("EX1", 42, "ab" * 32))),
        replace(WORD, extent=replace(EXTENT, head=Head("EX2", 41, "ab" * 32))),
        replace(WORD, extent=replace(EXTENT, entries="00" * 32)),
        replace(WORD, extent=replace(EXTENT, certified="00" * 32)),
    ],
)
def test_the_word_counts_for_nothing_else(other: Vouched) -> None:
    assert not other.holds(OWN.public)


def test_a_line_reads_back_and_shows_no_signature_when_printed() -> None:
    assert Vouched.from_line("li.na", WORD.to_line()) == WORD
    assert WORD.signature.hex() not in repr(WORD)


@given(st.text(max_size=300))
def test_no_other_text_is_read(text: str) -> None:
    with pytest.raises(NotCanonical):
        Vouched.from_line("li.na", text)


@pytest.mark.parametrize("at", ["yesterday", "2026-11-22T07:31:00", "20261122T073100+0800"])
def test_a_line_without_an_instant_is_none(at: str) -> None:
    line = WORD.to_line().replace(AT.isoformat(), at)
    with pytest.raises(NotCanonical):
        Vouched.from_line("li.na", line)


def test_the_measure_tells_order_content_and_the_certifying_stream_apart() -> None:
    one, two = (SealedEntry(seq, bytes([seq]), b"") for seq in (1, 2))
    head = Head("EX1", 2, GENESIS_HASH)

    def measured(*told: tuple[SealedEntry, str]) -> Extent:
        measure = Measure("site")
        for sealed, stream in told:
            measure.add(sealed, stream)
        assert measure.certified == measure.extent(head).certified
        return measure.extent(head)

    plain = measured((one, "site"), (two, "pat-1"))
    assert plain == measured((one, "site"), (two, "pat-2"))
    assert plain.entries != measured((two, "pat-1"), (one, "site")).entries
    assert plain.entries != measured((one, "site")).entries
    assert plain.certified != measured((one, "site"), (two, "site")).certified
    assert plain.certified == measured((one, "site")).certified


def test_an_instant_of_any_offset_reads_back() -> None:
    word = vouch("li.na", EXTENT, AT.astimezone(UTC), OWN)
    assert Vouched.from_line("li.na", word.to_line()) == word
