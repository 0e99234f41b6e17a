"""Ordering a course: the protocol's own numbers, with target, technique and first day chosen.

No Qt here. The numbers cannot be typed; the physician reads the whole order before signing it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fractions import PrescribeRadiotherapy
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.protocol import ActiveProtocol, RtPrescription
from ltm_desktop.domain.schedule import check_rt_start, rt_start
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.fractions.presenter import FractionsDesk, Option
from ltm_desktop.ui.panels.fractions.signing import Run, Signing, SigningView
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class OrderShown:
    """What the order form shows: the fixed numbers, worded, and what may be chosen."""

    course: str
    numbers: str
    targets: tuple[Option, ...]
    techniques: tuple[Option, ...]
    proposed_start: str
    """The first day the start rule gives, empty while it gives none."""


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """The order as chosen."""

    targets: tuple[str, ...]
    technique: str
    start_on: date | None


class OrderView(SigningView, Protocol):
    """What the order form can show."""

    def show_order(self, order: OrderShown) -> None:
        """Show the form."""

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show all that stands against the order."""

    def show_missing(self) -> None:
        """Say at each field what is still missing."""


class OrderPresenter:
    """Order the course of the patient's arm."""

    def __init__(
        self,
        desk: FractionsDesk,
        patient: PatientId,
        view: OrderView,
        run: Run,
        say: Words,
        announce: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._view = view
        self._say = say
        self._signing = Signing(desk, view, run, say, recorded=announce, failed=self._not_recorded)

    def open(self) -> None:
        """Show what the protocol prescribes for this arm."""
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
        return check_rt_start(found[0], self._arm(), self._dose_days(), start)

    def review(self, typed: TypedOrder) -> None:
        """Show the order to be read and signed, or everything that stands against it."""
        self._view.show_missing()
        found = self._rule()
        if found is None or typed.start_on is None or not typed.technique or not typed.targets:
            return
        rule = found[1]
        command = PrescribeRadiotherapy(
            patient=self._patient,
            prescription=rule.code,
            total=rule.total,
            fractions=rule.fractions,
            per_fraction=rule.per_fraction,
            targets=typed.targets,
            technique=typed.technique,
            start_on=typed.start_on,
        )
        try:
            self._signing.propose(command)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def sign(self, secrets: dict[str, str]) -> None:
        """Sign the order and write it."""
        self._signing.sign(secrets)

    def back(self) -> None:
        """Go back to the form."""
        self._signing.drop()

    def _not_recorded(self, error: Exception) -> None:
        self._view.show_alerts(to_alerts(error))

    def _rule(self) -> tuple[ActiveProtocol, RtPrescription] | None:
        active, arm = self._desk.active(), self._arm()
        rule = active.prescription_of(arm) if active and arm else None
        return (active, rule) if active and rule else None

    def _arm(self) -> str:
        who = self._desk.chart(self._patient).patient
        return who.arm or "" if who else ""

    def _dose_days(self) -> dict[ItemCode, date]:
        chart, act = self._desk.chart(self._patient), self._desk.act()
        planned = {item.code: item.scheduled for item in chart.plan.of(ItemKind.DOSE)}
        given = {one.item: act.day_of(one.started_at) for one in chart.dosing.given}
        return planned | given

    def _shown(self, active: ActiveProtocol, rule: RtPrescription) -> OrderShown:
        say, language = self._say, self._say.language

        def options(vocabulary: str, codes: tuple[str, ...]) -> tuple[Option, ...]:
            return tuple(Option(one, active.label(vocabulary, one, language)) for one in codes)

        start = rt_start(active, self._arm(), self._dose_days(), self._desk.act().calendar)
        return OrderShown(
            course=say.label(rule.label),
            numbers=say(
                "{total} in {count} fractions of {dose}, {week} a week",
                total=rule.total,
                count=rule.fractions,
                dose=rule.per_fraction,
                week=rule.per_week,
            ),
            targets=options(rule.targets_vocabulary, rule.targets),
            techniques=options("rt_technique", active.vocabulary("rt_technique")),
            proposed_start=say.date(start) if start else "",
        )
