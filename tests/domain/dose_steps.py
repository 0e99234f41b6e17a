"""Steps that stories of told doses share."""

from dataclasses import replace
from typing import Any

from ltm_desktop.domain.dosing import DoseRecorded, RecordDose, Source
from ltm_desktop.domain.identifiers import PersonId
from tests.builders import (
    NURSE,
)
from tests.stories import Story, planned

INCIDENT = "told to the investigator (example)"
LATE: dict[str, Any] = {"source": Source.LATE, "late_reason": "written after the shift (example)"}
"""What a record told days later says of itself."""
UNCHECKED = ("dosing.not_checked", "dosing.time_out")
"""What is not kept where two people never looked: no check, and so no time-out."""


def ready(code: str = "IND-1", on: str = "2026-03-02") -> Story:
    return planned().at(f"{on} 10:00").ready(code).at(f"{on} 10:10")


def told(story: Story, command: RecordDose, by: PersonId = NURSE) -> DoseRecorded:
    (event,) = (one for one in story.decides(command, by) if isinstance(one, DoseRecorded))
    return event


def needs_incident(story: Story, command: RecordDose, *codes: str, by: PersonId = NURSE) -> None:
    """Refused with these codes; told with an incident, recorded, and the codes are kept."""
    assert story.refused(command, by) == set(codes)
    kept = told(story, replace(command, incident=INCIDENT), by)
    assert (kept.breaches, kept.incident) == (tuple(sorted(codes)), INCIDENT)
