"""The tortures, short and seeded, and that each of them can fail; the long ones run by command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ltm_desktop.storage import event_store
from ltm_desktop.storage.key_file import KeyFile
from tests.torture import faults, flips

Outside = Callable[[str], str]


def _quiet(_line: str) -> None:
    """Say nothing while it runs; the faults are asserted."""


@pytest.fixture(scope="module")
def abandoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as a power cut leaves it."""
    return flips.abandoned(tmp_path_factory.mktemp("flips"))


def test_every_flipped_bit_is_found(abandoned: Path, tmp_path: Path) -> None:
    seen = flips.flip_in(abandoned, tmp_path, flips.FILES, count=16, seed=5, say=_quiet)
    assert seen.faults == []
    assert sum(seen.flipped.values()) == 16


@pytest.mark.parametrize("name", ["keys.json", "ledger.db"])
def test_the_flips_can_fail(
    abandoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Without the check of the file, bits that nothing reads stay unfound."""
    if name == "keys.json":
        monkeypatch.setattr(KeyFile, "is_whole", lambda _: True)
    else:
        monkeypatch.setattr(event_store, "damaged_pages", lambda _: ())
    assert any(
        flips.flip_in(abandoned, tmp_path, [name], count=1, seed=seed, say=_quiet).faults
        for seed in range(90)
    )


@pytest.mark.slow
def test_failing_calls_lose_nothing_that_was_acknowledged(tmp_path: Path, outside: Outside) -> None:
    seen = faults.run(tmp_path, outside("strace"), count=2, seed=3, say=_quiet)
    assert seen.faults == []


def test_the_failing_calls_can_fail(tmp_path: Path) -> None:
    """An acknowledgement of a dose that does not stand is called lost."""
    site = tmp_path / "site"
    faults.ran_subject("init", site)
    assert "lost" in faults.judged(site, {"adm-never"}, faults.Figures(), before=set())
    (site / "heads").unlink()
    assert "not whole" in faults.judged(site, set(), faults.Figures(), before=set())
