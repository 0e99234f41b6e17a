"""Real sites in a folder of the test: synthetic, encrypted, with real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ltm_desktop.app.rows import Rows
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, create_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import create_store
from tests.contracts.store import patient, record
from tests.ledger.people import LOG
from tests.storage.sites import CHEAP, DATA_KEY, FACTS


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    site = create_site(tmp_path / "site 合成", FACTS)
    KeyFile(site.keys, CHEAP).create()
    return site


@pytest.fixture
def store(folder: SiteFolder) -> Iterator[SqlStore]:
    made = create_store(folder, DATA_KEY, LOG)
    yield made
    made.close()


@pytest.fixture
def filled(folder: SiteFolder) -> SiteFolder:
    store = create_store(folder, DATA_KEY, LOG)
    for _ in range(6):
        record(store, rows=Rows(patient()))
    store.close()
    return folder
