"""A short guessing at the door; that it can fail; secrets of 64 characters and in Chinese."""

from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.domain.errors import Refused
from ltm_desktop.storage import journal
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import copy, found
from tests.contracts.key_cabinet import DATA_KEY, KEY
from tests.storage.sites import CHEAP
from tests.torture import guessing


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guessed") / "site"
    found(path)
    return path


def test_no_trick_makes_a_wait_shorter_and_nobody_else_waits(site: Path, tmp_path: Path) -> None:
    seen = guessing.Guesser(copy(site, tmp_path / "site"), seed=14).guess(60)
    assert seen.faults == []
    assert len(seen.words) == 1
    assert seen.passed >= timedelta(hours=3)
    assert seen.others == 2


def test_a_wait_by_the_clock_on_the_wall_is_found_too_short(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_wall = journal._passed
    monkeypatch.setattr(journal, "_passed", lambda failures, now, _: by_wall(failures, now, None))
    seen = guessing.Guesser(copy(site, tmp_path / "site"), seed=14).guess(30)
    assert any("come in" in fault or "guess was told" in fault for fault in seen.faults)


def test_a_wait_that_is_forgotten_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal.AttemptJournal, "wait", lambda *_: timedelta())
    seen = guessing.Guesser(copy(site, tmp_path / "site"), seed=14).guess(8)
    assert any("come in" in fault for fault in seen.faults)


@pytest.mark.parametrize(
    "secret", ["s" * 64, "我们的口令很长很长", "p\u00e4ssw\u00f6rter 口令 🔐 " * 3]
)
def test_long_and_chinese_secrets_open_and_nothing_near_them_does(
    tmp_path: Path, secret: str
) -> None:
    keys = KeyFile(tmp_path / "keys.json", CHEAP)
    keys.create()
    keys.add("li.na", secret, data_key=DATA_KEY, key=KEY)
    assert keys.unlock("li.na", secret).person == "li.na"
    for near in (secret[:-1], secret + " ", secret.upper() + "x"):
        with pytest.raises(Refused):
            keys.unlock("li.na", near)
