"""A serious event on real storage: it counts down on Today, and its form is signed paper."""

import re
import subprocess
from pathlib import Path

import pytest

from ltm_desktop.app.serious_due import serious_due
from ltm_desktop.app.verdicts import of_paper
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import RecordId
from tests.adverse_event_builders import report as report_event
from tests.adverse_event_builders import serious as judge_event
from tests.app.clinic import copy, opened
from tests.builders import NURSE, PATIENT, PHYSICIAN, RESEARCH_NURSE
from tests.conftest import Outside
from tests.language.kept import find_latin
from tests.serious_builders import aware, end, learnt, notice, report


def test_a_serious_event_counts_down_until_it_is_told_and_its_form_is_signed(
    planned_site: Path, tmp_path: Path, outside: Outside
) -> None:
    site = copy(planned_site, tmp_path / "site")
    say = Words()
    with opened(site, "2026-03-02 09:00") as clinic:
        clinic.gives("IND-1", "2026-03-02")
        clinic.at("2026-03-04 17:30").does(NURSE, report_event(since="2026-03-04"))
        clinic.does(PHYSICIAN, judge_event())
        (due,) = serious_due(clinic.desk, say)
        assert [one.code for one in due.case.warnings] == ["serious.no_awareness"]
        clinic.does(NURSE, aware("2026-03-04 16:50"))
        clinic.at("2026-03-05 10:50")
        (due,) = serious_due(clinic.desk, say)
        assert due.case.next is not None
        assert (due.case.next.to, due.case.next.standing) == ("Sponsor", "6hr left")
        clinic.at("2026-03-05 18:50")
        (due,) = serious_due(clinic.desk, say)
        assert due.case.overdue
        assert "serious.late_without_reason" in clinic.refused(
            RESEARCH_NURSE, notice("2026-03-05 18:00")
        )
        clinic.does(RESEARCH_NURSE, notice("2026-03-05 18:00", late_reason="portal down"))
        clinic.does(NURSE, learnt("2026-03-05 18:30"))
        copied = clinic.seat(NURSE).serious_form(report("A draft."))
        chinese = clinic.desk.serious_form(report("示例草稿。"), ("zh_CN",))
        clinic.does(PHYSICIAN, report("A synthetic story."))
        record = clinic.desk.chart(PATIENT).records.by_id[RecordId("sae-1")]
        pdf = clinic.desk.store.paper(record.papers[-1].sha256)
        assert of_paper(pdf, House().press(), clinic.desk, None, say).code == 0
        with pytest.raises(Refused):
            clinic.does(PHYSICIAN, end())
    told = asked(outside("pdfsig"), tmp_path, pdf, "-nocert")
    assert told.count("Signature is Valid") == 1
    assert "Total document signed" in told
    words = re.sub(r"\s+", " ", asked(outside("pdftotext"), tmp_path, pdf, "-raw", after=("-",)))
    for expected in ("Report of a serious event", "Sponsor", "portal down", "A synthetic story."):
        assert expected in words
    unsigned = asked(outside("pdftotext"), tmp_path, copied, "-raw", after=("-",))
    assert "Unsigned copy for reading" in unsigned
    chinese_words = asked(outside("pdftotext"), tmp_path, chinese, "-raw", after=("-",))
    assert find_latin(chinese_words, also=frozenset({"portal", "down"})) == []


def asked(
    program: str, folder: Path, pdf: bytes, *options: str, after: tuple[str, ...] = ()
) -> str:
    """Run a program from outside on a PDF and return what it says."""
    file = folder / "asked.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [program, *options, str(file), *after], check=False, capture_output=True, text=True
    )
    return done.stdout + done.stderr
