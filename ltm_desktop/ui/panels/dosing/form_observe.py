"""After the injection: the planned times with what was found at each; the last one is signed."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_measures import VITAL_UNITS
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.panels.dosing import observe
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.times_list import TimesList
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text


class ObserveForm(Form):
    """One look at a time; nothing of the last one is carried over into the next."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say)
        self.signs = False
        self._active: ActiveProtocol | None = None
        self._closed = Text("", "bold")
        self._closed.setObjectName("dosing.observed_closed")
        self.rows.addWidget(self._closed)
        self._times = TimesList()
        self._times.setObjectName("dosing.observed_times")
        self.rows.addWidget(self._times)
        self._record = QuietButton(say("Show the record"), "Alt+D", bedside=True)
        self._record.setObjectName("dosing.show_record_button")
        self._record.clicked.connect(lambda: self.asked.emit("show_record"))
        self.rows.addWidget(self._record, 0, Qt.AlignmentFlag.AlignLeft)
        self._asks = QWidget()
        body = QVBoxLayout(self._asks)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(THEME.space.near)
        grid = FieldGrid()
        at = self.moment_now(observe.AT, say("Observed at"), now)
        measured = [
            self.quantity(observe.PREFIX + name, say.term(f"field.{name}"), unit, required=False)
            for name, unit in VITAL_UNITS.items()
        ]
        grid.show_fields([at, *measured])
        body.addWidget(grid)
        self._found = self.several(
            observe.FOUND,
            say("Complications seen; each becomes a draft adverse event"),
            say("looked, none"),
        )
        body.addWidget(self._found)
        body.addWidget(self.note(observe.NOTE, say("Notes"), lines=1))
        body.addWidget(
            self.tick(observe.LAST, say("This is the last observation; it closes the record here."))
        )
        self._early = self.name(observe.EARLY, say("Why the observation ends early"))
        self._early.hide()
        body.addWidget(self._early)
        self.rows.addWidget(self._asks)

    def show_standing(self, standing: Standing) -> None:
        """Show the planned times as they stand now."""
        say, told, active = self._say, standing.told, standing.active
        if active is not None and active is not self._active:
            self._active = active
            self._found.offer_choices(labelled(active, "immediate_complication", say))
        closed = next((one for one in standing.observed if one.last), None)
        if told is not None and active is not None:
            rows = observe.planned(told, standing.observed, active, standing.now)
            self._times.show_rows(
                [
                    (
                        say.many("{count} minute", "{count} minutes", one.minutes),
                        *one.words(standing.now, say),
                    )
                    for one in rows
                ]
            )
        self._closed.setVisible(closed is not None)
        if closed is not None:
            at = closed.observed_at.astimezone(standing.now.tzinfo)
            self._closed.setText(say("The observation was closed {moment}.", moment=at))
        self.signs = closed is None and told is not None and Step.OBSERVE in standing.may
        self._asks.setVisible(self.signs)

    def show_signing(self, signing: Signing) -> None:
        """Ask why, once the observation is about to end before its last planned time."""
        early = self.fields[observe.EARLY]
        typed = bool(self._early.value())
        early.setVisible(observe.EARLY in signing.missing or typed)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back."""
        super().fill(fields, whole=whole)
        if whole:
            self._early.setVisible(bool(fields.get(observe.EARLY)))
