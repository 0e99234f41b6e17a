"""Show one patient's time line, read it at a day, save and print it; for every panel that has one.

No Qt. Refuses nothing: without a signed configuration it says what is missing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ltm_desktop.app.saved_files import saved_words
from ltm_desktop.app.timeline.shapes import Line, TimeLine, days_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.desk_verbs import ChartDesk, Run
from ltm_desktop.ui.speak import to_alerts

Make = Callable[[Chart, ActiveProtocol, Act, Words], TimeLine]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read at one day, worded."""

    day: str
    study_day: str
    """Empty before a first dose is planned."""
    facts: tuple[tuple[str, str], ...]
    ago: tuple[tuple[str, str], ...]
    """How long before this day each thing was."""


class LineView(Protocol):
    """What the panel can show."""

    def show_line(self, line: TimeLine, rows: Sequence[Line]) -> None:
        """Draw the time line and list it."""

    def show_reading(self, reading: Reading) -> None:
        """Show what is read at a day."""

    def show_nothing(self, words: str, next_step: str) -> None:
        """Say that there is nothing to draw, and what would put something here."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while a file is made."""

    def show_done(self, words: str) -> None:
        """Say what was saved or opened."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show why a file could not be made."""


class LinePresenter:
    """One time line of one patient."""

    def __init__(
        self,
        desk: ChartDesk,
        patient: PatientId,
        view: LineView,
        make: Make,
        *,
        say: Words,
        run: Run,
        nothing: tuple[str, str],
    ) -> None:
        self._desk, self._patient = desk, patient
        self._view, self._make = view, make
        self._say, self._run = say, run
        self._nothing = nothing
        self.line: TimeLine | None = None

    def refresh(self) -> None:
        """Ask for everything again; the day that is read stays."""
        say, active = self._say, self._desk.active()
        if active is None:
            nothing = say("No site configuration is signed.")
            self._view.show_nothing(nothing, say("The investigator signs one first."))
            return
        line = self._make(self._desk.chart(self._patient), active, self._desk.act(), say)
        if line.empty:
            self.line = None
            self._view.show_nothing(*self._nothing)
            return
        self.line = line
        self._view.show_line(line, line.lines(say))

    def read(self, day: date) -> None:
        """Read every lane at a day."""
        line, say = self.line, self._say
        if line is None:
            return
        number = line.study_day(day)
        today = say("today") if day == line.today else _apart((day - line.today).days, say)
        weekday = say("{weekday} {day}", weekday=say.weekday(day), day=day)
        study = say("study day {n}, {apart}", n=number, apart=today) if number else today
        self._view.show_reading(
            Reading(weekday, study, (*line.read(day, say), *line.facts), line.ago(day, say))
        )

    def save(self, path: Path, write: Callable[[TimeLine, Path], bool]) -> None:
        """Write the table to a file."""
        line = self.line
        if line is not None:
            self._begin(lambda: write(line, path), lambda _: self._saved(path))

    def print(self, draw: Callable[[], bytes], show: Callable[[bytes], bool]) -> None:
        """Make the paper and hand it to a viewer."""
        self._begin(draw, lambda pdf: self._opened(show(pdf)))

    def _begin(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._view.show_alerts(())
        self._view.show_busy(True)
        self._run(work, done, self._failed)

    def _saved(self, path: Path) -> None:
        self._view.show_busy(False)
        self._view.show_done(saved_words([path], self._desk.act().now, self._say))

    def _opened(self, shown: bool) -> None:
        self._view.show_busy(False)
        say = self._say
        opened = say("Opened; print it from there.")
        self._view.show_done(
            opened if shown else say("No program on this computer opens PDF files.")
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))


def _apart(days: int, say: Words) -> str:
    if days < 0:
        return say("{days} ago", days=days_words(-days, say))
    return say("{days} ahead", days=days_words(days, say))
