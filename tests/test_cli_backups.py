"""`ltm-desktop backup` and `restore`: made, proven, carried to another computer, put back."""

import json
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*argv: object) -> int:
    return verbs.run([str(word) for word in argv], House())


def test_a_backup_is_made_and_put_back_on_another_computer(
    site_copy: Path, tmp_path: Path, capsys: Capsys
) -> None:
    assert run("backup", site_copy, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{DEMO_SECRET}\n", "utf-8")
    there = tmp_path / "there"
    asked = ("restore", made["path"], there, "--user", "admin", "--password-file", secret)
    assert run(*asked, "--look") == 0
    assert not there.exists()
    assert run(*asked) == 2  # nothing says why
    assert "Nothing says why" in capsys.readouterr().err
    assert run(*asked, "--why", "another computer") == 0
    assert run("verify", there) == 0
    capsys.readouterr()
    assert run(*asked, "--why", "again") == 2
    assert "Nothing was changed" in capsys.readouterr().err
    assert run(*asked, "--why", "again", "--aside") == 0
    assert "kept in" in capsys.readouterr().out


def test_a_folder_without_a_backup_is_said(tmp_path: Path, capsys: Capsys) -> None:
    assert run("restore", tmp_path, tmp_path / "there", "--user", "admin") == 2
    assert "There is no backup" in capsys.readouterr().err
