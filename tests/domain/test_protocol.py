"""The shipped protocol: only what the trial summary states, and the questions decisions ask."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import Unit, gy, mg
from ltm_desktop.domain.terms import Access
from tests.cases.clinical import example, trial

STATED = {
    "series.induction.doses": "4",
    "series.weekly.doses": "4",
    "drugs.pemetrexed.accesses": "ommaya, lumbar",
    "prescriptions.IFRT-40-20.levels.involved_field.total": "40 Gy",
    "prescriptions.IFRT-40-20.levels.involved_field.per_fraction": "2 Gy",
    "prescriptions.IFRT-40-20.fractions": "20",
    "prescriptions.IFRT-40-20.per_week": "5",
}
CALENDAR = {"follow_up.month": "30.4375 d"}
"""A number of the calendar, no clinical one: days of a year over twelve."""


def test_only_the_numbers_of_the_trial_summary_are_stated() -> None:
    stated = {path: one.text for path, one in trial().settings.items() if one.text is not None}
    assert stated == STATED | CALENDAR
    assert all("rial summary" in trial().settings[path].note.en for path in STATED)


def test_both_arms_have_eight_doses_and_one_has_radiotherapy() -> None:
    active = example()
    assert active.arm_codes == ("A", "B")
    for arm in active.arm_codes:
        codes = active.dose_codes(arm)
        assert codes == tuple(f"{p}-{n}" for p in ("IND", "WK") for n in range(1, 5))
        assert [active.dose_number(arm, code) for code in codes] == list(range(1, 9))
    course = active.prescription_of("A")
    assert course is not None
    level = course.level("involved_field")
    assert level is not None
    assert (level.total, level.per_fraction, course.fractions) == (gy("40"), gy("2"), 20)
    assert course.level("boost") is None
    assert (course.category, course.prolongation_days) == ("3", 7)
    assert (course.alpha_beta, course.rbe) == ((2, 3, 10), None)
    assert (course.per_week, course.max_per_day, course.min_gap_hours) == (5, 1, 6)
    assert course.items[-1] == "RT-20"
    assert active.prescription_of("B") is None


def test_the_drug_has_its_signed_amounts_and_both_ways_of_access() -> None:
    active = example()
    drug = active.drug("pemetrexed")
    assert drug.accesses == (Access.OMMAYA, Access.LUMBAR)
    assert (drug.dose, drug.ceiling, drug.tolerance()) == (mg("10"), mg("15"), mg("0.5"))
    assert active.drug_of(ItemCode("WK-2")) is drug
    assert active.drug_names == ("pemetrexed",)


def test_intervals_depend_on_what_was_given_before() -> None:
    hours = example().min_interval_hours
    assert hours(ItemCode("IND-2"), ItemCode("IND-1")) == 48
    assert hours(ItemCode("WK-1"), ItemCode("IND-4")) == 72
    assert hours(ItemCode("WK-3"), ItemCode("WK-2")) == 120
    # A dose of the first phase given out of order keeps the interval of its own series.
    assert hours(ItemCode("IND-4"), ItemCode("WK-1")) == 48


def test_a_ninth_dose_is_not_in_the_protocol() -> None:
    for ask in (
        lambda: example().series_of(ItemCode("WK-5")),
        lambda: example().dose_number("B", ItemCode("WK-5")),
    ):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.alerts[0].code == "configuration.no_such_dose"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: example().arm("C"), "configuration.no_such_arm"),
        (lambda: example().drug("methotrexate"), "configuration.no_such_drug"),
        (lambda: example().vocabulary("colours"), "configuration.no_such_vocabulary"),
        (lambda: example().label("refill", "fast", "en"), "configuration.no_such_code"),
    ],
)
def test_what_the_protocol_does_not_have_is_refused(ask: Callable[[], object], code: str) -> None:
    with pytest.raises(Refused) as caught:
        ask()
    assert [alert.code for alert in caught.value.alerts] == [code]


def test_vocabularies_are_named_in_both_languages() -> None:
    active = example()
    assert active.vocabulary("refill") == ("immediate", "slow", "none")
    assert active.label("refill", "slow", "en") == "Slow"
    assert active.label("refill", "slow", "zh_CN") == "缓慢"


@pytest.mark.parametrize("name", [n for n in trial().vocabularies if n.endswith("_reason")])
def test_every_list_of_reasons_is_short_and_ends_with_other(name: str) -> None:
    codes = example().vocabulary(name)
    assert codes[-1] == "other"
    assert len(codes) <= 9


def test_plausible_limits_are_asked_by_form_and_field() -> None:
    limits = example().range_of("lumbar.opening_pressure")
    assert limits is not None
    assert limits.unit is Unit.CM_H2O
    assert (limits.hard_low.value, limits.hard_high.value) == (Decimal(2), Decimal(60))
    assert limits.soft_low is not None
    assert limits.soft_low.value == Decimal(6)
    assert example().range_of("lumbar.shoe_size") is None


def test_the_trial_summary_outcomes_are_kept() -> None:
    primary = [one.code for one in trial().assessments if one.primary]
    assert primary == ["clinical_response", "treatment_related_ae"]
    assert len(trial().assessments) == 4
