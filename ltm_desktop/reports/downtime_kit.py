"""The downtime kit on A4: a page that lists its doses, then the blank form of each.

Refuses nothing: where no dose is planned, the list says so and stands alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.paper import DowntimeKit
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.reports import downtime, faces, setting, tables
from ltm_desktop.reports.blocks import Block, paragraphs
from ltm_desktop.reports.frame import BOTTOM, FOOT, SITE, TITLE, TOP, banner, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, MARGIN, ROOM, Pen

_SHARES = (0.2, 0.36, 0.2, 0.24)


@dataclass(frozen=True, slots=True)
class _Frame:
    kit: DowntimeKit
    say: PaperWords

    @property
    def head_height(self) -> float:
        """Points."""
        above = 22.0 if self.kit.kind_banner else 0.0
        return TOP + above + len(self._title()) * TITLE.leading + 2 * SITE.leading + 8.0

    @property
    def foot_height(self) -> float:
        """Points."""
        return HEIGHT - BOTTOM + 2 * FOOT.leading + 10.0

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw the title, when it was made, and that this is no record."""
        kit, top = self.kit, TOP
        if kit.kind_banner:
            pen.watermark(kit.kind_banner)
            top = banner(pen, top, kit.kind_banner)
        top = pen.lines(MARGIN, top, self._title(), TITLE)
        top = pen.lines(MARGIN, top, [kit.site_line, kit.made], SITE) + 4.0
        pen.rule(MARGIN, top, ROOM, setting.ACCENT)
        top = BOTTOM - 2 * FOOT.leading
        pen.rule(MARGIN, top - 3.0, ROOM)
        said = self.say("Paper form for a downtime, not a record")
        pen.lines(MARGIN, top, [said, kit.head], FOOT)
        count = self.say("Page {page} of {pages}", page=page, pages=pages)
        pen.text_right(MARGIN + ROOM, top + FOOT.size, count, FOOT.scaled(1.15))

    def _title(self) -> list[str]:
        return setting.broken(self.kit.title, TITLE, ROOM)


def draw(kit: DowntimeKit) -> bytes:
    """Return the kit; a character that no font has prints as a box and its code."""
    fit, _ = faces.all_boxed(kit)
    say, pen = PaperWords(fit.language), Pen(title=fit.title)
    draw_pages(pen, _Frame(fit, say), list(_blocks(fit, say)))
    for sheet in fit.sheets:
        downtime.draw_on(pen, sheet)
    return pen.finished()


def _blocks(kit: DowntimeKit, say: PaperWords) -> Iterator[Block]:
    for one in kit.notes:
        yield from paragraphs(one)
    if not kit.lines:
        yield from paragraphs(kit.none)
        return
    heads = (say("Planned day"), say("Patient"), say("Dose"), say("Code"))
    rows = tuple((one.day, one.patient, one.dose, one.code) for one in kit.lines)
    title = say("Forms in this kit, {count} in all", count=len(rows))
    yield from tables.table(PaperTable(title, heads, _SHARES, rows))
