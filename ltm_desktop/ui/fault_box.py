"""The one box in which a fault is told: not modal, and it forgets what it told when it closes."""

from PySide6.QtWidgets import QMessageBox, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.marks import mark
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton

_SIGN, _SIZE = "warning", 32
"""The shape beside the sentence and its logical pixels, at 100 % text."""


class FaultBox(QMessageBox):
    """Tell faults one after the other in the same place: never a storm of boxes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        # Qt's own button is named by the computer's language, with a picture of the desktop's.
        self._close: QuietButton | None = None
        # a hidden box is still in the tree that assistive technology reads
        self.finished.connect(lambda _: self.setText(""))

    def tell(self, say: Words, sentence: str) -> None:
        """Show a sentence in the place of the one before, in the language and look of now."""
        self.setWindowTitle(say("LTM Desktop"))
        self.setText(sentence)
        ratio = self.devicePixelRatioF()
        self.setIconPixmap(mark(_SIGN, THEME.palette.caution.ink, THEME.scaled(_SIZE), ratio))
        if self._close is not None:
            self.removeButton(self._close)
            self._close.deleteLater()
        self._close = QuietButton(say("Close"))
        self.addButton(self._close, QMessageBox.ButtonRole.AcceptRole)
        self.setEscapeButton(self._close)
        self.show()
