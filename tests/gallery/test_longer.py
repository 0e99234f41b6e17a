"""One entry of each topic in a made language, four tenths longer: nothing unsaid, nothing cut."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gallery import frame, reading
from tests.language.kept import find_latin
from tests.language.longer import LongerWords, longer

SAMPLES = frame.samples(0)


def test_the_made_language_is_longer_and_keeps_its_places() -> None:
    said = longer("Dose {n} of {total}")
    assert said.startswith("[")
    assert said.endswith("]")
    assert "{n}" in said
    assert "{total}" in said
    assert len(said) >= 1.4 * len("Dose  of ")
    assert LongerWords()("Record and sign") == longer("Record and sign")


@pytest.mark.parametrize("entry", SAMPLES, ids=[entry.name for entry in SAMPLES])
def test_a_longer_language_is_said_everywhere_and_finds_room(
    dressed: QApplication, qtbot: QtBot, entry: frame.Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "Words", lambda _: LongerWords())
    fitting = [width for width in entry.widths if width <= 1366]
    hung = frame.hang(entry, "zh_CN", max(fitting))
    qtbot.addWidget(hung)
    unsaid = [run for _, text in reading.told(hung) for run in find_latin(text) if run.isascii()]
    assert [run for run in unsaid if run not in _ASCII] == []
    assert frame.find_overlaps(hung) == []
    assert frame.find_cut_text(hung) == []


_ASCII = ("dd-MMM", "HH", "z", "x", "results")
"""Letters the made language does not mark, between ones it does."""
