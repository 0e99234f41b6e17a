"""The form of each page. One line a step; the view lays out whatever stands here."""

from collections.abc import Callable
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
from ltm_desktop.ui.panels.dosing.standing import Step


def forms_of(say: Words, now: Callable[[], datetime]) -> dict[Step, Form]:
    """Return the form of every page that has one."""
    return {
        Step.ASSESS: AssessForm(say, now),
        Step.ORDER: OrderForm(say),
        Step.VERIFY: VerifyForm(say),
        Step.PREPARE: PrepareForm(say, now),
        Step.RELEASE: ReleaseForm(say),
        Step.RECEIVE: ReceiveForm(say),
        Step.CHECK: CheckForm(say, now),
        Step.TIME_OUT: TimeOutForm(say),
        Step.GIVE: GiveForm(say, now),
        Step.SIGN: SignForm(say),
        Step.OBSERVE: ObserveForm(say, now),
        Step.CALL: CallForm(say, now),
        Step.NOT_GIVEN: NotGivenForm(say, now),
        Step.VOID: VoidForm(say),
    }
