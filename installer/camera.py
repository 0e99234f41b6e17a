"""The open program as its own photographer: a demo site on a fixed day, hands, and one shutter.

Nothing is pictured but synthetic people. Whatever the screen, the pictures have one size.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTabBar, QWidget

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET, ZONE
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.palettes import Palette
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.tokens import THEME

NOW = datetime(2026, 3, 18, 10, 40, tzinfo=ZoneInfo(ZONE))
"""A Wednesday: pictures of one version differ from those of the next only where it does."""
SIZE = (1366, 768)
PATIENTS = 30
_COLOURS, _ALIKE, _HUE = 56, 150, 3
"""So many colours stay exactly as they are, the most frequent of those that are not alike; every
other becomes the nearest of them. A small amber badge is kept so among a hundred greys."""
Colour = tuple[int, int, int]
_REST, _ROUNDS, _PATIENCE = 0.4, 25, 60.0


@dataclass(frozen=True)
class Camera:
    """The open program, and where its pictures go."""

    program: Program
    folder: Path
    language: str
    ending: str = ""
    """What stands between a picture's name and its form."""
    form: str = ".png"

    @property
    def desk(self) -> Desk:
        """The open site."""
        return self.shell.work.context.desk

    @property
    def shell(self) -> Shell:
        """The window of the open site."""
        page = self.program.centralWidget()
        if not isinstance(page, Shell):
            raise TypeError("nobody has signed in")
        return page

    def find(self, name: str) -> QWidget:
        """Return the shown widget of a name."""
        found = [one for one in self.program.findChildren(QWidget, name) if one.isVisible()]
        if not found:
            raise LookupError(name)
        return found[0]

    def press(self, name: str) -> None:
        """Press a shown button that is awake."""
        button = self.find(name)
        if not isinstance(button, QAbstractButton) or not button.isEnabled():
            raise LookupError(f"{name} cannot be pressed")
        button.click()
        self.rest()

    def type(self, name: str, text: str) -> None:
        """Type into a shown field."""
        line = self.find(name)
        if not isinstance(line, QLineEdit):
            raise TypeError(name)
        line.setText(text)
        line.textEdited.emit(text)
        line.editingFinished.emit()

    def turn_to(self, tabs: str, place: int) -> None:
        """Show one of several tabs."""
        bar = self.find(tabs)
        if isinstance(bar, QTabBar):
            bar.setCurrentIndex(place)
        self.rest()

    def rest(self) -> None:
        """Let the window come to rest."""
        self._stay()
        until, rounds = time.monotonic() + _REST, 0
        # some rounds in any case: on a busy computer the last layout comes late
        while time.monotonic() < until or rounds < _ROUNDS or Background.any_at_work():
            QApplication.processEvents()
            time.sleep(0.01)
            rounds += 1

    def _stay(self) -> None:
        """Be seen at the computer: on a slow one the screen would lock itself under way."""
        here, none = QPointF(1, 1), Qt.MouseButton.NoButton
        keys = Qt.KeyboardModifier.NoModifier
        moved = QMouseEvent(QEvent.Type.MouseMove, here, here, none, none, keys)
        QApplication.sendEvent(self.program, moved)

    def take(self, name: str) -> None:
        """Write one picture of the window."""
        self.rest()
        taken = QBuffer()
        taken.open(QIODevice.OpenModeFlag.WriteOnly)
        if not self.program.grab().save(taken, "PNG"):
            raise OSError(name)
        save(Image.open(BytesIO(taken.data().data())), self.place(name))

    def place(self, name: str) -> Path:
        """Return the file of a picture."""
        return self.folder / f"{name}{self.ending}{self.form}"


