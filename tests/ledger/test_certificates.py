"""A site's authority issues certificates; other people's and cut names are seen."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from ltm_desktop.ledger.certificates import (
    check_endorsement,
    common_name,
    endorse,
    fingerprint,
    fingerprint_of,
    is_issued_by,
    issue,
    make_ca,
    person_of,
    public_key_of,
)
from ltm_desktop.ledger.keys import PrivateKey

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CA, CA_KEY = make_ca("Synthetic Site 合成站点", NOW)
KEY = PrivateKey.generate()
CERTIFICATE = issue(
    CA, CA_KEY, person_id="li.na", printed_name="李娜 Li Na", public=KEY.public, now=NOW
)


def test_a_certificate_says_who_and_by_whom() -> None:
    assert common_name(CERTIFICATE) == "李娜 Li Na"
    assert person_of(CERTIFICATE) == "li.na"
    assert person_of(CA) == ""
    assert public_key_of(CERTIFICATE) == KEY.public
    assert fingerprint(CERTIFICATE) == fingerprint_of(KEY.public)
    assert is_issued_by(CERTIFICATE, CA)


def test_another_authority_of_the_same_name_is_not_ours() -> None:
    other, _ = make_ca("Synthetic Site 合成站点", NOW)
    assert not is_issued_by(CERTIFICATE, other)
    assert fingerprint(other) != fingerprint(CA)


def test_a_person_is_no_authority() -> None:
    below = issue(
        CERTIFICATE, KEY, person_id="x.y", printed_name="X", public=CA_KEY.public, now=NOW
    )
    assert not is_issued_by(below, CERTIFICATE)


def test_certificates_outlive_forty_years_of_retention() -> None:
    for der in (CA, CERTIFICATE):
        certificate = x509.load_der_x509_certificate(der)
        assert certificate.not_valid_before_utc <= NOW
        assert certificate.not_valid_after_utc >= NOW + timedelta(days=40 * 365)


def test_a_long_chinese_name_is_cut_between_characters() -> None:
    ca, _ = make_ca("合成示例医院" * 10, NOW)
    assert common_name(ca).endswith("…")
    assert common_name(ca).startswith("合成示例医院")
    assert len(common_name(ca).encode()) <= 64


def test_what_is_no_certificate_is_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        public_key_of(b"not a certificate")


def test_an_endorsement_binds_person_and_key() -> None:
    word = endorse(CA_KEY, "li.na", KEY.public)
    assert check_endorsement(CA_KEY.public, "li.na", KEY.public, word)
    assert not check_endorsement(CA_KEY.public, "li.nb", KEY.public, word)
    assert not check_endorsement(CA_KEY.public, "li.na", CA_KEY.public, word)
    assert not check_endorsement(KEY.public, "li.na", KEY.public, word)


def test_a_certificate_of_another_kind_of_key_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Synthetic")])
    other = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=1))
        .sign(key, None)
        .public_bytes(serialization.Encoding.DER)
    )
    with pytest.raises(ValueError, match="P-256"):
        public_key_of(other)
