"""The frame on a real demo site: pages, the open chart, the lock screen, people and languages."""

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.own_word import UNSEEN
from ltm_desktop.app.verification import Problem, Verdict
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.seen import see
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.chart_tabs import TABS, Tab, preload
from ltm_desktop.ui.idle import Idle
from ltm_desktop.ui.ledger_watch import Found, LedgerWatch
from ltm_desktop.ui.pages import PAGES, Page
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.widgets.patient_banner import PatientBanner
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.workplace import Whereabouts
from tests.ui.hands import Apart, find, line, press, press_key, texts, type_into


@pytest.fixture
def shell(demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(demo_desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def first_patient(shell: Shell, desk: Desk) -> str:
    patient = desk.worklists.patients()[0].patient
    shell.work.open_patient(patient.patient_id, "", "")
    return patient.subject_id


def unlock(shell: Shell, secret: str) -> None:
    press_key(type_into(shell, "lock.secret", secret), Qt.Key.Key_Return)


def test_the_top_bar_says_site_rules_person_and_that_it_is_a_demonstration(shell: Shell) -> None:
    said = texts(shell.work.top)
    for words in ("DEMONSTRATION", "D01", "NCT05305885", "Ann Demo 演示安", "oncology nurse"):
        assert words in said
    assert "+08:00" in shell.work.top.clock.text()


def test_the_ledger_is_called_whole_only_after_every_entry_was_checked(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    assert "whole" not in shell.work.top.ledger.text()
    qtbot.waitUntil(lambda: "whole" in shell.work.top.ledger.text(), timeout=20_000)
    assert str(demo_desk.store.head().seq) in shell.work.top.ledger.text()


def test_a_damaged_ledger_is_named_at_its_entry(demo_desk: Desk, shell: Shell) -> None:
    watch = LedgerWatch(demo_desk.store, shell)
    watch._found(Found(Verdict(demo_desk.store.head(), (Problem("ledger.bad_hash", 7),), 6)))
    words, tone = watch.told(Words("en"))
    assert "7" in words
    assert tone == "stop"


def test_an_own_witness_that_is_missing_is_no_damage_at_an_entry(
    demo_desk: Desk, shell: Shell
) -> None:
    watch = LedgerWatch(demo_desk.store, shell)
    head = demo_desk.store.head()
    watch._found(Found(Verdict(head, (Problem(UNSEEN, 0, "nurse.a"),), head.seq)))
    words, tone = watch.told(Words("en"))
    assert (words, tone) == ("Your own witness is missing: tell the administrator", "caution")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_record_that_is_not_the_one_seen_is_said_in_red_and_never_called_whole(
    demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication, language: str
) -> None:
    demo_desk.own.keep(demo_desk.session.person, demo_desk.session.key)
    seen = demo_desk.seen.read(demo_desk.session.person)
    seq = demo_desk.store.head().seq
    other = Head(demo_desk.store.log, seq, "0" * 64)
    line = see(demo_desk.session.person, other, demo_desk.session.key).to_line()
    assert line != seen
    demo_desk.seen.write(demo_desk.session.person, line)
    demo_desk.notes.extend(demo_desk.own.meet(demo_desk.session.person, demo_desk.session.public))
    say = Words(language)
    made = Shell(demo_desk, say)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    said = say("Not the record you saw last: nothing is written, call help")
    assert made.work.top.ledger.text() == said
    notice = find(made, Notice, "notice")
    assert notice.property("tone") == "stop"
    assert str(seq) in notice.accessibleName()
    watch = LedgerWatch(demo_desk.store, made, own=demo_desk.own_word)
    verdict, _ = watch._once(lambda: None)
    assert [one.code for one in verdict.problems] == ["ledger.own_head_differs"]
    made.stop()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


FOR_EVERYBODY = [page for page in PAGES if page.build and page.key != "overview"]


@pytest.mark.parametrize("page", FOR_EVERYBODY, ids=lambda page: page.key)
def test_every_page_opens_by_its_key(shell: Shell, qtbot: QtBot, page: Page) -> None:
    shell.activateWindow()
    press_key(shell, Qt.Key[f"Key_{page.shortcut}"])
    qtbot.waitUntil(lambda: shell.work.page == page.key)
    assert shell.work.rail.button(page.key).isChecked()


def test_the_banner_stands_over_an_open_chart_and_on_no_other_page(
    shell: Shell, demo_desk: Desk
) -> None:
    assert not shell.work.rail.button("chart").isEnabled()
    subject = first_patient(shell, demo_desk)
    banner = find(shell, PatientBanner, "patientBanner")
    assert banner.isVisible()
    assert banner.width() == shell.width()
    assert subject in texts(banner)
    shell.work.go("site")
    assert not banner.isVisible()
    shell.work.go("chart")
    assert banner.isVisible()


def test_closing_the_chart_takes_the_patient_off_the_window(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    first_patient(shell, demo_desk)
    press(shell, "chart.close")
    assert shell.work.chart is None
    assert shell.work.page != "chart"
    assert not shell.work.rail.button("chart").isEnabled()


def test_locking_drops_the_key_and_leaves_nothing_to_read(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    subject = first_patient(shell, demo_desk)
    assert subject in texts(shell)
    press(shell, "topbar.lock")
    assert demo_desk.session.locked
    assert subject not in texts(shell)
    assert "DEMONSTRATION" in texts(shell)
    assert not shell.work.isVisible()


def test_locking_closes_an_open_dialog(shell: Shell, qtbot: QtBot) -> None:
    dialog = QDialog(shell.work)
    dialog.open()
    assert dialog.isVisible()
    shell.lock()
    assert not dialog.isVisible()


def test_the_same_person_finds_the_work_and_the_field_again(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    shell.activateWindow()
    shell.work.go("patients")
    work, field = shell.work, QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "dem")
    shell.lock()
    unlock(shell, DEMO_SECRET)
    qtbot.waitUntil(lambda: not shell.locked, timeout=10_000)
    assert shell.work is work
    assert not demo_desk.session.locked
    assert field.text() == "dem"
    assert field.hasFocus()


def test_who_unlocks_is_told_of_wrong_secrets_in_their_name(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    shell.lock()
    for _ in range(3):
        demo_desk.journal.note("refused", demo_desk.session.person, demo_desk.clock.now())
    unlock(shell, DEMO_SECRET)
    qtbot.waitUntil(lambda: not shell.locked, timeout=10_000)
    assert "3 wrong secrets were typed in your name" in texts(shell.work)


@pytest.mark.parametrize("secret", ["not the secret", ""])
def test_a_wrong_secret_keeps_the_screen_locked_and_says_so(
    shell: Shell, demo_desk: Desk, qtbot: QtBot, secret: str
) -> None:
    shell.lock()
    unlock(shell, secret)
    box = line(shell, "lock.secret")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=10_000)
    assert shell.locked
    assert demo_desk.session.locked
    assert box.text() == ""
    assert "secret" in texts(shell).lower()


def test_another_person_takes_the_desk_over_and_finds_nothing_of_the_first(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    first_patient(shell, demo_desk)
    work = shell.work
    shell.lock()
    press(shell, "lock.other")
    type_into(shell, "lock.person", "physician.p")
    unlock(shell, DEMO_SECRET)
    qtbot.waitUntil(lambda: not shell.locked, timeout=10_000)
    assert demo_desk.session.person == "physician.p"
    assert shell.work is not work
    assert shell.work.chart is None
    assert "Paul Demo" in texts(shell.work.top)


def test_an_act_is_refused_while_the_screen_is_locked(shell: Shell, demo_desk: Desk) -> None:
    shell.lock()
    with pytest.raises(Refused):
        _ = demo_desk.session.key


def test_another_language_keeps_the_page_and_the_chart(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    heard: list[str] = []
    shell.language_changed.connect(heard.append)
    first_patient(shell, demo_desk)
    before = shell.work.whereabouts()
    press(shell, "topbar.language")
    assert heard == ["zh_CN"]
    assert shell.work.whereabouts() == before != Whereabouts()
    assert "演示" in texts(shell.work.top)
    qtbot.waitUntil(lambda: "DEMONSTRATION" not in texts(shell))


def test_the_sign_off_count_tells_how_many_records_wait(shell: Shell, demo_desk: Desk) -> None:
    shell.work.rail.show_count("site", 3)
    assert "3 records wait" in shell.work.rail.button("site").accessibleName()
    shell.work.rail.show_count("site", 0)
    assert shell.work.rail.button("site").accessibleName() == "Site"


def test_a_saved_line_stays_until_one_goes_elsewhere(shell: Shell, qtbot: QtBot) -> None:
    shell.work.context.notices.say_saved.emit("Saved on this computer 10:32")
    assert "10:32" in texts(shell)
    shell.work.go("site" if shell.work.page != "site" else "patients")
    qtbot.waitUntil(lambda: "10:32" not in texts(shell))


class TestIdle:
    @pytest.fixture
    def clock(self) -> list[float]:
        return [0.0]

    @pytest.fixture
    def idle(self, clock: list[float], qapp: QApplication) -> Idle:
        return Idle(10, qapp, now=lambda: clock[0])

    def test_ten_quiet_minutes_lock(
        self, idle: Idle, clock: list[float], locked: Callable[[], int]
    ) -> None:
        clock[0] = 599
        idle.look()
        assert locked() == 0
        clock[0] = 600
        idle.look()
        assert locked() == 1

    def test_a_key_begins_the_wait_anew(
        self, idle: Idle, clock: list[float], locked: Callable[[], int], qtbot: QtBot
    ) -> None:
        field = QLineEdit()
        qtbot.addWidget(field)
        clock[0] = 599
        press_key(field, Qt.Key.Key_A)
        clock[0] = 1198
        idle.look()
        assert locked() == 0

    @pytest.fixture
    def locked(self, idle: Idle) -> Callable[[], int]:
        heard: list[bool] = []
        idle.passed.connect(lambda: heard.append(True))
        return lambda: len(heard)


def test_a_low_window_keeps_the_six_weeks_in_thin_rows(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    first_patient(shell, demo_desk)
    weeks = find(shell, QWidget, "glance.panel")
    qtbot.waitUntil(lambda: weeks.isVisible() and weeks.height() <= 64)


def test_a_tall_window_shows_the_six_weeks_whole(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    shell.resize(1920, 1080)
    first_patient(shell, demo_desk)
    weeks = find(shell, QWidget, "glance.panel")
    qtbot.waitUntil(lambda: weeks.isVisible() and weeks.height() > 64)


def test_one_key_puts_the_six_weeks_away_and_brings_them_back(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    first_patient(shell, demo_desk)
    shell.activateWindow()
    weeks = find(shell, QWidget, "glance.panel")
    qtbot.waitUntil(weeks.isVisible)
    QTest.keyClick(shell, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not weeks.isVisible())
    assert find(shell, QPushButton, "chart.six_weeks").text() == "Show six weeks"
    QTest.keyClick(shell, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(weeks.isVisible)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_every_panel_of_the_chart_opens_by_its_key(
    shell: Shell, demo_desk: Desk, qtbot: QtBot, tab: Tab
) -> None:
    first_patient(shell, demo_desk)
    shell.activateWindow()
    apart = Apart()
    QTest.keyClick(shell, Qt.Key[f"Key_{tab.shortcut[-1]}"], Qt.KeyboardModifier.AltModifier)
    chart = shell.work.chart
    assert chart is not None
    qtbot.waitUntil(lambda: chart.tab == tab.key)
    assert apart.seen == []


def test_the_panels_of_a_chart_can_be_loaded_before_anybody_comes_to_them() -> None:
    preload()
    for tab in TABS:
        assert f"ltm_desktop.ui.panels.{tab.key}.panel" in sys.modules
