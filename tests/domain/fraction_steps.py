"""Steps that stories of told fractions share."""

from dataclasses import replace

from ltm_desktop.domain.fraction_sums import CourseSum, sum_course
from ltm_desktop.domain.fractions import FractionRecorded, RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.terms import ItemKind
from tests.builders import THERAPIST
from tests.course_builders import session
from tests.stories import Story, irradiated

INCIDENT = "told to the physicist (example)"
PARTIAL, NOT_TREATED = SessionOutcome.PARTIAL, SessionOutcome.NOT_TREATED
MONDAY = "2026-03-16"


def told(story: Story, command: RecordFraction, by: PersonId = THERAPIST) -> FractionRecorded:
    event = story.decides(command, by)[0]
    assert isinstance(event, FractionRecorded)
    return event


def needs_incident(story: Story, command: RecordFraction, *codes: str) -> None:
    assert story.refused(command, THERAPIST) == set(codes)
    kept = told(story, replace(command, incident=INCIDENT))
    assert (kept.breaches, kept.incident) == (tuple(sorted(codes)), INCIDENT)


def treated(count: int, start: Story | None = None) -> Story:
    """Return the story after the first fractions, each on its planned day at nine."""
    story = start or irradiated()
    for number in range(1, count + 1):
        on = story.chart.plan.items[story.chart.plan.of(ItemKind.FRACTION)[number - 1].code]
        when = f"{on.scheduled.isoformat()} 09:00"
        story = story.at(when).does(session(number, when), THERAPIST)
    return story


def summed(story: Story) -> CourseSum:
    found = sum_course(story.chart.course)
    assert found is not None
    return found
