"""The numbers of the whole site, each with the patients behind it: it is the count of its list.

Pure: charts, signed rules and today in, numbers out; computed when asked and never stored. Each
chart is folded once by whoever asks. Refuses no chart: who is in no arm is in no number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ltm_desktop.app.site_numbers import (
    Accrual,
    ArmOverview,
    Behind,
    Intensity,
    Number,
    RelatedTerm,
    Responses,
    Share,
    SiteOverview,
)
from ltm_desktop.app.survival_views import view_survival
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.follow_up import Milestone
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response_reading import best_response, in_retired, not_evaluable
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.serious_kinds import OUTSIDE
from ltm_desktop.domain.survival import DayOf
from ltm_desktop.domain.terms import ItemKind, ItemState

GIVEN = frozenset(
    {
        ItemState.GIVEN_IN_WINDOW,
        ItemState.GIVEN_EARLY,
        ItemState.GIVEN_LATE,
        ItemState.PARTIAL,
    }
)


def overview(
    charts: Iterable[Chart], active: ActiveProtocol, today: date, day_of: DayOf
) -> SiteOverview:
    """Return the numbers of the site on a day."""
    known = tuple(one for one in charts if one.patient is not None)
    return SiteOverview(
        on=today,
        arms=tuple(_Arm(code, known, active, today, day_of).told() for code in active.arm_codes),
        in_no_arm=Number(tuple(_who(one) for one in known if not _arm_of(one))),
        survival=view_survival(known, active, day_of),
    )


def _arm_of(chart: Chart) -> str:
    return (chart.patient.arm or "") if chart.patient else ""


def _who(chart: Chart, item: str = "", on: date | None = None) -> Behind:
    subject = chart.patient.identity.subject_id if chart.patient else ""
    return Behind(chart.patient_id, subject, item, on)


class _Arm:
    """Count one arm."""

    def __init__(
        self,
        code: str,
        charts: Sequence[Chart],
        active: ActiveProtocol,
        today: date,
        day_of: DayOf,
    ) -> None:
        self._code = code
        self._charts = [one for one in charts if _arm_of(one) == code]
        self._active = active
        self._today = today
        self._day_of = day_of

    def told(self) -> ArmOverview:
        due = self._behind(self._due_doses)
        given = self._behind(self._given_doses)
        fractions = self._behind(self._due_fractions)
        return ArmOverview(
            arm=self._code,
            entered=Number(tuple(map(_who, self._charts))),
            accrual=self._accrual(),
            without_day=Number(
                tuple(_who(one) for one in self._charts if _randomised(one) is None)
            ),
            doses=Share(given, due),
            in_window=Share(self._behind(self._in_window), given),
            intensity=self._intensity(),
            fractions=Share(self._behind(self._treated), fractions),
            on_time=Share(self._behind(self._on_time), fractions),
            related=self._related(),
            responses=self._responses(),
        )

    def _behind(self, of: Callable[[Chart], Iterable[PlannedItem]]) -> Number:
        return Number(
            tuple(
                _who(chart, item.code, item.scheduled)
                for chart in self._charts
                for item in of(chart)
            )
        )

    def _accrual(self) -> tuple[Accrual, ...]:
        months: dict[tuple[int, int], list[Behind]] = {}
        for chart in self._charts:
            on = _entered(chart)
            if on is not None:
                months.setdefault((on.year, on.month), []).append(_who(chart, on=on))
        return tuple(
            Accrual(*month, Number(tuple(sorted(found, key=lambda one: (one.on, one.subject)))))
            for month, found in sorted(months.items())
        )

    def _horizon(self, chart: Chart) -> date:
        """Return the last day on which an item was due; an end ends it the day before."""
        patient = chart.patient
        ends = [one for one in (patient.withdrawn_on, patient.died_on) if one] if patient else []
        last = min(ends, default=None)
        if last is None or last > self._today:
            return self._today
        return date.fromordinal(last.toordinal() - 1)

    def _due_doses(self, chart: Chart) -> Iterator[PlannedItem]:
        horizon = self._horizon(chart)
        for item in chart.plan.of(ItemKind.DOSE):
            if chart.dosing.is_settled(item.code) or item.scheduled <= horizon:
                yield item

    def _given_doses(self, chart: Chart) -> Iterator[PlannedItem]:
        return (item for item in self._due_doses(chart) if _state(chart, item.code) in GIVEN)

    def _in_window(self, chart: Chart) -> Iterator[PlannedItem]:
        for item in self._given_doses(chart):
            on = self._given_on(chart, item.code)
            if on and (item.window_from or on) <= on <= (item.window_to or on):
                yield item

    def _given_on(self, chart: Chart, code: ItemCode) -> date | None:
        acts = (one for one in chart.dosing.injections() if one.item == code)
        return min((self._day_of(one.started_at) for one in acts), default=None)

    def _due_fractions(self, chart: Chart) -> Iterator[PlannedItem]:
        horizon, started = self._horizon(chart), chart.course.started()
        for item in chart.plan.of(ItemKind.FRACTION):
            if item.number in started or item.target <= horizon:
                yield item

    def _treated(self, chart: Chart) -> Iterator[PlannedItem]:
        started = chart.course.started()
        return (item for item in self._due_fractions(chart) if item.number in started)

    def _on_time(self, chart: Chart) -> Iterator[PlannedItem]:
        for item in self._treated(chart):
            if self._first_session(chart.course, item.number) <= item.target:
                yield item

    def _first_session(self, course: CourseSlice, number: int) -> date:
        return min(self._day_of(one.at) for one in course.of(number))

    def _intensity(self) -> Intensity:
        each = [one for chart in self._charts for one in self._intensity_of(chart)]
        return Intensity(
            given=Quantity(sum((one.given.value for one in each), Decimal(0)), Unit.MG),
            planned=Quantity(sum((one.planned.value for one in each), Decimal(0)), Unit.MG),
            days_planned=sum(one.days_planned for one in each),
            days_taken=sum(one.days_taken for one in each),
            patients=Number(tuple(who for one in each for who in one.patients.behind)),
            each=tuple(each),
        )

    def _intensity_of(self, chart: Chart) -> Iterator[Intensity]:
        due = list(self._due_doses(chart))
        if not due:
            return
        codes = {item.code for item in self._given_doses(chart)}
        acts = [one for one in chart.dosing.injections() if one.item in codes]
        targets = sorted(item.target for item in due)
        planned = (targets[-1] - targets[0]).days + 1
        yield Intensity(
            given=Quantity(sum((one.delivered.value for one in acts), Decimal(0)), Unit.MG),
            planned=self._planned(due),
            days_planned=planned,
            days_taken=self._days_taken(chart, due) or planned,
            patients=Number((_who(chart),)),
        )

    def _days_taken(self, chart: Chart, due: Sequence[PlannedItem]) -> int:
        """Return days from the first dose given to the last of which something was told."""
        given = [on for item in due if (on := self._given_on(chart, item.code)) is not None]
        told = [
            self._day_of(one.at) for item in due if (one := chart.dosing.settled.get(item.code))
        ]
        return (max((*given, *told)) - min(given)).days + 1 if given else 0

    def _planned(self, due: Sequence[PlannedItem]) -> Quantity:
        doses = (self._active.drug_of(item.code).dose.value for item in due)
        return Quantity(sum(doses, Decimal(0)), Unit.MG)

    def _related(self) -> tuple[RelatedTerm, ...]:
        worst: dict[str, dict[PatientId, tuple[int, Behind]]] = {}
        for chart in self._charts:
            for event in chart.adverse_events.standing():
                if set(event.related) - OUTSIDE:
                    known = worst.setdefault(event.told.term.code, {})
                    graded = (int(event.worst), _who(chart, event.event, event.told.onset.on))
                    if graded[0] > known.get(chart.patient_id, (0, None))[0]:
                        known[chart.patient_id] = graded
        return tuple(_term(code, found.values()) for code, found in sorted(worst.items()))

    def _responses(self) -> Responses:
        rules, reached = self._active.response, dict[str, list[Behind]]()
        without, counted, retired = [], [], []
        for chart in self._charts:
            judged = chart.follow_up.progressed_on
            best = best_response(chart.response, rules, judged)
            if best is None:
                unseen = not_evaluable(chart.response, rules, judged)
                old = in_retired(chart.response, rules, judged)
                if unseen is not None:
                    who = _who(chart, unseen.overall, unseen.on)
                    reached.setdefault(unseen.overall, []).append(who)
                elif old is not None:
                    retired.append(_who(chart, old.overall, old.on))
                else:
                    without.append(_who(chart))
                continue
            who = _who(chart, best.category.category.code, best.on)
            reached.setdefault(best.category.category.code, []).append(who)
            if best.category.counts_as_response:
                counted.append(who)
        codes = tuple(rules.categories) if rules else ()
        everybody = Number(tuple(map(_who, self._charts)))
        return Responses(
            tuple((code, Number(tuple(reached.get(code, ())))) for code in codes),
            Number(tuple(retired)),
            Number(tuple(without)),
            Share(Number(tuple(counted)), everybody),
        )


def _state(chart: Chart, code: ItemCode) -> ItemState | None:
    said = chart.dosing.settled.get(code)
    return said.state if said else None


def _randomised(chart: Chart) -> date | None:
    return chart.follow_up.milestone(Milestone.RANDOMISED)


def _entered(chart: Chart) -> date | None:
    consent = chart.patient.consent if chart.patient else None
    return _randomised(chart) or (consent.signed_on if consent else None)


def _term(code: str, graded: Iterable[tuple[int, Behind]]) -> RelatedTerm:
    found = list(graded)
    return RelatedTerm(
        code,
        tuple(
            Number(tuple(who for grade, who in found if grade == wanted)) for wanted in range(1, 6)
        ),
    )
