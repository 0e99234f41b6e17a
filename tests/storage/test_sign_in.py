"""A watched cabinet keeps the contract of every cabinet, and counts what it refuses."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.domain.errors import Refused
from ltm_desktop.storage.journal import AttemptJournal
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.sign_in import WatchedCabinet
from tests.contracts.key_cabinet import CA_KEY, DATA_KEY, KEY, RECOVERY, KeyCabinetContract
from tests.storage.sites import CHEAP

NOON = datetime.fromisoformat("2026-03-02T12:00:00+08:00")


def watched(folder: Path, clock: SetClock) -> WatchedCabinet:
    keys = KeyFile(folder / "keys.json", CHEAP)
    if not (folder / "keys.json").exists():
        keys.create()
    return WatchedCabinet(keys, AttemptJournal(folder / "journal"), clock)


@pytest.fixture
def clock() -> SetClock:
    return SetClock("Asia/Shanghai", NOON)


class TestWatchedCabinet(KeyCabinetContract):
    @pytest.fixture
    def cabinet(self, tmp_path: Path, clock: SetClock) -> KeyCabinet:
        return watched(tmp_path, clock)


def refused(cabinet: KeyCabinet, person: str, secret: str) -> str:
    with pytest.raises(Refused) as caught:
        cabinet.unlock(person, secret)
    return caught.value.alerts[0].code


def test_guesses_are_counted_across_cabinets_of_one_site_and_forgotten_after_the_right_secret(
    tmp_path: Path, clock: SetClock
) -> None:
    cabinet = watched(tmp_path, clock)
    cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY)
    cabinet.add("wang.fang", "another secret", data_key=DATA_KEY, key=KEY)
    assert [refused(cabinet, "li.na", "a guess") for _ in range(5)] == ["people.wrong_secret"] * 5
    assert refused(cabinet, "li.na", "a long secret") == "people.wait"
    assert refused(watched(tmp_path, clock), "li.na", "a long secret") == "people.wait"
    assert cabinet.unlock("wang.fang", "another secret").person == "wang.fang"
    clock.at += timedelta(minutes=1)
    assert cabinet.unlock("li.na", "a long secret").person == "li.na"
    assert refused(cabinet, "li.na", "a guess") == "people.wrong_secret"
    assert refused(cabinet, "nobody", "a guess") == "people.wrong_secret"


def test_a_retired_slot_opens_nothing_and_recovery_still_does(
    tmp_path: Path, clock: SetClock
) -> None:
    cabinet = watched(tmp_path, clock)
    cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=KEY)
    cabinet.add_recovery(RECOVERY, data_key=DATA_KEY, ca_key=CA_KEY)
    cabinet.retire("li.na")
    assert list(cabinet.people()) == []
    assert refused(cabinet, "li.na", "a long secret") == "people.wrong_secret"
    assert cabinet.recover(RECOVERY)[0] == DATA_KEY
    assert repr(cabinet) == "WatchedCabinet()"
