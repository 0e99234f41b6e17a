"""Lanes of treatment: phases, doses in mg, CSF out and in, punctures, fractions and lost days.

Everything is read off the chart; a planned item stands where the plan has it now.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, SessionView, view_course
from ltm_desktop.app.timeline.shapes import Key, Lane, Look, Mark, Way
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded, OmmayaFacts
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.reservoir import ReservoirRecorded, ReservoirWhat
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import Access, ItemKind, ItemState
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What every lane is made of."""

    chart: Chart
    active: ActiveProtocol
    act: Act
    say: Words

    @property
    def over(self) -> bool:
        """Tell whether treatment ended for this patient, so that nothing waits any more."""
        patient = self.chart.patient
        return bool(patient and (patient.withdrawn_on or patient.died_on))

    @property
    def died_on(self) -> date | None:
        """Return the day of death, None of somebody who lives."""
        return self.chart.patient.died_on if self.chart.patient else None

    @property
    def newest(self) -> date:
        """Return up to which day what goes on lasts: today, or the day of death."""
        return self.died_on or self.act.today


def dose_name(code: ItemCode, told: Told) -> str:
    """Name a dose by its number among the planned ones, as every form does."""
    item = told.chart.plan.items.get(code)
    return told.say("dose {number}", number=item.number) if item else told.say("a further dose")


def treated(told: Told) -> Iterator[Lane]:
    """Yield the lanes of treatment from the top down."""
    yield phases(told)
    yield doses(told)
    yield csf(told)
    yield punctures(told)
    yield from fractions(told)


def phases(told: Told) -> Lane:
    """Return a bar for each phase, from its first to its last day as planned now or as given."""
    chart, say = told.chart, told.say
    given = {one.item: told.act.day_of(one.started_at) for one in chart.dosing.injections()}
    days: dict[str, list[PlannedItem]] = {}
    for item in chart.plan.of(ItemKind.DOSE):
        days.setdefault(item.phase, []).append(item)
    marks = []
    for code, items in days.items():
        on = sorted(given.get(one.code, one.scheduled) for one in items)
        phase = told.active.phases[code].phase if code in told.active.phases else None
        name = say.label(phase.label) if phase else code
        counted = say.many("{count} dose planned", "{count} doses planned", len(items))
        marks.append(
            Mark(
                on[0],
                say("{name}, {doses}", name=name, doses=counted),
                look=Look.SOFT,
                label=name,
                until=on[-1],
            )
        )
    return Lane("phases", say("Phases"), Way.SPANS, _one_row(marks))


