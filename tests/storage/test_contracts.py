"""The real implementations keep the contracts of their ports."""

from pathlib import Path

import pytest

from ltm_desktop.app.ports import AlertLog, Drafts, KeyCabinet, Store
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.key_file import KeyFile
from tests.contracts.alert_log import AlertLogContract
from tests.contracts.drafts import DraftsContract
from tests.contracts.key_cabinet import KeyCabinetContract
from tests.contracts.store import StoreContract
from tests.storage.sites import CHEAP


class TestSqlStore(StoreContract):
    pass


class TestSqlDrafts(DraftsContract):
    @pytest.fixture
    def drafts(self, store: SqlStore) -> Drafts:
        return store.drafts()


class TestSqlAlertLog(AlertLogContract):
    @pytest.fixture
    def alert_log(self, store: SqlStore) -> AlertLog:
        return store.alert_log()


class TestKeyFile(KeyCabinetContract):
    @pytest.fixture
    def cabinet(self, tmp_path: Path) -> KeyCabinet:
        made = KeyFile(tmp_path / "keys.json", CHEAP)
        made.create()
        return made


def test_the_store_is_what_the_port_asks_for(store: SqlStore) -> None:
    asked: Store = store
    assert asked.log == store.log
