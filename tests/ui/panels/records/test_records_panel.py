from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.records.panel import build
from ltm_desktop.ui.panels.records.presenter import RecordsPresenter
from ltm_desktop.ui.panels.records.view import RecordsView


class Viewer:
    """Stand where the system's PDF viewer stands."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.there = True

    def __call__(self, path: Path) -> bool:
        self.seen.append(path.read_bytes())
        return self.there


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


@pytest.fixture
def view(context: Context, qtbot: QtBot, viewer: Viewer) -> RecordsView:
    view = build(context, None, viewer=viewer)
    assert isinstance(view, RecordsView)
    qtbot.addWidget(view)
    view.resize(1282, 726)
    view.show()
    return view


def words(view: RecordsView) -> str:
    shown = [one for one in view.findChildren(QLabel) if one.isVisibleTo(view)]
    return "\n".join(label.text() for label in shown)


def press(view: RecordsView, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_papers_are_listed_newest_first_with_their_versions(
    view: RecordsView, context: Context
) -> None:
    papers = context.desk.store.papers()
    assert [row.key for row in view.table.rows.rows] == [paper.sha256 for paper in papers]
    spoken = [row.cells[2].text for row in view.table.rows.rows]
    assert "version 2 of 2" in spoken


def test_a_filter_by_patient_is_announced_and_removed_in_one_action(view: RecordsView) -> None:
    before = len(view.table.rows.rows)
    view.search.setText("D01-001")
    assert 0 < len(view.table.rows.rows) < before
    assert "Filtered by patient" in words(view)
    press(view, "records.all_button")
    assert len(view.table.rows.rows) == before
    view.search.setText("zzzz")
    assert "No paper of a patient who matches" in words(view)


def test_a_chosen_paper_opens_as_it_was_signed(
    view: RecordsView, viewer: Viewer, context: Context
) -> None:
    view.table.selectRow(0)
    press(view, "records.open_button")
    assert viewer.seen == [context.desk.store.paper(view.table.selected())]


def test_without_a_viewer_the_next_step_is_said(
    view: RecordsView, viewer: Viewer, qtbot: QtBot
) -> None:
    viewer.there = False
    view.table.selectRow(0)
    press(view, "records.open_button")
    qtbot.waitUntil(lambda: "Save a copy and open it elsewhere." in words(view))


def test_a_copy_holds_the_very_bytes_and_a_bad_place_is_said(
    view: RecordsView, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    presenter, sha256 = view.presenter, view.table.rows.rows[0].key
    assert isinstance(presenter, RecordsPresenter)
    presenter.save_copy(sha256, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == context.desk.store.paper(sha256)
    qtbot.waitUntil(lambda: ": copy.pdf in " in words(view))
    presenter.save_copy(sha256, tmp_path / "nowhere" / "copy.pdf")
    qtbot.waitUntil(lambda: "Make the folder, or choose another one." in words(view))


def test_a_paper_that_is_not_there_is_said(view: RecordsView, qtbot: QtBot) -> None:
    presenter = view.presenter
    assert isinstance(presenter, RecordsPresenter)
    before = words(view)
    presenter.open("0" * 64)
    qtbot.waitUntil(lambda: words(view) != before)


def test_no_name_of_a_patient_is_in_the_name_of_a_copy(view: RecordsView) -> None:
    presenter = view.presenter
    assert isinstance(presenter, RecordsPresenter)
    names = [presenter.file_name(row.key) for row in view.table.rows.rows]
    assert all(name.startswith(("adm-", "not-", "frx-")) for name in names)