def _one_row(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return the bars in one row: phases follow each other."""
    return tuple(sorted(marks, key=lambda one: one.day))


def doses(told: Told) -> Lane:
    """Return every dose: given with its mg, settled as not given, or planned."""
    chart, say = told.chart, told.say
    marks = [_given(one, told) for one in chart.dosing.given]
    injected = {one.item for one in chart.dosing.given}
    for item in chart.plan.of(ItemKind.DOSE):
        if item.code not in injected:
            marks += [mark for mark in (_not_given(item, told),) if mark]
    # a hold that stands is the mark of its planned dose, which an end takes away
    standing = set() if told.over else {one.record for one in chart.dosing.settled.values()}
    marks += [_held(one, told) for one in chart.dosing.holds if one.record not in standing]
    total = sum((one.delivered.value for one in chart.dosing.injections()), Decimal(0))
    count = len({one.item for one in chart.dosing.injections()})
    return Lane(
        "doses",
        say("Doses, mg"),
        Way.POINTS,
        tuple(sorted(marks, key=lambda one: one.day)),
        unit=say.unit(Unit.MG),
        note=say.many(
            "{amount} in {count} dose so far",
            "{amount} in {count} doses so far",
            count,
            amount=Quantity(total, Unit.MG),
        ),
        legend=(
            Key(Look.DONE, say("given")),
            Key(Look.PART, say("partly given")),
            Key(Look.NOT_DONE, say("not given")),
            Key(Look.CAUTION, say.term(ItemState.HELD)),
            Key(Look.PLANNED, say("planned")),
        ),
    )


_PARTLY = (ItemState.PARTIAL, ItemState.ABANDONED)


def _given(one: DoseRecorded, told: Told) -> Mark:
    say = told.say
    none = one.volume_injected.value <= 0
    words = say(
        "{item}: {amount}, {way}, {state}",
        item=say.begin(dose_name(one.item, told)),
        amount=one.delivered,
        way=one.access,
        state=one.state,
    )
    return Mark(
        told.act.day_of(one.started_at),
        words,
        one.started_at.astimezone(told.act.now.tzinfo),
        Look.NOT_DONE if none else Look.PART if one.state in _PARTLY else Look.DONE,
        say.number(one.delivered.value),
        value=one.delivered.value,
    )


def _not_given(item: PlannedItem, told: Told) -> Mark | None:
    say, said = told.say, told.chart.dosing.settled.get(item.code)
    name = say.begin(dose_name(item.code, told))
    if said is not None and said.state is not ItemState.HELD:
        # it lies where it was planned: when somebody settled it is told beside it
        words = say("{item}: {state}", item=name, state=said.state)
        return Mark(item.scheduled, words, look=Look.NOT_DONE)
    if told.over:
        return None
    words = say("{item}: planned", item=name)
    held = said is not None
    if held:
        words = say("{item}: held", item=name)
    look = Look.CAUTION if held else Look.PLANNED
    return Mark(item.scheduled, words, look=look, label="")


def _held(one: DoseNotGiven, told: Told) -> Mark:
    """Mark the day somebody held a dose; it stays when the dose is given later."""
    say, day = told.say, told.act.day_of(one.decided_at)
    name = say.begin(dose_name(one.item, told))
    words = say("{item}: held", item=name)
    if one.until is not None:
        words = say("{item}, held until {day}", item=name, day=one.until)
    at = one.decided_at.astimezone(told.act.now.tzinfo)
    return Mark(day, words, at, Look.CAUTION, label="")


def csf(told: Told) -> Lane:
    """Return CSF taken, below the line, and what went in, above it; both in mL."""
    say, marks = told.say, []
    for one in told.chart.dosing.given:
        at = one.started_at.astimezone(told.act.now.tzinfo)
        day = told.act.day_of(one.started_at)
        out, into = one.facts.csf_withdrawn, one.volume_injected
        flush = one.facts.flush if isinstance(one.facts, OmmayaFacts) else None
        if out.value > 0:
            words = say("{amount} of CSF out", amount=out)
            marks.append(Mark(day, words, at, Look.FACT, value=-out.value))
        if into.value > 0:
            words = say("{amount} in", amount=into)
            if flush is not None and flush.value > 0:
                words = say("{amount} in, then {flush} to flush", amount=into, flush=flush)
            marks.append(Mark(day, words, at, Look.DONE, value=into.value))
    return Lane(
        "csf",
        say("CSF out and in, mL"),
        Way.FLOWS,
        tuple(marks),
        unit=say.unit(Unit.ML),
        note=_balance(told),
        legend=(Key(Look.DONE, say("in")), Key(Look.FACT, say("out"))),
    )


def _balance(told: Told) -> str:
    given = told.chart.dosing.given
    nothing = Decimal(0)
    out = sum((one.facts.csf_withdrawn.value for one in given), nothing)
    into = sum((one.volume_injected.value for one in given), nothing)
    # A flush is told apart and not added: whether it is CSF or saline is in its record.
    return told.say(
        "{out} out, {into} in so far",
        out=Quantity(out, Unit.ML),
        into=Quantity(into, Unit.ML),
    )


_FACTS = {
    ReservoirWhat.INFECTION_SUSPECTED: Look.STOP,
    ReservoirWhat.REMOVED: Look.CAUTION,
}


def punctures(told: Told) -> Lane:
    """Return every puncture, of the reservoir or lumbar, and what was told of the reservoir."""
    say = told.say
    marks = [_puncture(one, told) for one in told.chart.dosing.given]
    history = told.chart.reservoir.history
    for one in history:
        what = say.begin(say.term(one.what))
        words = say("{label}: {value}", label=what, value=one.result) if one.result else what
        if one.what is ReservoirWhat.INFECTION_SUSPECTED:
            end = _cleared(one, history)
            marks.append(
                Mark(
                    one.on,
                    words,
                    look=Look.STOP,
                    until=end or told.newest,
                    going_on=end is None and told.died_on is None,
                )
            )
        else:
            marks.append(Mark(one.on, words, look=_FACTS.get(one.what, Look.FACT)))
    return Lane(
        "punctures",
        say("Punctures, reservoir"),
        Way.POINTS,
        tuple(sorted(marks, key=lambda one: one.day)),
        note=say.many("{count} puncture so far", "{count} punctures so far", _punctured(told)),
        legend=(
            Key(Look.VENTRICULAR, say("reservoir")),
            Key(Look.LUMBAR, say("lumbar")),
            Key(Look.FACT, say("told of the reservoir")),
        ),
    )


def _cleared(one: ReservoirRecorded, history: tuple[ReservoirRecorded, ...]) -> date | None:
    later = (each for each in history if each.on >= one.on)
    cleared = ReservoirWhat.INFECTION_CLEARED
    return next((each.on for each in later if each.what is cleared), None)


def _puncture(one: DoseRecorded, told: Told) -> Mark:
    say, count = told.say, _attempts(one)
    ommaya = one.access is Access.OMMAYA
    words = say.many("{way}, {count} puncture", "{way}, {count} punctures", count, way=one.access)
    at = one.started_at.astimezone(told.act.now.tzinfo)
    look = Look.VENTRICULAR if ommaya else Look.LUMBAR
    return Mark(at.date(), words, at, look, str(count) if count > 1 else "")


def _attempts(one: DoseRecorded) -> int:
    facts = one.facts
    return int((facts.punctures if isinstance(facts, OmmayaFacts) else facts.attempts).value)


def _punctured(told: Told) -> int:
    return sum(_attempts(one) for one in told.chart.dosing.given)


def fractions(told: Told) -> Iterator[Lane]:
    """Yield the lane of the radiotherapy course, where one was prescribed."""
    course = view_course(told.chart, told.active, told.act)
    if course is None:
        return
    say = told.say
    marks = [_session(one, told, course) for one in course.sessions]
    told_of = {one.day for one in course.sessions}
    marks += [
        Mark(day, say("treatment day without a dose"), look=Look.GAP)
        for day in course.lost_days
        if day not in told_of
    ]
    marks += [
        Mark(
            one.scheduled,
            say("fraction {n} of {total} planned", n=one.number, total=one.of),
            look=Look.PLANNED,
        )
        for one in course.waiting
    ]
    unit = told.active.prescription_of(_arm(told))
    yield Lane(
        "fractions",
        say("Fractions, Gy"),
        Way.POINTS,
        tuple(sorted(marks, key=lambda one: one.day)),
        unit=say.unit(unit.tolerance.unit if unit else Unit.GY),
        note=_sum(course, told),
        legend=(
            Key(Look.DONE, say("delivered")),
            Key(Look.PART, say("partly")),
            Key(Look.NOT_DONE, say("not treated")),
            Key(Look.GAP, say("treatment day without a dose")),
            Key(Look.PLANNED, say("planned")),
        ),
    )


def _arm(told: Told) -> str:
    return told.chart.patient.arm or "" if told.chart.patient else ""


_LOOKS = {ItemState.DELIVERED: Look.DONE, ItemState.PARTIAL: Look.PART}


def _session(one: SessionView, told: Told, course: CourseView) -> Mark:
    say, session = told.say, one.session
    doses = [
        say("{volume} {dose}", volume=each.volume, dose=each.dose) for each in session.delivered
    ]
    total = course.ordered.fractions
    words = say(
        "fraction {n} of {total}: {state}", n=session.fraction, total=total, state=one.state
    )
    if doses:
        words = say("{what}, {doses}", what=words, doses=say.listing(doses))
    at = session.at.astimezone(told.act.now.tzinfo)
    return Mark(one.day, words, at, _LOOKS.get(one.state, Look.NOT_DONE))


def _sum(course: CourseView, told: Told) -> str:
    say = told.say
    last = course.sessions[-1].cumulative if course.sessions else {}
    unit = course.ordered.targets[0].total.unit
    sums = [
        say("{volume} {dose}", volume=volume, dose=Quantity(dose, unit))
        for volume, dose in last.items()
    ]
    done = len({one.session.fraction for one in course.sessions if one.treated})
    if not sums:
        return say("{n} of {total}", n=done, total=course.ordered.fractions)
    return say(
        "{n} of {total}; {doses}", n=done, total=course.ordered.fractions, doses=say.listing(sums)
    )
