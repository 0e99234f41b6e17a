"""The emergency page in the window: reached from everywhere, and left exactly where one was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.emergency import Posted
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.emergency_page import EmergencyPage
from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.panels.setup.view import SetupView
from ltm_desktop.ui.shell import Shell
from tests.ui.hands import find, line, press, press_key, texts, type_into

NUMBER = "000 0001"
"""The first telephone number of the demonstration's example."""


@pytest.fixture
def program(
    site_copy: Path, qtbot: QtBot, tmp_path: Path, in_the_look: QApplication
) -> Iterator[Program]:
    yield from opened(site_copy, qtbot, tmp_path)


def opened(site: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Program(House(), site, "en", kept)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible(), timeout=20_000)
    made.deleteLater()


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window go on until something holds."""
    for _ in range(500):
        if holds():
            return
        QTest.qWait(20)
    raise AssertionError("it never came about")


def call_for_it(program: Program) -> EmergencyPage:
    """Press the key, whatever is shown."""
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or program, Qt.Key.Key_E, control)
    # a button pressed by its key goes down and up, which takes a moment
    wait_until(lambda: program._cover.page is not None)
    page = program._cover.page
    assert isinstance(page, EmergencyPage)
    return page


def go_back(program: Program) -> None:
    press_key(QApplication.focusWidget() or program, Qt.Key.Key_Escape)
    wait_until(lambda: program._cover.page is None)


def sign_in(program: Program, qtbot: QtBot, person: str = "nurse.a") -> Shell:
    type_into(program, "signin.person", person)
    press_key(type_into(program, "signin.secret", DEMO_SECRET), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.centralWidget(), Shell), timeout=20_000)
    shell = program.centralWidget()
    assert isinstance(shell, Shell)
    # a key pressed before the window is shown and in front is nobody's
    qtbot.waitUntil(lambda: shell.isVisible() and program.isActiveWindow(), timeout=20_000)
    return shell


def test_the_button_on_the_sign_in_page_names_its_key_and_needs_no_secret(
    program: Program,
) -> None:
    button = find(program, QWidget, "signin.emergency")
    assert button.accessibleName() == "Wrong drug or overdose into CSF"
    assert button.accessibleDescription() == shortcuts.EMERGENCY
    press(program, "signin.emergency")
    page = program._cover.page
    assert page is not None
    assert NUMBER in texts(page)
    assert "EXAMPLE TEXT" in texts(page)
    assert "DEMONSTRATION" in texts(page)
    assert "Approved by Qing Demo" in texts(page)


def test_what_was_typed_on_the_sign_in_page_is_still_there_and_in_focus(program: Program) -> None:
    type_into(program, "signin.person", "nurse.a")
    secret = type_into(program, "signin.secret", "half a sec")
    secret.setFocus()
    page = call_for_it(program)
    assert "half a sec" not in texts(page)
    assert not secret.isVisible()
    go_back(program)
    assert secret.isVisible()
    assert secret.hasFocus()
    assert (line(program, "signin.person").text(), secret.text()) == ("nurse.a", "half a sec")


def test_keys_of_what_lies_beneath_do_nothing_while_the_page_is_shown(
    program: Program, qtbot: QtBot
) -> None:
    shell = sign_in(program, qtbot)
    before = shell.work.page
    call_for_it(program)
    press_key(QApplication.focusWidget() or program, Qt.Key.Key_F12)
    QTest.qWait(200)
    assert shell.work.page == before
    go_back(program)
    assert shell.isVisible()


def test_a_nurse_comes_back_to_the_field_and_the_words_in_it(
    program: Program, qtbot: QtBot
) -> None:
    shell = sign_in(program, qtbot)
    shell.work.go("patients")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "dem")
    page = call_for_it(program)
    patient = shell.work.context.desk.worklists.patients()[0].patient
    assert patient.subject_id not in texts(page)
    go_back(program)
    assert field.hasFocus()
    assert field.text() == "dem"


def test_the_rail_opens_it_from_an_open_chart_and_the_chart_stays(
    program: Program, qtbot: QtBot
) -> None:
    shell = sign_in(program, qtbot)
    patient = shell.work.context.desk.worklists.patients()[0].patient
    shell.work.open_patient(patient.patient_id, "dosing", "")
    at, chart = shell.work.whereabouts(), shell.work.chart
    press(shell, "railEmergency")
    go_back(program)
    assert shell.work.whereabouts() == at
    assert shell.work.chart is chart


def test_the_lock_screen_offers_it_and_stays_locked(program: Program, qtbot: QtBot) -> None:
    shell = sign_in(program, qtbot)
    shell.lock()
    press(program, "lock.emergency")
    page = program._cover.page
    assert page is not None
    assert NUMBER in texts(page)
    go_back(program)
    assert shell.locked
    assert shell.work.context.desk.session.locked
    assert line(program, "lock.secret").hasFocus()


def test_a_desk_that_locks_meanwhile_is_locked_on_the_way_back_and_keeps_the_field(
    program: Program, qtbot: QtBot
) -> None:
    shell = sign_in(program, qtbot)
    shell.work.go("patients")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "dem")
    call_for_it(program)
    shell.lock()
    assert program._cover.page is not None
    go_back(program)
    assert shell.locked
    secret = line(program, "lock.secret")
    assert secret.hasFocus()
    press_key(type_into(program, "lock.secret", DEMO_SECRET), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.locked, timeout=20_000)
    assert field.hasFocus()
    assert field.text() == "dem"


def test_a_sign_in_that_ends_beneath_the_page_does_not_push_it_away(
    program: Program, qtbot: QtBot
) -> None:
    type_into(program, "signin.person", "nurse.a")
    press_key(type_into(program, "signin.secret", DEMO_SECRET), Qt.Key.Key_Return)
    page = call_for_it(program)
    qtbot.waitUntil(lambda: isinstance(program.centralWidget(), Shell), timeout=20_000)
    QApplication.processEvents()
    assert page.isVisible()
    shell = program.centralWidget()
    assert isinstance(shell, Shell)
    assert not shell.isVisible()
    go_back(program)
    assert shell.isVisible()


def test_a_damaged_database_does_not_keep_the_page_away(
    site_copy: Path, qtbot: QtBot, tmp_path: Path, in_the_look: QApplication
) -> None:
    (site_copy / "ledger.db").unlink()
    for program in opened(site_copy, qtbot, tmp_path):
        assert "cannot be opened" in texts(program)
        press(program, "unusable.emergency")
        page = program._cover.page
        assert page is not None
        assert NUMBER in texts(page)
        go_back(program)


def test_set_up_offers_it_as_soon_as_there_is_a_site(
    qtbot: QtBot, in_the_look: QApplication
) -> None:
    view = SetupView(Words("en"), folder="", zone="UTC", countries=("CN",))
    qtbot.addWidget(view)
    view.show()
    button = find(view, QWidget, "setup.emergency")
    assert not button.isVisible()
    with qtbot.waitSignal(view.emergency_wanted):
        view.show_founded("ab12")
        assert button.isVisible()
        press(view, "setup.emergency")


def test_the_page_covers_the_window_at_every_size(program: Program) -> None:
    page = call_for_it(program)
    program.resize(1500, 900)
    assert page.geometry() == program.rect()


def test_a_copy_that_was_rewritten_at_sign_in_is_said(
    program: Program, site_copy: Path, qtbot: QtBot
) -> None:
    (site_copy / "emergency.toml").unlink()
    shell = sign_in(program, qtbot)
    assert "was written anew" in texts(shell)
    assert (site_copy / "emergency.toml").is_file()


class Shelf:
    """Takes the place of the computer's reader and remembers what it was given."""

    def __init__(self, *, opens: bool = True) -> None:
        self.pdf = b""
        self._opens = opens

    def __call__(self, path: Path) -> bool:
        self.pdf = path.read_bytes()
        return self._opens


