from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.waiting import may_sign, own_count
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.signoff.panel import build
from ltm_desktop.ui.panels.signoff.reading import Reading
from ltm_desktop.ui.panels.signoff.view import SignoffView

OpenAs = Callable[[str], Desk]


class Viewer:
    """Stand where the system's PDF viewer stands."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.paths: list[Path] = []
        self.there = True

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        self.seen.append(path.read_bytes())
        return self.there


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


@pytest.fixture
def sit_down(open_as: OpenAs, qtbot: QtBot, viewer: Viewer) -> Callable[[str], SignoffView]:
    def sit_down(person: str) -> SignoffView:
        context = Context(open_as(person), Words("en"), Notices())
        view = build(context, None, viewer=viewer)
        assert isinstance(view, SignoffView)
        view.setProperty("context", context)
        qtbot.addWidget(view)
        view.resize(1282, 726)
        view.show()
        return view

    return sit_down


def desk_of(view: SignoffView) -> Desk:
    context = view.property("context")
    assert isinstance(context, Context)
    return context.desk


def reading_of(view: SignoffView) -> Reading:
    assert view.reading is not None
    return view.reading


def words(widget: QWidget) -> str:
    shown = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(label.text() for label in shown)


def read_whole(view: SignoffView) -> None:
    bar = reading_of(view).text.verticalScrollBar()
    bar.setValue(bar.maximum())


def press(view: QWidget, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def first_dose(view: SignoffView) -> str:
    rows = [row for row in view.table.rows.rows if row.key.startswith("adm-")]
    return rows[0].key


def test_the_inbox_begins_with_ones_own_and_has_nothing_selected(
    sit_down: Callable[[str], SignoffView],
) -> None:
    view = sit_down("physician.q")
    desk = desk_of(view)
    rows = [row for row, _ in desk.worklists.inbox()]
    mine = [row.record_id for row in rows if may_sign(desk, row)]
    others = [row.record_id for row in rows if not may_sign(desk, row)]
    assert mine
    assert [row.key for row in view.table.rows.rows] == [*mine, *others]
    assert view.table.selected() == ""
    button = view.findChild(QPushButton, "signoff.open_button")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()


def test_a_record_is_signed_only_after_its_end_was_on_screen(
    sit_down: Callable[[str], SignoffView], qtbot: QtBot
) -> None:
    view = sit_down("physician.q")
    record = first_dose(view)
    view.opened.emit(record)
    reading = reading_of(view)
    assert reading.box is not None
    assert not reading.box.button.isEnabled()
    assert "Read the record to its end" in words(reading)
    reading.box.given.emit("physician.q", DEMO_SECRET)
    assert record in [row.record_id for row, _ in desk_of(view).worklists.inbox()]
    read_whole(view)
    assert reading.box.button.isEnabled()
    reading.box.secret.setText(DEMO_SECRET)
    press(view, "signoff.sign_button")
    qtbot.waitUntil(lambda: record not in [row.key for row in view.table.rows.rows], timeout=20000)
    assert record not in [row.record_id for row, _ in desk_of(view).worklists.inbox()]


def test_after_signing_the_strip_says_what_was_signed_and_how_many_are_left(
    sit_down: Callable[[str], SignoffView], qtbot: QtBot
) -> None:
    view = sit_down("physician.q")
    context = view.property("context")
    left = own_count(context.desk) - 1
    view.opened.emit(first_dose(view))
    read_whole(view)
    box = reading_of(view).box
    assert box is not None
    box.secret.setText(DEMO_SECRET)
    with qtbot.waitSignal(context.notices.say_saved, timeout=20000) as told:
        press(view, "signoff.sign_button")
    assert "Signed: dose " in told.args[0]
    assert f"{left} more record" in told.args[0]


def test_the_next_record_opens_after_signing(
    sit_down: Callable[[str], SignoffView], qtbot: QtBot
) -> None:
    view = sit_down("physician.q")
    keys = [row.key for row in view.table.rows.rows]
    assert len(keys) > 1
    view.opened.emit(keys[0])
    first = reading_of(view)
    read_whole(view)
    assert first.box is not None
    first.box.given.emit("physician.q", DEMO_SECRET)
    qtbot.waitUntil(lambda: view.reading not in (None, first), timeout=20000)
    following = reading_of(view)
    assert keys[1] in following.text.toPlainText()
    assert following.box is not None
    assert following.box.secret.text() == ""


def test_a_wrong_secret_is_said_in_place_and_nothing_is_signed(
    sit_down: Callable[[str], SignoffView], qtbot: QtBot
) -> None:
    view = sit_down("physician.q")
    view.opened.emit(first_dose(view))
    read_whole(view)
    reading, head = reading_of(view), desk_of(view).store.head()
    assert reading.box is not None
    reading.box.secret.setText("wrong")
    press(view, "signoff.sign_button")
    qtbot.waitUntil(lambda: "do not match" in words(reading), timeout=20000)
    assert desk_of(view).store.head() == head
    assert reading.box.secret.text() == ""
    assert view.reading is reading


def test_a_nurse_sees_what_waits_and_for_whom_and_cannot_sign_it(
    sit_down: Callable[[str], SignoffView],
) -> None:
    view = sit_down("nurse.a")
    view.opened.emit(first_dose(view))
    reading = reading_of(view)
    assert reading.box is None
    assert "It waits for a physician's approval." in words(reading)
    text = reading.findChild(QPlainTextEdit, "signoff.text")
    assert text is not None
    assert "pemetrexed" in text.toPlainText()


def test_leaving_returns_to_the_list_with_nothing_selected(
    sit_down: Callable[[str], SignoffView],
) -> None:
    view = sit_down("physician.q")
    view.opened.emit(first_dose(view))
    press(view, "signoff.back_button")
    assert view.reading is None
    assert view.table.selected() == ""


def test_the_paper_opens_from_a_private_file_that_goes_with_the_panel(
    sit_down: Callable[[str], SignoffView], viewer: Viewer
) -> None:
    view = sit_down("physician.q")
    view.opened.emit(first_dose(view))
    press(view, "signoff.paper_button")
    assert viewer.seen[0].startswith(b"%PDF")
    (path,) = viewer.paths
    assert path.parent.stat().st_mode & 0o077 == 0
    assert "DEMO" not in path.name


def test_without_a_viewer_the_secret_being_typed_stays(
    sit_down: Callable[[str], SignoffView], viewer: Viewer
) -> None:
    viewer.there = False
    view = sit_down("physician.q")
    view.opened.emit(first_dose(view))
    reading = reading_of(view)
    assert reading.box is not None
    reading.box.secret.setText("half")
    press(view, "signoff.paper_button")
    assert "Save a copy from Records." in words(reading)
    assert reading.box.secret.text() == "half"
