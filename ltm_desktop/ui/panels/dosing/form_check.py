"""The check before the injection: the second person reads label and wristband, blind."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import Check
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import check, scanned
from ltm_desktop.ui.panels.dosing.differences import Differences
from ltm_desktop.ui.panels.dosing.forms import Form, access_choices
from ltm_desktop.ui.panels.dosing.graded import Met
from ltm_desktop.ui.panels.dosing.layout import Block, FieldGrid, empty
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Mark, Text

Now = Callable[[], datetime]


class CheckForm(Form):
    """One opens it, the other reads: no field and no message tells what was ordered."""

    tells = frozenset(check.DIFFERS)

    def __init__(self, say: Words, now: Now) -> None:
        super().__init__(say)
        self.signs = False
        self._again = False
        self.blind = True
        self._standing: Standing | None = None
        self._source: Mapping[str, str] = {}
        self._done = Text("")
        self._recheck = self._button(say("Check again"), "check_again", "check_again")
        self.rows.addWidget(self._done)
        line = FlowLayout()
        line.addWidget(self._recheck)
        self.rows.addLayout(line)
        self._told_stops: tuple[str, ...] = ()
        self._stops = self._make_stops()
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(THEME.space.near)
        body.addWidget(self._make_people())
        body.addWidget(self._make_patient())
        body.addWidget(self._make_label(now))
        self._differences = Differences(say)
        body.addWidget(self._differences)
        self.rows.addWidget(self._stops)
        self.rows.addWidget(self._body)
        self.changed.connect(self._ticked)

    def _button(self, words: str, wish: str, name: str) -> QuietButton:
        button = QuietButton(words, bedside=True)
        button.setObjectName(f"dosing.{name}")
        button.clicked.connect(lambda: self.asked.emit(wish))
        return button

    def _make_stops(self) -> Block:
        block = Block(self._say("This dose cannot be checked yet"))
        block.setObjectName("dosing.check_stops")
        self._reasons = QVBoxLayout()
        block.body.addLayout(self._reasons)
        hold = self._button(self._say("Hold…"), "hold", "hold_button")
        block.body.addWidget(hold, 0, Qt.AlignmentFlag.AlignLeft)
        return block

    def _make_people(self) -> QWidget:
        say = self._say
        grid = FieldGrid(wide=3)
        self._operator = self.code("check_operator", say("Who injects"))
        self._person = self.code("check_second", say("Second person"))
        grid.show_fields([self._operator, self._person])
        return grid

    def _make_patient(self) -> Block:
        say = self._say
        block = Block(say("From the wristband"), say("Scan it, or read it and type."))
        grid = FieldGrid(wide=3)
        subject = self.name("check_subject", say("Subject number"))
        grid.show_fields([subject])
        block.body.addWidget(grid)
        self._cleared = Text(
            say("The subject number was changed: ask the patient for both identifiers again."),
            "bold",
            tone="caution",
        )
        self._cleared.setObjectName("dosing.ticks_cleared")
        self._cleared.hide()
        block.body.addWidget(self._cleared)
        words = say("Both identifiers were read aloud with the patient.")
        block.body.addWidget(self.tick("identifiers", words))
        return block

    def _make_label(self, now: Now) -> Block:
        say = self._say
        block = Block(
            say("From the label of the syringe"),
            say("Read from the syringe, not from this screen. One scan fills every field."),
        )
        grid = FieldGrid(wide=4)
        fields = [
            self.name("check_drug", say("Drug")),
            self.quantity("check_dose", say("Dose"), Unit.MG),
            self.quantity("check_volume", say("Volume"), Unit.ML),
            self.moment("check_use_by", say("Use by"), now),
        ]
        self._filled: dict[str, LabelledField] = dict(
            zip(("check_drug", "check_dose", "check_volume", "check_use_by"), fields, strict=True)
        )
        grid.show_fields(fields)
        block.body.addWidget(grid)
        self._access = self.choice(
            "check_access", say("Route"), access_choices(say, tuple(Access), keys=False)
        )
        block.body.addWidget(self._access)
        return block

    def show_standing(self, standing: Standing) -> None:
        """Offer the competent people, or the check that was signed."""
        self._standing = standing
        self._operator.offer_choices([Choice(*one) for one in standing.operators])
        self._person.offer_choices([Choice(*one) for one in standing.seconds])
        if standing.checked is not None:
            self._done.setText(self._told(standing.checked, standing))
        self._show_stops(standing)
        self._arrange()

    def show_signing(self, signing: Signing) -> None:
        """Show nothing of the order until everything has been read; then only what differs."""
        read = not any(key in check.REQUIRED for key in signing.missing)
        settled = signing.ready or bool(signing.alerts)
        found = check.differences(signing.alerts)
        other = any(one.code == "dosing.differs_dose" for one in found)
        self.tells = frozenset(check.DIFFERS) | (check.FOLLOWS if other else frozenset())
        self.blind = self.signs and not (read and settled)
        self._differences.setVisible(self.signs and read and settled)
        if read and settled:
            self._differences.show_found(found)

    def _show_stops(self, standing: Standing) -> None:
        """Say at once, on top, what stops this dose whatever is typed below."""
        say = self._say
        stops = tuple(
            say("{label}: {value}", label=one.label, value=one.evidence)
            for one in standing.conditions
            if one.met is Met.NOT_MET
            and not one.tells_order
            and one.label != say("Check by two people")
        )
        if stops != self._told_stops:
            self._told_stops = stops
            empty(self._reasons)
            for sentence in stops:
                row = QHBoxLayout()
                mark = Mark("prohibition", THEME.palette.stop.solid, drop=3)
                row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(Text(sentence, "bold", tone="stop"), 1)
                self._reasons.addLayout(row)

    def _told(self, checked: Check, standing: Standing) -> str:
        say = self._say
        names = dict((*standing.operators, *standing.seconds))
        parts = (
            f"{say.amount(checked.dose)} · {route_words(checked.access, say)}",
            say(
                "{product}, lot {lot}, {volume} in the syringe",
                product=checked.syringe.product,
                lot=checked.syringe.lot,
                volume=checked.syringe.volume,
            ),
            say(
                "Injects: {operator}. Second person: {second}, signed {moment}.",
                operator=names.get(checked.operator, checked.operator),
                second=names.get(checked.second, checked.second),
                moment=checked.checked_at,
            ),
        )
        return "\n".join(parts)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; two people may be checking again."""
        super().fill(fields, whole=whole)
        self.blind = self.blind or whole
        if whole or scanned.LABEL in fields:
            self._show_source(scanned=bool(fields.get(scanned.LABEL)))
        self._show_cleared(fields, whole=whole)
        if whole or "recheck" in fields:
            self._again = fields.get("recheck") == YES
        self._arrange()

    def _show_source(self, *, scanned: bool) -> None:
        for field in self._filled.values():
            field.show_help(self._say("Scanned") if scanned else "")

    def _show_cleared(self, fields: Mapping[str, str], *, whole: bool) -> None:
        """Say why the tick is gone, where a later change took it."""
        taken = not whole and fields.get("identifiers") == ""
        if whole or taken:
            self._cleared.setVisible(taken)

    def _ticked(self, key: str, text: str) -> None:
        if key == "identifiers" and text == YES:
            self._cleared.hide()
        elif key in self._filled:
            self._filled[key].show_help("")

    def _arrange(self) -> None:
        checked = self._standing is not None and self._standing.checked is not None
        self.signs = not checked or self._again
        self.blind = self.blind and self.signs
        self._done.setVisible(checked and not self._again)
        self._recheck.setVisible(checked and not self._again)
        self._stops.setVisible(self.signs and bool(self._told_stops))
        self._body.setVisible(self.signs)
