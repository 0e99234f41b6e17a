"""The foot of the form: what is missing, what is kept, and the one button the step is for."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.acts import ACTS, Main
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.acts_row import ActsRow
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Line, Text, wear

_NEVER_UNDONE = frozenset({Step.NOT_GIVEN, Step.SETTLED, Step.OBSERVE, Step.CALL, Step.VOID})
"""Pages on which a dose can no longer be told as not given."""
_LISTED = 5
"""How many missing fields are named; each of them has its asterisk as well."""


class Footer(QWidget):
    """Buttons of the panel; the signing button stands at the bottom right (MSP-2290)."""

    primary = Signal()
    cancel = Signal()
    not_given = Signal()
    go_on = Signal()
    back = Signal()
    field_wanted = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        # Made in reading order, which is the order of Tab.
        self._not_given = self._quiet(say("Not given…"), "Alt+N", "not_given_button")
        self._cancel = self._quiet(say("Cancel"), "Esc", "cancel_button")
        self._back = self._quiet(say("Back"), "Alt+Left", "back_button")
        self._back.clicked.connect(self.back)
        self._buttons = {step: self._main(act.button(say)) for step, act in ACTS.items()}
        self._go_on = PrimaryButton(say("Go on with this dose"), "Alt+G")
        self._go_on.setObjectName("dosing.go_on_button")
        self._cancel.clicked.connect(self.cancel)
        self._not_given.clicked.connect(self.not_given)
        self._go_on.clicked.connect(self.go_on)
        self._missing = Text("", "small")
        self._missing.setObjectName("dosing.missing")
        self._missing.setTextFormat(Qt.TextFormat.RichText)
        self._missing.linkActivated.connect(self.field_wanted)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._draft = Text("", "small", wrap=False)
        self._draft.setObjectName("dosing.draft_line")
        self.saved = SavedLine(say)
        self.saved.setObjectName("dosing.saved_line")
        self._lay_out()

    def _main(self, main: Main) -> PrimaryButton:
        button = PrimaryButton(main.text, main.key)
        button.setObjectName(f"dosing.{main.name}")
        button.clicked.connect(self.primary)
        button.hide()
        return button

    def _quiet(self, text: str, key: str, name: str) -> QuietButton:
        button = QuietButton(text, key, bedside=True)
        button.setObjectName(f"dosing.{name}")
        return button

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.tight)
        rows.addWidget(Line())
        # above the buttons: beside them it was squeezed into a tower of words
        said = QHBoxLayout()
        said.setSpacing(THEME.space.near)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        # a frame round the words, not across the whole foot
        said.addWidget(self._draft, 0, left)
        said.addWidget(self.saved, 1, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._missing, 2)
        rows.addLayout(said)
        beside = (self._not_given, self._cancel, self._back)
        rows.addWidget(ActsRow(beside, (*self._buttons.values(), self._go_on)))
        self.saved.hide()
        self._draft.hide()

    def show_step(self, step: Step) -> None:
        """Offer what a step offers."""
        for one, button in self._buttons.items():
            button.setVisible(one is step)
        self._not_given.setVisible(step not in _NEVER_UNDONE)
        self._cancel.setVisible(step not in {Step.LEFT, Step.SETTLED})
        # The buttons of a question repeat its words (nhs-cui RAD-0510).
        keeps = step is Step.VOID
        self._cancel.setText(self._say("Keep this record") if keeps else self._say("Cancel"))
        self._back.setVisible(step is Step.SIGN)
        self._go_on.setVisible(step is Step.LEFT)
        self._missing.setVisible(False)

    def take_not_given_away(self) -> None:
        """Offer no "not given" where a record stands already and is told beyond or corrected."""
        self._not_given.hide()

    def show_main(self, step: Step, *, offered: bool, ready: bool) -> None:
        """Wake the step's button once everything it needs is there."""
        button = self._buttons.get(step)
        if button is None:
            return
        button.setVisible(offered)
        button.setEnabled(ready)
        self._cancel.setVisible(offered)

    def press_main(self, step: Step) -> None:
        """Press the step's button, where it is awake."""
        button = self._buttons.get(step)
        if button is not None and button.isEnabled():
            button.click()

    def show_missing(
        self, lacking: Mapping[str, str], stops: int = 0, confirm: Mapping[str, str] | None = None
    ) -> None:
        """List by field what is missing and what waits to be confirmed; each leads to its field."""
        say = self._say
        asked = confirm or {}
        parts = [self._listed(lacking)] if lacking else []
        if asked:
            parts.append(say("To confirm: {list}", list=_linked(say, asked)))
        words = " · ".join(parts)
        if stops:
            words = say.many(
                "{count} alert stands against it: read it in the form.",
                "{count} alerts stand against it: read them in the form.",
                stops,
            )
            words = f'<a href="alerts" style="color:{THEME.palette.stop.ink}">{escape(words)}</a>'
        self._missing.in_tone("stop" if stops else "")
        self._missing.setText(words)
        self._missing.setVisible(bool(words))

    def _listed(self, lacking: Mapping[str, str]) -> str:
        say = self._say
        shown = dict(list(lacking.items())[:_LISTED])
        listed, more = _linked(say, shown), len(lacking) - len(shown)
        if more:
            return say("Still missing: {list} and {more} more", list=listed, more=more)
        return say("Still missing: {list}", list=listed)

    def show_draft(self, at: datetime | None) -> None:
        """Say that the draft is kept."""
        if at is not None:
            say = self._say
            time = say.time(at)
            self._draft.setText(
                say("Draft, not a record · kept on this computer {time}", time=time)
            )
            self.saved.hide()
        wear(self._draft, "draft", at is not None)
        self._draft.setVisible(at is not None)

    def show_saved(self, at: datetime, sentence: str) -> None:
        """Say what is on disk, after the commit."""
        self._draft.setText(sentence)
        wear(self._draft, "draft", False)
        self._draft.show()
        self.saved.show_saved(at)
        self.saved.show()

    def show_not_kept(self, sentence: str) -> None:
        """Say that the draft is not on disk."""
        self._draft.hide()
        self.saved.show_not_saved(sentence)
        self.saved.show()

    def hold(self, *, busy: bool) -> None:
        """Let nothing be pressed while a record is being written."""
        self.setEnabled(not busy)


def _linked(say: Words, fields: Mapping[str, str]) -> str:
    """Return labels that lead to their fields; markup in a label stays text."""
    ink = THEME.palette.accent
    links = (
        f'<a href="{escape(key)}" style="color:{ink}">{escape(label.rstrip(".。"))}</a>'
        for key, label in fields.items()
    )
    return say(", ").join(links)
