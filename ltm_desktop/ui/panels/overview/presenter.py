"""The site's numbers: counted beside the window, told by sheet, each with who stands behind it.

No Qt. An answer to a count that was given up or asked anew is dropped. Refuses to show a number
without the moment at which it was counted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.overview_sheets import Cell, Cells, Sheet, Stands
from ltm_desktop.app.overview_survival import months
from ltm_desktop.app.overview_told import arm_heads
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.saved_files import saved_words
from ltm_desktop.app.survival_plot import SurvivalPlot, ended_on, plot_of, read_at
from ltm_desktop.app.survival_views import SurvivalView
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.speak import to_alerts

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
_MOST = 4
"""Items of one patient that are named in the list; the table file names all of them."""


class OverviewDesk(Protocol):
    """What the panel asks of the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def count(self, counting: Progress) -> Overview | None:
        """Return the numbers, None when stopped. Raises Refused, Unavailable, ChainBroken."""

    def save(self, told: Overview, path: Path) -> Sequence[Path]:
        """Write the table files. Raises Unavailable."""

    def paper(self, told: Overview, path: Path) -> None:
        """Write the numbers as a PDF. Raises Refused, Unavailable."""


@dataclass(frozen=True, slots=True)
class Person:
    """One patient behind a number, with every reason to be there."""

    patient: PatientId
    subject: str
    whys: tuple[str, ...]
    counted: bool
    tab: str
    item: str

    @property
    def key(self) -> str:
        """Return what tells this line from every other."""
        return f"{self.patient} {int(self.counted)}"


@dataclass(frozen=True, slots=True)
class BehindNumber:
    """A number and everybody behind it, worded."""

    title: str
    number: str
    foot: str
    people: tuple[Person, ...]


