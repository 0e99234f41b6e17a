"""A new grade of an event that goes on, or its outcome."""

from collections.abc import Callable
from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.form_page import FormPage
from ltm_desktop.ui.panels.toxicity.grade_chooser import GradeChooser
from ltm_desktop.ui.panels.toxicity.onset_field import OnsetField
from ltm_desktop.ui.panels.toxicity.shown import GradeAsked
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedGrade
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.text import Text


class GradeForm(FormPage):
    """Ask which grade it has now, and since which day."""

    def __init__(self, say: Words, asked: GradeAsked, now: Callable[[], datetime]) -> None:
        super().__init__(say, "grade_form", asked.title, say("Record the grade"))
        self.on = DateField(say, say("From the day"), now, required=True)
        self.on.line.setObjectName("toxicity.grade_on")
        self.grade = GradeChooser(say, say("Grade now"), "toxicity.grade")
        self.grade.show_grades(asked.term.grades)
        self.grade.keys_in(self)
        self.rows.addWidget(self.alerts)
        if asked.proposal:
            self.rows.addWidget(Text(asked.proposal, tone="advice"))
        for part in (Text(asked.now), self.grade, self.on):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.on.set_value(asked.on or now().date())
        self.grade.set_value(asked.grade)
        if asked.kept is not None:
            self.on.set_text(asked.kept.on)
            self.grade.set_value(asked.kept.grade)
        self.setFocusProxy(self.grade)
        for changed in (self.grade.changed, self.on.changed):
            changed.connect(lambda: self.typed_in.emit(self.typed()))

    def typed(self) -> TypedGrade:
        """Return the form as it stands."""
        return TypedGrade(self.on.text(), self.grade.value())

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        if not self._first_missing((self.grade, self.on)):
            self.sent.emit(self.typed(), Read(on=self.on.value()))


class EndForm(FormPage):
    """Ask how it turned out; a day belongs only to an outcome that ends it."""

    def __init__(self, say: Words, asked: GradeAsked, now: Callable[[], datetime]) -> None:
        super().__init__(say, "end_form", asked.title, say("Record the outcome"))
        self._closing = asked.closing
        choices = [Choice(one.code, one.words) for one in asked.outcomes]
        self.outcome = ChoiceRow(say, say("Outcome"), choices, required=True)
        for one in asked.outcomes:
            self.outcome.button(one.code).setObjectName(f"toxicity.outcome.{one.code}")
        self.outcome.changed.connect(self._fit)
        self.on = OnsetField(
            say,
            say("Ended"),
            now,
            name="toxicity.end_on",
            help_text=say("The day, or only month or year."),
        )
        self.rows.addWidget(self.alerts)
        if asked.proposal:
            self.rows.addWidget(Text(asked.proposal, tone="advice"))
        for part in (Text(asked.now), self.outcome, self.on):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.on.set_text(say.date(asked.on) if asked.on else "")
        if asked.kept is not None:
            self.on.set_text(asked.kept.on)
            self.outcome.set_value(asked.kept.outcome or None)
        self.setFocusProxy(self.outcome)
        self._fit()
        for changed in (self.outcome.changed, self.on.changed):
            changed.connect(lambda: self.typed_in.emit(self.typed()))

    def typed(self) -> TypedGrade:
        """Return the form as it stands."""
        return TypedGrade(self.on.text(), outcome=self.outcome.value() or "")

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        ends = self.outcome.value() in self._closing
        if not self._first_missing((self.outcome, self.on) if ends else (self.outcome,)):
            onset = self.on.value() if ends else None
            self.sent.emit(self.typed(), Read(onset=onset))

    def _fit(self) -> None:
        self.on.setVisible(self.outcome.value() in self._closing)
