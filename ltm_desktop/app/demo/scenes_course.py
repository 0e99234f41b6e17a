"""The acts of the demo's radiotherapy: the order of a course, and its sessions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ltm_desktop.domain.fractions import (
    CourseTarget,
    DeliveredDose,
    PrescribeRadiotherapy,
    RecordFraction,
    SessionOutcome,
    Verification,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.schedule import PlannedItem

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story


def prescribe_radiotherapy(story: "Story", start: date) -> None:
    """Let the physician order the protocol's course."""
    active = story.stage.desk.active()
    rule = active.prescription_of(story.part.arm) if active else None
    if rule is None:
        return
    command = PrescribeRadiotherapy(
        patient=story.patient,
        prescription=rule.code,
        targets=tuple(
            CourseTarget(f"PTV{number}", one.code, one.targets[0], "", one.total, one.per_fraction)
            for number, one in enumerate(rule.levels, 1)
        ),
        fractions=rule.fractions,
        technique="imrt",
        energy="6 MV (demo)",
        intent="palliative",
        start_on=start,
    )
    story.stage.do("physician.p", command)


def treat(story: "Story", item: PlannedItem, dose: Decimal | None, reason: str) -> None:
    """Tell one session at the machine: whole, part or none of a fraction."""
    outcome = SessionOutcome.NOT_TREATED
    if dose is not None:
        outcome = SessionOutcome.PARTIAL if reason else SessionOutcome.DELIVERED
    command = RecordFraction(
        patient=story.patient,
        record=RecordId(story.stage.desk.ids.new("frx")),
        fraction=item.number,
        outcome=outcome,
        at=story.stage.clock.now() - timedelta(minutes=10),
        delivered=(DeliveredDose("PTV1", gy(dose)),) if dose is not None else (),
        machine="Linac 1 (demo)",
        operator=PersonId("therapist.d"),
        second=PersonId("therapist.e") if dose is not None else None,
        verification=Verification("cbct" if dose is not None else ""),
        reason=reason,
    )
    story.stage.do("therapist.d", command)
