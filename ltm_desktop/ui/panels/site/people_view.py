"""The people page: everybody at the left; at the right one person and what is written there."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.people import Person
from ltm_desktop.ui.panels.site.people import needs_somebody
from ltm_desktop.ui.panels.site.people_acts import Doing
from ltm_desktop.ui.panels.site.people_forms import (
    ActForm,
    CompetencyForm,
    DelegationForm,
    DrillForm,
    GiveKeyForm,
    LeavingForm,
    OwnWordForm,
    TrainingForm,
    WithdrawalForm,
)
from ltm_desktop.ui.panels.site.people_invite import PersonCard
from ltm_desktop.ui.panels.site.people_told import ListedPerson, Sections
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.text import Text

SIDE = 560
Now = Callable[[], datetime]


class PeopleView(QWidget):
    """List people and write about them; signals carry what was typed."""

    entered = Signal(object)
    acted = Signal(object)
    chosen = Signal(str)

    def __init__(self, say: Words, now: Now, doings: Sequence[Doing]) -> None:
        super().__init__()
        self.setObjectName("site.people_page")
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._now = now
        self._doings = tuple(doings)
        self._person: Person | None = None
        self._about: Sections = ()
        self._last_drill = ""
        self.form: PersonCard | ActForm | None = None
        columns = Columns(self)
        columns.add(self._make_list(), 1, high=340)
        columns.add(self._make_side(), width=SIDE, high=440)
        self.setFocusProxy(self._table)
        self._renew()

    def show_people(self, people: Sequence[ListedPerson], notices: Sequence[str]) -> None:
        """Replace the list, and what concerns everybody."""
        self._table.show_rows([_row(one) for one in people])
        self._notices.setText("\n".join(notices))
        self._notices.setVisible(bool(notices))

    def show_person(self, person: Person | None, about: Sections) -> None:
        """Show the chosen person, or that nobody is chosen."""
        same = person == self._person and about == self._about
        self._person, self._about = person, about
        if not same:
            self._renew()

    def show_drilled(self, sentence: str) -> None:
        """Say when the recovery key was last tried."""
        self._last_drill = sentence

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against it, together; the form keeps what was typed."""
        self._alerts.show_alerts(alerts)
        if alerts:
            self._area.verticalScrollBar().setValue(0)

    def show_busy(self, busy: bool) -> None:
        """Hold still while the entry is written."""
        self._area.setEnabled(not busy)

    def show_done(self, sentence: str) -> None:
        """Say what was written and empty the form."""
        self._renew()
        self._place.insertWidget(0, Notice(self._say, sentence))

    def turn_to(self, doing: Doing) -> None:
        """Show another form."""
        self.what.set_value(doing.value)
        self._turn()

    def open_part(self, part: str) -> None:
        """Show the form of that name, where this person has it, with the focus in it."""
        if part in {one.value for one in self._doings}:
            self.turn_to(Doing(part))
            if self.form is not None:
                self.form.setFocus()

    def _turn(self) -> None:
        self._alerts.show_alerts(())
        self._renew()

    def _doing(self) -> Doing:
        return Doing(self.what.value() or Doing.ABOUT)

    def _renew(self) -> None:
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(0, 0, THEME.space.close, 0)
        self._place.setSpacing(THEME.space.close)
        self.form = None
        self._place.addWidget(self._made(self._doing()))
        self._place.addStretch(1)
        self._area.setWidget(holder)

    def _made(self, doing: Doing) -> QWidget:
        if needs_somebody(doing, self._person) or (doing is Doing.ABOUT and not self._person):
            return self._nobody()
        if doing is Doing.ABOUT:
            return self._told()
        if doing is Doing.INVITE:
            invite = PersonCard(self._say, self._now)
            invite.entered.connect(self.entered)
            self.form = invite
            return invite
        self.form = self._form(doing)
        self.form.given.connect(self.acted)
        return self.form

    def _form(self, doing: Doing) -> ActForm:
        say, now, person = self._say, self._now, self._person
        if doing is Doing.DRILL:
            return DrillForm(say, now, self._last_drill)
        if doing is Doing.OWN_WORD or person is None:
            return OwnWordForm(say, now)
        if doing is Doing.WITHDRAWAL:
            delegates = Doing.DELEGATION in self._doings
            return WithdrawalForm(say, now, person, delegates=delegates)
        forms = {
            Doing.KEY: GiveKeyForm,
            Doing.TRAINING: TrainingForm,
            Doing.COMPETENCY: CompetencyForm,
            Doing.DELEGATION: DelegationForm,
            Doing.LEAVING: LeavingForm,
        }
        return forms[doing](say, now, person)

    def _nobody(self) -> QWidget:
        say, card = self._say, Card()
        gone = self._person is not None
        card.body.addWidget(
            EmptyState(
                say("This person no longer works here.") if gone else say("Nobody is chosen."),
                say("Choose somebody in the list, or invite somebody by the button above.")
                if Doing.INVITE in self._doings
                else say("Choose somebody in the list."),
            )
        )
        return card

    def _told(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        for heading, lines in self._about:
            card = Card(heading)
            for line in lines:
                card.body.addWidget(Text(line))
            rows.addWidget(card)
        return holder

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("People of this site"))
        self._notices = Text("", "small", tone="caution")
        self._notices.hide()
        card.body.addWidget(self._notices)
        heads = (say("Name and user name"), say("Roles"), say("State"))
        self._table = Listing(heads, say("People of this site"))
        self._table.setObjectName("site.people")
        self._table.chosen.connect(self.chosen)
        card.body.addWidget(self._table, 1)
        return card

    def _make_side(self) -> QWidget:
        say = self._say
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        choices = [Choice(one.value, say.term(one)) for one in self._doings]
        self.what = ChoiceRow(say, say("On this page"), choices)
        for one in self._doings:
            self.what.button(one.value).setObjectName(f"site.doing.{one}")
        self.what.set_value(Doing.ABOUT.value)
        self.what.changed.connect(self._turn)
        rows.addWidget(self.what)
        self._alerts = AlertList(say)
        rows.addWidget(self._alerts)
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.addWidget(self._area, 1)
        return side


def _row(one: ListedPerson) -> Row:
    name = Cell(one.name, strong=not one.gone, below=(one.user_id,))
    return Row(one.user_id, (name, Cell(one.roles), Cell(one.state, caution=one.wants)))