def shown(
    qtbot: QtBot, posted: Posted, viewer: Shelf, language: str = "en"
) -> tuple[EmergencyPage, QWidget]:
    owner = QWidget()
    qtbot.addWidget(owner)
    papers = OpenedPapers(owner, viewer)
    page = EmergencyPage(Words(language), posted, House().press, papers)
    page.setParent(owner)
    owner.show()
    return page, owner


@pytest.mark.parametrize(("opens", "said"), [(True, "PDF reader"), (False, "No program")])
def test_print_hands_one_paper_to_the_reader_and_says_what_became_of_it(
    qtbot: QtBot, demo_site: Path, in_the_look: QApplication, opens: bool, said: str
) -> None:
    shelf = Shelf(opens=opens)
    page, _ = shown(qtbot, House().emergency(demo_site), shelf)
    printed: list[object] = []
    page.printed.connect(printed.append)
    press(page, "emergency.print")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert shelf.pdf.startswith(b"%PDF")
    assert said in texts(page)
    assert printed == ([shelf.pdf] if opens else [])


def test_the_other_language_is_one_press_away(
    qtbot: QtBot, demo_site: Path, in_the_look: QApplication
) -> None:
    page, _ = shown(qtbot, House().emergency(demo_site), Shelf())
    press(page, "emergency.language")
    QApplication.sendPostedEvents(None, 52)
    assert "穿刺针留在原位" in texts(page)
    assert "Leave the needle" not in texts(page)


def test_a_site_without_a_page_says_so_and_no_treatment_is_made_up(
    qtbot: QtBot, in_the_look: QApplication
) -> None:
    page, _ = shown(qtbot, Posted(kind="live"), Shelf())
    said = texts(page)
    assert "has not written its emergency page yet" in said
    assert "needle" not in said.lower()
    assert "stop" not in said.lower()
    assert page.findChild(QWidget, "emergency.text") is None


def test_a_fault_while_printing_is_said_on_the_page(
    qtbot: QtBot, demo_site: Path, in_the_look: QApplication
) -> None:
    page, _ = shown(qtbot, House().emergency(demo_site), Shelf())

    def broken() -> object:
        raise Unavailable("storage.disk_full")

    page._press = broken  # type: ignore[assignment]  # stands in for a full disk
    press(page, "emergency.print")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert "disk" in texts(page)
    assert find(page, QWidget, "emergency.print").isEnabled()
