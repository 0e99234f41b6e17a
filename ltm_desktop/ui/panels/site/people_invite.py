"""The form that invites a person: names, roles and what was looked at; no secret is typed here."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.people import IdentitySeen
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.panels.site.people import TypedPerson
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit

Now = Callable[[], datetime]


class PersonCard(Card):
    """The form for one more person."""

    entered = Signal(object)

    def __init__(self, say: Words, now: Now) -> None:
        super().__init__(say("Invite a person"))
        self._say = say
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
        flow = FlowLayout(holder, gap=THEME.space.near)
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
        for one in IdentitySeen:
            self.seen.button(one.value).setObjectName(f"site.seen.{one}")
        self.body.addWidget(self.seen)
        self.seen_on = DateField(say, say("Looked at on"), now, required=True)
        self.seen_on.line.setObjectName("site.seen_on")
        self.body.addWidget(self.seen_on)
        self.button = PrimaryButton(say("Invite this person"), "Alt+E")
        self.button.setObjectName("site.enter_button")
        self.button.clicked.connect(self.submit)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
