"""`ltm-desktop people`: the list, a key before a witness and the drill, with no secret in sight."""

import json
from datetime import date
from pathlib import Path

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.founding import PersonForm, invite
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName, IdentityCheck, IdentitySeen
from ltm_desktop.domain.terms import Role
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile

Capsys = pytest.CaptureFixture[str]
SECRET = "a synthetic sentence"
SHEET = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def site(site_copy: Path) -> Path:
    """The demo site with a nurse invited."""
    desk = House().open_site(site_copy, "admin", DEMO_SECRET)
    seen = IdentityCheck(IdentitySeen.PASSPORT, PersonId("admin"), date(2026, 3, 1))
    form = PersonForm("nurse.n", HumanName("Demo", "Nina"), (Role.NURSE,), identity=seen)
    invite(desk, form, Words("en"))
    desk.close()
    return site_copy


def run(*argv: object) -> int:
    return verbs.run([str(word) for word in argv], House())


def secrets(folder: Path, *lines: str) -> Path:
    file = folder / "secrets.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_people_are_listed_with_how_it_stands(site: Path, tmp_path: Path, capsys: Capsys) -> None:
    file = secrets(tmp_path, DEMO_SECRET)
    asked = ("people", "list", "--site", site, "--user", "monitor.m", "--password-file", file)
    assert run(*asked) == 0
    out = capsys.readouterr().out
    assert "nurse.n  Nina Demo  oncology nurse  invited" in out
    assert run(*asked, "--json") == 0
    told = {one["person"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["nurse.a"]["state"] == "active"
    assert told["nurse.n"]["fingerprint"] == ""


def test_a_key_is_given_before_a_witness(site: Path, tmp_path: Path, capsys: Capsys) -> None:
    file = secrets(tmp_path, DEMO_SECRET, DEMO_SECRET, SECRET, SECRET)
    who = ("--user", "admin", "--witness", "nurse.a", "--password-file", file)
    assert run("people", "key", "nurse.n", "--site", site, *who) == 0
    told = capsys.readouterr()
    assert "nurse.n can sign in" in told.out
    assert "nobody else types it" in told.out
    assert SECRET not in told.out + told.err
    desk = House().open_site(site, "nurse.n", SECRET)
    assert verify_site(desk.store).intact
    desk.close()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((DEMO_SECRET, "not hers", SECRET, SECRET), "the witness nurse.a do not match"),
        (("not mine", DEMO_SECRET, SECRET, SECRET), "do not match"),
        ((DEMO_SECRET, DEMO_SECRET, SECRET, "another"), "are not the same"),
        ((DEMO_SECRET, DEMO_SECRET), "secrets.txt"),
    ],
)
def test_a_key_that_is_refused_says_why_and_opens_nothing(
    site: Path, tmp_path: Path, capsys: Capsys, lines: tuple[str, ...], words: str
) -> None:
    file = secrets(tmp_path, *lines)
    who = ("--user", "admin", "--witness", "nurse.a", "--password-file", file)
    assert run("people", "key", "nurse.n", "--site", site, *who) == 2
    assert words in capsys.readouterr().err
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(site, "nurse.n", SECRET)


def test_the_drill_takes_the_key_from_paper_and_records_who(
    site: Path, tmp_path: Path, capsys: Capsys
) -> None:
    keys = KeyFile(open_site(site).keys)
    slot = keys.unlock("admin", DEMO_SECRET)
    assert slot.ca_key is not None
    keys.add_recovery(SHEET, data_key=slot.data_key, ca_key=slot.ca_key)
    asked = ("people", "drill", "--site", site, "--user", "admin", "--password-file")
    assert run(*asked, secrets(tmp_path, DEMO_SECRET, "AAAAA")) == 2
    assert "not the recovery key" in capsys.readouterr().err
    assert run(*asked, secrets(tmp_path, DEMO_SECRET, SHEET.lower())) == 0
    told = capsys.readouterr()
    assert "opens the record" in told.out
    assert "AAAAA" not in told.out + told.err
    desk = House().open_site(site, "admin", DEMO_SECRET)
    drilled = desk.site().drilled
    assert drilled is not None
    assert drilled.person == "admin"
    desk.close()


def test_nobody_named_and_no_site_are_told(site: Path, capsys: Capsys) -> None:
    assert run("people", "list") == 2
    assert run("people", "list", "--site", site) == 2
    assert run("people", "key", "--site", site, "--user", "admin") == 2
    assert capsys.readouterr().err
