"""The form of each page, made when a person first comes to it and told then what it missed.

One line a step; the view lays out whatever stands here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.form_assess import AssessForm
from ltm_desktop.ui.panels.dosing.form_call import CallForm
from ltm_desktop.ui.panels.dosing.form_check import CheckForm
from ltm_desktop.ui.panels.dosing.form_give import GiveForm
from ltm_desktop.ui.panels.dosing.form_hand import ReceiveForm, ReleaseForm, VerifyForm
from ltm_desktop.ui.panels.dosing.form_not_given import NotGivenForm
from ltm_desktop.ui.panels.dosing.form_observe import ObserveForm
from ltm_desktop.ui.panels.dosing.form_order import OrderForm
from ltm_desktop.ui.panels.dosing.form_prepare import PrepareForm
from ltm_desktop.ui.panels.dosing.form_sign import SignForm
from ltm_desktop.ui.panels.dosing.form_time_out import TimeOutForm
from ltm_desktop.ui.panels.dosing.form_void import VoidForm
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step

Maker = Callable[[], Form]


def forms_of(say: Words, now: Callable[[], datetime]) -> dict[Step, Maker]:
    """Return what makes the form of every page that has one."""
    return {
        Step.ASSESS: lambda: AssessForm(say, now),
        Step.ORDER: lambda: OrderForm(say),
        Step.VERIFY: lambda: VerifyForm(say),
        Step.PREPARE: lambda: PrepareForm(say, now),
        Step.RELEASE: lambda: ReleaseForm(say),
        Step.RECEIVE: lambda: ReceiveForm(say),
        Step.CHECK: lambda: CheckForm(say, now),
        Step.TIME_OUT: lambda: TimeOutForm(say),
        Step.GIVE: lambda: GiveForm(say, now),
        Step.SIGN: lambda: SignForm(say),
        Step.OBSERVE: lambda: ObserveForm(say, now),
        Step.CALL: lambda: CallForm(say, now),
        Step.NOT_GIVEN: lambda: NotGivenForm(say, now),
        Step.VOID: lambda: VoidForm(say),
    }


class Pages:
    """Forms by step: only the one in sight is told at once, another one when it is asked for."""

    def __init__(self, makers: Mapping[Step, Maker], place: Callable[[Step, Form], None]) -> None:
        """Make nothing yet; `place` is handed each form as it is made."""
        self._makers = makers
        self._place = place
        self._made: dict[Step, Form] = {}
        self._behind: dict[Step, set[str]] = {}
        self._step = Step.LEFT
        self._standing: Standing | None = None
        self._texts: dict[str, str] = {}
        self._named = ""
        self._lines: Sequence[str] = ()
        self._remarks: Sequence[str] = ()
        self._tell: Mapping[str, Callable[[Form], None]] = {
            # in the order in which a form is told as it opens
            "named": lambda form: form.reveal(self._named),
            "standing": self._show_standing,
            "texts": lambda form: form.fill(self._texts),
            "lines": lambda form: form.show_calculated(self._lines),
            "remarks": lambda form: form.show_remarks(self._remarks),
        }

    def made(self) -> Iterator[tuple[Step, Form]]:
        """Yield the forms that were made so far, as they are."""
        return iter(self._made.items())

    def make(self, step: Step) -> Form | None:
        """Make the form of a page, which may still be behind; None for a page without one."""
        if step not in self._made and step in self._makers:
            form = self._makers[step]()
            self._made[step] = form
            self._behind[step] = set(self._tell)
            self._place(step, form)
        return self._made.get(step)

    def at(self, step: Step) -> Form | None:
        """Return the form of a page, told all that it missed; None for a page without one."""
        form = self.make(step)
        if form is not None and (behind := self._behind.pop(step, None)):
            for kind, tell in self._tell.items():
                if kind in behind:
                    tell(form)
        return form

    def all(self) -> Iterator[Form]:
        """Yield the form of every page, made and told."""
        for step in self._makers:
            if (form := self.at(step)) is not None:
                yield form

    def turn_to(self, step: Step, fields: Mapping[str, str] | None = None) -> Form | None:
        """Come to a page, with what was typed on any of them."""
        self._step = step
        if fields is not None:
            self._texts = dict(fields)
            self._leave_behind("texts")
        return self.at(step)

    def show_standing(self, standing: Standing) -> None:
        """Take what is known of the dose."""
        self._standing = standing
        self._spread("standing")

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put some texts anew; what else is typed on the page in sight stays."""
        here = self._made.get(self._step)
        if here is not None:
            here.fill(fields, whole=False)
        self._texts |= fields
        self._leave_behind("texts", but=self._step)

    def reveal(self, name: str) -> None:
        """Open what hides a field."""
        self._named = name
        self._spread("named")

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Take what follows from the typed amounts."""
        self._lines = lines
        self._spread("lines")

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Take what should be looked at again."""
        self._remarks = remarks
        self._spread("remarks")

    def _spread(self, kind: str) -> None:
        self._leave_behind(kind)
        if self._step in self._made:
            self.at(self._step)

    def _leave_behind(self, kind: str, but: Step | None = None) -> None:
        for step in self._made:
            if step is not but:
                self._behind.setdefault(step, set()).add(kind)

    def _show_standing(self, form: Form) -> None:
        if self._standing is not None:
            form.show_standing(self._standing)