def save(picture: Image.Image, file: Path) -> None:
    """Write a picture with few colours, in the least room."""
    whole = picture.convert("RGB")
    bands = [np.asarray(band, dtype=np.uint32) for band in whole.split()]
    dots = bands[0] << 16 | bands[1] << 8 | bands[2]
    found, where, counts = np.unique(dots, return_inverse=True, return_counts=True)
    colours = [(one >> 16, one >> 8 & 255, one & 255) for one in found.tolist()]
    kept = _kept(Counter(dict(zip(colours, counts.tolist(), strict=True))))
    places = np.array([_nearest(colour, kept) for colour in colours], dtype=np.uint8)
    flat = Image.frombytes("P", whole.size, places[where].tobytes())
    flat.putpalette([part for colour in kept for part in colour])
    if file.suffix == ".webp":
        flat.convert("RGB").save(file, lossless=True, quality=100, method=4)
    else:
        flat.save(file, optimize=True)
    print(file.name)


def _kept(counted: Counter[Colour]) -> list[Colour]:
    # a word in red stays red among a hundred greys
    kept = [colour for colour in _worn(THEME.palette) if counted[colour]]
    for colour, _ in counted.most_common():
        if len(kept) < _COLOURS and all(_apart(colour, one) > _ALIKE for one in kept):
            kept.append(colour)
    return kept


@cache
def _worn(palette: Palette) -> tuple[Colour, ...]:
    """Return every colour the program's look names."""
    tones = (palette.stop, palette.caution, palette.ok, palette.advice, palette.neutral)
    named = [text for one in (palette, *tones) for text in astuple(one) if isinstance(text, str)]
    whole = [tuple(bytes.fromhex(text.removeprefix("#"))) for text in named]
    return tuple(dict.fromkeys((red, green, blue) for red, green, blue in whole))


def _nearest(colour: Colour, kept: list[Colour]) -> int:
    """Return the place of the kept colour that is most like one."""
    return min(range(len(kept)), key=lambda place: _apart(colour, kept[place]))


def _apart(one: Colour, other: Colour) -> int:
    """Tell how unlike two colours are; a grey and a pale green are, however near in light."""
    light = sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
    return light + _HUE * sum((a - b) ** 2 for a, b in zip(_hue(one), _hue(other), strict=True))


def _hue(colour: Colour) -> tuple[int, int]:
    red, green, blue = colour
    return red - green, blue - green


def make_site(place: Path) -> None:
    """Make the demo site as it stands at the fixed time."""
    build_demo(
        House(), place, patients=PATIENTS, now=NOW, say=Words("en"), progress=lambda _: None
    ).close()


def start(
    site: Path, language: str, folder: Path, *, ending: str = "", form: str = ".png"
) -> Camera:
    """Open the program on a folder at the fixed time, in one language."""
    settings = QSettings(str(site.parent / f"{language}.ini"), QSettings.Format.IniFormat)
    clock = SetClock(ZONE, NOW)
    program = Program(House(lambda _zone: clock), site, language, settings)
    program.resize(*SIZE)
    program.show()
    camera = Camera(program, folder, language, ending, form)
    camera.rest()
    return camera


def sign_in(camera: Camera, person: str) -> None:
    """Sign in before the site is open."""
    camera.type("signin.person", person)
    camera.type("signin.secret", DEMO_SECRET)
    camera.press("signin.button")
    wait(lambda: isinstance(camera.program.centralWidget(), Shell))


def hand_over(camera: Camera, person: str) -> None:
    """Lock the screen, and let somebody else sign in over it."""
    camera.shell.lock()
    camera.rest()
    camera.press("lock.other")
    camera.type("lock.person", person)
    camera.type("lock.secret", DEMO_SECRET)
    camera.press("lock.button")
    wait(lambda: not camera.shell.locked)
    # the place of whoever was there before is left only now
    camera.rest()


def end(camera: Camera) -> None:
    """Close the program and let go of it."""
    camera.program.close()
    wait(lambda: not camera.program.isVisible())
    camera.program.deleteLater()


def wait(stands: Callable[[], bool]) -> None:
    """Let the program work until something stands."""
    until = time.monotonic() + _PATIENCE
    while not stands():
        if time.monotonic() > until:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.01)
