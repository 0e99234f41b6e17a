"""The worked courses, each written from clinical practice section 4 before it was played."""

from typing import Any

import pytest

from tests.cases.course_plays import CASES, found, play


@pytest.mark.parametrize("case", CASES, ids=[one["id"] for one in CASES])
def test_a_worked_course_comes_out(case: dict[str, Any]) -> None:
    assert found(play(case), case["expected"]) == case["expected"]


def test_there_are_thirty_worked_courses_each_with_its_source() -> None:
    assert len({one["id"] for one in CASES}) == len(CASES) >= 30
    assert all(one["source"].startswith("clinical.md 4") for one in CASES)
    assert all(one["title"] and one["expected"] for one in CASES)
