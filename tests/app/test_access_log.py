"""Every sign-in, failure, lock, unlock, switch and copy of a real site stands in its ledger."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop import bootstrap
from ltm_desktop.app import guesses
from ltm_desktop.app.access_log import AccessLog
from ltm_desktop.app.charts import events_of
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import (
    CopyMade,
    CopyOf,
    CopyWay,
    DeskHandedOver,
    DeskLocked,
    DeskUnlocked,
    LockCause,
    PersonSignedIn,
    SecretChanged,
    SecretRefused,
    SiteRead,
)
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.identifiers import ACCESS_STREAM, PersonId
from ltm_desktop.domain.terms import Access
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.storage.event_store import SqlStore
from tests import builders
from tests.app.clinic import SECRET, copy
from tests.builders import ADMINISTRATOR, NURSE, PATIENT, PHYSICIAN
from tests.clocks import SettableClock

MORNING = datetime.fromisoformat("2026-03-02T08:00:00+08:00")


@dataclass
class Ward:
    """One workstation of a real site."""

    path: Path
    clock: SettableClock
    house: House

    def opens(self, person: PersonId = NURSE) -> Desk:
        return self.house.open_site(self.path, person, SECRET)

    def restarts(self) -> None:
        self.house = House(lambda _: self.clock)

    def fails(self, person: str = NURSE) -> None:
        with pytest.raises(Refused):
            self.house.open_site(self.path, person, "a guess")


@pytest.fixture
def ward(planned_site: Path, tmp_path: Path) -> Ward:
    clock = SettableClock(MORNING)
    return Ward(copy(planned_site, tmp_path / "site"), clock, House(lambda _: clock))


def told(desk: Desk) -> list[tuple[str, object]]:
    """Return every event of the access stream with who sealed it, oldest first."""
    return [
        (sealed.entry.author, event)
        for sealed in desk.store.entries(ACCESS_STREAM)
        for event in events_of(sealed.entry)
    ]


def kinds(desk: Desk) -> list[type]:
    return [type(event) for _, event in told(desk)]


def test_a_stay_is_told_from_its_sign_in_to_its_end_and_verification_finds_it_whole(
    ward: Ward,
) -> None:
    desk = ward.opens()
    before = len(told(desk))
    desk.access.leave(LockCause.IDLE)()
    assert desk.session.locked
    desk.access.unlock(SECRET)
    desk.access.leave(LockCause.KEY)()
    desk.access.switch(PHYSICIAN, SECRET)
    desk.access.copied(CopyWay.SAVED, CopyOf.RECORD, b"pdf", PATIENT)
    seen = told(desk)[before - 1 :]
    assert [(author, type(event)) for author, event in seen] == [
        (NURSE, PersonSignedIn),
        (NURSE, DeskLocked),
        (NURSE, DeskUnlocked),
        (NURSE, DeskLocked),
        (PHYSICIAN, DeskHandedOver),
        (PHYSICIAN, CopyMade),
    ]
    made = seen[-1][1]
    assert isinstance(made, CopyMade)
    assert (made.patient, made.paper) == (PATIENT, digest(b"pdf"))
    desk.close()
    again = ward.opens()
    author, end = told(again)[-2]
    assert isinstance(end, DeskLocked)
    assert (author, end.person, end.cause) == (PHYSICIAN, PHYSICIAN, LockCause.CLOSED)
    assert verify_site(again.store).intact
    again.close()


def test_failures_before_anybody_has_signed_in_are_sealed_at_the_next_sign_in_ids_only(
    ward: Ward,
) -> None:
    ward.fails()
    ward.fails("my-secret-typed-here")
    ward.restarts()
    ward.fails(PHYSICIAN)
    desk = ward.opens(ADMINISTRATOR)
    failed = [event for _, event in told(desk) if isinstance(event, SecretRefused)]
    assert [one.person for one in failed] == [NURSE, "?", PHYSICIAN]
    assert all(one.at == MORNING for one in failed)
    desk.close()
    assert b"my-secret" not in b"".join(
        one.read_bytes() for one in ward.path.iterdir() if one.is_file()
    )
    ward.restarts()
    later = ward.opens()
    assert len([one for one in kinds(later) if one is SecretRefused]) == 3
    later.close()


def test_a_wrong_secret_for_a_signature_is_told_by_the_next_who_signs_in_or_unlocks(
    ward: Ward,
) -> None:
    desk = ward.opens()
    with pytest.raises(Refused):
        desk.cabinet.unlock(PHYSICIAN, "a guess")
    desk.access.leave(LockCause.SYSTEM)()
    (author, refused), (_, locked) = told(desk)[-2:]
    assert isinstance(refused, SecretRefused)
    assert (author, refused.person) == (NURSE, PHYSICIAN)
    assert isinstance(locked, DeskLocked)
    assert locked.cause is LockCause.SYSTEM
    desk.close()


def test_a_thousand_failures_are_sealed_in_entries_that_stay_small(ward: Ward) -> None:
    for _ in range(5):
        ward.fails()
    desk = ward.opens(ADMINISTRATOR)
    for _ in range(1000):
        desk.journal.note("idle", NURSE, MORNING)
    before = desk.store.head().seq
    desk.access.copied(CopyWay.OPENED, CopyOf.DATA, b"")
    assert desk.store.head().seq == before + 3
    assert kinds(desk)[-1001:] == [*[DeskLocked] * 1000, CopyMade]
    assert not desk.journal.unsealed()
    desk.close()


def test_every_paper_that_leaves_the_record_is_told_and_a_second_print_is_known_by_its_digest(
    ward: Ward,
) -> None:
    ward.clock.wait(timedelta(hours=3))
    desk = ward.opens()
    everybody = dict.fromkeys(desk.cabinet.people(), SECRET)
    command = builders.not_given("IND-1", decided="2026-03-02 10:00")
    desk.do(command, Words(), everybody)
    (paper,) = desk.chart(PATIENT).records.by_id[command.record].papers
    desk.hand_out(paper.sha256, CopyWay.OPENED, PATIENT)
    desk.hand_out(paper.sha256, CopyWay.SAVED, PATIENT)
    form = desk.downtime_form(access=Access.OMMAYA)
    copies = [event for _, event in told(desk) if isinstance(event, CopyMade)]
    assert [(one.way, one.what, one.patient, one.paper) for one in copies] == [
        (CopyWay.OPENED, CopyOf.RECORD, PATIENT, paper.sha256),
        (CopyWay.SAVED, CopyOf.RECORD, PATIENT, paper.sha256),
        (CopyWay.OPENED, CopyOf.DOWNTIME, None, digest(form)),
    ]
    assert verify_site(desk.store).intact
    desk.close()


def _full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every write find the disk full, as SQLite and the file system then say."""

    def no_room(*_: object, **__: object) -> None:
        raise Unavailable("storage.disk_full")

    monkeypatch.setattr(SqlStore, "write", no_room)
    monkeypatch.setattr("ltm_desktop.storage.journal.write_file", no_room)


