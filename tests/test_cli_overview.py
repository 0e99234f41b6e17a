"""The site overview at the command line: tables side by side, paper, and for whom it is."""

import csv
import io
import subprocess
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from tests.conftest import Outside
from tests.language.kept import find_latin


def run(site: Path, person: str, output: Path, language: str = "en") -> int:
    secret = output.parent / "secret.txt"
    secret.write_text(DEMO_SECRET)
    who = ["--user", person, "--password-file", str(secret)]
    command = ["--language", language, "export", "overview", "--site", str(site)]
    return verbs.run([*command, *who, "-o", str(output)], House())


def test_the_numbers_are_written_as_tables_that_agree_with_each_other(
    demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(demo_site, "physician.q", tmp_path / "may.csv") == 0
    told = capsys.readouterr().out
    tables = {}
    for name in ("may", "may-behind", "may-survival", "may-curves"):
        path = tmp_path / f"{name}.csv"
        assert str(path) in told
        text = path.read_text("utf-8-sig")
        lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
        tables[name] = list(csv.DictReader(io.StringIO("".join(lines), newline="")))
    entered = [row for row in tables["may"] if row["line"] == "entered"]
    behind = [row for row in tables["may-behind"] if row["line"] == "entered"]
    assert sum(int(row["number"]) for row in entered) == len(behind) > 0
    assert {row["subject"][:4] for row in tables["may-survival"]} == {"D01-"}


def test_paper_is_written_for_a_monitor_and_names_nobody(
    demo_site: Path, tmp_path: Path, outside: Outside
) -> None:
    path = tmp_path / "may.pdf"
    assert run(demo_site, "monitor.m", path) == 0
    read = subprocess.run(
        [outside("pdftotext"), "-layout", str(path), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Unsigned copy for reading" in read
    assert "Overall survival" in read
    assert "Doses given, of those due" in read
    assert "D01-0" not in read
    assert not list(tmp_path.glob("*.csv"))


def test_the_chinese_paper_holds_no_english(
    demo_site: Path, tmp_path: Path, outside: Outside
) -> None:
    path = tmp_path / "may.pdf"
    assert run(demo_site, "monitor.m", path, "zh_CN") == 0
    read = [outside("pdftotext"), "-layout", str(path), "-"]
    told = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    assert "总生存期" in told
    assert find_latin(told) == []


def test_a_nurse_is_told_for_whom_it_is_and_nothing_is_written(
    demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(demo_site, "nurse.a", tmp_path / "may.csv") == 2
    assert "investigators, physicians" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.csv"))
    assert verbs.run(["export", "overview", "-o", str(tmp_path / "x.csv")], House()) == 2
