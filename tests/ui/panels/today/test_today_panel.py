from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.waiting import own_count
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.domain.labs import Comparator, LabResult, RecordLabs
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.today.lines import TodayRow
from ltm_desktop.ui.panels.today.panel import TodayDesk, build
from ltm_desktop.ui.panels.today.presenter import DayCount, Nothing, OnlyMine, TodayPresenter
from ltm_desktop.ui.panels.today.view import TodayView
from ltm_desktop.ui.panels.today.waiting import Waiting
from ltm_desktop.ui.panels.today.words import count_words
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import next_morning


class Shown:
    """Remember what the page was asked to show."""

    def __init__(self) -> None:
        self.title = self.counts = self.summary = ""
        self.rows: Sequence[TodayRow] = ()
        self.nothing = Nothing("")
        self.stale = False
        self.days: Sequence[DayCount] = ()
        self.waiting: Waiting | None = None
        self.only = OnlyMine(on=False, words="", button="")

    def show_heading(self, title: str, counts: str) -> None:
        self.title, self.counts = title, counts

    def show_rows(self, rows: Sequence[TodayRow], nothing: Nothing, *, stale: bool) -> None:
        self.rows, self.nothing, self.stale = rows, nothing, stale

    def show_only_mine(self, only: OnlyMine) -> None:
        self.only = only

    def show_days(self, days: Sequence[DayCount]) -> None:
        self.days = days

    def show_waiting(self, waiting: Waiting) -> None:
        self.waiting = waiting


def not_given(desk: Desk, row: TodayRow, outcome: NotGiven, days: int = 0) -> None:
    """Let the nurse at the desk settle or hold a dose."""
    now, reasons = (
        desk.clock.now(),
        {NotGiven.HELD: "hold_reason", NotGiven.REFUSED: "refuse_reason"},
    )
    active = desk.active()
    assert active is not None
    command = RecordDoseNotGiven(
        patient=PatientId(row.key[0]),
        record=RecordId(desk.ids.new("not")),
        item=ItemCode(row.key[1]),
        outcome=outcome,
        reason=active.vocabulary(reasons[outcome])[0],
        decided_at=now,
        until=now.date() + timedelta(days=days) if days else None,
    )
    proposal = desk.propose(command, Words("en"))
    signed = [desk.sign(proposal, one, DEMO_SECRET) for one in proposal.signers]
    desk.record(proposal, signed)


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def presenter(context: Context, shown: Shown) -> TodayPresenter:
    presenter = TodayPresenter(TodayDesk(context), shown, context.say)
    presenter.sort()
    return presenter


def test_overdue_comes_first_and_nothing_is_called_missed(
    presenter: TodayPresenter, shown: Shown
) -> None:
    assert shown.rows[0].state is ItemState.OVERDUE
    assert shown.rows[0].subject == "D01-002"
    assert "Overdue 1" in shown.counts
    assert "missed" not in repr(shown.rows).lower()


def test_a_row_names_the_patient_on_lines_of_their_own(
    presenter: TodayPresenter, shown: Shown
) -> None:
    row = shown.rows[0]
    assert (row.name, row.born) == ("YANSHI, Jia 演示甲", "born 03-Jul-1958")
    assert row.item == "dose 3 of 8 · lumbar puncture"
    assert row.detail.startswith("window ")


def test_a_held_dose_stays_on_the_list_with_the_day_its_hold_ends(
    presenter: TodayPresenter, shown: Shown, context: Context
) -> None:
    row = shown.rows[0]
    not_given(context.desk, row, NotGiven.HELD, days=2)
    presenter.sort()
    held = next(one for one in shown.rows if one.key == row.key)
    assert held.state is ItemState.HELD
    assert "held until" in held.detail


def test_a_settled_row_keeps_its_place_until_a_person_sorts_again(
    presenter: TodayPresenter, shown: Shown, context: Context
) -> None:
    before = [row.key for row in shown.rows]
    not_given(context.desk, shown.rows[0], NotGiven.REFUSED)
    presenter.refresh()
    assert [row.key for row in shown.rows][: len(before)] == before
    assert shown.rows[0].settled
    assert shown.rows[0].state is ItemState.REFUSED
    assert shown.stale
    presenter.sort()
    assert before[0] not in [row.key for row in shown.rows]


def test_the_next_seven_days_are_counted_in_words(
    presenter: TodayPresenter, shown: Shown, context: Context
) -> None:
    assert len(shown.days) == 7
    assert [day.today for day in shown.days] == [True] + [False] * 6
    assert all(bool(day.words) == bool(day.count) for day in shown.days)
    assert count_words({"dose": 1, "fraction": 2}, context.say) == "1 dose, 2 fractions"


def test_what_waits_is_counted_beyond_the_lines_shown(
    presenter: TodayPresenter, shown: Shown, context: Context
) -> None:
    waiting, every = shown.waiting, len(context.desk.worklists.inbox())
    assert waiting is not None
    assert len(waiting.lines) == min(every, 5)
    assert "oldest" in waiting.summary
    assert waiting.more == (f"{every - 5} more" if every > 5 else "")
    assert not waiting.own


def test_what_a_person_may_sign_comes_first_and_is_counted(
    open_as: Callable[[str], Desk], shown: Shown
) -> None:
    context = Context(open_as("physician.q"), Words("en"), Notices())
    TodayPresenter(TodayDesk(context), shown, context.say).sort()
    mine = own_count(context.desk)
    waiting = shown.waiting
    assert waiting is not None
    assert mine > 0
    assert waiting.own.startswith(f"{mine} record")
    assert waiting.own.endswith("for your signature")
    marks = [line.mine for line in waiting.lines]
    assert marks == sorted(marks, reverse=True)
    assert marks[0]


