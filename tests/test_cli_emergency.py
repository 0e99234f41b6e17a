"""`ltm-desktop emergency`: the page from the command line, with no secret and no window."""

from pathlib import Path

import pytest

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from tests.language.kept import find_latin

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*argv: object) -> int:
    return verbs.run([str(word) for word in argv], House())


def test_the_page_is_told_and_written_with_no_secret(
    site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    paper = tmp_path / "page.pdf"
    assert run("emergency", "--site", site_copy, "-o", paper) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    out = capsys.readouterr().out
    assert "000 0001" in out
    assert "DEMONSTRATION" in out
    assert str(paper) in out


def test_it_speaks_chinese(demo_site: Path, capsys: Capsys) -> None:
    assert run("--language", "zh_CN", "emergency", "--site", demo_site) == 0
    told = capsys.readouterr().out
    assert "穿刺针留在原位" in told
    assert find_latin(told) == []


@pytest.mark.parametrize("gone", ["ledger.db", "keys.json", "heads", "site.toml"])
def test_it_works_where_the_rest_of_the_folder_is_damaged(
    site_copy: Path, capsys: Capsys, gone: str
) -> None:
    (site_copy / gone).unlink()
    assert run("emergency", "--site", site_copy) == 0
    assert "000 0001" in capsys.readouterr().out


def test_a_changed_copy_is_shown_with_its_warning_and_counts_as_altered(
    site_copy: Path, capsys: Capsys
) -> None:
    file = site_copy / "emergency.toml"
    file.write_bytes(file.read_bytes().replace(b"000 0001", b"000 0009"))
    assert run("emergency", "--site", site_copy) == 1
    assert "was changed after it was signed" in capsys.readouterr().out
    assert run("verify", site_copy) == 1
    assert "does not say what the investigator signed" in capsys.readouterr().out


def test_a_site_without_a_page_is_unusable_and_says_what_to_do(
    site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    (site_copy / "emergency.toml").unlink()
    paper = tmp_path / "page.pdf"
    assert run("emergency", "--site", site_copy, "-o", paper) == 2
    said = capsys.readouterr().err
    assert "has not written its emergency page yet" in said
    assert not paper.exists()


@pytest.mark.parametrize("asked", [[], ["--site", "nowhere"]])
def test_where_there_is_no_site_that_is_said(asked: list[str], capsys: Capsys) -> None:
    assert run("emergency", *asked) == 2
    assert "no site" in capsys.readouterr().err


def test_opening_to_write_says_that_the_copy_was_written_anew(
    site_copy: Path, capsys: Capsys
) -> None:
    (site_copy / "emergency.toml").unlink()
    assert run("rebuild", site_copy) == 0
    assert "was written anew" in capsys.readouterr().err
