"""A paper's code proves itself, fits a readable QR code, and yields to no change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.texts import CODE_BYTES
from ltm_desktop.ledger.certificates import endorse, fingerprint_of
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.ledger.proof import LONGEST, PREFIX, ProofRecord, pack, read

CA = PrivateKey.generate()
TRUSTED = fingerprint_of(CA.public)
KEY = PrivateKey.generate()
NOW = datetime(2026, 3, 2, 10, 5, tzinfo=timezone(timedelta(hours=8)))


def record(operator: str = "li.na", **changed: str) -> ProofRecord:
    facts = {
        "study": "NCT05305885",
        "site": "SYN-01",
        "subject_id": "S01-0001",
        "item": "IND-1",
        "drug": "MTX",
        "amount": "10.00 mg",
        "access": "OMM",
        "checker": "wang.fang",
        "body_digest": "ab" * 16,
    }
    return ProofRecord(**(facts | changed), operator=operator, given_at=NOW)


def packed(one: ProofRecord, key: PrivateKey = KEY, ca: PrivateKey = CA) -> str:
    return pack(one, key, ca.public, endorse(ca, one.operator, key.public))


TEXT = packed(record())
ALPHABET = "".join(sorted(set(TEXT) | set("0Az!~")))


def code_of(text: str, trusted: str = TRUSTED) -> str:
    with pytest.raises(Refused) as caught:
        read(text, trusted)
    return caught.value.alerts[0].code


def test_a_record_comes_back_from_its_code() -> None:
    assert read(TEXT, TRUSTED) == record()
    assert read(TEXT, f" {TRUSTED.upper()}\n") == record()
    assert read(TEXT, TRUSTED).given_at.utcoffset() == timedelta(hours=8)


def test_the_longest_ids_still_fit() -> None:
    longest = record(
        "o" * 20,
        checker="c" * 20,
        subject_id="S" * 12,
        item="IND-10",
        site="SITE-12-CHAR",
        amount="50.00 mg",
    )
    assert len(packed(longest)) <= LONGEST
    assert read(packed(longest), TRUSTED) == longest


def test_the_longest_codes_that_the_forms_take_fit_together() -> None:
    longest = record(
        operator="n" * 20,
        checker="c" * 20,
        subject_id="S" * CODE_BYTES["subject"],
        site="S" * CODE_BYTES["site"],
        item="IND-10",
        amount="10.25 mg",
    )
    assert read(packed(longest), TRUSTED) == longest


def test_what_does_not_fit_is_refused_and_never_cut() -> None:
    for long in (record(drug="x" * 60), record(drug="x" * 300)):
        with pytest.raises(Refused, match="proof_too_long"):
            packed(long)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(ALPHABET))
def test_any_changed_character_is_refused(place: int, character: str) -> None:
    if TEXT[place] != character:
        altered = TEXT[:place] + character + TEXT[place + 1 :]
        assert code_of(altered).startswith("ledger.proof_")


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(ALPHABET))
def test_a_cut_or_lengthened_code_is_refused(length: int, more: str) -> None:
    assert code_of(TEXT[:length]) == "ledger.proof_unreadable"
    assert code_of(TEXT + more).startswith("ledger.proof_")


@given(st.text(max_size=400))
def test_any_other_text_is_unreadable(text: str) -> None:
    assert code_of(text) == "ledger.proof_unreadable"
    assert code_of(PREFIX + text) == "ledger.proof_unreadable"


def test_another_site_is_not_trusted() -> None:
    other = PrivateKey.generate()
    assert code_of(packed(record(), ca=other)) == "ledger.proof_untrusted"
    assert code_of(TEXT, "") == "ledger.proof_untrusted"
    assert code_of(TEXT, TRUSTED[:8] + "0" * 56) == "ledger.proof_forged"


def test_a_code_signed_with_a_key_nobody_endorsed_is_forged() -> None:
    thief = PrivateKey.generate()
    with pytest.raises(Refused, match="proof_untrusted"):
        pack(record(), thief, CA.public, endorse(CA, "li.na", KEY.public))
    with pytest.raises(Refused, match="proof_untrusted"):
        pack(record("someone.else"), KEY, CA.public, endorse(CA, "li.na", KEY.public))


def test_a_time_without_its_offset_or_with_fractions_is_refused() -> None:
    for moment in (
        datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None),
        NOW + timedelta(microseconds=1),
    ):
        with pytest.raises(ValueError, match="aware"):
            packed(replace(record(), given_at=moment))
