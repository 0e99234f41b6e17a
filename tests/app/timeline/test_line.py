"""The time line says what the chart says, once, in both languages, on the right day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from ltm_desktop.app.timeline.line import time_line, trends
from ltm_desktop.app.timeline.paper import merged
from ltm_desktop.app.timeline.shapes import Lane, Look, Mark, TimeLine, Way
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.labs import Comparator, LabsRecorded
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.reservoir import ReservoirWhat
from tests.app.timeline.stories import treated
from tests.builders import NURSE, PATIENT, PHYSICIAN, lab, not_given, reservoir
from tests.stories import Story, enrolled, planned

SAY = Words("en")
NINTH = date(2026, 3, 9)


def line_of(story: Story, say: Words = SAY) -> TimeLine:
    assert story.protocol is not None
    return time_line(story.chart, story.protocol, story.act(NURSE), say)


def lane(line: TimeLine, code: str) -> Lane:
    return next(one for one in line.lanes if one.code == code)


def looks(line: TimeLine, code: str) -> list[Look]:
    return [one.look for one in lane(line, code).marks]


def test_doses_stand_with_their_mg_and_what_is_planned_is_hollow() -> None:
    doses = lane(line_of(treated()), "doses")
    assert [one.look for one in doses.marks] == [Look.DONE] * 3 + [Look.PLANNED] * 5
    assert [one.label for one in doses.marks] == ["10"] * 3 + [""] * 5
    assert doses.note == "30\u00a0mg in 3 doses so far"
    assert doses.marks[1].day == date(2026, 3, 5)


def test_a_hold_stays_on_its_day_and_is_one_mark_while_it_stands() -> None:
    story = planned("A").gives("IND-1", "2026-03-02").at("2026-03-05 09:00")
    hold = not_given("IND-2", NotGiven.HELD, "2026-03-05 08:50", until=NINTH)
    story = story.does(hold, PHYSICIAN)
    held = [one for one in lane(line_of(story), "doses").marks if one.look is Look.CAUTION]
    assert [one.told for one in held] == ["Dose 2: held"]
    died = story.at("2026-03-06 10:00").does(RecordDeath(PATIENT, date(2026, 3, 6)))
    left = [one for one in lane(line_of(died), "doses").marks if one.look is Look.CAUTION]
    assert [(one.told, one.day.day) for one in left] == [("Dose 2, held until 09-Mar-2026", 5)]
    given = story.gives("IND-2", "2026-03-09")
    marks = [one for one in lane(line_of(given), "doses").marks if one.told.startswith("Dose 2")]
    assert [(one.look, one.day.day) for one in marks] == [(Look.CAUTION, 5), (Look.DONE, 9)]
    assert marks[0].told == "Dose 2, held until 09-Mar-2026"


def test_csf_taken_lies_below_and_what_went_in_above_and_both_are_summed() -> None:
    csf = lane(line_of(treated()), "csf")
    assert {one.value for one in csf.marks} == {Decimal(-5), Decimal(5)}
    assert csf.note == "15\u00a0mL out, 15\u00a0mL in so far"


def test_fractions_stand_by_outcome_and_a_day_told_as_not_treated_is_no_second_mark() -> None:
    line = line_of(treated())
    first = looks(line, "fractions")[:5]
    assert first == [Look.DONE, Look.DONE, Look.DONE, Look.NOT_DONE, Look.PLANNED]
    assert Look.GAP not in looks(line, "fractions")
    assert lane(line, "fractions").note == "3 of 20; PTV1 6\u00a0Gy"


def test_punctures_are_told_by_their_way_and_an_infection_lasts_until_it_is_cleared() -> None:
    story = treated().does(reservoir(ReservoirWhat.INFECTION_SUSPECTED, "2026-03-12"))
    open_bar = lane(line_of(story), "punctures").marks[-1]
    assert (open_bar.going_on, open_bar.until) == (True, date(2026, 3, 19))
    story = story.does(reservoir(ReservoirWhat.INFECTION_CLEARED, "2026-03-15"), PHYSICIAN)
    bar = next(one for one in lane(line_of(story), "punctures").marks if one.until)
    assert (bar.going_on, bar.until) == (False, date(2026, 3, 15))
    assert looks(line_of(story), "punctures").count(Look.VENTRICULAR) == 3


def test_values_carry_baseline_change_and_nadir() -> None:
    line = line_of(treated())
    platelets = lane(line, "platelets")
    told = {one.day: one.told for one in platelets.marks}
    assert told[NINTH] == "88\u00a0×10⁹ per L, −51\u00a0% from baseline"
    assert any(one.told.endswith("baseline") for one in platelets.marks)
    assert platelets.note == "nadir after dose 3: 88 after 0 days"
    assert platelets.limit == Decimal(50)
    since = {one.code: one.day for one in line.since_at(line.today)}
    assert since["nadir_platelets"] == NINTH
    assert since["last_fraction"] == date(2026, 3, 18)
    assert (since["first_dose"], since["last_dose"]) == (date(2026, 3, 2), NINTH)


def test_a_value_below_the_laboratory_s_limit_is_hollow_at_it_and_joins_the_line() -> None:
    below = lab("platelets", "5", "2026-03-18 07:00", comparator=Comparator.BELOW)
    late = lab("platelets", "90", "2026-04-20 07:00")
    story = treated().at("2026-04-21 10:00").told(LabsRecorded((below, late)))
    *_, hollow, far = lane(line_of(story), "platelets").marks
    assert (hollow.open, hollow.value, hollow.label, hollow.joins) == (True, Decimal(5), "<5", True)
    assert hollow.told == "<5\u00a0×10⁹ per L"
    assert (far.open, far.joins) == (False, False)


def test_an_ended_treatment_waits_for_nothing_and_says_how_it_ended() -> None:
    story = treated().at("2026-03-20 10:00").does(RecordDeath(PATIENT, date(2026, 3, 19)))
    line = line_of(story)
    assert Look.PLANNED not in looks(line, "doses") + looks(line, "fractions")
    assert lane(line, "events").marks[-1].told == "died"
    left = treated().does(WithdrawPatient(PATIENT, date(2026, 3, 19), "own wish"))
    assert lane(line_of(left), "events").marks[-1].look is Look.CAUTION


def test_a_day_is_read_with_values_of_before_and_how_long_ago_things_were() -> None:
    line = line_of(treated())
    read = dict(line.read(date(2026, 3, 11), SAY))
    assert read["Platelets, ×10⁹ per L"].endswith("2 days before")
    assert read["Phases"] == "Induction, 4 doses planned (02-Mar-2026 to 12-Mar-2026)"
    assert dict(line.ago(date(2026, 3, 11), SAY)) == {
        "first dose": "9 days",
        "last dose": "2 days",
        "Platelets: lowest since the first dose": "2 days",
        "Neutrophils: lowest since the first dose": "9 days",
    }
    assert line.ago(date(2026, 2, 1), SAY) == ()


def test_the_table_holds_every_mark_in_the_order_of_time() -> None:
    line = line_of(treated())
    rows = line.lines(SAY)
    assert len(rows) == sum(len(one.marks) for one in line.lanes)
    assert all(a.day <= b.day for a, b in pairwise(rows))
    first = next(row for row in rows if row.lane == "Doses, mg")
    assert (first.study_day, first.clock) == (1, "10:02")
    assert first.told == "Dose 1: 10\u00a0mg, Ommaya reservoir, Given"


def test_a_patient_without_anything_has_an_empty_line() -> None:
    story = enrolled()
    assert story.chart.patient is not None
    bare = replace(story.chart, patient=replace(story.chart.patient, consent=None))
    assert line_of(replace(story, chart=bare)).empty
    assert not line_of(planned("A")).empty


def test_trends_hold_every_analyte_under_doses_and_fractions() -> None:
    story = treated()
    assert story.protocol is not None
    line = trends(story.chart, story.protocol, story.act(NURSE), SAY)
    codes = [one.code for one in line.lanes]
    assert codes[:2] == ["doses", "fractions"]
    assert {"platelets", "neutrophils", "inr"} <= set(codes)
    some = trends(story.chart, story.protocol, story.act(NURSE), SAY, ("inr",))
    assert [one.code for one in some.lanes] == ["doses", "fractions", "inr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_draws_the_same_places(language: str) -> None:
    english, other = line_of(treated()), line_of(treated(), Words(language))
    places = [[(one.day, one.look, one.value) for one in lane.marks] for lane in english.lanes]
    assert places == [[(m.day, m.look, m.value) for m in lane.marks] for lane in other.lanes]


def test_a_page_of_two_languages_says_both() -> None:
    both = merged([line_of(treated()), line_of(treated(), Words("zh_CN"))])
    assert lane(both, "doses").title == "Doses, mg / 给药，mg"
    assert lane(both, "phases").marks[0].label == "Induction / 诱导期"


def test_a_span_that_goes_on_says_so() -> None:
    told = Mark(NINTH, "x", until=date(2026, 3, 12), going_on=True)
    line = TimeLine(NINTH, NINTH, NINTH, None, (Lane("a", "A", Way.SPANS, (told,)),))
    assert line.lines(SAY)[0].told == "x (since 09-Mar-2026, going on)"
    assert line.study_day(NINTH) is None
