"""The forms about one person: delegation, competency, training, withdrawal, leaving, drill.

Each emits what was typed, once; a secret leaves its field with it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ltm_desktop.app.wording.telling.certifying import accountability
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.certifying import KeyReason, was_certified
from ltm_desktop.domain.people import Leaving, Person, TrainingTopic
from ltm_desktop.domain.terms import Task
from ltm_desktop.ui.panels.site.people_acts import (
    Line,
    TypedCompetency,
    TypedDelegation,
    TypedDrill,
    TypedKey,
    TypedLeaving,
    TypedOwnWord,
    TypedTraining,
    TypedWithdrawal,
    can_be_certified,
    can_be_delegated,
)
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.new_secret import NewSecret
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text, height_of

Now = Callable[[], datetime]


class ActForm(Card):
    """A form with a button; `given` carries what was typed."""

    given = Signal(object)

    def __init__(self, say: Words, now: Now, heading: str, action: str, name: str) -> None:
        super().__init__(heading)
        self._say = say
        self._now = now
        self._name = name
        self.button = PrimaryButton(action, "Alt+E")
        self.button.setObjectName(f"site.{name}.button")
        self.button.clicked.connect(self.submit)

    def submit(self) -> None:
        """Hand the form over."""
        self.given.emit(self.typed())

    def typed(self) -> object:
        """Return the form as it stands."""
        raise NotImplementedError

    def _close(self) -> None:
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)

    def _tick(self, words: str, name: str) -> QCheckBox:
        tick = QCheckBox(words.replace("&", "&&"))
        tick.setAccessibleName(words)
        tick.setObjectName(f"site.{self._name}.{name}")
        return tick

    def _ticks(self, label: str, ticks: Sequence[QCheckBox]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=THEME.space.near)
        for tick in ticks:
            flow.addWidget(tick)
        if ticks:
            holder.setFocusProxy(ticks[0])
        self.body.addWidget(LabelledField(self._say, label, holder, required=True))

    def _day(self, label: str, name: str) -> DateField:
        field = DateField(self._say, label, self._now, required=True)
        field.line.setObjectName(f"site.{self._name}.{name}")
        self.body.addWidget(field)
        return field

    def _line(self, label: str, name: str, *, required: bool = True) -> NameEdit:
        field = NameEdit(self._say, label, required=required, longest=80)
        field.line.setObjectName(f"site.{self._name}.{name}")
        self.body.addWidget(field)
        return field

    def _secret(self, label: str, name: str = "secret", *, required: bool = True) -> SecretEdit:
        line = SecretEdit()
        line.setObjectName(f"site.{self._name}.{name}")
        self.body.addWidget(LabelledField(self._say, label, line, required=required))
        return line

    def _note(self, label: str) -> QPlainTextEdit:
        note = QPlainTextEdit()
        note.setObjectName(f"site.{self._name}.reason")
        note.setTabChangesFocus(True)
        note.setFixedHeight(height_of(note, 2))
        self.body.addWidget(LabelledField(self._say, label, note, required=True))
        return note


class LinesForm(ActForm):
    """Tasks with their first and last day."""

    def _add_lines(self, tasks: Sequence[Task]) -> None:
        say = self._say
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        grid.setColumnStretch(0, 1)
        self._lines: dict[Task, tuple[QCheckBox, DateField, DateField]] = {}
        for row, task in enumerate(tasks):
            tick = self._tick(say.begin(say.term(task)), task)
            since = DateField(say, say("From"), self._now)
            until = DateField(say, say("To, empty for no end"), self._now)
            for field, name in ((since, "from"), (until, "to")):
                field.line.setObjectName(f"site.{self._name}.{task}.{name}")
                field.setVisible(False)
                field.setMinimumWidth(THEME.scaled(150))
                tick.toggled.connect(field.setVisible)
            tick.toggled.connect(self._begin_today(since))
            grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(since, row, 1)
            grid.addWidget(until, row, 2)
            self._lines[task] = (tick, since, until)
        self.body.addLayout(grid)

    def _begin_today(self, since: DateField) -> Callable[[bool], None]:
        def begin(chosen: bool) -> None:
            if chosen and not since.text():
                since.set_value(self._now().date())

        return begin

    def lines(self) -> tuple[Line, ...]:
        """Return the ticked lines."""
        return tuple(
            (task, since.value(), until.value())
            for task, (tick, since, until) in self._lines.items()
            if tick.isChecked()
        )


class GiveKeyForm(ActForm):
    """A key for an invited person, or a new one, with the administrator's page open."""

    def __init__(self, say: Words, now: Now, person: Person) -> None:
        heading = say("Key of {person}", person=person.person)
        super().__init__(say, now, heading, say("Make the key"), "key")
        words = say("Each of the three types only their own secret.")
        self.body.addWidget(Text(words, "small", tone="muted"))
        # with the recovery key it is done at the sign-in, where no administrator is needed
        possible = [one for one in KeyReason if one is not KeyReason.RECOVERED]
        reasons = [Choice(one.value, say.begin(say.term(one))) for one in possible]
        self.reason = ChoiceRow(say, say("Why"), reasons, required=True)
        first = KeyReason.FIRST if not was_certified(person) else None
        self.reason.set_value(first)
        self.body.addWidget(self.reason)
        label = say("New secret, typed by {person}", person=person.person)
        self.new = NewSecret(say, label, topic="site.key.own")
        self.body.addWidget(self.new)
        for sentence in accountability(say):
            self.body.addWidget(Text(f"– {sentence}", "small"))
        words = say("I have read this and answer for what I sign.")
        self.acknowledged = self._tick(words, "acknowledged")
        self.body.addWidget(self.acknowledged)
        self.witness = self._line(say("User name of the witness"), "witness", required=False)
        self.witness_secret = self._secret(
            say("Secret of the witness"), "witness_secret", required=False
        )
        self.secret = self._secret(say("Your secret issues the key"))
        self._close()

    def submit(self) -> None:
        """Hand the form over once; a new secret that differs is told first."""
        if self.new.check_filled():
            super().submit()

    def typed(self) -> TypedKey:
        """Return the form as it stands."""
        reason = self.reason.value()
        return TypedKey(
            KeyReason(reason) if reason else None,
            self.new.take(),
            self.acknowledged.isChecked(),
            self.secret.take(),
            self.witness.value(),
            self.witness_secret.take(),
        )


