"""A thousand wrong secrets meet the stated delays, whatever happens to clock and machine."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.storage.journal import (
    FREE_FAILURES,
    LONGEST_WAIT,
    AttemptJournal,
    stated_wait,
)
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.sign_in import WatchedCabinet
from tests.clocks import SettableClock
from tests.contracts.key_cabinet import DATA_KEY, KEY
from tests.storage.sites import CHEAP

NOON = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
SECRET = "a long secret of the story"
PEOPLE = ("li.na", "wang.fang")
TABLE = {4: 0, 5: 2, 6: 4, 7: 8, 8: 16, 9: 32, 10: 64, 11: 128, 12: 256, 13: 300, 1000: 300}
"""Wrong secrets in a row and the seconds an account then waits, as the documents state them."""


def test_the_delays_are_those_that_are_stated() -> None:
    assert {count: stated_wait(count).total_seconds() for count in TABLE} == TABLE
    assert all(not stated_wait(count) for count in range(FREE_FAILURES))


def disturb(clock: SettableClock, chance: random.Random) -> bool:
    """Do what somebody may try to get in earlier; return whether the program starts anew."""
    what = chance.choice(("nothing", "back", "forward", "restart", "machine", "little"))
    far = timedelta(seconds=chance.choice((5, 400, 86_400, 40_000_000)))
    if what in ("back", "forward"):
        clock.move(far if what == "forward" else -far)
    elif what == "machine":
        clock.start_machine(timedelta(seconds=chance.randrange(90)))
    elif what == "little":
        clock.wait(timedelta(seconds=chance.randrange(60)))
    return what in ("restart", "machine")


def test_a_thousand_wrong_secrets_wait_out_every_delay_across_restarts_and_clock_changes(
    tmp_path: Path,
) -> None:
    chance = random.Random(20260302)  # noqa: S311 - a story that can be told again, no secret
    clock = SettableClock(NOON)
    path = tmp_path / "journal"
    journal = AttemptJournal(path)
    for count in range(1, 1001):
        journal.failed("li.na", clock.now(), PEOPLE, clock.steady())
        failed_at = clock.passed
        for _ in range(chance.randrange(3)):
            if disturb(clock, chance):
                journal = AttemptJournal(path)
            left = stated_wait(count) - (clock.passed - failed_at)
            waits = journal.wait("li.na", clock.now(), clock.steady())
            assert max(left, timedelta()) <= waits <= stated_wait(count)
            assert not journal.wait("wang.fang", clock.now(), clock.steady())
        clock.wait(journal.wait("li.na", clock.now(), clock.steady()))
        assert not journal.wait("li.na", clock.now(), clock.steady())
    assert clock.passed >= 980 * LONGEST_WAIT
    assert len(AttemptJournal(path).unsealed()) == 1000


def test_without_steady_time_a_clock_set_back_begins_the_wait_anew_once_and_not_for_ever(
    tmp_path: Path,
) -> None:
    journal = AttemptJournal(tmp_path / "journal")
    for _ in range(30):
        journal.failed("li.na", NOON, PEOPLE)
    back = NOON - timedelta(days=400)
    assert journal.wait("li.na", back) == LONGEST_WAIT
    assert journal.wait("li.na", back + timedelta(minutes=2)) == timedelta(minutes=3)
    assert not journal.wait("li.na", back + LONGEST_WAIT)
    again = AttemptJournal(tmp_path / "journal")
    assert again.wait("li.na", back) == LONGEST_WAIT
    assert not again.wait("li.na", back + LONGEST_WAIT)


def watched(folder: Path, clock: SettableClock) -> WatchedCabinet:
    return WatchedCabinet(
        KeyFile(folder / "keys.json", CHEAP), AttemptJournal(folder / "journal"), clock
    )


def code_of(cabinet: WatchedCabinet, person: str, secret: str) -> str:
    with pytest.raises(Refused) as caught:
        cabinet.unlock(person, secret)
    return caught.value.alerts[0].code


def test_real_slots_open_only_after_the_stated_delay_and_nobody_else_waits(tmp_path: Path) -> None:
    clock = SettableClock(NOON)
    KeyFile(tmp_path / "keys.json", CHEAP).create()
    cabinet = watched(tmp_path, clock)
    for person in PEOPLE:
        cabinet.add(person, SECRET, data_key=DATA_KEY, key=KEY)
    for count in range(1, 16):
        assert code_of(cabinet, "li.na", f"guess {count}") == "people.wrong_secret"
        clock.move(timedelta(days=3) * (-1) ** count)
        cabinet = watched(tmp_path, clock)
        if stated_wait(count):
            assert code_of(cabinet, "li.na", SECRET) == "people.wait"
            clock.wait(stated_wait(count) - timedelta(seconds=1))
            assert code_of(cabinet, "li.na", SECRET) == "people.wait"
            assert cabinet.unlock("wang.fang", SECRET).person == "wang.fang"
            clock.wait(timedelta(seconds=1))
    assert cabinet.unlock("li.na", SECRET).person == "li.na"
    assert code_of(cabinet, "li.na", "a guess") == "people.wrong_secret"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("tries", [1, FREE_FAILURES + 1])
def test_wrong_unknown_and_retired_hear_the_same_words(
    tmp_path: Path, language: str, tries: int
) -> None:
    say = Words(language)
    KeyFile(tmp_path / "keys.json", CHEAP).create()
    cabinet = watched(tmp_path, SettableClock(NOON))
    for person in PEOPLE:
        cabinet.add(person, SECRET, data_key=DATA_KEY, key=KEY)
    cabinet.retire("wang.fang")
    heard = set()
    for person, secret in (("li.na", "a guess"), ("nobody", "a guess"), ("wang.fang", SECRET)):
        for _ in range(tries):
            with pytest.raises(Refused) as caught:
                cabinet.unlock(person, secret)
        heard.add(tuple((say.alert(one), say.next_step(one)) for one in caught.value.alerts))
    assert len(heard) == 1
