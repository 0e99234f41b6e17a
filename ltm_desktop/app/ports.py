"""What the app needs from the world; each port is kept by one door and one contract suite."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from ltm_desktop.app.imported import ProposedCourse, ProposedSession
from ltm_desktop.app.imported_labs import LabFile
from ltm_desktop.app.rows import (
    FollowUpRow,
    InboxRow,
    ItemRow,
    PaperRow,
    PatientRow,
    QueryRow,
    Rows,
    SeriousRow,
    WatchRow,
)
from ltm_desktop.app.store_parts import StoreParts
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey


class Clock(Protocol):
    """The only source of now."""

    def now(self) -> datetime:
        """Return the aware time in the site's zone."""


@runtime_checkable
class SteadyClock(Protocol):
    """A clock that also counts time nobody can set; not every clock of a story has one."""

    def steady(self) -> timedelta:
        """Return the time since the machine started, its sleep counted."""

    def computer_offset(self) -> str:
        """Return the computer's own offset from UTC, such as +08:00."""


class Ids(Protocol):
    """The only source of new identities."""

    def new(self, prefix: str) -> str:
        """Return an id never used before, such as `adm-5f3k…`."""


class Transaction(Protocol):
    """One write under the lock: everything or nothing."""

    def head(self) -> Head:
        """Return the newest entry's place and hash."""

    def entries(self, stream: str) -> Sequence[SealedEntry]:
        """Return a stream's entries, oldest first."""

    def beside(self) -> Mapping[str, str]:
        """Return the newest link of every log beside the ledger."""

    def append(self, sealed: SealedEntry, stream: str) -> None:
        """Add the next entry."""

    def put_paper(self, sha256: str, pdf: bytes, seq: int) -> None:
        """Keep the very bytes of an issued PDF."""

    def put_rows(self, stream: str, rows: Rows | None) -> None:
        """Make the read models say this about one patient; None takes it all away."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry, and what the store keeps beside it to find it by."""

    sealed: SealedEntry
    stream: str
    hash: str


class Store(StoreParts, Protocol):
    """The encrypted store of one installation."""

    log: str

    def write(self) -> AbstractContextManager[Transaction]:
        """Open the one write transaction. Raises Unavailable when the lock or disk says no."""

    def head(self) -> Head:
        """Return the newest entry's place and hash."""

    def entries(self, stream: str | None = None, *, after: int = 0) -> Iterator[SealedEntry]:
        """Yield entries in sequence, of one stream or all, after a sequence number."""

    def newest(
        self, stream: str | None = None, *, before: int = 0, most: int = 100
    ) -> Sequence[SealedEntry]:
        """Return entries newest first, of one stream or all, before a sequence number; 0: any."""

    def stream_version(self, stream: str) -> int:
        """Return the sequence number of a stream's newest entry, 0 when it has none."""

    def streams(self) -> Sequence[str]:
        """Return every stream that has entries, in order of first appearance."""

    def kept(self, *, after: int = 0) -> Iterator["Kept"]:
        """Yield every entry in sequence with what stands beside it in the store."""

    def stream_of(self, seq: int) -> str:
        """Return the stream column kept beside an entry."""

    def hash_of(self, seq: int) -> str:
        """Return the hash column kept beside an entry."""

    def paper(self, sha256: str) -> bytes:
        """Return an issued PDF. Raises Unavailable when it is not there."""

    def paper_digests(self) -> Iterator[tuple[str, bytes, int]]:
        """Yield (stored digest, bytes, entry sequence) of every issued PDF."""

    def rows(self, patient_id: str) -> Rows | None:
        """Return what the read models hold about one patient."""

    def rows_of(self, patient_ids: Collection[str]) -> Mapping[str, Rows]:
        """Return what the read models hold about some patients; unknown ones are left out."""

    def disordered(self, patient_ids: Collection[str]) -> frozenset[str]:
        """Return those whose rows do not stand in the order or under the words they tell."""

    def patient(self, patient_id: str) -> PatientRow | None:
        """Return one patient's line; None for an unknown one."""

    def items_of(self, patient_ids: Collection[str]) -> Sequence[ItemRow]:
        """Return the planned items of some patients, each one's in their order."""

    def items_come(self, today: date) -> Sequence[ItemRow]:
        """Return unsettled items whose day, window or end of a hold has come."""

    def shared_names(self, keys: Collection[str], han_names: Collection[str]) -> frozenset[str]:
        """Return those of these names that more than one patient has."""

    def count_by_status(self) -> Mapping[str, int]:
        """Return how many patients stand where in the study."""

    def patients(self, query: str = "", *, limit: int = 500, skip: int = 0) -> Sequence[PatientRow]:
        """Return patients whose name, pinyin, birth date or identifiers contain every word."""

    def patient_of(self, subject_id: str) -> str | None:
        """Return the patient who carries a subject number, however its letters are cased."""

    def patient_count(self) -> int:
        """Return how many patients there are."""

    def open_items(self, until: date) -> Sequence[ItemRow]:
        """Return unsettled items scheduled up to a day, and every injection in progress."""

    def observed(self) -> Sequence[FollowUpRow]:
        """Return injections whose observation nobody has ended, oldest first."""

    def called(self, since: datetime) -> Sequence[FollowUpRow]:
        """Return the newest lumbar puncture of each patient since a moment, oldest first."""

    def inbox(self) -> Sequence[InboxRow]:
        """Return records waiting for a signature, oldest first."""

    def queries(self) -> Sequence[QueryRow]:
        """Return questions nobody has closed, oldest first."""

    def serious(self) -> Sequence[SeriousRow]:
        """Return serious events that are still followed, in the order they were judged."""

    def to_judge(self, since: datetime) -> Sequence[WatchRow]:
        """Return patients with an event nobody judged, or with a result drawn since a moment."""

    def severe(self) -> Sequence[WatchRow]:
        """Return patients with a toxicity of grade 3 or above that goes on."""

    def unheard(self, signs: Collection[str], before: date, most: int) -> Sequence[WatchRow]:
        """Return patients without one of these signs of life since a day, longest ago first."""

    def papers(self, patient_id: str | None = None) -> Sequence[PaperRow]:
        """Return issued PDFs, newest first."""

    def head_at(self, seq: int) -> Head | None:
        """Return the head after one entry, from its bytes; None past the newest."""

    def witnessed(self, *, after: int = 0) -> Iterator[Head]:
        """Yield the heads kept outside the database after an entry, oldest first."""

    def drafts(self) -> "Drafts":
        """Return the drafts kept in this store."""

    def alert_log(self) -> "AlertLog":
        """Return what was shown in this store's window, and what became of it."""

    def beside(self) -> Iterator["BesideRow"]:
        """Yield every row of the logs beside the ledger, log by log, oldest first."""

    def patient_rows(self) -> Iterator[str]:
        """Yield the ids of every patient the read models know."""

    def close(self) -> None:
        """Close connections and release the lock."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished form; never a record."""

    workstation: str
    author: str
    patient_id: str
    topic: str
    fields: Mapping[str, str]
    saved_at: str
    focus: str = ""
    """The name of the field a person was in; empty where the form does not tell."""

    def __repr__(self) -> str:
        """Show whose it is and nothing that was typed."""
        return f"Draft({self.workstation}, {self.author}, {self.patient_id}, {self.topic})"


