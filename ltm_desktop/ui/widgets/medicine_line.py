"""The medicine line: name, DOSE, amount, route; it breaks between attributes and is never cut.

Source: nhs-cui MEDi-001 to -054. The amount and its unit are bold and never part.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.ui.tokens import THEME

_DASH = " — "


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    bold: bool = False
    label: bool = False


_Attribute = tuple[_Run, ...]


class MedicineLine(QWidget):
    """Show one medicine; `route` comes worded, such as "intrathecal, Ommaya reservoir"."""

    def __init__(self, say: Words, drug: str, dose: Quantity, route: str, *, size: int = 0) -> None:
        super().__init__()
        self._size = size or THEME.type.heading
        self._heights: dict[int, int] = {}
        self._attributes: list[_Attribute] = [
            (_Run(drug.lower(), bold=True),),
            (_Run(say("DOSE"), label=True), _Run(" "), _Run(say.amount(dose), bold=True)),
            (_Run(route),),
        ]
        self.setAccessibleName(self.text())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return the line as one text, for copying and for readers."""
        return _DASH.join("".join(run.text for run in part) for part in self._attributes)

    def lines(self, width: int) -> list[list[_Run]]:
        """Break between attributes; only one wider than a whole line breaks between words."""
        lines: list[list[_Run]] = [[]]
        for attribute in self._attributes:
            joined = [*lines[-1], _Run(_DASH), *attribute] if lines[-1] else list(attribute)
            if self._width(joined) <= width:
                lines[-1] = joined
                continue
            # The dash is dropped at a forced line break (MEDi-018).
            broken = self._by_words(attribute, width)
            lines = [*filter(None, lines), *broken]
        return lines

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width; a layout asks hundreds of times."""
        if width not in self._heights:
            self._heights[width] = round(len(self.lines(width)) * self._line_height())
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in other letters."""
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        (line,) = self.lines(10**6)
        return QSize(round(self._width(line)) + 1, round(self._line_height()))

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than the longest word or the amount with its label."""
        words = [word for part in self._attributes for word in self._by_words(part, 0)]
        return QSize(round(max(map(self._width, words))) + 1, round(self._line_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        height = self._line_height()
        for number, line in enumerate(self.lines(self.width())):
            x, base = 0.0, number * height + height * 0.76
            for run in line:
                painter.setFont(self._letters(run))
                colours = THEME.palette
                painter.setPen(QColor(colours.muted if run.label else colours.ink))
                painter.drawText(QPointF(x, base), run.text)
                x += self._width([run])
        painter.end()

    def _by_words(self, attribute: _Attribute, width: int) -> list[list[_Run]]:
        if self._width(list(attribute)) <= width or len(attribute) > 1:
            return [list(attribute)]
        (run,) = attribute
        lines: list[str] = []
        for word in run.text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width([_Run(longer, run.bold)]) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return [[_Run(line, run.bold)] for line in lines]

    def _letters(self, run: _Run) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._size - 3 if run.label else self._size)
        font.setBold(run.bold)
        return font

    def _width(self, runs: list[_Run]) -> float:
        return sum(QFontMetricsF(self._letters(run)).horizontalAdvance(run.text) for run in runs)

    def _line_height(self) -> float:
        # 120 to 140 per cent (MEDi-036), whichever font the machine falls back on.
        return self._size * 1.4
