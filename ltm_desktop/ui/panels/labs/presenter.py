"""Laboratory results: what the last ones were, and entering new ones. No Qt.

Refuses to record a value nobody can read; everything wrong is told together, nothing typed is lost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Protocol

from ltm_desktop.app.ports import Clock
from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.lab_units import check_slip, family_of, read_value, to_kept, unit_named
from ltm_desktop.domain.labs import (
    AUTHORS,
    CLEARANCE,
    CREATININE,
    LabResult,
    Printed,
    RecordLabs,
    clearance,
    units_of,
)
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ui.speak import to_alerts

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
_SHOWN = Decimal("0.01")
_OLDER = 8
"""How many earlier results of an analyte are listed."""


class LabsDesk(Protocol):
    """The few verbs of the desk that the panel needs."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""

    def act(self) -> Act:
        """Return the circumstances of an act now."""

    def site(self) -> SiteState:
        """Return the site as its entries stand."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""

    def do(self, command: AnyCommand, say: Words, secrets: Mapping[str, str]) -> Recorded:
        """Record an act that nobody signs with a secret. Raises Refused, Unavailable."""


@dataclass(frozen=True, slots=True)
class AnalyteLine:
    """One analyte to enter, with its last value as it stands, dated."""

    code: str
    name: str
    units: tuple[str, ...]
    last: str
    """Worded; empty where there is none."""


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """One result in the list, worded."""

    analyte: str
    value: str
    sampled: str
    age: str
    reference: str
    note: str


@dataclass(frozen=True, slots=True)
class TypedValue:
    """One value as typed, with the unit chosen for it."""

    text: str
    unit: str


@dataclass(frozen=True, slots=True)
class TypedLabs:
    """The form as it stands."""

    values: Mapping[str, TypedValue]
    sampled_at: datetime | None
    note: str


class LabsView(Protocol):
    """What the panel can show."""

    def show_results(
        self, analytes: Sequence[AnalyteLine], earlier: Sequence[EarlierResult], *, may: bool
    ) -> None:
        """Show what can be entered with its last value, and what was entered before."""

    def show_alerts(self, alerts: Mapping[str, Sequence[Alert]]) -> None:
        """Show what stands against each value by its code, the rest under an empty one."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""


class LabsPresenter:
    """List and enter the results of one patient."""

    def __init__(
        self, desk: LabsDesk, patient: PatientId, say: Words, *, view: LabsView, run: Run
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        act, active = self._desk.act(), self._desk.active()
        chart = self._desk.chart(self._patient)
        units = _looked_at(active) if active else {}
        analytes = [self._analyte(code, unit, chart) for code, unit in units.items()]
        may = not tuple(check_role(self._desk.site().people, PersonId(act.author), *AUTHORS))
        self._view.show_results(analytes, self._earlier(chart), may=may)

    def record(self, typed: TypedLabs) -> None:
        """Enter what was typed; whatever is wrong is told together."""
        results, against = self._read(typed)
        self._view.show_alerts(against)
        if against:
            return
        command = RecordLabs(self._patient, results)
        self._view.show_busy(True)
        self._run(lambda: self._desk.do(command, self._say, {}), self._done, self._failed)

    def _read(self, typed: TypedLabs) -> tuple[tuple[LabResult, ...], dict[str, tuple[Alert, ...]]]:
        active = self._desk.active()
        units = _looked_at(active) if active else {}
        results: list[LabResult] = []
        against: dict[str, tuple[Alert, ...]] = {}
        for code, value in typed.values.items():
            if not value.text.strip() or code not in units or typed.sampled_at is None:
                continue
            try:
                results.append(read_result(code, value, units[code], typed))
            except Refused as refused:
                against[code] = refused.alerts
        return tuple(results), against

    def _done(self, recorded: Recorded) -> None:
        self._view.show_busy(False)
        self._view.show_recorded(recorded)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts({"": to_alerts(error)})

    def _analyte(self, code: str, unit: Unit, chart: Chart) -> AnalyteLine:
        now = self._desk.clock.now()
        last = chart.labs.latest(code, now)
        words = ""
        if last is not None:
            words = self._say(
                "last {value}, {moment}, {span} ago",
                value=_value(last, self._say),
                moment=last.sampled_at.astimezone(now.tzinfo),
                span=elapsed(last.sampled_at, now),
            )
        named = tuple(one.name for one in family_of(unit, _family(code)).printed)
        counted = self._counted(chart) if code == CLEARANCE else ""
        return AnalyteLine(code, self._name(code), named, counted or words)

    def _counted(self, chart: Chart) -> str:
        """Word the clearance that follows from the newest creatinine, with its inputs."""
        now = self._desk.clock.now()
        creatinine = chart.labs.latest(CREATININE, now)
        if creatinine is None or chart.patient is None:
            return ""
        found = clearance(
            creatinine, chart.patient, creatinine.sampled_at.astimezone(now.tzinfo).date()
        )
        if found is None:
            return self._say("not calculated: weight or sex is not known")
        return self._say(
            "calculated {value} from creatinine {creatinine}, {years} years, {weight}, {sex}",
            # two decimals, cut: a value below its limit never reads as the limit
            value=self._say.amount(
                found.value.value.quantize(_SHOWN, ROUND_FLOOR), Unit.ML_PER_MIN
            ),
            creatinine=creatinine.value,
            years=found.years,
            weight=found.weight,
            sex=found.sex,
        )

    def _earlier(self, chart: Chart) -> list[EarlierResult]:
        now, say = self._desk.clock.now(), self._say
        codes = dict.fromkeys(one.analyte for one in chart.labs.results)
        found = [one for code in codes for one in chart.labs.of(code)[:_OLDER]]
        found.sort(key=lambda one: one.sampled_at.timestamp(), reverse=True)
        return [
            EarlierResult(
                self._name(one.analyte),
                _value(one, say),
                say.moment(one.sampled_at.astimezone(now.tzinfo)),
                say.duration(elapsed(one.sampled_at, now)),
                _reference(one, say),
                one.note,
            )
            for one in found
        ]

    def _name(self, code: str) -> str:
        return analyte_name(code, self._say, self._desk.active())


def _looked_at(active: ActiveProtocol) -> dict[str, Unit]:
    """Return what the gates look at, and what a clearance is calculated from."""
    wanted = {one.gate.analyte for one in active.gates} | {CREATININE}
    return {code: unit for code, unit in units_of(active).items() if code in wanted}


def _family(code: str) -> str:
    return code if code == CREATININE else ""


def read_result(code: str, value: TypedValue, unit: Unit, typed: TypedLabs) -> LabResult:
    """Return one typed value as it is kept. Raises Refused, also for a slip of the unit."""
    sign, number = read_value(value.text)
    family = family_of(unit, _family(code))
    printed = unit_named(family, value.unit) or family.printed[0]
    slips = tuple(check_slip(number, printed, family))
    if slips:
        raise Refused(*slips)
    if typed.sampled_at is None:
        raise LookupError("a result without its sample")
    kept = to_kept(number, printed, unit)
    as_printed = None if printed.is_kept else Printed(number, printed.name)
    return LabResult(code, kept, typed.sampled_at, sign, note=typed.note, printed=as_printed)


def _value(one: LabResult, say: Words) -> str:
    return f"{one.comparator.value}{say.amount(one.value)}"


def _reference(one: LabResult, say: Words) -> str:
    if one.low is None and one.high is None:
        return ""
    low, high = one.low, one.high
    if low is None:
        return say("at most {limit}", limit=high)
    if high is None:
        return say("at least {limit}", limit=low)
    return say("{low} to {high}", low=low, high=high)