@dataclass(frozen=True, slots=True)
class DiscardedDraft:
    """That somebody threw a draft away: ids and times, never what was typed."""

    workstation: str
    author: str
    patient_id: str
    topic: str
    kept_at: str
    discarded_at: str


class Drafts(Protocol):
    """Unfinished forms, kept apart from records in the encrypted store."""

    def save(self, draft: Draft) -> None:
        """Keep a form as it stands, durably."""

    def find(self, workstation: str, author: str, patient_id: str, topic: str) -> Draft | None:
        """Return the draft of one form."""

    def of(self, workstation: str, author: str) -> Sequence[Draft]:
        """Return a person's drafts at one workstation, newest first."""

    def drop(self, workstation: str, author: str, patient_id: str, topic: str) -> None:
        """Forget a draft, because its record stands or nothing is typed in it any more."""

    def discard(self, workstation: str, author: str, patient_id: str, topic: str, at: str) -> None:
        """Throw a draft away by the person's choice; that it was is kept, in ids and times."""

    def discarded(self) -> Sequence[DiscardedDraft]:
        """Return every draft that was thrown away, oldest first."""

    def count_others(self, workstation: str, author: str) -> int:
        """Return how many drafts other people have at one workstation."""


class AlertState(StrEnum):
    """How it stands with an alert that was shown."""

    SHOWN = "shown"
    ACTED_ON = "acted_on"
    """It went away because something was changed, or the step was left."""
    OVERRIDDEN = "overridden"
    """A physician signed to pass it."""
    TOLD = "told"
    """What happened was recorded although it stood."""

    @property
    def kept(self) -> bool:
        """Tell whether people went on although the alert stood; that is never taken back."""
        return self in {AlertState.OVERRIDDEN, AlertState.TOLD}

    def may_become(self, state: "AlertState") -> bool:
        """Tell whether this state gives way to a later one."""
        return not self.kept and state is not self


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """One finding about one act, in ids and codes: no name and no value."""

    patient_id: str
    act: str
    """The planned dose, or the identity of a session."""
    code: str
    evidence: str
    """A digest of what was found: the same finding again is the same alert."""
    rule: str
    """H01 to H20, else the source the domain names."""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A state an alert came to, and when."""

    alert: ShownAlert
    state: AlertState
    at: str
    """ISO instant with the site's offset."""


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A row of a log beside the ledger: its place, its link, and whether the link follows."""

    log: str
    number: int
    link: str
    holds: bool


class AlertLog(Protocol):
    """What the program showed and what became of it: rows that only grow, beside the ledger."""

    def note_shown(self, alerts: Iterable[ShownAlert], at: str) -> None:
        """Keep that alerts are shown; one that is shown already, or was kept, stays as it is."""

    def note_outcome(self, alerts: Iterable[ShownAlert], state: AlertState, at: str) -> None:
        """Keep what became of alerts that were shown; of any other nothing is kept."""

    def rows(self, patient_id: str = "", act: str = "") -> Sequence[AlertRow]:
        """Return every state, oldest first; of one act where one is named."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a person's secret opens; holds keys, so it is never printed or logged."""

    person: str
    data_key: bytes
    key: PrivateKey
    ca_key: PrivateKey | None = None

    def __repr__(self) -> str:
        """Show the person and nothing else."""
        return f"Unlocked({self.person})"


