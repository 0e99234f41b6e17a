"""Killed without warning while typing and signing: nothing that was acknowledged is lost."""

from pathlib import Path

import pytest

from tests.survival.campaign import run


@pytest.mark.slow
def test_no_acknowledged_field_or_signature_is_lost_however_the_program_is_killed(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    figures = run(tmp_path, kills=8, seed=20260302, patients=2, say=said.append)
    assert figures.kills == 8
    assert figures.verified >= 8
    assert figures.fields > 0