class DelegationForm(LinesForm):
    """Lines of the delegation log, signed by the investigator."""

    def __init__(self, say: Words, now: Now, person: Person) -> None:
        heading = say("Delegate tasks to {person}", person=person.person)
        super().__init__(say, now, heading, say("Sign the delegation"), "delegation")
        self._add_lines(can_be_delegated(person))
        self.secret = self._secret(say("Your secret signs these lines"))
        self._close()

    def typed(self) -> TypedDelegation:
        """Return the form as it stands."""
        return TypedDelegation(self.lines(), self.secret.take())


class CompetencyForm(LinesForm):
    """Lines of the competency register."""

    def __init__(self, say: Words, now: Now, person: Person) -> None:
        heading = say("Competency of {person}", person=person.person)
        super().__init__(say, now, heading, say("Enter in the register"), "competency")
        self._add_lines(can_be_certified(person))
        words = say("Gives doses only with a second person who may supervise")
        self.supervised = self._tick(words, "supervised")
        self._show_supervised()
        self.assessor = self._line(say("Assessed by"), "by")
        self._close()

    def typed(self) -> TypedCompetency:
        """Return the form as it stands."""
        learns = self.supervised.isChecked() and self._gives()
        return TypedCompetency(self.lines(), self.assessor.value(), learns)

    def _show_supervised(self) -> None:
        """Ask for supervision only of who gives doses."""
        giving = self._lines.get(Task.ADMINISTER)
        self.supervised.setVisible(False)
        self.body.addWidget(self.supervised)
        if giving is not None:
            giving[0].toggled.connect(self.supervised.setVisible)

    def _gives(self) -> bool:
        return any(task is Task.ADMINISTER for task, *_ in self.lines())


class TrainingForm(ActForm):
    """What a person was trained in on a day."""

    def __init__(self, say: Words, now: Now, person: Person) -> None:
        heading = say("Training of {person}", person=person.person)
        super().__init__(say, now, heading, say("Record the training"), "training")
        self._topics = {one: self._tick(say.begin(say.term(one)), one) for one in TrainingTopic}
        self._ticks(say("Trained in"), list(self._topics.values()))
        self.on = self._day(say("Date"), "on")
        self.trainer = self._line(say("Trained by"), "by")
        self._close()

    def typed(self) -> TypedTraining:
        """Return the form as it stands."""
        topics = tuple(one for one, tick in self._topics.items() if tick.isChecked())
        return TypedTraining(topics, self.on.value(), self.trainer.value())


