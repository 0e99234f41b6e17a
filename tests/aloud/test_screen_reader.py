"""The program heard and read over a real accessibility bus, as a screen reader meets it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.aloud.bus import Bus, Seen
from tests.aloud.speaker import REFUSED
from tests.conftest import Outside

_ROOT = Path(__file__).parents[2]
_PATIENCE_MS = 60_000
_MOST_STOPS = 120
_MOST_SCANS, _SCAN_MS = 5, 1000
_TO_NAME = {"push button", "text", "password text", "check box", "radio button", "combo box"}


@dataclass(frozen=True)
class Stop:
    """What a reader says where Tab comes to."""

    name: str
    role: str
    description: str
    value: str


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

    def heard(self) -> list[str]:
        """Return what was announced so far."""
        return self.bus.ears.heard


@pytest.fixture
def told(
    bedside_site: Path, tmp_path: Path, outside: Outside, qapp: QCoreApplication
) -> Iterator[Told]:
    outside("dbus-send")
    if shutil.which("at-spi-bus-launcher", path="/usr/libexec:/usr/lib/at-spi2-core") is None:
        outside("at-spi-bus-launcher")
    site = shutil.copytree(bedside_site, tmp_path / "site")
    command = [
        *(outside("xvfb-run"), "-a", "-s", "-screen 0 1366x768x24"),
        *(outside("dbus-run-session"), "--", sys.executable, "-m", "tests.aloud.speaker"),
        *(str(site), str(tmp_path / "settings.ini")),
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


def listened(told: Told, qtbot: QtBot, words: str) -> str:
    """Wait until words are announced; return the whole sentence."""

    def is_said() -> bool:
        return any(words in one for one in told.heard())

    qtbot.waitUntil(is_said, timeout=_PATIENCE_MS)
    return next(one for one in told.heard() if words in one)


def scanned(told: Told, qtbot: QtBot, what: str, words: str) -> str:
    """Scan until it is read, as people do: of a busy machine's scan the half may be thrown away."""
    for _ in range(_MOST_SCANS):
        told.ask(f"scan {what}")
        qtbot.wait(_SCAN_MS)
        if any(words in one for one in told.heard()):
            break
    return listened(told, qtbot, words)


def read_by_tab(told: Told, qtbot: QtBot) -> list[Stop]:
    """Go round the window by Tab and read every stop, from the first one until it comes again."""
    focused, stops = told.bus.ears.focused, []
    places: list[tuple[str, str]] = []
    while len(places) < _MOST_STOPS:
        focused.clear()
        told.ask("tab")
        qtbot.waitUntil(lambda: bool(focused), timeout=_PATIENCE_MS)
        place = focused[-1]
        if place in places:
            break
        places.append(place)
        seen = told.bus.look(*place)
        stops.append(Stop(seen.name, seen.role, seen.description, told.bus.value(seen)))
    return stops


def test_a_reader_of_the_screen_reads_the_sign_in(told: Told, qtbot: QtBot) -> None:
    # the program joins the bus some moments after somebody listens
    qtbot.waitUntil(lambda: len(told.bus.everything()) > 1, timeout=_PATIENCE_MS)
    door = told.bus.everything()
    assert "User name, required" in named(door, "text")
    assert named(door, "password text") == {"Secret, required"}
    assert {"Sign in", "Wrong drug or overdose into CSF"} <= named(door, "push button")
    assert [one for one in door if one.role in _TO_NAME and not one.name] == []
    told.ask("refuse")
    assert listened(told, qtbot, REFUSED) == REFUSED


FORM = [
    ("Who injects, required", "combo box"),
    ("Second person, required", "combo box"),
    ("Subject number, required", "text"),
    ("Both identifiers were read aloud with the patient.", "check box"),
    ("Drug, required", "text"),
    ("Dose, required, in mg", "text"),
    ("Volume, required, in mL", "text"),
    ("Use by, required", "text"),
    ("Ommaya reservoir", "check box"),
]
SECRET = ("Secret of Bai Demo 演示白, required", "password text")
ACTS = [("Not given…", "push button"), ("Cancel", "push button")]


def form_of(stops: list[Stop]) -> list[Stop]:
    """Return the stops of the form, from its first field to its last button."""
    names = [one.name for one in stops]
    # where Tab began is a matter of where the focus was
    first = next(at for at, name in enumerate(names) if name == FORM[0][0])
    turned = [*stops[first:], *stops[:first]]
    last = next(at for at, one in enumerate(turned) if one.name == "Cancel")
    return turned[: last + 1]


def test_a_reader_of_the_screen_reads_the_check_and_hears_scans_refusals_and_the_record(
    told: Told, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(told.bus.everything()) > 1, timeout=_PATIENCE_MS)
    told.ask("enter")
    stops = read_by_tab(told, qtbot)
    assert [one for one in stops if not one.name] == []
    form = form_of(stops)
    assert [(one.name, one.role) for one in form] == [*FORM, *ACTS]
    said = {one.name: one for one in form}
    assert said["Use by, required"].description == "dd-MMM-yyyy HH:mm"
    assert said["Ommaya reservoir"].description.startswith("Route, required")
    assert {one.value for one in form} == {""}

    stop = scanned(told, qtbot, "strange", "another patient's")
    assert stop.startswith("This wristband is another patient's: subject D01-777. Stop.")
    scanned(told, qtbot, "wristband", "The wristband is this patient's.")
    scanned(told, qtbot, "label", "The syringe label was read; its fields are filled.")

    told.ask("fill")
    filled = {one.name: one for one in read_by_tab(told, qtbot)}
    values = ("Subject number, required", "Drug, required", "Dose, required, in mg")
    assert [filled[name].value for name in values] == ["D01-001", "pemetrexed", "10"]
    assert filled["Volume, required, in mL"].value == "5"
    assert filled["Use by, required"].value == "02-Mar-2026 16:30"
    assert filled["Both identifiers were read aloud with the patient."].value == "checked"
    assert filled["Ommaya reservoir"].value == "checked"
    assert (SECRET[0], filled[SECRET[0]].role) == SECRET

    told.ask("sign not-the-secret")
    listened(told, qtbot, "This is not the secret of Bai Demo")
    told.ask("sign demo-only-secret")
    listened(told, qtbot, "Saved on this computer")
