"""The steps of one dose as its path shows them: which there are, who each waits for, what is next.

No Qt. A step the site signed away is absent, not grey; a step is done only once it is stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import Check, DoseRecorded, Order, is_extra
from ltm_desktop.domain.dosing_path import REMOVABLE, DoseStep, Walked, path_of
from ltm_desktop.domain.dosing_steps import PatientCalled, PatientObserved
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.standing import Step, StepLine, named, open_check

PAGES: Mapping[DoseStep, Step] = {
    DoseStep.ASSESSED: Step.ASSESS,
    DoseStep.PRESCRIBED: Step.ORDER,
    DoseStep.VERIFIED: Step.VERIFY,
    DoseStep.PREPARED: Step.PREPARE,
    DoseStep.RELEASED: Step.RELEASE,
    DoseStep.RECEIVED: Step.RECEIVE,
    DoseStep.CHECKED: Step.CHECK,
    DoseStep.TIMED_OUT: Step.TIME_OUT,
    DoseStep.STARTED: Step.GIVE,
    DoseStep.TOLD: Step.SIGN,
    DoseStep.OBSERVED: Step.OBSERVE,
}
"""The page on which each step of the path is taken."""
_UNPLANNED = (Step.GIVE, Step.SIGN, Step.OBSERVE)


def pages_of(
    active: ActiveProtocol | None, item: ItemCode, told: DoseRecorded | None = None
) -> tuple[Step, ...]:
    """Return the pages of a dose in the order of its path; calls follow a lumbar puncture."""
    kept = active.dose_steps if active else frozenset(step.value for step in REMOVABLE)
    shown = tuple(PAGES[step] for step in path_of(kept) if step in PAGES)
    if is_extra(item):
        shown = _UNPLANNED
    observes = active is not None and bool(active.observation_minutes)
    calls = told is not None and told.access is Access.LUMBAR and active is not None
    called = (Step.CALL,) if calls and active is not None and active.headache_call_days else ()
    return (*(step for step in shown if observes or step is not Step.OBSERVE), *called)


def next_page(chart: Chart, item: ItemCode, active: ActiveProtocol | None) -> Step:
    """Return the page of the first step that does not stand yet; an injection is told by Give."""
    walked = chart.dosing.steps_of(item)
    if is_extra(item) or walked.started is not None:
        return Step.GIVE
    for step in pages_of(active, item):
        if step in {Step.GIVE, Step.SIGN} or not _stands(chart, item, step, walked):
            return step if step is not Step.SIGN else Step.GIVE
    return Step.GIVE


def _stands(chart: Chart, item: ItemCode, step: Step, walked: Walked) -> bool:
    if step is Step.ORDER:
        return item in chart.dosing.orders
    if step is Step.CHECK:
        return open_check(chart, item) is not None
    taken = next(one for one, page in PAGES.items() if page is step)
    return walked.stands().get(taken, False)


@dataclass(frozen=True, slots=True)
class Walk:
    """What is known of one dose, for the lines of its steps."""

    order: Order | None
    checked: Check | None
    walked: Walked
    observed: tuple[PatientObserved, ...]
    called: tuple[PatientCalled, ...]
    call_days: tuple[int, ...]
    settled: bool
    """Whether a person has said what became of it."""
    owed: str
    """Who still owes a signature, empty where nobody does."""
    people: People
    now: datetime
    say: Words

    def by(self, person: PersonId, at: datetime | None = None) -> str:
        """Return who did a step, and when."""
        name = named(self.people, person)
        return name if at is None else self.say.apart(name, self.at(at))

    def at(self, moment: datetime) -> str:
        """Return a moment as it is told at this site: today's only by its time."""
        local = moment.astimezone(self.now.tzinfo)
        today = local.date() == self.now.date()
        return self.say.time(local) if today else self.say.moment(local)


def step_lines(walk: Walk, pages: tuple[Step, ...]) -> tuple[StepLine, ...]:
    """Return each step with the role it waits for, then with who took it and when."""
    return tuple(_LINES[step](walk) for step in pages)


