from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import frame, make

PICTURES = list(frame.pictures())


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


def test_the_gallery_draws_its_pictures(dressed: QApplication, tmp_path: Path) -> None:
    assert make.draw(tmp_path, "medicine") == len(list(tmp_path.glob("*.png"))) > 0


def test_the_gallery_finds_a_text_that_is_cut(dressed: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel("a sentence that needs more room", holder)
    label.setGeometry(0, 0, 30, 20)
    button = QPushButton("Record and sign", holder)
    button.setGeometry(0, 40, 20, 20)
    holder.resize(300, 80)
    holder.show()
    assert len(frame.find_cut_text(holder)) == 2
    assert len(frame.find_small_targets(holder)) == 1
