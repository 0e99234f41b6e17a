"""The rail at the left: where one can go, with the key that goes there and what waits there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.emergency_title import title
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.icons import put_icon
from ltm_desktop.ui.pages import Page
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import key_text
from ltm_desktop.ui.widgets.scrolling import scrolling

_ICON = 20


class Rail(QWidget):
    """Show the pages; `chosen` carries a page key."""

    chosen = Signal(str)
    emergency_wanted = Signal()
    palette_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, say: Words, pages: Sequence[Page], *, practice: bool = False) -> None:
        """Take the pages; `practice` colours the rail of a practice site."""
        super().__init__()
        self.setProperty("practice", practice)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Places"))
        self.setFixedWidth(THEME.shape.rail)
        self._say = say
        self._group = QButtonGroup(self)
        self._places: dict[str, _Place] = {}
        self._inside = QWidget()
        rows = self._rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.hair)
        for page in pages:
            place = _make_place(say, page)
            place.clicked.connect(lambda _=False, key=page.key: self.chosen.emit(key))
            self._group.addButton(place)
            self._places[page.key] = place
            rows.addWidget(place)
        rows.addStretch(1)
        # Large letters on a low screen: the places scroll, the emergency stays.
        self._area = scrolling(self._inside)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(4, THEME.space.tight, 4, THEME.space.tight)
        whole.setSpacing(THEME.space.hair)
        whole.addWidget(self._area, 1)
        self._aids = self._make_aids(say)
        for aid in self._aids:
            whole.addWidget(aid)
        whole.addWidget(self._make_emergency(say))

    def page_keys(self) -> tuple[str, ...]:
        """Return the pages shown, in order."""
        return tuple(self._places)

    def button(self, key: str) -> QToolButton:
        """Return the button of one page."""
        return self._places[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the pictures where words, keys and the emergency need the height.

        In a low window the two aids give way before them: their keys still work.
        """
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        looks = (
            (styles.ToolButtonTextUnderIcon, True),
            (styles.ToolButtonTextOnly, True),
            (styles.ToolButtonTextOnly, False),
        )
        for style, aided in looks:
            self._dress(style, aided=aided)
            if self._rows.sizeHint().height() <= self._area.height():
                break
        self._rows.activate()

    def _dress(self, style: Qt.ToolButtonStyle, *, aided: bool) -> None:
        for aid in self._aids:
            aid.setVisible(aided)
        for place in self._places.values():
            place.setToolButtonStyle(style)
        self._rows.invalidate()
        self._whole.invalidate()
        self._whole.activate()

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._places[key].setChecked(True)

    def allow(self, key: str, *, allowed: bool) -> None:
        """Say whether a page can be gone to now."""
        self._places[key].setEnabled(allowed)

    def _make_aids(self, say: Words) -> tuple["_Place", "_Place"]:
        """Return the ways to the palette and to the help; who owns their keys answers them."""
        palette = _Place("go_to", say("Go to…"), shortcuts.PALETTE)
        palette.clicked.connect(self.palette_wanted)
        help_ = _Place("help", say("Help"), shortcuts.HELP)
        help_.clicked.connect(self.help_wanted)
        for aid in (palette, help_):
            # A click here must not take the place from the field one was in.
            aid.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return palette, help_

    def _make_emergency(self, say: Words) -> QPushButton:
        # In lines that fit the rail; the key stands beneath, as with every place.
        key = key_text(shortcuts.EMERGENCY)
        button = QPushButton("\n".join((say("Wrong drug\nor overdose\ninto CSF"), key)))
        button.setObjectName("railEmergency")
        button.setAccessibleName(title(say))
        button.setAccessibleDescription(shortcuts.EMERGENCY)
        button.setToolTip(f"{title(say)}  {shortcuts.EMERGENCY}")
        button.setShortcut(QKeySequence(shortcuts.EMERGENCY))
        # A click here must not take the place from the field one was in.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.clicked.connect(self.emergency_wanted)
        return button

    def show_count(self, key: str, count: int) -> None:
        """Show how many records wait on a page; nothing for none."""
        if key in self._places:
            self._places[key].show_count(self._say, count)


class _Place(QToolButton):
    """One place: icon, word and key in one block, with a count on the icon."""

    def __init__(self, name: str, title: str, key: str) -> None:
        super().__init__()
        self._title = title
        self.setObjectName(f"rail.{name}")
        self.setText(title)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setAccessibleName(title)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{title}  {key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key = self._make_label("railKey")
        self._key.setText(key_text(key))
        self._count = self._make_label("railCount")
        self._count.hide()

    def show_count(self, say: Words, count: int) -> None:
        """Show how many wait; nothing for none."""
        self._count.setText(say.number(count))
        self._count.setVisible(count > 0)
        self._place_labels()
        waiting = say.many("{count} record waits", "{count} records wait", count)
        self.setAccessibleName(say.apart(self._title, waiting) if count else self._title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep key and count where they belong."""
        super().resizeEvent(event)
        self._place_labels()

    def _make_label(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setProperty(kind, True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _place_labels(self) -> None:
        key, count = self._key.sizeHint(), self._count.sizeHint()
        bottom = self.height() - key.height() - THEME.space.hair
        self._key.setGeometry((self.width() - key.width()) // 2, bottom, key.width(), key.height())
        wide = max(count.width(), count.height())
        right = self.width() - wide - THEME.space.hair
        pictured = self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        # On the picture, or beside the key where there is none: never on the word.
        left = min(self.width() // 2 + THEME.space.hair, right) if pictured else right
        top = THEME.space.tight if pictured else self.height() - count.height() - THEME.space.hair
        self._count.setGeometry(left, top, wide, count.height())


def _make_place(say: Words, page: Page) -> _Place:
    place = _Place(page.key, say(page.title), page.shortcut)
    put_icon(place, page.icon, THEME.palette.on_rail, _ICON)
    place.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    place.setCheckable(True)
    place.setShortcut(QKeySequence(page.shortcut))
    return place
