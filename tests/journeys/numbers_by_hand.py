"""The numbers of a site with one patient, each worked out by hand beside what the program says."""

from collections.abc import Sequence
from fractions import Fraction

from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.site_numbers import ArmOverview, SiteOverview
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.survival import Counted


def the_doses(arm: ArmOverview) -> None:
    assert arm.entered.count == 1
    assert (arm.doses.part.count, arm.doses.whole.count) == (8, 8)
    late = {one.item for one in arm.doses.part.behind} - {
        one.item for one in arm.in_window.part.behind
    }
    assert late == {"WK-1", "WK-4"}
    found = arm.intensity
    # 4 x 10 mg and 4 x 7.5 mg of 8 x 10 mg
    assert (found.given, found.planned) == (mg("70.0"), mg("80"))
    assert found.amount == Fraction(7, 8)
    # targets of 2 March to 6 April: 30 + 6 days; given until 13 April: 30 + 13 days
    assert (found.days_planned, found.days_taken) == (36, 43)
    assert found.relative == Fraction(7, 8) * Fraction(36, 43)


def the_fractions(arm: ArmOverview) -> None:
    assert (arm.fractions.part.count, arm.fractions.whole.count) == (5, 20)
    # 16, 17 and 18 March as planned; those of the 19th and 20th on the 20th and 25th
    assert [one.item for one in arm.on_time.part.behind] == ["RT-1", "RT-2", "RT-3"]


def the_outcomes(arm: ArmOverview) -> None:
    worst = {one.term: [grade.count for grade in one.by_grade] for one in arm.related}
    assert worst == {
        "arachnoiditis": [0, 0, 1, 0, 0],
        "platelet_count_decreased": [0, 0, 1, 0, 0],
    }
    reached = {code: number.count for code, number in arm.responses.by_category if number.count}
    assert reached == {"partial_response": 1}
    assert arm.responses.responders.of_one == 1


def the_curves(numbers: SiteOverview) -> None:
    overall, neurological = numbers.survival
    for view, days, why in (
        (overall, 108, Counted.DIED),
        (neurological, 84, Counted.PROGRESSED),
    ):
        own = view.arms[0]
        assert [(one.days, one.counted) for one in own.observations] == [(days, why)]
        (step,) = own.curve.steps
        # one at risk, one event: the curve falls from 1 to 0 on that day
        assert (step.days, step.at_risk, step.events) == (days, 1, 1)
        assert step.survival == Fraction(0)


def the_sheets(sheets: Sequence[Sheet]) -> None:
    """The page of the overview says the same numbers, in the words of its first column."""
    told = {(one.key, line.key): line.cells[0] for one in sheets for line in one.lines}
    shares = {
        ("summary", "doses"): "8 of 8 (100 %)",
        ("summary", "in_window"): "6 of 8 (75 %)",
        ("summary", "fractions"): "5 of 20 (25 %)",
        ("summary", "on_time"): "3 of 20 (15 %)",
        # 7/8 x 36/43 = 0.73256
        ("summary", "relative"): "73 %",
        ("summary", "related_severe"): "1",
    }
    assert {line: told[line].text for line in shares} == shares
    # 70 of 80 mg are 87.5 %, rounded for the eye alone
    assert told["summary", "amount"].text.endswith("(88 %)")
    for endpoint, days, months in (("survival.os", 108, "3.5"), ("survival.npfs", 84, "2.8")):
        assert told[endpoint, "events"].text == "1"
        assert told[endpoint, "median"].text.startswith(months)
        (behind,) = told[endpoint, "events"].behind
        assert behind.told.startswith(f"{days} days")
