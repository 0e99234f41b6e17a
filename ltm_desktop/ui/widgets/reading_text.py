"""A text that is read word for word, such as before it is signed; nobody types in it."""

from PySide6.QtWidgets import QPlainTextEdit


class ReadingText(QPlainTextEdit):
    """Show a text whole, to be scrolled and copied; Tab leaves it."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(label)
