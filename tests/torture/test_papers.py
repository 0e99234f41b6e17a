"""A few altered papers, and that the torture can fail: the genuine one and one without a guard."""

from pathlib import Path

import pytest

from ltm_desktop.reports import inspection
from tests.conftest import Outside
from tests.torture import papers


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> papers.Papers:
    return papers.made(tmp_path_factory.mktemp("papers"))


def test_altered_papers_are_refused_and_genuine_ones_are_not(genuine: papers.Papers) -> None:
    seen = papers.Figures()
    papers.alter(genuine, seen, count=80, seed=20)
    assert seen.faults == []


def test_other_programs_find_a_genuine_paper_sound_and_an_altered_one_not(
    genuine: papers.Papers, tmp_path: Path, outside: Outside
) -> None:
    assert outside("pdfsig")
    assert outside("qpdf")
    assert papers.of_others(genuine.pdfs[-1], tmp_path) == ""
    altered = genuine.pdfs[-1].replace(b"/Reason", b"/Reasom", 1)
    assert "pdfsig" in papers.of_others(altered, tmp_path)
    assert "whole file" in papers.of_others(genuine.pdfs[-1] + b"\n", tmp_path)


def test_without_the_check_of_raw_bytes_the_torture_fails(
    genuine: papers.Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "_raw_problem", lambda *_: None)
    seen = papers.Figures()
    papers.alter(genuine, seen, count=40, seed=20)
    assert seen.faults
