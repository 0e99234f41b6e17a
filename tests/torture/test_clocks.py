"""A few jumps of the clock, and that the torture can fail: a watch that looks the other way."""

from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.app import time_watch
from tests.app.clinic import copy
from tests.torture import clocks


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clocks") / "site"
    clocks.make(path)
    return path


def test_jumps_are_recorded_and_confirmed_and_hold_nobody_up(site: Path, tmp_path: Path) -> None:
    seen = clocks.Ward(copy(site, tmp_path / "site"), seed=12).go_on(24)
    assert seen.faults == []
    assert seen.doubts >= 8
    assert seen.truly >= 8
    assert {"summer", "winter", "zone", "ten years"} <= set(seen.jumps)


def test_a_watch_that_tells_nobody_how_far_the_doubt_reaches_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_watch.TimeWatch, "reach", lambda _: None)
    seen = clocks.Ward(copy(site, tmp_path / "site"), seed=12).go_on(8)
    assert any("held up" in fault for fault in seen.faults)


def test_a_watch_that_looks_the_other_way_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_watch, "TOLERANCE", timedelta(days=9_999))
    seen = clocks.Ward(copy(site, tmp_path / "site"), seed=12).go_on(4)
    assert any("no doubt" in fault for fault in seen.faults)
