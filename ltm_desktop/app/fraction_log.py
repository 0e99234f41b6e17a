"""The fraction log as a sheet: a row per session, what was decided and checked, sums and plot.

Signed as the paper of a weekly check, up to its day; at any other time a copy that says it is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from datetime import date, timedelta
from decimal import Decimal

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.course_views import CourseView, view_course
from ltm_desktop.app.fraction_log_rows import (
    Log,
    Row,
    Told,
    checks,
    decisions,
    effects,
    is_of_the_log,
    orders,
    sessions,
    sums,
)
from ltm_desktop.app.paper import AmountLine, Section, Sheet, SignatureSlot
from ltm_desktop.app.paper_tables import DosePlot, PaperTable, PlotCurve
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.sheets import (
    both,
    kind_banner,
    paired,
    patient_fields,
    sections_of,
    site_line,
)
from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.fraction_told import H20
from ltm_desktop.domain.fractions import CourseChecked, FractionRecorded
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

Rows = Callable[[Log, Voice], Iterator[Row]]
Heads = Callable[[Words], tuple[str, ...]]
_MOST_DAYS = 7


@dataclass(frozen=True, slots=True)
class LogFacts:
    """What a fraction log is made of."""

    chart: Chart
    site: SiteState
    active: ActiveProtocol
    act: Act
    head: Head
    told: tuple[Told, ...]
    """The patient's events with the time of each, oldest first."""
    languages: tuple[str, ...]
    proposal: Proposal | None = None
    """The weekly check whose paper this is; None for a copy."""

    @property
    def check(self) -> CourseChecked | None:
        """Return the weekly check that is being signed."""
        events = self.proposal.events if self.proposal else ()
        return next((one for one in events if isinstance(one, CourseChecked)), None)


def log_sheet(facts: LogFacts) -> Sheet:
    """Return the log up to the day of its check, or as it stands. Raises Refused with no course."""
    log = _log(facts)
    speakers = tuple(Words(language) for language in facts.languages)
    zone = facts.act.now.tzinfo
    voices = tuple(Voice(say, facts.site, facts.active, zone) for say in speakers)
    identity = facts.chart.patient.identity if facts.chart.patient else None
    check = facts.check
    return Sheet(
        title=both([_title(facts, say) for say in speakers]),
        site_line=site_line(facts.site, facts.active),
        patient=patient_fields(identity, speakers, facts.act.today),
        amount_line=AmountLine("", "", ""),
        sections=_sections(facts, speakers),
        signatures=_slots(check, facts.site, speakers),
        record_id=check.record if check else "",
        body_digest=facts.proposal.digest if facts.proposal else "",
        head_seq=facts.head.seq,
        head_hash=facts.head.hash,
        notes=_notes(facts, speakers),
        tables=tuple(_tables(log, voices)),
        plot=_plot(log.course, facts.act, speakers),
        kind_banner=kind_banner(facts.site, speakers),
        language="+".join(facts.languages),
    )


def _log(facts: LogFacts) -> Log:
    chart, act, check, told = facts.chart, facts.act, facts.check, facts.told
    if check is not None:
        told = (*told, Told(check, act.now))
        course = chart.course
        for one in course.sessions:
            if act.day_of(one.at) > check.through:
                course = course.without(one.record)
        chart = replace(chart, course=course)
    view = view_course(chart, facts.active, act)
    if view is None:
        raise refuse("fractions.no_prescription", H20)
    shown = tuple(
        one for one in told if is_of_the_log(one.event) and not _later(one.event, check, act)
    )
    return Log(view, shown, chart.records.by_id)


def _later(event: object, check: CourseChecked | None, act: Act) -> bool:
    """Tell whether a session lies after the day that is checked."""
    if check is None or not isinstance(event, FractionRecorded):
        return False
    return act.day_of(event.at) > check.through


def _title(facts: LogFacts, say: Words) -> str:
    if facts.check is not None:
        return say("Weekly check and fraction log")
    at = say.zone_moment(facts.act.now)
    return say("Fraction log, unsigned copy printed {moment}", moment=at)


