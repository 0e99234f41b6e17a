"""The palette on screen: one field, and beneath it what the typed words find.

It lies over the page, never over the banner. Refuses to take a key that is not its own: Tab stays.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.palette.finding import Offer
from ltm_desktop.ui.panels.palette.presenter import Shown
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import key_text
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -7,
    Qt.Key.Key_PageDown: 7,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaletteView(QFrame):
    """Show the field and what it finds; `chosen` carries a wish, `left` that nothing was wanted."""

    asked = Signal(str)
    chosen = Signal(str)
    left = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.presenter: object = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self.setObjectName("palette")
        self.setProperty("card", True)
        self.setProperty("raised", True)
        self.setAccessibleName(say("Go to…"))
        self.field = _Field(say)
        self.field.textChanged.connect(self.asked)
        self.field.left.connect(self.left)
        self.field.entered.connect(self._enter)
        self.field.moved.connect(self._move)
        self.list = _make_list(say)
        self.list.setFocusProxy(self.field)
        self.list.clicked.connect(lambda _: self._enter())
        self._nothing = EmptyState(say("Nothing is called so."))
        self._foot = Text("", "small")
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(space.near, space.near, space.near, space.close)
        rows.setSpacing(space.close)
        rows.addWidget(self.field)
        rows.addWidget(self._nothing)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._foot)
        self.setFocusProxy(self.field)

    def show_found(self, shown: Shown) -> None:
        """Show what was found, the first of it chosen."""
        self._turn(found=True)
        self.list.show_rows([_row(one) for one in shown.offers])
        self.list.selectRow(0)
        self.list.scrollToTop()
        self._foot.setText(shown.foot)

    def show_nothing(self, sentence: str, next_step: str) -> None:
        """Say that nothing is called so, and what can be typed."""
        self.list.show_rows(())
        self._nothing.say_anew(sentence, next_step)
        self._turn(found=False)

    def _turn(self, *, found: bool) -> None:
        self.list.setVisible(found)
        self._foot.setVisible(found)
        self._nothing.setHidden(found)

    def _enter(self) -> None:
        if wish := self.list.selected():
            self.chosen.emit(wish)

    def _move(self, by: int) -> None:
        last = self.list.rows.rowCount() - 1
        picked = self.list.selectionModel().selectedRows()
        now = picked[0].row() if picked else 0
        if last >= 0:
            place = max(0, min(now + by, last))
            self.list.selectRow(place)
            self.list.scrollTo(self.list.rows.index(place, 0))


class _Field(QLineEdit):
    """What one types into; the keys of a list move the choice and not the caret."""

    entered = Signal()
    left = Signal()
    moved = Signal(int)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("palette.field")
        self.setAccessibleName(say("Go to a page, an action or a patient"))
        self.setPlaceholderText(say("Page, action, patient's name or number; pinyin will do"))
        self.setMaxLength(80)

    def event(self, event: QEvent) -> bool:
        """Take Esc and every Alt before the page beneath, which has acts on these keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt or event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the arrows, go by Enter, leave by Esc."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _following: bool) -> bool:
        """Stay: there is nothing behind the palette to go to."""
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave when the person clicks elsewhere; another window may come and go."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.left.emit()


def _row(offer: Offer) -> Row:
    key = Cell(key_text(offer.key))
    return Row(offer.wish, (Cell(offer.title, strong=True), Cell(offer.where), key))


def _make_list(say: Words) -> Listing:
    listing = Listing(("", "", ""), say("What can be gone to"))
    listing.setObjectName("palette.list")
    listing.horizontalHeader().hide()
    return listing
