"""How a follow-up stands: a toxicity somebody died of, and the death that is still to be told."""

from datetime import date

from ltm_desktop.app.follow_up_views import FollowUpView, view_follow_up
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.ui.panels.follow_up.words import FollowUpWords
from tests.adverse_event_builders import regrade, report, void
from tests.builders import PATIENT, PHYSICIAN
from tests.stories import Story, planned

DIED = date(2026, 3, 11)


def fatal() -> Story:
    told = planned().does(report()).at("2026-03-12 10:00")
    return told.does(regrade(5, DIED.isoformat()), PHYSICIAN)


def view(story: Story) -> FollowUpView:
    act = story.act(PHYSICIAN)
    return view_follow_up(story.chart, story.protocol, act.today, act.day_of)


def told(story: Story) -> str:
    words = FollowUpWords(Words("en"), story.site.people, story.protocol, story.now.tzinfo)
    return "\n".join(one.text for one in words.summary(view(story)))


def test_a_toxicity_somebody_died_of_asks_for_the_death() -> None:
    story = fatal()
    assert [one.event for one in view(story).deadly] == ["ae-1"]
    assert "Arachnoiditis, grade 5, is told and no death is recorded" in told(story)
    recorded = story.does(RecordDeath(PATIENT, DIED))
    assert view(recorded).deadly == ()
    assert "no death is recorded" not in told(recorded)
    assert view(story.does(void(), PHYSICIAN)).deadly == ()
