"""The exact text of a setting: what can be read, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain import setting_values as read
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.setting_kinds import Kind, Spec

DOSE = Spec(Kind.QUANTITY, Unit.MG, least=1)
HOURS = Spec(Kind.HOURS, Unit.HOUR, least=1)
COUNT = Spec(Kind.INTEGER, Unit.COUNT)
LIMIT = Spec(Kind.INTEGER, Unit.DAY, none_allowed=True)
PERCENT = Spec(Kind.PERCENT)
STUDY_DAYS = Spec(Kind.DAYS, least=1)
MINUTES = Spec(Kind.NUMBERS, Unit.MIN, least=1, none_allowed=True)
WEEKDAYS = Spec(Kind.WEEKDAYS, least=1)
CLOSURES = Spec(Kind.DATES, none_allowed=True)
ONE = Spec(Kind.CHOICE, options=("en", "both"))
SOME = Spec(Kind.CHOICES, none_allowed=True, options=("assessed", "released"))
YES_NO = Spec(Kind.YES_NO)
VOLUME = Spec(Kind.RANGE, Unit.ML)
TIMES = Spec(Kind.RANGE, Unit.COUNT)


@pytest.mark.parametrize(
    ("spec", "text", "fault"),
    [
        (DOSE, "10", "configuration.unit_missing"),
        (DOSE, "10 mg/m2", "configuration.unit_missing"),
        (DOSE, "10 g", "configuration.unit_missing"),
        (DOSE, "0 mg", "configuration.not_positive"),
        (DOSE, "1,5 mg", "quantities.comma"),
        (DOSE, "-5 mg", "quantities.not_a_number"),
        (DOSE, "none", "configuration.unit_missing"),
        (HOURS, "48", "configuration.unit_missing"),
        (HOURS, "48.5 h", "configuration.not_whole"),
        (COUNT, "four", "quantities.not_a_number"),
        (PERCENT, "5", "configuration.percent_missing"),
        (PERCENT, "100 %", "configuration.not_a_percentage"),
        (STUDY_DAYS, "1, 4, 4", "configuration.not_ascending"),
        (STUDY_DAYS, "0, 4", "configuration.not_positive"),
        (STUDY_DAYS, "1; 4", "configuration.not_a_list"),
        (MINUTES, "15, 30", "configuration.unit_missing"),
        (MINUTES, "30, 15 min", "configuration.not_ascending"),
        (MINUTES, "0 min", "configuration.not_positive"),
        (WEEKDAYS, "1, 8", "configuration.not_a_weekday"),
        (CLOSURES, "2026-02-30", "configuration.not_a_date"),
        (CLOSURES, "30 Feb", "configuration.not_a_list"),
        (ONE, "fr", "configuration.not_an_option"),
        (SOME, "released, released", "configuration.not_an_option"),
        (SOME, "given", "configuration.not_an_option"),
        (YES_NO, "maybe", "configuration.not_an_option"),
        (VOLUME, "0..30", "configuration.not_a_range"),
        (VOLUME, "30..0 mL", "configuration.range_order"),
        (VOLUME, "5..5 mL", "configuration.range_order"),
        (VOLUME, "0..30 mL soft 1..40", "configuration.range_order"),
        (VOLUME, "0..30 cm[H2O]", "configuration.not_a_range"),
        (TIMES, "0..20 mL", "configuration.not_a_range"),
        (TIMES, "0..2.3.4", "quantities.not_a_number"),
    ],
)
def test_a_text_that_could_be_misread_is_refused(spec: Spec, text: str, fault: str) -> None:
    refusal = read.fault_in(text, spec)
    assert refusal is not None
    assert [alert.code for alert in refusal.alerts] == [fault]


def test_every_kind_of_value_is_read_from_its_text() -> None:
    assert read.read_quantity("10.50 mg", DOSE) == mg("10.50")
    assert read.read_integer("48 h", HOURS) == 48
    assert read.read_integer_or_none("none", LIMIT) is None
    assert read.read_integer_or_none("3 d", LIMIT) == 3
    assert read.read_percent("2.5 %", PERCENT) == Decimal("2.5")
    assert read.read_days("1, 4,8", STUDY_DAYS) == (1, 4, 8)
    assert read.read_numbers("15, 30, 60 min", MINUTES) == (15, 30, 60)
    assert read.read_numbers("none", MINUTES) == ()
    assert read.read_weekdays("1, 2, 7", WEEKDAYS) == (1, 2, 7)
    assert read.read_dates("none", CLOSURES) == ()
    assert read.read_dates("2026-05-04, 2026-05-01", CLOSURES)[0] == date(2026, 5, 1)
    assert read.read_choice("both", ONE) == "both"
    assert read.read_choices("released, assessed", SOME) == ("assessed", "released")
    assert read.read_choices("none", SOME) == ()
    assert read.read_yes_no("yes", YES_NO)
    assert read.fault_in("no", YES_NO) is None


def test_digits_stay_as_signed() -> None:
    assert str(read.read_quantity("10.00 mg", DOSE)) == "10.00 mg"


def test_a_range_may_leave_one_soft_limit_open() -> None:
    limits = read.read_range("0..20 soft 1..", TIMES)
    assert limits.soft_high is None
    assert limits.soft_low == Quantity(Decimal(1), Unit.COUNT)
    assert read.to_range_text(limits) == "0..20 soft 1.."


def test_a_format_without_its_unit_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="unit"):
        read.read_quantity("10", Spec(Kind.QUANTITY))
    with pytest.raises(ValueError, match="unit"):
        read.read_range("0..1", Spec(Kind.RANGE))


NUMBERS = st.decimals(0, 999, places=2)


@given(st.lists(NUMBERS, min_size=4, max_size=4, unique=True), st.booleans(), st.booleans())
def test_a_range_is_read_back_as_it_was_written(
    numbers: list[Decimal], low: bool, high: bool
) -> None:
    hard_low, soft_low, soft_high, hard_high = (Quantity(n, Unit.ML) for n in sorted(numbers))
    limits = read.FieldRange(
        hard_low, hard_high, soft_low if low else None, soft_high if high else None, Unit.ML
    )
    assert read.read_range(read.to_range_text(limits), VOLUME) == limits
