"""A form for one fact of a serious event: its fields, what stands against it, one key.

Esc leaves everything as it is; Return in a field records nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.serious.presenter import Typed
from ltm_desktop.ui.panels.serious.shown import (
    AWARE,
    END,
    NEWS,
    NOTICE,
    VOID,
    Offered,
)
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.date_fields import MomentField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.scrolling import scrolling

Now = Callable[[], datetime]
Field = MomentField | OneOf | Lines | NameEdit
KEY = "Alt+R"


class FactForm(Card):
    """Fields by name; `told` carries the form, `typed_in` every change."""

    told = Signal(object)
    typed_in = Signal(dict)

    def __init__(self, say: Words, form: str, title: str, action: str) -> None:
        super().__init__(title)
        self._say = say
        self.form = form
        self._filling = False
        self._fields: dict[str, Field] = {}
        self._options: dict[str, Callable[[Offered], Sequence[tuple[str, str]]]] = {}
        self.alerts = AlertList(say)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, THEME.space.close, 0)
        self._rows.setSpacing(THEME.space.close)
        self._rows.addWidget(self.alerts)
        # the fields are read on; the button that records them stays in sight
        self.body.addWidget(scrolling(inside), 1)
        self.saved = SavedLine(say)
        self.saved.hide()
        self.button = PrimaryButton(action, KEY)
        self.button.setObjectName(f"serious.{form}.record")
        self.button.clicked.connect(self.submit)

    def finish(self) -> "FactForm":
        """Put the button beneath the fields."""
        self._rows.addStretch(1)
        self.body.addWidget(self.saved)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        first = next(iter(self._fields.values()))
        self.setFocusProxy(first)
        return self

    def moment(self, name: str, label: str, now: Now, help_text: str = "") -> "FactForm":
        """Add a time that is asked for."""
        field = MomentField(self._say, label, now, required=True, help_text=help_text)
        return self._add(name, field, field.line)

    def one_of(
        self,
        name: str,
        label: str,
        options: Callable[[Offered], Sequence[tuple[str, str]]],
        *,
        required: bool = True,
        help_text: str = "",
    ) -> "FactForm":
        """Add a choice from a list."""
        field = OneOf(self._say, label, required=required, help_text=help_text)
        self._options[name] = options
        return self._add(name, field, field.box)

    def line(
        self, name: str, label: str, *, required: bool = False, help_text: str = ""
    ) -> "FactForm":
        """Add one line of text."""
        field = NameEdit(self._say, label, required=required, help_text=help_text, longest=120)
        return self._add(name, field, field.line)

    def lines(self, name: str, label: str, *, rows: int, help_text: str = "") -> "FactForm":
        """Add several lines of text."""
        field = Lines(self._say, label, lines=rows, grows=True, required=True, help_text=help_text)
        return self._add(name, field, field.edit)

    def _add(self, name: str, field: Field, editor: QWidget) -> "FactForm":
        editor.setObjectName(f"serious.{self.form}.{name}")
        self._fields[name] = field
        field.changed.connect(self._typed)
        self._rows.addWidget(field)
        return self

    def show_offered(self, offered: Offered) -> None:
        """Offer what may be chosen; a choice that is still offered stays."""
        for name, options in self._options.items():
            field = self._fields[name]
            if isinstance(field, OneOf):
                field.offer_options(options(offered))

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put typed texts back."""
        # what is put back field by field is nobody's typing
        self._filling = True
        for name, field in self._fields.items():
            _fill(field, fields.get(f"{self.form}.{name}", ""))
        self._filling = False

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against it above the fields."""
        self.alerts.show_alerts(alerts)
        if alerts and self.isVisible():
            # the button that was pressed lay still meanwhile and gave the keyboard away
            self.setFocus()

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        self.show_typed({})
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()

    def submit(self) -> None:
        """Hand the form over, or say what is missing and go there."""
        for field in self._fields.values():
            if not field.check_filled():
                field.setFocus()
                return
        moments = {}
        for name, field in self._fields.items():
            if isinstance(field, MomentField) and (at := field.value()) is not None:
                moments[name] = at
        self.told.emit(Typed(self.form, self._texts(), moments))

    def _texts(self) -> dict[str, str]:
        return {f"{self.form}.{name}": _text(one) for name, one in self._fields.items()}

    def _typed(self) -> None:
        if self._filling:
            return
        self.saved.hide()
        self.typed_in.emit(self._texts())


def _text(field: Field) -> str:
    if isinstance(field, OneOf):
        return field.value()
    return field.line.text() if isinstance(field, NameEdit) else field.text()


def _fill(field: Field, text: str) -> None:
    if isinstance(field, MomentField):
        field.set_text(text)
    else:
        field.set_value(text)


def make_forms(say: Words, now: Now) -> dict[str, FactForm]:
    """Return every form but the signed one, by its code."""
    aware = FactForm(say, AWARE, say("When the site became aware"), say("Record the awareness"))
    aware.moment("at", say("Aware since"), now, say("Every clock counts from this moment."))
    aware.one_of("who", say("Who became aware"), lambda one: one.people)
    aware.line("source", say("How it became known"), required=True)
    aware.line("reason", say("Why an earlier time is put right"))
    notice = FactForm(say, NOTICE, say("A notice was sent"), say("Record the notice"))
    notice.one_of("notice", say("Notice to"), lambda one: one.notices)
    notice.moment("at", say("Sent at"), now)
    notice.one_of("method", say("Sent by way of"), lambda one: one.methods)
    notice.line("reference", say("Reference number"))
    notice.one_of(
        "sent_by",
        say("Sent by"),
        lambda one: one.people,
        required=False,
        help_text=say("Empty: you sent it yourself."),
    )
    notice.line(
        "late_reason",
        say("Why it was late"),
        help_text=say("Asked only of a notice sent after its time; it is recorded as late."),
    )
    notice.line("note", say("Further remark"))
    news = FactForm(say, NEWS, say("Something new is known"), say("Record the news"))
    news.moment("at", say("Learnt at"), now)
    news.lines("text", say("What was learnt"), rows=5)
    void = FactForm(say, VOID, say("Take an entry back"), say("Take it back"))
    void.one_of("fact", say("Entry"), lambda one: one.facts)
    void.line("reason", say("Reason"), required=True)
    end = FactForm(say, END, say("Nothing more is awaited"), say("Close the event"))
    end.lines(
        "note",
        say("How it ended, and why nothing more is awaited"),
        rows=4,
        help_text=say("News opens a closed event again."),
    )
    return {one.form: one.finish() for one in (aware, notice, news, void, end)}
