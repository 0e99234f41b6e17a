"""The alert log in a real store: it only grows, stays when the site is opened again or copied."""

import shutil

import pytest
from sqlalchemy.exc import DatabaseError

from ltm_desktop.app.ports import AlertState
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.engine import open_engine, writing
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.opening import open_store
from tests.contracts.alert_log import ALERT, AT
from tests.storage.sites import DATA_KEY


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE alert_log SET state = 'acted_on'",
        "DELETE FROM alert_log",
        (
            "INSERT OR REPLACE INTO alert_log SELECT number, patient_id, act, code, evidence, rule,"
            " 'acted_on', at, link FROM alert_log"
        ),
    ],
)
def test_a_row_is_neither_changed_nor_taken_away(
    store: SqlStore, folder: SiteFolder, attack: str
) -> None:
    store.alert_log().note_shown([ALERT], AT)
    engine = open_engine(folder.store, DATA_KEY, read_only=False)
    with pytest.raises(DatabaseError, match="only grow"), writing(engine) as connection:
        connection.exec_driver_sql(attack)
    engine.dispose()
    assert [row.state for row in store.alert_log().rows()] == [AlertState.SHOWN]


def test_a_copy_of_the_site_and_a_later_start_know_what_was_shown(
    store: SqlStore, folder: SiteFolder
) -> None:
    store.alert_log().note_shown([ALERT], AT)
    rows = store.alert_log().rows()
    store.close()
    copied = SiteFolder(folder.path.with_name("copy"), folder.facts)
    shutil.copytree(folder.path, copied.path)
    for place in (folder, copied):
        opened = open_store(place, DATA_KEY)
        assert opened.alert_log().rows() == rows
        opened.close()


def test_who_only_looks_writes_no_row(store: SqlStore, folder: SiteFolder) -> None:
    looking = open_store(folder, DATA_KEY, read_only=True)
    with pytest.raises(Unavailable, match="read_only"):
        looking.alert_log().note_shown([ALERT], AT)
    looking.close()
