"""Look at every entry in every look: python -m tests.gallery.walk [NAME..].

Every entry at all its widths, in both languages, three themes, at 100 and 150 %: what is cut, what
overlaps, what has no name, what Tab passes by or meets too late, what is too small or too pale.
Prints a line for each fault and returns how many there are.
"""

import os
import sys
from collections.abc import Iterator
from itertools import product

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.ui.style import dress
from ltm_desktop.ui.tokens import PALETTES, WHOLE, to_theme
from tests.gallery import contrast, controls, frame

_PERCENTS = (100, 150)


def faults(hung: QWidget, entry: frame.Entry, language: str) -> list[str]:
    """Name everything that is wrong with a picture."""
    found = [
        *(f"cut: {one}" for one in frame.find_cut_text(hung)),
        *(f"overlap: {one}" for one in frame.find_overlaps(hung)),
        *(f"nameless: {one}" for one in controls.find_nameless(hung)),
        *(f"small: {one}" for one in controls.find_small(hung)),
        *(f"unreached: {one}" for one in controls.find_unreached(hung)),
        *(f"order: {one}" for one in controls.find_out_of_order(hung)),
        *(f"pale: {one}" for one in contrast.find_low_contrast(hung)),
    ]
    if entry.name.startswith(controls.AT_BEDSIDE):
        found += (f"bedside: {one}" for one in controls.find_small_acts(hung))
    if language != "en":
        found += (f"english: {one}" for one in frame.find_english(hung))
    return found


def walk(app: QApplication, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield each fault of the wanted entries, all of them for none."""
    for theme, percent in product(PALETTES, _PERCENTS):
        dress(app, to_theme(theme, percent))
        for entry in frame.entries():
            if wanted and not entry.name.startswith(wanted):
                continue
            large = frame.grown(entry, percent)
            for language, width in product(LANGUAGES, large.widths):
                hung = frame.hang(large, language, width)
                where = f"{entry.name} {theme} {percent} {language} {width}"
                yield from (f"{where}  {one}" for one in faults(hung, large, language))
                shiboken6.delete(hung)
            if theme == "light" and percent > WHOLE:
                yield from _squeezed(entry, percent)


def _squeezed(entry: frame.Entry, percent: int) -> Iterator[str]:
    """Yield what a small screen does to a page in large letters; colours are judged elsewhere."""
    page = frame.on_small_screen(entry, percent)
    if page is None:
        return
    for language in LANGUAGES:
        hung = frame.hang_scrolled(page, language)
        where = f"{entry.name} small {percent} {language}"
        yield from (f"{where}  cut: {one}" for one in frame.find_cut_text(hung))
        yield from (f"{where}  overlap: {one}" for one in frame.find_overlaps(hung))
        if hung.width() > page.widths[0] + 24:
            yield f"{where}  wide: {hung.width()}"
        shiboken6.delete(hung)


if __name__ == "__main__":
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    count = 0
    for fault in walk(made, tuple(sys.argv[1:])):
        count += 1
        sys.stdout.write(f"{fault}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} faults\n")
    sys.exit(1 if count else 0)
