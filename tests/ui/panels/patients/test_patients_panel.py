from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.worklists import PAGE, ListedPatient
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.patients.panel import PatientsDesk, PatientsPage, build
from ltm_desktop.ui.panels.patients.presenter import (
    Counts,
    PatientLine,
    PatientsPresenter,
    queries,
)


class Shown:
    """Remember what the list was asked to show."""

    def __init__(self) -> None:
        self.heading = ""
        self.counts = Counts(0, 0, 0)
        self.lines: Sequence[PatientLine] = ()
        self.foot = ""
        self.turns = (False, False)
        self.prepared: Sequence[PatientLine] = ()
        self.nobody = ("", "")

    def show_heading(self, whose: str) -> None:
        self.heading = whose

    def show_counts(self, counts: Counts) -> None:
        self.counts = counts

    def show_patients(self, lines: Sequence[PatientLine], foot: str) -> None:
        self.lines, self.foot, self.nobody = lines, foot, ("", "")

    def show_turns(self, *, back: bool, on: bool) -> None:
        self.turns = (back, on)

    def prepare(self, lines: Sequence[PatientLine]) -> None:
        self.prepared = lines

    def show_nobody(self, sentence: str, next_step: str) -> None:
        self.lines, self.nobody = (), (sentence, next_step)


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def presenter(context: Context, shown: Shown) -> PatientsPresenter:
    presenter = PatientsPresenter(PatientsDesk(context), shown, context.say)
    presenter.refresh()
    return presenter


def test_the_heading_says_whose_list_it_is_for_which_site_and_as_of_when(
    presenter: PatientsPresenter, shown: Shown, context: Context
) -> None:
    assert "Demo Clinic (synthetic)" in shown.heading
    assert context.say.date(context.desk.clock.now().date()) in shown.heading


@pytest.mark.parametrize(
    "typed", ["YANSHI, Jia", "演示", "甲", "yan shi", "yanshijia", "03-Jul-1958", "1958-07-03"]
)
def test_a_patient_is_found_by_any_part_of_a_name_or_a_birth_date(
    presenter: PatientsPresenter, shown: Shown, typed: str
) -> None:
    presenter.search(typed)
    assert "D01-002" in [line.subject for line in shown.lines]


def test_a_birth_date_typed_the_chinese_way_or_with_slashes_finds_both_readings() -> None:
    today = date(2026, 3, 2)
    assert queries("1958年7月3日", today) == ("1958年7月3日", "1958-07-03")
    assert queries("03/07/1958", today) == ("03/07/1958", "1958-07-03", "1958-03-07")
    assert queries("t", today) == ("t",)


def test_people_of_one_name_are_marked_and_the_datum_that_differs_is_named(
    presenter: PatientsPresenter, shown: Shown
) -> None:
    presenter.search("bravo")
    assert len(shown.lines) == 2
    assert all("birth date" in line.namesakes for line in shown.lines)
    presenter.search("bravo 1985")  # the other one is not in view: the date may be the same
    assert ["subject number" in line.namesakes for line in shown.lines] == [True]


def test_nobody_found_says_so_and_what_the_search_covers(
    presenter: PatientsPresenter, shown: Shown
) -> None:
    presenter.search("zzzz")
    assert shown.nobody[0] == "Nobody matches “zzzz”."
    assert "pinyin" in shown.nobody[1]


def test_counts_are_of_everybody_whatever_is_searched(
    presenter: PatientsPresenter, shown: Shown
) -> None:
    before = shown.counts
    presenter.search("zzzz")
    presenter.refresh()
    assert shown.counts == before
    assert before.overdue >= 1
    assert before.on_study == 4


def test_the_foot_tells_of_overdue_patients_out_of_view(
    presenter: PatientsPresenter, shown: Shown
) -> None:
    presenter.search("alpha")
    assert shown.foot.startswith("1 of 4 patients shown.")
    assert "overdue" in shown.foot


def test_an_overdue_patient_is_never_called_missed(
    presenter: PatientsPresenter, shown: Shown
) -> None:
    late = [line for line in shown.lines if line.state is ItemState.OVERDUE]
    assert [line.subject for line in late] == ["D01-002"]


class Crowd(PatientsDesk):
    """The demo's desk with a crowd on its list; everybody in it has one name."""

    def __init__(self, context: Context, many: int) -> None:
        super().__init__(context)
        (one,) = super().patients("alpha", 1, 0)
        self.everybody = [
            replace(one, patient=replace(one.patient, patient_id=f"pat-{n}", subject_id=f"S-{n}"))
            for n in range(many)
        ]

    def patients(self, query: str, most: int, skip: int) -> Sequence[ListedPatient]:
        found = [one for one in self.everybody if query in one.patient.subject_id]
        return found[skip : skip + most]

    def standing(self) -> Mapping[str, int]:
        return {"on_study": len(self.everybody)}


