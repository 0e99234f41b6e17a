"""Void a session: why, and who looked as well; the record stays readable, marked void."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.domain.corrections import VoidRecord, voiders
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.panels.fractions.beside import Beside, SignedSide
from ltm_desktop.ui.panels.fractions.desk import options, people_with
from ltm_desktop.ui.panels.fractions.session_fields import to_choices
from ltm_desktop.ui.panels.fractions.shown import Line
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


class VoidSide(SignedSide):
    """Ask why a session is taken back, and the signatures of both who looked."""

    def __init__(self, room: Beside, line: Line) -> None:
        say = room.context.say
        super().__init__(room, say("Sign and void"), "Alt+V", "fractions.void")
        self._line = line
        desk = room.context.desk
        reasons = to_choices(options(desk.active(), "void_reason", say))
        self.reason = ReasonChooser(say, say("Reason"), reasons)
        self.second = OneOf(say, say("Second person, signs here"), required=True)
        self.second.box.setObjectName("fractions.void.second")
        self.second.offer_options(people_with(desk, self._may_look))
        self.note = Lines(say, say("Notes"))
        self.hold(self._make())

    def review(self) -> None:
        """Show what would be written, or what is missing."""
        fields = (self.reason, self.second)
        missing = [field for field in fields if not field.check_filled()]
        value = self.reason.value()
        if missing or value is None:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        code, words = value
        self.propose(
            VoidRecord(
                patient=self.room.patient,
                record=RecordId(self._line.record),
                reason=code,
                second=PersonId(self.second.value()),
                note="\n".join(filter(None, (words, self.note.value()))),
            )
        )

    def _may_look(self, person: Person) -> bool:
        looks = {*voiders(RecordKind.FRACTION), Role.PHARMACIST}
        me = self.room.context.desk.act().author
        return person.person != me and bool(looks & set(person.roles))

    def _make(self) -> QWidget:
        say, body, page = self.room.context.say, QWidget(), QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(say("Void this record?"), "strong"))
        about = say("Fraction {number}, {when}", number=self._line.number, when=self._line.when)
        rows.addWidget(Text(about, "bold"))
        what = say(
            "Its dose no longer counts afterwards. The record and its paper stay readable and are "
            "marked void."
        )
        for part in (Text(what), self.reason, self.second, self.note, self.alerts):
            rows.addWidget(part)
        rows.addStretch(1)
        back = QuietButton(say("Back"), "Esc", bedside=True)
        back.setObjectName("fractions.void.leave")
        back.clicked.connect(self.room.leave)
        go = PrimaryButton(say("Void this record"), "Alt+V")
        go.setObjectName("fractions.void.button")
        go.clicked.connect(self.review)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(go)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body), 1)
        whole.addLayout(foot)
        page.setFocusProxy(self.reason)
        return page
