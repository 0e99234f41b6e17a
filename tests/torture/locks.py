"""The lock that falls by itself, over every dialog, list and leaf the window can have open (R13).

Nothing of the work may be readable on the locked screen, nor in the tree that assistive technology
reads; what was typed is back when the same person unlocks.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QToolTip,
    QWidget,
)

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.fault_box import FaultBox
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.listing import Listing, select_first
from tests.journeys.desk import rest
from tests.ui.hands import find, press, press_key, texts, type_into

Say = Callable[[str], None]
Opener = Callable[["Desktop"], None]
PERSON = "physician.p"
"""Who is shown every page that has a dialog."""
TYPED = "zwieback 4711"
_DEEPEST = 60
_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)


@dataclass
class Figures:
    """What a campaign saw."""

    locks: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        total = sum(self.locks.values())
        return f"{total} locks over {len(self.locks)} kinds of dialog, {len(self.faults)} faults"


@dataclass(frozen=True)
class Door:
    """One way to have something open over the window."""

    opens: Opener
    source: str
    """Where in the program's own window code it is opened; empty where Qt does it by itself."""


class Desktop:
    """A real window on a real demo site, with a draft half typed."""

    def __init__(self, site: Path) -> None:
        self.desk = House().open_site(site, PERSON, DEMO_SECRET)
        self.shell = Shell(self.desk, Words("en"))
        self.shell.resize(1366, 768)
        self.shell.show()
        rows = self.desk.worklists.patients()
        self.patient = rows[0].patient.patient_id
        self.secrets = {TYPED}
        for one in (row.patient for row in rows):
            who = self.desk.chart(PatientId(one.patient_id)).patient
            assert who is not None
            words = (*listed_name(who.identity.name, Words("en")), one.subject_id)
            self.secrets |= {word for word in (*words, one.hospital_number) if word}
        self.draft = ""
        self.box = FaultBox(self.shell)

    def close(self) -> None:
        """Close window and site; what works beside it ends first."""
        _rest()
        self.shell.close()
        self.shell.deleteLater()
        rest(1)
        self.desk.close()

    def opens_tab(self, tab: str) -> None:
        """Turn the window into the patient's chart."""
        self.shell.work.open_patient(self.patient, tab, "")
        rest(1)

    def types(self) -> None:
        """Leave something half typed in the form of an adverse event."""
        self.opens_tab("toxicity")
        if not self.draft:
            press(self.shell, "toxicity.report_button")
            line = next(_lines(self.shell))
            self.draft = line.objectName()
            line.setFocus()
            line.clear()
            type_into(self.shell, self.draft, TYPED)
            rest(1_200)  # what is typed is kept within a second

    def kept(self) -> str:
        """Return what stands in the field that was half typed."""
        self.opens_tab("toxicity")
        return find(self.shell, QLineEdit, self.draft).text()


def _lines(shell: Shell) -> Iterator[QLineEdit]:
    chart = shell.work.chart
    assert chart is not None
    for line in chart.findChildren(QLineEdit):
        if line.isVisible() and line.isEnabled() and line.objectName().startswith("toxicity."):
            yield line


def _page(page: str, button: str, at: Desktop) -> None:
    at.shell.work.go(page)
    _rest()
    press(at.shell, button)


def _tab(tab: str, buttons: Iterable[str], at: Desktop) -> None:
    at.opens_tab(tab)
    for button in buttons:
        _rest()
        press(at.shell, button)


def _paper(at: Desktop) -> None:
    at.shell.work.go("records:papers")
    _rest()
    select_first(find(at.shell, Listing, "records.table"))
    press(at.shell, "records.copy_button")


def _calendar(at: Desktop) -> None:
    at.shell.work.go("records:trail")
    _rest()
    fields = [one for one in at.shell.findChildren(DateField) if one.isVisible()]
    fields[0].open_calendar()


def _list(at: Desktop) -> None:
    at.shell.work.go("records:trail")
    boxes = [one for one in at.shell.findChildren(QComboBox) if one.isVisible()]
    boxes[0].showPopup()


def _menu(at: Desktop) -> None:
    at.opens_tab("toxicity")
    line = find(at.shell, QLineEdit, at.draft)
    where = line.rect().center()
    wish = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, line.mapToGlobal(where))
    QApplication.sendEvent(line, wish)


def _tip(at: Desktop) -> None:
    chart = at.shell.work.chart
    assert chart is not None
    QToolTip.showText(at.shell.mapToGlobal(QPoint(200, 200)), chart.whose, at.shell)


def _fault(at: Desktop) -> None:
    at.box.tell(Words("en"), f"{TYPED} could not be stored")


