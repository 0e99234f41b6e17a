"""A trial protocol: as its source states it, and with every value a site signed for it.

TrialProtocol is made by the protocols door, ActiveProtocol only by configuration.resolve.
Refuses codes the protocol does not have; guesses nothing.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.analytes import Analyte, LabPanel
from ltm_desktop.domain.endpoints import ActiveEndpoint, Endpoint, FollowUpRules
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.notices import ActiveNotice, NoticeRule
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response_terms import Instruments, ResponseFormat, ResponseRules
from ltm_desktop.domain.setting_kinds import Label, Setting
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.toxicity_data import ActiveToxicity, ToxicityData
from ltm_desktop.domain.values import dataclass


class StartRule(StrEnum):
    """How the first day of a phase is found; response-gated phases would be a further rule."""

    ANCHOR = "anchor"
    """The phase's day 1 is the first dose."""
    AFTER_LAST_DOSE = "after_last_dose"
    """Day 1 lies the configured offset after the last dose of the phase before."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of treatment with one series of doses."""

    code: str
    label: Label
    series: str
    start: StartRule
    after: str = ""
    """The phase it follows; empty for the first."""


@dataclass(frozen=True, slots=True)
class Series:
    """Doses of one drug that share days, windows and intervals."""

    code: str
    label: Label
    drug: str
    prefix: str
    """Item codes are the prefix, a hyphen and the number within the series: IND-1."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A drug given with another in the same visit, in the order of the file."""

    code: str
    label: Label


