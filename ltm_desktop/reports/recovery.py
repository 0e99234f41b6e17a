"""The recovery sheet of set-up: the one key that opens the site when every secret is forgotten.

Printed once and locked away; it carries no signature and no patient.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.paper import RecoverySheet, Unprintable
from ltm_desktop.reports import blocks, faces, setting
from ltm_desktop.reports.blocks import Block, Heading, Paragraph
from ltm_desktop.reports.frame import FOOT, SITE, TITLE, TOP, banner, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style

KEY = Style(faces.BOLD, 17)
CODE = Style(size=10.5)
TEXT = Style(size=10)
_KEY_GROUP = 5
_FINGERPRINT_GROUP = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    sheet: RecoverySheet
    say: PaperWords

    @property
    def head_height(self) -> float:
        """Points."""
        above = 22.0 if self.sheet.kind_banner else 0.0
        titles = len(self._title()) * TITLE.leading + len(self._site()) * SITE.leading
        return TOP + above + titles + 8.0

    @property
    def foot_height(self) -> float:
        """Points."""
        return 52.0

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw banner, title and page number."""
        top = TOP
        if self.sheet.kind_banner:
            pen.watermark(self.sheet.kind_banner)
            top = banner(pen, top, self.sheet.kind_banner)
        top = pen.lines(MARGIN, top, self._title(), TITLE)
        top = pen.lines(MARGIN, top, self._site(), SITE)
        pen.rule(MARGIN, top + 5.0, ROOM, setting.ACCENT)
        pen.rule(MARGIN, HEIGHT - 40.0, ROOM)
        count = self.say("Page {page} of {pages}", page=page, pages=pages)
        pen.text_right(MARGIN + ROOM, HEIGHT - 30.0, count, FOOT.scaled(1.15))

    def _title(self) -> list[str]:
        return setting.broken(self.say("Recovery sheet: lock this away"), TITLE, ROOM)

    def _site(self) -> list[str]:
        made = self.say("made on {date}", date=self.sheet.made_on)
        return setting.broken(f"{self.sheet.site_name} — {made}", SITE, ROOM)


@dataclass(frozen=True, slots=True)
class _Panel:
    """Lines in a tinted panel, to be copied by hand."""

    lines: tuple[str, ...]
    style: Style
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points."""
        return len(self.lines) * self.style.leading + 22.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the panel."""
        pen.box((MARGIN, top), (ROOM, self.height - 6.0), fill=setting.TINT)
        pen.box((MARGIN, top), (3.0, self.height - 6.0), fill=setting.ACCENT)
        pen.lines(MARGIN + 14.0, top + 8.0, self.lines, self.style)


def draw(sheet: RecoverySheet) -> bytes:
    """Return the sheet. Raises Unprintable when the key itself could not print."""
    codes = faces.codes(sheet.recovery_key + sheet.ca_fingerprint)
    if codes:
        raise Unprintable.because_of(codes)
    fit, _ = faces.all_boxed(sheet)
    say = PaperWords(sheet.language)
    pen = Pen(title=say("Recovery sheet: lock this away"))
    draw_pages(pen, _Frame(fit, say), list(_blocks(fit, say)))
    return pen.finished()


def _blocks(sheet: RecoverySheet, say: PaperWords) -> Iterator[Block]:
    yield Heading(say("Recovery key"))
    yield _panel(_key_groups(sheet.recovery_key), KEY)
    yield from _told(
        say("It opens this site's records when every person's secret is forgotten or lost.")
    )
    yield from _told(say("Whoever holds it can read every patient's record."))
    yield Heading(say("What to do with it"))
    steps = (
        say("1. Check that every character is readable. It is shown and printed only once."),
        say("2. Put it in a sealed envelope, with date and name across the flap."),
        say("3. Lock it in a safe, away from this computer and its backups. Make no photograph."),
        say("4. If it is lost or was seen, tell the site administrator at once."),
    )
    for step in steps:
        yield from _told(step)
    yield Heading(say("Fingerprint of the site's authority"))
    yield _panel(_fingerprint_groups(sheet.ca_fingerprint), CODE)
    yield from _told(
        say("It is no secret. Give it to everyone who checks our papers: it proves they are ours.")
    )


def _told(text: str) -> Iterator[Paragraph]:
    yield from blocks.paragraphs(text, TEXT)


def _key_groups(key: str) -> str:
    """Group a bare key by five; one that comes in groups keeps them."""
    return key if set(key) & set("- ") else setting.grouped(key, _KEY_GROUP)


def _fingerprint_groups(fingerprint: str) -> str:
    bare = fingerprint.replace(" ", "").replace(":", "")
    halves = (bare[: len(bare) // 2], bare[len(bare) // 2 :])
    return "\n".join(setting.grouped(half, _FINGERPRINT_GROUP) for half in halves)


def _panel(text: str, style: Style) -> _Panel:
    spaced = text.replace("-", " - ") if "-" in text else text.replace(" ", "   ")
    return _Panel(tuple(setting.broken(spaced, style, ROOM - 28.0)), style)
