"""The weekly list of a course beside the machine's own system."""

from dataclasses import replace
from datetime import date

from ltm_desktop.app.reconciliation import Standing, reconcile
from ltm_desktop.domain.fractions import LinkSession, SessionOutcome
from tests.builders import PATIENT, THERAPIST
from tests.course_builders import session
from tests.domain.fraction_steps import treated
from tests.exchange.dicom.records import uid
from tests.stories import Story


def linked(story: Story, number: int, *differs: str) -> Story:
    record = story.chart.course.of(number)[0].record
    remark = "compared by hand (example)" if differs else ""
    return story.does(
        LinkSession(PATIENT, record, f"RV-{number}", uid(number), remark, differs), THERAPIST
    )


def standings(story: Story, through: str, since: str | None = None) -> list[tuple[int, Standing]]:
    first = date.fromisoformat(since) if since else None
    act = story.act(THERAPIST)
    found = reconcile(story.chart, act, through=date.fromisoformat(through), since=first)
    return [(one.session.fraction, one.standing) for one in found]


def test_a_session_is_open_until_it_was_compared() -> None:
    story = linked(linked(treated(3), 1), 2, "dose")
    assert standings(story, "2026-03-20") == [
        (1, Standing.AGREES),
        (2, Standing.DIFFERS),
        (3, Standing.NOT_COMPARED),
    ]
    found = reconcile(story.chart, story.act(THERAPIST), through=date(2026, 3, 20))
    assert [one.open for one in found] == [False, True, True]
    assert found[1].link is not None
    assert found[1].link.remark


def test_a_session_told_from_the_machines_record_is_not_open() -> None:
    story = treated(1).at("2026-03-17 10:00")
    told = replace(session(2, "2026-03-17 09:00"), uid=uid(2), rv_id=uid(2))
    assert standings(story.does(told, THERAPIST), "2026-03-20")[-1] == (2, Standing.IMPORTED)


def test_only_the_days_asked_for_are_listed() -> None:
    story = treated(6)
    assert [n for n, _ in standings(story, "2026-03-23", since="2026-03-20")] == [5, 6]
    assert standings(story, "2026-03-15") == []


def test_what_was_not_treated_has_no_record_to_be_compared_with() -> None:
    story = treated(1).at("2026-03-17 10:00")
    told = session(2, "2026-03-17 09:00", SessionOutcome.NOT_TREATED, None)
    assert [n for n, _ in standings(story.does(told, THERAPIST), "2026-03-20")] == [1]
