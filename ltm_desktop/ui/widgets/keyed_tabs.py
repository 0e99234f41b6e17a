"""Tabs that show the key of each beside its words, as long as there is room for every word."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import KeyHint, key_text

_RIGHT = QTabBar.ButtonPosition.RightSide


class KeyedTabs(QTabBar):
    """Where the tabs are wider than their place, the keys stand in their tooltips alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self._hints: list[QWidget] = []
        self._hinted = True

    def add(self, title: str, key: str = "") -> int:
        """Add a tab with its key, if it has one; return its place."""
        place = self.addTab(title)
        if not key:
            return place
        self._hints.append(_hint(key))
        self.setTabButton(place, _RIGHT, self._hints[place] if self._hinted else None)
        self.setTabToolTip(place, f"{title}  {key_text(key)}")
        return place

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the keys where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again with the letters that are really used."""
        super().showEvent(event)
        # a key has the size it had before the window gave it its letters, and so has its tab
        for hint in self._hints:
            hint.adjustSize()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self._fit()

    def _fit(self) -> None:
        tabs = sum(self.tabRect(place).width() for place in range(self.count()))
        keys = sum(hint.sizeHint().width() + THEME.space.tight for hint in self._hints)
        hinted = tabs + (0 if self._hinted else keys) <= self.width()
        if hinted == self._hinted:
            return
        self._hinted = hinted
        for place, hint in enumerate(self._hints):
            self.setTabButton(place, _RIGHT, hint if hinted else None)
            hint.setVisible(hinted)


def _hint(key: str) -> QWidget:
    """Return the key of a tab, clear of the tab's edge: flush with it, its frame was cut."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, THEME.space.close, 0)
    row.addWidget(KeyHint(key))
    return holder
