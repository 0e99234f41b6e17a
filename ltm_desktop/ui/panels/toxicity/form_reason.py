"""An act that asks for a reason: begins again, taken back, a suggestion not followed."""

from collections.abc import Callable
from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.form_page import FormPage
from ltm_desktop.ui.panels.toxicity.shown import ReasonAsked
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedReason
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text


class ReasonForm(FormPage):
    """Ask why, from a list or in one's own words, and from which day where it matters."""

    def __init__(self, say: Words, asked: ReasonAsked, now: Callable[[], datetime]) -> None:
        super().__init__(say, "reason_form", asked.title, asked.action)
        self.rows.addWidget(self.alerts)
        self.rows.addWidget(Text(asked.about, "bold"))
        self.rows.addWidget(Text(asked.what))
        self.on = DateField(say, asked.day, now, required=True)
        self.on.line.setObjectName("toxicity.reason_on")
        self.list = ReasonChooser(
            say, say("Reason"), [Choice(one.code, one.words) for one in asked.reasons]
        )
        self.words = Lines(say, say("Reason"), required=True)
        self.words.edit.setObjectName("toxicity.reason_words")
        self._fields: list[LabelledField] = [self.list] if asked.reasons else [self.words]
        if asked.day:
            self._fields.insert(0, self.on)
        for field in self._fields:
            self.rows.addWidget(field)
        for field in (self.on, self.list, self.words):
            if field not in self._fields:
                field.hide()
                field.setParent(self)
        self.rows.addStretch(1)
        if asked.kept is not None:
            self.on.set_text(asked.kept.on)
            self.list.set_value((asked.kept.reason, asked.kept.note) if asked.reasons else None)
            self.words.set_value("" if asked.reasons else asked.kept.reason)
        self.setFocusProxy(self._fields[0])
        for changed in (self.on.changed, self.list.changed, self.words.changed):
            changed.connect(lambda: self.typed_in.emit(self.typed()))

    def typed(self) -> TypedReason:
        """Return the form as it stands."""
        code, note = self.list.begun()
        return TypedReason(code or self.words.value(), note, self.on.text())

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        if self._first_missing(self._fields):
            return
        self.sent.emit(self.typed(), Read(on=self.on.value()))
