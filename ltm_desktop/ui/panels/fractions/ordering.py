"""Ordering a course or changing it: the protocol's numbers, volumes, technique and first day.

No Qt here. No dose above the protocol can be ordered; a change holds from the first fraction that
was not started, and needs a reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ltm_desktop.app.order_totals import first_open, total_of
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import LtmError, Refused
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import CourseTarget, PrescribeRadiotherapy
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.protocol import ActiveProtocol, RtLevel, RtPrescription
from ltm_desktop.domain.quantities import Quantity, parse_quantity
from ltm_desktop.domain.schedule import check_rt_start, rt_start
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.desk import FractionsDesk, options
from ltm_desktop.ui.signing_steps import Signing, SigningView
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class TypedVolume:
    """One volume of an order as chosen."""

    level: str
    name: str = ""
    site: str = ""
    detail: str = ""
    per_fraction: str = ""
    """Digits; only a change may order another dose than the protocol's, and only less."""


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """The order as chosen."""

    volumes: tuple[TypedVolume, ...]
    technique: str
    start_on: date | None
    energy: str = ""
    intent: str = ""
    fractions: str = ""
    reason: str = ""
    plan_uid: str = ""
    """Of the plan that proposed it; a form does not show it."""


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One dose level of the protocol: its doses, worded, and the sites it may be given to."""

    code: str
    words: str
    per_fraction: Quantity
    sites: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OrderShown:
    """What the order form shows: the fixed numbers, worded, and what may be chosen."""

    course: str
    numbers: str
    levels: tuple[LevelShown, ...]
    techniques: tuple[Option, ...]
    intents: tuple[Option, ...]
    proposed_start: str
    """The first day the start rule gives, empty while it gives none."""
    before: TypedOrder | None = None
    """The order in force, for a change of it; or what a plan proposes."""
    from_plan: bool = False
    """A plan proposes it: what the protocol fixes stands in fields, to be seen and refused."""
    start_passed: bool = False
    """That day lies behind us."""
    change: str = ""
    """From which fraction a change holds; empty for the first order."""


class OrderView(SigningView, Protocol):
    """What the order form can show."""

    def show_order(self, order: OrderShown) -> None:
        """Show the form."""

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show all that stands against the order."""

    def show_missing(self) -> None:
        """Say at each field what is still missing."""


