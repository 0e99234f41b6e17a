"""Reading the trail: pages, filters, one entry in full, a moment in the past, files. No Qt here.

Work runs beside the window and may be stopped; an answer to a question no longer asked is dropped.
Refuses to show the past without saying that it is not the present.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.saved_files import saved_words
from ltm_desktop.app.trail.export import Making
from ltm_desktop.app.trail.reading import TrailPage
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind, TrailRow
from ltm_desktop.app.trail.versions import RecordVersion
from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.speak import to_alerts

ROWS = 50
MOST = 2000
"""Entries looked at in one piece of work, so that a page never waits for the whole ledger."""
MOST_WORDS = 250
"""The same where words are looked for: each entry must be told before they can be found in it."""
Run = Callable[[Callable[[], object], Callable[[object], None], Callable[[Exception], None]], None]


@dataclass(frozen=True, slots=True)
class Typed:
    """The filter as a person set it."""

    patient: str = ""
    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    flags: frozenset[TrailFlag] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry with everything there is about it."""

    row: TrailRow
    versions: tuple[RecordVersion, ...]


class TrailDesk(Protocol):
    """What the panel asks of the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def total(self) -> int:
        """Return the number of the newest entry."""

    def patients(self, typed: str) -> frozenset[str]:
        """Return the patients in whom every word is found."""

    def page(self, wanted: TrailFilter, before: int, rows: int, most: int) -> TrailPage:
        """Return rows newest first. Raises Unavailable, ChainBroken."""

    def versions(self, row: TrailRow) -> tuple[RecordVersion, ...]:
        """Return the versions of the record an entry is about."""

    def stood(self, moment: datetime) -> tuple[StatementSection, ...]:
        """Return one patient's chart as it stood; nothing where no one patient is meant."""

    def to_table(self, wanted: TrailFilter, path: Path, making: Making) -> bool:
        """Write a table; False when stopped. Raises Unavailable."""

    def to_paper(self, wanted: TrailFilter, path: Path, making: Making) -> bool:
        """Write a PDF; False when stopped. Raises Refused, Unavailable."""


