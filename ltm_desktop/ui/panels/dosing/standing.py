"""Where a patient's doses stand, worded for the panel: the doses, the steps, the last doses.

No Qt. Due and overdue are computed from today; a step is done only once it is signed and stored.
"""

from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Check, DoseRecorded, Order, is_extra
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import PlannedItem, item_state
from ltm_desktop.domain.terms import Access, ItemKind, ItemState


class Step(StrEnum):
    """A page of the panel; those up to `call` are the steps of a dose."""

    ASSESS = "assess"
    ORDER = "order"
    VERIFY = "verify"
    PREPARE = "prepare"
    RELEASE = "release"
    RECEIVE = "receive"
    CHECK = "check"
    TIME_OUT = "time_out"
    GIVE = "give"
    SIGN = "sign"
    OBSERVE = "observe"
    CALL = "call"
    NOT_GIVEN = "not_given"
    VOID = "void"
    SETTLED = "settled"
    LEFT = "left"
    """The form was left; its draft is kept."""


_PATH = tuple(Step)[: tuple(Step).index(Step.CALL) + 1]


def following(step: Step) -> Step:
    """Return the page that comes after one on the path of a dose; the settled one off its end."""
    after = _PATH.index(step) + 1 if step in _PATH else len(_PATH)
    return _PATH[after] if after < len(_PATH) else Step.SETTLED


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One planned dose in the list beside the form."""

    item: ItemCode
    number: int
    """0 for an injection that no plan holds."""
    state: ItemState
    detail: str
    """The day it happened or is planned for, worded."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step with its state in words."""

    step: Step
    title: str
    detail: str
    done: bool
    waits: bool = False
    """True while a signature is owed to a record that stands."""


@dataclass(frozen=True, slots=True)
class LastDose:
    """One injection of the past; the real time and the real amount."""

    number: int
    given: str
    access: str
    amount: str
    mark: str = ""
    """The lasting mark of a dose of which an older record exists."""


@dataclass(frozen=True, slots=True)
class Header:
    """The medicine line and the plan beneath it; `dose` is None before the order."""

    drug: str
    dose: Quantity | None
    route: str
    plan: str


def dose_lines(chart: Chart, today: date, say: Words) -> tuple[DoseLine, ...]:
    """Return every planned dose by its number."""
    planned = tuple(_dose_line(chart, item, today, say) for item in chart.plan.of(ItemKind.DOSE))
    return (*planned, *_extra_lines(chart, say))


def _extra_lines(chart: Chart, say: Words) -> tuple[DoseLine, ...]:
    told = {code: said for code, said in chart.dosing.settled.items() if is_extra(code)}
    return tuple(
        DoseLine(code, 0, said.state, say.date(said.at.date())) for code, said in told.items()
    )


def open_check(chart: Chart, item: ItemCode) -> Check | None:
    """Return the check that stands for the next injection; one used by a record is no more."""
    check = chart.dosing.checks.get(item)
    return None if check is None or check.record in chart.records.by_id else check


def is_settled(chart: Chart, item: ItemCode, again: str) -> bool:
    """Tell whether a dose is settled; telling beyond the record `again` opens it once more."""
    said = chart.dosing.settled.get(item)
    return said is not None and chart.dosing.is_settled(item) and said.record != again


def _dose_line(chart: Chart, item: PlannedItem, today: date, say: Words) -> DoseLine:
    said = chart.dosing.settled.get(item.code)
    state = item_state(
        item, today, said.state if said else None, until := said.until if said else None
    )
    if said is not None and chart.dosing.is_settled(item.code):
        detail = say.date(said.at.date())
    elif state is ItemState.HELD and until is not None:
        detail = say("until {day}", day=until)
    else:
        detail = say.date(item.scheduled)
    return DoseLine(item.code, item.number, state, detail)


def oldest_open(chart: Chart) -> ItemCode | None:
    """Return the oldest dose nobody has settled, else the last one; None without a plan."""
    planned = chart.plan.of(ItemKind.DOSE)
    waiting = [item.code for item in planned if not chart.dosing.is_settled(item.code)]
    if waiting:
        return waiting[0]
    if planned:
        return planned[-1].code
    return next((code for code in chart.dosing.settled if is_extra(code)), None)


def header(chart: Chart, item: PlannedItem, active: ActiveProtocol | None, say: Words) -> Header:
    """Return what stands at the top of the form, whatever is scrolled beneath it."""
    order = chart.dosing.orders.get(item.code)
    drug = order.drug if order else active.drug_of(item.code).code if active else ""
    name = drug_name(drug, say, active) if drug else ""
    route = route_words(order.access, say) if order else say("no signed order yet")
    return Header(name, order.dose if order else None, route, _plan(item, say))


def extra_header(item: ItemCode, drug: str, active: ActiveProtocol | None, say: Words) -> Header:
    """Return the head of an injection that no plan holds."""
    name = drug_name(drug, say, active) if drug else say("Injection")
    return Header(name, None, say("no signed order"), say("Outside the plan: {item}", item=item))


def _plan(item: PlannedItem, say: Words) -> str:
    parts = [
        say("Dose {n} of {total}", n=item.number, total=item.of),
        say("planned {day}", day=item.scheduled),
    ]
    if item.window_from is not None and item.window_to is not None:
        parts.append(say("window {first} to {last}", first=item.window_from, last=item.window_to))
    return " · ".join(parts)


def prescriber_line(order: Order | None, people: People, zone: tzinfo | None, say: Words) -> str:
    """Return who prescribed and when, with the order's note."""
    if order is None:
        return ""
    line = say(
        "prescribed by {person}, {moment}",
        person=named(people, order.prescriber),
        moment=order.ordered_at.astimezone(zone),
    )
    return f"{line} · {order.note}" if order.note else line


def named(people: People, person: str) -> str:
    """Return a colleague's name, the id for somebody the site does not know."""
    known = next((one for who, one in people.items() if who == person), None)
    return person_name(known.name) if known else person


def owed_by(chart: Chart, item: ItemCode, people: People) -> str:
    """Return the name of the second person whose signature is still owed, empty where none is."""
    said = chart.dosing.settled.get(item)
    record = chart.records.by_id.get(said.record) if said else None
    if record is None or record.second is None or record.second_signed:
        return ""
    return named(people, record.second)


def last_doses(chart: Chart, zone: tzinfo | None, say: Words) -> tuple[LastDose, ...]:
    """Return the injections, newest first."""
    number = {item.code: item.number for item in chart.plan.of(ItemKind.DOSE)}
    told = sorted(chart.dosing.given, key=lambda one: one.started_at, reverse=True)
    return tuple(
        LastDose(
            number.get(one.item, 0),
            _given_at(one, zone, say),
            access_word(one.access, say),
            say.amount(one.delivered),
            older_mark(chart, one.item, say),
        )
        for one in told
    )


def _given_at(told: DoseRecorded, zone: tzinfo | None, say: Words) -> str:
    at = say.moment(told.started_at.astimezone(zone))
    return say("approx. {value}", value=at) if "started_at" in told.estimated else at


def older_mark(chart: Chart, item: ItemCode, say: Words) -> str:
    """Return the lasting mark of a dose of which an older record exists."""
    own = [one for one in chart.records.by_id.values() if one.item == item]
    if any(one.replaced_by for one in own):
        return say("corrected")
    return say("an older record is void") if any(one.void for one in own) else ""


def access_word(access: Access, say: Words) -> str:
    """Return the way in as a short label for a narrow column."""
    return say("Ommaya") if access is Access.OMMAYA else say("Lumbar")
