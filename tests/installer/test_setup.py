"""Set-up: once, whole, from anywhere, and again after an interruption."""

import shutil
import subprocess

from tests.installer.conftest import Project


def test_set_up_leaves_a_command_that_runs_the_program(ready: Project) -> None:
    command = ready.venv / "bin" / "ltm-desktop"
    done = subprocess.run([command, "doctor"], capture_output=True, text=True, check=True)
    assert done.stdout == "asked: doctor\n"


def test_the_command_takes_no_module_from_the_current_folder(ready: Project) -> None:
    trap = ready.root.parent / "trap"
    trap.mkdir()
    (trap / "pathlib.py").write_text("raise SystemExit('trapped')\n", "utf-8")
    command = ready.venv / "bin" / "ltm-desktop"
    done = subprocess.run([command, "x"], cwd=trap, capture_output=True, text=True, check=False)
    assert done.returncode == 0


def test_a_second_set_up_installs_nothing_and_needs_no_network(ready: Project) -> None:
    stamp = (ready.venv / "ltm-desktop-setup.json").stat().st_mtime_ns
    done = ready.run("setup", PIP_NO_INDEX="1")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Ready. `python3 installer/start.py` opens the window on a demo site."
    ]
    assert (ready.venv / "ltm-desktop-setup.json").stat().st_mtime_ns == stamp


def test_an_interrupted_set_up_is_started_anew(fresh: Project) -> None:
    fresh.venv.mkdir()
    (fresh.venv / "half").touch()
    (fresh.venv / "ltm-desktop-unfinished").touch()
    done = fresh.run("setup")
    assert done.returncode == 0, done.stderr
    assert "starting it anew" in done.stdout
    assert not (fresh.venv / "half").exists()
    assert not (fresh.venv / "ltm-desktop-unfinished").exists()


def test_an_environment_whose_python_is_gone_is_built_anew(fresh: Project) -> None:
    assert fresh.run("setup").returncode == 0
    shutil.rmtree(fresh.venv / "bin")
    assert fresh.run("setup").returncode == 0
    assert (fresh.venv / "bin" / "ltm-desktop").exists()


def test_a_library_that_cannot_be_had_stops_set_up_and_the_next_one_goes_on(fresh: Project) -> None:
    lock = fresh.root / "requirements" / "runtime.lock"
    lock.write_text(f"segno==1.6.6 --hash=sha256:{'0' * 64}\n", "utf-8")
    failed = fresh.run("setup", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert failed.returncode == 1
    assert "segno" in failed.stderr
    assert "Next: check the network" in failed.stderr
    lock.write_text("# nothing\n", "utf-8")
    assert fresh.run("setup", PIP_NO_INDEX="1").returncode == 0


def test_a_changed_lock_is_installed_before_the_next_start(fresh: Project) -> None:
    assert fresh.run("setup").returncode == 0
    (fresh.root / "requirements" / "runtime.lock").write_text("# another\n", "utf-8")
    assert "Fetching the libraries" in fresh.run("setup").stdout
    assert "Fetching the libraries" not in fresh.run("setup").stdout
