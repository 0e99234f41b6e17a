"""The blank form for a downtime on A4: boxes to mark, lines to write on, the patient on each page.

Carries no signature: it is no record, and every page says so. The code of a form of a kit only
names its dose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ltm_desktop.app.paper import BlankField, BlankSection, DowntimeSheet
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.blocks import Block, Heading, paragraphs
from ltm_desktop.reports.frame import BOTTOM, TOP, banner, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, MARGIN, ROOM, Pen
from ltm_desktop.reports.qr import drawn_small
from ltm_desktop.reports.setting import Style

TITLE = Style(faces.BOLD, 12.5, setting.ACCENT)
SITE = Style(size=8.2, ink=setting.QUIET)
LABEL = Style(size=7.4, ink=setting.QUIET)
CHOICE = Style(size=9.2)
KNOWN = Style(faces.BOLD, 10.0)
FOOT = Style(size=6.6, ink=setting.QUIET)
_COLUMNS = 3
_GUTTER = 14.0
_WRITING = 17.0
"""Points of room for a line by hand."""
_CODE, _CODE_ROOM = 62.0, 190.0
_BOX = "\u25a1\u00a0"
_INK = (0.45, 0.5, 0.53)


@dataclass(frozen=True, slots=True)
class Line:
    """Fields side by side: a label over what is known, over boxes, or over a line to write on."""

    cells: tuple[BlankField, ...]
    room: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        return max(self._high(cell) for cell in self.cells) + 4.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the cells from left to right."""
        for number, cell in enumerate(self.cells):
            self._cell(pen, MARGIN + number * (self.room + _GUTTER), top, cell)

    def _high(self, cell: BlankField) -> float:
        below = len(self._told(cell)) * CHOICE.leading
        return len(self._label(cell)) * LABEL.leading + max(below, _WRITING)

    def _cell(self, pen: Pen, x: float, top: float, cell: BlankField) -> None:
        below = pen.lines(x, top, self._label(cell), LABEL)
        told = self._told(cell)
        if told:
            pen.lines(x, below + 1.0, told, KNOWN if cell.value else CHOICE)
            return
        bottom = top + self._high(cell)
        pen.rule(x, bottom, self.room, _INK)
        if cell.unit:
            pen.text_right(x + self.room, bottom - 3.0, cell.unit, CHOICE)

    def _label(self, cell: BlankField) -> list[str]:
        return setting.broken(cell.label, LABEL, self.room)

    def _told(self, cell: BlankField) -> list[str]:
        if cell.value:
            return setting.broken(cell.value, KNOWN, self.room)
        lines: list[str] = []
        for one in cell.choices:
            # A box stays with its words, in every script.
            joined = f"{lines[-1]}   {_BOX}{one}" if lines else ""
            if joined and setting.width(joined, CHOICE) <= self.room:
                lines[-1] = joined
            else:
                lines.extend(setting.broken(f"{_BOX}{one}", CHOICE, self.room))
        return lines


@dataclass(frozen=True, slots=True)
class _Frame:
    sheet: DowntimeSheet
    say: PaperWords

    @property
    def head_height(self) -> float:
        """Points."""
        above = 22.0 if self.sheet.kind_banner else 0.0
        titles = len(self._title()) * TITLE.leading + SITE.leading
        titles = max(titles, self._code_height())
        return TOP + above + titles + 8.0 + sum(row.height for row in self._patient()) + 6.0

    @property
    def foot_height(self) -> float:
        """Points."""
        return HEIGHT - BOTTOM + 2 * FOOT.leading + 10.0

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw title, patient, and that this is no record."""
        top = TOP
        if self.sheet.kind_banner:
            pen.watermark(self.sheet.kind_banner)
            top = banner(pen, top, self.sheet.kind_banner)
        if self.sheet.code:
            self._code(pen, top)
        head = top
        top = pen.lines(MARGIN, top, self._title(), TITLE)
        top = pen.lines(MARGIN, top, [self.sheet.site_line], SITE)
        top = max(top, head + self._code_height()) + 4.0
        pen.rule(MARGIN, top, ROOM, setting.ACCENT)
        top += 3.0
        for row in self._patient():
            row.draw(pen, top)
            top += row.height
        pen.rule(MARGIN, top + 2.0, ROOM, setting.ACCENT)
        self._foot(pen, page, pages)

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        top = BOTTOM - 2 * FOOT.leading
        pen.rule(MARGIN, top - 3.0, ROOM)
        said = self.say("Paper form for a downtime, not a record")
        pen.lines(MARGIN, top, [said, self.sheet.head], FOOT)
        count = self.say("Page {page} of {pages}", page=page, pages=pages)
        pen.text_right(MARGIN + ROOM, top + FOOT.size, count, FOOT.scaled(1.15))

    def _title(self) -> list[str]:
        room = ROOM - (_CODE_ROOM if self.sheet.code else 0.0)
        return setting.broken(self.sheet.title, TITLE, room)

    def _code_height(self) -> float:
        return _CODE + 2 * FOOT.leading if self.sheet.code else 0.0

    def _code(self, pen: Pen, top: float) -> None:
        """Draw the code at the right, and beneath it the text to type where no scanner is."""
        right = MARGIN + ROOM
        drawn_small(pen, (right - _CODE, top), self.sheet.code, _CODE)
        style = FOOT.scaled(1.2)
        for number, line in enumerate(setting.broken(self.sheet.code, style, _CODE_ROOM)):
            at = top + _CODE + number * style.leading + style.size
            pen.text_right(right, at, line, style)

    def _patient(self) -> list[Line]:
        return list(_lines(self.sheet.patient, columns=2))


def draw(sheet: DowntimeSheet) -> bytes:
    """Return the form; a character that no font has prints as a box and its code."""
    fit, _ = faces.all_boxed(sheet)
    pen = Pen(title=fit.title)
    draw_on(pen, fit)
    return pen.finished()


def draw_on(pen: Pen, sheet: DowntimeSheet) -> None:
    """Draw the pages of one form whose every character prints."""
    draw_pages(pen, _Frame(sheet, PaperWords(sheet.language)), list(_blocks(sheet)))


def _blocks(sheet: DowntimeSheet) -> Iterator[Block]:
    for note in sheet.notes:
        yield from paragraphs(note)
    for section in sheet.sections:
        yield from _section(section)


def _section(section: BlankSection) -> Iterator[Block]:
    yield Heading(section.title)
    yield from _lines(section.fields, columns=_COLUMNS)


def _lines(fields: Sequence[BlankField], *, columns: int) -> Iterator[Line]:
    """Fill rows in reading order; a wide field has a row of its own."""
    room = (ROOM - (columns - 1) * _GUTTER) / columns
    waiting: list[BlankField] = []
    for one in fields:
        if one.wide or len(waiting) == columns:
            yield from _row(waiting, room)
            waiting = []
        if one.wide:
            yield Line((one,), ROOM)
        else:
            waiting.append(one)
    yield from _row(waiting, room)


def _row(waiting: Sequence[BlankField], room: float) -> Iterator[Line]:
    if waiting:
        yield Line(tuple(waiting), room)
