"""The form at the left: one fact to tell, or one to put right or take back.

Fields of what is not being told are hidden and keep what was typed. Esc leaves and never saves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.follow_up.shown import Choices, Offered, Telling, Typed
from ltm_desktop.ui.panels.follow_up.typed import NO, YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_DRAFT_MS = 400
_LONGEST = 400
_WIDE = 3
_BESIDE = {"alive": 3, "therapy_on": 3}
"""Fields that stand beside the one before, with their share: a contact needs no scrolling."""


@dataclass(frozen=True, slots=True)
class _Bound:
    field: LabelledField
    changed: SignalInstance
    read: Callable[[], str]
    fill: Callable[[str], None]


class FollowUpForm(Card):
    """Tell one fact; `record_wanted` and `draft_due` carry the form as typed."""

    record_wanted = Signal(object)
    draft_due = Signal(object)

    def __init__(self, say: Words, now: Callable[[], datetime], offered: Offered) -> None:
        super().__init__(say("Record a fact"))
        self._say = say
        self._now = now
        self._about = ""
        self._kinds: dict[Telling, dict[str, _Bound]] = {}
        self._groups: dict[Telling, QWidget] = {}
        self._filling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_MS)
        self._timer.timeout.connect(lambda: self.draft_due.emit(self.typed()))
        self._head = Text("", "bold")
        self._head.setObjectName("follow_up.about")
        self.alerts = AlertList(say)
        self.telling = self._make_telling(offered)
        for part in (self.alerts, self._head, self.telling):
            self.body.addWidget(part)
        for kind in Telling:
            group = QWidget()
            rows = QVBoxLayout(group)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(THEME.space.close)
            self._groups[kind] = group
            self._kinds[kind] = {}
            self._hang(kind, self._made(kind, offered), rows)
            self.body.addWidget(group)
        self.body.addStretch(1)
        self.saved = SavedLine(say)
        self.body.addWidget(self.saved)
        self.body.addLayout(self._make_buttons())
        self.setFocusProxy(self.telling)
        self.show_typed(Typed(""))

    def typed(self) -> Typed:
        """Return the form as it stands."""
        kind = self._kind()
        fields = {name: one.read() for name, one in self._kinds[kind].items()} if kind else {}
        return Typed(kind or "", fields, self._about, self._head.text())

    def show_typed(self, typed: Typed) -> None:
        """Fill the form; nothing chosen empties it."""
        self._filling = True
        kind = Telling(typed.telling) if typed.telling else None
        for known, fields in self._kinds.items():
            for name, one in fields.items():
                one.fill(typed.fields.get(name, "") if known is kind else "")
        self._about = typed.about
        self._head.setText(self._heading(kind, typed))
        self._head.setVisible(bool(typed.about))
        self.telling.setVisible(not typed.about)
        self.telling.set_value(kind if not typed.about else None)
        self._show_group(kind)
        self._filling = False

    def submit(self) -> None:
        """Hand the form over; a day nobody can read is asked about first."""
        kind = self._kind()
        if kind is None:
            self.telling.check_filled()
            self.telling.setFocus()
            return
        days = [one.field for one in self._kinds[kind].values() if isinstance(one.field, DateField)]
        unread = [one for one in days if one.text().strip() and not one.check_filled()]
        if unread:
            unread[0].line.setFocus()
            return
        self._timer.stop()
        self.record_wanted.emit(self.typed())

    def show_missing(self, names: Sequence[str]) -> None:
        """Say at each of these fields that it is missing; the focus goes to the first."""
        kind = self._kind()
        fields = self._kinds[kind] if kind else {}
        for name, one in fields.items():
            if name in names:
                one.field.show_required()
        first = next((name for name in fields if name in names), None)
        if first is not None:
            fields[first].field.setFocus()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact above the form."""
        self.alerts.show_alerts(alerts)

    def show_draft(self, at: datetime) -> None:
        """Say that a draft is kept, which is no record."""
        self.saved.show_draft(at)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        self._timer.stop()
        self.show_alerts(())
        self.show_typed(Typed(""))
        self.saved.show_saved(recorded.recorded_at)

    def leave(self) -> None:
        """Empty the form, with the draft of it; nothing is recorded."""
        self.show_alerts(())
        self.show_typed(Typed(""))
        self.saved.clear()
        self._timer.stop()
        self.draft_due.emit(self.typed())
        self.telling.setFocus()

    def field(self, kind: Telling, name: str) -> LabelledField:
        """Return a field by its name."""
        return self._kinds[kind][name].field

    def _kind(self) -> Telling | None:
        shown = (kind for kind, group in self._groups.items() if not group.isHidden())
        return next(shown, None)

    def _heading(self, kind: Telling | None, typed: Typed) -> str:
        say = self._say
        if not typed.about:
            return ""
        if kind is Telling.TAKE_BACK:
            return say("Taking back: {fact}", fact=typed.named)
        return say("Putting right: {fact}", fact=typed.named)

    def _show_group(self, kind: Telling | None) -> None:
        for known, group in self._groups.items():
            group.setVisible(known is kind)
        correcting = bool(self._about) and kind is Telling.CONTACT
        reason = self._kinds[Telling.CONTACT].get("correction_reason")
        if reason is not None:
            reason.field.setVisible(correcting)
        self._cancel.setVisible(kind is not None)

    def _chosen(self) -> None:
        value = self.telling.value()
        if not self._filling and value is not None:
            self._show_group(Telling(value))
            self.show_alerts(())

    def _changed(self) -> None:
        if not self._filling:
            self._timer.start()

    def _make_telling(self, offered: Offered) -> ChoiceRow:
        say = self._say
        row = ChoiceRow(say, say("What is told"), _choices(offered.tellings), required=True)
        for code, _ in offered.tellings:
            row.button(code).setObjectName(f"follow_up.telling.{code}")
        row.changed.connect(self._chosen)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        say, row = self._say, QHBoxLayout()
        row.setSpacing(THEME.space.near)
        self._cancel = QuietButton(say("Cancel"), "Esc", bedside=True)
        self._cancel.setObjectName("follow_up.cancel")
        self._cancel.clicked.connect(self.leave)
        self.button = PrimaryButton(say("Record the fact"), "Alt+R")
        self.button.setObjectName("follow_up.record")
        self.button.clicked.connect(self.submit)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.button)
        return row

    def _hang(self, kind: Telling, made: Mapping[str, _Bound], rows: QVBoxLayout) -> None:
        """Stand the fields beneath each other, those that belong together side by side."""
        row: QHBoxLayout | None = None
        for name, bound in made.items():
            if row is None or name not in _BESIDE:
                row = QHBoxLayout()
                row.setSpacing(THEME.space.near)
                rows.addLayout(row)
            row.addWidget(bound.field, _BESIDE.get(name, _WIDE), Qt.AlignmentFlag.AlignTop)
            bound.changed.connect(self._changed)
            self._kinds[kind][name] = bound

    def _made(self, kind: Telling, offered: Offered) -> Mapping[str, _Bound]:
        make = {
            Telling.CONTACT: self._of_contact,
            Telling.LOST: self._of_loss,
            Telling.PROGRESSION: self._of_progression,
            Telling.MILESTONE: self._of_milestone,
            Telling.TAKE_BACK: self._of_taking_back,
        }
        return make[kind](offered)

    def _of_contact(self, offered: Offered) -> Mapping[str, _Bound]:
        say = self._say
        alive = ((YES, say("Yes")), (NO, say("No")))
        return {
            "on": self._day("contact.on", say("Day of the contact"), required=True),
            "alive": self._row("contact.alive", say("Patient alive"), alive, required=True),
            "way": self._row("contact.way", say("How"), offered.ways, required=True),
            "disease": self._row("contact.disease", say("Disease"), offered.diseases),
            "therapy": self._line("contact.therapy", say("New treatment of the disease")),
            "therapy_on": self._day("contact.therapy_on", say("Treatment began on")),
            "note": self._line("contact.note", say("Notes")),
            "correction_reason": self._reason(
                "contact.reason", say("Reason for putting it right"), offered.correction_reasons
            ),
        }

    def _of_loss(self, _offered: Offered) -> Mapping[str, _Bound]:
        say = self._say
        return {
            "on": self._day("lost.on", say("Given up on"), required=True),
            "tried": self._line("lost.tried", say("What was tried"), required=True),
        }

    def _of_progression(self, _offered: Offered) -> Mapping[str, _Bound]:
        say = self._say
        return {
            "on": self._day("progression.on", say("Progression on"), required=True),
            "basis": self._line("progression.basis", say("What was seen"), required=True),
        }

    def _of_milestone(self, offered: Offered) -> Mapping[str, _Bound]:
        say = self._say
        return {
            "what": self._row(
                "milestone.what", say("Which day"), offered.milestones, required=True
            ),
            "on": self._day("milestone.on", say("On the day"), required=True),
            "source": self._line("milestone.source", say("Where it is written")),
        }

    def _of_taking_back(self, offered: Offered) -> Mapping[str, _Bound]:
        say = self._say
        return {
            "reason": self._reason("back.reason", say("Reason"), offered.void_reasons),
            "second": self._row("back.second", say("Second person, signs here"), offered.seconds),
            "note": self._line("back.note", say("Notes")),
        }

    def _day(self, name: str, label: str, *, required: bool = False) -> _Bound:
        edit = DateField(self._say, label, self._now, required=required)
        edit.line.setObjectName(f"follow_up.{name}")

        def read() -> str:
            value = edit.value()
            return value.isoformat() if value is not None else edit.text().strip()

        def fill(text: str) -> None:
            edit.clear_message()
            edit.set_text(text)
            if edit.value() is not None:
                edit.set_value(edit.value())

        return _Bound(edit, edit.changed, read, fill)

    def _line(self, name: str, label: str, *, required: bool = False) -> _Bound:
        edit = NameEdit(self._say, label, required=required, longest=_LONGEST)
        edit.line.setObjectName(f"follow_up.{name}")
        return _Bound(edit, edit.changed, edit.value, edit.set_value)

    def _row(self, name: str, label: str, choices: Choices, *, required: bool = False) -> _Bound:
        row = ChoiceRow(self._say, label, _choices(choices), required=required)
        for code, _ in choices:
            row.button(code).setObjectName(f"follow_up.{name}.{code}")
        return _Bound(
            row, row.changed, lambda: row.value() or "", lambda text: row.set_value(text or None)
        )

    def _reason(self, name: str, label: str, choices: Choices) -> _Bound:
        chooser = ReasonChooser(self._say, label, _choices(choices), other="-")
        chooser.setObjectName(f"follow_up.{name}")
        return _Bound(
            chooser,
            chooser.changed,
            lambda: chooser.begun()[0],
            lambda text: chooser.set_value((text, "") if text else None),
        )


def _choices(pairs: Choices) -> list[Choice]:
    return [Choice(*one) for one in pairs]
