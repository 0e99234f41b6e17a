"""A second verifier of a ledger, written from its description and not from the program's code.

python independent_verifier.py EXPORT.json [--anchor HEAD]: 0 whole, 1 altered, 2 unreadable.
Standard library and cryptography library only. EXPORT.json holds the tables `entries` and `papers`
as they stand and the lines of the heads file; bytes are written as {"hex": ".."}.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

Row = dict[str, Any]
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Altered(Exception):
    """Say what does not hold, and at which entry."""


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def holds(key: Any, signature: bytes, data: bytes) -> bool:
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (0 < r < ORDER and 0 < s <= ORDER // 2):
        return False
    try:
        key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def certificate_of(der: str) -> Any:
    return x509.load_der_x509_certificate(base64.b64decode(der))


def key_of(certificate: Any) -> tuple[Any, str]:
    key = certificate.public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key, sha256(key.public_bytes(serialization.Encoding.DER, form))


class Ledger:
    def __init__(self) -> None:
        self.log, self.previous, self.authority = "", "0" * 64, None
        self.hashes, self.versions, self.papers = dict[int, str](), Row(), Row()
        self.keys, self.newest, self.gone = Row(), Row(), set[str]()

    def add(self, row: Row) -> None:
        seq = len(self.hashes) + 1
        if row["seq"] != seq:
            raise Altered(seq, "the sequence has a gap")
        try:
            entry = json.loads(row["raw"].decode())
            if canonical(entry) != row["raw"] or len(entry) != 13 or entry["schema"] != 1:
                raise Altered(seq, "the bytes are not those of an entry")
            self.follow(seq, entry, row)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Altered(seq, f"another form than an entry's: {error!r}") from None

    def follow(self, seq: int, entry: Row, row: Row) -> None:
        self.learn(seq, entry)
        self.log = self.log or entry["log"]
        if entry["seq"] != seq or entry["previous"] != self.previous or entry["log"] != self.log:
            raise Altered(seq, "does not follow the entry before")
        author = self.key(seq, entry["author"], entry["certificate"])
        if not holds(author, row["signature"], row["raw"]):
            raise Altered(seq, "the author's signature does not hold")
        for one in entry["cosignatures"]:
            self.cosigned(seq, entry, one)
        self.previous = sha256(row["raw"] + row["signature"])
        if row["hash"] != self.previous or row["stream"] != entry["stream"]:
            raise Altered(seq, "a column beside the entry differs")
        self.hashes[seq], self.versions[entry["stream"]] = self.previous, seq
        self.papers |= {paper["sha256"]: seq for paper in entry["papers"]}

    def cosigned(self, seq: int, entry: Row, one: Row) -> None:
        body, shown = sha256(canonical(entry["body"])), entry["body"]["shown"]
        seen = (body, sha256(shown["text"].encode()), shown["language"])
        if (one["body"], one["shown"], one["language"]) != seen:
            raise Altered(seq, "a signature is over something else")
        if one["chart"] != self.versions.get(entry["stream"], 0):
            raise Altered(seq, "a signature was given over another version")
        said = {**one, "log": entry["log"], "stream": entry["stream"]}
        signature = bytes.fromhex(said.pop("signature"))
        if not holds(self.key(seq, one["person"], one["certificate"]), signature, canonical(said)):
            raise Altered(seq, "a signature does not hold")

    def key(self, seq: int, person: str, certificate: str) -> Any:
        held = self.keys.get(certificate)
        if held and held["person"] == person and self.counts(held, seq):
            return held["key"]
        raise Altered(seq, f"no certificate of {person} counts here")

    def counts(self, held: Row, seq: int) -> bool:
        return seq == 1 or bool(0 < held["since"] <= seq and not 0 < held["until"] <= seq)

    def learn(self, seq: int, entry: Row) -> None:
        """Certificates count only when the ledger entered them, witnessed and accepted."""
        for event in entry["body"]["events"] if entry["stream"] == "site" else ():
            told, shape = event["data"], event["shape"].partition("/")[0]
            if shape == "SiteFounded" and self.authority is None:
                self.authority = certificate_of(told["authority"])
                if key_of(self.authority)[1] != told["authority_fingerprint"]:
                    raise Altered(seq, "the authority is another one")
            elif shape == "CertificateEntered":
                self.enter(seq, entry, told)
            elif shape == "CertificateAccepted":
                newest = self.newest.get(told["person"], "")
                own = entry["author"] == told["person"] and told["fingerprint"] == newest
                if not own or newest not in self.keys or self.keys[newest]["since"]:
                    raise Altered(seq, "a certificate accepted by somebody else")
                self.keys[newest]["since"] = seq
            elif shape == "PersonRetired":
                self.end(told["person"], seq + 1)
                self.gone.add(told["person"])

    def enter(self, seq: int, entry: Row, told: Row) -> None:
        certificate = certificate_of(told["certificate"])
        try:
            certificate.verify_directly_issued_by(self.authority)
        except (InvalidSignature, ValueError, TypeError):
            raise Altered(seq, "a certificate of another authority") from None
        names = certificate.subject.get_attributes_for_oid(x509.NameOID.USER_ID)
        person, (key, own) = told["person"], key_of(certificate)
        if [one.value for one in names] != [person] or own != told["fingerprint"]:
            raise Altered(seq, "a certificate of somebody else")
        able = {one["person"] for one in self.keys.values() if seq > 1 and self.counts(one, seq)}
        able -= {entry["author"], person, *self.gone}
        before = any(one["person"] == person and one["since"] for one in self.keys.values())
        stood = {one["person"] for one in entry["cosignatures"] if one["meaning"] == "witnessed"}
        witness = told["witness"]
        minted = bool(able) or before if witness is None else witness not in able & stood
        if minted or own in self.keys or person in self.gone:
            raise Altered(seq, f"a certificate minted in the name of {person}")
        self.end(person, seq)
        self.keys[own] = {"person": person, "key": key, "since": 0, "until": 0}
        self.newest[person] = own

    def end(self, person: str, until: int) -> None:
        for held in self.keys.values():
            if held["person"] == person and not held["until"]:
                held["until"] = until


def verify(export: Row, anchor: str = "") -> tuple[int, str]:
    """Return (0, "") for a whole ledger, else the first entry that does not hold and why."""
    ledger, found = Ledger(), list[Any]()
    try:
        for row in export["entries"]:
            ledger.add(row)
    except Altered as altered:
        found.append(altered.args)
    for line in (*export["heads"], *([anchor] if anchor else ())):
        log, seq, known = line.split(" ")
        own = ledger.hashes.get(int(seq))
        if (own is None and not found) or (own is not None and (own, ledger.log) != (known, log)):
            found.append((int(seq), "not the entry that was witnessed"))
            break
    if not found and len(ledger.hashes) - len(export["heads"]) > 16:  # a power cut costs a few
        found.append((len(export["heads"]) + 1, "the heads file is far behind"))
    return min(found or papers(export["papers"], dict(ledger.papers)), default=(0, ""))


def papers(rows: list[Row], named: dict[str, int]) -> Iterator[tuple[int, str]]:
    for row in rows:
        name, pdf, seq = row["sha256"], row["pdf"], row["seq"]
        known = named.pop(name, 0) if isinstance(name, str) else 0
        if not known or known != seq or not isinstance(pdf, bytes) or sha256(pdf) != name:
            yield known or (seq if isinstance(seq, int) else 0), "a paper was replaced"
    yield from ((seq, "a paper is missing") for seq in named.values())


if __name__ == "__main__":
    try:
        export = json.loads(
            Path(sys.argv[1]).read_bytes(),
            object_hook=lambda one: bytes.fromhex(one["hex"]) if "hex" in one else one,
        )
        seq, what = verify(export, sys.argv[3] if sys.argv[2:3] == ["--anchor"] else "")
    except (OSError, ValueError, LookupError) as error:
        sys.stdout.write(f"unreadable: {error!r}\n")
        sys.exit(2)
    sys.stdout.write(f"altered at entry {seq}: {what}\n" if what else "whole\n")
    sys.exit(1 if what else 0)
