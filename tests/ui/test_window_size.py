"""How large the program's window opens."""

import pytest
from PySide6.QtCore import QSize

from ltm_desktop.ui.application import FIRST, SMALLEST, first_size


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (QSize(1920, 1040), QSize(*FIRST)),
        (QSize(1366, 728), QSize(1350, 680)),
        (QSize(1280, 760), QSize(1264, 712)),
        (QSize(1024, 600), QSize(*SMALLEST)),
    ],
)
def test_a_first_window_stands_on_the_screen_with_its_frame(room: QSize, expected: QSize) -> None:
    assert first_size(room) == expected
