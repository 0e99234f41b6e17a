"""The assessments of response in the demo: what the investigator finds, all of it synthetic.

The cytology is the newest the chart has; nothing but the levels is made up for an assessment.
"""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ltm_desktop.app.demo.scenes_followed import Scene, specimen_of
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response import (
    AssessResponse,
    Cytology,
    ItemScore,
    Judged,
    LmClass,
    MriFeature,
    MriScore,
    NeuroScore,
    Nodule,
    NotDone,
    Performance,
    SteroidDose,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    Change,
    Component,
    CytologyResult,
    MriOverall,
    Presence,
)
from ltm_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

ASSESSOR = "physician.q"
_OVERALL = {
    Change.IMPROVED: MriOverall.PARTIAL,
    Change.STABLE: MriOverall.STABLE,
    Change.WORSE: MriOverall.PROGRESSION,
}
_WORDS = ("", "slight (synthetic)", "marked (synthetic)")
_STEROID = "dexamethasone"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is found at one assessment."""

    levels: tuple[int, ...]
    """Of the first areas of the scorecard; 0 of the others."""
    nodule: str
    """Length of the largest nodule of the brain in mm; empty: none is seen."""
    kps: int
    steroids: str
    """mg a day."""
    neuro: Change = Change.STABLE
    cytology: Change = Change.STABLE
    mri: Change | None = Change.STABLE
    """None: no scan was made."""
    performance: Change = Change.STABLE


def assess(point: str, seen: Seen, overall: str = "", rationale: str = "") -> Scene:
    """Let the investigator, who orders no doses, assess the response and sign it."""

    def play(story: "Story") -> None:
        on = story.stage.clock.now().date()
        slip = _cytology(story)
        command = AssessResponse(
            patient=story.patient,
            record=RecordId(story.stage.desk.ids.new("rsp")),
            on=on,
            time_point=point,
            neuro=_neuro(story, seen),
            cytology=slip,
            mri=_mri(story, seen, on, first=point == BASELINE),
            kps=Performance(seen.kps, on),
            steroids=SteroidDose(Quantity(Decimal(seen.steroids), Unit.MG_PER_DAY), _STEROID),
            lm_class=LmClass("I", "C", "confirmed") if point == BASELINE else None,
            judged=() if point == BASELINE else _judged(seen),
            not_done=() if seen.mri else (NotDone(Component.MRI, "equipment"),),
            overall=overall,
            rationale=rationale,
        )
        story.stage.do(ASSESSOR, command)

    return play


def _judged(seen: Seen) -> tuple[Judged, ...]:
    changes = (
        (Component.NEURO, seen.neuro),
        (Component.CYTOLOGY, seen.cytology),
        (Component.MRI, seen.mri),
        (Component.KPS, seen.performance),
    )
    return tuple(Judged(component, change) for component, change in changes if change)


def _neuro(story: "Story", seen: Seen) -> NeuroScore:
    active = story.stage.desk.active()
    if active is None or active.response is None:
        raise LookupError("the demo site has no rules of response")
    instrument = active.response.instrument
    levels = (*seen.levels, *(0 for _ in instrument.items))
    scores = tuple(
        ItemScore(item, level, _WORDS[level])
        for item, level in zip(instrument.items, levels, strict=False)
    )
    return NeuroScore(instrument.code, scores)


def _mri(story: "Story", seen: Seen, on: date, *, first: bool) -> MriScore | None:
    active = story.stage.desk.active()
    if seen.mri is None or active is None:
        return None
    change = None if first else seen.mri
    there = {"brain_nodules"} if seen.nodule else set()
    features = tuple(
        MriFeature(
            one,
            Presence.PRESENT if one in {*there, "brain_linear"} else Presence.ABSENT,
            change if one in {"brain_nodules", "brain_linear"} else change and Change.STABLE,
        )
        for one in active.protocol.instruments.mri
    )
    overall = None if first else _OVERALL[seen.mri]
    return MriScore(on, features, _nodules(seen), overall, report=f"SYN-MRI-{on:%m%d}")


def _nodules(seen: Seen) -> tuple[Nodule, ...]:
    if not seen.nodule:
        return ()
    length = Decimal(seen.nodule)
    return (Nodule("brain", Quantity(length, Unit.MM), Quantity(length - 2, Unit.MM)),)


def _cytology(story: "Story") -> Cytology | None:
    """Return the newest cytology of the chart as the assessment takes it over."""
    specimen = specimen_of(story)
    found = story.stage.desk.chart(story.patient).labs.found("csf_cytology", specimen)
    if not found:
        return None
    newest = max(found, key=lambda one: one.sampled_at)
    source = "lumbar" if specimen is Specimen.CSF_LUMBAR else "ventricular"
    result = CytologyResult(newest.code)
    return Cytology(newest.sampled_at.date(), result, source, newest.report.number)
