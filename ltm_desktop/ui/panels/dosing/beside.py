"""What a page writes besides its own act: the start of an injection, a "no" at the time-out.

No Qt. The page stays where it is; texts that then stand in the ledger are taken off the draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_steps import StopTimeOut
from ltm_desktop.ui.panels.dosing import give, time_out, typed
from ltm_desktop.ui.panels.dosing.acting import Acting


@dataclass(frozen=True, slots=True)
class Beside:
    """An act, the texts that stand on the page once it is written, and what is then said."""

    command: AnyCommand
    texts: Mapping[str, str]
    stored: str


def beside(wish: str, acting: Acting) -> Beside | None:
    """Return what a wish writes, None for a wish that writes nothing now."""
    if wish == "start":
        return _start(acting, acting.say)
    return _stop(acting, acting.say) if wish == "stop_time_out" else None


def _start(acting: Acting, say: Words) -> Beside | None:
    """Tell everywhere that the injection begins; the time is taken over into the form."""
    begun = give.start(acting)
    if begun is None:
        return None
    texts = {"started_at": begun.started_at.isoformat()}
    return Beside(begun, texts, say("The start of the injection is recorded."))


def _stop(acting: Acting, say: Words) -> Beside | None:
    """Tell the "no" with its line and its words; the lines are then read anew."""
    line, why = (typed.text(acting.fields, key) for key in (time_out.STOPPED, time_out.WHY))
    checked = acting.checked
    if not line or not why or checked is None:
        return None
    no = StopTimeOut(acting.patient, checked.record, acting.item, line, why)
    return Beside(no, dict.fromkeys(time_out.KEYS, ""), say("The “no” is recorded."))
