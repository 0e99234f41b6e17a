"""Three short pages: the pharmacist verifies, hands the syringe out, the bedside takes it in."""

from collections.abc import Mapping

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing import receive, typed
from ltm_desktop.ui.panels.dosing.form_step import StepForm
from ltm_desktop.ui.panels.dosing.layout import Block
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.told_facts import ToldFacts
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.text import Text


class VerifyForm(StepForm):
    """Show order, protocol dose and range, last doses and assessment; one signature."""

    step = Step.VERIFY

    def __init__(self, say: Words) -> None:
        super().__init__(
            say,
            (
                say("Waiting for the pharmacist."),
                say("A pharmacist compares the order with the signed protocol and verifies it."),
            ),
        )
        self._facts = ToldFacts()
        self.above.addWidget(self._facts)
        self.body.addWidget(self.note("verify_note", say("Notes")))

    def show_standing(self, standing: Standing) -> None:
        """Show what is compared, to everybody who looks."""
        self._facts.show_sections(standing.readied.to_verify)
        super().show_standing(standing)


class ReleaseForm(StepForm):
    """Ask to whom the syringe is handed."""

    step = Step.RELEASE

    def __init__(self, say: Words) -> None:
        super().__init__(
            say,
            (
                say("Waiting for the release from the pharmacy."),
                say("A pharmacist hands the labelled syringe out in its own container."),
            ),
        )
        self._made = ToldFacts()
        self.above.addWidget(self._made)
        self.body.addWidget(self.name("release_to", say("Handed to")))

    def show_standing(self, standing: Standing) -> None:
        """Show which syringe it is."""
        self._made.show_sections(standing.readied.stands.get(Step.PREPARE, ()))
        super().show_standing(standing)
        self._made.setVisible(not self.stands)


class ReceiveForm(StepForm):
    """Ask which syringe came and whether it is whole; the number is not shown beforehand."""

    step = Step.RECEIVE
    AGAIN = receive.AGAIN

    def __init__(self, say: Words) -> None:
        super().__init__(
            say,
            (
                say("Waiting for the syringe at the bedside."),
                say("A nurse or a physician takes the syringe in and looks at it."),
            ),
            say("Found damaged: send it back"),
        )
        block = Block(
            say("The syringe as it came"),
            say("Scan its label, or type the number that stands beneath the square code."),
        )
        block.body.addWidget(self.name(receive.NUMBER, say("Number of the preparation")))
        block.body.addWidget(
            self.choice(
                receive.INTACT,
                say("Container and syringe intact"),
                (
                    Choice(typed.YES, say("Intact")),
                    Choice(receive.NO, say("Not intact: it goes back")),
                ),
            )
        )
        self._back = Text(
            say(
                "This syringe goes back to the pharmacy and is not used. The dose then waits for "
                "a new preparation."
            ),
            "bold",
            tone="caution",
        )
        self._back.setObjectName("dosing.goes_back")
        self._why = self.note(receive.WHY, say("What is wrong with it"), required=True)
        block.body.addWidget(self._back)
        block.body.addWidget(self._why)
        self.body.addWidget(block)
        self._answer = ""
        self.changed.connect(self._follow)
        self._open()

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; a damaged syringe asks for words."""
        super().fill(fields, whole=whole)
        if whole or receive.INTACT in fields:
            self._answer = fields.get(receive.INTACT, "")
        self._open()

    def _follow(self, key: str, text: str) -> None:
        if key == receive.INTACT:
            self._answer = text
            self._open()

    def _open(self) -> None:
        back = self._answer == receive.NO
        self._back.setVisible(back)
        self._why.setVisible(back)