class OverviewView(Protocol):
    """What the panel can show."""

    def show_sheets(self, sheets: Sequence[Sheet], plots: Sequence[SurvivalPlot]) -> None:
        """Show every sheet; those of survival with their curves."""

    def show_heading(self, words: str) -> None:
        """Say as of when, and of how many patients."""

    def show_nothing(self, words: str, next_step: str) -> None:
        """Say that there is nothing to count, and what would put something here."""

    def show_working(self, words: str, *, may_stop: bool, done: int = 0, total: int = 0) -> None:
        """Say what is under way and how far it is; nothing when it is done."""

    def show_behind(self, behind: BehindNumber | None) -> None:
        """List who stands behind a number; None: no number is chosen."""

    def show_reading(self, code: str, sentences: Sequence[str]) -> None:
        """Say what the curves of an endpoint read on a day."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""


class OverviewPresenter:
    """Count, tell, list who is behind a number, and take it all away as files."""

    def __init__(self, desk: OverviewDesk, view: OverviewView, run: Run, say: Words) -> None:
        self._desk, self._view, self._run, self._say = desk, view, run, say
        self._told: Overview | None = None
        self._counting: Progress | None = None
        self._chosen: Callable[[], BehindNumber | None] | None = None

    @property
    def told(self) -> Overview | None:
        """Return the numbers shown."""
        return self._told

    def refresh(self) -> None:
        """Count anew; a count under way is given up."""
        self._give_up()
        counting = self._counting = Progress()
        self._view.show_alerts(())
        self.tick()
        self._run(
            lambda: self._desk.count(counting),
            lambda told: self._came(counting, told),
            lambda error: self._failed(counting, error),
        )

    def tick(self) -> None:
        """Say how far a count is."""
        counting, say = self._counting, self._say
        if counting is None:
            return
        words = say("Counting…")
        if counting.total:
            words = say(
                "Counting… {done} of {total} patients",
                done=say.number(counting.done),
                total=say.number(counting.total),
            )
        self._view.show_working(words, may_stop=True, done=counting.done, total=counting.total)

    def stop(self) -> None:
        """Give up counting; what was counted before stays."""
        self._give_up()
        self._view.show_working("", may_stop=False)
        if self._told is None:
            say = self._say
            self._view.show_nothing(say("Nothing is counted yet."), say("Count again."))

    def choose(self, sheet: str, line: str, column: str) -> None:
        """List who stands behind one number."""
        self._choose(lambda: self._behind_cell(sheet, line, column))

    def choose_day(self, code: str, day: int) -> None:
        """List whose count under an endpoint ended on a day."""
        self._choose(lambda: self._behind_day(code, day))

    def forget(self) -> None:
        """List nobody: another sheet is looked at."""
        self._chosen = None
        self._view.show_behind(None)

    def read(self, code: str, day: int) -> None:
        """Read the curves of an endpoint on a day."""
        told, view = self._told, self._endpoint(code)
        if told is None or view is None:
            return
        say = self._say
        heads = arm_heads(told.found, told.active, say)
        at = say("Day {n} ({months} {months:month|months})", n=day, months=months(day, view.month))
        self._view.show_reading(code, (at, *read_at(view, heads, day, say)))

    def save(self, path: Path) -> None:
        """Write the table files, all named after the one that was chosen."""
        told = self._told
        if told is not None:
            self._write(lambda: self._desk.save(told, path), self._saved)

    def print(self, path: Path) -> None:
        """Write a PDF."""
        told = self._told
        if told is not None:
            self._write(lambda: self._desk.paper(told, path), lambda _: self._saved([path]))

    def _choose(self, chosen: Callable[[], BehindNumber | None]) -> None:
        self._chosen = chosen
        self._view.show_behind(chosen())

    def _give_up(self) -> None:
        if self._counting is not None:
            self._counting.stopped = True
            self._counting = None

    def _came(self, counting: Progress, told: Overview | None) -> None:
        if counting is not self._counting or told is None:
            return
        self._counting, self._told = None, told
        self._view.show_working("", may_stop=False)
        self._show(told)

    def _show(self, told: Overview) -> None:
        say = self._say
        counted = say.many(
            "{count} patient, counted {moment}",
            "{count} patients, counted {moment}",
            told.patients,
            moment=say.moment(told.at),
        )
        self._view.show_heading(counted)
        if not told.patients:
            self._chosen = None
            step = say("The numbers begin with the first patient who is enrolled.")
            self._view.show_nothing(say("No participant yet."), step)
            return
        heads = arm_heads(told.found, told.active, say)
        plots = [plot_of(one, heads, say) for one in told.found.survival]
        self._view.show_sheets(told.sheets, plots)
        self._view.show_behind(self._chosen() if self._chosen else None)

    def _failed(self, counting: Progress, error: Exception) -> None:
        if counting is not self._counting:
            return
        self._counting = None
        self._view.show_working("", may_stop=False)
        if self._told is None:
            say = self._say
            self._view.show_nothing(say("The numbers cannot be counted now."), "")
        self._view.show_alerts(to_alerts(error))

    def _behind_cell(self, sheet: str, line: str, column: str) -> BehindNumber | None:
        for one in self._told.sheets if self._told else ():
            for row in one.lines if one.key == sheet else ():
                for head, cell in zip(one.heads, row.cells, strict=True):
                    if (row.key, head.key) == (line, column):
                        return self._listed((one.title, row.name, head.words), cell)
        return None

    def _behind_day(self, code: str, day: int) -> BehindNumber | None:
        view, say = self._endpoint(code), self._say
        if view is None:
            return None
        ended = [one for arm, step in ended_on(view, day) for one in arm.on(step)]
        told = say("Count ended on day {n}", n=day)
        title = (say.label(view.endpoint.label), told)
        return self._listed(title, Cells(say).people(ended))

    def _endpoint(self, code: str) -> SurvivalView | None:
        found = self._told.found.survival if self._told else ()
        return next((one for one in found if one.endpoint.code == code), None)

    def _listed(self, title: Iterable[str], cell: Cell) -> BehindNumber:
        people = tuple(_people(cell.counted)) + tuple(
            _people([one for one in cell.behind if not one.counted])
        )
        return BehindNumber(" · ".join(title), cell.text, self._foot(people), people)

    def _foot(self, people: Sequence[Person]) -> str:
        say = self._say
        counted = sum(one.counted for one in people)
        rest = len(people) - counted
        if not people:
            return say("Nobody stands behind it.")
        told = say.many("{count} patient counted", "{count} patients counted", counted)
        if not rest:
            return told
        also = say("{count} with something due that does not count", count=rest)
        return say("{told}; {also}", told=told, also=also)

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._view.show_alerts(())
        self._view.show_working(self._say("Writing the file…"), may_stop=False)
        self._run(work, done, self._not_saved)

    def _saved(self, paths: Sequence[Path]) -> None:
        say = self._say
        self._view.show_working("", may_stop=False)
        self._view.show_notice(
            saved_words(paths, self._desk.now(), say),
            say("Not encrypted: keep it as you keep paper."),
            "ok",
        )

    def _not_saved(self, error: Exception) -> None:
        self._view.show_working("", may_stop=False)
        self._view.show_alerts(to_alerts(error))


def _people(stands: Iterable[Stands]) -> Iterable[Person]:
    """Yield each patient once, in the order of the list, with every reason."""
    found: dict[PatientId, list[Stands]] = {}
    for one in stands:
        found.setdefault(one.patient, []).append(one)
    for patient, own in found.items():
        whys = tuple(dict.fromkeys(line for one in own for line in (one.why, one.span) if line))
        first = own[0]
        yield Person(patient, first.subject, whys, first.counted, first.tab, first.item)


def shown_whys(person: Person, say: Words) -> tuple[str, ...]:
    """Return the first reasons of a patient, and how many more there are."""
    if len(person.whys) <= _MOST + 1:
        return person.whys
    return (*person.whys[:_MOST], say("and {n} more", n=len(person.whys) - _MOST))
