"""The check before the injection: the tray, the patient's identifiers, the second person's eyes."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import Check
from ltm_desktop.domain.dosing_rules import check_against_order
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import check, scanned
from ltm_desktop.ui.panels.dosing.conditions import Met
from ltm_desktop.ui.panels.dosing.forms import Form, access_choices, read
from ltm_desktop.ui.panels.dosing.layout import Block, FieldGrid, empty
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.text import Mark, Text

Now = Callable[[], datetime]


class CheckForm(Form):
    """Two people look at one tray; the second types dose and access without being told."""

    again = Signal()
    hold = Signal()

    def __init__(self, say: Words, now: Now) -> None:
        super().__init__(say)
        self.signs = False
        self._again = False
        self._standing: Standing | None = None
        self._source: Mapping[str, str] = {}
        self._done = Text("")
        self._recheck = QuietButton(say("Check again"))
        self._recheck.setObjectName("dosing.check_again")
        self._recheck.clicked.connect(self.again)
        self.rows.addWidget(self._done)
        line = FlowLayout()
        line.addWidget(self._recheck)
        self.rows.addLayout(line)
        self._stops = Block(say("This dose cannot be checked yet"))
        self._stops.setObjectName("dosing.check_stops")
        self._reasons = QVBoxLayout()
        self._stops.body.addLayout(self._reasons)
        hold = QuietButton(say("Hold…"))
        hold.setObjectName("dosing.hold_button")
        hold.clicked.connect(self.hold)
        self._stops.body.addWidget(hold, 0, Qt.AlignmentFlag.AlignLeft)
        self._told_stops: tuple[str, ...] = ()
        self.rows.addWidget(self._stops)
        self._tray = self._make_tray(now)
        self._second = self._make_second()
        self.rows.addWidget(self._tray)
        self.rows.addWidget(self._second)
        self.changed.connect(self._ticked)

    def _make_tray(self, now: Now) -> QWidget:
        say = self._say
        grid = FieldGrid(wide=3)
        self._operator = self.code("check_operator", say("Who injects"))
        product, lot = self.name("product", say("Product")), self.name("lot", say("Lot"))
        expiry = self.day("expiry", say("Expiry of the product"), now)
        expiry.line.editingFinished.connect(self._judge_expiry)
        use_by = self.moment("use_by", say("Use by"), now)
        use_by.line.editingFinished.connect(self._judge_use_by)
        self._expiry, self._use_by, self._now = expiry, use_by, now
        self._filled: dict[str, NameEdit | DateField] = {
            "product": product,
            "lot": lot,
            "expiry": expiry,
        }
        for field in self._filled.values():
            field.changed.connect(self._show_source)
        grid.show_fields(
            [
                self._operator,
                product,
                lot,
                expiry,
                self.quantity("syringe_volume", say("Volume in the syringe"), Unit.ML),
                use_by,
            ]
        )
        return grid

    def _make_second(self) -> Block:
        say = self._say
        block = Block(
            say("Second person"),
            say("Read from the syringe and the patient, not from this screen."),
        )
        self._name, self._number = Text("", "heading"), Text("", "strong")
        block.body.addWidget(self._name)
        block.body.addWidget(self._number)
        grid = FieldGrid(wide=3)
        self._person = self.code("check_second", say("Second person"))
        dose = self.quantity("check_dose", say("Dose on the syringe"), Unit.MG)
        dose.set_check(self._check_dose)
        grid.show_fields([self._person, dose])
        block.body.addWidget(grid)
        self._access = self.choice(
            "check_access", say("Access to be used"), access_choices(say, tuple(Access), keys=False)
        )
        block.body.addWidget(self._access)
        self._cleared = Text(
            say("The check was changed after it was read aloud: read it again, then tick."),
            "bold",
            tone="caution",
        )
        self._cleared.setObjectName("dosing.ticks_cleared")
        self._cleared.hide()
        block.body.addWidget(self._cleared)
        block.body.addWidget(
            self.tick("identifiers", say("Both identifiers were read aloud with the patient."))
        )
        block.body.addWidget(
            self.tick(
                "time_out",
                say("Time-out done: patient, drug, dose and route were read aloud together."),
            )
        )
        return block

    def show_standing(self, standing: Standing) -> None:
        """Offer the competent people, show the identifiers, or the check that was signed."""
        self._standing = standing
        self._operator.offer_choices([Choice(*one) for one in standing.operators])
        self._person.offer_choices([Choice(*one) for one in standing.seconds])
        who = (*standing.identifiers, "", "")
        self._name.setText(who[0])
        self._number.setText(who[1])
        for access in Access:
            self._access.button(access.value).setVisible(access in standing.accesses)
        if standing.checked is not None:
            self._done.setText(self._told(standing.checked, standing))
        self._show_stops(standing)
        self._arrange()

    def _show_stops(self, standing: Standing) -> None:
        """Say at once, on top, what stops this dose whatever is typed below."""
        say = self._say
        stops = tuple(
            say("{label}: {value}", label=one.label, value=one.evidence)
            for one in standing.conditions
            if one.met is Met.NOT_MET and one.label != say("Check by two people")
        )
        if stops != self._told_stops:
            self._told_stops = stops
            empty(self._reasons)
            for sentence in stops:
                row = QHBoxLayout()
                mark = Mark("prohibition", LIGHT.palette.stop.solid, drop=3)
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
        if whole or scanned.SOURCE in fields:
            self._source = {scanned.SOURCE: fields.get(scanned.SOURCE, "")}
        self._show_source()
        self._show_cleared(fields, whole=whole)
        if whole or "recheck" in fields:
            self._again = fields.get("recheck") == YES
        self._arrange()

    def _check_dose(self, dose: Quantity) -> tuple[Alert, ...]:
        """Hold what stands on the syringe against the order, as soon as the field is left."""
        order = self._standing.order if self._standing else None
        return (
            ()
            if order is None
            else tuple(check_against_order(order, order.drug, dose, order.access))
        )

    def _judge_expiry(self) -> None:
        day = self._expiry.value()
        if day is not None and day < self._now().date():
            self._expiry.show_alerts([stop("dosing.product_expired", expiry=day)])

    def _judge_use_by(self) -> None:
        at = self._use_by.value()
        if at is not None and elapsed(at, self._now()) > timedelta(0):
            self._use_by.show_alerts([stop("dosing.past_use_by", use_by=at)])

    def _show_cleared(self, fields: Mapping[str, str], *, whole: bool) -> None:
        """Say why the ticks are gone, where a later change took them."""
        taken = not whole and any(fields.get(key) == "" for key in check.TICKS)
        if whole or taken:
            self._cleared.setVisible(taken)

    def _ticked(self, key: str, text: str) -> None:
        if key in check.TICKS and text == YES:
            self._cleared.hide()

    def _show_source(self) -> None:
        """Say of each field whether it still is what was scanned."""
        for key, field in self._filled.items():
            text = field.line.text() if isinstance(field, NameEdit) else read(field)
            known = scanned.is_scanned(self._source, key, text)
            field.show_help(self._say("Scanned") if known else "")

    def _arrange(self) -> None:
        checked = self._standing is not None and self._standing.checked is not None
        self.signs = not checked or self._again
        self._done.setVisible(checked and not self._again)
        self._recheck.setVisible(checked and not self._again)
        self._stops.setVisible(self.signs and bool(self._told_stops))
        self._tray.setVisible(self.signs)
        self._second.setVisible(self.signs)
