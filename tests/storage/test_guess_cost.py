"""What a try at a secret costs: measured at set-up, kept with the file, raised at sign-in."""

import json
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.guess_cost import FLOOR, LEAST_SECONDS, Timed, calibrated, site_cost
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.wrapping import Cost
from tests.storage.sites import CHEAP, DATA_KEY

SECRET = "a long synthetic secret"
FLOOR_WORK = FLOOR.memory_kib * FLOOR.passes


def computer(seconds_of_floor: float) -> Timed:
    """A computer on which the floor takes this long; a try takes as long as its work."""
    return lambda cost: seconds_of_floor * cost.memory_kib * cost.passes / FLOOR_WORK


def kdf_of(path: Path, person: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())["slots"][person]["kdf"]
    return found


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5, 4.0])
def test_a_computer_that_is_slow_enough_pays_the_floor_and_never_less(seconds: float) -> None:
    assert calibrated(computer(seconds)) == FLOOR == Cost(64 * 1024, 3)


@pytest.mark.parametrize("seconds", [0.099, 0.08, 0.05, 0.02, 0.01, 0.004])
def test_a_fast_computer_pays_until_a_try_takes_a_tenth_to_half_a_second(seconds: float) -> None:
    timed = computer(seconds)
    cost = calibrated(timed)
    assert cost.memory_kib >= FLOOR.memory_kib
    assert cost.passes >= FLOOR.passes
    assert LEAST_SECONDS <= timed(cost) <= 0.5


def test_what_was_measured_is_kept_with_the_file_and_bound_into_its_check(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    dear = Cost(FLOOR.memory_kib, 4)
    made = KeyFile(path)
    made.create(dear)
    made.add("li.na", SECRET, data_key=DATA_KEY, key=PrivateKey.generate())
    assert KeyFile(path).cost == dear
    assert kdf_of(path, "li.na")["passes"] == 4
    assert made.is_whole()
    path.write_text(path.read_text().replace('"passes": 4\n', '"passes": 5\n', 1))
    assert not made.is_whole()


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        (None, FLOOR),
        (Cost(64, 1), FLOOR),
        (Cost(2**40, 3), FLOOR),
        (Cost(FLOOR.memory_kib, 10**6), Cost(FLOOR.memory_kib, 16)),
        (Cost(FLOOR.memory_kib * 2, 5), Cost(FLOOR.memory_kib * 2, 5)),
    ],
)
def test_an_altered_file_makes_no_try_cheap_and_none_endless(
    kept: Cost | None, asked: Cost
) -> None:
    assert site_cost(kept) == asked


def test_a_slot_is_raised_once_and_opens_as_before(tmp_path: Path) -> None:
    path, key = tmp_path / "keys.json", PrivateKey.generate()
    cheap = KeyFile(path, CHEAP)
    cheap.create()
    cheap.add("li.na", SECRET, data_key=DATA_KEY, key=key, ca_key=key)
    cheap.add("wang.fang", SECRET, data_key=DATA_KEY, key=key)
    asking = KeyFile(path, Cost(CHEAP.memory_kib * 2, CHEAP.passes + 1))
    assert asking.strengthen("li.na", SECRET)
    assert kdf_of(path, "li.na")["memory_kib"] == CHEAP.memory_kib * 2
    assert kdf_of(path, "li.na")["passes"] == CHEAP.passes + 1
    assert kdf_of(path, "wang.fang")["memory_kib"] == CHEAP.memory_kib
    opened = asking.unlock("li.na", SECRET)
    assert (opened.data_key, opened.ca_key is not None) == (DATA_KEY, True)
    assert opened.key.public == key.public
    before = path.read_bytes()
    assert not asking.strengthen("li.na", SECRET)
    assert not cheap.strengthen("li.na", SECRET), "a dearer slot is never made cheaper"
    assert not asking.strengthen("nobody", SECRET)
    assert path.read_bytes() == before


def test_whoever_signs_in_with_a_weak_slot_leaves_with_a_strong_one(site_copy: Path) -> None:
    path = open_site(site_copy).keys
    opened = KeyFile(path).unlock("nurse.a", DEMO_SECRET)
    KeyFile(path, CHEAP).renew(
        "nurse.a", DEMO_SECRET, data_key=opened.data_key, key=opened.key, ca_key=opened.ca_key
    )
    assert kdf_of(path, "nurse.a")["memory_kib"] == CHEAP.memory_kib
    House().open_site(site_copy, "nurse.a", DEMO_SECRET).close()
    raised = kdf_of(path, "nurse.a")
    assert (raised["memory_kib"], raised["passes"]) == (64 * 1024, FLOOR.passes)
    House().open_site(site_copy, "nurse.a", DEMO_SECRET).close()


def test_a_key_file_that_cannot_be_written_keeps_nobody_out(
    site_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: KeyFile, _person: str, _secret: str) -> bool:
        raise Unavailable("storage.disk_full")

    monkeypatch.setattr(KeyFile, "strengthen", full)
    desk = House().open_site(site_copy, "nurse.a", DEMO_SECRET)
    assert desk.session.person == "nurse.a"
    desk.close()
