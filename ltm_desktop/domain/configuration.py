"""The values a site signs for a trial protocol: what is missing, and the whole once it is filled.

Refuses a blank, a value the protocol already states, and values that contradict each other.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ltm_desktop.domain import setting_values as read
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.contradictions import check_contradictions
from ltm_desktop.domain.endpoints import (
    ActiveEndpoint,
    CensorAt,
    Endpoint,
    EventKind,
    FollowUpRules,
    NewTherapyRule,
    Origin,
    Sign,
)
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.notices import ActiveNotice, NoticeScope
from ltm_desktop.domain.protocol import (
    ActiveCompanion,
    ActiveDrug,
    ActiveGate,
    ActivePhase,
    ActiveProtocol,
    ActiveSeries,
    ActiveSupplement,
    CalculatedRules,
    Drug,
    Level,
    Phase,
    Prescription,
    RtLevel,
    RtPrescription,
    RtSameDay,
    Series,
    TrialProtocol,
)
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response_settings import response_rules
from ltm_desktop.domain.setting_kinds import NO, NONE, Kind, Label, Setting, SettingName, Spec
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.toxicity_data import ActiveToxicity
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class UnsetItem:
    """One value the site must sign, with what a door needs to ask for it."""

    path: str
    name: SettingName
    kind: Kind
    unit: Unit | None
    options: tuple[str, ...]
    none_allowed: bool
    note: Label
    only_if: str
    """Path of the setting that makes this one necessary; empty when always."""


def unset_items(protocol: TrialProtocol) -> tuple[UnsetItem, ...]:
    """Return what the protocol leaves to the site, in the order of the file."""
    return tuple(
        UnsetItem(
            path=setting.path,
            name=setting.name,
            kind=setting.spec.kind,
            unit=setting.spec.unit,
            options=setting.spec.options,
            none_allowed=setting.spec.none_allowed,
            note=setting.note,
            only_if=setting.only_if,
        )
        for setting in protocol.settings.values()
        if setting.text is None
    )


def check_value(protocol: TrialProtocol, path: str, text: str) -> tuple[Alert, ...]:
    """Say what is wrong with one typed value, for a form that asks while the person types."""
    setting = protocol.settings.get(path)
    if setting is None:
        return (stop("configuration.unknown_path", path=path),)
    return tuple(_faults(setting, text))


def check_values(protocol: TrialProtocol, values: Mapping[str, str]) -> tuple[Alert, ...]:
    """Return one alert for every missing, malformed, unknown or already stated path."""
    unknown = tuple(
        stop("configuration.unknown_path", path=path)
        for path in values
        if path not in protocol.settings
    )
    return unknown + tuple(_check_settings(protocol, values))


def _check_settings(protocol: TrialProtocol, values: Mapping[str, str]) -> Iterator[Alert]:
    for path, setting in protocol.settings.items():
        if setting.text is not None:
            if path in values:
                yield stop("configuration.already_stated", **_named(setting))
        elif values.get(path, "").strip():
            yield from _faults(setting, values[path])
        elif is_needed(protocol, values, path):
            yield stop("configuration.missing", **_named(setting))


def is_needed(protocol: TrialProtocol, values: Mapping[str, str], path: str) -> bool:
    """Tell whether a setting is asked for; the one it hangs on may have said no or none."""
    only_if = protocol.settings[path].only_if
    if not only_if:
        return True
    stated = protocol.settings[only_if].text
    said = values.get(only_if, "") if stated is None else stated
    return said.strip() not in {"", NO, NONE}


def _faults(setting: Setting, text: str) -> Iterator[Alert]:
    refusal = read.fault_in(text, setting.spec)
    if refusal is not None:
        fault = refusal.alerts[0]
        yield stop("configuration.malformed", **_named(setting), typed=text, fault=fault)


def _named(setting: Setting) -> dict[str, object]:
    return {"path": setting.path, "name": setting.name, "note": setting.note}


def resolve(protocol: TrialProtocol, values: Mapping[str, str]) -> ActiveProtocol:
    """Return the protocol with every value filled.

    Raises Refused with one alert for each missing or malformed path, or, once all can be read,
    with one for each contradiction between them.
    """
    refuse_if(check_values(protocol, values))
    active = _Resolving(protocol, values).active()
    refuse_if(check_contradictions(active))
    return active


class _Resolving:
    """Read checked values by path; a path that is not there is a fault of the program."""

    def __init__(self, protocol: TrialProtocol, values: Mapping[str, str]) -> None:
        self._protocol = protocol
        self._values = values

    def _text(self, path: str) -> tuple[str, Spec]:
        setting = self._protocol.settings[path]
        text = self._values[path] if setting.text is None else setting.text
        return text, setting.spec

    def _amount(self, path: str) -> Quantity:
        return read.read_quantity(*self._text(path))

    def _count(self, path: str) -> int:
        return read.read_integer(*self._text(path))

    def active(self) -> ActiveProtocol:
        protocol = self._protocol
        language = read.read_choice(*self._text("site.record_language"))
        return ActiveProtocol(
            protocol=protocol,
            values=dict(self._values),
            phases={phase.code: self._phase(phase) for phase in protocol.phases.values()},
            drugs={drug.code: self._drug(drug) for drug in protocol.drugs.values()},
            prescriptions={
                code: self._prescription(course) for code, course in protocol.prescriptions.items()
            },
            ranges={
                code: read.read_range(*self._text(field.path))
                for code, field in protocol.ranges.items()
            },
            gates=tuple(self._gates()),
            supplements=tuple(self._supplements()),
            work_days=frozenset(read.read_weekdays(*self._text("site.work_days"))),
            closures=self._closures(),
            record_languages=("en", "zh_CN") if language == "both" else (language,),
            check_minutes=self._count("site.check_valid"),
            approval_limit_days=self._count("site.approval_limit"),
            dose_steps=frozenset(read.read_choices(*self._text("site.dose_steps"))),
            time_out_minutes=self._count("site.time_out_valid"),
            late_entry_hours=self._count("site.late_entry"),
            csf_balance=read.read_quantity_or_none(*self._text("site.csf_balance")),
            iv_separation=read.read_choice(*self._text("site.iv_separation")),
            observation_minutes=read.read_numbers(*self._text("site.observations")),
            headache_call_days=read.read_numbers(*self._text("site.headache_calls")),
            calculated=self._calculated(),
            reschedule_policy=read.read_choice(*self._text("site.reschedule_policy")),
            operator_may_approve=read.read_yes_no(*self._text("site.operator_may_approve")),
            checker_may_approve=read.read_yes_no(*self._text("site.checker_may_approve")),
            toxicity=self._toxicity(),
            notices=tuple(self._notices()),
            survival={code: self._endpoint(one) for code, one in protocol.survival.items()},
            follow_up=self._follow_up() if protocol.follows_up else None,
            response=response_rules(protocol, self._text),
            plausible=dict(self._plausible()),
        )

    def _endpoint(self, endpoint: Endpoint) -> ActiveEndpoint:
        path = f"survival.{endpoint.code}"
        return ActiveEndpoint(
            endpoint.code,
            endpoint.label,
            origin=Origin(read.read_choice(*self._text(f"{path}.origin"))),
            events=frozenset(map(EventKind, read.read_choices(*self._text(f"{path}.events")))),
            censor_at=CensorAt(read.read_choice(*self._text(f"{path}.censor_at"))),
            new_therapy=NewTherapyRule(read.read_choice(*self._text(f"{path}.new_therapy"))),
        )

    def _follow_up(self) -> FollowUpRules:
        return FollowUpRules(
            signs=frozenset(map(Sign, read.read_choices(*self._text("follow_up.signs")))),
            month=self._amount("follow_up.month").value,
            no_contact_days=read.read_integer_or_none(*self._text("follow_up.no_contact")),
        )

    def _calculated(self) -> CalculatedRules:
        return CalculatedRules(
            red_per_white=read.read_quantity_or_none(*self._text("site.red_per_white")),
            glucose_within_hours=read.read_integer_or_none(*self._text("site.glucose_within")),
            marker_change=read.read_quantity_or_none(*self._text("site.marker_change")),
        )

    def _plausible(self) -> Iterator[tuple[str, FieldRange]]:
        for code in self._protocol.analytes:
            path = f"analytes.{code}.plausible"
            if path in self._protocol.settings:
                limits = read.read_range_or_none(*self._text(path))
                yield from () if limits is None else ((code, limits),)

    def _toxicity(self) -> ActiveToxicity | None:
        data = self._protocol.toxicity
        if not data.scales:
            return None
        return ActiveToxicity(
            terms=data.lists[read.read_choice(*self._text("toxicity.ctcae"))],
            scale=data.scales[read.read_choice(*self._text("toxicity.relation_scale"))],
            holds=read.read_holds(*self._text("toxicity.hold_rules")),
        )

    def _closures(self) -> frozenset[date]:
        return frozenset(read.read_dates(*self._text("site.closures")))

    def _phase(self, phase: Phase) -> ActivePhase:
        offset = self._count(f"phases.{phase.code}.start.offset") if phase.after else None
        return ActivePhase(phase, self._series(self._protocol.series[phase.series]), offset)

    def _series(self, series: Series) -> ActiveSeries:
        path = f"series.{series.code}"
        count = self._count(f"{path}.doses")
        interval = self._count(f"{path}.min_interval")
        from_previous = f"{path}.min_interval_from_previous"
        return ActiveSeries(
            code=series.code,
            drug=series.drug,
            items=_codes(series.prefix, count),
            days=read.read_days(*self._text(f"{path}.days")),
            window_before=self._count(f"{path}.window_before"),
            window_after=self._count(f"{path}.window_after"),
            min_interval_hours=interval,
            min_interval_from_previous_hours=(
                self._count(from_previous) if from_previous in self._protocol.settings else interval
            ),
        )

    def _drug(self, drug: Drug) -> ActiveDrug:
        path = f"drugs.{drug.code}"
        accesses = read.read_choices(*self._text(f"{path}.accesses"))
        return ActiveDrug(
            code=drug.code,
            label=drug.label,
            accesses=tuple(Access(access) for access in accesses),
            dose=self._amount(f"{path}.dose"),
            ceiling=self._amount(f"{path}.ceiling"),
            tolerance_percent=read.read_percent(*self._text(f"{path}.tolerance")),
            beyond_use_hours=self._count(f"{path}.beyond_use"),
            companions=tuple(self._companions(drug)),
        )

    def _companions(self, drug: Drug) -> Iterator[ActiveCompanion]:
        for companion in drug.companions:
            path = f"drugs.{drug.code}.companions.{companion.code}"
            if read.read_yes_no(*self._text(f"{path}.given")):
                dose = self._amount(f"{path}.dose")
                order = read.read_choice(*self._text(f"{path}.order"))
                yield ActiveCompanion(companion.code, companion.label, dose, order)

    def _gates(self) -> Iterator[ActiveGate]:
        for gate in self._protocol.gates.values():
            path = f"gates.{gate.code}"
            limit = read.read_quantity_or_none(*self._text(f"{path}.limit"))
            yield ActiveGate(gate, limit, self._count(f"{path}.max_age"))

    def _supplements(self) -> Iterator[ActiveSupplement]:
        for one in self._protocol.supplements.values():
            path = f"supplements.{one.code}"
            if read.read_yes_no(*self._text(f"{path}.required")):
                days = self._count(f"{path}.days")
                strength = read.read_choice(*self._text(f"{path}.strength"))
                yield ActiveSupplement(one.code, one.label, days, strength)

    def _notices(self) -> Iterator[ActiveNotice]:
        for one in self._protocol.notices.values():
            path = f"notices.{one.code}"
            scope = read.read_choice(*self._text(f"{path}.applies"))
            if scope != NONE:
                within = read.read_integer_or_none(*self._text(f"{path}.within"))
                later = read.read_integer_or_none(*self._text(f"{path}.follow_up"))
                yield ActiveNotice(one.code, one.label, NoticeScope(scope), within, later)

    def _prescription(self, course: Prescription) -> RtPrescription:
        path = f"prescriptions.{course.code}"
        fractions = self._count(f"{path}.fractions")
        return RtPrescription(
            code=course.code,
            label=course.label,
            phase=course.phase,
            items=_codes(course.prefix, fractions),
            levels=tuple(self._level(course, level) for level in course.levels),
            fractions=fractions,
            per_week=self._count(f"{path}.per_week"),
            max_per_day=self._count(f"{path}.max_per_day"),
            min_gap_hours=self._count(f"{path}.min_gap"),
            same_day=self._same_day(path),
            tolerance=self._amount(f"{path}.tolerance"),
            category=read.read_choice(*self._text(f"{path}.category")),
            prolongation_days=read.read_integer_or_none(*self._text(f"{path}.prolongation")),
            alpha_beta=read.read_numbers(*self._text(f"{path}.alpha_beta")),
            rbe=self._amount(f"{path}.rbe") if course.unit is Unit.GY_RBE else None,
            start_after=ItemCode(read.read_choice(*self._text(f"{path}.start.after"))),
            start_offset_days=self._count(f"{path}.start.offset"),
            latest_days_after_last_dose=read.read_integer_or_none(
                *self._text(f"{path}.start.latest")
            ),
        )

    def _same_day(self, path: str) -> RtSameDay | None:
        order = read.read_choice(*self._text(f"{path}.same_day_order"))
        if order == NONE:
            return None
        return RtSameDay(order == "dose_first", self._count(f"{path}.same_day_gap"))

    def _level(self, course: Prescription, level: Level) -> RtLevel:
        path = f"prescriptions.{course.code}.levels.{level.code}"
        return RtLevel(
            code=level.code,
            label=level.label,
            total=self._amount(f"{path}.total"),
            per_fraction=self._amount(f"{path}.per_fraction"),
            targets=read.read_choices(*self._text(f"{path}.targets")),
            vocabulary=level.targets,
        )


def _codes(prefix: str, count: int) -> tuple[ItemCode, ...]:
    return tuple(ItemCode(f"{prefix}-{number}") for number in range(1, count + 1))
