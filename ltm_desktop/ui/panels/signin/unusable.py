"""What is shown where a site's folder cannot be opened: what is wrong and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.signin.view import centred
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.emergency_button import EmergencyButton
from ltm_desktop.ui.widgets.text import Text


def build(
    say: Words,
    sentence: str,
    *,
    emergency_wanted: Callable[[], None] | None = None,
    restore_wanted: Callable[[], None] | None = None,
) -> QWidget:
    """Return the page; nothing in the folder is touched."""
    card = Card(say("This site cannot be opened"))
    card.body.addWidget(Text(sentence))
    card.body.addWidget(Text(say("Nothing in the folder was changed."), "muted"))
    if restore_wanted is not None:
        restore = PrimaryButton(say("Put a backup back…"), "Alt+R")
        restore.setObjectName("unusable.restore")
        restore.clicked.connect(restore_wanted)
        card.body.addWidget(restore, 0, Qt.AlignmentFlag.AlignRight)
    parts: list[QWidget] = [card]
    if emergency_wanted is not None:
        parts.append(EmergencyButton(say, emergency_wanted, topic="unusable"))
    page = centred(*parts)
    page.setAccessibleName(sentence)
    return page