class TrailView(Protocol):
    """What the panel can show."""

    def show_rows(self, rows: Sequence[TrailRow], *, newer: bool, older: bool) -> None:
        """Show one page and whether there are others."""

    def show_foot(self, foot: str, nothing: str, *, filtered: bool) -> None:
        """Say how many are shown, or that there is nothing."""

    def show_working(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is, with a way to stop it; nothing when it is done."""

    def show_detail(self, detail: Detail | None) -> None:
        """Show one entry in full."""

    def show_past(self, words: str, sections: Sequence[StatementSection]) -> None:
        """Mark that the past is shown, with the chart as it stood; nothing for the present."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""


@dataclass
class _Reading:
    """One question asked of the ledger."""

    before: int
    rows: list[TrailRow] = field(default_factory=list)
    looked_at: int = 0
    stopped: bool = False


class TrailPresenter:
    """Page through the ledger, filter it, and read one entry in full."""

    def __init__(
        self,
        desk: TrailDesk,
        view: TrailView,
        run: Run,
        say: Words,
        only: frozenset[str] | None = None,
        *,
        write: Run | None = None,
    ) -> None:
        """Take how to read beside the window and, apart from it, how to write a file."""
        self._desk = desk
        self._view = view
        self._run = run
        self._write = write or run
        self._say = say
        self._only = only
        self._wanted = TrailFilter(patients=only)
        self._starts = [0]
        self._next = 0
        self._reading: _Reading | None = None
        self._making: Making | None = None
        self._stop_file = False
        self._rows: dict[int, TrailRow] = {}

    @property
    def wanted(self) -> TrailFilter:
        """Return the filter in force."""
        return self._wanted

    def refresh(self) -> None:
        """Read the shown page again; something may have been recorded."""
        self._read(self._starts[-1])

    def recorded(self) -> None:
        """Take in what was just written, unless an older page or the past is being read."""
        if len(self._starts) == 1 and self._wanted.as_of is None and self._making is None:
            self.refresh()

    def choose(self, typed: Typed) -> None:
        """Filter, and begin with the newest."""
        zone = self._desk.now().tzinfo
        found = self._desk.patients(typed.patient) if typed.patient.strip() else None
        until = typed.until + timedelta(days=1) if typed.until else None
        self._wanted = TrailFilter(
            patients=found if self._only is None else self._only,
            person=typed.person,
            kinds=frozenset({TrailKind(typed.kind)}) if typed.kind else frozenset(),
            since=_midnight(typed.since, zone),
            until=_midnight(until, zone),
            flags=typed.flags,
            words=typed.words,
            as_of=self._wanted.as_of,
        )
        self._begin()

    def older(self) -> None:
        """Turn to the page before in time."""
        if self._next:
            self._starts.append(self._next)
            self._read(self._next)

    def newer(self) -> None:
        """Turn back to the page after in time."""
        if len(self._starts) > 1:
            self._starts.pop()
            self._read(self._starts[-1])

    def view_as_of(self, moment: datetime | None) -> None:
        """Show trail and chart as they stood at a moment; None: the present again."""
        say = self._say
        if moment is not None and moment > self._desk.now():
            self._view.show_notice(
                say("This moment has not come yet."), say("Choose an earlier one."), "caution"
            )
            return
        self._wanted = replace(self._wanted, as_of=moment)
        if moment is None:
            self._view.show_past("", ())
        else:
            words = say(
                "As of {moment}, not the present. For reading only.",
                moment=say.zone_moment(moment),
            )
            self._view.show_past(words, self._desk.stood(moment))
        self._begin()

    def read(self, seq: int) -> None:
        """Show one entry in full; 0: none."""
        row = self._rows.get(seq)
        self._view.show_detail(Detail(row, self._desk.versions(row)) if row else None)

    def stop(self) -> None:
        """Stop what is under way; what was found so far stays."""
        self._stop_file = True
        if self._reading is not None:
            self._reading.stopped = True

    def save(self, kind: str, path: Path) -> None:
        """Write the filtered trail to a file, as `csv` or as `pdf`."""
        if self._making is not None:
            return
        self._stop_file = False
        making = Making(stopped=lambda: self._stop_file)
        self._making = making
        write = self._desk.to_table if kind == "csv" else self._desk.to_paper
        wanted = self._wanted
        self._view.show_working(self._say("Writing the file…"))
        self._write(
            lambda: write(wanted, path, making),
            lambda finished: self._saved(path, finished=bool(finished)),
            self._not_saved,
        )

    def tick(self) -> None:
        """Say how far a file is."""
        if self._making is not None:
            self._view.show_working(
                self._say(
                    "Writing the file… {count} {count:entry|entries} so far",
                    count=self._say.number(self._making.rows),
                ),
                self._making.rows,
                0 if self._is_filtered else self._desk.total(),
            )

    def _saved(self, path: Path, *, finished: bool) -> None:
        say, making = self._say, self._making
        self._making = None
        self._view.show_working("")
        if not finished:
            self._view.show_notice(
                say("Stopped. No file was written."), say("Filter for less, or begin again."), ""
            )
            return
        told = say.many("{count} entry.", "{count} entries.", making.rows if making else 0)
        self._view.show_notice(
            say.together(saved_words([path], self._desk.now(), say), told),
            say("Not encrypted: keep it as you keep paper."),
            "ok",
        )
        # that a copy was made is an entry as well
        self.recorded()

    def _not_saved(self, error: Exception) -> None:
        self._making = None
        self._view.show_working("")
        self._view.show_alerts(to_alerts(error))

    def _begin(self) -> None:
        self._starts = [0]
        self._view.show_detail(None)
        self._read(0)

    def _read(self, before: int) -> None:
        self._reading = _Reading(before)
        self._view.show_alerts(())
        if self._is_filtered:
            self._view.show_working(self._say("Looking…"))
        self._go_on(self._reading)

    def _go_on(self, reading: _Reading) -> None:
        wanted, left = self._wanted, ROWS - len(reading.rows)
        most = MOST_WORDS if wanted.words.strip() else MOST
        self._run(
            lambda: self._desk.page(wanted, reading.before, left, most),
            lambda page: self._came(reading, page),
            lambda error: self._failed(reading, error),
        )

    def _came(self, reading: _Reading, page: object) -> None:
        if reading is not self._reading or not isinstance(page, TrailPage):
            return
        reading.rows += page.rows
        reading.looked_at += page.looked_at
        reading.before = page.next_before
        if len(reading.rows) < ROWS and reading.before and not reading.stopped:
            self._view.show_working(
                self._say(
                    "{looked} of {total} entries looked at, {found} found",
                    looked=self._say.number(reading.looked_at),
                    total=self._say.number(self._desk.total()),
                    found=len(reading.rows),
                ),
                reading.looked_at,
                self._desk.total(),
            )
            self._go_on(reading)
            return
        self._show(reading)

    def _failed(self, reading: _Reading, error: Exception) -> None:
        if reading is self._reading:
            self._view.show_working("")
            self._view.show_alerts(to_alerts(error))

    def _show(self, reading: _Reading) -> None:
        self._next = reading.before
        self._rows = {row.seq: row for row in reading.rows}
        self._view.show_working("")
        newer, older = len(self._starts) > 1, bool(reading.before)
        self._view.show_rows(reading.rows, newer=newer, older=older)
        self._view.show_foot(
            self._foot(reading), self._nothing(reading), filtered=self._is_filtered
        )

    @property
    def _is_filtered(self) -> bool:
        return self._wanted != TrailFilter(patients=self._only, as_of=self._wanted.as_of)

    def _foot(self, reading: _Reading) -> str:
        if not reading.rows:
            return ""
        say = self._say
        span = say(
            "Entries {first} to {last} of {total}, newest first.",
            first=reading.rows[0].seq,
            last=reading.rows[-1].seq,
            total=self._desk.total(),
        )
        if reading.stopped and reading.before:
            return say.together(span, say("Stopped before the oldest entry."))
        return span

    def _nothing(self, reading: _Reading) -> str:
        say = self._say
        if reading.rows:
            return ""
        if reading.stopped and reading.before:
            return say("Nothing found yet: stopped before the oldest entry.")
        if self._is_filtered or len(self._starts) > 1:
            return say.together(say("No entry fits this filter."), say("Show all to see the rest."))
        if self._wanted.as_of is not None:
            return say("Nothing was in the ledger by then.")
        return say("Nothing is recorded yet.")


def _midnight(day: date | None, zone: object) -> datetime | None:
    """Return the beginning of a day at the site."""
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=zone)  # type: ignore[arg-type]  # the zone of the site's clock
