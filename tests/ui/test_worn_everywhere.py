"""Whatever opens beside the window wears its look: lists, menus, hints and boxes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.fault_box import FaultBox
from ltm_desktop.ui.style import dress, wear_sheet
from ltm_desktop.ui.tokens import PALETTES, THEME, to_theme
from ltm_desktop.ui.widgets.buttons import KeyHint
from ltm_desktop.ui.widgets.keyed_tabs import KeyedTabs

pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture(params=PALETTES)
def window(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A window in each theme, dressed as the program's own, on an application without a sheet."""
    dress(qapp, to_theme(request.param))
    made = QWidget()
    made.setObjectName("page")
    wear_sheet(made)
    QVBoxLayout(made)
    made.resize(400, 300)
    qtbot.addWidget(made)
    yield made
    dress(qapp)


def put(window: QWidget, part: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(part)
    window.show()


def surface(shown: QWidget) -> str:
    """Return the colour most of a widget is painted in."""
    picture = shown.grab().toImage()
    counted: dict[int, int] = {}
    for across in range(0, picture.width(), 2):
        for down in range(0, picture.height(), 2):
            dot = picture.pixel(across, down)
            counted[dot] = counted.get(dot, 0) + 1
    return QColor(max(counted, key=lambda dot: counted[dot])).name()


def test_a_list_of_choices_wears_the_card(window: QWidget) -> None:
    box = QComboBox()
    box.addItems(["one", "two", "three"])
    put(window, box)
    box.showPopup()
    view = box.view()
    view.setCurrentIndex(view.model().index(-1, 0))
    assert surface(view.viewport()) == THEME.palette.card.lower()
    box.hidePopup()


def test_a_menu_wears_the_card(window: QWidget, qtbot: QtBot) -> None:
    menu = QMenu(window)
    menu.addAction("one")
    menu.addAction("two")
    window.show()
    menu.popup(QPoint(10, 10))
    assert surface(menu) == THEME.palette.card.lower()
    menu.close()


def test_a_hint_wears_its_own_colour(window: QWidget, qtbot: QtBot) -> None:
    label = QLabel("words")
    put(window, label)
    QToolTip.showText(QPoint(10, 10), "a hint", label)

    def hints() -> list[QWidget]:
        windows = QApplication.topLevelWidgets()
        return [one for one in windows if one.inherits("QTipLabel") and one.isVisible()]

    qtbot.waitUntil(lambda: bool(hints()))
    assert surface(hints()[0]) == THEME.palette.tip.lower()
    QToolTip.hideText()


def test_a_box_wears_the_page(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    box = FaultBox(window)
    box.tell(Words("en"), "Something went wrong.")
    qtbot.waitUntil(box.isVisible)
    assert surface(box) == THEME.palette.page.lower()
    box.close()


def test_a_box_is_closed_in_the_language_of_the_window_without_a_picture_of_the_desktops(
    window: QWidget,
) -> None:
    window.show()
    box = FaultBox(window)
    for language, close in (("en", "Close"), ("zh_CN", "关闭")):
        box.tell(Words(language), "…")
        shown = [one for one in box.findChildren(QAbstractButton) if one.isVisible()]
        assert [(one.text(), one.icon().isNull()) for one in shown] == [(close, True)]
        shown[0].click()
        assert not box.isVisible()


def test_the_key_of_a_tab_has_room_for_the_letters_of_the_window(window: QWidget) -> None:
    tabs = KeyedTabs()
    tabs.add("Summary", "Alt+1")
    # measured before it is in any window
    before = tabs.tabRect(0).width()
    put(window, tabs)
    key = tabs.findChild(KeyHint)
    assert isinstance(key, KeyHint)
    assert key.width() >= key.sizeHint().width()
    assert tabs.tabRect(0).width() > before
