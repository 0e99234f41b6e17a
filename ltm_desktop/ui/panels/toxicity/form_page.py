"""A form beside the list: its title, its fields in a scroll area, and its two buttons at the foot.

Escape leaves and records nothing; what was typed stays as a draft where the form keeps one.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


class FormPage(QWidget):
    """Fields in `rows`; subclasses hand over what was typed in `submit`."""

    sent = Signal(object, object)
    """What was typed, and what the fields read in it."""
    typed_in = Signal(object)
    left = Signal()

    def __init__(self, say: Words, name: str, title: str, action: str, key: str = "Alt+R") -> None:
        super().__init__()
        self.setObjectName(f"toxicity.{name}")
        self.setAccessibleName(title)
        self._say = say
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"toxicity.{name}.alerts")
        space = THEME.space
        inner = QWidget()
        self.rows = QVBoxLayout(inner)
        self.rows.setContentsMargins(0, 0, space.close, 0)
        self.rows.setSpacing(space.close)
        self._area = scrolling(inner, focus=Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.close)
        whole.addWidget(Text(title, "strong"))
        whole.addWidget(self._area, 1)
        self.foot = QHBoxLayout()
        back = QuietButton(say("Cancel"), "Esc", bedside=True)
        back.setObjectName(f"toxicity.{name}.cancel")
        back.clicked.connect(self.left)
        self.button = PrimaryButton(action, key)
        self.button.setObjectName(f"toxicity.{name}.record")
        self.button.clicked.connect(self.submit)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button)
        whole.addLayout(self.foot)

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        # each form hands over words of its own kind; the page only lays them out
        raise NotImplementedError

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what was refused at the top; everything typed stays."""
        self.alerts.show_alerts(alerts)
        if alerts:
            self._area.verticalScrollBar().setValue(0)

    def hold_still(self, *, busy: bool) -> None:
        """Take nothing more while it is stored."""
        self.setEnabled(not busy)

    def _first_missing(self, fields: Sequence[LabelledField]) -> bool:
        """Say at each field what is missing; go to the first one that is."""
        missing = [one for one in fields if not one.check_filled()]
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(missing[0])
        return bool(missing)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
