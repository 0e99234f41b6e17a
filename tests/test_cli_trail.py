"""The audit trail at the command line: written with its filter, as a table or on paper."""

import csv
import io
import subprocess
from pathlib import Path

import pytest

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from tests.conftest import Outside


def run(site: Path, *words: str, verb: str = "export") -> int:
    return verbs.run([verb, "trail", "--site", str(site), *words], House())


def rows(path: Path) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    told = [line for line in lines if len(line) > 1]
    return [dict(zip(told[0], line, strict=True)) for line in told[1:]]


def test_the_whole_trail_and_parts_of_it_are_written_as_tables(
    demo_site: Path, tmp_path: Path
) -> None:
    whole, part = tmp_path / "whole.csv", tmp_path / "part.csv"
    assert run(demo_site, "-o", str(whole)) == 0
    everything = rows(whole)
    assert [int(row["Entry"]) for row in everything] == list(range(len(everything), 0, -1))
    assert {row["Log"] for row in everything} == {"D01"}
    chosen = ["--patient", "D01-001", "--about", "dosing", "--person", "nurse.a"]
    assert run(demo_site, *chosen, "-o", str(part)) == 0
    found = rows(part)
    assert 0 < len(found) < len(everything)
    assert {row["Subject"] for row in found} == {"D01-001"}
    assert all("nurse.a" in row["Name"] + row["Signatures"] for row in found)


def test_nothing_before_the_site_was_there(demo_site: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    assert run(demo_site, "--as-of", "2001-01-01T00:00", "-o", str(path)) == 0
    assert rows(path) == []
    assert run(demo_site, "--until", "2001-01-01", "-o", str(path)) == 0
    assert rows(path) == []
    assert "2001" in path.read_text("utf-8-sig").splitlines()[1]


@pytest.mark.parametrize("verb", ["export", "report"])
def test_paper_is_written_by_either_verb(
    demo_site: Path, tmp_path: Path, verb: str, outside: Outside
) -> None:
    path = tmp_path / "trail.pdf"
    marks = ["--marked", "changes", "--marked", "late"]
    assert run(demo_site, "--patient", "D01-001", *marks, "-o", str(path), verb=verb) == 0
    read = subprocess.run(
        [outside("pdftotext"), str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Unsigned copy for reading" in read
    assert "patient: D01-001" in " ".join(read.split())


def test_what_cannot_be_asked_is_said_and_nothing_is_written(
    demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "trail.csv"
    for words in (
        ("--patient", "D99-999"),
        ("--person", "nobody.here"),
        ("--since", "yesterday"),
        ("--about", "everything"),
        ("--marked", "red"),
    ):
        assert run(demo_site, *words, "-o", str(path)) == 2
        told = capsys.readouterr().err
        assert told.strip()
        assert "Traceback" not in told
    assert verbs.run(["export", "trail", "-o", str(path)], House()) == 2
    assert not path.exists()
