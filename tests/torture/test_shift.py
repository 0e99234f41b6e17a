"""A shift of twenty doses, and that growth, a left handle and a logged line are found."""

import logging
from pathlib import Path

import pytest

from tests.torture import shift

MEGABYTE = 1 << 20


def test_a_short_shift_leaves_nothing_behind(tmp_path: Path) -> None:
    seen = shift.run(tmp_path, count=20, seed=25, say=lambda _: None)
    assert [fault for fault in seen.faults if "grew" not in fault] == []
    assert (seen.doses, seen.prints) == (20, 5)


@pytest.mark.parametrize(
    ("late", "fault"),
    [
        ((120 * MEGABYTE, 10, 1000), "memory grew"),
        ((100 * MEGABYTE, 11, 1000), "handles"),
        ((100 * MEGABYTE, 10, 1200), "objects grew"),
    ],
)
def test_what_is_left_behind_is_found(late: tuple[int, int, int], fault: str) -> None:
    seen = shift.Figures(doses=20, early=(100 * MEGABYTE, 10, 1000), late=late)
    shift._judge(seen, 20)
    assert [fault in one for one in seen.faults] == [True]


@pytest.mark.expects_log("a story")
def test_a_line_that_is_logged_is_found() -> None:
    seen = shift.Figures(doses=20)
    root, heard = logging.getLogger(), shift.Listener(seen)
    root.addHandler(heard)
    try:
        logging.getLogger("a story").warning("unexpected (synthetic)")
    finally:
        root.removeHandler(heard)
    shift._judge(seen, 20)
    assert seen.faults == ["logged: a story: unexpected (synthetic)"]
