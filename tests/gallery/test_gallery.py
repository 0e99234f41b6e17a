"""Every entry in both languages at all its widths, and once more in another look."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.ui.style import dress
from ltm_desktop.ui.tokens import to_theme
from tests.gallery import contrast, controls, frame, make

ENTRIES = frame.entries()
BOTH = list(product(ENTRIES, LANGUAGES))
OTHERS = (
    ("dark", 100, "en"),
    ("contrast", 150, "zh_CN"),
    ("contrast", 100, "en"),
    ("dark", 150, "en"),
)
"""The look and language an entry is shown in beside light; each kind of widget has them all."""
BEDSIDE = ("dosing", "before-", "fractions-recording", "fractions-second", "fractions-signing")


@pytest.mark.parametrize(
    ("entry", "language"), BOTH, ids=[f"{entry.name}-{language}" for entry, language in BOTH]
)
def test_no_text_is_cut_and_every_control_can_be_named_reached_and_hit(
    dressed: QApplication, qtbot: QtBot, entry: frame.Entry, language: str
) -> None:
    hung = frame.hang(entry, language, entry.widths[0])
    qtbot.addWidget(hung)
    for width in entry.widths:
        frame.fit(hung, entry, width)
        assert (width, frame.find_cut_text(hung)) == (width, [])
        assert (width, frame.find_overlaps(hung)) == (width, [])
        assert (width, controls.find_small(hung)) == (width, [])
    if entry.name.startswith(BEDSIDE):
        assert controls.find_small_acts(hung) == []
    if language == "en":
        assert controls.find_nameless(hung) == []
        assert controls.find_unreached(hung) == []
        assert controls.find_out_of_order(hung) == []
        assert contrast.find_low_contrast(hung) == []
    else:
        assert frame.find_english(hung) == []


@pytest.mark.parametrize(
    ("entry", "look"),
    [(entry, OTHERS[place % len(OTHERS)]) for place, entry in enumerate(ENTRIES)],
    ids=[entry.name for entry in ENTRIES],
)
def test_another_theme_and_larger_letters_hold(
    dressed: QApplication, qtbot: QtBot, entry: frame.Entry, look: tuple[str, int, str]
) -> None:
    theme, percent, language = look
    dress(dressed, to_theme(theme, percent))
    try:
        large = frame.grown(entry, percent)
        hung = frame.hang(large, language, large.widths[-1])
        qtbot.addWidget(hung)
        assert contrast.find_low_contrast(hung) == []
        assert frame.find_cut_text(hung) == []
        assert frame.find_overlaps(hung) == []
    finally:
        dress(dressed)


def test_the_gallery_draws_its_pictures(dressed: QApplication, tmp_path: Path) -> None:
    assert make.draw(tmp_path, "medicine") == len(list(tmp_path.glob("*.png"))) > 0


def test_the_gallery_finds_a_text_that_is_cut(dressed: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel("a sentence that needs more room", holder)
    label.setGeometry(0, 0, 30, 20)
    button = QPushButton("Record and sign", holder)
    button.setGeometry(0, 10, 20, 20)
    holder.resize(300, 80)
    holder.show()
    assert len(frame.find_cut_text(holder)) == 2
    assert len(frame.find_overlaps(holder)) == 1
    assert len(controls.find_small(holder)) == 1


def test_the_gallery_finds_letters_that_are_too_pale(dressed: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    for place, colour in enumerate(("#777777", "#767676", "#000000")):
        label = QLabel("letters", holder)
        label.setStyleSheet(f"background: #ffffff; color: {colour};")
        label.setGeometry(0, place * 30, 100, 24)
    holder.resize(120, 100)
    holder.show()
    found = contrast.find_low_contrast(holder)
    assert [one.rpartition(":")[2] for one in found] == [" 4.48, needs 4.5"]


def test_the_gallery_finds_a_control_that_tab_leaves_out_or_meets_too_late(
    dressed: QApplication, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    below, above, last = (QPushButton(words, holder) for words in ("below", "above", ""))
    for place, one in enumerate((above, below, last)):
        one.setGeometry(0, 40 * place, 100, 30)
    last.setFocusPolicy(last.focusPolicy().NoFocus)
    holder.show()
    assert len(controls.find_out_of_order(holder)) == 1
    assert len(controls.find_unreached(holder)) == 1
    assert len(controls.find_nameless(holder)) == 1
