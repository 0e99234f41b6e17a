"""`ltm-desktop import dicom`: a file beside the log from the command line, and nothing written."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.imported_told import compare_file
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import LinkSession
from ltm_desktop.domain.identifiers import PatientId
from tests.demo_site import OpenAs
from tests.exchange.dicom.records import BeamSpec, plan, record
from tests.exchange.dicom.test_damaged import mutants
from tests.exchange.dicom.test_plans import packaged

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*argv: object) -> int:
    return verbs.run([str(word) for word in argv], House())


@dataclass(frozen=True)
class Treated:
    """A synthetic patient of the demo site whose course is under way."""

    subject: str
    patient: PatientId
    told: dict[str, Any]
    """What a machine would write of the first session."""


def treated(desk: Desk) -> Treated:
    for row in desk.store.patients():
        chart = desk.chart(PatientId(row.patient_id))
        if chart.course.treated() and chart.patient is not None:
            first = chart.course.treated()[0]
            told = {
                "patient": row.hospital_number,
                "born": chart.patient.identity.born.strftime("%Y%m%d"),
                "day": f"{first.at:%Y%m%d}",
                "clock": f"{first.at:%H%M%S}",
                "beams": (BeamSpec(fraction=first.fraction),),
                "doses": ((1, first.delivered[0].volume, str(first.delivered[0].dose.value)),),
            }
            return Treated(row.subject_id, chart.patient_id, told)
    raise AssertionError("the demo site has nobody under radiotherapy")


@pytest.fixture
def someone(site_copy: Path) -> Treated:
    desk = House().open_site(site_copy, "nurse.a", DEMO_SECRET, read_only=True)
    try:
        return treated(desk)
    finally:
        desk.close()


def file_of(tmp_path: Path, raw: bytes) -> Path:
    file = tmp_path / "file.dcm"
    file.write_bytes(raw)
    return file


def test_a_record_is_shown_beside_its_session(
    someone: Treated, site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    file = file_of(tmp_path, record(**someone.told))
    asked = ("import", "dicom", file, "--site", site_copy, "--patient", someone.subject)
    assert run(*asked) == 0
    out = capsys.readouterr().out
    assert "beside the log:" in out
    assert "2\u00a0Gy in the log, 2\u00a0Gy in the file. Same." in out
    assert "Nothing was written." in out
    assert run(*asked, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["proposes"] == LinkSession.__name__
    assert {row["field"] for row in facts["rows"]} >= {"fraction", "date", "dose", "machine"}


def test_it_speaks_chinese(
    someone: Treated, site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    raw = plan(patient=someone.told["patient"], born=someone.told["born"])
    asked = ("import", "dicom", file_of(tmp_path, raw), "--site", site_copy)
    assert run("--language", "zh_CN", *asked, "--patient", someone.subject) == 0
    out = capsys.readouterr().out
    assert "三维适形" in out
    assert "未写入任何内容。" in out


def test_a_file_of_another_patient_is_refused_with_a_next_step(
    someone: Treated, site_copy: Path, capsys: Capsys
) -> None:
    asked = ("import", "dicom", packaged(), "--site", site_copy, "--patient", someone.subject)
    assert run(*asked) == 2
    told = capsys.readouterr()
    assert not told.out
    assert "belongs to another patient" in told.err
    assert "choose another file" in told.err


@pytest.mark.parametrize(
    ("raw", "subject", "said"),
    [
        (b"no file of ours", None, "is not a DICOM file"),
        (record(), "NOBODY-1", "not entered yet"),
    ],
)
def test_what_cannot_be_shown_says_why(
    someone: Treated,
    site_copy: Path,
    tmp_path: Path,
    capsys: Capsys,
    raw: bytes,
    subject: str | None,
    said: str,
) -> None:
    file = file_of(tmp_path, raw)
    patient = subject or someone.subject
    assert run("import", "dicom", file, "--site", site_copy, "--patient", patient) == 2
    assert said in capsys.readouterr().err


def test_mutated_files_beside_a_real_store_write_nothing(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    someone = treated(desk)
    head, chart = desk.store.head(), desk.chart(someone.patient)
    shown = 0
    for raw in mutants(record(**someone.told), 500, seed=2):
        try:
            compare_file(desk, raw, someone.patient)
            shown += 1
        except Refused:
            continue
    assert shown
    assert desk.store.head() == head
    assert desk.chart(someone.patient) == chart


def test_a_laboratorys_table_is_shown_beside_the_chart(
    someone: Treated, site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    born = f"{someone.told['born'][:4]}-{someone.told['born'][4:6]}-{someone.told['born'][6:]}"
    row = f"{someone.subject},{born},PLT,98000,/mm3,2026-01-05 07:30,blood"
    file = tmp_path / "results.csv"
    file.write_text(f"patient,born,test,value,unit,sampled,specimen\n{row}\n", "utf-8")
    asked = ("import", "labs", file, "--site", site_copy, "--patient", someone.subject)
    assert run(*asked) == 0
    out = capsys.readouterr().out
    assert "98000 /mm3. new" in out
    assert "Nothing was written." in out
    assert run(*asked, "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["rows"]
    assert told["analyte"] == "platelets"
    assert (told["specimen"], told["state"]) == ("blood", "new")
