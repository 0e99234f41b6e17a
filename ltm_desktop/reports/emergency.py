"""The emergency page on paper: telephone numbers large, the site's text in both languages.

Hung on a wall or laid beside the syringe; it carries no patient and no PDF signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.paper import EmergencySheet
from ltm_desktop.reports import blocks, faces, setting
from ltm_desktop.reports.blocks import Block, Paragraph
from ltm_desktop.reports.frame import BOTTOM, TOP, banner, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style

ALARM = (0.56, 0.08, 0.08)
ALARM_TINT = (0.992, 0.918, 0.918)
TITLE = Style(faces.BOLD, 20, ALARM)
SITE = Style(size=12)
FOOT = Style(size=8, ink=setting.QUIET)
LABEL = Style(size=12)
NUMBER = Style(faces.BOLD, 22)
TEXT = Style(size=13)
HEADING = Style(faces.BOLD, 13, ALARM)
WARNING = Style(faces.BOLD, 11, ALARM)
_PAD = 8.0


@dataclass(frozen=True, slots=True)
class _Frame:
    sheet: EmergencySheet
    say: PaperWords

    @property
    def head_height(self) -> float:
        """Points."""
        above = 22.0 if self.sheet.kind_banner else 0.0
        titles = len(self._title()) * TITLE.leading + len(self._site()) * SITE.leading
        return TOP + above + titles + 10.0

    @property
    def foot_height(self) -> float:
        """Points."""
        return HEIGHT - BOTTOM + len(self._signed()) * FOOT.leading + 24.0

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw banner, title, site, and whose page this is."""
        top = TOP
        if self.sheet.kind_banner:
            pen.watermark(self.sheet.kind_banner)
            top = banner(pen, top, self.sheet.kind_banner)
        top = pen.lines(MARGIN, top, self._title(), TITLE)
        top = pen.lines(MARGIN, top, self._site(), SITE)
        pen.rule(MARGIN, top + 5.0, ROOM, ALARM)
        signed = self._signed()
        top = BOTTOM - (len(signed) + 1) * FOOT.leading - 4.0
        pen.rule(MARGIN, top - 3.0, ROOM)
        top = pen.lines(MARGIN, top, signed, FOOT)
        count = self.say("Page {page} of {pages}", page=page, pages=pages)
        pen.text_right(MARGIN + ROOM, top + FOOT.size + 2.0, count, FOOT.scaled(1.15))

    def _title(self) -> list[str]:
        return setting.broken(self.sheet.title, TITLE, ROOM)

    def _site(self) -> list[str]:
        return setting.broken(self.sheet.site_line, SITE, ROOM) if self.sheet.site_line else []

    def _signed(self) -> list[str]:
        return [line for one in self.sheet.signed for line in setting.broken(one, FOOT, ROOM)]


@dataclass(frozen=True, slots=True)
class Call:
    """Whom one calls, and the number large beneath it, in a tinted panel."""

    label: tuple[str, ...]
    number: tuple[str, ...]
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        written = len(self.label) * LABEL.leading + len(self.number) * NUMBER.leading
        return written + 2 * _PAD + 6.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the panel."""
        high = self.height - 6.0
        pen.box((MARGIN, top), (ROOM, high), fill=ALARM_TINT)
        pen.box((MARGIN, top), (4.0, high), fill=ALARM)
        below = pen.lines(MARGIN + 16.0, top + _PAD, self.label, LABEL)
        pen.lines(MARGIN + 16.0, below, self.number, NUMBER)


def draw(sheet: EmergencySheet) -> bytes:
    """Return the page; a character that no font has prints as a box and its code."""
    fit, _ = faces.all_boxed(sheet)
    pen = Pen(title=fit.title.replace("\n", " / "))
    draw_pages(pen, _Frame(fit, PaperWords(fit.language)), list(_blocks(fit)))
    return pen.finished()


def _blocks(sheet: EmergencySheet) -> Iterator[Block]:
    for sentence in sheet.warning:
        yield from blocks.paragraphs(sentence, WARNING)
    yield _heading(sheet.phones_heading)
    for label, number in sheet.phones:
        yield _call(label, number)
    yield _heading(sheet.text_heading)
    for text in sheet.texts:
        for part in text.split("\n"):
            yield from blocks.paragraphs(part, TEXT)
        yield Paragraph(("",), Style(size=5))


def _heading(words: str) -> Paragraph:
    return Paragraph(tuple(setting.broken(words, HEADING, ROOM)), HEADING, 6.0, keeps_next=True)


def _call(label: str, number: str) -> Call:
    room = ROOM - 32.0
    return Call(
        tuple(setting.broken(label, LABEL, room)), tuple(setting.broken(number, NUMBER, room))
    )
