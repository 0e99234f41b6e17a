"""The preparation: product, arithmetic in sight, use-by, two people, the label before signing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.gs1 import is_right_gtin
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.dosing import ReadBy
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import prepare
from ltm_desktop.ui.panels.dosing.form_step import StepForm
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import Block, FieldGrid, empty
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.text import Text

Now = Callable[[], datetime]


class PrepareForm(StepForm):
    """Take the product by scan or by hand; show what follows, ask nothing that is calculated."""

    step = Step.PREPARE
    AGAIN = prepare.REMAKE

    def __init__(self, say: Words, now: Now) -> None:
        super().__init__(
            say,
            (
                say("Waiting for the preparation."),
                say("The pharmacy prepares, checks and labels the syringe."),
            ),
            say("Prepare anew"),
        )
        self._typed: dict[str, str] = {}
        self._active: ActiveProtocol | None = None
        self._returned = Text("", "bold", tone="caution")
        self._returned.setObjectName("dosing.returned")
        self._returned.hide()
        self.above.addWidget(self._returned)
        self.body.addWidget(self._product(now))
        self.body.addWidget(self._amount())
        self.body.addWidget(self._making(now))
        self.rows.addLayout(self._label())
        self.changed.connect(self._follow)

    def _product(self, now: Now) -> QWidget:
        say = self._say
        block = Block(say("Product"), say("Scan the code on the pack, or type what stands on it."))
        grid = FieldGrid(wide=3)
        self._gtin = self.name("prep_gtin", say("Product number (GTIN)"), required=False)
        self._gtin.line.editingFinished.connect(self._judge_gtin)
        self._trace = self.name(prepare.TRACE, say("Trace code, 20 digits"), required=False)
        self._reason = self.code(prepare.TYPED_REASON, say("Why typed, not scanned"))
        self._read = Text("", "small")
        product = self.name("prep_product", say("Product as on the pack"))
        grid.show_fields(
            [
                self.name("prep_lot", say("Lot")),
                self.day("prep_expiry", say("Expiry of the product"), now),
                self._gtin,
                self.name("prep_serial", say("Serial number"), required=False),
                self._trace,
                self._reason,
            ]
        )
        # a name has a line of its own: in a column it hid its beginning, which is the drug
        block.body.addWidget(product)
        block.body.addWidget(grid)
        block.body.addWidget(self._read)
        return block

    def _amount(self) -> QWidget:
        say = self._say
        block = Block(say("Amount"), say("What is bold is calculated and cannot be typed over."))
        grid = FieldGrid(wide=3)
        grid.show_fields(
            [
                self.quantity(prepare.STRENGTH, say("Strength of the stock"), Unit.MG_PER_ML),
                self.quantity(prepare.DILUENT, say("Diluent added, 0 for none"), Unit.ML),
                self.quantity(prepare.GRADUATION, say("One line of the syringe"), Unit.ML),
            ]
        )
        self._sums = QVBoxLayout()
        self._sums.setSpacing(THEME.space.hair)
        block.body.addWidget(grid)
        block.body.addLayout(self._sums)
        block.body.addWidget(
            self.tick(prepare.FREE, say("Product and diluent are free of preservatives."))
        )
        return block

    def _making(self, now: Now) -> QWidget:
        say = self._say
        block = Block(say("Preparation"))
        grid = FieldGrid(wide=2)
        self._preparer = self.code(prepare.PREPARER, say("Prepared by"))
        self._second = self.code(prepare.SECOND, say("Checked by"))
        earlier = self.moment(
            prepare.EARLIER, say("Earlier use-by, if there is one"), now, required=False
        )
        grid.show_fields(
            [
                self.moment_now(prepare.MADE_AT, say("Prepared at"), now),
                earlier,
                self._preparer,
                self._second,
            ]
        )
        block.body.addWidget(grid)
        return block

    def _label(self) -> QHBoxLayout:
        say = self._say
        self._print = QuietButton(say("Print label"), "Alt+L", bedside=True)
        self._print.setObjectName(f"dosing.{prepare.PRINTED}")
        self._print.clicked.connect(lambda: self.asked.emit("print_label"))
        self._printed = Text("", "small")
        self._printed.setObjectName("dosing.label_state")
        # A thing still to be done, named with the missing fields and found by its name.
        self.labels[prepare.PRINTED] = say("printed label")
        self.fields[prepare.PRINTED] = self._print
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        row.addWidget(self._print, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._printed, 1)
        return row

    def show_standing(self, standing: Standing) -> None:
        """Offer people and reasons; say that a syringe came back and why."""
        say = self._say
        if standing.active is not None and standing.active is not self._active:
            self._active = standing.active
            self._reason.offer_choices(_reasons(standing.active, say))
        self._preparer.offer_choices([Choice(*one) for one in standing.preparers])
        self._second.offer_choices([Choice(*one) for one in standing.seconds])
        back = standing.readied.returned
        self._returned.setText(
            say("The last syringe came back and must not be used: {why}", why=back) if back else ""
        )
        self._returned.setVisible(bool(back))
        super().show_standing(standing)

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows, each result with the inputs it comes from."""
        empty(self._sums)
        for line in lines:
            self._sums.addWidget(Text(line, "calculated"))

    def show_signing(self, signing: Signing) -> None:
        """Wake the label button once everything else is there; say which copy is the last."""
        missing = [key for key in signing.missing if key != prepare.PRINTED]
        self._print.setEnabled(self.stands or not missing)
        self._print.setVisible(self.stands or self.signs)
        self._printed.setVisible(self.stands or self.signs)
        self._say_printed(old=prepare.PRINTED in signing.missing)

    def _say_printed(self, *, old: bool) -> None:
        say, number = self._say, prepare.copies(self._typed)
        words = say("The label is printed before the two people sign.")
        if number and old and not self.stands:
            words = say("Something changed since: destroy the label and print it again.")
        elif number:
            words = say("Label printed, copy {number}.", number=number)
        elif self.stands:
            words = say("One more label says which copy it is.")
        self._printed.in_tone("caution" if number and old and not self.stands else "")
        self._printed.setText(words)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; a scanned product needs no reason."""
        super().fill(fields, whole=whole)
        self._typed = dict(fields) if whole else self._typed | dict(fields)
        self._show_source()

    def _follow(self, key: str, text: str) -> None:
        self._typed[key] = text
        self._show_source()

    def _show_source(self) -> None:
        scanned = prepare.read_by(self._typed) is ReadBy.SCANNED
        self._reason.setVisible(not scanned)
        self._read.setText(self._say("Number, lot and expiry as scanned.") if scanned else "")
        self._read.setVisible(scanned)

    def _judge_gtin(self) -> None:
        text = self._gtin.value()
        if text and not is_right_gtin(text):
            self._gtin.show_alerts([stop("scanning.wrong_check_digit", gtin=text)])


def _reasons(active: ActiveProtocol, say: Words) -> tuple[Choice, ...]:
    return labelled(active, "typed_reason", say)
