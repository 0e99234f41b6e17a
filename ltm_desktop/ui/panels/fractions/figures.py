"""The figures of a course, worded: dose of each volume, time, BED and EQD2. No Qt here.

Every figure says that it is calculated or an estimate; none is rounded before it is shown.
"""

from collections.abc import Iterator
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, biological
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fraction_sums import TargetSum
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.fractions.plotted import days_late
from ltm_desktop.ui.panels.fractions.shown import Figure, Sums, Wording, volume_words

_HUNDREDTH = Decimal("0.01")


def figures_of(course: CourseView, say: Words) -> tuple[Figure, ...]:
    """Return the row of figures above the plot."""
    return tuple(_figures(course, say))


def _figures(course: CourseView, say: Words) -> Iterator[Figure]:
    summed, calculated = course.summed, say("calculated")
    for one in summed.targets:
        yield from _dose_figures(one, course, say)
    count = say("{count} of {total}", count=summed.started, total=summed.fractions)
    yield Figure("fractions", say("Fractions"), count, calculated)
    lost = len(course.lost_days)
    days = say.many("{count} day", "{count} days", lost)
    tone = "caution" if lost else ""
    yield Figure("interrupted", say("Interrupted"), days, calculated, tone=tone)
    if not course.stopped:
        yield from _time_figures(course, say)


def _dose_figures(one: TargetSum, course: CourseView, say: Words) -> Iterator[Figure]:
    calculated, alone = say("calculated"), len(course.summed.targets) == 1
    key = "" if alone else f".{one.volume}"

    def figure(name: str, label: str, dose: Decimal, detail: str = "", tone: str = "") -> Figure:
        words = label if alone else say("{volume} {figure}", volume=one.volume, figure=label)
        return Figure(name + key, words, say.amount(dose, one.unit), calculated, detail, tone)

    prescribed = say("of {total}", total=say.amount(one.prescribed, one.unit))
    yield figure("delivered", say("Delivered"), one.delivered, prescribed)
    if alone:
        yield figure("remaining", say("Remaining"), one.remaining)
    if one.shortfall:
        yield figure("shortfall", say("Shortfall"), one.shortfall, tone="caution")
    if one.excess:
        yield figure("excess", say("Beyond the prescription"), one.excess, tone="stop")


def _time_figures(course: CourseView, say: Words) -> Iterator[Figure]:
    if course.end is None or course.overall_days is None:
        return
    real = course.all_started
    origin = say("calculated") if real else say("estimate")
    overall = say.many("{count} day", "{count} days", course.overall_days)
    planned = say("planned {days}", days=_days(course.planned_days, say))
    yield Figure("overall", say("Overall time"), overall, origin, planned)
    label = say("Last fraction") if real else say("Projected end")
    late = days_late(course.days_late, say)
    tone = "caution" if course.over_limit else ""
    yield Figure("end", label, say.date(course.end), origin, late, tone)


def _days(days: int | None, say: Words) -> str:
    return say.many("{count} day", "{count} days", days or 0)


def volumes_of(course: CourseView, wording: Wording) -> Sums:
    """Return what each volume was prescribed, received and lacks."""
    say, unit = wording.say, course.summed.main.unit
    words = say.unit(unit)
    heading = (
        say("Target volume"),
        say("Prescribed, {unit}", unit=words),
        say("Delivered, {unit}", unit=words),
        say("Remaining, {unit}", unit=words),
        say("Shortfall, {unit}", unit=words),
        say("Beyond, {unit}", unit=words),
    )
    lines = tuple(_volume_line(one, course, wording) for one in course.summed.targets)
    return Sums(heading, lines, say("calculated"), say("Dose of each volume"))


def _volume_line(one: TargetSum, course: CourseView, wording: Wording) -> tuple[str, ...]:
    say, ordered = wording.say, course.ordered
    site = wording.target(ordered.prescription, one.target) if one.target else ""
    name = volume_words(one.volume, site, say)
    doses = (one.prescribed, one.delivered, one.remaining, one.shortfall, one.excess)
    return (name, *(say.number(dose) for dose in doses))


def time_of(course: CourseView, say: Words) -> Sums:
    """Return the overall time against plan, with the limit the site signed for its category."""
    if course.overall_days is None or course.stopped:
        return Sums((), ())
    ordered = course.ordered
    limit = say("no limit signed") if ordered.prolongation is None else str(ordered.prolongation)
    heading = (
        say("Overall time, days"),
        say("By plan"),
        say("Real") if course.all_started else say("Projected"),
        say("Longer by"),
        say("Site's limit"),
        say("Category"),
    )
    line = (
        say("first to last fraction"),
        str(course.planned_days),
        str(course.overall_days),
        str(max(course.days_late, 0)),
        limit,
        ordered.category or say("none"),
    )
    origin = say("calculated") if course.all_started else say("estimate")
    return Sums(heading, (line,), origin, say("Overall time"))


def biological_of(course: CourseView, say: Words) -> Sums:
    """Return BED and EQD2 of what was delivered; nothing where the site signed no alpha/beta."""
    found = biological(course)
    unit = say.unit(Unit.GY_RBE if course.summed.main.unit is Unit.GY_RBE else Unit.GY)
    heading = (
        say("Target volume"),
        say("Alpha/beta, Gy"),
        say("BED, {unit}", unit=unit),
        say("EQD2, {unit}", unit=unit),
    )
    lines = tuple((one.volume, str(one.alpha_beta), _two(one.bed), _two(one.eqd2)) for one in found)
    label = say("calculated, linear-quadratic model without repair or repopulation")
    return Sums(heading, lines, label, say("BED and EQD2"))


def _two(dose: Decimal) -> str:
    return str(dose.quantize(_HUNDREDTH))
