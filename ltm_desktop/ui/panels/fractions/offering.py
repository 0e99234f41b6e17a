"""What the session form offers for one fraction: volumes with what is left, people, proposals.

No Qt here. A proposal is shown beside a field; only a deliberate action puts it into one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, SameDayDose, doses_on
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.fraction_rules import Treatment
from ltm_desktop.domain.fractions import CourseTarget
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.same_day import check_fraction_of_day, doses_due, doses_of_day
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.desk import (
    FractionsDesk,
    course_of,
    options,
    people_with,
    physicians,
    therapists,
    wording_of,
)
from ltm_desktop.ui.panels.fractions.shown import volume_words
from ltm_desktop.ui.panels.fractions.taking import taken_words
from ltm_desktop.ui.panels.fractions.typed import TypedSession


@dataclass(frozen=True, slots=True)
class Choices:
    """The vocabularies of the signed protocol that the forms of a session offer."""

    imaging: tuple[Option, ...] = ()
    reasons: tuple[Option, ...] = ()
    corrections: tuple[Option, ...] = ()
    voids: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class VolumeShown:
    """One volume of a fraction: what it is, and what it still gets."""

    volume: str
    label: str
    help: str
    """What is prescribed, and what it got in earlier sessions of the same fraction."""
    left: str
    """Digits of what is left of this fraction; empty when nothing is."""


@dataclass(frozen=True, slots=True)
class SameDay:
    """What the intrathecal doses of a day mean for a session, in words."""

    words: str = ""
    against: bool = False
    """Something of it is to be settled before treating."""


@dataclass(frozen=True, slots=True)
class FormShown:
    """What the session form offers, worded."""

    title: str
    therapists: tuple[Option, ...] = ()
    colleagues: tuple[Option, ...] = ()
    """Who may have approved the position."""
    physicians: tuple[Option, ...] = ()
    volumes: tuple[VolumeShown, ...] = ()
    """Empty outside the plan: the person names the volume."""
    unit: Unit = Unit.GY
    last_machine: str = ""
    same_day: SameDay = SameDay()
    as_planned: str = ""
    """What "delivered as planned" would tell; empty where it cannot be told so."""
    corrects: str = ""
    """Which record is being put right; empty for a new session."""
    taken: str = ""
    """That a machine's record filled the form, and whether it still agrees with it."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person at the desk may do about one session."""

    correct: bool = False
    void: bool = False
    resume: bool = False
    """Tell another session of the same fraction, which is short."""
    typing: bool = False
    """Another session is being typed: it is recorded or cleared before this one is corrected."""


def choices_of(active: ActiveProtocol | None, say: Words) -> Choices:
    """Return what the forms offer; nothing before a configuration is signed."""
    return Choices(
        options(active, "rt_imaging", say),
        options(active, "rt_interruption", say),
        options(active, "correction_reason", say),
        options(active, "void_reason", say),
    )


def form_of(desk: FractionsDesk, patient: PatientId, typed: TypedSession, say: Words) -> FormShown:
    """Return what the form of the typed fraction offers."""
    course = course_of(desk, patient)
    volumes = volumes_of(desk, course, typed, say)
    machine = last_machine(course)
    return FormShown(
        title=title_of(course, typed, say),
        therapists=therapists(desk),
        colleagues=people_with(desk, lambda _: True),
        physicians=physicians(desk),
        volumes=volumes,
        unit=unit_of(course),
        last_machine=machine,
        same_day=same_day_words(desk, patient, None, say),
        as_planned=""
        if typed.corrects or typed.taken
        else _planned_words(volumes, machine, course, say),
        corrects=typed.corrects,
        taken=taken_words(typed, say),
    )


def unit_of(course: CourseView | None) -> Unit:
    """Return the unit of a course's doses, Gy before the order."""
    return course.summed.main.unit if course else Unit.GY


def last_machine(course: CourseView | None) -> str:
    """Return the machine of the newest treatment."""
    machines = [one.session.machine for one in course.sessions if one.treated] if course else []
    return machines[-1] if machines else ""


def number_of(typed: TypedSession) -> int:
    """Return the typed fraction number, 0 for what is none."""
    text = typed.fraction.strip()
    return int(text) if text.isascii() and text.isdigit() else 0


def title_of(course: CourseView | None, typed: TypedSession, say: Words) -> str:
    """Name the fraction a form tells."""
    number, of = number_of(typed), course.summed.fractions if course else 0
    if 1 <= number <= of:
        words = say("Fraction {number} of {total}", number=number, total=of)
    else:
        words = say("Fraction {number}, outside the plan", number=typed.fraction)
    return say("{fraction}: correction", fraction=words) if typed.corrects else words


