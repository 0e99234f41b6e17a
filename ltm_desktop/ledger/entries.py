"""What one entry of the ledger is, and its exact bytes.

An entry names who wrote it, when, after which entry, about which stream; its body is plain data
this layer does not understand. Unknown fields, missing fields and other bytes are refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property

from ltm_desktop.ledger.canonical import NotCanonical, Plain, decode, digest, encode, write

SCHEMA = 1
GENESIS_HASH = "0" * 64
"""The hash before the first entry."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_NAME = re.compile(r"\S{1,80}")
_LINE = re.compile(r"(\S{1,80}) (0|[1-9][0-9]{0,15}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """A place in a log: everything up to it is fixed by its hash."""

    log: str
    seq: int
    hash: str

    @property
    def short(self) -> str:
        """The first 16 hexadecimal digits in groups of four, for print and for reading aloud."""
        return " ".join(self.hash[at : at + 4] for at in range(0, 16, 4))

    def agrees(self, known: str) -> bool:
        """Tell whether a whole hash begins with these digits: of one typed, maybe the first 16."""
        return known.startswith(self.hash)

    def to_line(self) -> str:
        """Return `log seq hash`, the form heads have outside the store."""
        return f"{self.log} {self.seq} {self.hash}"

    @classmethod
    def from_line(cls, line: str) -> "Head":
        """Read `log seq hash`. Raises NotCanonical."""
        told = _LINE.fullmatch(line)
        if told is None:
            raise NotCanonical("not a head")
        log, seq, hash_ = told.groups()
        return cls(log, int(seq), hash_)


def genesis(log: str) -> Head:
    """Return the head of a log before its first entry."""
    return Head(log, 0, GENESIS_HASH)


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A person's signature with a meaning, over the body, the chart seen and the text shown."""

    person: str
    certificate: str
    """Fingerprint of the certificate the person signed with."""
    meaning: str
    signed_at: str
    """ISO instant with offset."""
    body: str
    """Digest of the canonical bytes of the body."""
    chart: int
    """Version of the stream that was on the screen: its newest entry before this one."""
    shown: str
    """Digest of the text that was on the screen, UTF-8."""
    language: str
    signature: bytes = field(repr=False)

    def statement(self, log: str, stream: str) -> bytes:
        """Return the bytes this signature stands under; it counts in no other stream."""
        return write(
            {
                "body": self.body,
                "certificate": self.certificate,
                "chart": self.chart,
                "language": self.language,
                "log": log,
                "meaning": self.meaning,
                "person": self.person,
                "shown": self.shown,
                "signed_at": self.signed_at,
                "stream": stream,
            }
        )


@dataclass(frozen=True, slots=True)
class PaperRef:
    """An issued PDF that stands or falls with its entry."""

    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as its author sealed it."""

    log: str
    seq: int
    previous: str
    """Hash of the entry before."""
    recorded_at: str
    """ISO instant with offset, by this computer's clock."""
    zone: str
    """IANA zone of the site."""
    author: str
    certificate: str
    """Fingerprint of the author's certificate."""
    stream: str
    body: Mapping[str, Plain] = field(repr=False)
    heads: Mapping[str, str] = field(default_factory=dict)
    """Other logs, of other installations or beside the ledger: log to the newest hash seen."""
    cosignatures: tuple[Cosignature, ...] = ()
    papers: tuple[PaperRef, ...] = ()
    schema: int = SCHEMA

    @property
    def body_digest(self) -> str:
        """What cosigners sign and papers carry."""
        # an entry's bytes were looked at when it was read, or are when it is written
        return digest(write(self.body))

    def to_bytes(self) -> bytes:
        """Return the canonical bytes the author signs."""
        return encode(
            {
                "author": self.author,
                "body": dict(self.body),
                "certificate": self.certificate,
                "cosignatures": [_cosignature_out(one) for one in self.cosignatures],
                "heads": dict(self.heads),
                "log": self.log,
                "papers": [{"kind": one.kind, "sha256": one.sha256} for one in self.papers],
                "previous": self.previous,
                "recorded_at": self.recorded_at,
                "schema": self.schema,
                "seq": self.seq,
                "stream": self.stream,
                "zone": self.zone,
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Entry":
        """Read an entry's exact bytes. Raises NotCanonical."""
        plain = _fields(decode(raw), _ENTRY_FIELDS)
        if plain["schema"] != SCHEMA:
            raise NotCanonical("entry of an unknown schema")
        return cls(
            log=_name(plain["log"]),
            seq=_count(plain["seq"], 1),
            previous=_sha256(plain["previous"]),
            recorded_at=_instant(plain["recorded_at"]),
            zone=_name(plain["zone"]),
            author=_name(plain["author"]),
            certificate=_sha256(plain["certificate"]),
            stream=_name(plain["stream"]),
            body=_mapping(plain["body"]),
            heads={_name(log): _sha256(at) for log, at in _mapping(plain["heads"]).items()},
            cosignatures=tuple(_cosignature_in(one) for one in _list(plain["cosignatures"])),
            papers=tuple(_paper_in(one) for one in _list(plain["papers"])),
        )


@dataclass(frozen=True)
class SealedEntry:
    """An entry as it is kept: the very bytes that were signed, and the author's signature."""

    seq: int
    raw: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @cached_property
    def hash(self) -> str:
        """SHA-256 over bytes and signature; the next entry names it."""
        return digest(self.raw + self.signature)

    @cached_property
    def entry(self) -> Entry:
        """The entry these bytes say. Raises NotCanonical."""
        return Entry.from_bytes(self.raw)


def body_digest(body: Mapping[str, Plain]) -> str:
    """Return the digest of a body's canonical bytes."""
    return digest(encode(dict(body)))


_ENTRY_FIELDS = frozenset(one.name for one in fields(Entry))
_COSIGNATURE_FIELDS = frozenset(one.name for one in fields(Cosignature))
_PAPER_FIELDS = frozenset(one.name for one in fields(PaperRef))


def _cosignature_out(one: Cosignature) -> dict[str, Plain]:
    return {
        "body": one.body,
        "certificate": one.certificate,
        "chart": one.chart,
        "language": one.language,
        "meaning": one.meaning,
        "person": one.person,
        "shown": one.shown,
        "signature": one.signature.hex(),
        "signed_at": one.signed_at,
    }


def _cosignature_in(value: Plain) -> Cosignature:
    plain = _fields(value, _COSIGNATURE_FIELDS)
    signature = plain["signature"]
    if not isinstance(signature, str) or not _SIGNATURE.fullmatch(signature):
        raise NotCanonical("not a signature")
    return Cosignature(
        person=_name(plain["person"]),
        certificate=_sha256(plain["certificate"]),
        meaning=_name(plain["meaning"]),
        signed_at=_instant(plain["signed_at"]),
        body=_sha256(plain["body"]),
        chart=_count(plain["chart"], 0),
        shown=_sha256(plain["shown"]),
        language=_name(plain["language"]),
        signature=bytes.fromhex(signature),
    )


def _paper_in(value: Plain) -> PaperRef:
    plain = _fields(value, _PAPER_FIELDS)
    return PaperRef(_name(plain["kind"]), _sha256(plain["sha256"]))


def _mapping(value: Plain) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise NotCanonical("not an object")
    return value


def _fields(value: Plain, names: frozenset[str]) -> dict[str, Plain]:
    plain = _mapping(value)
    if plain.keys() != names:
        raise NotCanonical("fields missing or unknown")
    return plain


def _list(value: Plain) -> list[Plain]:
    if not isinstance(value, list):
        raise NotCanonical("not a list")
    return value


def _name(value: Plain) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise NotCanonical("not a name")
    return value


def _sha256(value: Plain) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise NotCanonical("not a digest")
    return value


def _count(value: Plain, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise NotCanonical("not a count")
    return value


def _instant(value: Plain) -> str:
    try:
        if not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is None:
            raise NotCanonical("not an instant with its offset")
    except ValueError:
        raise NotCanonical("not an instant") from None
    return value