class OrderPresenter:
    """Order the course of the patient's arm, or a new version of it."""

    def __init__(
        self,
        desk: FractionsDesk,
        patient: PatientId,
        view: OrderView,
        run: Run,
        say: Words,
        announce: Callable[[Recorded], None],
        proposed: TypedOrder | None = None,
    ) -> None:
        self._desk = desk
        self._proposed = proposed
        self._patient = patient
        self._view = view
        self._say = say
        self._signing = Signing(desk, view, run, say, recorded=announce, failed=self._not_recorded)

    def open(self) -> None:
        """Show what the protocol prescribes for this arm, or the order that is changed."""
        found = self._rule()
        if found is not None:
            self._view.show_order(self._shown(*found))

    def check_start(self, start: date) -> tuple[Alert, ...]:
        """Return what a first day means: closed days stop, a late start is noted."""
        found, act = self._rule(), self._desk.act()
        if found is None:
            return ()
        if not act.calendar.is_working(start):
            return (stop("fractions.start_not_working_day", on=start),)
        if self._course.prescribed is not None:
            return ()
        return check_rt_start(found[0], self._arm(), self._dose_days(), start)

    def totals(self, typed: TypedOrder) -> tuple[str, ...]:
        """Return the computed dose of each volume over the whole course, in words."""
        found = self._rule()
        if found is None:
            return ()
        try:
            targets = self._targets(typed, found[1])
        except Refused:
            return tuple("" for _ in typed.volumes)
        say = self._say
        return tuple(
            say(
                "{volume}: {total} in all, {dose} a fraction",
                volume=one.volume or say("Target volume"),
                total=one.total,
                dose=one.per_fraction,
            )
            for one in targets
        )

    def review(self, typed: TypedOrder) -> None:
        """Show the order to be read and signed, or everything that stands against it."""
        self._view.show_missing()
        found = self._rule()
        if found is None or typed.start_on is None or not typed.technique:
            return
        if self._course.prescribed is not None and not typed.reason.strip():
            return
        try:
            self._signing.propose(self._command(typed, typed.start_on, found[1]))
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def sign(self, secrets: dict[str, str]) -> None:
        """Sign the order and write it."""
        self._signing.sign(secrets)

    def back(self) -> None:
        """Go back to the form."""
        self._signing.drop()

    def _command(
        self, typed: TypedOrder, start: date, rule: RtPrescription
    ) -> PrescribeRadiotherapy:
        return PrescribeRadiotherapy(
            patient=self._patient,
            prescription=rule.code,
            targets=self._targets(typed, rule),
            fractions=_fractions(typed, rule),
            technique=typed.technique,
            start_on=start,
            energy=typed.energy.strip(),
            intent=typed.intent,
            reason=typed.reason.strip(),
            plan_uid=plan_of(typed, self._proposed),
        )

    def _targets(self, typed: TypedOrder, rule: RtPrescription) -> tuple[CourseTarget, ...]:
        return tuple(
            self._target(one, level, _fractions(typed, rule))
            for one in typed.volumes
            if (level := rule.level(one.level)) is not None
        )

    def _target(self, one: TypedVolume, level: RtLevel, fractions: int) -> CourseTarget:
        each = level.per_fraction
        if one.per_fraction.strip():
            each = parse_quantity(one.per_fraction, each.unit)
        name = one.name.strip()
        total = total_of(self._course, name, each, fractions)
        return CourseTarget(name, level.code, one.site, one.detail.strip(), total, each)

    def _not_recorded(self, error: Exception) -> None:
        self._view.show_alerts(to_alerts(error))

    def _rule(self) -> tuple[ActiveProtocol, RtPrescription] | None:
        active, arm = self._desk.active(), self._arm()
        rule = active.prescription_of(arm) if active and arm else None
        return (active, rule) if active and rule else None

    @property
    def _course(self) -> CourseSlice:
        return self._desk.chart(self._patient).course

    def _arm(self) -> str:
        who = self._desk.chart(self._patient).patient
        return who.arm or "" if who else ""

    def _dose_days(self) -> dict[ItemCode, date]:
        chart, act = self._desk.chart(self._patient), self._desk.act()
        planned = {item.code: item.scheduled for item in chart.plan.of(ItemKind.DOSE)}
        given = {one.item: act.day_of(one.started_at) for one in chart.dosing.given}
        return planned | given

    def _shown(self, active: ActiveProtocol, rule: RtPrescription) -> OrderShown:
        say, changed = self._say, self._course.prescribed is not None
        act = self._desk.act()
        start = rt_start(active, self._arm(), self._dose_days(), act.calendar)
        first = first_open(self._course)
        return OrderShown(
            course=say.label(rule.label),
            numbers=say.many(
                "{count} fraction, {week} a week",
                "{count} fractions, {week} a week",
                rule.fractions,
                week=rule.per_week,
            ),
            levels=tuple(self._level(one, active, rule) for one in rule.levels),
            techniques=options(active, "rt_technique", say),
            intents=options(active, "rt_intent", say),
            proposed_start=say.date(start) if start and not changed else "",
            start_passed=bool(start and start < act.today),
            before=self._proposed or (self._before() if changed else None),
            from_plan=self._proposed is not None,
            change=say("The change holds from fraction {first} on.", first=first)
            if changed
            else "",
        )

    def _level(self, one: RtLevel, active: ActiveProtocol, rule: RtPrescription) -> LevelShown:
        say = self._say
        words = say(
            "{level}: {total} in {count} {count:fraction|fractions} of {dose}",
            level=say.label(one.label),
            total=one.total,
            count=rule.fractions,
            dose=one.per_fraction,
        )
        codes: Sequence[str] = one.targets
        sites = (Option(code, active.label(one.vocabulary, code, say.language)) for code in codes)
        return LevelShown(one.code, words, one.per_fraction, tuple(sites))

    def _before(self) -> TypedOrder | None:
        """Return the order in force; its first day is chosen anew."""
        ordered = self._course.prescribed
        if ordered is None:
            return None
        return TypedOrder(
            volumes=tuple(
                TypedVolume(
                    one.level, one.volume, one.site, one.detail, str(one.per_fraction.value)
                )
                for one in ordered.targets
            ),
            technique=ordered.technique,
            start_on=None,
            energy=ordered.energy,
            intent=ordered.intent,
            fractions=str(ordered.fractions),
        )


def plan_of(typed: TypedOrder, proposed: TypedOrder | None) -> str:
    """Return the UID of the plan that proposed an order, while the order says what the plan said.

    Site, borders, intent, first day and reason are the physician's: no plan tells them.
    """
    if proposed is None:
        return ""
    return proposed.plan_uid if _of_plan(typed) == _of_plan(proposed) else ""


def _of_plan(order: TypedOrder) -> tuple[object, ...]:
    volumes = ((one.level, one.name.strip(), one.per_fraction.strip()) for one in order.volumes)
    return (tuple(volumes), order.fractions.strip(), order.technique, order.energy.strip())


def _fractions(typed: TypedOrder, rule: RtPrescription) -> int:
    text = typed.fractions.strip()
    if not text:
        return rule.fractions
    if text.isascii() and text.isdigit():
        return int(text)
    raise Refused(stop("quantities.not_a_number", typed=text))
