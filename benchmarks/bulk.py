"""The bulk loader: a course told once through the recorder, written for thousands of patients.

Bodies, envelopes, signatures and rows are those the recorder would have written with these ids at
this clock; only the way into the file is shorter: many entries a transaction, nothing decided anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text

from benchmarks.course import Person
from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.app.rows import ItemRow, PatientRow, Rows, WatchRow
from ltm_desktop.ledger.canonical import digest, encode
from ltm_desktop.ledger.entries import Cosignature, Entry, Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.engine import writing
from ltm_desktop.storage.heads import HeadsFile
from ltm_desktop.storage.list_writing import instant_of
from ltm_desktop.storage.search import index_text
from ltm_desktop.storage.tables import entries, items, patients, watched

Row = TypeVar("Row", PatientRow, ItemRow, WatchRow)

MARKED = (
    Person("QQQQQQQQ", "Familyname", "Givenname", "", ""),
    Person("QQQQQQQQ", "Familyname", "Givenname", "模板某某", "mu ban mou mou"),
)
"""Whose courses are told through the recorder, without a Chinese name and with one; every part of
what is theirs is replaced."""
AT_ONCE = 5_000
"""Entries of one transaction."""


@dataclass(frozen=True, slots=True)
class Template:
    """One course as the recorder wrote it, and what the lists say of it afterwards."""

    person: Person
    entries: tuple[Entry, ...]
    rows: Rows
    bodies: tuple[str, ...] = field(repr=False)
    """Canonical bytes of each body, as text."""
    shown: tuple[str, ...] = field(repr=False)
    """What each signer was shown."""

    @classmethod
    def of(cls, whose: Person, written: Iterable[SealedEntry], rows: Rows) -> "Template":
        """Take in the entries of a marked patient. Raises ValueError for what cannot be copied."""
        told = tuple(sealed.entry for sealed in written)
        if any(entry.papers or entry.heads or "clock" in entry.body for entry in told):
            raise ValueError("papers, logs beside and doubts belong to one patient only")
        if any((rows.inbox, rows.papers, rows.follow_ups, rows.queries, rows.serious)):
            raise ValueError("the loader writes no such rows")
        bodies = tuple(encode(dict(one.body)).decode() for one in told)
        return cls(whose, told, rows, bodies, tuple(_shown(one) for one in told))


class Loader:
    """Write the courses of many patients behind the newest entry of a closed site."""

    def __init__(
        self, engine: Engine, witness: HeadsFile, keys: Mapping[str, PrivateKey], head: Head
    ) -> None:
        self._engine = engine
        self._witness = witness
        self._keys = keys
        self.head = head
        self._versions: dict[str, int] = {}
        self._waiting: list[tuple[str, SealedEntry]] = []

    def write(self, template: Template, step: int, person: Person) -> None:
        """Write one act of a course for one patient."""
        stream, sealed = self._sealed(template, step, person)
        self._versions[stream] = sealed.seq
        self._waiting.append((stream, sealed))
        self.head = Head(self.head.log, sealed.seq, sealed.hash)
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def write_rows(self, told: Iterable[tuple[Template, Person]]) -> None:
        """Write what the lists say of patients, after their last act."""
        self.flush()
        page: list[Rows] = []
        for template, person in told:
            page.append(_renamed(template.rows, _renaming(template.person, person)))
            if len(page) >= AT_ONCE:
                self._put(page)
                page = []
        self._put(page)

    def flush(self) -> None:
        """Bring what waits into the file, then its heads out of it."""
        if not self._waiting:
            return
        with writing(self._engine) as connection:
            connection.execute(entries.insert(), [_row(*one) for one in self._waiting])
        log = self.head.log
        self._witness.append([Head(log, one.seq, one.hash) for _, one in self._waiting])
        self._waiting.clear()

    def _sealed(self, template: Template, step: int, person: Person) -> tuple[str, SealedEntry]:
        """Return one act of a course as another patient's: the stream, and what is kept.

        The body is renamed as text and never read, for a million of them; `test_bulk_loader`
        holds the outcome against what the recorder writes, byte by byte.
        """
        old, rename = template.entries[step], _renaming(template.person, person)
        stream, body = rename(old.stream), rename(template.bodies[step]).encode()
        facts = (digest(body), digest(rename(template.shown[step]).encode()))
        version = self._versions.get(stream, 0)
        signed = tuple(self._cosigned(one, facts, stream, version) for one in old.cosignatures)
        envelope = replace(
            old,
            seq=self.head.seq + 1,
            previous=self.head.hash,
            stream=stream,
            body={},
            cosignatures=signed,
        )
        raw = envelope.to_bytes().replace(b'"body":{}', b'"body":' + body, 1)
        key = self._keys[old.author]
        return stream, SealedEntry(envelope.seq, raw, key.sign(raw))

    def _cosigned(
        self, old: Cosignature, facts: tuple[str, str], stream: str, version: int
    ) -> Cosignature:
        body, shown = facts
        unsigned = replace(old, body=body, shown=shown, chart=version, signature=b"")
        statement = unsigned.statement(self.head.log, stream)
        return replace(unsigned, signature=self._keys[old.person].sign(statement))

    def _put(self, page: Sequence[Rows]) -> None:
        if not page:
            return
        with writing(self._engine) as connection:
            first = 1 + (connection.scalar(text("SELECT max(id) FROM patients")) or 0)
            numbered = list(enumerate((one.patient for one in page), first))
            connection.execute(patients.insert(), [{"id": n, **asdict(r)} for n, r in numbered])
            fill = text("INSERT INTO search(rowid, text) VALUES (:number, :text)")
            connection.execute(fill, [{"number": n, "text": index_text(r)} for n, r in numbered])
            _insert(connection, page)


def _shown(entry: Entry) -> str:
    shown: Any = entry.body["shown"]
    return str(shown["text"])


def keys_of(cabinet: KeyCabinet, secret: str) -> dict[str, PrivateKey]:
    """Return everybody's own key, opened with the secret they share."""
    return {person: cabinet.unlock(person, secret).key for person in cabinet.people()}


