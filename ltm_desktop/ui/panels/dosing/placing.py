"""Which dose and which page the panel opens on: a draft's place, else the next step. No Qt."""

from datetime import datetime
from types import MappingProxyType

from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded, is_extra
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Access, ItemKind
from ltm_desktop.ui.panels.dosing import assess, prepare, putting_right, receive
from ltm_desktop.ui.panels.dosing.standing import Step, oldest_open
from ltm_desktop.ui.panels.dosing.typed import Fields
from ltm_desktop.ui.panels.dosing.walking import next_page

AFTER = frozenset({Step.OBSERVE, Step.CALL, Step.VOID})
"""Pages of a dose that has been told: what follows it, or takes it back."""


_ANEW = {
    Step.ASSESS.value: assess.AGAIN,
    Step.PREPARE.value: prepare.REMAKE,
    Step.RECEIVE.value: receive.AGAIN,
}
"""What says that a step before the check is being taken once more."""


def dose_to_open(
    chart: Chart, wanted: ItemCode | None, active: ActiveProtocol | None, now: datetime
) -> ItemCode | None:
    """Return the dose asked for, else the one under observation today, else the oldest open one."""
    planned = {one.code for one in chart.plan.of(ItemKind.DOSE)}
    if wanted is not None and (wanted in planned or is_extra(wanted)):
        return wanted
    for told in reversed(chart.dosing.given):
        ended = told.ended_at.astimezone(now.tzinfo)
        if ended.date() == now.date() and is_observed(chart, told, active):
            return told.item
    return oldest_open(chart)


def is_voiding(chart: Chart, item: ItemCode, fields: Fields) -> bool:
    """Tell whether a person has begun to take back a record that still stands."""
    known = chart.records.by_id.get(RecordId(fields.get(putting_right.VOIDS, "")))
    return known is not None and known.stands and known.item == item


def is_observed(chart: Chart, told: DoseRecorded, active: ActiveProtocol | None) -> bool:
    """Tell whether the observation after an injection still goes on."""
    if active is None or not active.observation_minutes or told.volume_injected.value == 0:
        return False
    return not any(one.last for one in chart.dosing.observed.get(told.record, ()))


def told_of(chart: Chart, item: ItemCode) -> DoseRecorded | None:
    """Return the injection of a dose as it was last told."""
    return next((one for one in reversed(chart.dosing.given) if one.item == item), None)


def page_after(
    chart: Chart,
    item: ItemCode,
    active: ActiveProtocol | None,
    now: datetime,
    fields: Fields = MappingProxyType({}),
) -> Step:
    """Return the page of a dose that has been told: what was begun or follows, else its record."""
    told = told_of(chart, item)
    if fields.get("step") == Step.VOID and is_voiding(chart, item, fields):
        return Step.VOID
    if told is not None and is_observed(chart, told, active):
        return Step.OBSERVE
    if told is not None and calls_due(chart, told, active, now):
        return Step.CALL
    return Step.SETTLED


def calls_of(told: DoseRecorded, active: ActiveProtocol | None) -> tuple[int, ...]:
    """Return the days after a lumbar puncture on which the patient is called."""
    if active is None or told.access is not Access.LUMBAR:
        return ()
    return active.headache_call_days


def calls_due(
    chart: Chart, told: DoseRecorded, active: ActiveProtocol | None, now: datetime
) -> tuple[int, ...]:
    """Return the planned calls whose day has come and that nobody has answered yet."""
    reached = {one.day for one in chart.dosing.called.get(told.record, ()) if one.reached}
    since = (now.date() - told.started_at.astimezone(now.tzinfo).date()).days
    return tuple(day for day in calls_of(told, active) if day <= since and day not in reached)


def page_of_draft(
    chart: Chart, item: ItemCode, active: ActiveProtocol | None, fields: Fields
) -> Step:
    """Return the page a person had begun on this dose, else the next step of its path."""
    begun = fields.get
    kept = begun("step", "")
    if kept in {Step.GIVE, Step.SIGN} and begun("access"):
        return Step(kept)
    if (kept == Step.CHECK and begun("recheck")) or (kept == Step.ORDER and begun("reorder")):
        return Step(kept)
    if begun(_ANEW.get(kept, "")):
        return Step(kept)
    if kept == Step.TIME_OUT and begun("time_out_again"):
        return Step.TIME_OUT
    if kept == Step.NOT_GIVEN and begun("not_outcome"):
        return Step.NOT_GIVEN
    if is_extra(item) or begun("again"):
        return Step.GIVE
    return next_page(chart, item, active)
