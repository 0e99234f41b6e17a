"""The red-edged button that opens the emergency page, wherever one is: the same words, one key."""

from collections.abc import Callable

from ltm_desktop.app.emergency_title import title
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.widgets.buttons import ActionButton


class EmergencyButton(ActionButton):
    """Open the emergency page; it asks for nothing and changes nothing."""

    def __init__(self, say: Words, wanted: Callable[[], None], *, topic: str) -> None:
        super().__init__(title(say), "emergency", shortcuts.EMERGENCY, bedside=True)
        self.setObjectName(f"{topic}.emergency")
        self.clicked.connect(lambda _=False: wanted())
