"""The laboratories tab: who keeps the register enters ranges from a day on; others read."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.laboratories_panel import TOPIC, build
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("research.r")


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> QWidget:
    return _shown(desk, qtbot)


def _shown(desk: Desk, qtbot: QtBot, language: str = "en") -> QWidget:
    shown = build(Context(desk, Words(language), Notices()))
    qtbot.addWidget(shown)
    shown.resize(1200, 640)
    shown.show()
    return shown


def _rows(tab: QWidget, name: str) -> list[list[str]]:
    table = find(tab, QTableWidget, name)
    cells = range(table.columnCount())
    found = [[table.item(row, column) for column in cells] for row in range(table.rowCount())]
    return [[cell.text() if cell else "" for cell in row] for row in found]


def _choose(tab: QWidget, analyte: str) -> None:
    combo = find(tab, QComboBox, "site.laboratory.analyte")
    combo.setCurrentIndex(combo.findData(analyte))


def _fill_range(tab: QWidget, low: str, high: str, since: str) -> None:
    _choose(tab, "platelets")
    for name, text in (("low", low), ("high", high), ("since", since)):
        line(tab, f"site.laboratory.{name}").clear()
        type_into(tab, f"site.laboratory.{name}", text)
    press(tab, "site.laboratory.read_range")


def _record(tab: QWidget, qtbot: QtBot, name: str, rows: int) -> None:
    assert find(tab, QLabel, "site.laboratory.preview").text()
    press(tab, "site.laboratory.record")
    qtbot.waitUntil(lambda: len(_rows(tab, name)) == rows)


def _enter(tab: QWidget, qtbot: QtBot) -> None:
    press(tab, "site.laboratory.do.laboratory")
    type_into(tab, "site.laboratory.code", "EX")
    type_into(tab, "site.laboratory.name", "Example laboratory (synthetic)")
    press(tab, "site.laboratory.read_entry")
    _record(tab, qtbot, "site.laboratories", 1)
    press(tab, "site.laboratory.do.range")


def test_a_newer_range_follows_an_older_one_that_stays_on_record(
    tab: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    assert "No laboratory is entered." in texts(tab)
    assert "Choose the laboratory in the list first." in texts(tab)
    assert line(tab, "site.laboratory.code").isVisible()
    _enter(tab, qtbot)
    _fill_range(tab, "125", "350", "01-Jan-2026")
    _record(tab, qtbot, "site.laboratory.ranges", 1)
    assert line(tab, "site.laboratory.low").text() == ""
    assert line(tab, "site.laboratory.since").text() == "01-Jan-2026"
    _fill_range(tab, "100", "300", "01-Feb-2026")
    _record(tab, qtbot, "site.laboratory.ranges", 2)
    newer, older = _rows(tab, "site.laboratory.ranges")
    assert newer[1].startswith("100")
    assert newer[3].startswith("from 01-Feb-2026")
    assert older[3] == "01-Jan-2026 to 31-Jan-2026"
    assert len(desk.site().laboratories["EX"].ranges) == 2


_REFUSED = (
    ("350", "125", "01-Jan-2026", "350"),
    ("", "", "01-Jan-2026", "neither a lower nor an upper limit"),
    ("a few", "", "01-Jan-2026", "a few"),
    ("125", "350", "", "from which the range is in force is missing"),
)


def test_what_cannot_stand_is_told_beside_the_form_and_what_was_typed_stays(
    tab: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    _enter(tab, qtbot)
    for low, high, since, words in _REFUSED:
        _fill_range(tab, low, high, since)
        assert words in texts(tab)
        assert line(tab, "site.laboratory.low").text() == low
        assert not find(tab, QPushButton, "site.laboratory.record").isVisible()
    assert desk.site().laboratories["EX"].ranges == ()
    # a limit that looks like one of another unit is asked about before it is written
    _fill_range(tab, "125000", "350000", "01-Jan-2026")
    assert "125000 /mm³" in texts(tab)
    assert find(tab, QPushButton, "site.laboratory.record").isVisible()


def test_a_limit_in_another_unit_is_converted_and_a_range_copied_wrongly_is_taken_back(
    tab: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    _enter(tab, qtbot)
    _choose(tab, "haemoglobin")
    unit = find(tab, QComboBox, "site.laboratory.unit")
    unit.setCurrentIndex(unit.findText("g/dL"))
    for name, text in (("low", "11.5"), ("high", "15"), ("since", "01-Jan-2026")):
        type_into(tab, f"site.laboratory.{name}", text)
    press(tab, "site.laboratory.read_range")
    _record(tab, qtbot, "site.laboratory.ranges", 1)
    ((_, kept),) = desk.site().laboratories["EX"].ranges
    assert str(kept.low) == "115.0 g/L"
    press(tab, "site.laboratory.do.back")
    press(tab, "site.laboratory.read_back")
    assert "No such reference range stands" in texts(tab)
    find(tab, QTableWidget, "site.laboratory.ranges").selectRow(0)
    type_into(tab, "site.laboratory.reason", "read from the wrong column (synthetic)")
    press(tab, "site.laboratory.read_back")
    _record(tab, qtbot, "site.laboratory.ranges", 0)
    assert desk.site().laboratories["EX"].ranges == ()


def test_what_was_typed_waits_for_whoever_typed_it(tab: QWidget, desk: Desk, qtbot: QtBot) -> None:
    press(tab, "site.laboratory.do.range")
    _choose(tab, "platelets")
    type_into(tab, "site.laboratory.low", "125")
    qtbot.waitUntil(
        lambda: (
            desk.drafts.find(desk.workstation, desk.session.person, SITE_STREAM, TOPIC) is not None
        )
    )
    again = _shown(desk, qtbot)
    assert line(again, "site.laboratory.low").text() == "125"
    assert find(again, QComboBox, "site.laboratory.analyte").currentData() == "platelets"


def test_a_monitor_reads_the_register_and_is_told_who_keeps_it(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    shown = _shown(open_as("monitor.m"), qtbot, "zh_CN")
    assert shown.findChild(QPushButton, "site.laboratory.read_range") is None
    assert "研究护士" in texts(shown)
