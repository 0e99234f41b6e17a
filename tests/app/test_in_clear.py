"""Nothing in a site's folder tells who the patients are, and only the right secret opens it."""

import gc
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Refused
from tests import builders
from tests.app.clinic import SECRET, ZONE, Clinic, cheap_secrets, configure, plan_one_patient
from tests.builders import NURSE, PATIENT, PHYSICIAN

NAMES = ("SYNTHETIC", "合成伟", "hecheng wei", "EX1-001", "H-000001")
"""The invented patient's names, subject id and hospital number."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def in_clear(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return each file of a folder with each word its raw bytes hold, in any encoding."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = file.read_bytes()
        for word in words:
            spelled = {word, word.lower(), word.upper()}
            if any(one.encode(code) in raw for one in spelled for code in ENCODINGS):
                found.append((file.name, word))
    return found


def test_the_search_would_find_a_name_in_any_encoding(tmp_path: Path) -> None:
    for code in ENCODINGS:
        (tmp_path / code).write_bytes(b"\x07" + "合成伟 SYNTHETIC".encode(code))
    assert len(in_clear(tmp_path, NAMES)) == 2 * len(ENCODINGS)


def test_no_file_of_an_open_or_closed_site_tells_who_the_patient_is(clinic: Clinic) -> None:
    clinic.gives("IND-1", "2026-03-02")
    clinic.desk.worklists.patients("合成")
    draft = clinic.desk.drafts
    from ltm_desktop.app.ports import Draft

    draft.save(Draft("ws", NURSE, PATIENT, "dosing", {"note": "合成伟 SYNTHETIC"}, "2026-03-02"))
    while_open = {file.name for file in clinic.path.iterdir()}
    assert {"ledger.db", "ledger.db-wal", "ledger.db-shm", "heads", "keys.json"} <= while_open
    assert in_clear(clinic.path, NAMES) == []
    assert in_clear(clinic.path, (SECRET,)) == []
    clinic.desk.close()
    gc.collect()
    assert in_clear(clinic.path, NAMES) == []


def test_no_file_of_the_demo_site_tells_who_its_patients_are(demo_site: Path) -> None:
    desk = House().open_site(demo_site, "monitor.m", DEMO_SECRET, read_only=True)
    rows = desk.store.patients()
    desk.close()
    words = {
        word
        for row in rows
        # "Demo" is what the site itself is called, in clear
        for word in (row.family, row.han_name, row.pinyin, row.subject_id, row.hospital_number)
        if len(word) > 2 and word != "Demo"
    }
    words |= {row.given for row in rows if len(row.given) > 4}
    assert len(words) >= 12
    assert in_clear(demo_site, tuple(words)) == []


def test_sqlite_without_a_key_refuses_the_database(clinic: Clinic) -> None:
    clinic.desk.close()
    database = sqlite3.connect(clinic.path / "ledger.db")
    try:
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            database.execute("SELECT * FROM sqlite_master").fetchall()
    finally:
        database.close()


@pytest.mark.parametrize("secret", ["", "wrong secret", SECRET.upper(), SECRET + " "])
def test_without_the_right_secret_the_site_does_not_open(clinic: Clinic, secret: str) -> None:
    clinic.desk.close()
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(clinic.path, NURSE, secret)


@pytest.fixture
def closed(clinic: Clinic) -> Clinic:
    """The clinic's folder with its clock, nobody signed in."""
    clinic.desk.close()
    return clinic


def tries(clinic: Clinic, house: House, person: str, secret: str) -> str | timedelta:
    """Return the code of a refusal, or how long to wait, or nothing for an open site."""
    try:
        house.open_site(clinic.path, person, secret).close()
    except Refused as refused:
        alert = refused.alerts[0]
        wait = alert.values.get("wait")
        return wait if isinstance(wait, timedelta) else alert.code
    return ""


def test_after_five_wrong_secrets_one_account_waits_longer_and_longer(closed: Clinic) -> None:
    clock = SetClock(ZONE, builders.at("2026-03-02 10:00"))
    house = House(lambda _: clock)
    waits = []
    for _ in range(4):
        assert tries(closed, house, NURSE, "a guess") == "people.wrong_secret"
    for _ in range(5):
        assert tries(closed, house, NURSE, "a guess") == "people.wrong_secret"
        wait = tries(closed, house, NURSE, SECRET)
        assert isinstance(wait, timedelta)
        waits.append(wait)
        # a restart or a clock set back makes it no shorter
        assert tries(closed, House(lambda _: clock), NURSE, SECRET) == wait
        clock.at -= timedelta(hours=1)
        assert isinstance(tries(closed, house, NURSE, SECRET), timedelta)
        clock.at += timedelta(hours=1)
        assert tries(closed, house, PHYSICIAN, SECRET) == ""
        clock.at += wait
    assert waits == sorted(waits)
    assert waits[-1] >= 4 * waits[0] > timedelta(0)
    clock.at += timedelta(hours=1)
    assert tries(closed, house, NURSE, SECRET) == ""


def test_a_guess_at_signing_or_at_the_lock_counts_like_one_at_the_door(clinic: Clinic) -> None:
    desk = clinic.assesses().seat(PHYSICIAN)
    proposal = desk.propose(builders.order(), clinic.say)
    for _ in range(3):
        refused_code(lambda: desk.sign(proposal, proposal.signers[0], "a guess"))
    desk.session.lock()
    for _ in range(2):
        refused_code(lambda: desk.session.unlock("a guess"))
    assert refused_code(lambda: desk.session.unlock(SECRET)) == "people.wait"
    assert refused_code(lambda: desk.sign(proposal, proposal.signers[0], SECRET)) == "people.wait"
    assert desk.cabinet.unlock(NURSE, SECRET).person == NURSE


def refused_code(act: object) -> str:
    """Return the code an act is refused with."""
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.alerts[0].code


def test_a_secret_of_many_scripts_opens_and_stands_nowhere(tmp_path: Path) -> None:
    from ltm_desktop.app.wording.words import Words
    from tests.app.clinic import person_form, site_form

    secret = "合成 口令 – " * 6
    clock = SetClock(ZONE, builders.at("2026-03-02 10:00"))
    house = House(lambda _: clock)
    form = site_form(administrator=person_form(builders.ADMINISTRATOR, secret))
    with cheap_secrets():
        founded = house.found_site(tmp_path / "site", form, Words(), clock=clock)
    founded.desk.close()
    assert in_clear(tmp_path, (secret, "合成 口令", founded.recovery_key)) == []
    opened: Desk = house.open_site(tmp_path / "site", builders.ADMINISTRATOR, secret)
    opened.close()
    assert secret not in repr(form)
    assert founded.recovery_key not in repr(founded)


def test_what_is_printed_of_keys_and_sessions_shows_none(unconfigured: Clinic) -> None:
    configure(unconfigured)
    plan_one_patient(unconfigured)
    desk = unconfigured.desk
    opened = desk.cabinet.unlock(builders.ADMINISTRATOR, SECRET)
    shown = " ".join(map(repr, (desk.session, opened, desk.cabinet, desk.store, opened.key)))
    assert opened.data_key.hex() not in shown
    assert opened.key.to_pkcs8().hex() not in shown
    assert SECRET not in shown