def test_a_full_disk_never_keeps_a_desk_from_locking_and_what_happened_is_told_later(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = ward.opens()
    before = len(told(desk))
    with monkeypatch.context() as patch:
        _full(desk, patch)
        desk.access.leave(LockCause.IDLE)()
        assert desk.session.locked
        desk.access.unlock(SECRET)
        desk.access.leave(LockCause.KEY)()
    assert len(told(desk)) == before
    ward.clock.wait(timedelta(minutes=1))
    desk.access.unlock(SECRET)
    assert kinds(desk)[before:] == [DeskLocked, DeskUnlocked, DeskLocked, DeskUnlocked]
    assert verify_site(desk.store).intact
    desk.close()


def test_a_lock_that_only_the_journal_could_take_survives_a_restart(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = ward.opens()

    def busy(*_: object, **__: object) -> None:
        raise Unavailable("storage.busy")

    with monkeypatch.context() as patch:
        patch.setattr(SqlStore, "write", busy)
        desk.access.leave(LockCause.IDLE)()
    desk.close()
    ward.restarts()
    later = ward.opens(PHYSICIAN)
    (author, locked), (_, signed_in) = told(later)[-2:]
    assert isinstance(locked, DeskLocked)
    assert (author, locked.person, locked.cause) == (PHYSICIAN, NURSE, LockCause.IDLE)
    assert isinstance(signed_in, PersonSignedIn)
    assert verify_site(later.store).intact
    later.close()


def test_a_site_opened_to_be_read_is_not_written_in_and_the_next_sign_in_tells_of_it(
    ward: Ward,
) -> None:
    desk = ward.house.open_site(ward.path, NURSE, SECRET, read_only=True, check=False)
    head = desk.store.head()
    desk.access.copied(CopyWay.SAVED, CopyOf.RECORD, b"pdf")
    desk.close()
    again = ward.house.open_site(ward.path, NURSE, SECRET, read_only=True, check=False)
    assert again.store.head() == head
    again.close()
    ward.restarts()
    later = ward.opens(PHYSICIAN)
    looks = [event for _, event in told(later) if isinstance(event, SiteRead)]
    assert [(one.person, one.what) for one in looks] == [
        (NURSE, None),
        (NURSE, CopyOf.RECORD),
        (NURSE, None),
    ]
    later.close()


def test_a_command_beside_the_open_window_loses_nothing_that_either_has_noted(ward: Ward) -> None:
    desk = ward.opens()
    beside = House(lambda _: ward.clock)
    with pytest.raises(Refused):
        beside.open_site(ward.path, PHYSICIAN, "a guess", read_only=True)
    with pytest.raises(Refused):
        desk.cabinet.unlock(ADMINISTRATOR, "a guess")
    noted = [one.person for one in desk.journal.unsealed()]
    assert noted == [PHYSICIAN, ADMINISTRATOR]
    desk.close()


def test_neither_site_nor_charts_are_folded_anew_because_somebody_locked(ward: Ward) -> None:
    desk = ward.opens()
    site, chart = desk.site(), desk.chart(PATIENT)
    desk.access.leave(LockCause.KEY)()
    desk.access.unlock(SECRET)
    assert desk.site() is site
    assert desk.chart(PATIENT) is chart
    desk.close()


def test_a_person_chooses_a_new_secret_for_the_same_key_and_the_ledger_says_so(ward: Ward) -> None:
    desk = ward.opens()
    before = desk.session.key.public
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        desk.access.change_secret("a guess", "another secret")
    with pytest.raises(Refused, match=r"access\.secret_unchanged"):
        desk.access.change_secret(SECRET, SECRET)
    with pytest.raises(Refused, match=r"people\.secret_too_short"):
        desk.access.change_secret(SECRET, "short")
    desk.access.change_secret(SECRET, "another secret")
    author, changed = told(desk)[-1]
    assert isinstance(changed, SecretChanged)
    assert author == changed.person == NURSE
    assert kinds(desk).count(SecretRefused) == 1
    assert verify_site(desk.store).intact
    desk.close()
    ward.fails()
    again = ward.house.open_site(ward.path, NURSE, "another secret")
    assert again.session.key.public == before
    again.close()


AT = MORNING.isoformat()


@pytest.mark.parametrize(
    "written",
    [
        {"at": AT, "person": NURSE, "what": "read:zz"},
        {"at": AT, "person": NURSE, "what": "opened by a stranger"},
        {"at": AT, "person": NURSE, "what": ["idle"]},
        {"at": AT, "person": [NURSE]},
        {"at": "0001-01-01T00:00:00+08:00", "person": NURSE},
        {"at": "9999-12-31T23:59:59-12:00", "person": NURSE},
        {"at": AT, "person": "half a \ud800", "what": "idle"},
        {"at": 7, "person": NURSE},
        "not a row",
    ],
)
def test_no_row_in_the_clear_journal_keeps_anybody_out_and_the_others_are_told(
    ward: Ward, written: object
) -> None:
    honest = {"at": AT, "person": PHYSICIAN, "what": "refused"}
    _write_journal(ward, json.dumps({"attempts": [written, honest], "failures": {}}))
    desk = ward.opens()
    assert [one.person for _, one in told(desk) if isinstance(one, SecretRefused)] == [PHYSICIAN]
    assert not desk.journal.unsealed()
    assert verify_site(desk.store).intact
    desk.close()


@pytest.mark.parametrize(
    "failures",
    [
        '{"count": 9, "last": "AT", "steady": "x"}',
        '{"count": 9, "last": "AT", "steady": NaN}',
        '{"count": 9, "last": "AT", "steady": 1e999}',
        '{"count": 9, "last": "AT", "steady": -1e300}',
        '{"count": Infinity, "last": "AT"}',
        '{"count": "9", "last": "AT"}',
        '{"count": 9, "last": "0001-01-01T00:00:00+08:00"}',
        "[" * 100_000,
        "[]",
    ],
)
def test_no_count_of_failures_in_the_clear_journal_keeps_anybody_out(
    ward: Ward, failures: str
) -> None:
    row = failures.replace("AT", AT)
    _write_journal(ward, f'{{"attempts": [], "failures": {{"{NURSE}": {row}}}}}')
    ward.opens().close()


def test_the_ledger_takes_ids_alone_from_the_clear_journal(ward: Ward) -> None:
    long = {"at": AT, "person": "my-secret" * 20_000}
    rows = [{**long, "what": what} for what in ("refused", "idle", "read:", "read:data")]
    _write_journal(ward, json.dumps({"attempts": rows, "failures": {}}))
    desk = ward.opens()
    before = [event for _, event in told(desk)][-5:-1]
    assert [type(one) for one in before] == [SecretRefused, DeskLocked, SiteRead, SiteRead]
    assert [getattr(one, "person", None) for one in before] == ["?"] * 4
    assert not any("my-secret" in str(one.entry.body) for one in desk.store.entries())
    assert verify_site(desk.store).intact
    desk.close()


def _write_journal(ward: Ward, text: str) -> None:
    (ward.path / "journal").write_text(text)


def test_a_site_that_could_not_be_opened_for_any_reason_is_not_in_use_afterwards(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a fault nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr(AccessLog, "signed_in", broken)
        with pytest.raises(RuntimeError):
            ward.opens()
    with monkeypatch.context() as patch:
        patch.setattr(AccessLog, "signed_in", broken)
        patch.setattr(AccessLog, "close", broken)
        with pytest.raises(RuntimeError):
            ward.opens()
    ward.opens().close()


def test_an_emergency_page_put_on_paper_is_told_by_whoever_signs_in_next(ward: Ward) -> None:
    ward.house.emergency_copied(ward.path)
    ward.clock.at += timedelta(minutes=5)
    desk = ward.opens()
    assert (NURSE, SiteRead(PersonId("?"), MORNING, CopyOf.EMERGENCY, desk.workstation)) in told(
        desk
    )
    assert verify_site(desk.store).intact
    desk.close()


def test_an_emergency_page_of_no_site_raises_nothing(ward: Ward, tmp_path: Path) -> None:
    ward.house.emergency_copied(tmp_path / "nowhere")


def test_a_copy_made_at_a_locked_desk_is_told_of_nobody(ward: Ward) -> None:
    desk = ward.opens()
    desk.access.copied(CopyWay.OPENED, CopyOf.EMERGENCY, b"page")
    desk.access.leave(LockCause.KEY)()
    desk.access.copied(CopyWay.OPENED, CopyOf.EMERGENCY, b"page")
    desk.access.unlock(SECRET)
    events = [event for _, event in told(desk)]
    assert [one.by for one in events if isinstance(one, CopyMade)] == [NURSE]
    assert [one.person for one in events if isinstance(one, SiteRead)] == ["?"]
    assert verify_site(desk.store).intact
    desk.close()


@pytest.mark.parametrize("full", [False, True])
def test_a_journal_nobody_can_read_is_said_and_keeps_nobody_out(ward: Ward, full: bool) -> None:
    journal = ward.path / "journal"
    journal.unlink(missing_ok=True)
    journal.mkdir()
    if full:
        # and it cannot even be put aside
        (ward.path / "journal.damaged").write_bytes(b"older")
    desk = ward.opens()
    assert "access.journal_damaged" in {one.code for one in desk.notes}
    desk.close()
    ward.restarts()
    for _ in range(2):
        with pytest.raises((Refused, Unavailable)):
            ward.house.open_site(ward.path, NURSE, "a guess")
    again = ward.opens()
    assert ("access.journal_damaged" in {one.code for one in again.notes}) is full
    again.close()


def test_a_site_whose_opening_breaks_off_can_be_opened_again(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "_hang_board", broken)
        with pytest.raises(ZeroDivisionError):
            ward.opens()
    with monkeypatch.context() as patch:
        patch.setattr(guesses, "guesses_told", broken)
        with pytest.raises(ZeroDivisionError):
            ward.opens()
    ward.opens().close()