def test_every_patient_of_a_long_list_is_reached_page_by_page(
    context: Context, shown: Shown
) -> None:
    desk = Crowd(context, 2 * PAGE + 3)
    presenter = PatientsPresenter(desk, shown, context.say)
    presenter.refresh()
    seen, turns = [line.patient for line in shown.lines], [shown.turns]
    while shown.turns[1]:
        presenter.turn(1)
        seen += [line.patient for line in shown.lines]
        turns.append(shown.turns)
    assert seen == [one.patient.patient_id for one in desk.everybody]
    assert turns == [(False, True), (True, True), (True, False)]
    assert shown.foot.startswith("101 to 103 are shown. The site has 103 patients.")
    del desk.everybody[2 * PAGE :]
    presenter.refresh()  # the page that was shown is there no more
    assert (shown.lines[0].patient, shown.turns) == (f"pat-{PAGE}", (True, False))


def test_the_page_prepared_ahead_is_the_one_shown_next_and_is_asked_again_after_a_change(
    context: Context, shown: Shown
) -> None:
    desk = Crowd(context, 3 * PAGE)
    presenter = PatientsPresenter(desk, shown, context.say)
    presenter.refresh()
    presenter.ahead()
    assert [line.patient for line in shown.prepared] == [f"pat-{n}" for n in range(PAGE, 2 * PAGE)]
    presenter.turn(1)
    assert shown.lines == shown.prepared
    presenter.ahead()
    del desk.everybody[:PAGE]
    presenter.refresh()  # somebody recorded: what was prepared is of before
    assert [line.patient for line in shown.lines] == [f"pat-{n}" for n in range(2 * PAGE, 3 * PAGE)]
    prepared = shown.prepared
    presenter.ahead()
    assert shown.prepared is prepared  # nothing comes after the last page
    presenter.search("S-149")
    assert [line.patient for line in shown.lines] == ["pat-149"]


def test_a_list_at_rest_prepares_its_next_page(page: PatientsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.view.at_rest):
        page.view.search.setText("a")


def test_a_search_begins_at_its_first_page_and_says_when_more_match(
    context: Context, shown: Shown
) -> None:
    presenter = PatientsPresenter(Crowd(context, 200), shown, context.say)
    presenter.refresh()
    presenter.turn(1)
    presenter.search("S")
    assert "More match" in shown.foot
    presenter.search("S-17")
    assert len(shown.lines) == 11
    assert shown.turns == (False, False)
    assert shown.foot.startswith("11 of 200 patients shown.")


def test_the_keys_beneath_the_list_are_there_only_where_there_is_more(page: PatientsPage) -> None:
    assert not page.view.back.isVisible()
    turned = list[int]()
    page.view.turned.connect(turned.append)
    page.view.show_turns(back=False, on=True)
    assert (page.view.back.isEnabled(), page.view.on.isEnabled()) == (False, True)
    page.view.on.click()
    assert turned == [1]


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> PatientsPage:
    page = build(context, None)
    assert isinstance(page, PatientsPage)
    qtbot.addWidget(page)
    page.resize(1282, 726)
    page.show()
    return page


def test_nobody_is_selected_at_first_and_enter_opens_only_a_chosen_row(
    page: PatientsPage, context: Context
) -> None:
    table, opened = page.view.table, list[str]()
    context.notices.open_patient.connect(lambda patient, *_: opened.append(patient))
    assert table.selected() == ""
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == []
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [table.rows.rows[0].key]


def test_a_scanned_number_and_its_enter_choose_a_row_and_open_nothing(
    page: PatientsPage, context: Context
) -> None:
    opened: list[str] = []
    context.notices.open_patient.connect(lambda patient, *_: opened.append(patient))
    QTest.keyClicks(page.view.search, "D01-003")
    QTest.keyClick(page.view.search, Qt.Key.Key_Return)
    assert opened == []
    assert len(page.view.table.rows.rows) == 1
    assert page.view.table.selected() == page.view.table.rows.rows[0].key


def test_the_form_that_enters_a_patient_takes_the_lists_place_and_gives_it_back(
    context: Context, qtbot: QtBot
) -> None:
    form = QWidget()
    leave = list[Callable[[], None]]()

    def enrol(_context: Context, left: Callable[[], None]) -> QWidget:
        leave.append(left)
        return form

    page = build(context, None, enrol=enrol)
    assert isinstance(page, PatientsPage)
    qtbot.addWidget(page)
    page.view.enrol.click()
    assert page.currentWidget() is form
    leave[0]()
    assert page.currentWidget() is page.view


def test_the_model_keeps_qts_rules_and_speaks_whole_rows(page: PatientsPage) -> None:
    model = page.view.table.rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    spoken = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "YANSHI, Jia 演示甲"
