"""What belongs to an injection beside it: companions, samples, complications, leftover, source.

No Qt. Companions are the protocol's, in its order; what was not given says why.
"""

from datetime import timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.dosing import ESTIMABLE, AfterCare, CompanionGiven, Source
from ltm_desktop.domain.dosing_care import companions_of
from ltm_desktop.domain.protocol import ActiveCompanion
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

SAMPLES, COMPLICATIONS, LEFTOVER = "csf_samples", "complications", "leftover"
FROM_PAPER, LATE_REASON = "from_paper", "late_reason"
PAPER_CHECKED, PAPER_CALLED = "paper_checked_at", "paper_timed_out_at"
TIMES = ("started_at", "ended_at")
NOT_A_TIME = tuple(name for name in ESTIMABLE if name not in TIMES)
NONE = "none"
"""The answer that somebody looked and found nothing."""
OF_SOURCE = (FROM_PAPER, PAPER_CHECKED, PAPER_CALLED, LATE_REASON)
KEYS = (SAMPLES, COMPLICATIONS, LEFTOVER, *OF_SOURCE)


def companions(acting: Acting) -> tuple[ActiveCompanion, ...]:
    """Return the drugs that the signed protocol gives in the same visit."""
    return companions_of(acting.active, acting.drug)


def given_key(code: str) -> str:
    """Return the field that says whether a companion was given."""
    return f"companion_{code}"


def why_key(code: str) -> str:
    """Return the field that says why a companion was not given."""
    return f"companion_{code}_why"


def codes(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the chosen codes of a list; none for "none" as for a blank."""
    return tuple(one for one in typed.text(fields, key).split(",") if one and one != NONE)


def lacking(acting: Acting, injected: Quantity | None, held: Quantity | None) -> tuple[str, ...]:
    """Return what is still missing; `injected` and `held` are mL, None while not told."""
    return (*_companions(acting, injected), *_leftover(acting, injected, held), *_source(acting))


def _companions(acting: Acting, injected: Quantity | None) -> tuple[str, ...]:
    if injected is not None and injected.value == 0:
        return ()
    asked: list[str] = []
    for one in companions(acting):
        given = typed.text(acting.fields, given_key(one.code))
        asked += [given_key(one.code)] if not given else []
        if given and given != typed.YES:
            asked += typed.blank(acting.fields, (why_key(one.code),))
    return tuple(asked)


def leaves_some(injected: Quantity | None, held: Quantity | None) -> bool:
    """Tell whether something stayed in the syringe."""
    return injected is not None and held is not None and injected.value < held.value


def _leftover(acting: Acting, injected: Quantity | None, held: Quantity | None) -> tuple[str, ...]:
    return typed.blank(acting.fields, (LEFTOVER,)) if leaves_some(injected, held) else ()


def _source(acting: Acting) -> tuple[str, ...]:
    paper = typed.ticked(acting.fields, FROM_PAPER)
    times = (PAPER_CHECKED, PAPER_CALLED) if paper else ()
    asked = tuple(key for key in times if typed.moment(acting.fields, key) is None)
    if paper or is_late(acting):
        asked += typed.blank(acting.fields, (LATE_REASON,))
    return asked


def is_late(acting: Acting) -> bool:
    """Tell whether the injection ended longer ago than the site lets pass without a reason."""
    ended = typed.moment(acting.fields, "ended_at")
    if ended is None or acting.active is None or acting.fields.get("corrects"):
        # a correction has a reason of its own
        return False
    return elapsed(ended, acting.now) > timedelta(hours=acting.active.late_entry_hours)


def source(acting: Acting) -> Source:
    """Return how the record came about."""
    if typed.ticked(acting.fields, FROM_PAPER):
        return Source.TRANSCRIBED
    return Source.LATE if typed.text(acting.fields, LATE_REASON) else Source.LIVE


def estimate_key(name: str) -> str:
    """Return the tick that says a value is estimated."""
    return f"estimated_{name}"


def estimates_times(fields: Fields) -> bool:
    """Tell whether a time can be told as estimated: only later, or from paper."""
    return typed.ticked(fields, FROM_PAPER) or bool(typed.text(fields, LATE_REASON))


def estimated(acting: Acting) -> tuple[str, ...]:
    """Return the names of what is told as estimated."""
    fields = acting.fields
    offered = ESTIMABLE if estimates_times(fields) else NOT_A_TIME
    return tuple(name for name in offered if typed.ticked(fields, estimate_key(name)))


def care(acting: Acting, injected: Quantity, held: Quantity) -> AfterCare:
    """Return what was done besides the injection."""
    fields = acting.fields
    given = tuple(_companion(acting, one) for one in companions(acting))
    return AfterCare(
        companions=tuple(one for one in given if one is not None),
        samples=codes(fields, SAMPLES),
        complications=codes(fields, COMPLICATIONS),
        leftover=typed.text(fields, LEFTOVER) if leaves_some(injected, held) else "",
        spill=typed.text(fields, "spill"),
    )


def _companion(acting: Acting, one: ActiveCompanion) -> CompanionGiven | None:
    answer = typed.text(acting.fields, given_key(one.code))
    if not answer:
        return None
    given = answer == typed.YES
    why = "" if given else typed.text(acting.fields, why_key(one.code))
    return CompanionGiven(one.code, one.dose, one.order, given, why)


def left(injected: Quantity, held: Quantity) -> Quantity:
    """Return what stayed in the syringe, in mL."""
    return Quantity(held.value - injected.value, Unit.ML)