def _sections(facts: LogFacts, speakers: tuple[Words, ...]) -> tuple[Section, ...]:
    if facts.proposal is None:
        return ()
    told = [
        statement(
            facts.proposal.events,
            patient=facts.chart.patient.identity if facts.chart.patient else None,
            site=facts.site,
            active=facts.active,
            say=say,
            zone=facts.act.now.tzinfo,
        )
        for say in speakers
    ]
    return sections_of(told, speakers)


def _slots(
    check: CourseChecked | None, site: SiteState, speakers: tuple[Words, ...]
) -> tuple[SignatureSlot, ...]:
    if check is None:
        return ()
    known = site.people.get(check.by)
    name = person_name(known.name) if known else check.by
    return (SignatureSlot("Checked", both([say.term(Meaning.CHECKED) for say in speakers]), name),)


def _notes(facts: LogFacts, speakers: tuple[Words, ...]) -> tuple[str, ...]:
    if facts.check is None:
        return ()
    words = (
        say(
            "A session told or put right after this check stands in the ledger and in the next "
            "log, not here."
        )
        for say in speakers
    )
    return tuple(dict.fromkeys(words))


@dataclass(frozen=True, slots=True)
class _Kind:
    """One table of the log."""

    title: Callable[[Words], str]
    heads: Heads
    shares: tuple[float, ...]
    rows: Rows
    note: Callable[[Words], str] = field(default=lambda _: "")
    always: bool = False


def _tables(log: Log, voices: tuple[Voice, ...]) -> Iterator[PaperTable]:
    speakers = tuple(voice.say for voice in voices)
    for kind in _kinds(log):
        rows = tuple(
            tuple(paired(cells) for cells in zip(*row, strict=True))
            for row in zip(*(kind.rows(log, voice) for voice in voices), strict=True)
        )
        heads = zip(*(kind.heads(say) for say in speakers), strict=True)
        if rows or kind.always:
            yield PaperTable(
                both([kind.title(say) for say in speakers]),
                tuple(both(list(words), "\n") for words in heads),
                kind.shares,
                rows,
                both([kind.note(say) for say in speakers], "\n"),
            )


def _kinds(log: Log) -> tuple[_Kind, ...]:
    """Return the tables in the order a physicist reads them."""
    return (
        _Kind(lambda say: say("Order"), _order_heads, (0.08, 0.11, 0.35, 0.22, 0.24), orders),
        _Kind(
            lambda say: say("Dose of each volume"),
            lambda say: _sum_heads(log, say),
            (0.2, 0.16, 0.16, 0.16, 0.16, 0.16),
            sums,
            lambda say: _time_words(log.course, say),
        ),
        _Kind(
            lambda say: say("BED and EQD2"),
            lambda say: _effect_heads(log, say),
            (0.25, 0.25, 0.25, 0.25),
            effects,
            lambda say: say("calculated, linear-quadratic model without repair or repopulation"),
        ),
        _Kind(
            lambda say: say("Sessions"),
            lambda say: _session_heads(log, say),
            (0.09, 0.14, 0.08, 0.08, 0.27, 0.15, 0.19),
            sessions,
            always=True,
        ),
        _Kind(
            lambda say: say("Decisions and compensation"),
            _decision_heads,
            (0.14, 0.16, 0.27, 0.23, 0.2),
            decisions,
        ),
        _Kind(
            lambda say: say("Weekly checks"),
            _check_heads,
            (0.13, 0.16, 0.15, 0.33, 0.23),
            checks,
        ),
    )


def _order_heads(say: Words) -> tuple[str, ...]:
    how = say("Technique, energy, intent, reason")
    by = say("Prescribed by, when")
    return (say("Version"), say("Fractions"), say("Volumes"), how, by)


def _sum_heads(log: Log, say: Words) -> tuple[str, ...]:
    unit = say.unit(log.unit)
    return (
        say("Target volume"),
        say("Prescribed, {unit}", unit=unit),
        say("Delivered, {unit}", unit=unit),
        say("Remaining, {unit}", unit=unit),
        say("Shortfall, {unit}", unit=unit),
        say("Beyond, {unit}", unit=unit),
    )


