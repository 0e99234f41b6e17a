"""Which open toxicities are worth a thought, and that nothing is guessed."""

from typing import Any

import pytest

from ltm_desktop.domain.adverse_events import AdverseEventId, ReportEvent
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.domain.toxicity_prompts import prompts_of
from ltm_desktop.protocols.term_lists import read_terms, term_lists
from tests.adverse_event_builders import end, grade, report
from tests.builders import ZONE
from tests.cases.clinical import day
from tests.stories import Story, planned

TERMS = term_lists()["5.0"]
OTHER = AdverseEventId("ae-2")


def given() -> Story:
    """Return a patient whose first dose was given on Monday, seven weeks on."""
    return planned().gives("IND-1", "2026-03-02").at("2026-04-20 12:00")


def told(term: str, since: str, **changes: Any) -> ReportEvent:
    return report(term, since=since, first=grade(1, since), **changes)


def found(story: Story) -> list[tuple[str, list[int | None]]]:
    return [
        (one.pattern.code, [matched.days for matched in one.matched])
        for one in prompts_of(story.chart, TERMS, ZONE)
    ]


@pytest.mark.parametrize(
    ("term", "since", "codes"),
    [
        ("fever", "2026-03-02", []),
        ("fever", "2026-03-03", ["arachnoiditis_or_infection"]),
        ("meningismus", "2026-03-05", ["arachnoiditis_or_infection"]),
        ("fever", "2026-03-06", []),
        ("back_pain", "2026-03-12", ["radiculitis"]),
        ("mucositis_oral", "2026-03-08", []),
        ("mucositis_oral", "2026-03-09", ["pemetrexed_systemic"]),
        ("platelet_count_decreased", "2026-03-16", ["pemetrexed_systemic"]),
        ("rash_maculo_papular", "2026-03-17", []),
        # headache is asked about after a lumbar puncture, and this dose went into a reservoir
        ("headache", "2026-03-10", []),
        # confusion needs radiotherapy before it, drowsiness needs vomiting beside it
        ("confusion", "2026-04-10", []),
        ("somnolence", "2026-03-10", []),
    ],
)
def test_a_pattern_is_named_within_its_days_and_only_then(
    term: str, since: str, codes: list[str]
) -> None:
    assert [code for code, _ in found(given().does(told(term, since)))] == codes


def test_drowsiness_with_vomiting_is_named_whatever_was_given() -> None:
    story = given().does(told("somnolence", "2026-03-10"))
    story = story.does(told("vomiting", "2026-03-11", event=OTHER))
    assert found(story) == [("hydrocephalus", [None, None])]
    assert found(story.does(end(day="2026-03-12"))) == []


def test_what_the_patient_had_before_and_an_onset_nobody_knows_give_nothing() -> None:
    assert found(given().does(told("fever", "2026-03-03", baseline=True))) == []
    month = PartialDate(day("2026-03-01"), Precision.MONTH)
    assert found(given().does(told("fever", "2026-03-03", onset=month))) == []


def test_days_are_counted_from_the_dose_within_whose_window_it_began() -> None:
    assert found(given().does(told("fever", "2026-03-04"))) == [("arachnoiditis_or_infection", [2])]


_LIST = """version = "x"
title = { en = "x", zh_CN = "x" }
source = { en = "x", zh_CN = "x" }
remark = { en = "x", zh_CN = "x" }
patterns_source = { en = "x", zh_CN = "x" }
[systems]
s = { en = "x", zh_CN = "x" }
[terms.fever]
label = { en = "Fever", zh_CN = "x" }
system = "s"
[terms.fever.grades]
1 = { en = "x", zh_CN = "x" }
[patterns.p]
terms = ["fever"]
after = "dose"
from_days = "1"
to_days = "3"
text = { en = "x", zh_CN = "x" }
"""


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('["fever"]', '["ague"]'),
        ('after = "dose"', 'after = "lunch"'),
        ('after = "dose"', 'after = "anything"'),
        ('to_days = "3"', 'to_days = "0"'),
        ('to_days = "3"', 'to_days = "three"'),
        ('after = "dose"', 'after = "dose"\nwhy = "so"'),
    ],
)
def test_a_pattern_that_leads_nowhere_is_refused(was: str, now: str) -> None:
    assert read_terms(_LIST, "x.toml").patterns.by_code["p"].to_days == 3
    with pytest.raises(Refused):
        read_terms(_LIST.replace(was, now), "x.toml")
