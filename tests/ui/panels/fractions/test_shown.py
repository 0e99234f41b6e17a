"""What is shown of courses of several volumes, late ends, excess, and proton doses."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ltm_desktop.app.course_views import CourseView, view_course
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import DeliveredDose, PrescribeRadiotherapy, SessionOutcome
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit, gy
from ltm_desktop.ui.panels.fractions.course_words import show_course
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Wording
from tests.builders import PHYSICIAN, THERAPIST
from tests.cases.courses import boosted, boosted_order, proton, proton_order, rbe
from tests.course_builders import session, shortfall
from tests.stories import Story, irradiated, planned

MONDAY = date(2026, 3, 16)


def begun(active: ActiveProtocol, order: PrescribeRadiotherapy) -> Story:
    story = replace(planned("A"), protocol=active)
    return story.at("2026-03-13 09:00").does(order, PHYSICIAN)


def treated(story: Story, number: int, day: date, *doses: DeliveredDose) -> Story:
    told = session(number, f"{day} 09:00", delivered=doses)
    return story.at(f"{day} 09:30").does(told, THERAPIST)


def boost_doses(brain: str = "2", boost: str = "3") -> tuple[DeliveredDose, ...]:
    return DeliveredDose("PTV1", gy(brain)), DeliveredDose("PTV2", gy(boost))


def view_of(story: Story) -> CourseView:
    assert story.protocol is not None
    course = view_course(story.chart, story.protocol, story.act(THERAPIST))
    assert course is not None
    return course


def shown(story: Story, language: str = "en") -> CourseShown:
    assert story.protocol is not None
    wording = Wording(Words(language), story.protocol, {}, story.now)
    return show_course(view_of(story), story.chart.records, wording)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_each_volume_has_its_own_figure_line_curve_and_biological_dose() -> None:
    story = begun(boosted(), boosted_order())
    story = treated(story, 1, MONDAY, *boost_doses())
    story = treated(story, 2, MONDAY + timedelta(days=1), *boost_doses())
    course = shown(story)
    figures = {one.key: (plain(one.value), plain(one.detail)) for one in course.figures}
    assert figures["delivered.PTV1"] == ("4 Gy", "of 40 Gy")
    assert figures["delivered.PTV2"] == ("6 Gy", "of 60 Gy")
    assert course.lines[1].dose == "PTV1 2\nPTV2 3"
    assert course.lines[1].cumulative == "PTV1 4\nPTV2 6"
    assert [line[1:] for line in course.volumes.lines] == [
        ("40", "4", "36", "0", "0"),
        ("60", "6", "54", "0", "0"),
    ]
    curves = {one.volume: one for one in course.plot.curves}
    assert [one.planned[-1][1] for one in curves.values()] == [Decimal(40), Decimal(60)]
    assert [one.cumulative for one in curves["PTV2"].delivered] == [Decimal(3), Decimal(6)]
    at_three = {line[0]: line[3] for line in course.biological.lines if line[1] == "3"}
    assert at_three == {"PTV1": "4.00", "PTV2": "7.20"}


def test_a_volume_that_was_missed_is_shown_short_until_a_physician_decides() -> None:
    story = begun(boosted(), boosted_order())
    told = session(
        1,
        f"{MONDAY} 09:00",
        SessionOutcome.PARTIAL,
        delivered=(DeliveredDose("PTV1", gy("2")),),
    )
    story = story.at(f"{MONDAY} 09:30").does(told, THERAPIST)
    course = shown(story)
    figures = {one.key: plain(one.value) for one in course.figures}
    assert figures["shortfall.PTV2"] == "3 Gy"
    assert "shortfall.PTV1" not in figures
    assert [one.tone for one in course.notices] == ["caution"]
    story = story.at("2026-03-17 08:00").does(shortfall(1), PHYSICIAN)
    course = shown(story)
    assert course.notices == ()
    assert plain(course.history[1][1]).startswith("PTV2 3 Gy short: Accept the shortfall")


def test_a_dose_beyond_the_order_is_said_before_anything_else() -> None:
    story = treated(irradiated(), 1, MONDAY, DeliveredDose("PTV1", gy("2")))
    told = session(
        21,
        "2026-03-17 09:00",
        incident="treated twice",
        delivered=(DeliveredDose("PTV1", gy("2")),),
    )
    story = story.at("2026-03-17 09:30").does(told, THERAPIST)
    course = shown(story)
    assert [(one.words, one.tone) for one in course.notices] == [
        ("More than prescribed was delivered to PTV1.", "stop")
    ]
    assert plain({one.key: one.value for one in course.figures}["excess"]) == "2 Gy"


def test_a_course_longer_than_the_signed_limit_prompts_calmly_and_names_the_limit() -> None:
    story = treated(irradiated(), 1, MONDAY, DeliveredDose("PTV1", gy("2")))
    for day in range(1, 5):
        at = MONDAY + timedelta(days=day)
        told = session(2, f"{at} 09:00", SessionOutcome.NOT_TREATED, None, second=None)
        story = story.at(f"{at} 09:30").does(told, THERAPIST)
    assert shown(story).notices == ()
    for day in range(7, 10):
        at = MONDAY + timedelta(days=day)
        told = session(2, f"{at} 09:00", SessionOutcome.NOT_TREATED, None, second=None)
        story = story.at(f"{at} 09:30").does(told, THERAPIST)
    (notice,) = shown(story).notices
    assert notice.tone == "caution"
    assert "the site's limit is 7 days (category 3)" in plain(notice.words)
    assert notice.words.endswith("The physician decides whether to compensate.")
    assert shown(story).time.lines[0][-2:] == ("7", "3")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_proton_doses_are_in_gy_rbe_everywhere(language: str) -> None:
    story = begun(proton(), proton_order())
    doses = [DeliveredDose(one, rbe("3")) for one in ("Brain", "Upper spine", "Lower spine")]
    course = shown(treated(story, 1, MONDAY, *doses), language)
    assert course.plot.unit is Unit.GY_RBE
    assert all("Gy(RBE)" in one.value for one in course.figures if one.key.startswith("delivered"))
    assert "Gy(RBE)" in course.volumes.heading[1]
    at_ten = [line for line in course.biological.lines if line[1] == "10"]
    assert {line[2:] for line in at_ten} == {("3.90", "3.25")}
