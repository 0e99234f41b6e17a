"""What the panel shows of a course, worded: heading, lines of the table, what is special now.

No Qt here; the view only places what stands here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.app.course_views import CourseView, SessionView
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import CourseTarget, DeliveredDose, RadiotherapyPrescribed
from ltm_desktop.domain.protocol import ActiveProtocol, Prescription
from ltm_desktop.domain.records import Record, RecordKind, RecordsSlice
from ltm_desktop.domain.schedule import PlannedItem, item_state
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.fractions.plotted import PlotShown


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
    dose_words: str = ""
    """Its doses with their unit, volume by volume."""
    stands: bool = True
    """False for a record that was taken back or told anew."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A small table of calculated figures; the first cell of a line names it."""

    heading: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    label: str = ""
    """How the figures came about."""
    title: str = ""
    """What they are about."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about the course as it stands, with its tone."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CourseShown:
    """The whole left side of the panel."""

    heading: str
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    """The next fraction first, then the newest session."""
    plot: PlotShown
    order: str = ""
    """Technique, energy and intent of the order in force."""
    notices: tuple[Notice, ...] = ()
    """What is special about this course now, such as that it is complete."""
    volumes: Sums = field(default_factory=lambda: Sums((), ()))
    biological: Sums = field(default_factory=lambda: Sums((), ()))
    time: Sums = field(default_factory=lambda: Sums((), ()))
    history: tuple[tuple[str, str], ...] = ()
    """Orders, decisions and checks, newest first: when, and what in words."""


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

    def prescription(self, code: str) -> Prescription | None:
        """Return what the protocol file says about an order's prescription."""
        return self.active.protocol.prescriptions.get(code)

    def target(self, prescription: str, target: CourseTarget) -> str:
        """Name the body site of a volume, with its borders or side."""
        known = self.prescription(prescription)
        levels = known.levels if known else ()
        vocabulary = next((one.targets for one in levels if one.code == target.level), "")
        site = self.coded(vocabulary, target.site)
        return f"{site} {target.detail}".strip()

    def doses(self, doses: Iterable[DeliveredDose], *, alone: bool) -> str:
        """Write doses volume by volume; the name is left out where a course has only one."""
        say = self.say
        if alone:
            return "\n".join(say.number(one.dose.value) for one in doses)
        return "\n".join(f"{one.volume} {say.number(one.dose.value)}" for one in doses)

    def name(self, person: str) -> str:
        """Name a colleague."""
        return self.names.get(person, person)


def heading_of(course: CourseView, wording: Wording) -> str:
    """Name the course and the sites of the version in force."""
    say, ordered = wording.say, course.ordered
    known = wording.prescription(ordered.prescription)
    label = say.label(known.label) if known else ordered.prescription
    targets = (wording.target(ordered.prescription, one) for one in ordered.targets)
    words = say("{course} · {targets}", course=label, targets=say.listing(dict.fromkeys(targets)))
    if ordered.version == 1:
        return words
    return say("{course} · version {number}", course=words, number=ordered.version)


def volume_words(volume: str, site: str, say: Words) -> str:
    """Name a volume with its site, once where it is called by it."""
    if not site or site == volume:
        return volume
    return say("{volume} · {site}", volume=volume, site=site)


def order_words(ordered: RadiotherapyPrescribed, wording: Wording) -> str:
    """Write technique, energy and intent of an order."""
    parts = (
        wording.coded("rt_technique", ordered.technique),
        ordered.energy,
        wording.coded("rt_intent", ordered.intent),
    )
    return " · ".join(filter(None, parts))


def lines_of(course: CourseView, records: RecordsSlice, wording: Wording) -> tuple[Line, ...]:
    """Return the next fraction, then the sessions, newest first; what was put right stays."""
    timed = [
        (one.session.at.timestamp(), _session_line(one, course, wording)) for one in course.sessions
    ]
    timed += [
        (one.happened_at.timestamp(), _old_line(one, course, wording))
        for one in records.by_id.values()
        if one.kind is RecordKind.FRACTION and not one.stands
    ]
    following = (_waiting_line(item, course, wording) for item in course.waiting[:1])
    recorded = (line for _, line in sorted(timed, key=lambda one: one[0], reverse=True))
    return (*following, *recorded)


