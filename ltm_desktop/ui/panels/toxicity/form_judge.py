"""A physician's judgement: cause, action, treatment, expectation and seriousness, then the text."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.toxicity.form_page import FormPage
from ltm_desktop.ui.panels.toxicity.relation_table import RelationTable
from ltm_desktop.ui.panels.toxicity.shown import JudgeAsked
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedJudgement
from ltm_desktop.ui.widgets.buttons import ActionButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.text import Text

YES, NO = "yes", "no"


class JudgeForm(FormPage):
    """Ask for one judgement; it goes on to the text that is signed."""

    def __init__(self, say: Words, asked: JudgeAsked) -> None:
        super().__init__(say, "judge_form", asked.title, say("Read and sign"), "Alt+S")
        self._asked = asked
        self._filling = False
        self.relations = RelationTable(say, asked.causes, asked.levels)
        self.action_it = self._choices("action_it", say("Done with the intrathecal treatment"))
        self.action_rt = self._choices("action_rt", say("Done with the radiotherapy"))
        self.treatment = Lines(
            say,
            say("Treatment given against it"),
            help_text=say("Leave empty for none."),
        )
        self.treatment.edit.setObjectName("toxicity.treatment")
        self.serious = self._yes_no("serious", say("Serious"))
        self.criteria = Ticks(say, say("Why it is serious"), asked.criteria)
        self.expected = ChoiceRow(
            say,
            say("Expected"),
            [Choice(YES, say("Yes")), Choice(NO, say("No"))],
            help_text=say("Must be judged of a serious event."),
        )
        for code in (YES, NO):
            self.expected.button(code).setObjectName(f"toxicity.expected.{code}")
        self.reference = NameEdit(
            say,
            say("Read in"),
            required=True,
            longest=120,
            help_text=say("Document and version, such as the investigator's brochure."),
        )
        self.reference.line.setObjectName("toxicity.reference")
        self._lay_out()
        self.setFocusProxy(self.relations)
        self._fit()

    def fill(self, typed: TypedJudgement) -> None:
        """Show what was chosen and typed before."""
        self._filling = True
        self.relations.set_value(typed.relations)
        self.action_it.set_value(typed.action_it or None)
        self.action_rt.set_value(typed.action_rt or None)
        self.treatment.set_value(typed.treatment)
        self.serious.set_value(typed.serious or None)
        self.criteria.set_value(typed.criteria)
        self.expected.set_value(typed.expected or None)
        self.reference.set_value(typed.reference)
        self._filling = False
        self._fit()

    def typed(self) -> TypedJudgement:
        """Return the form as it stands."""
        return TypedJudgement(
            relations=self.relations.value(),
            action_it=self.action_it.value() or "",
            action_rt=(self.action_rt.value() or "") if self._asked.radiotherapy else "",
            treatment=self.treatment.value(),
            expected=self.expected.value() or "",
            reference=self.reference.value(),
            serious=self.serious.value() or "",
            criteria=self.criteria.value() if self._serious else "",
        )

    def submit(self) -> None:
        """Hand over what was chosen, or say what is missing."""
        if not self._first_missing(self._needed()) and not self._unexpected():
            self.sent.emit(self.typed(), Read())

    def _needed(self) -> Sequence[LabelledField]:
        fields: list[LabelledField] = [self.relations, self.action_it]
        if self._asked.radiotherapy:
            fields.append(self.action_rt)
        fields.append(self.serious)
        if self._serious:
            fields.append(self.criteria)
        return [*fields, self.reference] if self.expected.value() else fields

    def _unexpected(self) -> bool:
        """Ask whether a serious event was expected; of another nobody need say."""
        unsaid = self._serious and self.expected.value() is None
        if unsaid:
            self.expected.show_required()
            self.expected.setFocus()
        return unsaid

    @property
    def _serious(self) -> bool:
        return self.serious.value() == YES

    def _choices(self, code: str, label: str) -> ChoiceRow:
        offered = [Choice(one.code, one.words) for one in self._asked.actions]
        row = ChoiceRow(self._say, label, offered, required=True)
        for one in self._asked.actions:
            row.button(one.code).setObjectName(f"toxicity.{code}.{one.code}")
        return row

    def _yes_no(self, code: str, label: str) -> ChoiceRow:
        say = self._say
        offered = [Choice(YES, say("Yes")), Choice(NO, say("No"))]
        row = ChoiceRow(say, label, offered, required=True)
        for one in offered:
            row.button(one.value).setObjectName(f"toxicity.{code}.{one.value}")
        return row

    def _lay_out(self) -> None:
        asked, rows = self._asked, self.rows
        rows.addWidget(self.alerts)
        rows.addWidget(Text(asked.about))
        rows.addWidget(self.relations)
        rows.addWidget(Text(asked.scale, "small"))
        for part in (
            self.action_it,
            self.action_rt,
            self.treatment,
            self.serious,
            self.criteria,
            self.expected,
            self.reference,
        ):
            rows.addWidget(part)
        rows.addStretch(1)
        self.action_rt.setVisible(asked.radiotherapy)
        for changed in (
            self.relations.changed,
            self.action_it.changed,
            self.action_rt.changed,
            self.treatment.changed,
            self.serious.changed,
            self.criteria.changed,
            self.expected.changed,
            self.reference.changed,
        ):
            changed.connect(self._changed)

    def _fit(self) -> None:
        self.criteria.setVisible(self._serious)
        self.reference.setVisible(bool(self.expected.value()))

    def _changed(self) -> None:
        if not self._filling:
            self._fit()
            self.typed_in.emit(self.typed())


class Ticks(LabelledField):
    """One or more of several; `changed` is that of any of them."""

    def __init__(self, say: Words, label: str, options: Sequence[Option]) -> None:
        self._buttons: dict[str, ActionButton] = {}
        self._marks = _Marks()
        layout = FlowLayout(self._marks, gap=6, line_gap=6)
        for one in options:
            button = ActionButton(one.words, "quiet")
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setObjectName(f"toxicity.criterion.{one.code}")
            button.toggled.connect(self._marks.toggled)
            layout.addWidget(button)
            self._buttons[one.code] = button
        super().__init__(say, label, self._marks, required=True)
        self.changed = self._marks.toggled
        self.changed.connect(lambda _: self.clear_message())
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            self._marks.setFocusProxy(first)

    def value(self) -> str:
        """Return the codes chosen, with commas between them."""
        return ",".join(code for code, one in self._buttons.items() if one.isChecked())

    def set_value(self, text: str) -> None:
        """Choose these and no others."""
        for code, one in self._buttons.items():
            one.setChecked(code in text.split(","))

    def check_filled(self) -> bool:
        """Say so where none is chosen; return whether the field may stand."""
        if self.value():
            return True
        self.show_required()
        return False


class _Marks(QWidget):
    """The row of choices, with the one signal of them all."""

    toggled = Signal(bool)
