"""Theme and text size: chosen by menu or key, worn at once, kept for this workstation."""

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop import resource_files
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.chosen_look import Look, chosen, keep, worn
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress, wear_sheet
from ltm_desktop.ui.tokens import PALETTES, PERCENTS, THEME, Shape, Type, to_theme
from ltm_desktop.ui.widgets.look_menu import LookMenu
from tests.ui.hands import find, press

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[QApplication]:
    # Windows of earlier tests that nobody holds any more would all be dressed, too.
    gc.collect()
    dress(qapp)
    yield qapp
    dress(qapp)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def ground(widget: QPushButton) -> str:
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, 5).name()


def test_a_chosen_look_is_kept_and_what_cannot_be_read_counts_as_not_chosen(
    settings: QSettings, look: QApplication
) -> None:
    hints = look.styleHints()
    assert chosen(settings, hints).percent == 100
    keep(settings, Look("contrast", 150))
    assert chosen(settings, hints) == Look("contrast", 150)
    settings.setValue("theme", "pink")
    settings.setValue("text_percent", "9999")
    assert chosen(settings, hints) == Look()


def test_until_somebody_chooses_the_system_is_followed(
    settings: QSettings, look: QApplication
) -> None:
    hints = look.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    try:
        wanted = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        assert chosen(settings, hints).name == wanted
    finally:
        hints.unsetColorScheme()


def test_the_keys_go_round_the_themes_and_stop_at_the_ends_of_the_sizes() -> None:
    first = Look()
    assert [first, first.next_theme(), first.next_theme().next_theme()] == [
        Look(name) for name in PALETTES
    ]
    assert Look("contrast").next_theme() == first
    assert [first.stepped(-1), first.stepped(1), first.stepped(1).stepped(1).stepped(1)] == [
        Look("light", percent) for percent in (100, 125, 150)
    ]


def test_letters_and_the_controls_that_hold_them_grow_together() -> None:
    large = to_theme("dark", PERCENTS[-1])
    assert (large.type.body, large.type.title) == (21, 33)
    assert (large.shape.field, large.shape.bedside) == (51, 66)
    assert (large.shape.radius, large.shape.ring) == (Shape().radius, Shape().ring)
    assert to_theme().type == Type()


def test_every_theme_has_its_own_pictures_for_the_style_sheet() -> None:
    for name, palette in PALETTES.items():
        for icon in ("chevron_down", "chevron_up", "dot", "tick"):
            drawn = resource_files.path("icons", name, f"{icon}.svg").read_text("utf-8")
            assert palette.accent in drawn
        on_fill = resource_files.path("icons", name, "tick_on_fill.svg").read_text("utf-8")
        assert palette.on_fill in on_fill


def test_the_menu_ticks_what_is_worn_and_shows_the_keys_that_would_change_it(
    qtbot: QtBot,
) -> None:
    wished: list[Look] = []
    button = QPushButton()
    qtbot.addWidget(button)
    menu = LookMenu(Words("en"), wished.append, button)
    by_name = {one.objectName(): one for one in menu.actions() if one.objectName()}
    ticked = sorted(name for name, one in by_name.items() if one.isChecked())
    assert ticked == ["look.100", "look.light"]
    assert by_name["look.dark"].text() == f"Dark\t{shortcuts.NEXT_THEME}"
    assert by_name["look.125"].text() == f"Text 125 %\t{shortcuts.LARGER}"
    by_name["look.contrast"].trigger()
    assert wished == [Look("contrast")]


@pytest.fixture
def shell(demo_desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(demo_desk, Words("en"))
    qtbot.addWidget(made)
    wear_sheet(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


@pytest.mark.qt_log_ignore("does not support")
def test_a_look_is_worn_at_once_at_the_same_place(
    shell: Shell, look: QApplication, demo_desk: Desk
) -> None:
    wished: list[Look] = []
    shell.look_wanted.connect(wished.append)
    patient = demo_desk.worklists.patients()[0].patient
    shell.work.open_patient(patient.patient_id, "fractions", "")
    press(shell, "topbar.look")
    menu = find(shell, QPushButton, "topbar.look").findChild(LookMenu)
    assert menu is not None
    QApplication.processEvents()
    dark = menu.findChild(QAction, "look.dark")
    assert dark is not None
    dark.trigger()
    menu.close()
    assert wished == [Look("dark")]
    before = shell.work
    shell.wear(partial(dress, look, wished[0].to_theme()))
    assert shell.work is not before
    focus = shell.focusWidget()
    assert focus is not None
    assert shell.isAncestorOf(focus)
    assert shell.work.chart is not None
    assert (shell.work.chart.patient, shell.work.chart.tab) == (patient.patient_id, "fractions")
    assert ground(find(shell, QPushButton, "topbar.lock")) == PALETTES["dark"].card


def test_a_locked_window_changes_its_look_and_its_work_when_it_opens_again(
    shell: Shell, look: QApplication
) -> None:
    shell.lock()
    before = shell.work
    shell.wear(partial(dress, look, to_theme("dark")))
    assert shell.work is before
    shell._unlocked()
    assert shell.work is not before


def test_the_keys_dress_the_window_before_anybody_has_signed_in(
    settings: QSettings, qtbot: QtBot
) -> None:
    program = Program(House(), None, "en", settings)
    qtbot.addWidget(program)
    with qtbot.waitActive(program):
        program.show()
        program.activateWindow()
    QTest.keyClick(
        program,
        Qt.Key.Key_D,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: worn() == Look("dark"))
    QTest.keyClick(program, Qt.Key.Key_Plus, _CTRL)
    qtbot.waitUntil(lambda: THEME.type.body == 18)
    assert chosen(settings, QApplication.styleHints()) == Look("dark", 125)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
