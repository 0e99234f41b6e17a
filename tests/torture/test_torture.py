"""The tortures, short and seeded, and that each of them can fail; the long ones run by command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ltm_desktop.storage import event_store
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import cheap_secrets
from tests.torture import acts, desks, faults, flips, full_disk, judging, power, saved

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
    """Without the checks that read the whole file, bits that nothing else reads stay unfound."""
    if name == "keys.json":
        monkeypatch.setattr(KeyFile, "is_whole", lambda _: True)
    else:
        monkeypatch.setattr(event_store, "damaged_pages", lambda _: ())
        monkeypatch.setattr(event_store, "misleading", lambda _: iter(()))
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


def test_a_kit_or_a_paper_that_was_promised_and_is_gone_is_called_lost(tmp_path: Path) -> None:
    site, lines = tmp_path / "site", list[str]()
    faults.ran_subject("init", site)
    with cheap_secrets():
        living = acts.Acts(site, 5, lines.append)
        living.live(["kit", "print"])
        living.clinic.desk.close()
    promised = judging.Promised()
    promised.hear(lines)
    assert (len(promised.kits), len(promised.papers)) == (1, 1)
    assert judging.fault(site, promised) == ""
    (kit,) = promised.kits
    whole = (site / "downtime" / kit).read_bytes()
    (site / "downtime" / kit).write_bytes(whole[:-1])
    assert judging.fault(site, promised) == f"the kit {kit} is lost"


def test_a_saved_file_that_is_lost_or_half_written_is_found(tmp_path: Path) -> None:
    site, lines = tmp_path / "site", list[str]()
    faults.ran_subject("init", site)
    with cheap_secrets():
        living = acts.Acts(site, 5, lines.append)
        living.live(["save", "create", "save"])
        living.clinic.desk.close()
    promised = judging.Promised()
    promised.hear(lines)
    assert sorted(promised.saved) == [saved.COPY, saved.TABLE]
    assert judging.fault(site, promised) == ""
    for name in (saved.TABLE, saved.COPY):
        file = saved.folder_of(site) / name
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        assert judging.fault(site, promised) == f"half of {name} stands under its name"
        file.unlink()
        assert judging.fault(site, promised) == f"what was saved as {name} is lost"
        file.write_bytes(whole)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a clinic whose power is cut."""
    return tmp_path_factory.mktemp("power")


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    ward: Path, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power, "KINDS", ("create", "backup", "secret", "key"))
    seen = power.run(ward, outside("strace"), count=12, seed=7, say=_quiet, extra=0)
    assert seen.faults == []
    assert seen.acknowledged > 12


@pytest.mark.parametrize("weakness", acts.WEAKNESSES)
def test_the_power_cuts_can_fail(
    ward: Path, outside: Outside, monkeypatch: pytest.MonkeyPatch, weakness: str
) -> None:
    """A program that flushes too little loses what it acknowledged."""
    monkeypatch.setattr(power, "KINDS", ("create",) if weakness == "normal" else ("secret",))
    more = ("--weak", weakness)
    assert power.run(
        ward, outside("strace"), count=8, seed=7, say=_quiet, extra=0, more=more
    ).faults


def test_nothing_acknowledged_is_lost_by_a_kill_in_any_kind_of_write(project: Path) -> None:
    asked = ["-m", "tests.torture", "--kills", "9", "--seed", "7"]
    ended = subprocess.run(
        [sys.executable, *asked], cwd=project, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "9 kills" in ended.stdout


def test_writers_of_two_programs_make_one_chain_and_leave_no_lock(tmp_path: Path) -> None:
    seen = desks.run(tmp_path, commits=8, stale=1, rings=0, say=_quiet)
    assert seen.faults == []
    assert seen.commits == 32


def test_a_really_full_disk_loses_nothing_and_says_what_it_needs(
    tmp_path: Path, outside: Outside
) -> None:
    unshare = outside("unshare")
    if subprocess.run([unshare, "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("not run: this computer gives nobody a name space to mount a disk in")
    seen = full_disk.run(tmp_path, unshare, count=2, seed=3, say=_quiet, kinds=("create", "save"))
    assert seen.faults == []
    assert seen.points == {"create": 1, "save": 1}
