"""The invented patient with everything that can stand on a time line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.follow_up import JudgeProgression
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.labs import Comparator, LabFinding, LabResult, LabsRecorded
from ltm_desktop.domain.quantities import Quantity, Unit
from tests.adverse_event_builders import end, regrade, report
from tests.app.timeline.stories import treated
from tests.builders import PATIENT, PHYSICIAN, at, contact
from tests.response_builders import assessed, baseline
from tests.stories import Story

_SECOND = AdverseEventId("ae-2")


def rich() -> Story:
    """Return falling platelets, CSF of two places, two events, two assessments, a progression."""
    story = treated().told(LabsRecorded(_results(), _slips()))
    story = story.does(report("headache", 2, "2026-03-06")).does(regrade(3, "2026-03-10"))
    story = story.does(end(day="2026-03-14"))
    story = story.does(report("arachnoiditis", 1, "2026-03-12", _SECOND))
    story = story.does(baseline(), PHYSICIAN).does(assessed(), PHYSICIAN)
    told = JudgeProgression(PATIENT, RecordId("fup-pd"), date(2026, 3, 18), "new weakness")
    return story.does(told, PHYSICIAN).does(contact("2026-03-17"))


def _results() -> tuple[LabResult, ...]:
    lumbar, chamber = Specimen.CSF_LUMBAR, Specimen.CSF_VENTRICULAR
    low = _drawn("platelets", "60", Unit.PER_NL, "2026-03-12 07:00")
    return (
        replace(low, low=Quantity(Decimal(125), Unit.PER_NL), marks=("transfusion",)),
        _drawn("platelets", "118", Unit.PER_NL, "2026-03-17 07:00"),
        _drawn("csf_protein", "0.9", Unit.G_PER_L, "2026-03-02 10:00", lumbar),
        _drawn("csf_protein", "0.3", Unit.G_PER_L, "2026-03-05 10:00", chamber),
        _drawn("csf_protein", "0.7", Unit.G_PER_L, "2026-03-09 10:00", lumbar),
        _drawn("glucose", "5.0", Unit.MMOL_PER_L, "2026-03-09 09:00"),
        _drawn("csf_glucose", "1.5", Unit.MMOL_PER_L, "2026-03-09 10:00", lumbar),
        replace(
            _drawn("neutrophils", "0.5", Unit.PER_NL, "2026-03-12 07:00"),
            comparator=Comparator.BELOW,
        ),
    )


def _slips() -> tuple[LabFinding, ...]:
    lumbar = Specimen.CSF_LUMBAR
    return (
        LabFinding("csf_cytology", at("2026-03-02 10:00"), "positive", specimen=lumbar),
        LabFinding("csf_cytology", at("2026-03-16 10:00"), "negative", specimen=lumbar),
    )


def _drawn(
    code: str, value: str, unit: Unit, when: str, specimen: Specimen = Specimen.BLOOD
) -> LabResult:
    return LabResult(code, Quantity(Decimal(value), unit), at(when), specimen=specimen)
