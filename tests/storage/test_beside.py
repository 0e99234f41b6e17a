"""Logs beside the ledger: rows linked one to the next, whatever somebody with the key does."""

from dataclasses import replace

import pytest

from ltm_desktop.app.ports import Draft, ShownAlert
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from tests.contracts.alert_log import ALERT, AT
from tests.storage.sites import alter, update

SEVERAL = [ShownAlert("pat-1", f"IND-{n}", "labs.stale", "0f1e2d", "H07") for n in range(1, 6)]


def held(store: SqlStore) -> list[tuple[str, int, bool]]:
    return [(row.log, row.number, row.holds) for row in store.beside()]


@pytest.fixture(autouse=True)
def _several(store: SqlStore) -> None:
    store.alert_log().note_shown(SEVERAL, AT)


def test_every_row_follows_from_those_before(store: SqlStore) -> None:
    draft = Draft("bed-1", "nurse.a", "pat-1", "dosing", {"volume": "3"}, AT)
    store.drafts().save(draft)
    store.drafts().discard("bed-1", "nurse.a", "pat-1", "dosing", AT)
    alerts = [("beside/alerts", n, True) for n in range(1, 6)]
    assert held(store) == [*alerts, ("beside/discarded", 1, True)]


@pytest.mark.parametrize(
    "change",
    [
        "patient_id = 'pat-2'",
        "act = 'IND-9'",
        "code = 'labs.old'",
        "evidence = x'0f1e2d'",
        "rule = 'H08'",
        "state = 'told'",
        "at = '2026-03-02T10:00:01+08:00'",
        "link = '00'",
    ],
)
def test_a_row_changed_in_any_column_follows_no_more(
    store: SqlStore, folder: SiteFolder, change: str
) -> None:
    update(folder, "alert_log", f"{change} WHERE number = 3")
    assert next(row.number for row in store.beside() if not row.holds) == 3


def test_a_row_taken_out_leaves_a_gap(store: SqlStore, folder: SiteFolder) -> None:
    alter(folder, "DROP TRIGGER alert_log_no_delete", "DELETE FROM alert_log WHERE number = 2")
    assert [row.number for row in store.beside() if not row.holds] == [3]


def test_a_transaction_tells_the_newest_links(store: SqlStore) -> None:
    newest = list(store.beside())[-1]
    with store.write() as transaction:
        assert transaction.beside() == {newest.log: newest.link}
    store.alert_log().note_shown([replace(ALERT, act="IND-9")], AT)
    with store.write() as transaction:
        assert transaction.beside() != {newest.log: newest.link}