class Direction(StrEnum):
    """Which side of its limit a laboratory value must lie on."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Gate:
    """A laboratory value that is looked at before a dose; limit and age are settings."""

    code: str
    label: Label
    analyte: str
    direction: Direction
    unit: Unit
    access: Access | None = None
    """The way in it counts for; None counts for both."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """A drug taken beside the doses, such as folic acid; whether it is required is a setting."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Drug:
    """An intrathecal drug of the protocol; its amounts are settings."""

    code: str
    label: Label
    companions: tuple[Companion, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One dose level of a course, such as the whole brain or the boost; its doses are settings."""

    code: str
    label: Label
    targets: str
    """The vocabulary its body sites are chosen from; several may be treated in one fraction."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """A radiotherapy course the protocol prescribes; its numbers are settings."""

    code: str
    label: Label
    phase: str
    prefix: str
    unit: Unit
    """Gy, or Gy(RBE) for protons."""
    levels: tuple[Level, ...]
    """At least one; all of them are treated in the same fractions."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A treatment arm; without a prescription no radiotherapy can be planned in it."""

    code: str
    label: Label
    phases: tuple[str, ...]
    prescription: str | None = None


@dataclass(frozen=True, slots=True)
class RangeField:
    """A measured value of a form that has plausible limits."""

    path: str
    label: Label
    unit: Unit


@dataclass(frozen=True, slots=True)
class Assessment:
    """An outcome the trial measures."""

    code: str
    label: Label
    primary: bool
    source: Label


@dataclass(frozen=True, slots=True)
class WrongRouteDrug:
    """A drug that must never reach the cerebrospinal fluid, by every name it is written with."""

    code: str
    label: Label
    names: tuple[str, ...]
    """As packs and charts write it, in both languages; a text that holds one names the drug."""
    source: Label


@dataclass(frozen=True, slots=True)
class TrialProtocol:
    """One released protocol file: what is true of the trial before any site has signed."""

    study: str
    version: str
    title: Label
    source: Label
    arms: Mapping[str, Arm]
    phases: Mapping[str, Phase]
    series: Mapping[str, Series]
    drugs: Mapping[str, Drug]
    prescriptions: Mapping[str, Prescription]
    ranges: Mapping[str, RangeField]
    gates: Mapping[str, Gate]
    supplements: Mapping[str, Supplement]
    vocabularies: Mapping[str, Mapping[str, Label]]
    assessments: tuple[Assessment, ...]
    settings: Mapping[str, Setting]
    """Every value by its path, in the order of the file."""
    survival: Mapping[str, Endpoint] = field(default_factory=dict)
    follows_up: bool = False
    """Whether the file asks for the settings of following patients."""
    analytes: Mapping[str, Analyte] = field(default_factory=dict)
    """What laboratories report, in the order of the file."""
    panels: Mapping[str, LabPanel] = field(default_factory=dict)
    never_intrathecal: tuple[WrongRouteDrug, ...] = ()
    """The program's own list beside the file; without it nothing may be prepared."""
    toxicity: ToxicityData = field(default_factory=ToxicityData)
    notices: Mapping[str, NoticeRule] = field(default_factory=dict)
    """Whom a serious event may have to be told; scope and times are settings."""
    response: ResponseFormat | None = None
    """None: the protocol says nothing of response."""
    instruments: Instruments = field(default_factory=Instruments)
    """Scorecards, the program's own list beside the file."""


@dataclass(frozen=True, slots=True)
class ActiveSeries:
    """Doses of one drug with the days, windows and intervals the site signed."""

    code: str
    drug: str
    items: tuple[ItemCode, ...]
    days: tuple[int, ...]
    """Study days within the phase; the phase's first day is 1."""
    window_before: int
    window_after: int
    min_interval_hours: int
    """Between injection starts within the series."""
    min_interval_from_previous_hours: int
    """From the injection start of a dose of another series."""


@dataclass(frozen=True, slots=True)
class ActivePhase:
    """A phase with its offset; the first phase starts on the anchor and has none."""

    phase: Phase
    series: ActiveSeries
    offset_days: int | None
    """Days from the last dose of the phase before to this phase's day 1."""


@dataclass(frozen=True, slots=True)
class ActiveCompanion:
    """A drug given in the same visit."""

    code: str
    label: Label
    dose: Quantity
    order: str
    """Whether it is given "before" or "after" the drug."""


@dataclass(frozen=True, slots=True)
class ActiveGate:
    """A laboratory limit as the site signed it."""

    gate: Gate
    limit: Quantity | None
    """None: the investigator signed that there is no limit."""
    max_age_hours: int


@dataclass(frozen=True, slots=True)
class ActiveSupplement:
    """A supplement the site requires before a dose."""

    code: str
    label: Label
    days: int
    """Folic acid: days taken without a gap before the dose; B12: days since the last injection."""
    strength: str
    """note, override or stop: how strongly its absence speaks."""


@dataclass(frozen=True, slots=True)
class ActiveDrug:
    """An intrathecal drug with its signed amounts."""

    code: str
    label: Label
    accesses: tuple[Access, ...]
    dose: Quantity
    ceiling: Quantity
    tolerance_percent: Decimal
    beyond_use_hours: int
    companions: tuple[ActiveCompanion, ...]

    def tolerance(self) -> Quantity:
        """Return how far, in mg, an order may be from the protocol dose."""
        return Quantity(self.dose.value * self.tolerance_percent / 100, self.dose.unit)


@dataclass(frozen=True, slots=True)
class RtLevel:
    """One dose level of a course with its doses and the body sites it may be given to."""

    code: str
    label: Label
    total: Quantity
    per_fraction: Quantity
    targets: tuple[str, ...]
    vocabulary: str


@dataclass(frozen=True, slots=True)
class RtSameDay:
    """Which of an intrathecal dose and a fraction comes first on one day."""

    dose_first: bool
    gap_hours: int
    """From the start of the one to the start of the other."""


@dataclass(frozen=True, slots=True)
class RtPrescription:
    """A radiotherapy course with its limits."""

    code: str
    label: Label
    phase: str
    items: tuple[ItemCode, ...]
    levels: tuple[RtLevel, ...]
    fractions: int
    per_week: int
    max_per_day: int
    min_gap_hours: int
    same_day: RtSameDay | None
    """None: signed that a dose and a fraction may come in any order."""
    tolerance: Quantity
    """How far a delivered fraction may be from its prescribed dose."""
    category: str
    """The category of interruption guidance the site chose, or none (clinical practice 4.3)."""
    prolongation_days: int | None
    """Days the course may last longer than planned; None: signed no limit."""
    alpha_beta: tuple[int, ...]
    """Gy; for BED and EQD2, empty where the site signed none."""
    rbe: Quantity | None
    """Asked only of a course in Gy(RBE)."""
    start_after: ItemCode
    start_offset_days: int
    latest_days_after_last_dose: int | None
    """Days from the last dose of the phase before to the first fraction; None: signed no limit."""

    def level(self, code: str) -> RtLevel | None:
        """Return a dose level, None for a code the protocol does not have."""
        return next((one for one in self.levels if one.code == code), None)


@dataclass(frozen=True, slots=True)
class CalculatedRules:
    """What the site signed for values calculated from results; None: signed none."""

    red_per_white: Quantity | None
    """Red cells that one white cell comes with in bloody CSF; without it nothing is corrected."""
    glucose_within_hours: int | None
    """How near blood must be to CSF for a ratio; without it, the same day at the site."""
    marker_change: Quantity | None
    """From which change, in %, a tumour marker is remarked; without it, none is."""


@dataclass(frozen=True, slots=True)
class ActiveProtocol:
    """One trial protocol as one site's signed configuration makes it."""

    protocol: TrialProtocol
    values: Mapping[str, str]
    """The exact signed texts by path."""
    phases: Mapping[str, ActivePhase]
    drugs: Mapping[str, ActiveDrug]
    prescriptions: Mapping[str, RtPrescription]
    ranges: Mapping[str, FieldRange]
    gates: tuple[ActiveGate, ...]
    supplements: tuple[ActiveSupplement, ...]
    """Only those the site requires."""
    work_days: frozenset[int]
    closures: frozenset[date]
    """Closed days of the site itself; public holidays come from the calendar."""
    record_languages: tuple[str, ...]
    check_minutes: int
    """How long a second person's check stays good until the injection starts."""
    approval_limit_days: int
    dose_steps: frozenset[str]
    """Steps of the dose path beyond those no configuration may remove."""
    time_out_minutes: int
    """How long a time-out stays good until the injection starts."""
    late_entry_hours: int
    """After how many hours telling what happened needs a reason."""
    csf_balance: Quantity | None
    """How far, in mL, the injected volume may differ from the CSF taken; None: signed no limit."""
    iv_separation: str
    """Whether other cytotoxic drugs are kept apart by another "room" or another "day"."""
    observation_minutes: tuple[int, ...]
    """Minutes after the injection at which the patient is observed; empty: signed none."""
    headache_call_days: tuple[int, ...]
    """Days after a lumbar puncture on which the patient is called; empty: signed none."""
    calculated: CalculatedRules
    reschedule_policy: str
    """fixed: later targets stay on the calendar; rolling: they follow the actual date."""
    operator_may_approve: bool
    checker_may_approve: bool
    toxicity: ActiveToxicity | None = None
    """None where the protocol file says nothing of toxicity: nothing can be graded."""
    notices: tuple[ActiveNotice, ...] = ()
    """Those the site signed to send about serious events, in the order of the file."""
    survival: Mapping[str, ActiveEndpoint] = field(default_factory=dict)
    follow_up: FollowUpRules | None = None
    """None where the protocol file asks for none."""
    response: ResponseRules | None = None
    """None: the protocol says nothing of response."""
    plausible: Mapping[str, FieldRange] = field(default_factory=dict)
    """Limits beyond which a result is asked about, by analyte; only those the site signed."""

    @property
    def arm_codes(self) -> tuple[str, ...]:
        """Return the arms in the order of the protocol file."""
        return tuple(self.protocol.arms)

    @property
    def drug_names(self) -> tuple[str, ...]:
        """Return the intrathecal drugs in the order of the protocol file."""
        return tuple(self.drugs)

    def arm(self, code: str) -> Arm:
        """Return an arm. Raises Refused for a code the protocol does not have."""
        if code not in self.protocol.arms:
            raise refuse("configuration.no_such_arm", arm=code)
        return self.protocol.arms[code]

    def phases_of(self, arm: str) -> tuple[ActivePhase, ...]:
        """Return the phases of an arm in order."""
        return tuple(self.phases[code] for code in self.arm(arm).phases)

    def prescription_of(self, arm: str) -> RtPrescription | None:
        """Return the radiotherapy course of an arm, None where the arm has none."""
        code = self.arm(arm).prescription
        return None if code is None else self.prescriptions[code]

    def drug(self, code: str) -> ActiveDrug:
        """Return a drug. Raises Refused for one that is not in the protocol."""
        if code not in self.drugs:
            raise refuse("configuration.no_such_drug", drug=code)
        return self.drugs[code]

    def drug_of(self, code: ItemCode) -> ActiveDrug:
        """Return the drug of a planned dose."""
        return self.drugs[self.series_of(code).drug]

    def dose_codes(self, arm: str) -> tuple[ItemCode, ...]:
        """Return the planned doses of an arm in order; dose n of the course is the n-th."""
        return tuple(code for phase in self.phases_of(arm) for code in phase.series.items)

    def dose_number(self, arm: str, code: ItemCode) -> int:
        """Return a dose's number over the whole course, 1 for the first."""
        codes = self.dose_codes(arm)
        if code not in codes:
            raise refuse("configuration.no_such_dose", item=code, arm=arm)
        return codes.index(code) + 1

    def series_of(self, code: ItemCode) -> ActiveSeries:
        """Return the series of a planned dose. Raises Refused beyond the protocol's count."""
        for phase in self.phases.values():
            if code in phase.series.items:
                return phase.series
        raise refuse("configuration.no_such_dose", item=code, arm="")

    def min_interval_hours(self, code: ItemCode, previous: ItemCode) -> int:
        """Return the least hours between the injection starts of two planned doses."""
        series = self.series_of(code)
        if previous in series.items:
            return series.min_interval_hours
        return series.min_interval_from_previous_hours

    def range_of(self, path: str) -> FieldRange | None:
        """Return the plausible limits of a form field such as "lumbar.csf_removed"."""
        return self.ranges.get(path)

    def vocabulary(self, name: str) -> tuple[str, ...]:
        """Return the codes of a vocabulary in the order of the protocol file."""
        return tuple(self._vocabulary(name))

    def label(self, vocabulary: str, code: str, language: str) -> str:
        """Name a code in "en" or "zh_CN". Raises Refused for one that is not in the list."""
        codes = self._vocabulary(vocabulary)
        if code not in codes:
            raise refuse("configuration.no_such_code", vocabulary=vocabulary, typed=code)
        return codes[code].text(language)

    def _vocabulary(self, name: str) -> Mapping[str, Label]:
        if name not in self.protocol.vocabularies:
            raise refuse("configuration.no_such_vocabulary", vocabulary=name)
        return self.protocol.vocabularies[name]
