"""Some strings nobody should type, and that the torture can fail."""

from pathlib import Path

import pytest

from ltm_desktop.exchange.tabular import csv_files
from tests.app.clinic import copy
from tests.conftest import Outside
from tests.torture import strings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strings") / "site"
    strings.make(path)
    return path


def test_strings_are_refused_in_words_or_kept_to_the_letter(
    site: Path, tmp_path: Path, outside: Outside
) -> None:
    assert outside("pdftotext")
    seen = strings.type_all(copy(site, tmp_path / "site"), tmp_path, count=60, seed=18, every=9)
    assert seen.faults == []
    assert sum(seen.kept.values()) > 20
    assert sum(seen.refused.values()) > 5


def test_a_table_with_live_formulas_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "guarded", lambda cell: cell)
    seen = strings.type_all(copy(site, tmp_path / "site"), tmp_path, count=10, seed=18, every=99)
    assert any("live formulas" in fault for fault in seen.faults)
