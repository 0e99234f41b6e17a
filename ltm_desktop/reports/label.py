"""The label of a syringe on 60 by 40 mm: for whom, what, how much, only which way, until when.

Black on white, for any label printer. The line with the amount prints whole or nothing does; a
name with a character that no font has prints a box and its code.
"""

import segno

from ltm_desktop.app.paper import LabelSheet
from ltm_desktop.reports import faces
from ltm_desktop.reports.pen import Pen
from ltm_desktop.reports.qr import dark_runs
from ltm_desktop.reports.record import must_print
from ltm_desktop.reports.setting import Style, broken, width

MM = 72 / 25.4
SIZE = (60 * MM, 40 * MM)
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
MARK_SIDE = 19 * MM
"""Side of the square code with its quiet zone; its squares are at least 0.4 mm."""
_QUIET = 2
_PAD = 4.0
_ROOM = SIZE[0] - 2 * _PAD
_LEFT_ROOM = _ROOM - MARK_SIDE - 3.0
_SMALLEST = 3.4

WARNING = Style(faces.BOLD, 9.4, WHITE)
KIND = Style(faces.BOLD, 4.6, BLACK)
NAME = Style(faces.BOLD, 8.6, BLACK)
PLAIN = Style(size=6.0, ink=BLACK)
STRONG = Style(faces.BOLD, 6.2, BLACK)
DRUG = Style(faces.BOLD, 8.4, BLACK)
DOSE = Style(faces.BOLD, 12.0, BLACK)
PEOPLE = Style(size=5.2, ink=BLACK)
NUMBER = Style(faces.BOLD, 5.4, BLACK)
HEAD = Style(size=3.8, ink=BLACK)


def draw(sheet: LabelSheet) -> bytes:
    """Return the label as a PDF of one page. Raises Unprintable."""
    must_print(sheet.amount_line)
    fit, _ = faces.all_boxed(sheet)
    pen = Pen(SIZE, title=fit.preparation)
    top = _warning(pen, fit)
    top = _fitted(pen, top, fit.patient, NAME, _ROOM)
    top = _identity(pen, top, fit)
    pen.rule(_PAD, top + 1.0, _ROOM, BLACK)
    _left(pen, top + 2.0, fit)
    _draw_code(pen, top + 2.5, fit)
    pen.text(_PAD, SIZE[1] - 2.6, fit.head, _fits(fit.head, HEAD, _ROOM))
    pen.next_page()
    return pen.finished()


def _warning(pen: Pen, sheet: LabelSheet) -> float:
    """Draw the one way it is for, white on black, and the mark of a demonstration."""
    words = "  ".join(sheet.only)
    style = _fits(words, WARNING, _ROOM)
    pen.box((0, 0), (SIZE[0], 15.0), fill=BLACK)
    pen.text((SIZE[0] - width(words, style)) / 2, 10.8, words, style)
    if not sheet.kind_banner:
        return 16.5
    small = _fits(sheet.kind_banner, KIND, _ROOM)
    pen.text((SIZE[0] - width(sheet.kind_banner, small)) / 2, 20.6, sheet.kind_banner, small)
    return 22.0


def _identity(pen: Pen, top: float, sheet: LabelSheet) -> float:
    """Draw subject and birth date, and at the right which copy this is."""
    room = _ROOM
    if sheet.copy:
        pen.text_right(_PAD + _ROOM, top + STRONG.size, sheet.copy, STRONG)
        room -= width(sheet.copy, STRONG) + 4.0
    return _fitted(pen, top, sheet.identity, PLAIN, room)


def _left(pen: Pen, top: float, sheet: LabelSheet) -> None:
    line = sheet.amount_line
    top = _fitted(pen, top, line.drug, DRUG, _LEFT_ROOM)
    top = _fitted(pen, top, line.route, STRONG, _LEFT_ROOM)
    top = _fitted(pen, top, f"{line.dose_label} {line.amount}".strip(), DOSE, _LEFT_ROOM)
    top = _fitted(pen, top, sheet.content, STRONG, _LEFT_ROOM)
    top = _fitted(pen, top, f"{sheet.use_by.label} {sheet.use_by.value}", STRONG, _LEFT_ROOM)
    # whoever prepared and whoever checked stand in letters of one size
    people = min(
        (_fits(one, PEOPLE, _LEFT_ROOM) for one in sheet.people), key=_size, default=PEOPLE
    )
    for one in sheet.people:
        top = _fitted(pen, top, one, people, _LEFT_ROOM)


def _draw_code(pen: Pen, top: float, sheet: LabelSheet) -> None:
    """Draw the code, and beneath it the number to type where no scanner is."""
    symbol = segno.make_qr(sheet.code.encode("ascii"), error="m", mode="byte", boost_error=False)
    rows = [bytes(row) for row in symbol.matrix]
    side = MARK_SIDE / (len(rows) + 2 * _QUIET)
    runs = [
        (start + _QUIET, number + _QUIET, length)
        for number, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    left = SIZE[0] - _PAD - MARK_SIDE + 2.0
    pen.squares((left, top), runs, side)
    style = _fits(sheet.preparation, NUMBER, MARK_SIDE)
    pen.text_right(SIZE[0] - _PAD, top + MARK_SIDE + 4.6, sheet.preparation, style)


def _fitted(pen: Pen, top: float, text: str, style: Style, room: float) -> float:
    """Set one line, smaller where it is long; beyond the smallest size it takes more lines."""
    fit = _fits(text, style, room)
    if width(text, fit) > room:
        return pen.lines(_PAD, top, broken(text, fit, room), fit)
    pen.text(_PAD, top + style.size, text, fit)
    return top + style.size * 1.2


def _size(style: Style) -> float:
    return style.size


def _fits(text: str, style: Style, room: float) -> Style:
    factor = min(1.0, room / max(width(text, style), 1.0))
    return style.scaled(max(factor * 0.995 if factor < 1 else 1.0, _SMALLEST / style.size))