class WithdrawalForm(ActForm):
    """Which tasks no longer count; the investigator chooses of the log, others of the register."""

    def __init__(self, say: Words, now: Now, person: Person, *, delegates: bool) -> None:
        heading = say("Withdraw tasks of {person}", person=person.person)
        super().__init__(say, now, heading, say("Withdraw"), "withdrawal")
        self._person = person
        self.log = ChoiceRow(
            say,
            say("From which list"),
            [
                *([Choice("log", say("Delegation log"))] if delegates else []),
                Choice("register", say("Competency register")),
            ],
            required=True,
        )
        self.body.addWidget(self.log)
        self._tasks = {task: self._tick(say.begin(say.term(task)), task) for task in Task}
        self._ticks(say("Tasks"), list(self._tasks.values()))
        self.on = self._day(say("No longer from"), "on")
        self.reason = self._note(say("Reason"))
        self.secret: SecretEdit | None = None
        if delegates:
            self.secret = self._secret(say("Your secret, for the delegation log"))
        self.log.changed.connect(self._offer)
        self._offer()
        self._close()

    def typed(self) -> TypedWithdrawal:
        """Return the form as it stands."""
        tasks = tuple(
            task for task, tick in self._tasks.items() if tick.isChecked() and not tick.isHidden()
        )
        return TypedWithdrawal(
            self.log.value() == "log",
            tasks,
            self.on.value(),
            self.reason.toPlainText(),
            self.secret.take() if self.secret is not None else "",
        )

    def _offer(self) -> None:
        of_log = self.log.value() == "log"
        lines = self._person.delegations if of_log else self._person.competencies
        standing = {one.task for one in lines if one.withdrawn_on is None}
        chosen = self.log.value() is not None
        for task, tick in self._tasks.items():
            tick.setVisible(chosen and task in standing)


class LeavingForm(ActForm):
    """That somebody leaves for good."""

    def __init__(self, say: Words, now: Now, person: Person) -> None:
        heading = say("{person} leaves", person=person.person)
        super().__init__(say, now, heading, say("End the work here"), "leaving")
        words = say("What was signed stands. The user name is never used again.")
        self.body.addWidget(Text(words, "small", tone="muted"))
        choices = [Choice(one.value, say.begin(say.term(one))) for one in Leaving]
        self.how = ChoiceRow(say, say("Why"), choices, required=True)
        self.body.addWidget(self.how)
        self.on = self._day(say("Last day"), "on")
        self.reason = self._note(say("Reason"))
        self._close()

    def typed(self) -> TypedLeaving:
        """Return the form as it stands."""
        how = self.how.value()
        return TypedLeaving(
            Leaving(how) if how else None, self.on.value(), self.reason.toPlainText()
        )


class DrillForm(ActForm):
    """The recovery key, typed from paper."""

    def __init__(self, say: Words, now: Now, last: str) -> None:
        action = say("Try the recovery key")
        super().__init__(say, now, say("Drill of the recovery key"), action, "drill")
        words = say(
            "Take the recovery sheet from the safe and type the key. The program proves that it "
            "opens the record and the site's authority; who tried and when is recorded, the key "
            "is not."
        )
        self.body.addWidget(Text(words))
        self.body.addWidget(Text(last, "muted"))
        self.key = QLineEdit()
        self.key.setObjectName("site.drill.key")
        self.key.setMaxLength(64)
        self.body.addWidget(
            LabelledField(say, say("Recovery key from the recovery sheet"), self.key, required=True)
        )
        self.secret = self._secret(say("Your secret"))
        self._close()

    def typed(self) -> TypedDrill:
        """Return the form as it stands."""
        key = self.key.text()
        self.key.clear()
        return TypedDrill(key, self.secret.take())


class OwnWordForm(ActForm):
    """What one's own signature means, read and signed again."""

    def __init__(self, say: Words, now: Now) -> None:
        action = say("Sign that I have read it")
        super().__init__(say, now, say("What my signature means"), action, "own_word")
        for sentence in accountability(say):
            self.body.addWidget(Text(f"– {sentence}"))
        self.secret = self._secret(say("Your secret"))
        self._close()

    def typed(self) -> TypedOwnWord:
        """Return the form as it stands."""
        return TypedOwnWord(self.secret.take())
