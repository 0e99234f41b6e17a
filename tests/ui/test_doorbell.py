"""A second start brings the first window to the front; a bell that nobody answers keeps no one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.bootstrap import House
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.doorbell import Doorbell, address, ring

RINGER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ltm_desktop.ui.doorbell import Doorbell, ring
app = QCoreApplication([])
if sys.argv[1] == "ring":
    sys.exit(0 if ring(Path(sys.argv[2])) else 3)
bell = Doorbell(app, lambda: None)
assert bell.hang(Path(sys.argv[2]))
print("hung", flush=True)
app.exec()
"""


def start(project: Path, verb: str, site: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RINGER, verb, str(site)],
        cwd=project,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The first program's window."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_second_start_is_heard_and_ends(
    qtbot: QtBot, window: QWidget, tmp_path: Path, project: Path
) -> None:
    rung: list[bool] = []
    assert Doorbell(window, lambda: rung.append(True)).hang(tmp_path)
    second = start(project, "ring", tmp_path / "." / "")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.stdout is not None
    second.stdout.close()
    assert (second.returncode, rung) == (0, [True])


def test_another_site_is_not_disturbed(window: QWidget, tmp_path: Path) -> None:
    rung: list[bool] = []
    assert Doorbell(window, lambda: rung.append(True)).hang(tmp_path / "one")
    assert not ring(tmp_path / "two")
    assert rung == []


def test_a_bell_that_a_killed_program_left_is_taken_over(
    window: QWidget, tmp_path: Path, project: Path
) -> None:
    first = start(project, "hang", tmp_path)
    assert first.stdout is not None
    assert first.stdout.readline() == "hung\n"
    assert not Doorbell(window, lambda: None).hang(tmp_path), "the living one keeps it"
    first.kill()
    first.wait()
    first.stdout.close()
    assert Path(address(tmp_path)).exists()
    assert not ring(tmp_path)
    assert Doorbell(window, lambda: None).hang(tmp_path)


def test_a_window_that_hangs_is_not_waited_for(
    window: QWidget, tmp_path: Path, project: Path
) -> None:
    first = start(project, "hang", tmp_path)
    assert first.stdout is not None
    first.stdout.readline()
    os.kill(first.pid, signal.SIGSTOP)
    assert not ring(tmp_path)
    first.kill()
    first.wait()
    first.stdout.close()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_programs_window_comes_back_from_where_it_was_laid_aside(
    qtbot: QtBot, tmp_path: Path, project: Path
) -> None:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Program(House(), tmp_path / "site", "en", kept)
    qtbot.addWidget(window)
    window.showMinimized()
    window._hang_bell()
    second = start(project, "ring", tmp_path / "site")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.stdout is not None
    second.stdout.close()
    assert second.returncode == 0
    assert not window.isMinimized()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
