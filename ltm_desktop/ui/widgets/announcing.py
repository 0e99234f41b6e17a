"""What a reader of the screen says by itself: results that stand where the focus is not.

Only what was stored, refused or scanned is announced; a draft and what one types are not.
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(place: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let assistive technology say a sentence; an urgent one breaks into what is being said."""
    if not sentence:
        return
    event = QAccessibleAnnouncementEvent(place, sentence)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
