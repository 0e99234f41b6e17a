"""A person's own word on the newest head they saw: nobody else's, of no other head, readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.ledger.seen import Seen, see

OWN = PrivateKey.generate()
OTHER = PrivateKey.generate()
HEAD = Head("EX1", 41, "ab" * 32)


def test_the_word_holds_under_the_own_key_and_no_other() -> None:
    seen = see("li.na", HEAD, OWN)
    assert seen.holds(OWN.public)
    assert not seen.holds(OTHER.public)


@pytest.mark.parametrize(
    "head", [Head("EX2", 41, "ab" * 32), Head("EX1", 42, "ab" * 32), Head("EX1", 41, "cd" * 32)]
)
def test_the_word_counts_for_no_other_head(head: Head) -> None:
    assert not Seen("li.na", head, see("li.na", HEAD, OWN).signature).holds(OWN.public)


def test_the_word_counts_for_no_other_person() -> None:
    assert not Seen("wang.fang", HEAD, see("li.na", HEAD, OWN).signature).holds(OWN.public)


def test_a_line_reads_back_and_shows_no_signature_when_printed() -> None:
    seen = see("li.na", HEAD, OWN)
    assert Seen.from_line("li.na", seen.to_line()) == seen
    assert seen.signature.hex() not in repr(seen)


@given(st.text(max_size=300))
def test_no_other_text_is_read(text: str) -> None:
    with pytest.raises(NotCanonical):
        Seen.from_line("li.na", text)


@pytest.mark.parametrize("line", ["", "EX1 41", f"EX1 41 {'ab' * 32}", f"EX1 41 {'ab' * 32} 00"])
def test_a_head_without_a_whole_signature_is_none(line: str) -> None:
    with pytest.raises(NotCanonical):
        Seen.from_line("li.na", line)
