"""Where a wish of the panel leads: the page it opens and the texts it puts there. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.ui.panels.dosing import after, putting_right, time_out, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.standing import Step


@dataclass(frozen=True, slots=True)
class Lead:
    """A page and what stands on it from the start."""

    step: Step
    texts: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False
    """Whether another record begins, with an identity of its own."""


_TIME_OUT_ANEW = {**dict.fromkeys(time_out.KEYS, ""), time_out.AGAIN: typed.YES}
_LEADS: Mapping[str, Lead] = {
    # a new check: the second person reads everything anew
    "check_again": Lead(Step.CHECK, {"recheck": typed.YES}),
    # a new order in place of the one that stands
    "order_again": Lead(Step.ORDER, {"reorder": typed.YES}),
    # the time-out once more, from its first line
    "time_out_again": Lead(Step.TIME_OUT, _TIME_OUT_ANEW),
    # a hold is chosen; the reason and the day are the person's
    "hold": Lead(Step.NOT_GIVEN, {"not_outcome": NotGiven.HELD.value}),
    "show_record": Lead(Step.SETTLED),
    "from_paper": Lead(Step.GIVE, {after.FROM_PAPER: typed.YES}),
}


def lead(wish: str, acting: Acting) -> Lead | None:
    """Return where a wish leads; a record it is about is named after a colon."""
    name, _, record = wish.partition(":")
    about = _ABOUT.get(name)
    return about(acting, RecordId(record)) if about else _LEADS.get(wish)


def _correct(acting: Acting, record: RecordId) -> Lead | None:
    """Return the form filled with what was recorded, or with a correction already begun."""
    told = next((one for one in acting.chart.dosing.given if one.record == record), None)
    if told is None or told.item != acting.item:
        return None
    begun = acting.fields.get(putting_right.CORRECTS) == record
    texts = {} if begun else putting_right.texts_of(told)
    said = acting.chart.dosing.settled.get(acting.item)
    return Lead(Step.GIVE, {**texts, "again": said.record if said else ""}, anew=True)


def _void(acting: Acting, record: RecordId) -> Lead | None:
    known = acting.chart.records.by_id.get(record)
    if known is None or not known.stands or known.item != acting.item:
        return None
    return Lead(Step.VOID, {putting_right.VOIDS: record})


_ABOUT: Mapping[str, Callable[[Acting, RecordId], Lead | None]] = {
    "correct": _correct,
    "void": _void,
}
