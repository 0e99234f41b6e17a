"""Plural forms, dates, numbers and units, whatever the value, in each language."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer import translations
from ltm_desktop.app.wording.formats import MONTHS
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.quantities import Quantity, Unit

SAYS = {language: Words(language) for language in LANGUAGES}
ENGLISH, CHINESE = SAYS["en"], SAYS["zh_CN"]
SENTENCES = sorted(
    {
        one
        for path in translations.SOURCES.rglob("*.py")
        for one in translations.find_sentences(path.read_text("utf-8"))
    }
)
COUNTED = [one for one in SENTENCES if one.plural]
BY_PLACE = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
IN_PLACE = [one.text for one in SENTENCES if BY_PLACE.search(one.text)]
UNCOUNTED = re.compile(
    r"\{(count|days|doses|entries|papers|months|minutes|offset|limit)\} (?!of\b)[a-z]+s\b"
)
ALWAYS_MANY = ("one white cell for {count} red cells", "one month is {days} days")
"""What a number other than one always stands in: the sites' ratio, and the days of a month."""

languages = pytest.mark.parametrize("say", SAYS.values(), ids=SAYS)
amounts = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False)
days = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda n: dt.timezone(dt.timedelta(minutes=n)))
moments = st.builds(dt.datetime.combine, days, st.times(), offsets)


def filled(text: str) -> dict[str, str]:
    """Return something for every place of a sentence that is no count."""
    return dict.fromkeys(re.findall(r"\{(\w+)", text), "·")


def read(number: str) -> Decimal:
    """Read a number as it is shown."""
    return Decimal(number.replace(",", ""))


@given(st.sampled_from(COUNTED), st.integers(0, 10**7))
def test_a_counted_sentence_takes_the_form_of_its_count(
    one: translations.Sentence, count: int
) -> None:
    values = filled(one.text + one.plural)
    values.pop("count", None)
    form = one.text if count == 1 else one.plural
    number = f"{count:,}" if "{count}" in form else ""
    english = ENGLISH.many(one.text, one.plural, count, **values)
    chinese = CHINESE.many(one.text, one.plural, count, **values)
    assert english == ENGLISH(form, count=number, **values)
    assert number in chinese
    # one form for every number: nothing but the number changes
    other = CHINESE.many(one.text, one.plural, 7, **values)
    assert chinese.replace(f"{count:,}", "", 1) == other.replace("7", "", 1) or not number
    assert not set("{}|") & set(english + chinese)


@given(st.sampled_from(IN_PLACE), st.integers(0, 10**7))
def test_a_word_beside_a_number_follows_it_wherever_it_stands(text: str, count: int) -> None:
    counts = {name for name, _, _ in BY_PLACE.findall(text)}
    values = {name: count if name in counts else "·" for name in filled(text)}
    english, chinese = ENGLISH(text, **values), CHINESE(text, **values)
    for _, one, other in BY_PLACE.findall(text):
        assert f"{one if count == 1 else other}" in english
    for said in (english, chinese):
        assert said.count(str(count)) >= len(counts)
        assert not set("{}|") & set(said)


def test_no_number_stands_beside_a_plural_that_it_does_not_steer() -> None:
    free = [one.text for one in SENTENCES if not one.plural and UNCOUNTED.search(one.text)]
    assert [one for one in free if not any(words in one for words in ALWAYS_MANY)] == []


@given(days)
def test_a_date_is_written_one_way_in_each_language_and_read_back_whole(day: dt.date) -> None:
    english, chinese = ENGLISH.date(day), CHINESE.date(day)
    found = re.fullmatch(r"(\d\d)-([A-Z][a-z]{2})-(\d{4})", english)
    assert found
    assert dt.date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])) == day
    found = re.fullmatch(r"(\d{4})年([1-9]\d?)月([1-9]\d?)日", chinese)
    assert found
    assert dt.date(*map(int, found.groups())) == day


@languages
@given(at=moments)
def test_a_moment_keeps_its_own_wall_clock_and_offset(say: Words, at: dt.datetime) -> None:
    assert say.moment(at) == f"{say.date(at.date())} {at:%H:%M}"
    found = re.fullmatch(r".* (\d\d):(\d\d) ([+-])(\d\d):(\d\d)", say.zone_moment(at))
    assert found
    ahead = dt.timedelta(hours=int(found[4]), minutes=int(found[5]))
    assert (-ahead if found[3] == "-" else ahead) == at.utcoffset()


@given(amounts)
def test_a_number_is_the_same_in_every_language_and_no_digit_is_lost(number: Decimal) -> None:
    shown = ENGLISH.number(number)
    assert shown == CHINESE.number(number)
    assert read(shown) == number
    assert re.fullmatch(r"-?(0|[1-9]\d{0,2}(,\d{3})*)(\.\d*[1-9])?", shown)


@languages
@given(number=amounts, unit=st.sampled_from(Unit))
def test_an_amount_keeps_number_and_unit_on_one_line(
    say: Words, number: Decimal, unit: Unit
) -> None:
    shown = say.amount(Quantity(number, unit))
    figure, _, word = shown.partition("\u00a0")
    assert read(figure) == number
    assert word == say.unit(unit, number)
    assert " " not in figure
    assert bool(word) is (unit is not Unit.COUNT)


@given(unit=st.sampled_from(Unit), number=amounts)
def test_one_of_a_unit_is_said_in_the_singular_however_it_was_typed(
    unit: Unit, number: Decimal
) -> None:
    one, other = ENGLISH.unit(unit, Decimal("1.00")), ENGLISH.unit(unit, number)
    assert one == ENGLISH.unit(unit, Decimal(1))
    assert (other == ENGLISH.unit(unit, Decimal(2))) or number == 1
    assert CHINESE.unit(unit, Decimal(1)) == CHINESE.unit(unit, number)


@languages
@given(span=st.timedeltas(dt.timedelta(0), dt.timedelta(days=4000)))
def test_a_duration_adds_up_to_its_whole_minutes(say: Words, span: dt.timedelta) -> None:
    length = {"d": 1440, "hr": 60, "min": 1, "天": 1440, "小时": 60, "分钟": 1}
    parts = re.findall(r"(\d+)(d|hr|min|天|小时|分钟)", say.duration(span))
    assert sum(int(n) * length[unit] for n, unit in parts) == span // dt.timedelta(minutes=1)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=6))
def test_a_list_is_joined_as_each_language_joins_it(words: list[str]) -> None:
    assert re.split(r", | and ", ENGLISH.listing(words)) == words
    assert re.split("、|和", CHINESE.listing(words)) == words