def _assess(walk: Walk) -> StepLine:
    say, at = walk.say, walk.walked.assessed_at
    detail = walk.at(at) if at else say("nurse or physician")
    return StepLine(Step.ASSESS, say("Assess"), detail, at is not None)


def _order(walk: Walk) -> StepLine:
    say, order = walk.say, walk.order
    detail = walk.by(order.prescriber, order.ordered_at) if order else say("physician")
    return StepLine(Step.ORDER, say("Order"), detail, order is not None)


def _verify(walk: Walk) -> StepLine:
    say, verified = walk.say, walk.walked.verified
    detail = walk.by(verified.pharmacist) if verified else say("pharmacist")
    return StepLine(Step.VERIFY, say("Verify"), detail, verified is not None)


def _prepare(walk: Walk) -> StepLine:
    say, made = walk.say, walk.walked.preparation
    detail = say("pharmacist and second person")
    if made is not None:
        detail = walk.by(made.prepared.preparer, made.prepared.prepared_at)
    return StepLine(Step.PREPARE, say("Prepare"), detail, made is not None)


def _release(walk: Walk) -> StepLine:
    say, made = walk.say, walk.walked.preparation
    released = made.released if made else None
    detail = walk.by(released.by) if released else say("pharmacist")
    return StepLine(Step.RELEASE, say("Release"), detail, released is not None)


def _receive(walk: Walk) -> StepLine:
    say, made = walk.say, walk.walked.preparation
    received = made.received if made else None
    detail = say("nurse or physician")
    if made is not None and received is not None:
        detail = walk.by(received.by, made.received_at)
    return StepLine(Step.RECEIVE, say("Receive"), detail, received is not None)


def _check(walk: Walk) -> StepLine:
    say, checked = walk.say, walk.checked
    detail = walk.by(checked.second, checked.checked_at) if checked else say("two people")
    return StepLine(Step.CHECK, say("Check"), detail, checked is not None)


def _time_out(walk: Walk) -> StepLine:
    say, at = walk.say, walk.walked.time_out_at
    detail = walk.at(at) if at else say("everybody in the room")
    if walk.walked.stopped_at is not None:
        detail = say("stopped {time}", time=walk.at(walk.walked.stopped_at))
    return StepLine(Step.TIME_OUT, say("Time-out"), detail, at is not None)


def _give(walk: Walk) -> StepLine:
    say, started = walk.say, walk.walked.started
    detail = walk.by(started.operator, started.started_at) if started else say("who injects")
    if walk.settled and started is None:
        detail = say("told")
    return StepLine(Step.GIVE, say("Give"), detail, walk.settled)


def _sign(walk: Walk) -> StepLine:
    say, owed = walk.say, walk.settled and bool(walk.owed)
    detail = say("signed") if walk.settled else say("two people")
    if owed:
        detail = say("waits for {person}", person=walk.owed)
    return StepLine(Step.SIGN, say("Sign"), detail, walk.settled and not owed, waits=owed)


def _observe(walk: Walk) -> StepLine:
    say, seen = walk.say, walk.observed
    closed = bool(seen) and seen[-1].last
    detail = walk.at(seen[-1].observed_at) if seen else say("nurse or physician")
    return StepLine(Step.OBSERVE, say("Observe"), detail, closed, waits=walk.settled and not closed)


def _call(walk: Walk) -> StepLine:
    say = walk.say
    reached = {one.day for one in walk.called if one.reached} & set(walk.call_days)
    done = reached == set(walk.call_days)
    detail = say("{count} of {total} calls", count=len(reached), total=len(walk.call_days))
    return StepLine(Step.CALL, say("Calls"), detail, done, waits=not done)


_LINES: Mapping[Step, Callable[[Walk], StepLine]] = {
    Step.ASSESS: _assess,
    Step.ORDER: _order,
    Step.VERIFY: _verify,
    Step.PREPARE: _prepare,
    Step.RELEASE: _release,
    Step.RECEIVE: _receive,
    Step.CHECK: _check,
    Step.TIME_OUT: _time_out,
    Step.GIVE: _give,
    Step.SIGN: _sign,
    Step.OBSERVE: _observe,
    Step.CALL: _call,
}
