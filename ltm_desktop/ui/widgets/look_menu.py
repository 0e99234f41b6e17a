"""The menu of looks: three themes and three text sizes, with the keys that bring them.

What is worn now is ticked. It only wishes; the program dresses the window and keeps the choice.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.chosen_look import Look, worn
from ltm_desktop.ui.tokens import PERCENTS


def offer_looks(button: QAbstractButton, say: Words, wanted: Callable[[Look], None]) -> None:
    """Let a button open the menu beneath itself."""

    def open_menu() -> None:
        menu = LookMenu(say, wanted, button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    button.clicked.connect(open_menu)


class LookMenu(QMenu):
    """Offer every look; the chosen one is handed over once."""

    def __init__(self, say: Words, wanted: Callable[[Look], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = wanted
        now = worn()
        self.setAccessibleName(say("Look of the window"))
        names = {"light": say("Light"), "dark": say("Dark"), "contrast": say("High contrast")}
        themes, sizes = QActionGroup(self), QActionGroup(self)
        for name, words in names.items():
            self._offer(themes, f"look.{name}", words, replace(now, name=name))
        self.addSeparator()
        for percent in PERCENTS:
            words = say("Text {percent} %", percent=percent)
            self._offer(sizes, f"look.{percent}", words, replace(now, percent=percent))

    def _offer(self, group: QActionGroup, name: str, words: str, look: Look) -> None:
        key = _key_to(look)
        action = QAction(f"{words}\t{key}" if key else words, group)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(look == worn())
        action.triggered.connect(lambda: self._wanted(look))
        self.addAction(action)


def _key_to(look: Look) -> str:
    now = worn()
    if look == now:
        return ""
    keys = {
        now.next_theme(): shortcuts.NEXT_THEME,
        now.stepped(1): shortcuts.LARGER,
        now.stepped(-1): shortcuts.SMALLER,
    }
    return keys.get(look, "")
