"""What lies on disk gives nothing away, and damage is said plainly."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.ports import STRANGER
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.journal import FREE_FAILURES, LONGEST_WAIT, AttemptJournal
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.wrapping import Cost, new_recovery_key
from tests.storage.sites import CHEAP, DATA_KEY

KEY = PrivateKey.generate()
SECRET = "a long synthetic secret"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    made = KeyFile(tmp_path / "keys.json", CHEAP)
    made.create()
    made.add("li.na", SECRET, data_key=DATA_KEY, key=KEY, ca_key=KEY)
    made.add("wang.fang", SECRET, data_key=DATA_KEY, key=KEY)
    return made


def test_nothing_lies_unwrapped_on_disk(keys: KeyFile, tmp_path: Path) -> None:
    recovery = new_recovery_key()
    keys.add_recovery(recovery, data_key=DATA_KEY, ca_key=KEY)
    held = (tmp_path / "keys.json").read_text()
    scalar = f"{KEY.crypto.private_numbers().private_value:064x}"
    for secret in (DATA_KEY.hex(), KEY.to_pkcs8().hex(), scalar, SECRET, recovery, recovery[:11]):
        assert secret not in held
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_a_site_pays_at_least_64_mib_for_each_guess(tmp_path: Path) -> None:
    made = KeyFile(tmp_path / "keys.json")
    made.create()
    made.add("li.na", SECRET, data_key=DATA_KEY, key=KEY)
    kdf = json.loads((tmp_path / "keys.json").read_text())["slots"]["li.na"]["kdf"]
    assert (kdf["name"], kdf["memory_kib"], kdf["passes"]) == ("argon2id", 65536, 3)
    assert made.unlock("li.na", SECRET).data_key == DATA_KEY


def test_parameters_kept_in_a_slot_are_used_whatever_the_default(
    keys: KeyFile, tmp_path: Path
) -> None:
    dearer = KeyFile(tmp_path / "keys.json", Cost(memory_kib=128, passes=2))
    assert dearer.unlock("li.na", SECRET).data_key == DATA_KEY


def test_a_slot_moved_to_another_name_does_not_open(keys: KeyFile, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    plain = json.loads(path.read_text())
    plain["slots"]["thief"] = plain["slots"]["li.na"]
    plain["slots"]["wang.fang"]["version"] = 2
    path.write_text(json.dumps(plain))
    for person in ("thief", "wang.fang"):
        with pytest.raises(Refused, match="wrong_secret"):
            keys.unlock(person, SECRET)


def test_a_changed_secret_opens_and_the_old_one_does_not(keys: KeyFile) -> None:
    keys.change_secret("li.na", SECRET, "another long secret")
    assert keys.unlock("li.na", "another long secret").ca_key is not None
    with pytest.raises(Refused, match="wrong_secret"):
        keys.unlock("li.na", SECRET)
    with pytest.raises(Refused, match="wrong_secret"):
        keys.change_secret("li.na", SECRET, "a third long secret")
    with pytest.raises(Refused, match="secret_too_short"):
        keys.change_secret("li.na", "another long secret", "short")


def test_a_retired_person_gets_the_words_of_a_stranger(keys: KeyFile) -> None:
    keys.retire("li.na")
    keys.retire("nobody")
    keys.retire("recovery key")
    assert keys.people() == ("wang.fang",)
    with pytest.raises(Refused, match="wrong_secret"):
        keys.unlock("li.na", SECRET)


def test_a_secret_that_is_a_pasted_file_is_refused(keys: KeyFile) -> None:
    with pytest.raises(Refused, match="secret_too_long"):
        keys.add("zhao.lei", "x" * 2000, data_key=DATA_KEY, key=KEY)
    with pytest.raises(Refused, match="exists"):
        keys.add("recovery key", SECRET, data_key=DATA_KEY, key=KEY)


def slot_file(**kdf: object) -> str:
    slot = {"version": 1, "sealed": "00", "kdf": {"salt": "00" * 16} | kdf}
    return json.dumps({"format": "ltm-keys/1", "slots": {"li.na": slot}})


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{",
        '{"format":"ltm-keys/1"}',
        '{"format":"ltm-keys/1","slots":[]}',
        '{"format":"ltm-keys/1","slots":{"li.na":7}}',
        '{"format":"ltm-keys/1","slots":{"li.na":{}}}',
        slot_file(),
        slot_file(name="other"),
        slot_file(name="argon2id", memory_kib=64, passes=1),
        slot_file(name="argon2id", memory_kib=64, passes=1, lanes=1, salt=7),
        slot_file(name="argon2id", memory_kib=64, passes=1, lanes=1, salt="00"),
        slot_file(name="argon2id", memory_kib=99999999, passes=1, lanes=1),
        slot_file(name="argon2id", memory_kib=64, passes="1", lanes=1),
        slot_file(name="argon2id", memory_kib=64, passes=1, lanes=1).replace('"00"', '"zz"'),
    ],
)
def test_a_damaged_key_file_is_said_to_be_damaged(
    keys: KeyFile, tmp_path: Path, damage: str
) -> None:
    (tmp_path / "keys.json").write_text(damage)
    with pytest.raises(Unavailable, match="keys_damaged"):
        keys.unlock("li.na", SECRET)


def test_a_key_file_of_a_newer_program_or_none_at_all_is_said(
    keys: KeyFile, tmp_path: Path
) -> None:
    (tmp_path / "keys.json").write_text('{"format":"ltm-keys/2"}')
    with pytest.raises(Unavailable, match="newer_version"):
        keys.people()
    (tmp_path / "keys.json").unlink()
    with pytest.raises(Unavailable, match=r"storage\.disk"):
        keys.people()


def test_a_key_file_is_never_made_over_another(keys: KeyFile) -> None:
    with pytest.raises(Unavailable, match="site_exists"):
        keys.create()
    assert len(keys.people()) == 2


def test_recovery_keys_are_long_legible_and_never_the_same() -> None:
    made = {new_recovery_key() for _ in range(50)}
    assert len(made) == 50
    for key in made:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}", key)


def fail(journal: AttemptJournal, times: int, person: str = "li.na") -> None:
    for _ in range(times):
        journal.failed(person, NOW, ("li.na",))


def test_five_failures_are_free_and_then_each_wait_is_longer(tmp_path: Path) -> None:
    journal = AttemptJournal(tmp_path / "journal")
    fail(journal, FREE_FAILURES - 1)
    assert not journal.wait("li.na", NOW)
    waits = []
    for _ in range(20):
        fail(journal, 1)
        waits.append(journal.wait("li.na", NOW))
    assert waits[0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert sum(waits, timedelta()) + 980 * LONGEST_WAIT > timedelta(hours=1)
    assert not journal.wait("wang.fang", NOW)


def test_a_wait_survives_a_restart_and_a_clock_set_back(tmp_path: Path) -> None:
    fail(AttemptJournal(tmp_path / "journal"), 30)
    journal = AttemptJournal(tmp_path / "journal")
    assert journal.wait("li.na", NOW) == LONGEST_WAIT
    assert journal.wait("li.na", NOW - timedelta(days=3650)) == LONGEST_WAIT
    assert journal.wait("li.na", NOW + timedelta(minutes=1)) == LONGEST_WAIT - timedelta(minutes=1)
    assert not journal.wait("li.na", NOW + LONGEST_WAIT)


def test_strangers_wait_too_and_what_they_typed_is_not_written(tmp_path: Path) -> None:
    journal = AttemptJournal(tmp_path / "journal")
    fail(journal, 6, "my-secret-typed-here")
    assert journal.wait("my-secret-typed-here", NOW)
    assert {attempt.person for attempt in journal.unsealed()} == {STRANGER}
    assert "my-secret" not in (tmp_path / "journal").read_text()


def test_what_the_ledger_holds_is_forgotten_and_others_still_wait(tmp_path: Path) -> None:
    journal = AttemptJournal(tmp_path / "journal")
    fail(journal, 6)
    journal.failed("wang.fang", NOW, ("wang.fang",))
    sealed = journal.unsealed()
    assert len(sealed) == 7
    journal.succeeded("wang.fang")
    journal.forget(sealed)
    again = AttemptJournal(tmp_path / "journal")
    assert again.unsealed() == ()
    assert again.wait("li.na", NOW)
    again.succeeded("li.na")
    again.succeeded("li.na")
    assert not AttemptJournal(tmp_path / "journal").wait("li.na", NOW)


@pytest.mark.parametrize(
    "damage",
    [
        "x",
        "[]",
        '{"attempts":[],"failures":{"li.na":{"count":9,"last":"2026-03-02T10:00:00"}}}',
    ],
)
def test_a_damaged_journal_keeps_nobody_out_and_is_kept_for_a_look(
    tmp_path: Path, damage: str
) -> None:
    (tmp_path / "journal").write_text(damage)
    journal = AttemptJournal(tmp_path / "journal")
    assert journal.unsealed() == ()
    assert not journal.wait("li.na", NOW)
    assert (tmp_path / "journal.damaged").read_text() == damage


def test_damage_takes_nothing_away_that_the_running_program_knows(tmp_path: Path) -> None:
    journal = AttemptJournal(tmp_path / "journal")
    for _ in range(FREE_FAILURES + 1):
        journal.failed("li.na", NOW, ("li.na",))
    (tmp_path / "journal").write_text('{"attempts": [{"what": "nothing known"}], "failures": {}}')
    assert journal.wait("li.na", NOW)
    again = AttemptJournal(tmp_path / "journal")
    assert again.wait("li.na", NOW)
    assert len(again.unsealed()) == FREE_FAILURES + 1


def test_a_flipped_bit_in_a_slot_nobody_opens_is_noticed_and_stays_noticed(tmp_path: Path) -> None:
    cabinet = KeyFile(tmp_path / "keys.json", CHEAP)
    cabinet.create()
    cabinet.add("li.na", "a long secret", data_key=DATA_KEY, key=PrivateKey.generate())
    assert cabinet.is_whole()
    raw = (tmp_path / "keys.json").read_text()
    plain = json.loads(raw)
    sealed = plain["slots"]["li.na"]["sealed"]
    other = sealed[:-1] + ("0" if sealed[-1] != "0" else "1")
    (tmp_path / "keys.json").write_text(raw.replace(sealed, other))
    assert not cabinet.is_whole()
    cabinet.add("wang.fang", "another secret", data_key=DATA_KEY, key=PrivateKey.generate())
    assert not cabinet.is_whole()
    assert cabinet.unlock("wang.fang", "another secret").person == "wang.fang"
