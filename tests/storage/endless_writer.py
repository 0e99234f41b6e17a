"""Writes until it is killed, saying each number only once it is durable."""

import sys
from pathlib import Path

from ltm_desktop.app.ports import Draft
from ltm_desktop.app.rows import Rows
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.opening import open_store
from tests.contracts.store import patient
from tests.ledger.people import sealed_after
from tests.storage.sites import DATA_KEY, FACTS


def write_entries(store: SqlStore) -> None:
    while True:
        with store.write() as transaction:
            sealed = sealed_after(transaction.head())
            transaction.append(sealed, "pat-1")
            pdf = b"%PDF synthetic" + sealed.raw * 20
            transaction.put_paper(digest(pdf), pdf, sealed.seq)
            transaction.put_rows("pat-1", Rows(patient(status=str(sealed.seq))))
        sys.stdout.write(f"{sealed.seq}\n")
        sys.stdout.flush()


def write_drafts(store: SqlStore) -> None:
    count = 0
    while True:
        count += 1
        fields = {"amount": str(count)}
        moment = "2026-03-02T10:00:00+08:00"
        store.drafts().save(Draft("desk-1", "nurse.one", "pat-1", "dosing", fields, moment))
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    opened = open_store(SiteFolder(Path(sys.argv[1]), FACTS), DATA_KEY)
    {"entries": write_entries, "drafts": write_drafts}[sys.argv[2]](opened)
