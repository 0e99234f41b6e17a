"""The one box in which a fault is told: not modal, and it forgets what it told when it closes."""

from PySide6.QtWidgets import QMessageBox, QWidget


class FaultBox(QMessageBox):
    """Tell faults one after the other in the same place: never a storm of boxes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setModal(False)
        # a hidden box is still in the tree that assistive technology reads
        self.finished.connect(lambda _: self.setText(""))

    def tell(self, title: str, sentence: str) -> None:
        """Show a sentence in the place of the one before."""
        self.setWindowTitle(title)
        self.setText(sentence)
        self.show()
