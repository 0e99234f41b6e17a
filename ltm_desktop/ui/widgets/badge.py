"""Status by shape, word and colour together; overdue is white on red everywhere.

Source: nhs-cui MEDa-0017, -0018, -0040, -0078, -0089, -0118. Time alone never makes "missed".
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.tokens import THEME

_PAD = 9
_GAP = 6
_MARK = 11


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: shape, tone, and whether ink and ground are reversed."""

    shape: str
    tone: str = "neutral"
    solid: bool = False


STATE_LOOKS: dict[ItemState, Look] = {
    ItemState.PLANNED: Look("dotted_ring"),
    ItemState.OPEN: Look("clock", "advice"),
    ItemState.DUE_TODAY: Look("clock", "caution", solid=True),
    ItemState.OVERDUE: Look("triangle", "stop", solid=True),
    ItemState.GIVEN_IN_WINDOW: Look("disc", "ok"),
    ItemState.GIVEN_EARLY: Look("disc", "caution"),
    ItemState.GIVEN_LATE: Look("disc", "caution"),
    ItemState.PARTIAL: Look("half", "caution"),
    ItemState.ABANDONED: Look("half", "stop"),
    ItemState.HELD: Look("pause", "caution"),
    ItemState.OMITTED: Look("ring"),
    ItemState.REFUSED: Look("ring", "caution"),
    ItemState.UNAVAILABLE: Look("ring"),
    ItemState.ABSENT: Look("ring"),
    ItemState.UNKNOWN: Look("slash", "caution"),
    ItemState.DELIVERED: Look("disc", "ok"),
    ItemState.NOT_TREATED: Look("ring", "caution"),
    ItemState.CANCELLED: Look("slash"),
}


REVIEW_LOOKS: dict[str, Look] = {
    "verified": Look("tick", "ok"),
    "outdated": Look("triangle", "caution"),
    "locked": Look("prohibition", "neutral"),
    "queried": Look("advice", "caution"),
}
"""How far the review of a record has come, by its code in the lists."""


class Badge(QWidget):
    """A rounded label of shape and word; the whole word always shows."""

    def __init__(self, text: str, look: Look) -> None:
        super().__init__()
        self._text = text
        self._look = look
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the room that shape and word need."""
        return badge_room(self._text, self._look, self.font())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape and word."""
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._text, self._look, self.font())
        painter.end()


def badge_room(text: str, look: Look, font: QFont) -> QSize:
    """Return the room in pixels that a label's shape and word need."""
    metrics = QFontMetrics(_letters(font, look))
    width = metrics.horizontalAdvance(text) + _mark() + _GAP + 2 * _PAD
    return QSize(width + 2, max(THEME.shape.target, metrics.height() + 6))


def paint_badge(painter: QPainter, place: QRect, text: str, look: Look, font: QFont) -> None:
    """Paint ground, shape and word of a label, on a widget or straight into a list."""
    tone = THEME.palette.tone(look.tone)
    ground, ink = (tone.solid, tone.on_solid) if look.solid else (tone.soft, tone.ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tone.solid if look.solid else tone.line), 1))
    painter.setBrush(QColor(ground))
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    side = _mark()
    mark = QRectF(box.x() + _PAD - 0.5, place.y() + (place.height() - side) / 2, side, side)
    paint_mark(painter, look.shape, ink, mark)
    painter.setPen(QColor(ink))
    painter.setFont(_letters(font, look))
    words = place.adjusted(_PAD + side + _GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


def _letters(font: QFont, look: Look) -> QFont:
    letters = QFont(font)
    letters.setPixelSize(THEME.type.small)
    letters.setBold(look.solid)
    return letters


def _mark() -> int:
    return THEME.scaled(_MARK)


class StatusPill(Badge):
    """The state of a planned item, with an optional detail such as its planned time."""

    def __init__(self, say: Words, state: ItemState, detail: str = "") -> None:
        word = say.term(state)
        super().__init__(f"{word} {detail}".strip(), STATE_LOOKS[state])
