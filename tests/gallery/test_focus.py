"""Where the keyboard is can be seen on every kind of control, in every theme."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.style import dress
from ltm_desktop.ui.tokens import PALETTES, to_theme
from tests.gallery import contrast, controls, frame

SHOWN = (
    "buttons",
    "calendar",
    "choices",
    "dates",
    "patients",
    "quantity",
    "shell-rail",
    "shell-topbar",
)


def drawn(hung: QWidget, box: QRect) -> contrast.Pixels:
    image = hung.grab(box).toImage().convertToFormat(contrast.FORMAT)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, 2::-1].copy()


def ringed(before: contrast.Pixels, after: contrast.Pixels) -> int:
    """Count the pixels that the focus changed so that anybody sees it."""
    one, other = (contrast.luminance(contrast.packed(shown)) for shown in (before, after))
    differ = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return int(np.count_nonzero(differ >= contrast.PART))


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("name", SHOWN)
def test_every_kind_of_control_shows_its_focus(
    dressed: QApplication, qtbot: QtBot, name: str, theme: str
) -> None:
    dress(dressed, to_theme(theme))
    entry = next(one for one in frame.entries() if one.name == name)
    hung = frame.hang(entry, "en", entry.widths[0])
    qtbot.addWidget(hung)
    hung.hide()
    hung.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    nowhere = QWidget(hung)
    with qtbot.waitActive(hung):
        hung.show()
        hung.activateWindow()
    unseen = []
    for one in controls.tab_order(hung):
        box = QRect(one.mapTo(hung, QPoint()), one.size()).adjusted(-2, -2, 2, 2)
        nowhere.setFocus()
        before = drawn(hung, box)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if ringed(before, drawn(hung, box)) < one.width() + one.height():
            unseen.append(controls.describe(one))
    dress(dressed)
    assert unseen == []
