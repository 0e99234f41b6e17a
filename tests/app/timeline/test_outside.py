"""The time line leaves the record as a table and as a page, and each leaving is kept."""

import csv
import io
import subprocess
from pathlib import Path

import pytest

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.timeline.line import time_line
from ltm_desktop.app.timeline.table import heads, save
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from tests.conftest import Outside
from tests.demo_site import OpenAs
from tests.language.kept import find_latin

SAY = Words("en")


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("nurse.a")


def treated_patient(desk: Desk) -> PatientId:
    known = [PatientId(one) for one in desk.store.streams() if one != SITE_STREAM]
    return max(known, key=lambda one: len(desk.chart(one).dosing.given))


def test_the_table_holds_the_lines_of_the_window_and_no_name(desk: Desk, tmp_path: Path) -> None:
    patient, path = treated_patient(desk), tmp_path / "line.csv"
    chart, active = desk.chart(patient), desk.active()
    assert active is not None
    line = time_line(chart, active, desk.act(), SAY)
    assert save(line, desk, patient, SAY, path)
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    told = [row for row in rows if not row[0].startswith("#")]
    assert tuple(told[0]) == heads(SAY)
    assert len(told) == 1 + len(line.lines(SAY))
    assert chart.patient is not None
    assert chart.patient.identity.subject_id in text
    assert chart.patient.identity.hospital_number not in text
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("languages", [("en",), ("zh_CN",), ("en", "zh_CN")])
def test_the_page_is_one_and_says_that_nobody_signed_it(
    desk: Desk, languages: tuple[str, ...], outside: Outside, tmp_path: Path
) -> None:
    file = tmp_path / "line.pdf"
    file.write_bytes(desk.time_line(treated_patient(desk), languages))
    command = [outside("pdftotext"), "-layout", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert text.count("\f") == 1
    for words in ("unsigned copy", "Doses, mg"):
        assert (words in text) is ("en" in languages)
    assert ("给药，mg" in text) is ("zh_CN" in languages)
    if "en" not in languages:
        assert find_latin(text) == []
