"""A beginning is read as precisely as it is known, and never made more precise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.acting import to_onset, to_partial
from ltm_desktop.ui.panels.toxicity.onset import Onset, read_onset, shown_onset

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("typed", "onset"),
    [
        ("2026", Onset(2026)),
        ("2026年", Onset(2026)),
        ("Feb-2026", Onset(2026, 2)),
        ("february 2026", Onset(2026, 2)),
        ("2026-02", Onset(2026, 2)),
        ("02/2026", Onset(2026, 2)),
        ("2026年2月", Onset(2026, 2)),
        ("27-Feb-2026", Onset(2026, 2, 27)),
        ("2026年2月27日", Onset(2026, 2, 27)),
        ("t-1", Onset(2026, 3, 1)),
        ("27-Feb-2026 14:05", Onset(2026, 2, 27, datetime(2026, 2, 27, 14, 5, tzinfo=NOW.tzinfo))),
    ],
)
def test_a_beginning_is_read_as_it_is_written(typed: str, onset: Onset) -> None:
    assert read_onset(typed, NOW) == ((onset,), "")


def test_a_day_with_two_readings_is_asked_about() -> None:
    found, problem = read_onset("02/03/2026", NOW)
    assert (len(found), problem) == (2, "")


@pytest.mark.parametrize(
    "typed", ["13/2026", "2026年13月", "31-Feb-2026", "yesterday-ish", "25:00"]
)
def test_what_cannot_be_is_said_and_not_corrected(typed: str) -> None:
    found, problem = read_onset(typed, NOW)
    assert found == ()
    assert problem.startswith("dates.")


@settings(max_examples=60)
@given(
    day=st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31)),
    known=st.sampled_from(["year", "month", "day"]),
    language=st.sampled_from(["en", "zh_CN"]),
)
def test_what_is_shown_reads_back_as_the_same_in_both_languages(
    day: date, known: str, language: str
) -> None:
    onset = Onset(
        day.year,
        day.month if known != "year" else None,
        day.day if known == "day" else None,
    )
    assert read_onset(shown_onset(onset, Words(language)), NOW) == ((onset,), "")
    assert to_onset(to_partial(onset)) == onset
