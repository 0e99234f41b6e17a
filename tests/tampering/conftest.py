"""One clinic's week that every test here alters copies of."""

import pytest

from tests.tampering.victim import Victim, make


@pytest.fixture(scope="session")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    """Return the clinic, its keys and honest copies of some evenings."""
    return make(tmp_path_factory.mktemp("victim"))
