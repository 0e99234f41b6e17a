"""A synthetic site with every kind of row in it, and what somebody with the data key can reach."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlcipher3

from ltm_desktop.app.own_word import OwnWord, own_word
from ltm_desktop.app.ports import BesideRow, Draft, ShownAlert
from ltm_desktop.app.verification import Verdict, verify_site
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.seen_files import SeenFiles
from tests import adverse_event_builders as events
from tests import builders
from tests.app.clinic import (
    SECRET,
    Clinic,
    approve_product,
    configure,
    found,
    opened,
    plan_one_patient,
)
from tests.review_builders import ask

LAST_DAY = "2026-03-06 18:00"


@dataclass
class Victim:
    """One site, the data key and every person's key; `earlier` are honest older copies of it."""

    path: Path
    data_key: bytes
    keys: dict[str, PrivateKey]
    authority_key: PrivateKey
    earlier: list[Path] = field(default_factory=list)
    before: list[SealedEntry] = field(default_factory=list)
    """The ledger as it was written."""
    links: list[BesideRow] = field(default_factory=list)
    """The logs beside it as they were written."""

    @property
    def folder(self) -> SiteFolder:
        """Return where its files lie."""
        return open_site(self.path)

    def taken_to(self, path: Path) -> "Victim":
        """Return a copy that may be harmed."""
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.path, path)
        return replace(self, path=path)

    def head_at(self, seq: int) -> Head:
        """Return the head a witness could have kept after an entry."""
        sealed = self.before[seq - 1]
        return Head(sealed.entry.log, seq, sealed.hash)

    def verdict(self, anchor: Head | None, asks: str = "") -> Verdict | str:
        """Verify as the command line does, perhaps by somebody who saw the ledger before.

        A site that cannot be opened says why.
        """
        try:
            store = open_store(self.folder, self.data_key, read_only=True, check=False)
        except LtmError as error:
            return getattr(error, "code", type(error).__name__)
        try:
            own = self.word_of(asks) if asks else None
            return verify_site(store, anchor=anchor, facts=self.folder.facts, own=own)
        finally:
            store.close()

    def word_of(self, person: str) -> OwnWord:
        """Return what a person brings along who opens their slot with their own secret."""
        line = SeenFiles(self.folder.seen).read(person)
        return own_word(person, self.keys[person].public, line)

    @contextmanager
    def past_guards(self) -> Iterator[Any]:
        """Open the database with the data key, its guards taken away and put back after."""
        database = sqlcipher3.connect(str(self.folder.store), isolation_level=None)
        database.execute(f"PRAGMA key = \"x'{self.data_key.hex()}'\"")
        guards = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            database.execute(f'DROP TRIGGER "{name}"')
        try:
            yield database
            for _, guard in guards:
                database.execute(guard)
        finally:
            database.close()


def make(place: Path) -> Victim:
    """Let the clinic work for a week, and keep honest copies of some evenings."""
    site = place / "site"
    found(site)
    earlier: list[Path] = []
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic, site__record_language="en")
        approve_product(clinic)
        plan_one_patient(clinic)
    _keep(site, place, earlier)
    with opened(site, "2026-03-02 09:00") as clinic:
        _note(clinic, 1)
        given = clinic.gives("IND-1", "2026-03-02")
        record = given.events[0].record  # type: ignore[attr-defined]  # the first is the record
        clinic.observes(record, "2026-03-02 12:00")
        clinic.at("2026-03-02 15:00")
        clinic.does(builders.INVESTIGATOR, ApproveRecord(builders.PATIENT, record))
        clinic.does(builders.MONITOR, ask(record))
    _keep(site, place, earlier)
    with opened(site, "2026-03-05 09:00") as clinic:
        _note(clinic, 2)
        clinic.gives("IND-2", "2026-03-05")
        clinic.at("2026-03-05 15:00")
        clinic.does(builders.NURSE, events.report(number=3, since="2026-03-05"))
        clinic.does(builders.PHYSICIAN, events.serious())
    _keep(site, place, earlier)
    with opened(site, LAST_DAY) as clinic:
        _note(clinic, 3)
        # the last entry has seen every row beside the ledger
        clinic.does(builders.NURSE, builders.labs("2026-03-06 07:00"))
    cabinet = KeyFile(open_site(site).keys)
    slots = {person: cabinet.unlock(person, SECRET) for person in cabinet.people()}
    administrator = slots[builders.ADMINISTRATOR]
    assert administrator.ca_key is not None
    keys = {person: slot.key for person, slot in slots.items()}
    store = open_store(open_site(site), administrator.data_key, read_only=True)
    before, links = list(store.entries()), list(store.beside())
    store.close()
    return Victim(site, administrator.data_key, keys, administrator.ca_key, earlier, before, links)


def _keep(site: Path, place: Path, earlier: list[Path]) -> None:
    earlier.append(Path(shutil.copytree(site, place / f"evening-{len(earlier) + 1}")))


def _note(clinic: Clinic, day: int) -> None:
    """Show alerts and throw drafts away, as people do while they work."""
    at = clinic.clock.now().isoformat()
    alerts = [
        ShownAlert(builders.PATIENT, f"IND-{day}", f"labs.example_{n}", f"{day}{n}", "H07")
        for n in range(1, 4)
    ]
    clinic.desk.alert_log.note_shown(alerts, at)
    for topic in ("dosing", "labs"):
        draft = Draft(f"bed-{day}", builders.NURSE, builders.PATIENT, topic, {"volume": "3"}, at)
        clinic.desk.drafts.save(draft)
        clinic.desk.drafts.discard(draft.workstation, draft.author, draft.patient_id, topic, at)
