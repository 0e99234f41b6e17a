"""The buttons at the foot of a form, on two lines where one has no room for all their words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.columns import Columns, row_of


class ActsRow(QWidget):
    """Some buttons at the left, and at the right those the form is for (MSP-2290)."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        columns = Columns(self, beside=0)
        columns.setSpacing(THEME.space.close)
        for held, place in ((row_of(*left), len(left)), (row_of(*right), 0)):
            row = held.layout()
            if isinstance(row, QBoxLayout):
                row.insertStretch(place, 1)
            columns.add(held, 1)
