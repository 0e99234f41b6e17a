"""Results from a laboratory's file beside the chart, taken over row by row. No Qt.

Nothing is taken over by itself: new rows are ticked, a person reads them and records them all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.imported_labs import LabFile
from ltm_desktop.app.lab_import import (
    LabLine,
    LabsBeside,
    LabsNow,
    LineState,
    command_of,
    lay_beside,
)
from ltm_desktop.app.lab_import_told import (
    as_kept,
    as_written,
    line_name,
    line_standing,
    other_results,
)
from ltm_desktop.app.lab_spelling import CSF_SOMEWHERE, UNSAID, specimen_of
from ltm_desktop.app.ports import LabFiles
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.desk_verbs import ChartDesk, DoingDesk, Run
from ltm_desktop.ui.speak import to_alerts


class FromFileDesk(ChartDesk, DoingDesk, Protocol):
    """The few verbs of the desk that taking results over needs."""

    @property
    def lab_files(self) -> Callable[[], LabFiles] | None:
        """Return what opens the door to files of laboratories."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file, worded."""

    place: int
    name: str
    filed: str = field(repr=False)
    """As the laboratory wrote it."""
    kept: str = field(repr=False)
    """As the chart would have it; empty where it cannot be taken over."""
    sampled: str
    standing: str
    ticked: bool
    can_tick: bool


@dataclass(frozen=True, slots=True)
class FromFileShown:
    """The whole page."""

    file: str = field(default="", repr=False)
    rows: tuple[FileRow, ...] = ()
    note: str = ""
    asks: tuple[str, ...] = ()
    """Which samples a person must place: all without a word, or CSF of an unnamed place."""
    ticked: int = 0


class FromFileView(Protocol):
    """What the page can show."""

    def show_page(self, shown: FromFileShown) -> None:
        """Show the rows of the file."""

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show what stands against the file or the taking over."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while a file is read or results are stored."""

    def show_recorded(self, recorded: Recorded, words: str) -> None:
        """Say that they stand."""


class FromFilePresenter:
    """Read one file for one patient and take its results over."""

    def __init__(
        self, desk: FromFileDesk, patient: PatientId, say: Words, *, view: FromFileView, run: Run
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run
        self._file: LabFile | None = None
        self._left: set[int] = set()
        """Places a person has taken the tick from."""
        self._specimens: dict[str, Specimen] = {}

    def read(self, path: Path) -> None:
        """Read a file beside the window; nothing is written."""
        opens, zone = self._desk.lab_files, self._desk.act().now.tzinfo
        if opens is None or zone is None:
            return
        self._view.show_alerts(())
        self._view.show_busy(busy=True)
        found: tzinfo = zone
        self._run(lambda: opens().read(path, found), self._was_read, self._failed)

    def refresh(self) -> None:
        """Lay the file beside the chart as it stands now."""
        beside, active = self._beside(), self._desk.active()
        if beside is None or self._file is None or active is None:
            self._view.show_page(FromFileShown())
            return
        rows = tuple(self._row(line, at, active) for at, line in enumerate(beside.lines))
        self._view.show_page(
            FromFileShown(
                file=self._file.name,
                rows=rows,
                note=other_results(beside.others, self._say),
                asks=self._asked(beside),
                ticked=sum(row.ticked for row in rows),
            )
        )

    def place_specimen(self, left_open: str, specimen: str) -> None:
        """Take it that samples the file leaves open are of this specimen."""
        self._specimens[left_open] = Specimen(specimen)
        self.refresh()

    def tick(self, at: int, *, on: bool) -> None:
        """Take a row over, or leave it."""
        (self._left.discard if on else self._left.add)(at)
        self.refresh()

    def record(self) -> None:
        """Enter every ticked row by one command."""
        beside = self._beside()
        if beside is None:
            return
        lines = [line for at, line in enumerate(beside.lines) if at not in self._left]
        command = command_of(lines, self._patient)
        if command is None:
            return
        self._view.show_busy(busy=True)
        count = len(command.results) + len(command.findings)

        def done(recorded: Recorded) -> None:
            self._view.show_busy(busy=False)
            words = self._say.many(
                "{count} result is in the chart.", "{count} results are in the chart.", count
            )
            self.refresh()
            self._view.show_recorded(recorded, words)

        self._run(lambda: self._desk.do(command, self._say, {}), done, self._failed)

    def _beside(self) -> LabsBeside | None:
        active = self._desk.active()
        if self._file is None or active is None:
            return None
        now = LabsNow(self._patient, self._desk.chart(self._patient), active, self._desk.act())
        try:
            return lay_beside(self._file, now, self._specimens)
        except LtmError as error:
            self._file = None
            self._view.show_alerts(to_alerts(error))
            return None

    def _was_read(self, file: LabFile) -> None:
        self._view.show_busy(busy=False)
        self._file, self._left, self._specimens = file, set(), {}
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        self._view.show_alerts(to_alerts(error))

    def _asked(self, beside: LabsBeside) -> tuple[str, ...]:
        """Return what is left open, whether or not it was answered: an answer can be changed."""
        named = {one.found.specimen for one in beside.lines}
        asked = (UNSAID, CSF_SOMEWHERE)
        return tuple(one for one in asked if one in {left_open(text) for text in named})

    def _row(self, line: LabLine, at: int, active: ActiveProtocol) -> FileRow:
        say, found = self._say, line.found
        can = line.state is LineState.NEW
        return FileRow(
            place=at,
            name=line_name(line, say, active),
            filed=as_written(found, say),
            kept=as_kept(line, say, active),
            sampled=say.moment(found.sampled_at) if found.sampled_at else "",
            standing=line_standing(line, say),
            ticked=can and at not in self._left,
            can_tick=can,
        )


def left_open(specimen: str) -> str | None:
    """Return what a file's word for a specimen leaves open, None for nothing."""
    if specimen_of(specimen, {}) is not None:
        return None
    return CSF_SOMEWHERE if specimen_of(specimen, {CSF_SOMEWHERE: Specimen.BLOOD}) else UNSAID