REFUSED = "refused"
"""What the journal calls a wrong secret; a lock is called by its cause."""
READ = "read:"
"""How the journal calls a look; what a copy was made of follows."""
DOUBT = "doubt:"
"""How it calls what somebody's own witness found; the finding follows."""
STRANGER = "?"
"""Stands for an id the site does not know: it may be a secret typed in the wrong field."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What happened where nobody's key could sign it: ids only, never what was typed."""

    at: str
    """ISO instant with offset."""
    person: str
    """The user id; a question mark for one the site does not know."""
    what: str = REFUSED
    """A wrong secret, the cause of a lock, or a look."""


class AccessJournal(Protocol):
    """What waits outside the store to be sealed into the ledger at the next sign-in."""

    def note(self, what: str, person: str, at: datetime) -> None:
        """Keep it durably. Raises Unavailable."""

    def unsealed(self) -> Sequence[Noted]:
        """Return what waits, oldest first."""

    def forget(self, sealed: Collection[Noted]) -> None:
        """Let go of what the ledger holds now. Raises Unavailable."""


class SeenBook(Protocol):
    """What each person's own key said of the newest head it saw: a line a person."""

    def read(self, person: str) -> str:
        """Return a person's line; empty where there is none. Raises Unavailable."""

    def write(self, person: str, line: str) -> None:
        """Keep a person's line durably, in place of the older one. Raises Unavailable."""


class KeyCabinet(Protocol):
    """The key file: every person's slot, the recovery slot, nothing unwrapped on disk."""

    def people(self) -> Sequence[str]:
        """Return the ids that have a slot."""

    def is_whole(self) -> bool:
        """Return whether the file is the one that was written, slots nobody opens included."""

    def unlock(self, person: str, secret: str) -> Unlocked:
        """Open a slot. Raises Refused people.wrong_secret alike for unknown, wrong and retired."""

    def add(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap keys for a new person, durably. Raises Refused people.exists."""

    def renew(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap new keys for a person, durably, in place of any older ones. Raises Refused."""

    def change_secret(self, person: str, old: str, new: str) -> None:
        """Wrap a person's keys under a new secret, durably. Raises Refused, Unavailable."""

    def strengthen(self, person: str, secret: str) -> bool:
        """Wrap a person's keys anew where a try costs less than the site asks; tell whether."""

    def retire(self, person: str) -> None:
        """Take a person's slot away; what they signed stands. Raises Unavailable."""

    def add_recovery(self, recovery_key: str, *, data_key: bytes, ca_key: PrivateKey) -> None:
        """Wrap the data key and the site's certificate authority under the recovery key."""

    def recover(self, recovery_key: str) -> tuple[bytes, PrivateKey]:
        """Open the recovery slot. Raises Refused people.wrong_recovery_key."""


class Calendar(Protocol):
    """Working days of the site's country and its own closures."""

    def between(self, first: date, last: date) -> WorkingCalendar:
        """Return the closures and working weekends that matter to a plan."""


class TreatmentFiles(Protocol):
    """Files of radiotherapy systems as proposals; Refused dicom.*, Unavailable dicom.unreadable."""

    def read_plan(self, source: Path | bytes) -> ProposedCourse:
        """Return the course a plan proposes."""

    def read_treatment(self, source: Path | bytes, zone: tzinfo) -> ProposedSession:
        """Return the session a treatment record proposes, its time in the site's zone."""

    def read_any(self, source: Path | bytes, zone: tzinfo) -> ProposedCourse | ProposedSession:
        """Return what a file proposes, whichever of the two it is."""


class LabFiles(Protocol):
    """Files of laboratories as proposals; Refused and Unavailable labs.file_*."""

    def read(self, path: Path, zone: tzinfo) -> LabFile:
        """Return what a file says, a time without an offset in the site's zone."""


class SiteFacts(Protocol):
    """What may be known of a site before anyone has signed in."""

    @property
    def id(self) -> str:
        """The site's code."""

    @property
    def kind(self) -> str:
        """live, demo or practice."""

    @property
    def zone(self) -> str:
        """IANA zone."""

    @property
    def country(self) -> str:
        """ISO 3166 country."""
