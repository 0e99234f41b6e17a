"""A few hostile files at every door; that the torture can fail; each fault it found, by itself."""

import re
from pathlib import Path

import pytest

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.errors import Refused
from ltm_desktop.exchange.fhir.labs import read_bundle
from ltm_desktop.protocols.files import load_file
from ltm_desktop.storage import backup, wrapping
from tests.app.clinic import copy
from tests.exchange.labs.bundles import PATIENT, bundle, observation
from tests.torture import hostile
from tests.torture.hostile_backups import of_backups
from tests.torture.hostile_made import Hostile


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> hostile.Site:
    return hostile.prepared(tmp_path_factory.mktemp("hostile"))


def test_hostile_files_are_refused_in_words_and_the_site_stays_as_it_is(
    site: hostile.Site,
) -> None:
    seen = hostile.offer(site, hostile.some(site, 14, seed=16), say=lambda _: None)
    assert seen.faults == []
    assert sum(seen.offered.values()) == 14


def test_without_its_guard_a_backup_climbs_out_of_its_folder(
    site: hostile.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_BELONGS", re.compile(".*"))
    (climbs,) = (one for one in of_backups(site.backup, site.stranger) if one.name == "climbs out")
    (tmp_path / "in").mkdir()
    job = hostile._job(site, climbs, tmp_path / "in" / "backup")
    target = tmp_path / "targets" / "site"
    target.parent.mkdir()
    argv = [str(target) if word.endswith("targets/backup") else word for word in job["argv"]]
    verbs.run(argv, House())
    assert (target.parent / "climbed").exists()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"code": 0, "said": "Put back."}, "accepted"),
        ({"code": 2, "said": "Traceback (most recent call last)"}, "a fault of the program"),
        ({"code": 2, "said": ""}, "nothing was said"),
        ({"code": 2, "said": "No.", "left": ["climbed"]}, "left behind"),
        ({"code": 2, "said": "No.", "store": "other"}, "the site is another"),
        ({"said": "exit -14"}, "no answer"),
    ],
)
def test_each_thing_that_may_go_wrong_is_called_so(answer: dict[str, object], fault: str) -> None:
    one = Hostile("restore", "a story", Path.touch)
    told = {"left": [], "store": "same", **answer}
    assert fault in hostile.judged(one, told, "same")


@pytest.mark.parametrize("harm", ["climbs out", "names a place", "brings more", "a link in it"])
def test_what_names_more_than_the_files_of_a_site_is_no_backup(
    site: hostile.Site, tmp_path: Path, harm: str
) -> None:
    (one,) = (made for made in of_backups(site.backup, site.stranger) if made.name == harm)
    assert backup.read_backup(copy(site.backup, tmp_path / "good")) is not None
    one.write(tmp_path / "bad")
    assert backup.read_backup(tmp_path / "bad") is None


@pytest.mark.parametrize("value", ["1e999999999", "1e-999999999", "1e99999999999999999999"])
def test_a_number_that_would_fill_the_memory_is_no_result(value: str) -> None:
    whole = bundle(PATIENT, observation("777-3", "PLT", "48.5", "10*9/L")).decode()
    with pytest.raises(Refused, match=re.escape("labs.file_not_readable")):
        read_bundle(re.sub(r'"48.5"|48\.5', value, whole).encode())


@pytest.mark.parametrize(
    "text", ["a = " + "[\n" * 5_000, "a = 1e99999999999999999999", "a" + ".a" * 5_000 + " = 1"]
)
def test_a_protocol_file_nobody_wrote_by_hand_is_refused_in_words(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "trial.toml").write_text(text, "utf-8")
    with pytest.raises(Refused, match=re.escape("protocol.unreadable")):
        load_file(tmp_path / "trial.toml")


def test_a_key_file_cannot_make_a_secret_cost_minutes() -> None:
    costly = {**wrapping.new_kdf(wrapping.Cost()), "memory_kib": 4 << 20, "passes": 64}
    with pytest.raises(ValueError, match="cost"):
        wrapping.derive(b"a secret", costly)
