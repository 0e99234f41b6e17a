"""The delivered dose against the plan over time, in Gy; sessions are points, a lost day is a gap.

The scale is fixed by the prescription. The same facts stand in words for readers.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.panels.fractions.plotted import Curve, PlotPoint, PlotShown
from ltm_desktop.ui.tokens import THEME, Type

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 20, 42, 22
_MARK = 9
_HIGHEST = 240
_STEP = Decimal(10)
_STYLES = (
    ("disc", Qt.PenStyle.SolidLine),
    ("triangle", Qt.PenStyle.DotLine),
    ("half", Qt.PenStyle.DashDotLine),
)
"""Shape and line of each volume in turn: colour is never the only sign."""


class DosePlot(QWidget):
    """Draw one course; nothing on it can be clicked or changed."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("fractions.plot")
        self._say = say
        self._shown: PlotShown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(THEME.scaled(_HIGHEST))
        self.setAccessibleName(say("Planned and delivered dose over time"))

    def show_plot(self, shown: PlotShown) -> None:
        """Draw a course; its words go to the reader and the tool tip."""
        self._shown = shown
        self.setAccessibleDescription(shown.in_words)
        self.setToolTip(shown.in_words)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a calm strip: wide and not high."""
        return QSize(THEME.scaled(560), THEME.scaled(142))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(THEME.scaled(360), THEME.scaled(132))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, plan, sessions and now; joining lines stay behind the points."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(Type().small)
        painter.setFont(font)
        # All of it grows with the letters: places, strokes and words alike.
        grown = THEME.theme.percent / 100
        painter.scale(grown, grown)
        size = QSize(int(self.width() / grown), int(self.height() / grown))
        drawing = _Drawing(painter, self._shown, self._say, size)
        drawing.draw()
        painter.end()


class _Drawing:
    """One painting of one course."""

    def __init__(self, painter: QPainter, shown: PlotShown, say: Words, size: QSize) -> None:
        self._painter = painter
        self._shown = shown
        self._say = say
        self._area = QRectF(
            _LEFT, _TOP, size.width() - _LEFT - _RIGHT, size.height() - _TOP - _BOTTOM
        )
        self._metrics = QFontMetricsF(painter.font())
        self._first, self._last = self._days()
        self._top = self._highest()

    def draw(self) -> None:
        self._draw_past()
        self._draw_scale()
        self._draw_weeks()
        self._draw_prescribed()
        self._draw_plan()
        self._name_prescribed()
        self._draw_sessions()
        self._draw_now()
        self._draw_legend()

    def _days(self) -> tuple[date, date]:
        shown = self._shown
        days = [day for curve in shown.curves for day, _ in curve.planned]
        days += [one.at.date() for curve in shown.curves for one in curve.delivered]
        days += [at.date() for at in shown.not_treated]
        days += [shown.end] if shown.end else []
        return min(days, default=shown.now.date()), max(days, default=shown.now.date()) + timedelta(
            days=1
        )

    def _highest(self) -> Decimal:
        doses = [curve.prescribed for curve in self._shown.curves]
        doses += [one.cumulative for curve in self._shown.curves for one in curve.delivered]
        highest = max(doses, default=_STEP)
        return (highest / _STEP).to_integral_value(ROUND_CEILING) * _STEP

    def _x(self, at: date | datetime) -> float:
        if not isinstance(at, datetime):
            at = datetime.combine(at, time(12), self._shown.now.tzinfo)
        start = datetime.combine(self._first, time(0), self._shown.now.tzinfo)
        share = (at - start) / timedelta(days=(self._last - self._first).days)
        return self._area.left() + share * self._area.width()

    def _y(self, dose: Decimal) -> float:
        return self._area.bottom() - float(dose / self._top) * self._area.height()

    def _draw_past(self) -> None:
        x = min(max(self._x(self._shown.now), self._area.left()), self._area.right())
        past = QRectF(self._area.topLeft(), QPointF(x, self._area.bottom()))
        self._painter.fillRect(past, QColor(THEME.palette.page))

    def _draw_scale(self) -> None:
        colours, painter = THEME.palette, self._painter
        dose = Decimal(0)
        while dose <= self._top:
            y = self._y(dose)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
            label = self._say.number(dose)
            self._text(QPointF(self._area.left() - 6, y + 4), label, colours.muted, "right")
            dose += _STEP

    def _draw_weeks(self) -> None:
        colours, painter = THEME.palette, self._painter
        free = self._area.left() - 1
        for day in _each_day(self._first, self._last):
            x = self._x(datetime.combine(day, time(0), self._shown.now.tzinfo))
            week = (day - self._first).days % 7 == 0
            painter.setPen(QPen(QColor(colours.field_line if week else colours.line), 1))
            bottom = self._area.bottom()
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (6 if week else 3)))
            label = self._say.date(day)
            width = self._metrics.horizontalAdvance(label)
            if week and x >= free and x + width <= self._area.right() + _RIGHT:
                self._text(QPointF(x, bottom + 18), label, colours.muted)
                free = x + width + 12

    def _draw_prescribed(self) -> None:
        self._painter.setPen(QPen(QColor(THEME.palette.ink), 1.4, Qt.PenStyle.DashLine))
        for dose in {curve.prescribed for curve in self._shown.curves}:
            y = self._y(dose)
            self._painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))

    def _name_prescribed(self) -> None:
        """Name the doses on ground of their own: the plan of another volume passes behind."""
        colours, say = THEME.palette, self._say
        alone = len(self._shown.curves) == 1
        doses: dict[Decimal, list[str]] = {}
        for curve in self._shown.curves:
            doses.setdefault(curve.prescribed, []).append(curve.volume)
        for dose, volumes in doses.items():
            y = self._y(dose)
            label = say("prescribed {dose}", dose=say.amount(dose, self._shown.unit))
            words = label if alone else f"{say.listing(volumes)} · {label}"
            width = QFontMetricsF(self._painter.font()).horizontalAdvance(words)
            ground = QRectF(self._area.right() - width - 2, y - 17, width + 4, 15)
            self._painter.fillRect(ground, QColor(colours.card))
            self._text(QPointF(self._area.right(), y - 5), words, colours.ink, "right")

    def _draw_plan(self) -> None:
        for curve in self._shown.curves:
            line, before = QPolygonF(), Decimal(0)
            for day, dose in curve.planned:
                line.append(QPointF(self._x(day), self._y(before)))
                line.append(QPointF(self._x(day), self._y(dose)))
                before = dose
            self._painter.setPen(QPen(QColor(THEME.palette.field_line), 2))
            self._painter.drawPolyline(line)

    def _draw_sessions(self) -> None:
        for place, curve in enumerate(self._shown.curves):
            self._draw_curve(curve, _STYLES[place % len(_STYLES)])
        for at in self._shown.not_treated:
            self._dot("ring", PlotPoint(at, Decimal(0)), THEME.palette.caution.ink)

    def _draw_curve(self, curve: Curve, style: tuple[str, Qt.PenStyle]) -> None:
        shape, dashes = style
        colours, shown = THEME.palette, self._shown
        self._painter.setPen(QPen(QColor(colours.accent), 2, dashes))
        for one, following in zip(curve.delivered, curve.delivered[1:], strict=False):
            if not any(one.at.date() < day < following.at.date() for day in shown.lost_days):
                self._join(one, following)
        for one in curve.delivered:
            self._dot(shape, one, colours.accent)
        self._draw_latest(curve)

    def _join(self, one: PlotPoint, following: PlotPoint) -> None:
        corner = QPointF(self._x(following.at), self._y(one.cumulative))
        end = QPointF(self._x(following.at), self._y(following.cumulative))
        self._painter.drawPolyline(
            QPolygonF([QPointF(self._x(one.at), self._y(one.cumulative)), corner, end])
        )

    def _draw_latest(self, curve: Curve) -> None:
        """Name the newest dose beside its point, above the line that leads to it."""
        if not curve.delivered or len(self._shown.curves) > 1:
            # words of several volumes would lie over each other; the figures tell them
            return
        newest = curve.delivered[-1]
        place = QPointF(self._x(newest.at) - 8, self._y(newest.cumulative) - 6)
        words = self._say.amount(newest.cumulative, self._shown.unit)
        if place.y() < self._area.top() + 2 * _MARK:
            # Below the point: the line of the prescription has its words above.
            place.setY(self._y(newest.cumulative) + 2 * _MARK)
        if place.x() - self._metrics.horizontalAdvance(words) < self._area.left():
            place.setX(self._area.left() + self._metrics.horizontalAdvance(words) + 2)
        self._text(place, words, THEME.palette.accent, "right", bold=True)

    def _latest_words(self) -> str:
        """Say the newest two values of an only volume as numbers."""
        if len(self._shown.curves) != 1:
            return ""
        unit, (curve,) = self._shown.unit, self._shown.curves
        latest = [self._say.amount(one.cumulative, unit) for one in curve.delivered[-2:]]
        if len(latest) < 2:
            return ""
        return self._say("latest {newest}, before {earlier}", newest=latest[1], earlier=latest[0])

    def _draw_now(self) -> None:
        colours, x = THEME.palette, self._x(self._shown.now)
        if not self._area.left() <= x <= self._area.right():
            return
        self._painter.setPen(QPen(QColor(colours.advice.solid), 1.4))
        self._painter.drawLine(QPointF(x, self._area.top() - 6), QPointF(x, self._area.bottom()))
        words = self._say("Today")
        half = self._metrics.horizontalAdvance(words) / 2
        self._text(
            QPointF(max(x - half, self._area.left()), self._area.top() - 9),
            words,
            colours.advice.ink,
            bold=True,
        )

    def _draw_legend(self) -> None:
        """Name axis and series at all times; colour is never the only sign."""
        colours, say = THEME.palette, self._say
        unit = say.unit(self._shown.unit)
        x = self._text(QPointF(0, 13), say("Dose, {unit}", unit=unit), colours.muted) + 18
        self._painter.setPen(QPen(QColor(colours.field_line), 2))
        self._painter.drawLine(QPointF(x, 9), QPointF(x + 18, 9))
        x = self._text(QPointF(x + 24, 13), say("planned"), colours.ink) + 18
        for place, curve in enumerate(self._shown.curves):
            shape, _ = _STYLES[place % len(_STYLES)]
            paint_mark(self._painter, shape, colours.accent, QRectF(x, 4, _MARK + 1, _MARK + 1))
            alone = len(self._shown.curves) == 1
            words = say("delivered") if alone else say("{volume} delivered", volume=curve.volume)
            x = self._text(QPointF(x + 15, 13), words, colours.ink) + 18
        if self._shown.not_treated:
            box = QRectF(x, 4, _MARK + 1, _MARK + 1)
            paint_mark(self._painter, "ring", colours.caution.ink, box)
            self._text(QPointF(x + 15, 13), say("not treated"), colours.ink)
        self._text(QPointF(self._area.right(), 13), self._latest_words(), colours.ink, "right")

    def _dot(self, shape: str, one: PlotPoint, colour: str) -> None:
        x, y = self._x(one.at), self._y(one.cumulative)
        box = QRectF(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK)
        paint_mark(self._painter, shape, colour, box)

    def _text(
        self, place: QPointF, words: str, colour: str, side: str = "left", *, bold: bool = False
    ) -> float:
        """Write words with their base line at a place and return where they end."""
        font = QFont(self._painter.font())
        font.setBold(bold)
        width = QFontMetricsF(font).horizontalAdvance(words)
        left = place.x() - width if side == "right" else place.x()
        self._painter.save()
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QPointF(left, place.y()), words)
        self._painter.restore()
        return left + width


def _each_day(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
