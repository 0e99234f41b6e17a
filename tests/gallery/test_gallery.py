"""Every entry in both languages at all its widths, and two of each topic more closely."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.style import dress
from ltm_desktop.ui.tokens import to_theme
from tests.gallery import contrast, controls, frame, make

PICTURES = list(frame.pictures())
SAMPLES = [*frame.samples(0), *frame.samples(1)]
OTHERS = [
    *[(entry, "contrast", 150, "zh_CN") for entry in frame.samples(0)],
    *[(entry, "dark", 150, "en") for entry in frame.samples(1)],
]
"""Two entries of each topic, one in each theme beside light; tests.gallery.make draws them all."""

PAGES = [page for one in frame.samples(0) if (page := frame.on_small_screen(one, 150)) is not None]
"""One page of each topic, as it stands in large letters on 1366 x 768."""


@pytest.mark.parametrize(
    ("entry", "language", "width"),
    PICTURES,
    ids=[f"{entry.name}-{language}-{width}" for entry, language, width in PICTURES],
)
def test_no_text_is_cut_no_target_is_small_and_everything_has_a_name(
    dressed: QApplication, qtbot: QtBot, entry: frame.Entry, language: str, width: int
) -> None:
    hung = frame.hang(entry, language, width)
    qtbot.addWidget(hung)
    assert frame.find_cut_text(hung) == []
    assert frame.find_small_targets(hung) == []
    assert frame.find_nameless(hung) == []
    if language != "en":
        assert frame.find_english(hung) == []


@pytest.mark.parametrize("entry", SAMPLES, ids=[entry.name for entry in SAMPLES])
def test_every_control_can_be_named_reached_in_order_seen_and_hit(
    dressed: QApplication, qtbot: QtBot, entry: frame.Entry
) -> None:
    hung = frame.hang(entry, "en", entry.widths[0])
    qtbot.addWidget(hung)
    assert frame.find_overlaps(hung) == []
    assert controls.find_nameless(hung) == []
    assert controls.find_small(hung) == []
    assert controls.find_unreached(hung) == []
    assert controls.find_out_of_order(hung) == []
    assert contrast.find_low_contrast(hung) == []
    if entry.name.startswith(controls.AT_BEDSIDE):
        assert controls.find_small_acts(hung) == []


@pytest.mark.parametrize(
    ("entry", "theme", "percent", "language"),
    OTHERS,
    ids=[f"{entry.name}-{theme}" for entry, theme, *_ in OTHERS],
)
def test_another_theme_and_larger_letters_hold(
    dressed: QApplication,
    entry: frame.Entry,
    theme: str,
    percent: int,
    language: str,
) -> None:
    dress(dressed, to_theme(theme, percent))
    large = frame.grown(entry, percent)
    hung = frame.hang(large, language, large.widths[-1])
    found = [
        *contrast.find_low_contrast(hung),
        *frame.find_cut_text(hung),
        *frame.find_overlaps(hung),
    ]
    shiboken6.delete(hung)  # as the window does: gone before another look is worn
    dress(dressed)
    assert found == []


@pytest.mark.parametrize("entry", PAGES, ids=[entry.name for entry in PAGES])
def test_a_page_in_large_letters_on_a_small_screen_scrolls_down_and_never_sideways(
    dressed: QApplication, entry: frame.Entry
) -> None:
    dress(dressed, to_theme("light", 150))
    hung = frame.hang_scrolled(entry, "en")
    found = [*frame.find_cut_text(hung), *frame.find_overlaps(hung)]
    if hung.width() > entry.widths[0] + 24:
        found.append(f"wide: {hung.width()}")
    shiboken6.delete(hung)
    dress(dressed)
    assert found == []


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
    top, below, above, last = (QPushButton(words, holder) for words in ("top", "c", "b", ""))
    for place, one in enumerate((top, above, below, last)):
        one.setGeometry(0, 40 * place, 100, 30)
    last.setFocusPolicy(last.focusPolicy().NoFocus)
    holder.show()
    assert len(controls.find_out_of_order(holder)) == 1
    assert len(controls.find_unreached(holder)) == 1
    assert len(controls.find_nameless(holder)) == 1
