"""The trail on a real ledger: listed, filtered, read in full, as of a moment, saved."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ltm_desktop.app.trail.rows import TrailFlag
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.trail.model import detail_text, headings, list_row
from ltm_desktop.ui.panels.trail.panel import TrailPanel, build
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.records_page import RecordsPage
from ltm_desktop.ui.widgets.listing import ListingModel
from tests.ui.hands import press, texts
from tests.ui.panels.trail.test_presenter import row


def settled(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def shown(qtbot: QtBot, panel: TrailPanel) -> TrailPanel:
    qtbot.addWidget(panel)
    panel.resize(1282, 726)
    panel.show()
    settled(qtbot)
    return panel


@pytest.fixture
def panel(context: Context, qtbot: QtBot) -> TrailPanel:
    return shown(qtbot, build(context))


def patient(context: Context) -> PatientId:
    return PatientId(context.desk.store.patients("D01-001")[0].patient_id)


def keys(panel: TrailPanel) -> list[int]:
    return [int(one.key) for one in panel.view.table.rows.rows]


@pytest.mark.parametrize("one_patient", [True, False])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_list_is_a_sound_model_in_both_languages(
    language: str, one_patient: bool, qtmodeltester: ModelTester
) -> None:
    say = Words(language)
    model = ListingModel(headings(say, one_patient=one_patient))
    told = [row(2, flags=frozenset(TrailFlag)), row(1, reason="because", details=("a", "b", "c"))]
    model.show_rows([list_row(one, say, one_patient=one_patient) for one in told])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt ships no annotations
    cells = model.rows[0].cells
    assert len(cells) == model.columnCount()
    assert len(cells[-1].badges) == len(TrailFlag)


def test_the_newest_fifty_are_there_at_once_and_older_ones_one_key_away(
    panel: TrailPanel, context: Context, qtbot: QtBot
) -> None:
    head = context.desk.store.head().seq
    assert keys(panel) == list(range(head, head - 50, -1))
    press(panel, "trail.older_button")
    settled(qtbot)
    assert keys(panel)[0] == head - 50
    press(panel, "trail.newer_button")
    settled(qtbot)
    assert keys(panel)[0] == head


def test_an_entry_is_read_in_full_with_hash_signatures_and_the_text_shown(
    panel: TrailPanel, context: Context
) -> None:
    panel.view.table.setFocus()
    QTest.keyClick(panel.view.table, Qt.Key.Key_Down)
    seq = int(panel.view.table.selected())
    told = panel.view.detail.text.toPlainText()
    sealed = next(iter(context.desk.store.entries(after=seq - 1)))
    assert sealed.hash in told
    assert sealed.entry.previous in told
    body = sealed.entry.body["shown"]
    assert isinstance(body, dict)
    for words in str(body["text"]).splitlines():
        assert words in told


def test_marks_words_and_people_filter_and_all_is_one_press_away(
    panel: TrailPanel, qtbot: QtBot
) -> None:
    everything = keys(panel)
    filters = panel.view.filters
    filters.words.setText("no such words anywhere at all")
    filters.words.editingFinished.emit()
    settled(qtbot)
    assert keys(panel) == []
    assert "No entry fits this filter." in texts(panel)
    press(panel, "trail.all_button")
    settled(qtbot)
    assert keys(panel) == everything
    filters.flags[TrailFlag.CHANGE].setChecked(True)
    settled(qtbot)
    assert 0 < len(keys(panel)) < len(everything)
    filters.clear()
    filters.person.setCurrentIndex(filters.person.findData("physician.p"))
    filters.person.activated.emit(filters.person.currentIndex())
    settled(qtbot)
    found = panel.view.table.rows.rows
    assert found
    assert all("physician.p" in str(one.cells) or one.key for one in found)
    filters.clear()
    filters.patient.setText("D01-001")
    filters.patient.editingFinished.emit()
    settled(qtbot)
    assert all("D01-001" in one.cells[3].below for one in panel.view.table.rows.rows)


def test_one_patients_trail_as_of_a_moment_is_marked_and_comes_back(
    context: Context, qtbot: QtBot
) -> None:
    left: list[bool] = []
    panel = shown(qtbot, build(context, patient(context), left=lambda: left.append(True)))
    now = keys(panel)
    view = panel.view
    view.moment.set_value(context.desk.clock.now() - timedelta(days=10))
    press(panel, "trail.look_button")
    settled(qtbot)
    assert "not the present. For reading only." in texts(panel)
    assert view.stood.isVisibleTo(panel)
    assert view.stood.rows.rows
    assert keys(panel)[0] < now[0]
    press(panel, "trail.present_button")
    settled(qtbot)
    assert keys(panel) == now
    assert not view.stood.isVisibleTo(panel)
    press(panel, "trail.back_button")
    assert left == [True]


def test_a_moment_that_is_none_is_asked_for(panel: TrailPanel) -> None:
    press(panel, "trail.look_button")
    assert panel.view.moment.message() == "Type a day and a time."


@pytest.mark.parametrize("kind", ["csv", "pdf"])
def test_the_trail_is_saved_and_that_it_was_is_an_entry(
    panel: TrailPanel,
    context: Context,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    path, before = tmp_path / f"trail.{kind}", context.desk.store.head().seq
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(panel, f"trail.{kind}_button")
    settled(qtbot)
    assert path.stat().st_size > 1000
    assert f": trail.{kind} in " in texts(panel)
    assert context.desk.store.head().seq == before + 1
    assert keys(panel)[0] == before + 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_there_is_about_an_entry_is_in_its_text(language: str) -> None:
    told = row(5, record="adm-1", version="version 1", workstation="desk-1", papers=("ab" * 32,))
    text = detail_text(Detail(told, ()), Words(language))
    for part in (told.hash, told.previous, told.body_digest, "desk-1", "as shown", "ab" * 32):
        assert part in text


def test_records_has_papers_and_trail_and_either_is_a_key_away(
    context: Context, qtbot: QtBot
) -> None:
    page = RecordsPage(context)
    qtbot.addWidget(page)
    page.resize(1282, 726)
    page.show()
    assert page.findChildren(TrailPanel) == []
    page.open_part("trail")
    settled(qtbot)
    trail = page.findChild(TrailPanel)
    assert isinstance(trail, TrailPanel)
    assert trail.isVisibleTo(page)
    assert all(one.accessibleName() for one in trail.findChildren(QPushButton))
