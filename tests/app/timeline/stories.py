"""One invented patient for the time line: falling platelets, fractions with a lost day."""

from datetime import date, timedelta
from functools import cache

from ltm_desktop.domain.fractions import SessionOutcome
from tests.builders import PHYSICIAN, THERAPIST
from tests.course_builders import course, session
from tests.stories import Story, planned

MONDAY = date(2026, 3, 16)


@cache
def treated() -> Story:
    """Return three doses, three fractions, a session not treated and two planned weeks."""
    story = planned("A").gives("IND-1", "2026-03-02")
    for code, day, platelets in (("IND-2", "2026-03-05", "142"), ("IND-3", "2026-03-09", "88")):
        story = story.gives(code, day).at(f"{day} 15:00").with_labs(platelets=platelets)
    story = story.at("2026-03-13 09:00").does(course(), PHYSICIAN)
    for number in (1, 2, 3):
        on = MONDAY + timedelta(days=number - 1)
        told = session(number, f"{on} 09:00", SessionOutcome.DELIVERED, "2.00")
        story = story.at(f"{on} 09:30").does(told, THERAPIST)
    missed = session(4, "2026-03-19 09:00", SessionOutcome.NOT_TREATED, None, second=None)
    return story.at("2026-03-19 09:30").does(missed, THERAPIST)
