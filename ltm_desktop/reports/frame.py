"""What stands on every page: the mark of a demonstration, who the patient is, and the proof.

Pages are filled block by block; nothing is left out to save a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.paper import Sheet
from ltm_desktop.domain.errors import refuse
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.blocks import Block, Paragraph, Row, rows
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style
from ltm_desktop.reports.tables import Line

TITLE = Style(faces.BOLD, 12.5, setting.ACCENT)
SITE = Style(size=8.2, ink=setting.QUIET)
NAME = Style(faces.BOLD, 14)
BANNER = Style(faces.BOLD, 9.2, setting.WARN)
FOOT = Style(size=6.6, ink=setting.QUIET)
TOP = 26.0
BOTTOM = HEIGHT - 24.0
_NAME_SIZES = (1.0, 0.75, 0.5)
_NAMED = 6
"""How many missing characters the notice names before it counts the rest."""


class Frame(Protocol):
    """Header and footer of every page."""

    @property
    def head_height(self) -> float:
        """Points from the top of the page to the first block."""

    @property
    def foot_height(self) -> float:
        """Points kept free at the bottom."""

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw what every page carries."""


@dataclass(frozen=True, slots=True)
class RecordFrame:
    """The frame of a patient's record."""

    sheet: Sheet
    say: PaperWords
    lacking: tuple[str, ...] = ()

    @property
    def head_height(self) -> float:
        """Points."""
        banner = 22.0 if self.sheet.kind_banner else 0.0
        fields = sum(row.height for row in self._identity())
        titles = len(self._titles()) * TITLE.leading + len(self._site()) * SITE.leading
        return TOP + banner + titles + 7.0 + self._names_height() + fields + 7.0

    @property
    def foot_height(self) -> float:
        """Points."""
        return HEIGHT - BOTTOM + len(self._proof()) * FOOT.leading + 12.0

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw watermark, banner, title, identity and proof."""
        top = TOP
        if self.sheet.kind_banner:
            pen.watermark(self.sheet.kind_banner)
            top = banner(pen, top, self.sheet.kind_banner)
        top = pen.lines(MARGIN, top, self._titles(), TITLE)
        top = pen.lines(MARGIN, top, self._site(), SITE) + 4.0
        pen.rule(MARGIN, top, ROOM, setting.ACCENT)
        style = self._name_style()
        top = pen.lines(MARGIN, top + 3.0, self._names(style), style) + 1.0
        for row in self._identity():
            row.draw(pen, top)
            top += row.height
        pen.rule(MARGIN, top, ROOM, setting.ACCENT)
        self._foot(pen, page, pages)

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        proof = self._proof()
        top = BOTTOM - len(proof) * FOOT.leading
        pen.rule(MARGIN, top - 3.0, ROOM)
        pen.lines(MARGIN, top, proof, FOOT)
        count = self.say("Page {page} of {pages}", page=page, pages=pages)
        pen.text_right(MARGIN + ROOM, top + FOOT.size, count, FOOT.scaled(1.15))

    def _titles(self) -> list[str]:
        return setting.broken(self.sheet.title, TITLE, ROOM)

    def _site(self) -> list[str]:
        return setting.broken(self.sheet.site_line, SITE, ROOM) if self.sheet.site_line else []

    def _names(self, style: Style) -> list[str]:
        first = self.sheet.patient[:1]
        return [line for part in first for line in setting.broken(part.value, style, ROOM)]

    def _name_style(self) -> Style:
        """Return smaller letters for a long name: it may not take the room of the record."""
        sizes = [NAME.scaled(part) for part in _NAME_SIZES]
        return next((one for one in sizes if len(self._names(one)) <= 2), sizes[-1])

    def _names_height(self) -> float:
        style = self._name_style()
        return len(self._names(style)) * style.leading

    def _identity(self) -> list[Row | Paragraph]:
        return list(rows(self.sheet.patient[1:]))

    def _proof(self) -> list[str]:
        sheet, say = self.sheet, self.say
        digest, head = setting.grouped(sheet.body_digest), setting.grouped(sheet.head_hash)
        first = f"{say('Record number')} {sheet.record_id}"
        sentences = [
            f"{say('SHA-256 of the record')} {digest}",
            say.apart(say("Ledger before this record: entry {seq}", seq=sheet.head_seq), head),
            *self._notice(),
        ]
        if not sheet.record_id:
            first = say("Unsigned copy for reading; it proves nothing")
            printed = say("Ledger when this was printed: entry {seq}", seq=sheet.head_seq)
            sentences = [say.apart(printed, head), *self._notice()]
        # The number of the page stands at the right of the first line.
        lines = setting.broken(first, FOOT, ROOM - 110.0)
        return lines + [line for each in sentences for line in setting.broken(each, FOOT, ROOM)]

    def _notice(self) -> list[str]:
        if not self.lacking:
            return []
        named = ", ".join(self.lacking[:_NAMED])
        if len(self.lacking) > _NAMED:
            named += f" +{len(self.lacking) - _NAMED}"
        meaning = self.say("A box □ with a code stands for a character that no font here can print")
        return [f"{meaning} — {named}"]


def banner(pen: Pen, top: float, text: str) -> float:
    """Draw the mark of a demonstration or practice site; return what is below it."""
    pen.box((MARGIN, top), (ROOM, 16.0), fill=setting.WARN_TINT, edge=setting.WARN)
    style = BANNER.scaled(min(1.0, (ROOM - 12.0) / max(setting.width(text, BANNER), 1.0)))
    pen.text(MARGIN + 6.0, top + 11.6, text, style)
    return top + 22.0


def paginated(frame: Frame, blocks: Sequence[Block]) -> list[list[tuple[Block, float]]]:
    """Place blocks on pages. Raises Refused reports.header_too_long."""
    first, limit = frame.head_height + 8.0, HEIGHT - frame.foot_height
    if limit - first < HEIGHT / 2:
        raise refuse("reports.header_too_long")
    pages: list[list[tuple[Block, float]]] = [[]]
    top = first
    for group in _groups(blocks):
        high = sum(block.height for block in group)
        if pages[-1] and top + high > limit:
            pages.append([])
            top = first
            again = _again(group[0])
        else:
            again = ()
        for block in (*again, *group):
            pages[-1].append((block, top))
            top += block.height
    return pages


def _again(block: Block) -> tuple[Line, ...]:
    """Return the heads of a table that goes on with this block on another page."""
    return (block.head,) if isinstance(block, Line) and block.head else ()


def _groups(blocks: Iterable[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    joined = False
    for block in blocks:
        if joined:
            groups[-1].append(block)
        else:
            groups.append([block])
        joined = block.keeps_next
    return groups


def draw_pages(pen: Pen, frame: Frame, blocks: Sequence[Block]) -> None:
    """Draw every page with its frame."""
    pages = paginated(frame, blocks)
    for number, placed in enumerate(pages, 1):
        frame.draw(pen, number, len(pages))
        for block, top in placed:
            block.draw(pen, top)
        pen.next_page()
