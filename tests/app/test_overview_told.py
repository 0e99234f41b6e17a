"""The sheets say the overview's numbers, and behind every cell stand exactly those it counts."""

from fractions import Fraction

import pytest

from ltm_desktop.app.overview_sheets import Cell, Sheet
from ltm_desktop.app.overview_survival import months
from ltm_desktop.app.site_numbers import Number
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.kaplan_meier import kaplan_meier
from tests.overview_builders import counted, found, nobody

SAY = Words("en")
TOLD = counted(SAY)
ARMS = ("A", "B")


def sheet(key: str) -> Sheet:
    return next(one for one in TOLD.sheets if one.key == key)


def cell(key: str, line: str, column: str) -> Cell:
    of = sheet(key)
    place = [head.key for head in of.heads].index(column)
    return next(one for one in of.lines if one.key == line).cells[place]


def people(told: Cell) -> list[str]:
    return sorted({str(one.patient) for one in told.counted})


def names(number: Number) -> list[str]:
    return sorted(map(str, number.patients))


def test_every_sheet_stands_in_reading_order_with_a_cell_for_each_column() -> None:
    keys = [one.key for one in TOLD.sheets]
    assert keys == ["summary", "accrual", "related", "response", "survival.os", "survival.npfs"]
    for one in TOLD.sheets:
        assert len({line.key for line in one.lines}) == len(one.lines)
        assert all(len(line.cells) == len(one.heads) for line in one.lines)


@pytest.mark.parametrize("place", [0, 1])
def test_shares_are_told_with_part_whole_and_those_who_are_missing(place: int) -> None:
    arm, column = found().arms[place], ARMS[place]
    for line, share in (
        ("doses", arm.doses),
        ("in_window", arm.in_window),
        ("fractions", arm.fractions),
        ("on_time", arm.on_time),
    ):
        told = cell("summary", line, column)
        assert (told.number, told.of) == (str(share.part.count), str(share.whole.count))
        assert people(told) == names(share.part)
        assert len(told.counted) == share.part.count
        assert len(told.behind) == share.whole.count
        missing = {(one.patient, one.item) for one in told.behind if not one.counted}
        inside = {(one.patient, one.item) for one in share.part.behind}
        assert not missing & inside
        assert missing | inside == {(one.patient, one.item) for one in share.whole.behind}


def test_a_share_of_nothing_is_a_stroke_and_no_percentage() -> None:
    told = cell("summary", "fractions", "B")
    assert (told.text, told.number, told.of, told.behind) == ("-", "0", "0", ())


def test_what_is_due_and_not_given_says_so() -> None:
    first = [one.why for one in cell("summary", "doses", "A").behind if not one.counted]
    assert first
    assert all(why.endswith(": not given") for why in first)


def test_accrual_adds_up_to_everybody_in_the_arm() -> None:
    for place, column in enumerate(ARMS):
        arm = found().arms[place]
        in_months = [line.cells[place] for line in sheet("accrual").lines]
        assert sum(int(one.number) for one in in_months) == arm.entered.count
        everybody = cell("summary", "entered", column)
        assert everybody.text == str(arm.entered.count)
        assert people(everybody) == names(arm.entered)


def test_dose_intensity_is_told_of_each_patient_with_their_own_milligrams() -> None:
    told, intensity = cell("summary", "amount", "A"), found().arms[0].intensity
    assert (told.number, told.of) == (str(intensity.given.value), str(intensity.planned.value))
    assert len(told.behind) == len(intensity.each) == intensity.patients.count
    assert sum(one.given.value for one in intensity.each) == intensity.given.value
    relative = cell("summary", "relative", "A")
    assert intensity.relative is not None
    assert abs(Fraction(relative.number) - intensity.relative) < Fraction(1, 10**6)


def test_events_are_told_by_term_arm_and_grade_with_the_grade_of_each_patient() -> None:
    severe = cell("related", "arachnoiditis.A", "grade_3")
    assert severe.text == "1"
    assert severe.behind[0].why == "Arachnoiditis, grade 3, began 04-Mar-2026"
    assert people(cell("related", "arachnoiditis.A", "any")) == people(severe)
    assert people(cell("summary", "related_severe", "A")) == people(severe)
    assert cell("related", "arachnoiditis.B", "any").text == "0"


def test_best_responses_and_responders_are_those_of_the_overview() -> None:
    arm = found().arms[0]
    for code, number in arm.responses.by_category:
        assert people(cell("response", code, "A")) == names(number)
    told = cell("response", "responders", "A")
    assert people(told) == names(arm.responses.responders.part)
    assert len(told.behind) == arm.responses.responders.whole.count
    assert cell("response", "partial_response", "A").behind[0].why.startswith("Partial response, ")


@pytest.mark.parametrize("number", [0, 1])
def test_survival_is_told_as_its_curve_has_it(number: int) -> None:
    view = found().survival[number]
    key = f"survival.{view.endpoint.code}"
    for arm in view.arms:
        assert cell(key, "counted", arm.arm).number == str(arm.curve.people)
        assert cell(key, "events", arm.arm).number == str(arm.curve.events)
        median = arm.curve.median
        words = cell(key, "median", arm.arm).text
        assert words.startswith("not reached" if median is None else months(median, view.month))
        for day in view.marks:
            at_risk = cell(key, f"at_risk_{day}", arm.arm)
            assert int(at_risk.number) == arm.curve.at_risk(day) == len(at_risk.counted)
        assert kaplan_meier(arm.timed) == arm.curve


def test_nobody_is_told_without_a_share_or_a_median() -> None:
    for one in nobody(SAY).sheets:
        for line in one.lines:
            assert all(told.text in ("0", "-") for told in line.cells)


def test_every_word_is_told_in_chinese_as_well() -> None:
    english = [line.name for one in TOLD.sheets for line in one.lines]
    chinese = [line.name for one in counted(Words("zh_CN")).sheets for line in one.lines]
    assert len(english) == len(chinese)
    assert not set(english) & set(chinese)
