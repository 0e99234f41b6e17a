"""Take a record back: why, who looked as well; the record it is about stands beneath the form."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.panels.dosing import putting_right
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.text import Text


class VoidForm(Form):
    """Reasons in a column, the second person with an own secret beside them."""

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        self._active: ActiveProtocol | None = None
        self.rows.addWidget(Text(say("Void this record?"), "strong"))
        self._about = Text("", "bold")
        self._about.setObjectName("dosing.voiding")
        self.rows.addWidget(self._about)
        self.rows.addWidget(
            Text(
                say(
                    "Its dose is open again afterwards. The record and its paper stay readable "
                    "and are marked void."
                )
            )
        )
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.wide)
        self._left, right = QVBoxLayout(), QVBoxLayout()
        self._second = self.code(putting_right.VOID_SECOND, say("Second person, signs here"))
        right.addWidget(self._second)
        right.addWidget(self.note(putting_right.VOID_NOTE, say("Notes")))
        right.addStretch(1)
        columns.addLayout(self._left, 1)
        columns.addLayout(right, 1)
        self.rows.addLayout(columns)

    def show_standing(self, standing: Standing) -> None:
        """Offer the protocol's reasons and everybody who may look as well."""
        self._about.setText(standing.voiding)
        self._second.offer_choices([Choice(*one) for one in standing.witnesses])
        if standing.active is None or standing.active is self._active:
            return
        if self._active is None:
            self._offer(standing.active)
        self._active = standing.active

    def _offer(self, active: ActiveProtocol) -> None:
        choices = labelled(active, "void_reason", self._say)
        chooser = self.reasons(putting_right.VOID_REASON, self._say("Reason"), choices)
        self._left.addWidget(chooser)
        self._left.addStretch(1)
