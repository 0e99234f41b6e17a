"""The rail at the left: where one can go, with the key that goes there and what waits there."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.icons import icon
from ltm_desktop.ui.pages import Page
from ltm_desktop.ui.tokens import LIGHT


class Rail(QWidget):
    """Show the pages; `chosen` carries a page key."""

    chosen = Signal(str)

    def __init__(self, say: Words, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Places"))
        self.setFixedWidth(LIGHT.shape.rail)
        self._say = say
        self._group = QButtonGroup(self)
        self._places: dict[str, _Place] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, LIGHT.space.close, 6, LIGHT.space.close)
        rows.setSpacing(LIGHT.space.tight)
        for page in pages:
            place = _Place(say, page)
            place.button.clicked.connect(lambda _=False, key=page.key: self.chosen.emit(key))
            self._group.addButton(place.button)
            self._places[page.key] = place
            rows.addWidget(place)
        rows.addStretch(1)

    def page_keys(self) -> tuple[str, ...]:
        """Return the pages shown, in order."""
        return tuple(self._places)

    def button(self, key: str) -> QToolButton:
        """Return the button of one page."""
        return self._places[key].button

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._places[key].button.setChecked(True)

    def allow(self, key: str, *, allowed: bool) -> None:
        """Say whether a page can be gone to now."""
        self._places[key].button.setEnabled(allowed)

    def show_count(self, key: str, count: int) -> None:
        """Show how many records wait on a page; nothing for none."""
        if key in self._places:
            self._places[key].show_count(self._say, count)


class _Place(QWidget):
    """One button of the rail with its key beneath and a count on it."""

    def __init__(self, say: Words, page: Page) -> None:
        super().__init__()
        self._title = say(page.title)
        self.button = QToolButton()
        self.button.setObjectName(f"rail.{page.key}")
        self.button.setText(self._title)
        self.button.setIcon(icon(page.icon, LIGHT.palette.on_rail, 22))
        self.button.setIconSize(QSize(22, 22))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.button.setCheckable(True)
        self.button.setShortcut(QKeySequence(page.shortcut))
        self.button.setAccessibleName(self._title)
        self.button.setAccessibleDescription(page.shortcut)
        self.button.setToolTip(f"{self._title}  {page.shortcut}")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key = QLabel(page.shortcut)
        self._key.setProperty("railKey", True)
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = QLabel()
        self._count.setProperty("railCount", True)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 2)
        rows.setSpacing(1)
        rows.addWidget(self.button)
        rows.addWidget(self._count, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self._key)

    def show_count(self, say: Words, count: int) -> None:
        self._count.setText(say.number(count))
        self._count.setVisible(count > 0)
        waiting = say.many("{count} record waits", "{count} records wait", count)
        self.button.setAccessibleName(f"{self._title}, {waiting}" if count else self._title)
