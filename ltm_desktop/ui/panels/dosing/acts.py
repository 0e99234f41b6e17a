"""What each page of the panel writes: its missing fields, its command, its signers, its button.

No Qt. One line a step; presenter, footer and draft follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.dosing import (
    assess,
    call,
    check,
    closing,
    give,
    not_given,
    observe,
    order,
    prepare,
    putting_right,
    receive,
    release,
    scanned,
    time_out,
    verify,
)
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.standing import Step


class Main(NamedTuple):
    """The one button a page is for."""

    text: str
    key: str
    name: str
    """Behind "dosing." the object name."""


def _nobody(_acting: Acting) -> tuple[Signer, ...]:
    return ()


def _silent(_say: Words) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAct:
    """How one page becomes an act."""

    missing: Callable[[Acting], tuple[str, ...]]
    """The fields that are empty, unreadable or still to be answered."""
    button: Callable[[Words], Main]
    command: Callable[[Acting], AnyCommand | None] | None = None
    """None for a page that only leads to another one."""
    to_come: Callable[[Acting], AnyCommand | None] | None = None
    """The act as it will be, where what stands against it is told before all is answered."""
    leads_to: Step | None = None
    signers: Callable[[Acting], tuple[Signer, ...]] = field(default=_nobody)
    """Who signs, as far as people are chosen; nobody where the author's seal is enough."""
    stored: Callable[[Words], str] = field(default=_silent)
    """What is said once it is on disk."""
    at_once: bool = False
    """Written by itself as soon as it is complete; only where nobody signs with a secret."""
    keys: tuple[str, ...] = ()
    """The typed fields that have then become a record; none means that the whole draft has."""


ACTS: Mapping[Step, StepAct] = {
    Step.ORDER: StepAct(
        missing=lambda acting: order.missing(acting.fields),
        command=lambda acting: order.to_command(
            acting.fields, acting.patient, acting.item, acting.drug
        ),
        signers=lambda acting: acting.myself(Meaning.PRESCRIBED),
        button=lambda say: Main(say("Prescribe and sign"), "Alt+P", "prescribe_button"),
        stored=lambda say: say("The order is signed and stored."),
        keys=(*order.KEYS, "reorder"),
    ),
    Step.ASSESS: StepAct(
        missing=lambda acting: assess.missing(acting.fields),
        command=assess.to_command,
        button=lambda say: Main(say("Record the assessment"), "Alt+R", "assess_button"),
        stored=lambda say: say("The assessment is recorded."),
        keys=(*assess.KEYS, assess.AGAIN),
    ),
    Step.VERIFY: StepAct(
        missing=verify.missing,
        command=verify.to_command,
        signers=lambda acting: acting.myself(Meaning.VERIFIED),
        button=lambda say: Main(say("Verify and sign"), "Alt+V", "verify_button"),
        stored=lambda say: say("The order is verified, signed and stored."),
        keys=verify.KEYS,
    ),
    Step.PREPARE: StepAct(
        missing=prepare.missing,
        command=prepare.to_command,
        signers=prepare.signers,
        button=lambda say: Main(say("Record the preparation and sign"), "Alt+R", "prepare_button"),
        stored=lambda say: say("The preparation is signed and stored."),
        keys=prepare.KEYS,
    ),
    Step.RELEASE: StepAct(
        missing=release.missing,
        command=release.to_command,
        button=lambda say: Main(say("Release the syringe"), "Alt+R", "release_button"),
        stored=lambda say: say("The release is recorded."),
        keys=release.KEYS,
    ),
    Step.RECEIVE: StepAct(
        missing=receive.missing,
        command=receive.to_command,
        button=lambda say: Main(say("Record the syringe"), "Alt+R", "receive_button"),
        stored=lambda say: say("What became of the syringe is recorded."),
        keys=(*receive.KEYS, *scanned.KEYS, receive.AGAIN),
    ),
    Step.CHECK: StepAct(
        missing=lambda acting: check.missing(acting.fields),
        command=check.to_command,
        signers=lambda acting: acting.chosen("check_second", Meaning.CHECKED),
        button=lambda say: Main(say("Check and sign"), "Alt+K", "check_button"),
        stored=lambda say: say("The check is signed and stored."),
        keys=(*check.KEYS, *scanned.KEYS, *time_out.KEYS, "recheck", "operator", "second"),
    ),
    Step.TIME_OUT: StepAct(
        missing=time_out.missing,
        command=time_out.to_command,
        to_come=time_out.to_come,
        button=lambda say: Main(say("Record the time-out"), "Alt+T", "time_out_button"),
        stored=lambda say: say("The time-out is recorded."),
        at_once=True,
        keys=time_out.KEYS,
    ),
    Step.GIVE: StepAct(
        missing=give.lacking,
        button=lambda say: Main(say("Review and sign"), "Alt+S", "review_button"),
        leads_to=Step.SIGN,
    ),
    Step.SIGN: StepAct(
        missing=closing.missing,
        command=closing.to_command,
        signers=closing.signers,
        button=lambda say: Main(say("Record and sign"), "Alt+R", "record_button"),
        stored=lambda say: say("The dose is recorded and signed."),
    ),
    Step.OBSERVE: StepAct(
        missing=observe.missing,
        command=observe.to_command,
        signers=observe.signers,
        button=lambda say: Main(say("Record the observation"), "Alt+R", "observe_button"),
        stored=lambda say: say("The observation is recorded."),
        keys=observe.KEYS,
    ),
    Step.CALL: StepAct(
        missing=call.missing,
        command=call.to_command,
        button=lambda say: Main(say("Record the call"), "Alt+R", "call_button"),
        stored=lambda say: say("The call is recorded."),
        keys=call.KEYS,
    ),
    Step.NOT_GIVEN: StepAct(
        missing=lambda acting: not_given.missing(acting.fields),
        command=not_given.of_acting,
        signers=lambda acting: acting.myself(Meaning.OBSERVED),
        button=lambda say: Main(say("Record as not given"), "Alt+R", "record_not_given_button"),
        stored=lambda say: say("It is recorded that this dose was not given."),
    ),
    Step.VOID: StepAct(
        missing=putting_right.missing_void,
        command=putting_right.to_void,
        signers=putting_right.void_signers,
        button=lambda say: Main(say("Void this record"), "Alt+R", "void_button"),
        stored=lambda say: say("The record is void; it stays readable."),
    ),
}
"""Every page that ends in an act or leads to one."""


def missing(acting: Acting, step: Step) -> tuple[str, ...]:
    """Return the fields a page still needs."""
    act = ACTS.get(step)
    return act.missing(acting) if act else ()


def writes(step: Step) -> bool:
    """Tell whether a page ends in an act."""
    act = ACTS.get(step)
    return act is not None and act.command is not None


def command(acting: Acting, step: Step) -> AnyCommand | None:
    """Return the command of a page, or None while a field is missing."""
    act = ACTS.get(step)
    if act is None or act.command is None or act.missing(acting):
        return None
    return act.command(acting)


def to_come(acting: Acting, step: Step) -> AnyCommand | None:
    """Return the act that a page is on its way to; None where nothing can be told beforehand."""
    act = ACTS.get(step)
    return act.to_come(acting) if act is not None and act.to_come is not None else None


def signers(acting: Acting, step: Step) -> tuple[Signer, ...]:
    """Return who signs a page as far as people are chosen, also before it is complete."""
    act = ACTS.get(step)
    return act.signers(acting) if act else ()
