"""The program heard and read over a real accessibility bus, as a screen reader meets it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.aloud.bus import Bus, Seen
from tests.aloud.speaker import REFUSED
from tests.conftest import Outside

_ROOT = Path(__file__).parents[2]
_PATIENCE_MS = 60_000


class Told:
    """The program in a session of its own, and who listens to it."""

    def __init__(self, program: subprocess.Popen[str], bus: Bus) -> None:
        self._program = program
        self.bus = bus

    def ask(self, act: str) -> None:
        """Let the program do something, and wait until it has."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{act}\n")
        self._program.stdin.flush()
        # the registry of the bus speaks on the same line
        while (line := self._program.stdout.readline()) != "done\n":
            assert line, "the program is gone"


@pytest.fixture
def told(
    demo_site: Path, tmp_path: Path, outside: Outside, qapp: QCoreApplication
) -> Iterator[Told]:
    outside("dbus-send")
    if shutil.which("at-spi-bus-launcher", path="/usr/libexec:/usr/lib/at-spi2-core") is None:
        outside("at-spi-bus-launcher")
    command = [
        *(outside("xvfb-run"), "-a", "-s", "-screen 0 1366x768x24"),
        *(outside("dbus-run-session"), "--", sys.executable, "-m", "tests.aloud.speaker"),
        *(str(demo_site), str(tmp_path / "settings.ini")),
    ]
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=_ROOT, env=surroundings, stdin=pipe, stdout=pipe, text=True
    ) as program:
        assert program.stdout is not None
        bus = Bus(program.stdout.readline().strip())
        try:
            yield Told(program, bus)
        finally:
            bus.close()
            assert program.stdin is not None
            program.stdin.write("end\n")
            program.stdin.close()


def named(seen: list[Seen], role: str) -> set[str]:
    return {one.name for one in seen if one.role == role}


_TO_NAME = {"push button", "text", "password text", "check box", "combo box"}


def test_a_reader_of_the_screen_reads_the_sign_in_and_hears_what_was_stored_or_refused(
    told: Told, qtbot: QtBot
) -> None:
    # the program joins the bus some moments after somebody listens
    qtbot.waitUntil(lambda: len(told.bus.everything()) > 1, timeout=_PATIENCE_MS)
    door = told.bus.everything()
    fields = named(door, "text") | named(door, "password text")
    assert {"User name, required", "Secret, required"} <= fields
    assert {"Sign in", "Wrong drug or overdose into CSF"} <= named(door, "push button")
    assert [one for one in door if one.role in _TO_NAME and not one.name] == []
    heard = told.bus.ears.heard
    told.ask("store")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=_PATIENCE_MS)
    told.ask("refuse")
    qtbot.waitUntil(lambda: len(heard) > 1, timeout=_PATIENCE_MS)
    assert heard[0].startswith("Saved on this computer")
    assert heard[1] == REFUSED
