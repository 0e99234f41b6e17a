"""The enrolment form on screen: fields at the left, what is missing and who is alike at the right.

Nothing here is modal, and nothing typed is ever taken away by a message.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.enrolment.another import AnotherPerson
from ltm_desktop.ui.panels.enrolment.fields import Arms, FieldSet
from ltm_desktop.ui.panels.enrolment.usual import MeasuredBody
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Mark, Text

_SIDE = 340
_DRAFT_MS = 600
_OMMAYA_ONLY = ("access_site", "implanted_on")


class EnrolmentView(QWidget):
    """Ask for a patient; `typed` carries field and text on every key."""

    typed = Signal(str, str)
    another_told = Signal(bool)
    kept = Signal(str, str)
    save_wanted = Signal()
    draft_due = Signal()
    left = Signal()
    recorded = Signal(object)

    def __init__(
        self,
        say: Words,
        now: Callable[[], datetime],
        arms: Arms | None,
        *,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for everybody's identity, or with `notes` only for what an enrolment left open."""
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._notes = notes
        self._set = FieldSet(say, now, self._take, self.kept.emit)
        self._names: dict[str, str] = {}
        self._alerts = AlertList(say)
        self._missing = Text("")
        self._missing.setObjectName("enrolment.missing")
        self._alike = QVBoxLayout()
        self.another = AnotherPerson(say)
        self.another.told.connect(self.another_told)
        self.saved = SavedLine(say)
        self.saved.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.timeout.connect(self.draft_due)
        self.save = PrimaryButton(say("Save"), "Alt+S")
        self.save.setObjectName("enrolment.save_button")
        self.save.clicked.connect(self.save_wanted)
        self.cancel = QuietButton(say("Cancel"), "Esc", bedside=True)
        self.cancel.setObjectName("enrolment.cancel_button")
        self.cancel.clicked.connect(self.left)
        self._lay_out(arms)
        self._names = {name: one.field.label for name, one in self._set.fields.items()}
        self._show_ommaya(Access.LUMBAR.value)
        self.setFocusProxy(next(iter(self._set.fields.values())).field)

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back."""
        self._set.fill(texts)

    def show_missing(self, names: Sequence[str]) -> None:
        """List the required fields that are still empty."""
        say = self._say
        labels = [self._names[name] for name in names if name in self._names]
        words = say.listing(labels) if labels else say("Everything required is filled in.")
        self._missing.setText(words)

    def mark_missing(self, names: Sequence[str]) -> None:
        """Say at each field that it is missing or cannot be read."""
        fields = self._set.fields
        for name in names:
            field = fields[name].field
            if not fields[name].read().strip():
                field.show_required()
            elif not field.message():
                field.show_message(self._say("This cannot be read."))
        if names:
            fields[names[0]].field.setFocus()

    def ask_unusual(self, names: Sequence[str]) -> None:
        """Ask at weight or height whether the unusual number is right."""
        for name in names:
            field = self._set.fields[name].field
            if isinstance(field, MeasuredBody):
                field.ask()
        self._set.fields[names[0]].field.setFocus()

    def show_problem(self, name: str, sentence: str) -> None:
        """Say at one field what is wrong."""
        field = self._set.fields[name].field
        field.show_message(sentence)
        field.setFocus()

    def show_namesakes(self, lines: Sequence[str]) -> None:
        """Show beside the form who has the same or a similar name."""
        _clear(self._alike)
        for line in lines:
            row = QWidget()
            columns = QHBoxLayout(row)
            columns.setContentsMargins(0, 0, 0, 0)
            columns.addWidget(
                Mark("warning", THEME.palette.caution.ink, 16), 0, Qt.AlignmentFlag.AlignTop
            )
            columns.addWidget(Text(line), 1)
            self._alike.addWidget(row)
        if not lines:
            self._alike.addWidget(Text(self._say("Nobody on the list so far."), "muted"))

    def ask_another(self, subjects: Sequence[str], *, told: bool) -> None:
        """Ask to tick that this is another person than these."""
        self.another.ask(subjects, told=told)

    def demand_another(self) -> None:
        """Point at the tick that is missing."""
        self.another.demand()

    def show_pinyin(self, text: str) -> None:
        """Fill in pinyin and mark it as suggested."""
        bound = self._set.fields["pinyin"]
        bound.fill(text)
        bound.field.show_message(
            self._say("Suggested; correct it if needed.") if text else "", "advice"
        )

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        self._alerts.show_alerts(alerts)

    def show_draft(self, at: datetime) -> None:
        """Say that a draft is kept, which is no record."""
        self.saved.show_draft(at)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored; the focus stays in the form."""
        if busy and (self.save.hasFocus() or self.cancel.hasFocus()):
            # A button that goes grey hands the focus to whatever comes next in the window.
            self.saved.setFocus()
        self.save.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        if not busy and self.saved.hasFocus():
            self.save.setFocus()

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self._draft.stop()
        self.saved.show_saved(recorded.recorded_at)
        self.recorded.emit(recorded)

    def _take(self, name: str, text: str) -> None:
        if name == "access":
            self._show_ommaya(text)
        self.typed.emit(name, text)
        self._draft.start(_DRAFT_MS)

    def _show_ommaya(self, access: str) -> None:
        for name in _OMMAYA_ONLY:
            self._set.fields[name].field.setVisible(access == Access.OMMAYA.value)

    def _lay_out(self, arms: Arms | None) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        heading = say("Enrol a patient") if self._notes is None else say("Complete enrolment")
        top = QHBoxLayout()
        top.addWidget(Text(heading, "title", wrap=False))
        star = Text(say("A red asterisk marks what is required."), "small")
        star.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        top.addWidget(star, 1)
        rows.addLayout(top)
        columns = Columns()
        columns.add(self._make_form(arms), 1, high=420)
        columns.add(self._make_side(), width=_SIDE, high=220)
        rows.addLayout(columns, 1)
        foot = QHBoxLayout()
        foot.setSpacing(space.near)
        foot.addWidget(self.saved, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        rows.addLayout(foot)

    def _make_form(self, arms: Arms | None) -> QWidget:
        area, inner = QScrollArea(), QWidget()
        area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, THEME.space.close, 0)
        rows.setSpacing(THEME.space.near)
        if self._notes is None:
            rows.addWidget(self._identity())
        rows.addWidget(self._study(arms))
        rows.addWidget(self._access())
        rows.addWidget(self._measurements())
        rows.addStretch(1)
        area.setWidget(inner)
        return area

    def _identity(self) -> QWidget:
        say, make = self._say, self._set
        return _card(
            say("Identity"),
            [
                make.text("family", say("FAMILY name"), required=True),
                make.text("given", say("Given name")),
                make.text("han", say("Name in Chinese characters")),
                make.text("pinyin", say("Pinyin")),
                make.day("born", say("Birth date"), required=True),
                make.choice("sex", say("Sex"), make.sexes(), required=True),
                make.text("subject", say("Subject number"), required=True),
                make.text("hospital_number", say("Hospital number")),
            ],
        )

    def _study(self, arms: Arms | None) -> QWidget:
        say, make = self._say, self._set
        parts = [
            make.text("consent_version", say("Version of the consent form")),
            make.day("consent_on", say("Consent signed on")),
        ]
        if arms:
            parts.append(make.choice("arm", say("Randomised arm"), arms))
        elif arms is None:
            parts.append(
                Text(say("No configuration is signed yet, so no arm can be chosen."), "muted")
            )
        return self._noted(_card(say("Consent and arm"), parts), "study")

    def _access(self) -> QWidget:
        say, make = self._say, self._set
        card = _card(
            say("Access to the cerebrospinal fluid"),
            [
                make.choice("access", say("Access"), make.accesses()),
                QWidget(),
                make.text("access_site", say("Side and place of the reservoir")),
                make.day("implanted_on", say("Implanted on")),
            ],
        )
        return self._noted(card, "access")

    def _measurements(self) -> QWidget:
        say, make = self._say, self._set
        card = _card(
            say("Measurements"),
            [
                make.amount("weight", say("Weight"), Unit.KG),
                make.amount("height", say("Height"), Unit.CM),
                make.day("measured_on", say("Measured on")),
            ],
            across=3,
        )
        return self._noted(card, "measurements")

    def _noted(self, card: Card, topic: str) -> QWidget:
        note = (self._notes or {}).get(topic, "")
        if note:
            card.body.addWidget(Text(note, "small"))
        return card

    def _make_side(self) -> QWidget:
        say, side = self._say, QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._alerts)
        missing = Card(say("Still missing"))
        missing.body.addWidget(self._missing)
        rows.addWidget(missing)
        if self._notes is None:
            alike = Card(say("Same or similar name"))
            alike.setObjectName("enrolment.namesakes")
            alike.body.addLayout(self._alike)
            alike.body.addWidget(self.another)
            rows.addWidget(alike)
        rows.addStretch(1)
        return side


def _card(heading: str, parts: Sequence[QWidget], *, across: int = 2) -> Card:
    card, grid = Card(heading), QGridLayout()
    grid.setHorizontalSpacing(THEME.space.normal)
    grid.setVerticalSpacing(THEME.space.close)
    for place, part in enumerate(parts):
        grid.addWidget(part, place // across, place % across, Qt.AlignmentFlag.AlignTop)
    for column in range(across):
        grid.setColumnStretch(column, 1)
    card.body.addLayout(grid)
    return card


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
