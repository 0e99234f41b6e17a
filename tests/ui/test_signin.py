"""Signing in: the presenter without Qt, the card, and the program's first window."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.signin.presenter import Credentials
from ltm_desktop.ui.panels.signin.view import CredentialsCard, centred
from ltm_desktop.ui.shell import Shell
from tests.ui.hands import line, press, press_key, texts, type_into

Open = Callable[[str, str], str]


class RecordingView:
    def __init__(self) -> None:
        self.said: list[object] = []

    def show_busy(self, busy: bool) -> None:
        self.said.append(busy)

    def show_problem(self, sentence: str) -> None:
        self.said.append(sentence)

    def show_wait(self, seconds: int) -> None:
        self.said.append(seconds)


def at_once(
    work: Callable[[], str], done: Callable[[str], None], failed: Callable[[Exception], None]
) -> None:
    try:
        found = work()
    except Exception as error:  # noqa: BLE001 - stands in for the thread, which hands on all
        failed(error)
    else:
        done(found)


def submit(open_with: Open, person: str = "nurse.a") -> tuple[RecordingView, list[str]]:
    view, opened = RecordingView(), list[str]()
    Credentials(open_with, view, at_once, Words("en"), opened.append).submit(person, "s3cret")  # type: ignore[arg-type]  # a run for one type only
    return view, opened


def test_a_user_name_is_taken_in_small_letters_without_blanks() -> None:
    _, opened = submit(lambda person, _: person, " Nurse.A ")
    assert opened == ["nurse.a"]


def test_a_wrong_secret_gets_one_sentence_and_nothing_is_opened() -> None:
    def wrong(_person: str, _secret: str) -> str:
        raise refuse("people.wrong_secret")

    view, opened = submit(wrong)
    assert opened == []
    assert view.said[:2] == [True, False]
    assert "do not match" in str(view.said[2])


def test_an_account_that_waits_is_counted_down_in_whole_seconds() -> None:
    def waits(_person: str, _secret: str) -> str:
        raise refuse("people.wait", wait=timedelta(seconds=3, milliseconds=200))

    view, _ = submit(waits)
    assert view.said[2] == 4


def test_a_site_in_use_says_what_to_do() -> None:
    def used(_person: str, _secret: str) -> str:
        raise Unavailable("storage.in_use")

    view, _ = submit(used)
    say = Words("en")
    assert say.next_step(Unavailable("storage.in_use").alert) in str(view.said[2])


@pytest.fixture
def card(qtbot: QtBot, in_the_look: QApplication) -> CredentialsCard:
    made = CredentialsCard(Words("en"), "Sign in to D01", "Sign in", topic="signin")
    qtbot.addWidget(made)
    made.show()
    return made


def test_return_hands_name_and_secret_over_once_and_empties_the_secret(
    card: CredentialsCard,
) -> None:
    given: list[tuple[str, str]] = []
    card.submitted.connect(lambda person, secret: given.append((person, secret)))
    type_into(card, "signin.person", "nurse.a")
    press_key(type_into(card, "signin.secret", "s3cret"), Qt.Key.Key_Return)
    assert given == [("nurse.a", "s3cret")]
    assert card.secret.text() == ""


def test_an_empty_field_is_named_and_nothing_is_handed_over(card: CredentialsCard) -> None:
    given: list[object] = []
    card.submitted.connect(lambda *both: given.append(both))
    press(card, "signin.button")
    assert "User name is still missing." in card.person.message()
    type_into(card, "signin.person", "nurse.a")
    press(card, "signin.button")
    assert "Secret is still missing." in card.message()
    assert given == []


def test_the_wait_is_counted_down_and_then_taken_away(card: CredentialsCard) -> None:
    card.show_wait(2)
    assert "2 seconds" in card.message()
    card._count_down()
    assert "1 second." in card.message()
    card._count_down()
    assert card.message() == ""


def test_a_sentence_of_two_lines_beneath_the_secret_is_shown_whole(
    card: CredentialsCard, qtbot: QtBot
) -> None:
    sentence = "Another program is already working on this site. Go to the window that is open."
    page = centred(card)
    page.resize(1280, 720)
    with qtbot.waitExposed(page):
        page.show()
    card.show_problem(sentence)
    qtbot.waitUntil(lambda: _height_of(page, sentence)[0] > 0)
    shown, needed = _height_of(page, sentence)
    card.setParent(None)
    assert shown >= needed


def test_a_low_window_scrolls_the_card_and_squeezes_no_field(
    card: CredentialsCard, qtbot: QtBot
) -> None:
    page = centred(card)
    page.resize(1366, 200)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    fields = (card.person.line, card.secret, card.button)
    shown = [(one.height(), one.minimumSizeHint().height()) for one in fields]
    card.setParent(None)
    assert page.height() == 200
    assert [had for had, needed in shown if had < needed] == []


def _height_of(page: QWidget, sentence: str) -> tuple[int, int]:
    label = next(one for one in page.findChildren(QLabel) if one.text() == sentence)
    QApplication.processEvents()
    return label.height(), label.heightForWidth(label.width())


@pytest.fixture
def program(
    site_copy: Path, tmp_path: Path, qtbot: QtBot, in_the_look: QApplication
) -> Iterator[Program]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Program(House(), site_copy, "", settings)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible(), timeout=20_000)
    made.deleteLater()


def sign_in(program: Program, person: str, secret: str, qtbot: QtBot) -> None:
    line(program, "signin.person").clear()
    type_into(program, "signin.person", person)
    press_key(type_into(program, "signin.secret", secret), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=10_000)


def test_a_secret_opens_the_site_on_its_first_page(program: Program, qtbot: QtBot) -> None:
    sign_in(program, "nurse.a", DEMO_SECRET, qtbot)
    shell = program.centralWidget()
    assert isinstance(shell, Shell)
    assert "Ann Demo" in texts(shell.work.top)


def test_wrong_secrets_keep_the_door_closed_and_make_only_this_account_wait(
    program: Program, qtbot: QtBot
) -> None:
    for _ in range(6):
        sign_in(program, "nurse.a", "guess-guess", qtbot)
    assert "Too many wrong secrets" in texts(program)
    assert not isinstance(program.centralWidget(), Shell)
    sign_in(program, "nurse.b", DEMO_SECRET, qtbot)
    assert isinstance(program.centralWidget(), Shell)


def test_a_demonstration_names_its_synthetic_people_and_fills_the_name(program: Program) -> None:
    press(program, "signin.demo.physician.q")
    assert line(program, "signin.person").text() == "physician.q"
    assert DEMO_SECRET in texts(program)
    assert "DEMONSTRATION" in texts(program)


def test_the_language_is_kept_for_the_next_start(program: Program, qtbot: QtBot) -> None:
    press(program, "signin.language")
    qtbot.waitUntil(lambda: "登录" in texts(program))
    assert program.say.language == "zh_CN"
    assert Program(House(), None, "", program.settings).say.language == "zh_CN"


def test_a_damaged_site_is_named_and_nothing_in_it_is_touched(
    site_copy: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (site_copy / "heads").unlink()
    before = sorted(path.name for path in site_copy.iterdir())
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(House(), site_copy, "en", settings)
    qtbot.addWidget(program)
    assert "heads" in texts(program)
    assert sorted(path.name for path in site_copy.iterdir()) == before


FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from ltm_desktop.bootstrap import House
from ltm_desktop.ui import application

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName() == "signin.person":
            heavy = "{heavy}".split()
            print("painted", *sorted(name for name in heavy if name in sys.modules), flush=True)
            QApplication.exit(0)
        return False

app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
sys.exit(application.run(House(), Path(sys.argv[1]), "en"))
"""
HEAVY = (
    "sqlalchemy reportlab pyhanko pyqtgraph numpy pydantic lxml PIL psycopg aiohttp keyring "
    "holidays pypinyin segno biip pydicom"
)


def test_nothing_heavy_is_imported_at_first_paint(demo_site: Path, project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT.replace("{heavy}", HEAVY), str(demo_site)],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["painted"], done.stderr
