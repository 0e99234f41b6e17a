"""What may be done about an event, by how it is judged now."""

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.offering import SERIOUS_REPORT, Offering
from ltm_desktop.ui.panels.toxicity.words import Telling
from tests.adverse_event_builders import EVENT, judge, report, serious
from tests.builders import PHYSICIAN
from tests.stories import Story, planned


def acts(story: Story) -> set[str]:
    telling = Telling(story.chart, story.protocol, story.site.people, story.now, Words("en"))
    offered = Offering(telling, writes=True, judges=True)
    return {one.code for one in offered.told(story.chart.adverse_events.events[EVENT]).acts}


def test_the_report_of_a_serious_event_is_offered_while_it_is_held_to_be_serious() -> None:
    told = planned().does(report()).at("2026-03-12 10:00")
    assert SERIOUS_REPORT not in acts(told)
    judged = told.does(serious(), PHYSICIAN)
    assert SERIOUS_REPORT in acts(judged)
    assert SERIOUS_REPORT not in acts(judged.does(judge(), PHYSICIAN))
