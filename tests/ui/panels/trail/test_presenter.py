"""Paging, filtering and the past, with no Qt and a ledger that answers as it is told to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ltm_desktop.app.trail.export import Making
from ltm_desktop.app.trail.reading import TrailPage
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind, TrailRow
from ltm_desktop.app.trail.versions import RecordVersion
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ui.panels.trail.presenter import Detail, TrailPresenter, Typed

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def row(seq: int, **changes: object) -> TrailRow:
    made = TrailRow(
        seq=seq,
        log="D01",
        hash=f"{seq:064d}",
        previous="0" * 64,
        body_digest="1" * 64,
        stream="pat-1",
        recorded_at=NOW,
        happened_at=None,
        recorded="03-Mar-2026 09:00 +00:00",
        happened="",
        author="nurse.a",
        who="Ann (nurse.a)",
        role="oncology nurse",
        kinds=frozenset({TrailKind.DOSING}),
        what="Record of an intrathecal dose",
        details=(),
        reason="",
        patient="DEMO, Alpha",
        subject="D01-001",
        record="",
        version="",
        signatures=(),
        flags=frozenset(),
        changes=(),
        workstation="",
        rules="",
        shown="as shown",
        language="en",
        papers=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names of the row, by the tests below


@dataclass
class Desk:
    """Answer pages in turn, and keep what was asked."""

    pages: list[TrailPage | Exception] = field(default_factory=list)
    asked: list[tuple[TrailFilter, int]] = field(default_factory=list)
    written: Callable[[Path], bool] = bool

    def now(self) -> datetime:
        return NOW

    def total(self) -> int:
        return 100

    def patients(self, typed: str) -> frozenset[str]:
        return frozenset({"pat-1"}) if typed == "Alpha" else frozenset()

    def page(self, wanted: TrailFilter, before: int, _rows: int, _most: int) -> TrailPage:
        self.asked.append((wanted, before))
        page = self.pages.pop(0) if self.pages else TrailPage((), 0, 0)
        if isinstance(page, Exception):
            raise page
        return page

    def versions(self, _row: TrailRow) -> tuple[RecordVersion, ...]:
        return ()

    def stood(self, _moment: datetime) -> tuple[StatementSection, ...]:
        return (StatementSection("Patient", (StatementLine("Subject", "D01-001"),)),)

    def to_table(self, _wanted: TrailFilter, path: Path, making: Making) -> bool:
        making.rows = 3
        return self.written(path) and not making.stopped()

    def to_paper(self, wanted: TrailFilter, path: Path, making: Making) -> bool:
        return self.to_table(wanted, path, making)


@dataclass
class View:
    """Keep what is shown."""

    rows: list[int] = field(default_factory=list)
    ways: tuple[bool, bool] = (False, False)
    foot: str = ""
    nothing: str = ""
    filtered: bool = False
    working: list[str] = field(default_factory=list)
    detail: Detail | None = None
    past: str = ""
    sections: Sequence[StatementSection] = ()
    alerts: Sequence[Alert] = ()
    notices: list[tuple[str, str]] = field(default_factory=list)

    def show_rows(self, rows: Sequence[TrailRow], *, newer: bool, older: bool) -> None:
        self.rows, self.ways = [one.seq for one in rows], (newer, older)

    def show_foot(self, foot: str, nothing: str, *, filtered: bool) -> None:
        self.foot, self.nothing, self.filtered = foot, nothing, filtered

    def show_working(self, words: str, _done: int = 0, _total: int = 0) -> None:
        self.working.append(words)

    def show_detail(self, detail: Detail | None) -> None:
        self.detail = detail

    def show_past(self, words: str, sections: Sequence[StatementSection]) -> None:
        self.past, self.sections = words, sections

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts

    def show_notice(self, sentence: str, _next_step: str, tone: str) -> None:
        self.notices.append((sentence, tone))


def at_once(
    work: Callable[[], object],
    done: Callable[[object], None],
    failed: Callable[[Exception], None],
) -> None:
    """Do the work here and now."""
    try:
        found = work()
    except Unavailable as error:
        failed(error)
    else:
        done(found)


def presenter(desk: Desk, view: View, only: frozenset[str] | None = None) -> TrailPresenter:
    return TrailPresenter(desk, view, at_once, Words(), only)


def page(first: int, count: int, left: int, looked: int = 50) -> TrailPage:
    return TrailPage(tuple(row(first - n) for n in range(count)), left, looked)


def test_the_newest_page_is_shown_and_one_can_turn_both_ways() -> None:
    desk, view = Desk([page(100, 50, 51), page(50, 50, 0), page(100, 50, 51)]), View()
    told = presenter(desk, view)
    told.refresh()
    assert (view.rows[0], view.ways) == (100, (False, True))
    assert view.foot == "Entries 100 to 51 of 100, newest first."
    told.older()
    assert (view.rows[0], view.ways) == (50, (True, False))
    told.newer()
    assert [before for _, before in desk.asked] == [0, 51, 0]
    told.newer()
    assert len(desk.asked) == 3


def test_a_rare_entry_is_looked_for_page_after_page_and_says_how_far_it_is() -> None:
    desk = Desk([page(90, 1, 60, 2000), page(50, 1, 30, 2000), page(20, 1, 0, 20)])
    view = View()
    presenter(desk, view).refresh()
    assert view.rows == [90, 50, 20]
    assert "2,000 of 100 entries looked at, 1 found" in view.working
    assert view.working[-1] == ""


def test_what_is_typed_becomes_the_filter_and_begins_with_the_newest() -> None:
    desk, view = Desk([page(100, 50, 51), page(50, 50, 1)]), View()
    told = presenter(desk, view)
    told.refresh()
    told.older()
    typed = Typed(
        patient="Alpha",
        person="nurse.a",
        kind="dosing",
        since=date(2026, 3, 1),
        until=date(2026, 3, 2),
        flags=frozenset({TrailFlag.LATE}),
        words="dose",
    )
    told.choose(typed)
    wanted, before = desk.asked[-1]
    assert before == 0
    assert wanted == TrailFilter(
        patients=frozenset({"pat-1"}),
        person="nurse.a",
        kinds=frozenset({TrailKind.DOSING}),
        since=datetime(2026, 3, 1, tzinfo=UTC),
        until=datetime(2026, 3, 3, tzinfo=UTC),
        flags=frozenset({TrailFlag.LATE}),
        words="dose",
    )
    assert view.filtered
    assert view.nothing == "No entry fits this filter. Show all to see the rest."
    told.choose(Typed())
    assert not view.filtered


def test_one_patients_trail_stays_that_patients() -> None:
    desk, view = Desk(), View()
    told = presenter(desk, view, frozenset({"pat-7"}))
    told.choose(Typed(patient="Alpha"))
    assert desk.asked[-1][0].patients == frozenset({"pat-7"})
    assert not view.filtered
    assert view.nothing == "Nothing is recorded yet."


def test_stopping_keeps_what_was_found_and_says_so() -> None:
    view = View()
    desk = Desk([page(90, 1, 60, 2000), page(50, 1, 30, 2000)])
    waiting: list[Callable[[], None]] = []

    def later(
        work: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
    ) -> None:
        waiting.append(lambda: at_once(work, done, failed))

    told = TrailPresenter(desk, view, later, Words())
    told.refresh()
    told.stop()
    waiting.pop()()
    assert view.rows == [90]
    assert "Stopped before the oldest entry." in view.foot
    told.choose(Typed())
    told.choose(Typed(words="newer question"))
    waiting.pop(0)()
    assert view.rows == [90]  # an answer nobody asks for any more


def test_the_past_is_marked_and_the_future_is_refused() -> None:
    desk, view = Desk(), View()
    told = presenter(desk, view, frozenset({"pat-1"}))
    told.view_as_of(NOW + timedelta(minutes=1))
    assert view.notices == [("This moment has not come yet.", "caution")]
    assert desk.asked == []
    then = NOW - timedelta(days=1)
    told.view_as_of(then)
    assert view.past == "As of 02-Mar-2026 09:00 +00:00, not the present. For reading only."
    assert view.sections
    assert desk.asked[-1][0].as_of == then
    assert view.nothing == "Nothing was in the ledger by then."
    told.recorded()
    assert len(desk.asked) == 1
    told.view_as_of(None)
    assert (view.past, view.sections) == ("", ())
    assert desk.asked[-1][0].as_of is None


def test_an_entry_is_read_in_full_and_put_away() -> None:
    desk, view = Desk([page(3, 3, 0)]), View()
    told = presenter(desk, view)
    told.refresh()
    told.read(2)
    assert view.detail is not None
    assert view.detail.row.seq == 2
    told.read(0)
    assert view.detail is None


def test_a_file_is_written_and_everything_that_can_go_wrong_is_said(tmp_path: Path) -> None:
    desk, view = Desk(), View()
    told = presenter(desk, view)
    told.save("csv", tmp_path / "trail.csv")
    assert view.notices[-1] == (f"Saved 09:00: trail.csv in {tmp_path}. 3 entries.", "ok")

    def no_room(path: Path) -> bool:
        raise Unavailable("files.no_room", name=path.name, place=str(path.parent), room=1)

    desk.written = no_room
    told.save("pdf", tmp_path / "trail.pdf")
    assert [one.code for one in view.alerts] == ["files.no_room"]
    desk.written = lambda _path: False
    told.save("pdf", tmp_path / "trail.pdf")
    assert view.notices[-1][0] == "Stopped. No file was written."

    def broken(_path: Path) -> bool:
        raise Unavailable("storage.disk")

    desk.written = broken
    told.save("csv", tmp_path / "trail.csv")
    assert [one.code for one in view.alerts] == ["storage.disk"]


def test_a_ledger_that_cannot_be_read_is_said() -> None:
    desk, view = Desk([Unavailable("storage.disk")]), View()
    presenter(desk, view).refresh()
    assert [one.code for one in view.alerts] == ["storage.disk"]
