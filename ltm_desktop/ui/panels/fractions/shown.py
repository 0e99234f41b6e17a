"""What the panel shows of a course, worded: heading, figures, lines of the table, the plot.

No Qt here; the view only places what stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, SessionView
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import RadiotherapyPrescribed
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.schedule import PlannedItem, item_state
from ltm_desktop.domain.terms import ItemState


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the course; all are calculated, an estimate says so."""

    key: str
    label: str
    value: str
    origin: str
    """How the value came about: calculated, or estimate."""
    detail: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a fraction that waits, or a recorded session."""

    number: int
    fraction: str
    when: str
    target: str
    dose: str
    cumulative: str
    imaging: str
    operators: str
    state: ItemState
    state_words: str
    record: str = ""
    """Empty for a fraction that waits."""


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """The dose of the course after one session."""

    at: datetime
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class PlotShown:
    """The planned and the delivered dose over time, in Gy, with the words of the plot."""

    planned: tuple[tuple[date, Decimal], ...]
    delivered: tuple[PlotPoint, ...]
    not_treated: tuple[PlotPoint, ...]
    lost_days: tuple[date, ...]
    prescribed: Decimal
    now: datetime
    end: date | None
    in_words: str


@dataclass(frozen=True, slots=True)
class CourseShown:
    """The whole left side of the panel."""

    heading: str
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    """The next fraction first, then the newest session."""
    plot: PlotShown
    notice: str = ""
    """What is special about this course now, such as that it is complete."""
    tone: str = "advice"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is needed to word a course."""

    say: Words
    active: ActiveProtocol
    names: Mapping[str, str]
    now: datetime

    def coded(self, vocabulary: str, code: str) -> str:
        """Name a code of the protocol; one it no longer has stands as it was recorded."""
        if vocabulary and code in self.active.vocabulary(vocabulary):
            return self.active.label(vocabulary, code, self.say.language)
        return code

    def targets(self, ordered: RadiotherapyPrescribed) -> str:
        """Name the targets of an order."""
        known = self.active.protocol.prescriptions.get(ordered.prescription)
        words = [self.coded(known.targets if known else "", one) for one in ordered.targets]
        return self.say.listing(words)


def show_course(course: CourseView, wording: Wording) -> CourseShown:
    """Word a course for the panel."""
    notice, tone = _notice(course, wording.say)
    return CourseShown(
        heading=_heading(course, wording),
        figures=tuple(_figures(course, wording.say)),
        lines=tuple(_lines(course, wording)),
        plot=_plot(course, wording),
        notice=notice,
        tone=tone,
    )


def _heading(course: CourseView, wording: Wording) -> str:
    say, known = wording.say, wording.active.protocol.prescriptions.get(course.ordered.prescription)
    label = say.label(known.label) if known else course.ordered.prescription
    return say("{course} · {targets}", course=label, targets=wording.targets(course.ordered))


def _figures(course: CourseView, say: Words) -> list[Figure]:
    summed, calculated = course.summed, say("calculated")
    count = say("{count} of {total}", count=summed.started, total=summed.fractions)
    figures = [
        Figure("delivered", say("Delivered"), say.gy(summed.delivered), calculated),
        Figure("fractions", say("Fractions"), count, calculated),
        Figure("remaining", say("Remaining"), say.gy(summed.remaining), calculated),
    ]
    if summed.shortfall:
        short = say("Shortfall")
        figures.append(
            Figure("shortfall", short, say.gy(summed.shortfall), calculated, tone="caution")
        )
    if summed.excess:
        excess = say("Beyond the prescription")
        figures.append(Figure("excess", excess, say.gy(summed.excess), calculated, tone="stop"))
    lost = len(course.lost_days)
    figures.append(
        Figure(
            "interrupted",
            say("Interrupted"),
            say.many("{count} day", "{count} days", lost),
            calculated,
            tone="caution" if lost else "",
        )
    )
    return [*figures, *_time_figures(course, say)]


