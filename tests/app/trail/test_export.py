"""The trail as a file: a table that opens in a spreadsheet and cannot run anything, and paper."""

import csv
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.trail import export
from ltm_desktop.app.trail.columns import heads
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.exchange.tabular.csv_files import CsvFiles, guarded
from tests import builders
from tests.app.clinic import Clinic
from tests.app.trail.conftest import AGAIN, DAY, FIRST
from tests.builders import NURSE, PATIENT
from tests.conftest import Outside
from tests.language.kept import find_latin

Text = Callable[[bytes], str]


@pytest.fixture
def text(outside: Outside, tmp_path: Path) -> Text:
    """Read a PDF as another program does."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "asked.pdf"
        file.write_bytes(pdf)
        command = [outside("pdftotext"), "-raw", str(file), "-"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return re.sub(r"\s+", "", done.stdout)

    return read


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def exported(clinic: Clinic, wanted: TrailFilter, language: str = "en") -> TrailExport:
    clinic.seat(NURSE)
    return TrailExport(clinic.desk, Words(language), wanted)


def table(clinic: Clinic, path: Path, wanted: TrailFilter, language: str = "en") -> list[list[str]]:
    assert exported(clinic, wanted, language).to_table(path, CsvFiles(), Making())
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_table_reads_back_whole_with_head_and_filter_above(
    told: Clinic, tmp_path: Path, language: str
) -> None:
    wanted = TrailFilter(patients=frozenset({PATIENT}), kinds=frozenset({TrailKind.DOSING}))
    head = told.desk.store.head().to_line()
    read = table(told, tmp_path / "trail.csv", wanted, language)
    comments = [row[0] for row in read if len(row) == 1]
    assert [one[:2] for one in comments] == ["# "] * 4
    assert any(head in one for one in comments)
    assert any("EX1-001" in one for one in comments)
    names, *rows = read[len(comments) :]
    assert tuple(names) == heads(Words(language))
    assert rows
    assert {len(row) for row in rows} == {len(names)}
    assert [int(row[0]) for row in rows] == sorted((int(row[0]) for row in rows), reverse=True)
    assert {row[5] for row in rows} == {"EX1-001"}


def test_no_name_of_a_patient_is_in_an_exported_trail(told: Clinic, tmp_path: Path) -> None:
    identity = told.desk.chart(PATIENT).patient
    assert identity is not None
    table(told, tmp_path / "trail.csv", TrailFilter())
    written = (tmp_path / "trail.csv").read_text("utf-8-sig")
    assert identity.identity.name.family not in written
    assert identity.identity.subject_id in written


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_text(typed: str) -> None:
    assert guarded(typed) == f"'{typed}"
    written = b"".join(CsvFiles().lines([], ["head"], [[typed]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [f"'{typed}"]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=5))
def test_any_text_comes_back_as_it_was_and_no_cell_begins_a_formula(rows: list[list[str]]) -> None:
    written = b"".join(CsvFiles().lines(["a\nb"], ["x", "y"], rows)).decode("utf-8-sig")
    # the csv module of this Python reads a lone NUL only where it is quoted
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read[0] == ["# a b"]
    told = [
        [cell.removeprefix("'") if guarded(cell[1:]) == cell else cell for cell in row]
        for row in read[2:]
    ]
    assert told == rows
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in read[2:] for cell in row)


def test_a_stopped_table_leaves_no_file(told: Clinic, tmp_path: Path) -> None:
    made = exported(told, TrailFilter()).to_table(
        tmp_path / "trail.csv", CsvFiles(), Making(stopped=lambda: True)
    )
    assert not made
    assert list(tmp_path.glob("trail*")) == []


def test_a_place_that_is_not_there_is_said_and_leaves_nothing(told: Clinic, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        exported(told, TrailFilter()).to_table(
            tmp_path / "nowhere" / "trail.csv", CsvFiles(), Making()
        )
    assert refused.value.alert.code == "files.no_folder"
    assert list(tmp_path.glob("nowhere*")) == []


def paper(clinic: Clinic, wanted: TrailFilter, language: str = "en") -> bytes:
    assert clinic.desk.press is not None
    pdf = exported(clinic, wanted, language).to_paper(clinic.desk.press(), Making())
    assert pdf is not None
    return pdf


def test_the_paper_says_its_filter_its_head_its_pages_and_that_nobody_signed_it(
    told: Clinic, text: Text
) -> None:
    wanted = TrailFilter(
        patients=frozenset({PATIENT}), since=builders.at(f"{DAY} 09:00"), words="dose"
    )
    told_text = text(paper(told, wanted))
    for words in (
        "Unsigned copy for reading",
        "Page 1 of",
        "patient: EX1-001",
        "recorded from: 02-Mar-2026 09:00 +08:00",
        "with the words: dose",
        told.desk.store.head().to_line(),
        "Old value → new value, signatures",
        "version 2 of the record",
        "the flush was written in the wrong field (synthetic)",
    ):
        assert squeezed(words) in told_text, words
    assert squeezed("PageX") not in told_text


def test_the_chinese_paper_is_chinese(told: Clinic, text: Text) -> None:
    wanted = TrailFilter(flags=frozenset({TrailFlag.CORRECTION}))
    told_text = text(paper(told, wanted, "zh_CN"))
    for words in ("审计追踪", "筛选条件", "更正", "旧值"):
        assert words in told_text


def test_the_chinese_paper_of_the_whole_trail_holds_no_english(
    told: Clinic, outside: Outside, tmp_path: Path
) -> None:
    file = tmp_path / "trail.pdf"
    file.write_bytes(paper(told, TrailFilter(), "zh_CN"))
    read = [outside("pdftotext"), "-raw", str(file), "-"]
    told_text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    # the name of the machine is the machine's, and a narrow column may break it anywhere
    machine = told.desk.workstation
    parts = {machine[start:end] for end in range(len(machine) + 1) for start in range(end)}
    assert find_latin(" ".join(told_text.split()), also=frozenset(parts)) == []


def test_more_than_a_person_reads_is_not_printed(
    told: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 3)
    with pytest.raises(Refused) as caught:
        paper(told, TrailFilter())
    assert [one.code for one in caught.value.alerts] == ["reports.trail_too_long"]
    say = Words()
    assert "too many for paper" in say.alert(caught.value.alerts[0])


def papers_of(clinic: Clinic, record: str) -> Iterator[bytes]:
    for row in clinic.desk.store.papers(PATIENT):
        if row.record_id == record:
            yield clinic.desk.store.paper(row.sha256)


def test_both_versions_print_and_the_correction_says_what_it_changed(
    told: Clinic, text: Text
) -> None:
    first = [text(one) for one in papers_of(told, FIRST)]
    again = [text(one) for one in papers_of(told, AGAIN)]
    assert first
    assert again
    for words in (
        "What changed from version 1 to version 2",
        "the flush was written in the wrong field (synthetic)",
        "Signatures on earlier versions; they do not cover version 2",
        "Approved",
        "Dana EXAMPLE",
    ):
        assert all(squeezed(words) in one for one in again), words
    assert not any(squeezed("What changed from version") in one for one in first)
