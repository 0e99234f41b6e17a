"""The paper of an assessment of response: signed whole, table by table, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.response_sheet import AssessmentFacts, assessment_sheet
from ltm_desktop.app.verdicts import of_paper
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.response_terms import Component
from tests.app.clinic import Clinic, copy, opened
from tests.app.test_serious_events import asked
from tests.builders import PATIENT, PHYSICIAN
from tests.conftest import Outside
from tests.language.kept import find_latin
from tests.response_builders import assessed, baseline, neuro, not_done

LATER = RecordId("resp-2026-03-16")
NOW = "2026-03-16 15:00"


def later(**changes: Any) -> Any:
    """Return an assessment without a scan."""
    whole = assessed(rationale="walks alone (synthetic)", **changes)
    judged = tuple(one for one in whole.judged if one.component is not Component.MRI)
    why = not_done(Component.MRI, "equipment", "out of order (synthetic)")
    return replace(whole, mri=None, judged=judged, not_done=(why,))


@pytest.fixture(scope="module")
def assessed_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose patient was assessed at baseline and after a dose."""
    site = copy(planned_site, tmp_path_factory.mktemp("assessed") / "site")
    with opened(site, "2026-02-28 09:00") as clinic:
        clinic.does(PHYSICIAN, baseline())
        clinic.gives("IND-1", "2026-03-02")
        clinic.at(NOW).does(PHYSICIAN, later())
    return site


@pytest.fixture
def at_site(assessed_site: Path) -> Iterator[Clinic]:
    """The clinic after both; nothing is written to it."""
    with opened(assessed_site, NOW) as clinic:
        yield clinic


def words_of(pdf: bytes, outside: Outside, folder: Path) -> str:
    """Return what is read on the paper."""
    told = asked(outside("pdftotext"), folder, pdf, "-raw", after=("-",))
    return re.sub(r"\s+", " ", told)


def test_an_assessment_is_paper_signed_whole_and_the_ledgers_own(
    at_site: Clinic, outside: Outside, tmp_path: Path
) -> None:
    (issued,) = at_site.desk.chart(PATIENT).records.by_id[LATER].papers
    pdf = at_site.desk.store.paper(issued.sha256)
    told = asked(outside("pdfsig"), tmp_path, pdf, "-nocert")
    assert told.count("Signature is Valid") == 1
    assert "Total document signed" in told
    assert "Signature Field Name: Reviewed" in told
    checked = asked(outside("qpdf"), tmp_path, pdf, "--check")
    assert "No syntax or stream encoding errors" in checked
    assert of_paper(pdf, House().press(), at_site.desk, None, Words()).code == 0
    assert issued.sha256 in {row.sha256 for row in at_site.desk.store.papers()}


def test_the_paper_tells_every_part_and_the_difference_to_baseline_and_best(
    at_site: Clinic, outside: Outside, tmp_path: Path
) -> None:
    (issued,) = at_site.desk.chart(PATIENT).records.by_id[LATER].papers
    words = words_of(at_site.desk.store.paper(issued.sha256), outside, tmp_path)
    for expected in (
        "Assessment of response: Day 14 after the first dose",
        "Definition signed for it",
        "Example: one of signs, cytology or MRI improved and none worse",
        "protocol file NCT05305885, version 1.0",
        "The trial summary defines no category of response.",
        "sum 4, highest 2",
        "difference -2",
        "difference +10",
        "as the baseline",
        "Source: NANO-LM 2024; under validation, NCT06417710.",
        "Consciousness / 意识 1 1 0",
        "Equipment or appointment not available",
        "out of order (synthetic)",
        "walks alone (synthetic)",
        "Best overall response: Partial response, 16-Mar-2026.",
        "Fluid from: lumbar",
        "Report: SYN-2",
    ):
        assert expected in words
    assert words.count("Reviewed") >= 1


@pytest.mark.parametrize("languages", [("zh_CN",), ("en",)])
def test_every_language_of_the_paper_is_a_clean_file(
    languages: tuple[str, ...], at_site: Clinic, outside: Outside, tmp_path: Path
) -> None:
    desk = at_site.seat(PHYSICIAN)
    again = later(time_point="day_42", record=RecordId("resp-again"), neuro=neuro(2, 2))
    proposal = desk.propose(again, Words())
    (told,) = proposal.events
    assert isinstance(told, ResponseAssessed)
    active = desk.active()
    assert active is not None
    facts = AssessmentFacts(
        told,
        desk.chart(PATIENT),
        desk.site(),
        replace(active, record_languages=languages),
        desk.store.head(),
        proposal,
    )
    pdf = House().press().draw(assessment_sheet(facts))
    assert "No syntax or stream encoding errors" in asked(outside("qpdf"), tmp_path, pdf, "--check")
    words = words_of(pdf, outside, tmp_path)
    assert ("What was not done, and why" in words) == ("en" in languages)
    chinese = ("未完成的项目及原因", "设备或预约不可用", "差值 +", "神经系统检查")
    assert all((one in words) == ("zh_CN" in languages) for one in chinese)
    assert "□" not in words
    if "en" not in languages:
        assert find_latin(words) == []
