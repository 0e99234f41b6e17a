"""Close the record: was the second person called away, and what went against the plan."""

from collections.abc import Mapping, Sequence

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.widgets.text import Text


class SignForm(Form):
    """Read, then sign; an incident is told in words where the rules were broken."""

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        self._calculated = Text("", "calculated")
        self.rows.addWidget(self._calculated)
        self.called_away = self.tick(
            "called_away", say("The second person was called away and signs later.")
        )
        """Stands beneath the signatures, where the view puts it."""
        self._incident = self.note(
            "incident", say("What happened, and what went against the plan"), required=True
        )
        self.rows.addWidget(self._incident)

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows from the amounts."""
        self._calculated.setText(" · ".join(lines))
        self._calculated.setVisible(bool(lines))

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; the incident appears once somebody tells what happened."""
        super().fill(fields, whole=whole)
        if whole or "telling" in fields:
            telling = fields.get("telling") == YES
            self._incident.setVisible(telling)
            if telling and not whole:
                self._incident.box.setFocus()
