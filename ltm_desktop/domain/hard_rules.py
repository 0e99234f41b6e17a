"""The hard rules H01 to H20 as data: which alerts belong to each, and who may pass them.

The one place that grades an alert. Source: clinical practice, section 2.5; where the design speaks
more strictly or more mildly of a finding, the design counts (sections 3.9 and 5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.values import dataclass


class Kind(StrEnum):
    """Who may pass a rule that is not met."""

    SOFT = "soft"
    """Shown; blocks nothing."""
    PHYSICIAN = "physician"
    """A physician may pass it with a signed reason."""
    ABSOLUTE = "absolute"
    """Nobody; what happened all the same is told with an incident."""
    SIGNED = "signed"
    """As strongly as the investigator signed."""


@dataclass(frozen=True, slots=True)
class HardRule:
    """One hard rule and the alerts that tell of it."""

    id: str
    """H01 to H20; its title is the term hard_rule.<id>."""
    alerts: Mapping[str, Kind]

    @property
    def clause(self) -> str:
        """Return where the rule is written."""
        return f"clinical practice section 2.5, {self.id}"

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of its alerts, mildest first."""
        return tuple(kind for kind in Kind if kind in self.alerts.values())


def _all(kind: Kind, *codes: str) -> Mapping[str, Kind]:
    return dict.fromkeys(codes, kind)


_N, _P = Kind.ABSOLUTE, Kind.PHYSICIAN

RULES = (
    HardRule("H01", _all(_N, "dosing.identifiers", "scanning.other_patient")),
    HardRule(
        "H02",
        _all(
            _N,
            "patients.no_consent",
            "patients.no_arm",
            "patients.withdrawn",
            "patients.died",
            "gates.consent_not_valid",
        ),
    ),
    HardRule(
        "H03",
        _all(
            _N,
            "products.not_approved",
            "products.wrong_route",
            "products.other_drug",
            "products.not_named",
            "products.typed_reason_missing",
            "products.no_wrong_route_list",
            "dosing.wrong_drug",
        ),
    ),
    HardRule(
        "H04",
        _all(_N, "dosing.unit_not_mg", "dosing.zero_dose", "dosing.access_not_in_protocol"),
    ),
    HardRule("H05", {"dosing.above_ceiling": _N, "dosing.outside_tolerance": _P}),
    HardRule(
        "H06",
        _all(
            _N,
            "dosing.no_order",
            "dosing.differs_drug",
            "dosing.differs_access",
            "dosing.on_hold",
        ),
    ),
    HardRule(
        "H07",
        {
            **_all(_P, "labs.missing", "labs.stale", "labs.outside"),
            **_all(
                Kind.SIGNED,
                "gates.supplement_missing",
                "gates.supplement_short",
                "gates.supplement_old",
            ),
        },
    ),
    HardRule("H08", _all(_P, "dosing.too_soon", "dosing.same_day_order", "dosing.same_day_gap")),
    HardRule(
        "H09",
        {
            **_all(
                _N,
                "dosing.no_such_dose",
                "dosing.not_planned",
                "dosing.earlier_open",
                "fractions.no_radiotherapy_arm",
            ),
            "dosing.phase_order": _P,
        },
    ),
    HardRule(
        "H10",
        _all(
            _N,
            "dosing.differs_patient",
            "dosing.differs_dose",
            "dosing.differs_volume",
            "dosing.differs_use_by",
            "dosing.volume_too_small",
            "dosing.other_preparation",
            "scanning.label_of_other_patient",
            "scanning.label_of_other_dose",
            "scanning.label_drug",
            "scanning.label_amount",
            "scanning.label_access",
        ),
    ),
    HardRule(
        "H11",
        _all(
            _N,
            "dosing.past_use_by",
            "dosing.product_expired",
            "dosing.use_by_too_late",
            "scanning.label_past_use_by",
            "scanning.expired",
        ),
    ),
    HardRule(
        "H12",
        _all(
            _N,
            "dosing.same_person",
            "dosing.not_checked",
            "dosing.check_too_old",
            "dosing.checked_after_start",
            "dosing.other_people_checked",
            "dosing.differs_from_check",
            "people.not_delegated",
            "people.not_on_register",
            "people.supervisor_needed",
            "people.not_trained",
            "people.retired",
            "people.role_may_not",
        ),
    ),
    HardRule(
        "H13",
        _all(
            _N,
            "dosing.time_out",
            "dosing.time_out_line",
            "dosing.time_out_after_start",
            "dosing.time_out_before_check",
            "dosing.time_out_too_old",
        ),
    ),
    HardRule(
        "H14",
        {
            **_all(
                _N,
                "gates.wrong_route_same_day",
                "gates.cytotoxic_same_day",
                "gates.cytotoxic_same_room",
            ),
            **_all(Kind.SOFT, "gates.cytotoxic_other_room", "gates.intravenous_pemetrexed"),
        },
    ),
    HardRule(
        "H15",
        {
            **_all(
                _P,
                "dosing.reservoir_unusable",
                "dosing.site_suspect",
                "gates.reservoir_infection",
                "reservoir.infection_suspected",
            ),
            # design section 5: never, whoever signs
            **_all(_N, "dosing.site_unusable", "dosing.no_csf", "reservoir.removed"),
        },
    ),
    HardRule(
        "H16",
        _all(_P, "gates.raised_pressure", "gates.local_infection", "gates.anticoagulant"),
    ),
    HardRule("H17", _all(_N, "dosing.preservative")),
    # design section 3.9: a clock in doubt is shown and blocks nothing
    HardRule("H18", {"dosing.clock_behind": Kind.SOFT}),
    HardRule("H19", _all(_N, "configuration.none_signed", "configuration.missing")),
    HardRule(
        "H20",
        _all(
            _P,
            "fractions.beyond_prescription",
            "fractions.no_prescription",
            "fractions.other_dose",
            "fractions.per_day",
            "fractions.gap",
            "fractions.same_day_order",
            "fractions.same_day_gap",
        ),
    ),
)

BY_CODE: Mapping[str, HardRule] = {code: rule for rule in RULES for code in rule.alerts}
_BESIDE = _all(Kind.SIGNED, "toxicity.hold", "toxicity.hold_until")
"""Rules beside the twenty that the site writes itself (clinical practice, section 3.7)."""
_SEVERITIES = {
    Kind.SOFT: Severity.NOTE,
    Kind.PHYSICIAN: Severity.OVERRIDE,
    Kind.ABSOLUTE: Severity.STOP,
}


def kind_of(code: str) -> Kind | None:
    """Return who may pass an alert, None for one that belongs to no hard rule."""
    rule = BY_CODE.get(code)
    return _BESIDE.get(code) if rule is None else rule.alerts[code]


def grade(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return the alerts with the strength of their rules; a note is never made stronger."""
    return tuple(_graded(alert) for alert in alerts)


def _graded(alert: Alert) -> Alert:
    kind = kind_of(alert.code)
    if kind is None or kind is Kind.SIGNED or alert.severity is Severity.NOTE:
        return alert
    return replace(alert, severity=_SEVERITIES[kind])


def may_be_passed(code: str) -> bool:
    """Tell whether a physician's signed override can pass an alert with this code."""
    return kind_of(code) in {Kind.PHYSICIAN, Kind.SIGNED}
