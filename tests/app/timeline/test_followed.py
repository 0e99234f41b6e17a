"""What followed stands on the same days: grades as bars, response, progression, the end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ltm_desktop.app.timeline.line import time_line, trends
from ltm_desktop.app.timeline.shapes import Lane, Look, TimeLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.follow_up import JudgeProgression
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.labs import LabFinding, LabResult, LabsRecorded
from ltm_desktop.domain.patients import Measurements, RecordDeath
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.reservoir import ReservoirWhat
from tests.adverse_event_builders import end, regrade, report
from tests.app.timeline.stories import treated
from tests.builders import NURSE, PATIENT, PHYSICIAN, at, contact, reservoir
from tests.response_builders import assessed, baseline
from tests.stories import Story

SAY = Words("en")
LUMBAR, VENTRICULAR = Specimen.CSF_LUMBAR, Specimen.CSF_VENTRICULAR


def line_of(story: Story) -> TimeLine:
    assert story.protocol is not None
    return time_line(story.chart, story.protocol, story.act(NURSE), SAY)


def trends_of(story: Story, chosen: tuple[str, ...] | None = None) -> TimeLine:
    assert story.protocol is not None
    return trends(story.chart, story.protocol, story.act(NURSE), SAY, chosen)


def lane(line: TimeLine, code: str) -> Lane:
    return next(one for one in line.lanes if one.code == code)


def drawn(code: str, value: str, unit: Unit, when: str, specimen: Specimen) -> LabResult:
    return LabResult(code, Quantity(Decimal(value), unit), at(when), specimen=specimen)


def test_an_event_has_a_bar_for_each_grade_and_goes_on_until_it_ends() -> None:
    story = treated().does(report("headache", 2, "2026-03-06"))
    story = story.does(regrade(3, "2026-03-10"))
    first, second = lane(line_of(story), "toxicity").marks
    assert (first.day, first.until, first.look) == (
        date(2026, 3, 6),
        date(2026, 3, 10),
        Look.FACT,
    )
    assert (second.label, second.look, second.going_on) == ("3 Headache", Look.CAUTION, True)
    assert second.until == date(2026, 3, 19)
    ended = lane(line_of(story.does(end(day="2026-03-14"))), "toxicity").marks[-1]
    assert (ended.until, ended.going_on) == (date(2026, 3, 14), False)


def test_what_goes_on_is_drawn_to_the_death_and_no_further() -> None:
    story = treated().does(report("headache", 2, "2026-03-06"))
    story = story.does(reservoir(ReservoirWhat.INFECTION_SUSPECTED, "2026-03-12"))
    died = story.at("2026-04-20 10:00").does(RecordDeath(PATIENT, date(2026, 3, 25)))
    line = line_of(died)
    for code in ("toxicity", "punctures"):
        bar = lane(line, code).marks[-1]
        assert (bar.until, bar.going_on) == (date(2026, 3, 25), False), code


def test_assessments_and_a_progression_stand_on_their_days() -> None:
    story = treated().does(baseline(), PHYSICIAN).does(assessed(), PHYSICIAN)
    told = JudgeProgression(PATIENT, RecordId("fup-pd"), date(2026, 3, 18), "new weakness")
    story = story.does(told, PHYSICIAN).does(contact("2026-03-17"))
    line = line_of(story)
    response = lane(line, "response")
    assert [one.day for one in response.marks] == [date(2026, 2, 26), date(2026, 3, 16)]
    assert response.marks[1].look is Look.DONE
    ends = [one.label for one in lane(line, "events").marks]
    assert "neurological progression" in ends
    assert {one.code: one.day for one in line.since}["contact"] == date(2026, 3, 17)


def test_lumbar_and_ventricular_csf_are_two_curves_that_no_line_joins() -> None:
    told = (
        drawn("csf_protein", "0.9", Unit.G_PER_L, "2026-03-02 10:00", LUMBAR),
        drawn("csf_protein", "0.3", Unit.G_PER_L, "2026-03-05 10:00", VENTRICULAR),
        drawn("csf_protein", "0.7", Unit.G_PER_L, "2026-03-09 10:00", LUMBAR),
    )
    marks = lane(trends_of(treated().told(LabsRecorded(told))), "csf_protein").marks
    assert [(one.look, one.joins) for one in marks] == [
        (Look.LUMBAR, False),
        (Look.VENTRICULAR, False),
        (Look.LUMBAR, True),
    ]
    assert [one.told.split(",")[0] for one in marks] == ["CSF", "CSF", "CSF"]


def test_the_glucose_ratio_and_corrected_white_cells_follow_the_signed_rules() -> None:
    glucose = Unit.MMOL_PER_L
    told = (
        drawn("glucose", "5.0", glucose, "2026-03-09 09:00", Specimen.BLOOD),
        drawn("csf_glucose", "1.5", glucose, "2026-03-09 10:00", LUMBAR),
        drawn("csf_white_cells", "12", Unit.PER_UL, "2026-03-09 10:00", LUMBAR),
        drawn("csf_red_cells", "2000", Unit.PER_UL, "2026-03-09 10:00", LUMBAR),
    )
    story = treated().told(LabsRecorded(told))
    line = trends_of(story)
    again = drawn("csf_red_cells", "500", Unit.PER_UL, "2026-03-09 10:00", LUMBAR)
    newer = trends_of(story.told(LabsRecorded((again,))))
    assert [one.value for one in lane(newer, "white_corrected").marks] == [Decimal(11)]
    assert [one.value for one in lane(line, "glucose_ratio").marks] == [Decimal("0.3")]
    assert lane(line, "glucose_ratio").note == "blood within 2hr"
    assert [one.value for one in lane(line, "white_corrected").marks] == [Decimal(8)]
    codes = {one.code for one in trends_of(story, ("csf_glucose",)).lanes}
    assert codes == {"doses", "fractions", "csf_glucose", "glucose_ratio"}
    assert story.protocol is not None
    rules = replace(story.protocol.calculated, red_per_white=None, glucose_within_hours=None)
    unsigned = replace(story, protocol=replace(story.protocol, calculated=rules))
    assert "white_corrected" not in {one.code for one in trends_of(unsigned).lanes}
    assert lane(trends_of(unsigned), "glucose_ratio").note == "blood of the same day"


def test_what_is_calculated_of_two_places_says_which_in_its_words_and_its_legend() -> None:
    told = [
        drawn(code, number, Unit.PER_UL, "2026-03-09 10:00", place)
        for place in (LUMBAR, VENTRICULAR)
        for code, number in (("csf_white_cells", "12"), ("csf_red_cells", "2000"))
    ]
    missing = LabFinding(
        "csf_white_cells", at("2026-03-10 10:00"), "not_measurable", "clot", specimen=VENTRICULAR
    )
    line = trends_of(treated().told(LabsRecorded(tuple(told), (missing,))))
    corrected, measured = lane(line, "white_corrected"), lane(line, "csf_white_cells")
    assert [one.joins for one in corrected.marks] == [False, False]
    for found in (corrected, measured):
        words = [one.told for one in found.marks]
        assert "lumbar" in words[0]
        assert all("ventricular" in one for one in words[1:])
        assert [key.look for key in found.legend] == [Look.LUMBAR, Look.VENTRICULAR]


def test_the_range_of_one_place_is_no_band_behind_the_values_of_the_other() -> None:
    unit = Unit.G_PER_L
    high = Quantity(Decimal("0.45"), unit)
    low_down = replace(drawn("csf_protein", "0.6", unit, "2026-03-09 10:00", LUMBAR), high=high)
    above = drawn("csf_protein", "0.2", unit, "2026-03-10 10:00", VENTRICULAR)
    alone = trends_of(treated().told(LabsRecorded((low_down,))))
    assert lane(alone, "csf_protein").band == (None, Decimal("0.45"))
    both = trends_of(treated().told(LabsRecorded((low_down, above))))
    assert lane(both, "csf_protein").band == (None, None)


def test_cytology_stands_by_its_word_and_a_transfusion_beside_its_value() -> None:
    slip = LabFinding("csf_cytology", at("2026-03-09 10:00"), "positive", specimen=LUMBAR)
    count = drawn("platelets", "60", Unit.PER_NL, "2026-03-12 07:00", Specimen.BLOOD)
    told = LabsRecorded((replace(count, marks=("transfusion",)),), (slip,))
    line = line_of(treated().told(told))
    assert lane(line, "csf_cytology").marks[0].label == "Positive"
    assert lane(line, "platelets").marks[-1].under == "T"
    assert any(one.letter == "T" for one in lane(line, "platelets").legend)


def test_a_body_surface_says_that_no_dose_comes_from_it() -> None:
    story = treated()
    measures = Measurements(
        Quantity(Decimal(60), Unit.KG), Quantity(Decimal(165), Unit.CM), date(2026, 2, 26)
    )
    assert story.chart.patient is not None
    patient = replace(story.chart.patient, measurements=measures)
    known = replace(story, chart=replace(story.chart, patient=patient))
    ((title, words),) = trends_of(known).facts
    assert title == "Body surface"
    assert "1.66\u00a0square metres (Mosteller)" in words
    assert "not used for the intrathecal dose" in words
