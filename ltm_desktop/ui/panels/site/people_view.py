"""The people page: everybody at the left, the form for one more at the right."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.people import IdentitySeen
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.panels.site.people import ListedPerson, TypedPerson
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.saved_line import Notice

FORM, NOTE = 500, 320
Now = Callable[[], datetime]


class PeopleView(QWidget):
    """List people; `entered` carries the typed form."""

    entered = Signal(object)

    def __init__(self, say: Words, now: Now, *, administrator: str) -> None:
        super().__init__()
        self.setObjectName("site.people_page")
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(LIGHT.space.normal)
        columns.addWidget(self._make_list(), 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFixedWidth(FORM if administrator else NOTE)
        columns.addWidget(self._area)
        self._now = now
        self._administrator = administrator
        self._renew()

    def show_people(self, people: Sequence[ListedPerson]) -> None:
        """Replace the list."""
        self._table.setRowCount(len(people))
        for row, one in enumerate(people):
            cells = (
                f"{one.name}\n{one.user_id}",
                f"{one.roles}\n{one.register}",
                one.certificate,
            )
            for column, text in enumerate(cells):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._table.resizeRowsToContents()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against entering, together."""
        self.form.alerts.show_alerts(alerts)
        if alerts:
            self._area.ensureWidgetVisible(self.form.alerts)

    def show_busy(self, busy: bool) -> None:
        """Hold still while the entry is written."""
        self.form.setEnabled(not busy)

    def show_entered(self, sentence: str) -> None:
        """Say who was entered and empty the form."""
        self._renew()
        self._place.insertWidget(0, Notice(self._say, sentence))

    def _renew(self) -> None:
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(0, 0, LIGHT.space.close, 0)
        self.form = PersonCard(self._say, self._now, self._administrator)
        self.form.entered.connect(self.entered)
        self._place.addWidget(self.form)
        self._place.addStretch(1)
        self._area.setWidget(holder)
        self.setFocusProxy(self.form)

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("People of this site"))
        heads = [
            say("Name and user name"),
            say("Roles and competency register"),
            say("Certificate"),
        ]
        self._table = QTableWidget(0, len(heads))
        self._table.setObjectName("site.people")
        self._table.setAccessibleName(say("People of this site"))
        self._table.setHorizontalHeaderLabels(heads)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setWordWrap(True)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # The register is the longest; the others are short and stay whole.
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: self._table.resizeRowsToContents())
        card.body.addWidget(self._table, 1)
        return card


class PersonCard(Card):
    """The form for one more person."""

    entered = Signal(object)

    def __init__(self, say: Words, now: Now, administrator: str) -> None:
        super().__init__(say("Invite a person"))
        self._say = say
        self.alerts = AlertList(say)
        self.body.addWidget(self.alerts)
        if not administrator:
            self.body.addWidget(
                EmptyState(
                    say("Only a site administrator enters people."),
                    say("Lock the screen and let the administrator sign in."),
                )
            )
            return
        self._add_names()
        self._roles = {role: self._tick(say.term(role), f"role.{role}") for role in Role}
        self._add_ticks(say("Roles"), list(self._roles.values()))
        self._add_identity(now)

    def typed(self) -> TypedPerson:
        """Return the form as it stands."""
        seen = self.seen.value()
        return TypedPerson(
            user_id=self.user_id.value(),
            family=self.family.value(),
            given=self.given.value(),
            han=self.han.value(),
            pinyin=self.pinyin.value(),
            roles=tuple(role for role, tick in self._roles.items() if tick.isChecked()),
            seen=IdentitySeen(seen) if seen else None,
            seen_on=self.seen_on.value(),
        )

    def submit(self) -> None:
        """Hand the form over."""
        self.entered.emit(self.typed())

    def _add_names(self) -> None:
        say = self._say
        self.family = self._name(say("Family name"), "family")
        self.given = self._name(say("Given name"), "given")
        self.han = self._name(say("Name in Chinese characters"), "han")
        self.pinyin = self._name(say("Pinyin"), "pinyin")
        self.user_id = self._name(
            say("User name"),
            "user_id",
            required=True,
            help_text=say("2 to 20 letters a to z, digits, points or hyphens; never used twice."),
            longest=20,
        )
        for field in (self.family, self.given, self.han, self.pinyin, self.user_id):
            self.body.addWidget(field)
        self.setFocusProxy(self.family)

    def _name(
        self,
        label: str,
        name: str,
        *,
        required: bool = False,
        help_text: str = "",
        longest: int = 200,
    ) -> NameEdit:
        field = NameEdit(self._say, label, required=required, help_text=help_text, longest=longest)
        field.line.setObjectName(f"site.{name}")
        return field

    def _tick(self, words: str, name: str) -> QCheckBox:
        tick = QCheckBox(words.replace("&", "&&"))
        tick.setAccessibleName(words)
        tick.setObjectName(f"site.{name}")
        return tick

    def _add_ticks(self, label: str, ticks: Sequence[QCheckBox]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=LIGHT.space.near)
        for tick in ticks:
            flow.addWidget(tick)
        holder.setFocusProxy(ticks[0])
        self.body.addWidget(LabelledField(self._say, label, holder, required=True))

    def _add_identity(self, now: Now) -> None:
        say = self._say
        self.seen = ChoiceRow(
            say,
            say("What you looked at"),
            [Choice(one.value, say.begin(say.term(one))) for one in IdentitySeen],
            required=True,
            help_text=say("Before anything can be signed in this name: who is this person?"),
        )
        self.body.addWidget(self.seen)
        self.seen_on = DateField(say, say("Looked at on"), now, required=True)
        self.seen_on.line.setObjectName("site.seen_on")
        self.body.addWidget(self.seen_on)
        self.button = PrimaryButton(say("Invite this person"), "Alt+E")
        self.button.setObjectName("site.enter_button")
        self.button.clicked.connect(self.submit)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
