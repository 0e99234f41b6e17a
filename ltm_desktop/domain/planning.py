"""The plan of one patient as events: made once, moved by what happened, never recomputed by a fold.

Refuses a plan without consent, arm and signed configuration, and a second plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields, replace
from datetime import date, datetime, timedelta

from ltm_desktop.domain.acts import Act, EntryFacts
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.patients import ENROLLERS, PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.schedule import PlannedItem, plan_doses
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.domain.values import dataclass

BEFORE, AHEAD = timedelta(days=90), timedelta(days=180)
"""How far from today a plan may begin: inside the days whose closures the calendar knows."""


@dataclass(frozen=True, slots=True)
class PlanTreatment:
    """Plan every dose of a patient's arm from the scheduled first dose."""

    patient: PatientId
    anchor: date


@dataclass(frozen=True, slots=True)
class TreatmentPlanned:
    """The doses were planned; the closures used are kept."""

    anchor: date
    items: tuple[PlannedItem, ...]
    closures: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FractionsPlanned:
    """The fractions of a radiotherapy course were planned, or those left after a change."""

    items: tuple[PlannedItem, ...]
    closures: tuple[date, ...]
    dropped: tuple[ItemCode, ...]
    """Fractions that a shorter course no longer has."""


@dataclass(frozen=True, slots=True)
class PlanMoved:
    """Items not yet settled were planned anew because of what happened."""

    items: tuple[PlannedItem, ...]
    because: str
    """The record that moved the plan."""
    closures: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class RescheduleItem:
    """Move one planned dose to another day; its target and its window stay what they are."""

    patient: PatientId
    item: ItemCode
    to: date
    reason: str
    """Code of the vocabulary reschedule_reason."""
    note: str = ""
    outside_window: str = ""
    """Why a day outside the window is right, in a physician's words; needed only there."""


@dataclass(frozen=True, slots=True)
class MovedItem:
    """One item with the day it was scheduled for before; target and window are unchanged."""

    was: date
    item: PlannedItem


@dataclass(frozen=True, slots=True)
class ItemRescheduled:
    """A person moved a planned dose; where the calendar follows, later ones moved with it."""

    moved: MovedItem
    reason: str
    note: str
    outside_window: str
    """Empty inside the window; else why a deviation from it was right."""
    policy: str
    """The signed policy of that day: fixed or rolling."""
    followed: tuple[MovedItem, ...]
    closures: tuple[date, ...]


EVENTS = (TreatmentPlanned, FractionsPlanned, PlanMoved, ItemRescheduled)


@dataclass(frozen=True, slots=True)
class ItemMove(ItemRescheduled):
    """A move as it stands in the chart: with who wrote it and when."""

    author: PersonId
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PlanSlice:
    """The plan as it stands, by item, in planned order."""

    anchor: date | None = None
    items: Mapping[ItemCode, PlannedItem] = field(default_factory=dict)
    moves: tuple[ItemMove, ...] = ()
    """Every move by a person, oldest first; what happened since may have moved the item again."""

    def chosen(self) -> Mapping[ItemCode, date]:
        """Return the days to which people moved items and on which they still stand."""
        last = {move.moved.item.code: move.moved.item.scheduled for move in self.moves}
        return {code: day for code, day in last.items() if self.items[code].scheduled == day}

    def moves_of(self, code: ItemCode) -> tuple[ItemMove, ...]:
        """Return the moves that chose a day for one item, oldest first."""
        return tuple(move for move in self.moves if move.moved.item.code == code)

    def of(self, kind: ItemKind) -> tuple[PlannedItem, ...]:
        """Return the items of one kind by number."""
        chosen = (item for item in self.items.values() if item.kind is kind)
        return tuple(sorted(chosen, key=lambda item: item.number))


def decide_plan(
    command: PlanTreatment,
    patient: PatientSlice | None,
    plan: PlanSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[TreatmentPlanned]:
    """Plan the doses. Raises Refused before consent, arm or a signed configuration."""
    refuse_if(check_role(people, act.author, *ENROLLERS))
    refuse_if(check_may_treat(patient))
    if protocol is None or patient is None or patient.arm is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    if plan.items:
        raise refuse("schedule.already_planned")
    refuse_if(_check_anchor(command.anchor, patient, act))
    items = plan_doses(protocol, patient.arm, command.anchor, act.calendar)
    return (TreatmentPlanned(command.anchor, items, closures_used(act, items)),)


def _check_anchor(anchor: date, patient: PatientSlice, act: Act) -> Iterator[Alert]:
    if patient.consent is not None and anchor < patient.consent.signed_on:
        yield stop("schedule.before_consent", on=anchor, consent=patient.consent.signed_on)
    yield from check_within_reach(anchor, act)


def check_within_reach(on: date, act: Act) -> Iterator[Alert]:
    """Return a stop for a first day whose plan would leave the days the calendar knows."""
    first, last = act.today - BEFORE, act.today + AHEAD
    if not first <= on <= last:
        yield stop("schedule.out_of_reach", on=on, first=first, last=last)


def closures_used(act: Act, items: tuple[PlannedItem, ...]) -> tuple[date, ...]:
    """Return the closures between the first and last item, to be kept in the entry."""
    if not items:
        return ()
    days = [item.scheduled for item in items] + [item.target for item in items]
    return tuple(sorted(d for d in act.calendar.closures if min(days) <= d <= max(days)))


def evolve(plan: PlanSlice, event: object, facts: EntryFacts) -> PlanSlice:
    """Fold one event of this topic."""
    match event:
        case TreatmentPlanned():
            return PlanSlice(event.anchor, {item.code: item for item in event.items})
        case FractionsPlanned():
            kept = {code: one for code, one in plan.items.items() if code not in event.dropped}
            return _with(replace(plan, items=kept), event.items)
        case PlanMoved():
            return _with(plan, event.items)
        case ItemRescheduled():
            told = {one.name: getattr(event, one.name) for one in fields(ItemRescheduled)}
            move = ItemMove(**told, author=facts.author, recorded_at=facts.recorded_at)
            after = _with(plan, [one.item for one in (event.moved, *event.followed)])
            return replace(after, moves=(*plan.moves, move))
        case _:
            return plan


def _with(plan: PlanSlice, items: Iterable[PlannedItem]) -> PlanSlice:
    return replace(plan, items={**plan.items, **{item.code: item for item in items}})
