"""A handover on A4, always one page: as many lines as fit, and how many more there are.

Each group gets lines in turn, so that a long one never hides a short one; nothing is cut, and
what is left out is counted beneath its group.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ltm_desktop.app.paper import HandoverPart, HandoverSheet
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.attestation import MEANING, PERSON, SignatureBox
from ltm_desktop.reports.blocks import rows
from ltm_desktop.reports.frame import BOTTOM, FOOT, SITE, TITLE, TOP, banner
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.qr import drawn_small
from ltm_desktop.reports.setting import Style

HEAD = Style(faces.BOLD, 8.6, setting.ACCENT)
WHO = Style(faces.BOLD, 7.8)
CELL = Style(size=7.8)
MORE = Style(faces.BOLD, 7.8, setting.WARN)
NOTE = Style(size=8.6)
_SHARES = (0.36, 0.27, 0.37)
_GUTTER = 8.0
_AFTER = 3.0
_GAP = 5.0
_CODE = 88.0
_PAD = 6.0


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        return max(len(cell) for cell in self.cells) * CELL.leading + _AFTER

    def draw(self, pen: Pen, top: float) -> None:
        x = MARGIN
        for number, (cell, share) in enumerate(zip(self.cells, _SHARES, strict=True)):
            pen.lines(x, top, cell, CELL if number else WHO)
            x += share * ROOM
        pen.rule(MARGIN, top + self.height - 1.5, ROOM)


@dataclass(slots=True)
class _Group:
    part: HandoverPart
    lines: tuple[_Line, ...]
    shown: int = 0
    full: bool = False

    @property
    def left(self) -> int:
        """How many lines are not on the page."""
        return len(self.lines) - self.shown

    @property
    def height(self) -> float:
        """Points, with heading, shown lines and the count of what is left out."""
        body = sum(one.height for one in self.lines[: self.shown])
        count = MORE.leading + _AFTER if self.left else 0.0
        return HEAD.leading + 2.0 + body + count + _GAP


def draw(sheet: HandoverSheet) -> bytes:
    """Return the page; a character that no font has prints as a box and its code."""
    fit, _ = faces.all_boxed(sheet)
    say, pen = PaperWords(fit.language), Pen(title=fit.title)
    top = _head(pen, fit, say)
    foot = _foot_top(fit, say)
    filled = [_group(part) for part in fit.parts if part.lines]
    empty = [part.title for part in fit.parts if not part.lines]
    none = _none(empty, say)
    _share_out(filled, foot - top - len(none) * NOTE.leading - _GAP)
    for group in filled:
        top = _draw_group(pen, top, group, fit, say)
    pen.lines(MARGIN, top, none, NOTE)
    _foot(pen, foot, fit, say)
    pen.next_page()
    return pen.finished()


def _share_out(groups: Sequence[_Group], room: float) -> None:
    """Give each group one line after the other, in turn, while the page has room."""
    while any(not group.full and group.left for group in groups):
        for group in groups:
            if group.full or not group.left:
                continue
            group.shown += 1
            if sum(one.height for one in groups) > room:
                group.shown -= 1
                group.full = True


def _group(part: HandoverPart) -> _Group:
    return _Group(part, tuple(_Line(tuple(_cells(line))) for line in part.lines))


def _cells(line: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    styles = (WHO, CELL, CELL)
    for text, style, share in zip(line, styles, _SHARES, strict=True):
        yield tuple(setting.broken(text, style, share * ROOM - _GUTTER))


def _draw_group(
    pen: Pen, top: float, group: _Group, sheet: HandoverSheet, say: PaperWords
) -> float:
    title = say.labelled(group.part.title, len(group.lines))
    pen.text(MARGIN, top + HEAD.size, title, HEAD)
    top += HEAD.leading + 2.0
    for line in group.lines[: group.shown]:
        line.draw(pen, top)
        top += line.height
    if group.left:
        told = say("{count} more, not on this page: {where}", count=group.left, where=sheet.where)
        pen.text(MARGIN, top + MORE.size, told, MORE)
        top += MORE.leading + _AFTER
    return top + _GAP


def _none(titles: Sequence[str], say: PaperWords) -> list[str]:
    if not titles:
        return []
    return setting.broken(say("None: {groups}", groups="; ".join(titles)), NOTE, ROOM)


def _head(pen: Pen, sheet: HandoverSheet, say: PaperWords) -> float:
    top = TOP
    if sheet.kind_banner:
        pen.watermark(sheet.kind_banner)
        top = banner(pen, top, sheet.kind_banner)
    top = pen.lines(MARGIN, top, setting.broken(sheet.title, TITLE, ROOM), TITLE)
    top = pen.lines(MARGIN, top, setting.broken(sheet.site_line, SITE, ROOM), SITE) + 4.0
    pen.rule(MARGIN, top, ROOM, setting.ACCENT)
    top += 4.0
    for row in rows(sheet.facts):
        row.draw(pen, top)
        top += row.height
    label, words = sheet.note
    if words:
        top = (
            pen.lines(MARGIN, top, setting.broken(say.labelled(label, words), NOTE, ROOM), NOTE)
            + 3.0
        )
    pen.rule(MARGIN, top, ROOM, setting.ACCENT)
    return top + 6.0


def _proof(sheet: HandoverSheet, say: PaperWords) -> list[str]:
    _, seq, digits = sheet.head.split(" ")
    groups = setting.grouped(digits)
    if not sheet.body_digest:
        told = (
            say("Unsigned copy for reading; it proves nothing"),
            say.apart(say("Ledger when this was printed: entry {seq}", seq=seq), groups),
        )
    else:
        told = (
            f"{say('SHA-256 of the record')} {setting.grouped(sheet.body_digest)}",
            say.apart(say("Ledger before this record: entry {seq}", seq=seq), groups),
        )
    return [line for one in told for line in setting.broken(one, FOOT, ROOM - _CODE - _PAD)]


def _foot_top(sheet: HandoverSheet, say: PaperWords) -> float:
    box = _box(sheet)
    high = (box.height + 4.0 if box else 0.0) + len(_proof(sheet, say)) * FOOT.leading
    return BOTTOM - max(high, _CODE) - 6.0


def _box(sheet: HandoverSheet) -> SignatureBox | None:
    slot, wide = sheet.signature, ROOM - _CODE - _PAD
    if slot is None:
        return None
    meaning = tuple(setting.broken(slot.meaning, MEANING, wide - 2 * _PAD))
    person = tuple(setting.broken(slot.name, PERSON, wide - 2 * _PAD))
    return SignatureBox(slot, meaning, person, wide)


def _foot(pen: Pen, top: float, sheet: HandoverSheet, say: PaperWords) -> None:
    pen.rule(MARGIN, top, ROOM, setting.ACCENT)
    top += 5.0
    drawn_small(pen, (MARGIN + ROOM - _CODE, top), sheet.head, _CODE)
    box = _box(sheet)
    if box is not None:
        box.draw(pen, top)
        top += box.height + 4.0
    pen.lines(MARGIN, top, _proof(sheet, say), FOOT)