def _effect_heads(log: Log, say: Words) -> tuple[str, ...]:
    unit = say.unit(log.unit)
    bed, eqd2 = say("BED, {unit}", unit=unit), say("EQD2, {unit}", unit=unit)
    return (say("Target volume"), say("Alpha/beta, Gy"), bed, eqd2)


def _session_heads(log: Log, say: Words) -> tuple[str, ...]:
    unit = say.unit(log.unit)
    return (
        say("Fraction"),
        say("Start"),
        say("Dose, {unit}", unit=unit),
        say("Total, {unit}", unit=unit),
        say("Machine, operators"),
        say("Imaging, shifts"),
        say("Outcome, reason, remarks"),
    )


def _decision_heads(say: Words) -> tuple[str, ...]:
    return (say("About"), say("When"), say("Decision"), say("Reason"), say("Decided by"))


def _check_heads(say: Words) -> tuple[str, ...]:
    found = say("Looked at and right, notes")
    return (
        say("Checked up to"),
        say("Sessions told"),
        say("Delivered so far"),
        found,
        say("Checked by"),
    )


def _time_words(course: CourseView, say: Words) -> str:
    """Say that the figures are calculated, and how the overall time stands to its plan."""
    calculated = say("Calculated from the sessions below; nothing is typed.")
    if course.overall_days is None or course.end is None:
        return calculated
    planned, days = course.planned_days, course.overall_days
    lost = say.many(
        "{count} day without a dose", "{count} days without a dose", len(course.lost_days)
    )
    if course.all_started:
        time = say(
            "Overall time {days} d, planned {planned} d; {lost}.",
            days=days,
            planned=planned,
            lost=lost,
        )
    else:
        time = say(
            "Overall time projected {days} d, an estimate, planned {planned} d; {lost}; projected "
            "end {end}.",
            days=days,
            planned=planned,
            lost=lost,
            end=course.end,
        )
    return say.together(calculated, time)


def _plot(course: CourseView, act: Act, speakers: tuple[Words, ...]) -> DosePlot:
    curves = tuple(
        PlotCurve(
            one.volume, tuple(_planned(one.volume, course)), tuple(_given(one.volume, course))
        )
        for one in course.summed.targets
    )
    known = [day for one in curves for line in (one.planned, one.delivered) for day, _ in line]
    return DosePlot(
        title=both([say("Planned against delivered dose") for say in speakers]),
        unit=both([say.unit(course.summed.main.unit) for say in speakers]),
        planned_word=both([say("planned") for say in speakers]),
        delivered_word=both([say("delivered") for say in speakers]),
        missed_word=both([say("treatment day without a dose") for say in speakers]),
        curves=curves,
        missed=course.lost_days,
        days=tuple(_named(min(known), max(known), speakers[0])) if known else _today(act, speakers),
    )


def _today(act: Act, speakers: tuple[Words, ...]) -> tuple[tuple[date, str], ...]:
    return ((act.today, speakers[0].date(act.today)),)


def _planned(volume: str, course: CourseView) -> Iterator[tuple[date, Decimal]]:
    total = Decimal(0)
    for item in course.plan:
        each = {one.volume: one.per_fraction for one in course.course.targets_of(item.number)}
        if volume in each:
            total += each[volume].value
            yield item.target, total


def _given(volume: str, course: CourseView) -> Iterator[tuple[date, Decimal]]:
    for one in course.sessions:
        if any(dose.volume == volume for dose in one.session.delivered):
            yield one.day, one.cumulative[volume]


def _named(first: date, last: date, say: Words) -> Iterator[tuple[date, str]]:
    """Yield the first day, a few between and the last, a whole number of weeks apart."""
    weeks = max(1, -(-((last - first).days // 7 + 1) // _MOST_DAYS))
    day = first
    while (last - day).days >= 5 * weeks:
        yield day, say.date(day)
        day += timedelta(weeks=weeks)
    yield last, say.date(last)