def test_a_dose_says_what_it_waits_for(presenter: TodayPresenter, shown: Shown) -> None:
    doses = [row for row in shown.rows if row.kind == "dose" and row.about == "item"]
    assert doses
    assert all("waits for: " in row.waits for row in doses)
    fractions = [row for row in shown.rows if row.kind == "fraction"]
    assert all(" so far · " in row.waits for row in fractions)
    assert all("platelets" in row.waits for row in fractions)


def _counted(desk: Desk, patient: PatientId, value: str, comparator: Comparator, ago: int) -> None:
    """Let a nurse enter a platelet count that was drawn some hours ago."""
    count = Quantity(Decimal(value), Unit.PER_NL)
    drawn = desk.clock.now() - timedelta(hours=ago)
    me = desk.session
    Stage(replace(desk, cabinet=KeptCabinet(desk.cabinet)), desk.clock, Words("en")).do(
        "nurse.a",
        RecordLabs(
            patient, (LabResult("platelets", count, drawn, comparator, confirmed=("labs.twice",)),)
        ),
    )
    desk.session = me


def test_a_therapist_reads_the_newest_platelets_with_their_day_beside_the_fraction(
    open_as: OpenAs, shown: Shown
) -> None:
    desk = open_as("therapist.d")
    next_morning(desk)
    presenter = TodayPresenter(TodayDesk(Context(desk, Words("en"), Notices())), shown, Words("en"))
    presenter.sort()
    row = next(row for row in shown.rows if row.kind == "fraction")
    patient = PatientId(row.key[0])
    drawn = desk.clock.now() - timedelta(hours=30)
    known = desk.chart(patient).labs.of("platelets")
    hours = 30 if not known else 0
    _counted(desk, patient, "88", Comparator.EXACT, hours)
    presenter.sort()
    (told,) = (one.waits for one in shown.rows if one.key == row.key)
    assert "platelets 88" in told
    if hours:
        assert Words("en").moment(drawn) in told
    _counted(desk, patient, "20", Comparator.BELOW, 0)
    presenter.sort()
    (told,) = (one.waits for one in shown.rows if one.key == row.key)
    assert "platelets <20" in told
    assert "88" not in told


def test_open_tells_the_frame_whom_which_tab_and_which_item(
    in_the_look: QApplication, context: Context, qtbot: QtBot
) -> None:
    view = build(context, None)
    assert isinstance(view, TodayView)
    qtbot.addWidget(view)
    view.resize(1282, 726)
    view.show()
    wished: list[tuple[str, str, str]] = []
    context.notices.open_patient.connect(lambda *wish: wished.append(wish))
    button = view.cards[0].button
    assert isinstance(button, QPushButton)
    assert button.height() >= 44
    button.click()
    patient, item = view.cards[0].row.key
    assert wished == [(patient, "dosing", item)]
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert wished == [(patient, "dosing", item)] * 2


def test_the_review_button_leads_to_sign_off_and_leaves_its_key_to_the_frame(
    context: Context, qtbot: QtBot
) -> None:
    view = build(context, None)
    qtbot.addWidget(view)
    review = view.findChild(QPushButton, "today.review_button")
    assert isinstance(review, QPushButton)
    assert review.shortcut().isEmpty()
    with qtbot.waitSignal(context.notices.open_page) as asked:
        review.click()
    assert asked.args == ["signoff"]


def test_rows_out_of_view_are_told_in_words(context: Context, qtbot: QtBot) -> None:
    view = build(context, None)
    assert isinstance(view, TodayView)
    qtbot.addWidget(view)
    view.resize(1100, 330)
    view.show()
    below = view.findChild(QLabel, "today.below")
    assert isinstance(below, QLabel)
    qtbot.waitUntil(lambda: "below" in below.text())


def test_a_row_that_goes_leaves_the_focus_on_the_page_and_in_no_other_row(
    context: Context, qtbot: QtBot
) -> None:
    view = build(context, None)
    assert isinstance(view, TodayView)
    window = QWidget()
    rows = QVBoxLayout(window)
    for part in (QPushButton("Language"), view):
        rows.addWidget(part)
    qtbot.addWidget(window)
    window.resize(1282, 726)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first, nothing = [card.row for card in view.cards], Nothing("", "")
    view.cards[0].button.setFocus()
    view.show_rows(first[1:], nothing, stale=False)
    assert view.only_mine.hasFocus()
    view.cards[-1].button.setFocus()
    view.show_rows(first, nothing, stale=False)
    assert view.cards[-1].button.hasFocus()


def test_no_page_without_its_rows_is_ever_painted(
    in_the_look: QApplication, context: Context, qtbot: QtBot
) -> None:
    window, seen = QMainWindow(), list[int]()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    view = build(context, None)

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                seen.append(sum(card.isVisible() for card in view.cards))
            return False

    watch = Watch(view)
    view.installEventFilter(watch)
    window.setCentralWidget(view)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] == len(view.cards) > 0


def test_in_chinese_the_chinese_name_comes_first(context: Context, shown: Shown) -> None:
    TodayPresenter(TodayDesk(context), shown, Words("zh_CN")).sort()
    assert shown.rows[0].name == "演示甲 YANSHI, Jia"