def _old_line(one: Record, course: CourseView, wording: Wording) -> Line:
    """Word a session that no longer stands: taken back, or told anew."""
    say = wording.say
    number = next((item.number for item in course.plan if item.code == one.item), 0)
    word, reason = say("Corrected"), ""
    if one.voided is not None:
        word, reason = say("Void"), wording.coded("void_reason", one.voided.reason)
    return Line(
        number=number,
        fraction=str(number or one.item),
        when=say.moment(one.happened_at.astimezone(wording.now.tzinfo)),
        target="",
        dose="",
        cumulative="",
        imaging="",
        operators=wording.name(one.operator or one.author),
        state=ItemState.CANCELLED,
        state_words="\n".join(filter(None, (word, reason))),
        record=one.record,
        stands=False,
    )


def _waiting_line(item: PlannedItem, course: CourseView, wording: Wording) -> Line:
    say, state = wording.say, item_state(item, wording.now.date())
    return Line(
        number=item.number,
        fraction=str(item.number),
        when=say.date(item.scheduled),
        target=_targets(item.number, course, wording),
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
    people = [session.operator, session.second] if one.treated else [session.operator]
    alone = len(course.summed.targets) == 1
    word = say.term(session.outcome)
    if session.session > 1:
        session_word = say("session {number}", number=session.session)
        word = f"{word}\n{session_word}"
    return Line(
        number=session.fraction,
        fraction=str(session.fraction),
        when=say.moment(session.at.astimezone(wording.now.tzinfo)),
        target=_targets(session.fraction, course, wording) if one.treated else "",
        dose=wording.doses(session.delivered, alone=alone),
        cumulative=_cumulative(one, alone, say),
        imaging=wording.coded("rt_imaging", session.verification.imaging),
        operators="\n".join(wording.name(who) for who in people if who),
        state=one.state,
        state_words="\n".join(filter(None, (word, reason))),
        record=session.record,
        dose_words=say.listing(f"{d.volume} {say.amount(d.dose)}" for d in session.delivered),
    )


def _targets(fraction: int, course: CourseView, wording: Wording) -> str:
    version = course.course.version_of(fraction) or course.ordered
    words = (wording.target(version.prescription, one) for one in version.targets)
    return wording.say.listing(dict.fromkeys(words))


def _cumulative(one: SessionView, alone: bool, say: Words) -> str:
    if alone:
        return "\n".join(say.number(dose) for dose in one.cumulative.values()) or say.number(0)
    return "\n".join(f"{volume} {say.number(dose)}" for volume, dose in one.cumulative.items())


def notices_of(course: CourseView, say: Words) -> tuple[Notice, ...]:
    """Return what is special about the course now, calmly and each by itself."""
    summed = course.summed
    if course.stopped:
        ended = say("Treatment ended before the course did; no fraction is planned any more.")
        return (Notice(ended),)
    found = []
    if summed.undecided:
        short = say.listing(str(number) for number in summed.undecided)
        sentence = say(
            "Fraction {numbers} is short; the physician decides whether the rest is given.",
            numbers=short,
        )
        found.append(Notice(sentence, "caution"))
    if any(one.excess for one in summed.targets):
        over = say.listing(one.volume for one in summed.targets if one.excess)
        sentence = say("More than prescribed was delivered to {volumes}.", volumes=over)
        found.append(Notice(sentence, "stop"))
    if course.over_limit:
        found.append(Notice(_late_words(course, say), "caution"))
    if course.all_started and not summed.incomplete:
        complete = say("The course is complete; no further fraction can be planned.")
        found.append(Notice(complete, "ok"))
    return tuple(found)


def _late_words(course: CourseView, say: Words) -> str:
    """Say calmly that the course lasts longer than the site wants; the physician decides."""
    ordered = course.ordered
    limit = say.many("{count} day", "{count} days", ordered.prolongation or 0)
    late = say.many("{count} day", "{count} days", course.days_late)
    if course.all_started:
        return say(
            "The course ended {late} after plan; the site's limit is {limit}.",
            late=late,
            limit=limit,
        )
    return say(
        "The end is projected {late} after plan; the site's limit is {limit} (category "
        "{category}). The physician decides whether to compensate.",
        late=late,
        limit=limit,
        category=ordered.category or say("none"),
    )
