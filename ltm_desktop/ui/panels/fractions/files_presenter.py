"""Files of the machine: read beside the window, laid beside the log, linked or handed to a form.

No Qt here. Nothing is applied by itself: a person confirms a link, and signs everything else.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.course_import import SessionProposal
from ltm_desktop.app.machine_files import (
    ChartNow,
    FileBeside,
    Proposal,
    Reading,
    lay_beside,
    read_files,
)
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.reconciliation import reconcile
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fraction_orders import PHYSICIANS
from ltm_desktop.domain.fractions import LinkSession, PrescribeRadiotherapy, RecordFraction
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.desk import FractionsDesk, has_role
from ltm_desktop.ui.panels.fractions.filing import (
    FileShown,
    FilesRead,
    FilesShown,
    file_shown,
    files_shown,
)
from ltm_desktop.ui.speak import to_alerts


class FilesView(Protocol):
    """What the form of the files can show."""

    def show_files(self, shown: FilesShown) -> None:
        """Show the list of what was read."""

    def show_file(
        self, shown: FileShown, volumes: tuple[Option, ...], named: dict[str, str]
    ) -> None:
        """Show one file beside the chart, with the volumes its doses may be of."""

    def show_reading(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far the reading is; nothing when it is over."""

    def show_linking(self, *, busy: bool) -> None:
        """Hold still while a link is written."""

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show what stands against what was asked, where the person stands."""


class FilesPresenter:
    """Read files for one patient and show each beside the log."""

    def __init__(
        self,
        desk: FractionsDesk,
        patient: PatientId,
        view: FilesView,
        run: Run,
        say: Words,
        kept: FilesRead,
        linked: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._view = view
        self._run = run
        self._say = say
        self._kept = kept
        self._linked = linked
        self._open: Proposal | None = None
        self._progress: Progress | None = None

    def open(self) -> None:
        """Show the list as it stands beside the log of now."""
        self._open = None
        desk, act = self._desk, self._desk.act()
        sessions = reconcile(desk.chart(self._patient), act, through=act.today)
        laid = laid_of(desk, self._patient, self._kept)
        shown = files_shown(self._kept.reading, laid, sessions, act.now.tzinfo, self._say)
        self._view.show_files(shown)

    def read(self, chosen: Sequence[Path]) -> None:
        """Read files and folders beside the window; nothing is written."""
        opens, zone = self._desk.treatment_files, self._desk.act().now.tzinfo
        if not chosen or opens is None or zone is None:
            return
        progress = self._progress = Progress()
        self.tick()
        self._run(lambda: read_files(opens(), chosen, zone, progress), self._read, self._not_read)

    def tick(self) -> None:
        """Say how far the reading is."""
        progress, say = self._progress, self._say
        if progress is None:
            return
        words = say("Reading the files…")
        if progress.total:
            words = say(
                "Reading the files… {done} of {total}",
                done=say.number(progress.done),
                total=say.number(progress.total),
            )
        self._view.show_reading(words, progress.done, progress.total)

    def stop(self) -> None:
        """Stop reading; what was read before stays."""
        if self._progress is not None:
            self._progress.stopped = True

    def look_at(self, uid: str) -> None:
        """Show one file beside the chart."""
        laid = laid_of(self._desk, self._patient, self._kept)
        found = (one.proposal for one in laid if one.proposal is not None)
        self._open = next((one for one in found if one.found.uid == uid), None)
        if self._open is None:
            self.open()
            return
        named = self._kept.volumes.get(uid, {})
        orders = has_role(self._desk, PHYSICIANS)
        shown = file_shown(self._open, self._desk.active(), self._say, orders=orders, named=named)
        self._view.show_file(shown, self._volumes(), named)

    def name_volume(self, reference: str, volume: str) -> None:
        """Take it that a dose of the open file is a volume's; an empty one takes it back."""
        if self._open is None:
            return
        uid = self._open.found.uid
        told = {**self._kept.volumes.get(uid, {}), reference: volume}
        self._kept.volumes[uid] = {key: one for key, one in told.items() if one}
        self.look_at(uid)

    def link(self, rv_id: str, remark: str) -> None:
        """Write the link that the open file proposes, as the person completed it."""
        command = self._open.command if self._open is not None else None
        if not isinstance(command, LinkSession):
            return
        told = replace(command, rv_id=rv_id.strip(), remark=remark.strip())
        try:
            proposal = self._desk.propose(told, self._say)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_linking(busy=True)
        self._run(lambda: self._desk.record(proposal), self._written, self._not_written)

    def taken(self) -> RecordFraction | PrescribeRadiotherapy | None:
        """Return what the open file puts into a form; an order only for those who prescribe."""
        command = self._open.command if self._open is not None else None
        if isinstance(command, PrescribeRadiotherapy) and not has_role(self._desk, PHYSICIANS):
            return None
        return None if isinstance(command, LinkSession) else command

    def _volumes(self) -> tuple[Option, ...]:
        course, found = self._desk.chart(self._patient).course, self._open
        if not isinstance(found, SessionProposal):
            return ()
        targets = course.targets_of(found.found.fraction)
        return tuple(Option(one.volume, one.volume) for one in targets)

    def _read(self, reading: Reading | None) -> None:
        self._end_reading()
        if reading is not None:
            self._kept.reading = reading
        self.open()

    def _end_reading(self) -> None:
        self._progress = None
        self._view.show_reading("")

    def _not_read(self, error: Exception) -> None:
        self._end_reading()
        self._view.show_alerts(to_alerts(error))

    def _written(self, recorded: Recorded) -> None:
        self._view.show_linking(busy=False)
        self._linked(recorded)
        self.open()

    def _not_written(self, error: Exception) -> None:
        self._view.show_linking(busy=False)
        self._view.show_alerts(to_alerts(error))


def laid_of(desk: FractionsDesk, patient: PatientId, kept: FilesRead) -> tuple[FileBeside, ...]:
    """Return all files that were read, beside the chart as it stands now."""
    active = desk.active()
    if active is None:
        return ()
    now = ChartNow(desk.chart(patient), active, desk.site().people, desk.act())
    return lay_beside(kept.reading.files, now, kept.volumes)
