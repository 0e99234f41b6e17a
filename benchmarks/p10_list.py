"""P10: the list of 200,000 patients against the fastest shape a Qt table can have."""

import gc
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.crowd import crowd
from benchmarks.crowd_list import bare_window, open_list, paint, wear_the_look
from benchmarks.figures import Bench, Figure, against, holds, median, percentile, within
from ltm_desktop.app.ports import Store
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.worklists import PAGE
from ltm_desktop.ui.panels.patients.presenter import PatientsPresenter
from ltm_desktop.ui.panels.patients.view import PatientsView

MANY = 200_000
_ROUNDS, _TURNS = 5, 30
_AT_ONCE = 256
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FastModel(QAbstractTableModel):
    """The floor: rows by their number, 256 at a time, every row of one height."""

    def __init__(self, store: Store, many: int) -> None:
        super().__init__()
        self._store, self._many = store, many
        self._pages: dict[int, Sequence[PatientRow]] = {}

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else self._many

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 8

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        if role != _DISPLAY:
            return None
        page, place = divmod(index.row(), _AT_ONCE)
        if page not in self._pages:
            self._pages[page] = self._store.patients(limit=_AT_ONCE, skip=page * _AT_ONCE)
        row = self._pages[page][place]
        shown = (row.family, row.given, row.born, row.sex, row.subject_id, row.hospital_number)
        return (*shown, row.arm, row.status)[index.column()]


def measure(bench: Bench) -> Iterable[Figure]:
    """Return first paint, a page, memory, and whether the end is reached."""
    wear_the_look(bench.scratch)
    with crowd(bench.scratch, MANY) as store:
        yield from _measured(store)


def _measured(store: Store) -> Iterable[Figure]:
    _first(lambda: _fast(store))
    _first(lambda: open_list(store)[0])
    before = _resident()
    fast, ours = [], []
    for _ in range(_ROUNDS):
        fast.append(_first(lambda: _fast(store)))
        ours.append(_first(lambda: open_list(store)[0]))
    yield against(
        "P10",
        f"list of {MANY:,} patients, first paint",
        floor=("ids and pages of 256 rows, one height, plain text", median(fast)),
        measured=median(ours),
        goal=1.5,
        note="Both in a window that wears the look.",
        missed="The floor is a bare table. Around ours stand search, counts, heading and keys, and"
        " each of its fifty rows is worded and measured, since no name is ever cut.",
    )
    window = bare_window()
    view, presenter = open_list(store)
    window.setCentralWidget(view)
    paint(window)
    asked, prepared = [], []
    for _ in range(_TURNS):
        asked.append(_turn(view, presenter))
        presenter.ahead()  # as the page does when it has stood for a moment
        prepared.append(_turn(view, presenter))
    yield within(
        "P10",
        f"the next {PAGE} of them, p95",
        measured=percentile(prepared, 0.95),
        goal=16.7,
        note=f"Asked, worded and measured while nobody waits, 80 ms after the page before; where"
        f" pages are turned faster than that, p95 {percentile(asked, 0.95):.1f} ms.",
        missed="What is left is the painting of the rows and of what stands around them.",
    )
    yield within(
        "P10", "more memory with the list open", measured=_resident() - before, goal=40, unit="MiB"
    )
    yield holds(
        "P10",
        "every row is reached",
        met=_reaches_the_end(store),
        measured="the last page holds the last patient",
        goal="the last patient",
    )


def _reaches_the_end(store: Store) -> bool:
    last = store.patients(limit=PAGE + 1, skip=MANY - PAGE)
    return len(last) == PAGE and last[-1].subject_id == f"S-{MANY:08d}"


def _fast(store: Store) -> QWidget:
    table = QTableView()
    model = FastModel(store, MANY)
    model.setParent(table)
    table.setModel(model)
    return table


def _turn(view: PatientsView, presenter: PatientsPresenter) -> float:
    began = time.perf_counter()
    presenter.turn(1)
    paint(view)
    return (time.perf_counter() - began) * 1000


def _first(made: Callable[[], QWidget]) -> float:
    window = bare_window()
    began = time.perf_counter()
    window.setCentralWidget(made())
    paint(window)
    took = (time.perf_counter() - began) * 1000
    window.close()
    window.deleteLater()
    del window
    # without a running event loop nothing else takes it away, and it would count as memory
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return took


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
