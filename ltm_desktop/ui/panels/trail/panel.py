"""The trail wired over one open desk: of the whole site, or of one patient in a chart."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.trail.as_of import chart_as_of, summary
from ltm_desktop.app.trail.columns import NAME
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.reading import Trail, TrailPage
from ltm_desktop.app.trail.rows import TrailFilter, TrailRow
from ltm_desktop.app.trail.versions import RecordVersion, versions
from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.trail.presenter import TrailPresenter, Typed
from ltm_desktop.ui.panels.trail.view import TrailView


class TrailDesk:
    """The few verbs of the desk that the panel uses."""

    def __init__(self, context: Context, patient: PatientId | None) -> None:
        self._desk = context.desk
        self._say = context.say
        self._patient = patient
        self._trail = Trail(context.desk, context.say)

    def renew(self) -> None:
        """Take in who works here and which rules hold, as they stand now."""
        self._trail = Trail(self._desk, self._say)

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def total(self) -> int:
        """Return the number of the newest entry."""
        return self._desk.store.head().seq

    def patients(self, typed: str) -> frozenset[str]:
        """Return the patients in whom every word is found."""
        words = " ".join(typed.replace(",", " ").replace("，", " ").split())
        return frozenset(row.patient_id for row in self._desk.store.patients(words))

    def people(self) -> Sequence[tuple[str, str]]:
        """Return everybody who ever worked here, by name."""
        people = self._trail.voice.site.people
        named = ((who, self._trail.voice.person(who)) for who in people)
        return sorted(named, key=lambda one: one[1].casefold())

    def page(self, wanted: TrailFilter, before: int, rows: int, most: int) -> TrailPage:
        """Return rows newest first. Raises Unavailable, ChainBroken."""
        return self._trail.page(wanted, before=before, rows=rows, most=most)

    def versions(self, row: TrailRow) -> tuple[RecordVersion, ...]:
        """Return the versions of the record an entry is about."""
        if not row.subject or not row.record:
            return ()
        chart = self._desk.chart(PatientId(row.stream))
        return versions(RecordId(row.record), chart, self._desk.store, self._trail.voice)

    def stood(self, moment: datetime) -> tuple[StatementSection, ...]:
        """Return one patient's chart as it stood; nothing where no one patient is meant."""
        if self._patient is None:
            return ()
        then = chart_as_of(self._desk.store, self._patient, moment)
        return summary(then, self._trail.voice)

    def to_table(self, wanted: TrailFilter, path: Path, making: Making) -> bool:
        """Write a table; False when stopped. Raises Unavailable."""
        if self._desk.tables is None:
            return False
        export = TrailExport(self._desk, self._say, wanted)
        done = export.to_table(path, self._desk.tables(), making)
        if done:
            self._desk.access.copied(CopyWay.SAVED, CopyOf.TRAIL, path.read_bytes(), self._patient)
        return done

    def to_paper(self, wanted: TrailFilter, path: Path, making: Making) -> bool:
        """Write a PDF; False when stopped. Raises Refused, Unavailable."""
        if self._desk.press is None:
            return False
        export = TrailExport(self._desk, self._say, wanted)
        pdf = export.to_paper(self._desk.press(), making)
        if pdf is not None:
            write_whole({path: (pdf,)})
            self._desk.access.copied(CopyWay.SAVED, CopyOf.TRAIL, pdf, self._patient)
        return pdf is not None


class TrailPanel(QWidget):
    """The trail, told anew when something was recorded while its newest page is shown."""

    def __init__(
        self,
        context: Context,
        patient: PatientId | None,
        left: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._context = context
        self._desk = TrailDesk(context, patient)
        self.view = TrailView(
            context.say,
            self._desk.people(),
            self._desk.now,
            one_patient=patient is not None,
            may_leave=left is not None,
        )
        only = frozenset({str(patient)}) if patient is not None else None
        # two threads of work: a file that is being written keeps nobody from reading on
        reading, writing = Background(self), Background(self)
        self.presenter = TrailPresenter(
            self._desk, self.view, reading.run, context.say, only, write=writing.run
        )
        self._connect(left)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.setFocusProxy(self.view)
        context.notices.recorded.connect(self._recorded)
        self.presenter.refresh()

    def _connect(self, left: Callable[[], None] | None) -> None:
        view, presenter = self.view, self.presenter
        view.filtered.connect(self._choose)
        view.read.connect(presenter.read)
        view.older_wanted.connect(presenter.older)
        view.newer_wanted.connect(presenter.newer)
        view.stop_wanted.connect(presenter.stop)
        view.moment_wanted.connect(presenter.view_as_of)
        view.ticked.connect(presenter.tick)
        view.save_wanted.connect(self._ask_place)
        if left is not None:
            view.left.connect(left)

    def _choose(self, typed: Typed) -> None:
        self.presenter.choose(typed)

    def _recorded(self, _recorded: object) -> None:
        self._desk.renew()
        self.presenter.recorded()

    def _ask_place(self, kind: str) -> None:
        say = self._context.say
        offered = str(Path.home() / f"{NAME}.{kind}")
        title = say("Save the audit trail")
        chosen, _ = QFileDialog.getSaveFileName(self, title, offered, f"{kind.upper()} (*.{kind})")
        if chosen:
            self.presenter.save(kind, Path(os.fspath(chosen)))


def build(
    context: Context,
    patient: PatientId | None = None,
    *,
    left: Callable[[], None] | None = None,
) -> TrailPanel:
    """Return the trail of the site, or of one patient; `left` brings back what it stands over."""
    return TrailPanel(context, patient, left)
