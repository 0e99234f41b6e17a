"""Draw a time line on any canvas: lanes under one axis of days, the same in window and on paper.

Places are floats and leave this module as strokes only. A label that has no room is not drawn:
it stands in the table and at the day that is read.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from ltm_desktop.app.timeline.canvas import Canvas, Ink, Point
from ltm_desktop.app.timeline.scale import Scale, scale_of
from ltm_desktop.app.timeline.shapes import Key, Lane, Look, Mark, TimeLine, Way
from ltm_desktop.app.timeline.strokes import draw_mark
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.values import dataclass

_STEPS = (1, 2, 7, 14, 28, 56, 112, 224, 448)
"""Days between two dates named on the axis."""
_HEIGHTS = {Way.POINTS: 38.0, Way.FLOWS: 52.0}
_LOW, _TALL = 62.0, 128.0
_CLOSES = tuple("，。、；：）×")
_ROW, _AROUND = 18.0, 10.0
_MARK = 10.0
_LEGEND, _LEADING = 22.0, 14.5
_TONES = {
    Look.SOFT: (Ink.ACCENT_SOFT, Ink.ACCENT),
    Look.CAUTION: (Ink.CAUTION_SOFT, Ink.CAUTION),
    Look.STOP: (Ink.STOP_SOFT, Ink.STOP),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """How much is drawn and where."""

    width: float
    first: date
    last: date
    tall: bool = False
    """Curves are what it is about."""
    cursor: date | None = None
    left: float = 0.0
    top: float = 0.0
    size: float = 12.0
    """Of letters; every other length follows it."""
    titles: float = 176.0
    """Room of the lanes' titles, in units."""

    @property
    def unit(self) -> float:
        """Return what one drawn unit is long."""
        return self.size / 12.0

    @property
    def gutter(self) -> float:
        """Return the room of the lanes' titles."""
        return self.titles * self.unit

    @property
    def begins(self) -> float:
        """Return where the first day begins."""
        return self.left + self.gutter

    @property
    def ends(self) -> float:
        """Return where the last day ends."""
        return self.left + self.width - 14.0 * self.unit

    @property
    def head(self) -> float:
        """Return the room of the dates above the lanes."""
        return 36.0 * self.unit

    def x(self, day: date, at: datetime | None = None) -> float:
        """Return the place of a day, or of a moment in it."""
        share = 0.5 if at is None else (at.hour * 60 + at.minute) / 1440
        days = (day - self.first).days + share
        return self.begins + days * self.day_wide

    @property
    def day_wide(self) -> float:
        """Return how wide one day is."""
        return (self.ends - self.begins) / max(1, (self.last - self.first).days + 1)

    def day(self, x: float) -> date:
        """Return the day at a place, kept within what is drawn."""
        days = int((x - self.begins) // self.day_wide)
        return min(self.last, self.first + timedelta(days=max(0, days)))

    def height_of(self, lane: Lane, canvas: Canvas) -> float:
        """Return the height of a lane: as much as it draws, and never less than its words."""
        said = len(self.titled(lane, canvas)) * _LEADING + _AROUND / 2
        return max(self._drawn(lane), said) * self.unit

    def _drawn(self, lane: Lane) -> float:
        if lane.way is Way.SPANS:
            return lane.rows * _ROW + _AROUND
        curve = _TALL if self.tall else _LOW
        return _HEIGHTS.get(lane.way, curve)

    def titled(self, lane: Lane, canvas: Canvas) -> list[tuple[str, bool]]:
        """Return title and note as lines that fit, and whether each is bold."""
        # the numbers of a curve's scale stand at the right of its title
        numbers = 38 if lane.way is Way.VALUES else 12
        room = self.gutter - numbers * self.unit
        lines = [(part, True) for part in broken(lane.title, room, canvas, bold=True)]
        return lines + [(part, False) for part in broken(lane.note, room, canvas)]


def height(line: TimeLine, frame: Frame, canvas: Canvas, say: Words) -> float:
    """Return the height of the whole picture."""
    lanes = sum(frame.height_of(one, canvas) for one in line.lanes)
    return frame.head + lanes + len(legend(line, frame, canvas, say)) * _LEGEND * frame.unit


def legend(line: TimeLine, frame: Frame, canvas: Canvas, say: Words) -> list[list[Key | None]]:
    """Return the rows of the legend: each sign once; None is the dashed line of today."""
    keys: dict[tuple[Look, str, bool, str], Key] = {}
    for lane in line.lanes:
        used = {one.look for one in lane.marks}
        for key in lane.legend:
            if key.look in used:
                keys.setdefault((key.look, key.words, key.open, key.letter), key)
    rows: list[list[Key | None]] = [[]]
    room = 0.0
    for one in (*keys.values(), None):
        wide = canvas.wide(one.words if one else say("Today")) + 34 * frame.unit
        if rows[-1] and room + wide > frame.width:
            rows.append([])
            room = 0.0
        rows[-1].append(one)
        room += wide
    return rows


def draw(line: TimeLine, frame: Frame, canvas: Canvas, say: Words) -> None:
    """Draw everything."""
    _Drawing(line, frame, canvas, say).draw()


class _Drawing:
    def __init__(self, line: TimeLine, frame: Frame, canvas: Canvas, say: Words) -> None:
        self._line, self._frame, self._canvas, self._say = line, frame, canvas, say
        self._unit = frame.unit
        lanes = sum(frame.height_of(one, canvas) for one in line.lanes)
        self._bottom = frame.top + frame.head + lanes

    def draw(self) -> None:
        self._grid()
        top = self._frame.top + self._frame.head
        for lane in self._line.lanes:
            tall = self._frame.height_of(lane, self._canvas)
            self._title(lane, top, tall)
            self._lane(lane, top, tall)
            top += tall
            self._canvas.line([(self._frame.left, top), (self._frame.ends, top)], Ink.LINE)
        self._upright(self._line.today, Ink.TODAY, dashed=True)
        if self._frame.cursor is not None:
            self._upright(self._frame.cursor, Ink.INK, thick=1.6)
        self._legend()

    def _legend(self) -> None:
        """Name every sign under the lanes."""
        unit, y = self._unit, self._bottom + _LEGEND * self._unit * 0.5
        for row in legend(self._line, self._frame, self._canvas, self._say):
            x = self._frame.left + 6 * unit
            for key in row:
                words = key.words if key else self._say("Today")
                if key and key.letter:
                    self._canvas.text((x - 4 * unit, y + 4 * unit), key.letter, Ink.CAUTION)
                elif key:
                    draw_mark(self._canvas, key.look, (x, y), 8 * unit, hollow=key.open)
                else:
                    ends = [(x, y - 8 * unit), (x, y + 6 * unit)]
                    self._canvas.line(ends, Ink.TODAY, thick=1.2, dashed=True)
                self._canvas.text((x + 9 * unit, y + 4 * unit), words, Ink.MUTED)
                x += self._canvas.wide(words) + 34 * unit
            y += _LEGEND * unit

    def _grid(self) -> None:
        """Name days at even steps, counted from study day 1 where there is one."""
        frame, free = self._frame, self._frame.left
        floor = frame.top + frame.head
        for day in self._named_days():
            x = frame.x(day)
            self._canvas.line([(x, floor - 4 * self._unit), (x, self._bottom)], Ink.LINE)
            words = self._say.date(day)
            wide = self._canvas.wide(words)
            if x - wide / 2 < free or x + wide / 2 > frame.left + frame.width:
                continue
            free = x + wide / 2 + 10 * self._unit
            self._canvas.text((x - wide / 2, floor - 20 * self._unit), words, Ink.MUTED)
            number = self._line.study_day(day)
            if number is not None:
                below = self._say("day {n}", n=number)
                x -= self._canvas.wide(below) / 2
                self._canvas.text((x, floor - 7 * self._unit), below, Ink.MUTED)
        self._canvas.line([(frame.left, floor), (frame.ends, floor)], Ink.STRONG_LINE)

    def _named_days(self) -> Iterator[date]:
        frame = self._frame
        wide = self._canvas.wide(self._say.date(frame.first)) + 16 * self._unit
        step = next((one for one in _STEPS if one * frame.day_wide >= wide), _STEPS[-1])
        start = self._line.anchor or frame.first
        day = start + timedelta(days=-((start - frame.first).days // step) * step)
        while day <= frame.last:
            if day >= frame.first:
                yield day
            day += timedelta(days=step)

    def _title(self, lane: Lane, top: float, tall: float) -> None:
        lines, step = self._frame.titled(lane, self._canvas), _LEADING * self._unit
        y = top + (tall - len(lines) * step) / 2 + 11 * self._unit
        for text, bold in lines:
            ink = Ink.INK if bold else Ink.MUTED
            self._canvas.text((self._frame.left, y), text, ink, bold=bold)
            y += step

    def _upright(self, day: date, ink: Ink, *, thick: float = 1.2, dashed: bool = False) -> None:
        frame = self._frame
        if not frame.first <= day <= frame.last:
            return
        x, top = frame.x(day), frame.top + frame.head
        self._canvas.line([(x, top), (x, self._bottom)], ink, thick=thick, dashed=dashed)

    def _seen(self, lane: Lane) -> Iterator[Mark]:
        frame = self._frame
        for one in lane.marks:
            if one.day <= frame.last and (one.until or one.day) >= frame.first:
                yield one

    def _lane(self, lane: Lane, top: float, tall: float) -> None:
        match lane.way:
            case Way.SPANS:
                self._spans(lane, top)
            case Way.POINTS:
                self._points(lane, top, tall)
            case Way.FLOWS:
                self._flows(lane, top, tall)
            case Way.VALUES:
                self._values(lane, top, tall)

    def _spans(self, lane: Lane, top: float) -> None:
        for one in self._seen(lane):
            y = top + (_AROUND / 2 + one.row * _ROW) * self._unit
            self._bar(one, y, (_ROW - 4) * self._unit, self._free(one, lane))

    def _bar(self, one: Mark, y: float, high: float, free: float) -> None:
        frame = self._frame
        half = frame.day_wide / 2
        left = max(frame.begins, frame.x(one.day) - half)
        right = min(frame.ends, frame.x(one.until or one.day) + half)
        fill, edge = _TONES.get(one.look, (Ink.BAND, Ink.NEUTRAL))
        self._canvas.shape(_box(left, y, right, y + high), fill=fill, edge=edge)
        if one.going_on:
            # an end that is not known yet is drawn as an arrow
            tip = [(right, y), (right + 5 * self._unit, y + high / 2), (right, y + high)]
            self._canvas.shape(tip, fill=edge, edge=edge)
        place = y + high * 0.76
        for words in dict.fromkeys((one.label, one.label.split(" / ")[0], one.label.split(" ")[0])):
            wide = self._canvas.wide(words)
            if words and wide + 8 * self._unit <= right - left:
                self._canvas.text((left + 4 * self._unit, place), words, Ink.INK)
                return
            if words and right + wide + 12 * self._unit <= free:
                self._canvas.text((right + 8 * self._unit, place), words, Ink.INK)
                return

    def _free(self, one: Mark, lane: Lane) -> float:
        """Return where the next bar of the same row begins."""
        later = [each.day for each in lane.marks if each.row == one.row and each.day > one.day]
        return min([self._frame.ends, *(self._frame.x(day) for day in later)])

    def _points(self, lane: Lane, top: float, tall: float) -> None:
        y, free = top + tall - 13 * self._unit, self._frame.begins
        for one in self._seen(lane):
            if one.until is not None:
                self._bar(one, top + tall - 20 * self._unit, 13 * self._unit, 0.0)
        for one in self._seen(lane):
            x = self._frame.x(one.day)
            if one.until is None:
                draw_mark(self._canvas, one.look, (x, y), self._sized())
            left = x - self._canvas.wide(one.label) / 2
            if one.label and one.until is None and left >= free:
                self._canvas.text((left, y - 9 * self._unit), one.label, Ink.INK)
                free = left + self._canvas.wide(one.label) + 4 * self._unit

    def _sized(self) -> float:
        """Return the size of a mark: days side by side never lie on each other while they can."""
        return max(4.5 * self._unit, min(_MARK * self._unit, self._frame.day_wide - 1.5))

    def _flows(self, lane: Lane, top: float, tall: float) -> None:
        middle = top + tall / 2
        most = max((abs(one.value) for one in lane.marks if one.value), default=Decimal(1))
        reach = tall / 2 - 6 * self._unit
        half = max(1.5 * self._unit, min(4 * self._unit, self._frame.day_wide / 2 - 1))
        self._canvas.line([(self._frame.begins, middle), (self._frame.ends, middle)], Ink.NEUTRAL)
        for one in self._seen(lane):
            x, y = self._frame.x(one.day), middle - float((one.value or 0) / most) * reach
            fill = Ink.ACCENT if (one.value or 0) > 0 else Ink.GROUND
            edge = Ink.ACCENT if (one.value or 0) > 0 else Ink.NEUTRAL
            self._canvas.shape(_box(x - half, y, x + half, middle), fill=fill, edge=edge)

    def _values(self, lane: Lane, top: float, tall: float) -> None:
        scale = scale_of(lane, top + 8 * self._unit, top + tall - 8 * self._unit)
        self._ground(lane, scale)
        before: dict[str, Point] = {}
        for one in lane.marks:
            if one.value is None:
                continue
            at = (self._frame.x(one.day, one.at), scale.y(one.value))
            if one.joins and one.series in before:
                self._joined(before[one.series], at)
            before[one.series] = at
        self._dots(lane, scale)

    def _joined(self, before: Point, at: Point) -> None:
        """Draw the part of a joining line that lies within the days shown."""
        begins, ends = self._frame.begins, self._frame.ends
        if at[0] < begins or before[0] > ends:
            return
        slope = (at[1] - before[1]) / (at[0] - before[0]) if at[0] > before[0] else 0.0
        left, right = max(before[0], begins), min(at[0], ends)
        cut = [(x, before[1] + slope * (x - before[0])) for x in (left, right)]
        self._canvas.line(cut, Ink.ACCENT, thick=1.4)

    def _dots(self, lane: Lane, scale: Scale) -> None:
        last = next((one for one in reversed(lane.marks) if one.value is not None), None)
        for one in self._seen(lane):
            if one.value is None:
                continue
            at = (self._frame.x(one.day, one.at), scale.y(one.value))
            draw_mark(self._canvas, one.look, at, 8 * self._unit, hollow=one.open)
            if one.under:
                place = (at[0] + 6 * self._unit, at[1] - 4 * self._unit)
                self._canvas.text(place, one.under, Ink.CAUTION, bold=True)
            if one is last:
                self._beside(one, at, scale)

    def _beside(self, one: Mark, at: Point, scale: Scale) -> None:
        """Name the newest value where there is room at its right."""
        wide = self._canvas.wide(one.label, bold=True)
        x, y = at[0] + 8 * self._unit, min(at[1] + 4 * self._unit, scale.bottom)
        if x + wide > self._frame.ends:
            x, y = at[0] - wide - 8 * self._unit, max(at[1] - 6 * self._unit, scale.top + 4)
        self._canvas.text((x, y), one.label, Ink.ACCENT, bold=True)

    def _ground(self, lane: Lane, scale: Scale) -> None:
        frame = self._frame
        low, high = lane.band
        if low is not None or high is not None:
            bottom = scale.y(low) if low is not None else scale.bottom
            top = scale.y(high) if high is not None else scale.top
            band = _box(frame.begins, top, frame.ends, bottom)
            self._canvas.shape(band, fill=Ink.BAND, edge=None)
            # the pale ground alone is not told from the card: its limits are
            for y in [scale.y(one) for one in (low, high) if one is not None]:
                ends = [(frame.begins, y), (frame.ends, y)]
                self._canvas.line(ends, Ink.STRONG_LINE, thick=0.7)
        for value in scale.named(3 if not frame.tall else 5):
            y, words = scale.y(value), self._say.number(value)
            x = frame.begins - self._canvas.wide(words) - 5 * self._unit
            self._canvas.line([(frame.begins, y), (frame.ends, y)], Ink.LINE)
            self._canvas.text((x, y + 4 * self._unit), words, Ink.MUTED)
        if lane.limit is not None:
            y = scale.y(lane.limit)
            ends = [(frame.begins, y), (frame.ends, y)]
            self._canvas.line(ends, Ink.STOP, thick=1.2, dashed=True)
            if frame.tall:
                place = (frame.begins + 6 * self._unit, y - 4 * self._unit)
                self._canvas.text(place, lane.limit_words, Ink.STOP)


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def broken(text: str, room: float, canvas: Canvas, *, bold: bool = False) -> list[str]:
    """Break a text to the room; Chinese breaks after any sign."""
    lines, line = [], ""
    for part in _parts(text):
        if line and canvas.wide((line + part).rstrip(), bold=bold) > room:
            lines.append(line.rstrip())
            line = ""
        line += part
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(text: str) -> Iterator[str]:
    word = ""
    for place, sign in enumerate(text):
        word += sign
        after = text[place + 1 : place + 2]
        # a closing sign never begins a line
        if (sign == " " or sign > "\u2e7f") and after not in _CLOSES:
            yield word
            word = ""
    if word:
        yield word