def volumes_of(
    desk: FractionsDesk, course: CourseView | None, typed: TypedSession, say: Words
) -> tuple[VolumeShown, ...]:
    """Return the volumes of a fraction with what earlier sessions of it left."""
    wording = wording_of(desk, say)
    if course is None or wording is None:
        return ()
    number, told = number_of(typed), course.course
    if typed.corrects:
        told = told.without(RecordId(typed.corrects))
    given = told.given(number)
    version = told.version_of(number) or course.ordered
    planned = told.targets_of(number)
    return tuple(
        _volume(one, given.get(one.volume), wording.target(version.prescription, one), say)
        if planned
        else _unplanned(one, wording.target(version.prescription, one), say)
        for one in planned or version.targets
    )


def _unplanned(one: CourseTarget, site: str, say: Words) -> VolumeShown:
    """Offer a volume of the order for a fraction that was never planned."""
    label = volume_words(one.volume, site, say)
    return VolumeShown(one.volume, label, say("Not planned in this fraction"), "")


def _volume(one: CourseTarget, given: Decimal | None, site: str, say: Words) -> VolumeShown:
    left = one.per_fraction.value - (given or Decimal(0))
    words = say("Prescribed {dose}", dose=one.per_fraction)
    if given:
        words = say(
            "Prescribed {dose}, {given} given before",
            dose=one.per_fraction,
            given=Quantity(given, one.per_fraction.unit),
        )
    label = volume_words(one.volume, site, say)
    return VolumeShown(one.volume, label, words, str(left) if left > 0 else "")


def planned_doses(volumes: tuple[VolumeShown, ...]) -> dict[str, str]:
    """Return what each volume of a fraction still gets, as text."""
    return {one.volume: one.left for one in volumes if one.left}


def _planned_words(
    volumes: tuple[VolumeShown, ...], machine: str, course: CourseView | None, say: Words
) -> str:
    left = planned_doses(volumes)
    if not left:
        return ""
    unit = say.unit(unit_of(course))
    doses = say.listing(f"{volume} {dose}\u00a0{unit}" for volume, dose in left.items())
    if not machine:
        return say(
            "Fills in {doses} and the time now; then the machine, then both sign.", doses=doses
        )
    return say(
        "Fills in {doses}, {machine} and the time now; then both sign.",
        doses=doses,
        machine=machine,
    )


def same_day_words(
    desk: FractionsDesk, patient: PatientId, at: datetime | None, say: Words
) -> SameDay:
    """Word the intrathecal doses on the day of the session."""
    act = desk.act()
    found = doses_on(desk.chart(patient), act.day_of(at) if at else act.today, act)
    treatment = _treatment(desk, patient)
    against = tuple(check_fraction_of_day(treatment, at or act.now))
    if against:
        # they name the dose and its time; said once it is read
        told = (words for one in against for words in _told(one, say))
        return SameDay(say.together(*told), against=True)
    doses = (_dose_words(one, act, say) for one in found)
    return SameDay(say.together(*doses, *_order_words(treatment, at or act.now, say)))


def _told(alert: Alert, say: Words) -> tuple[str, str]:
    return say.alert(alert), say.next_step(alert)


def _treatment(desk: FractionsDesk, patient: PatientId) -> Treatment:
    chart, people = desk.chart(patient), desk.site().people
    slices = (chart.patient, chart.plan, chart.course)
    return Treatment(*slices, people, desk.active(), desk.act(), chart.dosing)


def _order_words(treatment: Treatment, at: datetime, say: Words) -> Iterator[str]:
    """Word what the signed order of a dose and a fraction on one day leaves to this session."""
    rule = treatment.rule.same_day if treatment.rule else None
    if rule is None:
        return
    if rule.dose_first and doses_of_day(treatment, at):
        yield say("The {hours} h after the dose have passed.", hours=rule.gap_hours)
    elif not rule.dose_first and doses_due(treatment, at):
        yield say(
            "The fraction comes first; the dose follows {hours} h later or more.",
            hours=rule.gap_hours,
        )


def _dose_words(one: SameDayDose, act: Act, say: Words) -> str:
    item = one.item
    if one.given_at is None:
        return say(
            "Intrathecal dose {number} of {total} is planned for the same day.",
            number=item.number,
            total=item.of,
        )
    return say(
        "Intrathecal dose {number} of {total} was given at {time} the same day.",
        number=item.number,
        total=item.of,
        time=say.time(one.given_at.astimezone(act.now.tzinfo)),
    )
