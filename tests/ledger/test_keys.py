"""Keys sign exactly one way and never show themselves."""

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.ledger.keys import PrivateKey, PublicKey
from ltm_desktop.ledger.points import candidates

KEY = PrivateKey.generate()
OTHER = PrivateKey.generate()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@given(st.binary(max_size=200))
def test_a_signature_holds_for_its_own_bytes_and_key_only(data: bytes) -> None:
    signature = KEY.sign(data)
    assert len(signature) == 64
    assert KEY.public.verify(signature, data)
    assert not KEY.public.verify(signature, data + b"x")
    assert not OTHER.public.verify(signature, data)


@given(st.binary(max_size=50), st.integers(0, 511))
def test_no_flipped_bit_leaves_a_valid_signature(data: bytes, bit: int) -> None:
    signature = bytearray(KEY.sign(data))
    signature[bit // 8] ^= 1 << bit % 8
    assert not KEY.public.verify(bytes(signature), data)


@given(st.binary(max_size=50))
def test_the_mirror_of_a_signature_is_not_a_second_signature(data: bytes) -> None:
    signature = KEY.sign(data)
    s = int.from_bytes(signature[32:], "big")
    mirrored = signature[:32] + (ORDER - s).to_bytes(32, "big")
    assert s <= ORDER // 2
    assert not KEY.public.verify(mirrored, data)


@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\xff" * 64, b"\1" * 63, b"\1" * 65])
def test_what_is_no_signature_is_refused_without_an_error(signature: bytes) -> None:
    assert not KEY.public.verify(signature, b"data")


def test_keys_come_back_from_their_bytes() -> None:
    assert PrivateKey.from_pkcs8(KEY.to_pkcs8()).public == KEY.public
    assert PublicKey.from_bytes(bytes(KEY.public)) == KEY.public
    assert hash(PublicKey.from_bytes(bytes(KEY.public))) == hash(KEY.public)
    assert KEY.public != OTHER.public
    assert len(bytes(KEY.public)) == 33


def test_other_kinds_of_keys_are_refused() -> None:
    wrong_curve = ec.generate_private_key(ec.SECP384R1())
    pkcs8 = (
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for build in (
        lambda: PrivateKey(wrong_curve),
        lambda: PublicKey(wrong_curve.public_key()),
        lambda: PrivateKey.from_pkcs8(b"not a key"),
        lambda: PrivateKey.from_pkcs8(ed25519.Ed25519PrivateKey.generate().private_bytes(*pkcs8)),
        lambda: PublicKey.from_bytes(b"\x02" * 32),
        lambda: PublicKey.from_bytes(b"\x02" + b"\xff" * 32),
    ):
        with pytest.raises(ValueError, match=r".*"):
            build()


def test_a_key_never_shows_itself() -> None:
    secret = KEY.crypto.private_numbers().private_value
    for shown in (repr(KEY), str(KEY), f"{KEY}", repr([KEY]), repr(KEY.public)):
        assert str(secret) not in shown
        assert f"{secret:x}" not in shown


@settings(max_examples=20)
@given(st.binary(max_size=50))
def test_a_signature_leads_back_to_the_key_that_made_it(data: bytes) -> None:
    found = [key for key in candidates(KEY.sign(data), data) if key == KEY.public]
    assert found == [KEY.public]


@settings(max_examples=20)
@given(st.binary(min_size=64, max_size=64))
def test_any_other_bytes_lead_to_no_known_key(signature: bytes) -> None:
    assert KEY.public not in list(candidates(signature, b"data"))


def test_zero_leads_nowhere() -> None:
    assert list(candidates(b"\0" * 64, b"data")) == []


def test_a_signature_that_cancels_itself_leads_nowhere() -> None:
    # With r the abscissa of G and s the digest, sR - eG is the point at infinity for one parity.
    r = 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296
    s = int.from_bytes(hashlib.sha256(b"data").digest(), "big")
    assert len(list(candidates(r.to_bytes(32, "big") + s.to_bytes(32, "big"), b"data"))) == 1
