"""Response assessments: what a physician found, component by component, and the slice of a chart.

An assessment is one signed record. It is put right by a newer one that names it, or taken back by
two people as every record; the fold keeps both. Rules live in response_rules, what is derived
(change, best response, progression) in response_reading.
"""

from dataclasses import replace
from datetime import date

from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.response_terms import (
    BASELINE,
    Change,
    Component,
    CytologyResult,
    MriOverall,
    Presence,
)
from ltm_desktop.domain.values import dataclass

RESPONSE = ItemCode("RESPONSE")
"""What a record of response belongs to: no planned dose, the patient's course as a whole."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item of a neurological scorecard."""

    item: str
    level: int | None
    """None: not rated; `found` says why."""
    found: str = ""
    """In the assessor's own words."""


@dataclass(frozen=True, slots=True)
class NeuroScore:
    """A neurological examination on one instrument."""

    instrument: str
    scores: tuple[ItemScore, ...]
    medicines: str = ""
    """Analgesics and antiemetics that may hide a sign."""

    @property
    def total(self) -> int:
        """Return the sum of the levels that were rated."""
        return sum(one.level or 0 for one in self.scores)

    @property
    def worst(self) -> int | None:
        """Return the highest level, None where nothing was rated."""
        return max((one.level for one in self.scores if one.level is not None), default=None)

    @property
    def unrated(self) -> tuple[str, ...]:
        """Return items without a level: a sum that leaves some out says so."""
        return tuple(one.item for one in self.scores if one.level is None)

    def level(self, item: str) -> int | None:
        """Return the level of an item, None where it was not rated."""
        return next((one.level for one in self.scores if one.item == item), None)


@dataclass(frozen=True, slots=True)
class Cytology:
    """A cytology slip that counts for this assessment."""

    sampled_on: date
    result: CytologyResult
    source: str = ""
    """Where the fluid came from, lumbar or ventricular; the two are never joined silently."""
    report: str = ""


@dataclass(frozen=True, slots=True)
class MriFeature:
    """One line of the MRI scorecard."""

    feature: str
    presence: Presence
    change: Change | None = None
    """Against the scan before; None on the first."""


@dataclass(frozen=True, slots=True)
class Nodule:
    """One of the largest nodules, its two diameters at right angles."""

    region: str
    length: Quantity
    """mm"""
    width: Quantity
    """mm"""


@dataclass(frozen=True, slots=True)
class MriScore:
    """The revised MRI scorecard of one scan."""

    scanned_on: date
    features: tuple[MriFeature, ...]
    nodules: tuple[Nodule, ...] = ()
    overall: MriOverall | None = None
    """None on the first scan, which has nothing to be compared with."""
    parenchymal: str = ""
    """Lesions in the brain itself, which are scored apart."""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Performance:
    """A Karnofsky performance status."""

    score: int
    on: date


@dataclass(frozen=True, slots=True)
class SteroidDose:
    """What is taken now; 0 mg/d where none is."""

    per_day: Quantity
    """mg/d of this drug; one drug is never converted into another."""
    drug: str = ""


@dataclass(frozen=True, slots=True)
class Markers:
    """Tumour markers as the report gives them."""

    on: date
    found: str


@dataclass(frozen=True, slots=True)
class LmClass:
    """The EANO-ESMO class of the disease at baseline."""

    kind: str
    pattern: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The assessor's judgement of one component against the baseline."""

    component: Component
    change: Change


@dataclass(frozen=True, slots=True)
class NotDone:
    """Why a component is not filled."""

    component: Component
    reason: str
    """Code of response_not_done."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssessResponse:
    """Record and sign an assessment of response."""

    patient: PatientId
    record: RecordId
    on: date
    time_point: str
    neuro: NeuroScore | None = None
    cytology: Cytology | None = None
    mri: MriScore | None = None
    kps: Performance | None = None
    steroids: SteroidDose | None = None
    markers: Markers | None = None
    lm_class: LmClass | None = None
    judged: tuple[Judged, ...] = ()
    not_done: tuple[NotDone, ...] = ()
    overall: str = ""
    """A category of the protocol; empty at baseline."""
    not_evaluable_reason: str = ""
    rationale: str = ""
    corrects: RecordId | None = None
    correction_reason: str = ""


@dataclass(frozen=True, slots=True)
class ResponseAssessed:
    """A physician assessed the response."""

    record: RecordId
    on: date
    time_point: str
    assessor: PersonId
    neuro: NeuroScore | None
    cytology: Cytology | None
    mri: MriScore | None
    kps: Performance | None
    steroids: SteroidDose | None
    markers: Markers | None
    lm_class: LmClass | None
    judged: tuple[Judged, ...]
    not_done: tuple[NotDone, ...]
    overall: str
    not_evaluable_reason: str
    rationale: str
    treats: bool
    """Whether the assessor also ordered doses of this patient (open label)."""
    corrects: RecordId | None = None
    correction_reason: str = ""

    def change(self, component: Component) -> Change | None:
        """Return how a component was judged, None where it was not."""
        return next((one.change for one in self.judged if one.component is component), None)

    def why_not(self, component: Component) -> NotDone | None:
        """Return why a component is not filled, None where nobody said."""
        return next((one for one in self.not_done if one.component is component), None)

    @property
    def is_baseline(self) -> bool:
        """Tell whether it is what everything later is compared with."""
        return self.time_point == BASELINE


EVENTS = (ResponseAssessed,)


@dataclass(frozen=True, slots=True)
class ResponseSlice:
    """Every assessment of a patient in the order of entry, and which were put right or void."""

    told: tuple[ResponseAssessed, ...] = ()
    gone: frozenset[RecordId] = frozenset()
    """Records that a newer one replaces, and void ones."""

    @property
    def standing(self) -> tuple[ResponseAssessed, ...]:
        """Return what is held to be true today, by the day of assessment, oldest first."""
        left = (one for one in self.told if one.record not in self.gone)
        return tuple(sorted(left, key=lambda one: (one.on, not one.is_baseline)))

    @property
    def baseline(self) -> ResponseAssessed | None:
        """Return the baseline, None where none stands."""
        return next((one for one in self.standing if one.is_baseline), None)

    @property
    def later(self) -> tuple[ResponseAssessed, ...]:
        """Return every standing assessment but the baseline, oldest first."""
        return tuple(one for one in self.standing if not one.is_baseline)

    def of(self, record: RecordId) -> ResponseAssessed | None:
        """Return an assessment by its record, standing or not."""
        return next((one for one in self.told if one.record == record), None)

    def without(self, record: RecordId | None) -> "ResponseSlice":
        """Return the slice as if a record had been taken back."""
        return self if record is None else replace(self, gone=self.gone | {record})


def evolve(response: ResponseSlice, event: object) -> ResponseSlice:
    """Fold one event of this topic."""
    match event:
        case ResponseAssessed():
            kept = response.without(event.corrects)
            return replace(kept, told=(*kept.told, event))
        case RecordVoided() if response.of(event.record) is not None:
            return response.without(event.record)
        case _:
            return response
