"""What waits beyond the plan: rows of signs of life, and the days of one at the site."""

from decimal import Decimal

from ltm_desktop.app.awaited import newest_sign
from ltm_desktop.app.projection import project
from ltm_desktop.app.rows import WatchRow
from ltm_desktop.domain.endpoints import FollowUpRules, Sign
from ltm_desktop.domain.survival import SignOfLife
from tests.adverse_event_builders import judge, report
from tests.app.test_suggestions import counts, given
from tests.builders import PHYSICIAN, ZONE, contact
from tests.cases.clinical import day
from tests.domain.test_follow_up import lost
from tests.stories import Story, planned


def row(story: Story) -> WatchRow:
    rows = project(story.chart)
    assert rows is not None
    (one,) = rows.watched
    return one


def signed(*signs: Sign) -> FollowUpRules:
    return FollowUpRules(frozenset(signs), Decimal("30.4375"), 42)


def test_a_result_after_the_first_dose_is_told_and_a_baseline_is_not() -> None:
    assert row(planned().does(counts("48", "2026-03-01 08:00"))).sampled_at == ""
    story = given().does(counts("48", "2026-03-09 07:00"))
    assert row(story).sampled_at == "2026-03-09T07:00:00+08:00"
    assert row(story).labs == "2026-03-09T07:00:00+08:00"


def test_an_event_waits_until_a_physician_judged_it() -> None:
    story = given().does(report())
    assert row(story).unjudged == "yes"
    assert row(story.does(judge(), PHYSICIAN)).unjudged == ""


def test_a_contact_shows_the_patient_alive_and_a_loss_ends_the_watch() -> None:
    story = planned().at("2026-03-20 12:00").does(contact("2026-03-18"))
    assert (row(story).contacts, row(story).over) == ("2026-03-18", "")
    assert row(story.does(lost("2026-03-20"))).over == "yes"


def test_the_newest_sign_that_was_signed_counts_by_the_day_at_the_site() -> None:
    one = WatchRow("pat-1", "", "", "", "2026-02-20", "2026-03-01T23:30:00+00:00", "", "", "")
    found = newest_sign(one, signed(Sign.CONTACTS, Sign.DOSES), ZONE)
    assert found == SignOfLife(day("2026-03-02"), Sign.DOSES)
    assert newest_sign(one, signed(Sign.CONTACTS), ZONE) == SignOfLife(
        day("2026-02-20"), Sign.CONTACTS
    )
    assert newest_sign(one, signed(Sign.LABS), ZONE) is None
