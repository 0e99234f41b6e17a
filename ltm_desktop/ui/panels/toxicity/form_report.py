"""Report a toxicity, or tell one anew: term, grade, onset, words, baseline and the dose it follows.

What is typed is handed on at every change, so that a draft keeps it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.form_page import FormPage
from ltm_desktop.ui.panels.toxicity.grade_chooser import GradeChooser
from ltm_desktop.ui.panels.toxicity.history_field import HistoryField
from ltm_desktop.ui.panels.toxicity.onset_field import OnsetField
from ltm_desktop.ui.panels.toxicity.shown import ReportAsked, TermShown
from ltm_desktop.ui.panels.toxicity.term_field import TermField
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedReport
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text

YES, NO = "yes", "no"


class ReportForm(FormPage):
    """Ask for one event; `searched` and `term_wanted` go to whoever knows the terms."""

    def __init__(self, say: Words, asked: ReportAsked, now: Callable[[], datetime]) -> None:
        action = say("Record the correction") if asked.reasons else say("Record the toxicity")
        super().__init__(say, "report", asked.title, action)
        self._asked = asked
        self._filling = False
        self._term: TermShown | None = None
        self._pair = QHBoxLayout()
        self.term = TermField(say)
        self.grade = GradeChooser(say, say("Grade"), "toxicity.grade")
        self.history = HistoryField(say, now, asked.days)
        self.onset = OnsetField(
            say,
            say("Began"),
            now,
            name="toxicity.onset",
            help_text=say("Day, with the time on the day of a dose; or only month or year."),
        )
        self.verbatim = Lines(
            say,
            say("In the words of the patient or of whoever noticed it"),
        )
        self.verbatim.edit.setObjectName("toxicity.verbatim")
        self.baseline = self._make_baseline()
        self.baseline_grade = ChoiceRow(say, say("Grade before"), ())
        self.link = self._make_link(asked)
        reasons = [Choice(one.code, one.words) for one in asked.reasons]
        self.reason = ReasonChooser(say, say("Why it is corrected"), reasons)
        self.reason.setObjectName("toxicity.reason")
        self._lay_out()
        self._connect()
        self.grade.keys_in(self)
        self.show_term(None)

    def fill(self, typed: TypedReport, term: TermShown | None) -> None:
        """Show what was typed before, or what is proposed."""
        self._filling = True
        self.show_term(term)
        self.grade.set_value(typed.grade)
        self.history.set_value(typed.grades)
        self.onset.set_text(typed.onset)
        self.verbatim.set_value(typed.verbatim)
        self.baseline.set_value(typed.baseline or None)
        self.baseline_grade.set_value(typed.baseline_grade or None)
        self.link.set_value(typed.link or None)
        self.reason.set_value((typed.reason, typed.note) if typed.reason else None)
        self._filling = False
        self._fit()

    def show_term(self, term: TermShown | None) -> None:
        """Show the chosen term with its grades, or the line to find one."""
        self._term = term
        self.term.show_term(term)
        self.grade.show_grades(term.grades if term else ())
        numbers = [str(one.number) for one in term.grades] if term else []
        self._offer_baseline(numbers)
        self.history.offer_grades(numbers)
        graded: QWidget = self.history if self._asked.days else self.grade
        # the line to find a term is not there while one is chosen
        self.setFocusProxy(self.term if term is None else graded)
        self._fit()

    def choose_term(self, term: TermShown | None) -> None:
        """Take a term a person chose, and go on to its grades."""
        self.show_term(term)
        if term is None:
            self.term.line.setFocus()
        elif self._asked.days:
            self.history.setFocus()
        else:
            self.grade.setFocus()
        self._changed()

    def typed(self) -> TypedReport:
        """Return the form as it stands."""
        code, note = self.reason.begun()
        return TypedReport(
            term=self._term.code if self._term else "",
            grade=self.grade.value(),
            onset=self.onset.text(),
            verbatim=self.verbatim.value(),
            baseline=self.baseline.value() or "",
            baseline_grade=(self.baseline_grade.value() or "") if self._had_it else "",
            link=self.link.value() or "",
            grades=self.history.value() if self._asked.days else "",
            reason=code,
            note=note,
        )

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        if self._term is None:
            self.term.show_missing()
            return
        if self._first_missing(self._needed()) or self._unsaid():
            return
        days = self.history.days() if self._asked.days else ()
        self.sent.emit(self.typed(), Read(onset=self.onset.value(), days=days))

    def _needed(self) -> Sequence[LabelledField]:
        graded: LabelledField = self.history if self._asked.days else self.grade
        fields: list[LabelledField] = [graded, self.onset, self.link, self.baseline]
        if self._had_it:
            fields.append(self.baseline_grade)
        return [*fields, self.reason] if self._asked.reasons else fields

    def _unsaid(self) -> bool:
        """Ask for words where the term alone says nothing: other, specify."""
        unsaid = self._term is not None and self._term.own_words and not self.verbatim.value()
        if unsaid:
            self.verbatim.show_required()
            self.verbatim.setFocus()
        return unsaid

    @property
    def _had_it(self) -> bool:
        return self.baseline.value() == YES

    def _make_baseline(self) -> ChoiceRow:
        say = self._say
        row = ChoiceRow(
            say,
            say("Did the patient have it before the first dose"),
            [Choice(YES, say("Yes, before already")), Choice(NO, say("No, new"))],
            required=True,
        )
        for code in (YES, NO):
            row.button(code).setObjectName(f"toxicity.baseline.{code}")
        return row

    def _make_link(self, asked: ReportAsked) -> ChoiceRow:
        say = self._say
        choices = [Choice(one.code, one.words) for one in asked.links]
        row = ChoiceRow(say, say("Told beside"), choices, required=True)
        for one in asked.links:
            row.button(one.code).setObjectName(f"toxicity.link.{one.code}")
        return row

    def _offer_baseline(self, numbers: Sequence[str]) -> None:
        say, kept = self._say, self.baseline_grade.value()
        row = ChoiceRow(
            say, say("Grade before"), [Choice(one, one) for one in numbers], required=True
        )
        for one in numbers:
            row.button(one).setObjectName(f"toxicity.baseline_grade.{one}")
        row.set_value(kept if kept in numbers else None)
        row.changed.connect(self._changed)
        old, self.baseline_grade = self.baseline_grade, row
        self._pair.replaceWidget(old, row)
        old.hide()
        old.deleteLater()

    def _lay_out(self) -> None:
        rows, say = self.rows, self._say
        rows.addWidget(self.alerts)
        if self._asked.proposal:
            rows.addWidget(Text(self._asked.proposal, tone="advice"))
        for part in (self.term, self.grade, self.history, self.onset):
            rows.addWidget(part)
        rows.addWidget(self.link)
        rows.addWidget(self.verbatim)
        self._pair.setSpacing(THEME.space.normal)
        self._pair.addWidget(self.baseline)
        self._pair.addWidget(self.baseline_grade, 1)
        rows.addLayout(self._pair)
        rows.addWidget(self.reason)
        rows.addWidget(Text(self._asked.version, "small"))
        rows.addStretch(1)
        self.reason.setVisible(bool(self._asked.reasons))
        self.history.setVisible(bool(self._asked.days))
        self.setAccessibleDescription(say("Escape leaves the form; the draft stays."))

    def _connect(self) -> None:
        for changed in (
            self.grade.changed,
            self.history.changed,
            self.onset.changed,
            self.verbatim.changed,
            self.baseline.changed,
            self.link.changed,
            self.reason.changed,
        ):
            changed.connect(self._changed)

    def _fit(self) -> None:
        self.grade.setVisible(self._term is not None and not self._asked.days)
        self.history.setVisible(bool(self._asked.days) and self._term is not None)
        self.baseline_grade.setVisible(self._had_it and self._term is not None)

    def _changed(self) -> None:
        if not self._filling:
            self._fit()
            self.typed_in.emit(self.typed())
