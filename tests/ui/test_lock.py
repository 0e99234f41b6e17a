"""Locking on a real demo site: why, when not, what comes back to whom, and the clock in doubt."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import DeskHandedOver, DeskLocked, DeskUnlocked, LockCause
from ltm_desktop.domain.identifiers import ACCESS_STREAM
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from tests.clocks import SettableClock
from tests.ui.hands import find, press, press_key, texts, type_into


@pytest.fixture
def clock(demo_site: Path) -> SettableClock:
    """A clock just after the newest entry of the demonstration."""
    desk = House().open_site(demo_site, "monitor.m", DEMO_SECRET, read_only=True, check=False)
    newest = max(one.entry.recorded_at for one in desk.store.newest(most=5))
    desk.close()
    return SettableClock(datetime.fromisoformat(newest) + timedelta(seconds=30))


@pytest.fixture
def desk(site_copy: Path, clock: SettableClock) -> Iterator[Desk]:
    desk = House(lambda _: clock).open_site(site_copy, "nurse.a", DEMO_SECRET)
    yield desk
    desk.close()


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def told(desk: Desk) -> list[object]:
    return [one for sealed in desk.store.entries(ACCESS_STREAM) for one in events_of(sealed.entry)]


def rest(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def unlock(shell: Shell, qtbot: QtBot, person: str = "") -> None:
    if person:
        press(shell, "lock.other")
        type_into(shell, "lock.person", person)
    press_key(type_into(shell, "lock.secret", DEMO_SECRET), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.locked, timeout=20_000)
    rest(qtbot)


def test_a_secret_typed_and_not_handed_over_is_gone_with_the_lock(
    shell: Shell, qtbot: QtBot
) -> None:
    typed = SecretEdit()
    typed.setParent(shell.work)
    typed.setText(DEMO_SECRET)
    shell.lock()
    assert typed.text() == ""
    rest(qtbot)


def test_every_lock_stands_in_the_ledger_with_its_cause(
    shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    press(shell, "topbar.lock")
    assert desk.session.locked
    rest(qtbot)
    unlock(shell, qtbot)
    shell._idle.passed.emit()
    rest(qtbot)
    unlock(shell, qtbot)
    shell.system_locked()
    rest(qtbot)
    shell.system_unlocked()
    assert shell.locked
    seen = told(desk)[-5:]
    assert [type(one) for one in seen] == [DeskLocked, DeskUnlocked] * 2 + [DeskLocked]
    causes = [one.cause for one in seen if isinstance(one, DeskLocked)]
    assert causes == [LockCause.KEY, LockCause.IDLE, LockCause.SYSTEM]


def test_another_person_comes_between_and_the_first_finds_page_and_chart_again(
    shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    patient = desk.worklists.patients()[0].patient.patient_id
    shell.work.open_patient(patient, "record", "")
    place = shell.work.whereabouts()
    shell.lock()
    unlock(shell, qtbot, "physician.p")
    assert shell.work.chart is None
    shell.work.go("site")
    shell.lock()
    unlock(shell, qtbot, "nurse.a")
    assert shell.work.whereabouts() == place
    assert "Ann Demo" in texts(shell.work.top)
    over = [one for one in told(desk) if isinstance(one, DeskHandedOver)]
    assert [(one.previous, one.person) for one in over] == [
        ("nurse.a", "physician.p"),
        ("physician.p", "nurse.a"),
    ]


def test_a_file_dialog_that_waits_is_closed_by_the_lock_and_saves_nothing(
    shell: Shell, qtbot: QtBot
) -> None:
    QTimer.singleShot(100, shell, shell.lock)
    chosen, _ = QFileDialog.getSaveFileName(
        shell.work, "", "copy.pdf", options=QFileDialog.Option.DontUseNativeDialog
    )
    rest(qtbot)
    assert (chosen, shell.locked) == ("", True)


def test_a_clock_set_back_says_up_to_when_true_times_are_taken(
    shell: Shell, clock: SettableClock
) -> None:
    due = clock.now()
    clock.move(-timedelta(hours=2))
    shell.work.look_at_time()
    words = f"they are taken up to {Words('en').zone_moment(due)}."
    assert words in find(shell.work, QLabel, "time.doubt").text()
    clock.move(timedelta(hours=9))
    shell.work.look_at_time()
    assert "they are taken" not in find(shell.work, QLabel, "time.doubt").text()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_clock_in_doubt_stands_over_every_page_until_a_person_confirms_it(
    shell: Shell, desk: Desk, clock: SettableClock, qtbot: QtBot, language: str
) -> None:
    if language != "en":
        press(shell, "topbar.language")
        qtbot.waitUntil(shell.work.isVisible)
    clock.move(timedelta(hours=2))
    shell.work.look_at_time()
    for page in ("today", "patients", "signoff", "records"):
        shell.work.go(page)
        assert find(shell.work, QLabel, "time.doubt").isVisible()
    words = {"en": "Clock in doubt", "zh_CN": "时钟存疑"}[language]
    assert words in shell.work.top.clock.text()
    press(shell, "time.confirm")
    assert not find(shell.work, QLabel, "time.doubt").isVisible()
    assert words not in shell.work.top.clock.text()
    assert desk.time.doubt is None