DOORS: dict[str, Door] = {
    "save the trail as a table": Door(
        partial(_page, "records:trail", "trail.csv_button"), "panels/trail/panel.py"
    ),
    "save the trail as a PDF": Door(
        partial(_page, "records:trail", "trail.pdf_button"), "panels/trail/panel.py"
    ),
    "choose a paper to check": Door(
        partial(_page, "records:whole", "whole.file_button"), "panels/whole/panel.py"
    ),
    "save a copy of a paper": Door(_paper, "panels/records/panel.py"),
    "save the overview as a table": Door(
        partial(_page, "overview", "overview.save"), "panels/overview/panel.py"
    ),
    "save the overview as a PDF": Door(
        partial(_page, "overview", "overview.paper"), "panels/overview/panel.py"
    ),
    "save the time line": Door(
        partial(_tab, "timeline", ("timeline.save",)), "panels/timeline/panel.py"
    ),
    "save the trends": Door(
        partial(_tab, "labs", ("labs.trends_button", "timeline.save")), "panels/labs/trends.py"
    ),
    "choose a laboratory's file": Door(
        partial(_tab, "labs", ("labs.from_file", "labs.file.choose")),
        "panels/labs/from_file_view.py",
    ),
    "choose files of the machine": Door(
        partial(_tab, "fractions", ("fractions.act.files", "fractions.files.choose")),
        "panels/fractions/form_files.py",
    ),
    "choose a folder of the machine": Door(
        partial(_tab, "fractions", ("fractions.act.files", "fractions.files.folder")),
        "panels/fractions/form_files.py",
    ),
    "a calendar": Door(_calendar, "widgets/date_fields.py"),
    "a fault that was told": Door(_fault, "fault_box.py"),
    "a tool tip": Door(_tip, "panels/glance/strip.py"),
    "a list of choices": Door(_list, ""),
    "a menu of a field": Door(_menu, ""),
    "the palette": Door(lambda at: at.shell.work.turn_palette(), ""),
    "the help": Door(lambda at: press_key(at.shell.work, Qt.Key.Key_F1), ""),
}
BEFORE_A_SITE_IS_OPEN = frozenset({"panels/setup/pages.py"})
"""There is no patient and no lock yet where these are opened."""


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Let the lock fall so often, over each door in turn, in another order each time."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app)
    site, figures = place / "locks", Figures()
    build_demo(
        House(), site, patients=4, now=datetime.now(UTC), say=Words("en"), progress=lambda _: None
    ).close()
    work(site, figures, count=count, seed=seed)
    for fault in figures.faults:
        say(fault)
    shutil.rmtree(site)
    return figures


def work(site: Path, figures: Figures, *, count: int, seed: int) -> None:
    """Lock and unlock one window so often."""
    chance, at = random.Random(seed), Desktop(site)  # noqa: S311 - a story, no secret
    names: list[str] = []
    at.types()
    for _ in range(count):
        if not names:
            names = chance.sample(sorted(DOORS), len(DOORS))
        name = names.pop()
        lock_over(at, name, figures)
        figures.locks[name] = figures.locks.get(name, 0) + 1
    at.close()


def lock_over(at: Desktop, name: str, figures: Figures) -> None:
    """Open one thing, let the lock fall on it, look, and unlock again."""
    at.opens_tab("toxicity")
    before = _others(at.shell)
    seen: list[str] = []
    QTimer.singleShot(0, at.shell, partial(_falls, at, before, seen))
    DOORS[name].opens(at)
    _wait(lambda: at.shell.locked)
    told = [f"{name}: {fault}" for fault in _readable(at)]
    told += [] if seen or name in _IN_THE_WINDOW else [f"{name}: nothing was open when it locked"]
    _unlock(at)
    if (kept := at.kept()) != TYPED:
        told.append(f"{name}: {kept!r} stands where {TYPED!r} was typed")
    figures.faults += told


_IN_THE_WINDOW = frozenset({"the palette", "the help"})
"""These are no windows of their own."""


def _falls(at: Desktop, before: set[QWidget], seen: list[str], tries: int = 200) -> None:
    """Lock as the idle watch does, as soon as something is open."""
    opened = _others(at.shell) - before
    if not opened and tries:
        QTimer.singleShot(10, at.shell, partial(_falls, at, before, seen, tries - 1))
        return
    seen += [type(one).__name__ for one in opened]
    at.shell._idle.passed.emit()


def _others(shell: Shell) -> set[QWidget]:
    """Return every window on the screen but the window itself."""
    tops = QApplication.topLevelWidgets()
    return {one for one in tops if one.isVisible() and one is not shell.window()}


def _readable(at: Desktop) -> Iterator[str]:
    """Yield what of the work can be seen or heard, and what is still open."""
    if not at.shell.locked:
        yield "not locked"
    for one in _others(at.shell):
        yield f"{type(one).__name__} is still open"
        one.reject() if isinstance(one, QDialog) else one.close()
    said = texts(at.shell)
    heard = "\n".join(_heard())
    for word in sorted(at.secrets):
        if word in said:
            yield f"{word!r} is on the locked screen"
        if word in heard:
            yield f"{word!r} is in the tree that is read aloud"


def _heard() -> Iterator[str]:
    program = QApplication.instance()
    assert program is not None
    root = QAccessible.queryAccessibleInterface(program)
    yield from _below(root, 0)


def _below(place: QAccessibleInterface, depth: int) -> Iterator[str]:
    for kind in _TEXTS:
        yield place.text(kind)
    if depth < _DEEPEST:
        for number in range(place.childCount()):
            child = place.child(number)
            if child.isValid():
                yield from _below(child, depth + 1)


def _unlock(at: Desktop) -> None:
    press_key(type_into(at.shell, "lock.secret", DEMO_SECRET), Qt.Key.Key_Return)
    _wait(lambda: not at.shell.locked)
    _rest()


def _rest() -> None:
    _wait(lambda: not Background.any_at_work())


def _wait(done: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not done() and time.monotonic() < ends:
        rest(10)
