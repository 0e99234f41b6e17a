"""One step of a dose's path, whichever it is: the command goes to the topic that decides it."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.domain.dosing_bedside import (
    decide_call,
    decide_observe,
    decide_start,
    decide_stop,
    decide_time_out,
)
from ltm_desktop.domain.dosing_before import (
    decide_assess,
    decide_prepare,
    decide_receive,
    decide_release,
    decide_verify,
)
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.dosing_steps import (
    AssessPatient,
    CallPatient,
    CallTimeOut,
    ObservePatient,
    PrepareSyringe,
    ReceiveSyringe,
    ReleaseSyringe,
    StartInjection,
    StopTimeOut,
    VerifyOrder,
)

StepCommand = (
    AssessPatient
    | VerifyOrder
    | PrepareSyringe
    | ReleaseSyringe
    | ReceiveSyringe
    | CallTimeOut
    | StopTimeOut
    | StartInjection
    | ObservePatient
    | CallPatient
)
_DECIDE: Mapping[type, Callable[[Any, Bedside], tuple[object, ...]]] = {
    AssessPatient: decide_assess,
    VerifyOrder: decide_verify,
    PrepareSyringe: decide_prepare,
    ReleaseSyringe: decide_release,
    ReceiveSyringe: decide_receive,
    CallTimeOut: decide_time_out,
    StopTimeOut: decide_stop,
    StartInjection: decide_start,
    ObservePatient: decide_observe,
    CallPatient: decide_call,
}


def decide_step(command: StepCommand, bedside: Bedside) -> tuple[object, ...]:
    """Return the events of one step. Raises Refused with every reason."""
    return _DECIDE[type(command)](command, bedside)