def _insert(connection: Connection, page: Sequence[Rows]) -> None:
    planned = [{"place": n, **asdict(r)} for one in page for n, r in enumerate(one.items)]
    connection.execute(items.insert(), planned)
    seen = [{"instant": instant_of(r.sampled_at), **asdict(r)} for one in page for r in one.watched]
    connection.execute(watched.insert(), seen)


def _row(stream: str, sealed: SealedEntry) -> dict[str, object]:
    return {
        "seq": sealed.seq,
        "stream": stream,
        "raw": sealed.raw,
        "signature": sealed.signature,
        "hash": sealed.hash,
    }


Renaming = Callable[[str], str]


def _renaming(old: Person, new: Person) -> Renaming:
    """Return what puts one patient in another's place in a text."""
    pairs = [
        (old.mark, new.mark),
        (old.family, new.family),
        (old.family.upper(), new.family.upper()),
        (old.family.casefold(), new.family.casefold()),
        (old.given.casefold(), new.given.casefold()),
        (old.given, new.given),
        (old.han, new.han),
        (old.pinyin, new.pinyin),
    ]

    def rename(told: str) -> str:
        for one, other in pairs:
            told = told.replace(one, other)
        return told

    return rename


def _renamed(rows: Rows, rename: Renaming) -> Rows:
    return Rows(
        patient=_like(rows.patient, rename),
        items=tuple(_like(one, rename) for one in rows.items),
        watched=tuple(_like(one, rename) for one in rows.watched),
    )


def _like(row: Row, rename: Renaming) -> Row:
    told: Any = {one.name: getattr(row, one.name) for one in fields(row)}
    changed: Any = {n: rename(v) for n, v in told.items() if isinstance(v, str)}
    return replace(row, **changed)
