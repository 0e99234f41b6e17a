"""The downtime kit at the desk: its age on Today, one key makes it, a code opens its late entry."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from ltm_desktop.app.downtime_kit import make_kit
from ltm_desktop.app.kit_forms import kit_of
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.kit_clock import KitClock
from ltm_desktop.ui.panels.downtime.panel import build
from ltm_desktop.ui.panels.downtime.view import DowntimeLine
from ltm_desktop.ui.scanner import Scanner
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.wedge import Burst
from tests.demo_site import OpenAs
from tests.ui.hands import find, press, texts, type_into


def waited(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=60_000)


def test_one_key_makes_a_kit_and_its_age_is_told(open_as: OpenAs, qtbot: QtBot) -> None:
    desk, shown = open_as("nurse.a"), list[Path]()
    forms: list[object] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    view = build(Context(desk, Words("en"), Notices()), forms.append, viewer=show)
    qtbot.addWidget(view)
    assert "No downtime kit was made yet." in texts(view)
    press(view, "downtime.make")
    waited(qtbot)
    assert [path.name for path in shown] == ["downtime-kit.pdf"]
    assert "Newest downtime kit: made 0min ago" in texts(view)
    type_into(view, "downtime.code", "LTMP1:nothing")
    press(view, "downtime.open")
    assert forms == []
    assert view.code.text() == "LTMP1:nothing"
    view.code.clear()
    type_into(view, "downtime.code", kit_of(desk).lines[0].code)
    press(view, "downtime.open")
    assert len(forms) == 1
    assert view.code.text() == ""


def test_the_open_program_makes_the_kit_of_the_day_by_itself(
    open_as: OpenAs, qtbot: QtBot, qapp: QApplication
) -> None:
    desk = open_as("nurse.a")
    clock = KitClock(desk, qapp, by_itself=False)
    assert desk.kits is not None
    assert desk.kits.newest() is None
    clock.look()
    waited(qtbot)
    first = desk.kits.newest()
    assert first is not None
    clock.look()
    assert not Background.any_at_work()
    assert desk.kits.newest() == first
    clock.deleteLater()


@pytest.mark.parametrize("way", ["typed", "scanned"])
def test_a_code_opens_the_late_entry_of_its_dose_from_paper(
    way: str, open_as: OpenAs, qtbot: QtBot, qapp: QApplication
) -> None:
    desk = open_as("nurse.a")
    scanner = Scanner(qapp) if way == "scanned" else None
    shell = Shell(desk, Words("en"))
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    line = kit_of(desk).lines[-1]
    if scanner is None:
        view = shell.findChildren(DowntimeLine)[0]
        type_into(view, "downtime.code", line.code)
        press(view, "downtime.open")
    else:
        shell.work.go("patients")
        scanner._tell(scanner._read(Burst(line.code, (), "")))
    assert shell.work.page == "chart"
    chart = shell.work.chart
    assert chart is not None
    ticked = find(chart, QCheckBox, "dosing.from_paper")
    assert ticked.isChecked()
    said = find(chart, QLabel, "dosing.from_paper_words")
    assert said.isVisibleTo(chart)
    shell.stop()
    if scanner is not None:
        qapp.removeEventFilter(scanner)
        scanner.deleteLater()


def test_a_code_of_a_settled_dose_says_so_and_opens_its_record(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    assert make_kit(desk).path
    items = [(row, desk.store.rows(row.patient_id)) for row in desk.store.patients()]
    given = next(
        (row, one)
        for row, rows in items
        for one in (rows.items if rows else ())
        if one.kind == "dose" and one.outcome not in {"", "held"}
    )
    shell = Shell(desk, Words("en"))
    qtbot.addWidget(shell)
    shell.show()
    planned = given[1].scheduled.replace("-", "")
    shell.work.open_form(PaperForm(given[0].subject_id, given[1].code, planned))
    assert "was settled meanwhile" in texts(shell)
    assert shell.work.chart is not None
    assert shell.work.chart.patient == given[0].patient_id
    shell.stop()
