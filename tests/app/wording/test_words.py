import datetime as dt
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.wording import formats
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg, ml
from ltm_desktop.domain.terms import Access

ENGLISH = Words("en")
CHINESE = Words("zh_CN")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
MORNING = dt.datetime(2026, 3, 2, 9, 5, tzinfo=SHANGHAI)


def test_a_date_names_its_month_in_english_and_is_written_in_full_in_chinese() -> None:
    assert ENGLISH.date(dt.date(2026, 3, 2)) == "02-Mar-2026"
    assert CHINESE.date(dt.date(2026, 3, 2)) == "2026年3月2日"
    assert ENGLISH.weekday(dt.date(2026, 3, 2)) == "Mon"
    assert CHINESE.weekday(dt.date(2026, 3, 2)) == "周一"


def test_a_moment_shows_the_24_hour_time_and_on_request_its_offset() -> None:
    assert ENGLISH.moment(MORNING) == "02-Mar-2026 09:05"
    assert CHINESE.moment(MORNING) == "2026年3月2日 09:05"
    assert ENGLISH.zone_moment(MORNING) == "02-Mar-2026 09:05 +08:00"
    newfoundland = dt.timezone(-dt.timedelta(hours=3, minutes=30))
    assert ENGLISH.zone_moment(MORNING.replace(tzinfo=newfoundland)).endswith("-03:30")
    assert ENGLISH.time(dt.time(0, 0)) == "00:00"


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="without UTC offset"):
        ENGLISH.moment(MORNING.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("10.0", "10"),
        ("2.00", "2"),
        ("0.50", "0.5"),
        ("1000", "1,000"),
        ("-0.00", "0"),
        ("1E+4", "10,000"),
        ("12345.6780", "12,345.678"),
        ("100", "100"),
    ],
)
def test_a_number_has_no_trailing_zero_and_keeps_its_leading_one(typed: str, shown: str) -> None:
    assert ENGLISH.number(Decimal(typed)) == shown
    assert CHINESE.number(Decimal(typed)) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=10**9))
def test_no_digit_of_a_number_is_ever_lost(number: Decimal) -> None:
    assert Decimal(formats.to_plain_number(number).replace(",", "")) == number


def test_a_float_and_a_nan_are_no_amounts() -> None:
    with pytest.raises(TypeError):
        ENGLISH.amount(1.5, "mg")  # type: ignore[arg-type]  # the refusal is what is tested
    with pytest.raises(ValueError, match="finite"):
        ENGLISH.number(Decimal("NaN"))


def test_an_amount_never_parts_from_its_unit() -> None:
    assert ENGLISH.amount(mg("10.0")) == "10\u00a0mg"
    assert ENGLISH.amount(ml("4")) == "4\u00a0mL"
    assert ENGLISH.amount(Decimal("2.5"), "mg/mL") == "2.5\u00a0mg per mL"
    assert ENGLISH.amount(Quantity(Decimal(1), Unit.HOUR)) == "1\u00a0hour"
    assert ENGLISH.amount(Quantity(Decimal(48), Unit.HOUR)) == "48\u00a0hours"
    assert CHINESE.amount(Quantity(Decimal(48), Unit.HOUR)) == "48\u00a0小时"
    assert ENGLISH.amount(Quantity(Decimal(3), Unit.COUNT)) == "3"
    assert ENGLISH.gy(gy("2.00")) == "2\u00a0Gy"
    assert ENGLISH.gy(Decimal(40)) == "40\u00a0Gy"


def test_ages_durations_and_lists_read_as_the_clinic_writes_them() -> None:
    born = dt.date(1960, 2, 29)
    assert ENGLISH.age(born, dt.date(2026, 2, 28)) == "65 y"
    assert CHINESE.age(born, dt.date(2026, 3, 1)) == "66岁"
    span = dt.timedelta(days=6, hours=22, minutes=5, seconds=59)
    assert ENGLISH.duration(span) == "6d 22hr 5min"
    assert CHINESE.duration(span) == "6天22小时5分钟"
    assert ENGLISH.duration(dt.timedelta(seconds=30)) == "0min"
    assert ENGLISH.listing(["a", "b", "c"]) == "a, b and c"
    assert CHINESE.listing(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert ENGLISH.listing(["a"]) == "a"
    assert ENGLISH.listing([]) == ""


def test_counted_sentences_follow_the_count() -> None:
    assert ENGLISH.many("{count} entry", "{count} entries", 1) == "1 entry"
    assert ENGLISH.many("{count} entry", "{count} entries", 4812) == "4,812 entries"


def test_values_are_put_in_formatted_and_never_read_as_templates() -> None:
    assert ENGLISH("given {dose}", dose=mg("10.0")) == "given 10\u00a0mg"
    assert ENGLISH("at {when}", when=MORNING) == "at 02-Mar-2026 09:05"
    assert ENGLISH("on {day}", day=MORNING.date()) == "on 02-Mar-2026"
    assert ENGLISH("by {name}", name="{name} {0.__class__}") == "by {name} {0.__class__}"
    assert ENGLISH("by {names}", names=("A", Access.LUMBAR)) == "by A and lumbar puncture"
    assert ENGLISH("in {unit}", unit=Unit.MG_PER_ML) == "in mg per mL"
    assert ENGLISH("after {span}", span=dt.timedelta(hours=2)) == "after 2hr"


def test_a_missing_value_is_our_bug_and_not_a_half_sentence() -> None:
    with pytest.raises(KeyError):
        ENGLISH("Dose {n}")


def test_an_alert_says_what_happened_and_what_to_do_next() -> None:
    alert = stop("quantities.wrong_unit", typed="g", expected=Unit.MG)
    assert ENGLISH.alert(alert) == "“g” is not the unit of this field."
    assert ENGLISH.next_step(alert) == "Type the amount in mg."
    assert CHINESE.next_step(alert) == "请以 mg 为单位输入。"


def test_a_code_without_words_names_itself_in_the_persons_language() -> None:
    assert "no.such" in ENGLISH.alert(stop("no.such"))
    assert CHINESE.alert(stop("no.such")) == "程序没有代码 no.such 的说明文字。"


def test_terms_are_named_by_enum_or_by_code() -> None:
    assert ENGLISH.term(Access.OMMAYA) == "Ommaya reservoir"
    assert CHINESE.term("access.lumbar") == "腰椎穿刺"
    assert ENGLISH.term("no_such.made_up") == "made up"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        Words("de")


class _Colour(Enum):
    RED = 1


def test_any_value_can_be_shown() -> None:
    assert ENGLISH.shown(_Colour.RED) == "1"
    assert ENGLISH.shown(7) == "7"
    assert ENGLISH.shown(dt.time(9, 5)) == "09:05"