def _time_figures(course: CourseView, say: Words) -> list[Figure]:
    if course.end is None or course.overall_days is None:
        return []
    if course.stopped:
        return []
    real = course.all_started
    overall = say.many("{count} day", "{count} days", course.overall_days)
    planned = say("planned {days}", days=course.planned_days)
    end = say("Last fraction") if real else say("Projected end")
    origin = say("calculated") if real else say("estimate")
    return [
        Figure("overall", say("Overall time"), overall, origin, planned),
        Figure("end", end, say.date(course.end), origin, days_late(course.days_late, say)),
    ]


def days_late(days: int, say: Words) -> str:
    """Word how far an end lies from the planned one."""
    if days > 0:
        return say.many("{count} day late", "{count} days late", days)
    if days < 0:
        return say.many("{count} day early", "{count} days early", -days)
    return say("as planned")


def _notice(course: CourseView, say: Words) -> tuple[str, str]:
    summed = course.summed
    if course.stopped:
        return say("Treatment ended before the course did; no fraction is planned any more."), ""
    if summed.incomplete:
        short = say.listing(str(number) for number in summed.incomplete)
        sentence = say(
            "Fraction {numbers} is short; the physician decides whether the rest is given.",
            numbers=short,
        )
        return sentence, "caution"
    if course.all_started:
        return say("The course is complete; no further fraction can be planned."), "ok"
    return "", ""


def _lines(course: CourseView, wording: Wording) -> list[Line]:
    recorded = [_session_line(one, course, wording) for one in reversed(course.sessions)]
    following = course.waiting[:1]
    return [*(_waiting_line(item, course, wording) for item in following), *recorded]


def _waiting_line(item: PlannedItem, course: CourseView, wording: Wording) -> Line:
    say, state = wording.say, item_state(item, wording.now.date())
    return Line(
        number=item.number,
        fraction=str(item.number),
        when=say.date(item.scheduled),
        target=wording.targets(course.ordered),
        dose="",
        cumulative="",
        imaging="",
        operators="",
        state=state,
        state_words=say.term(state),
    )


def _session_line(one: SessionView, course: CourseView, wording: Wording) -> Line:
    say, session = wording.say, one.session
    reason = wording.coded("rt_interruption", session.reason) if session.reason else ""
    word = say.term(session.outcome)
    people = [session.operator, session.second] if one.treated else [session.operator]
    operators = [wording.names.get(who, who) for who in people if who]
    return Line(
        number=session.fraction,
        fraction=str(session.fraction),
        when=say.moment(session.at.astimezone(wording.now.tzinfo)),
        target=wording.targets(course.ordered) if one.treated else "",
        dose=say.number(session.delivered.value) if one.treated else "",
        cumulative=say.number(one.cumulative),
        imaging=wording.coded("rt_imaging", session.imaging),
        operators="\n".join(operators),
        state=one.state,
        state_words="\n".join(part for part in (word, reason) if part),
        record=session.record,
    )


def _plot(course: CourseView, wording: Wording) -> PlotShown:
    each = course.ordered.per_fraction.value
    return PlotShown(
        planned=tuple((item.target, each * item.number) for item in course.plan),
        delivered=tuple(_point(one, wording) for one in course.sessions if one.treated),
        not_treated=tuple(_point(one, wording) for one in course.sessions if not one.treated),
        lost_days=course.lost_days,
        prescribed=course.ordered.total.value,
        now=wording.now,
        end=course.end,
        in_words=_in_words(course, wording.say),
    )


def _point(one: SessionView, wording: Wording) -> PlotPoint:
    return PlotPoint(one.session.at.astimezone(wording.now.tzinfo), one.cumulative)


def _in_words(course: CourseView, say: Words) -> str:
    summed = course.summed
    sentences = [
        say(
            "{delivered} of {total} delivered in {count} of {fractions} fractions.",
            delivered=say.amount(summed.delivered, Unit.GY),
            total=say.amount(summed.prescribed, Unit.GY),
            count=summed.started,
            fractions=summed.fractions,
        )
    ]
    if course.lost_days:
        days = say.listing(say.date(day) for day in course.lost_days)
        sentences.append(say("No dose on {days}.", days=days))
    if course.end and not course.all_started and not course.stopped:
        late = days_late(course.days_late, say)
        sentences.append(
            say("Projected end, an estimate: {date}, {late}.", date=course.end, late=late)
        )
    return say.together(*sentences)
