"""From the last head verified whole: what came since is checked, what was there is known again.

Everybody in it is synthetic.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.newer import NotAsVouched, check_newer, check_older
from ltm_desktop.app.own_word import HEAD_DIFFERS, HEAD_GONE
from ltm_desktop.app.roster import Roster
from ltm_desktop.app.verdicts import of_site
from ltm_desktop.app.verification import Verdict, verify_site
from ltm_desktop.app.whole import Check, last_whole, whole_record
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import LockCause
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.vouched import Extent
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.seen_files import WHOLE, SeenFiles
from tests import builders
from tests.app.clinic import SECRET, copy, opened
from tests.app.insider import Insider
from tests.builders import NURSE, PHARMACIST


@pytest.fixture(scope="module")
def worked(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Extent]:
    """A site verified whole and then worked in."""
    site = copy(planned_site, tmp_path_factory.mktemp("worked") / "site")
    with opened(site, "2026-03-02 08:00", NURSE) as clinic:
        extent = extent_of(verify_site(clinic.desk.store))
    with opened(site, "2026-03-02 09:00", NURSE) as clinic:
        clinic.gives("IND-1", "2026-03-02")
    return site, extent


@pytest.fixture
def insider(worked: tuple[Path, Extent], tmp_path: Path) -> Insider:
    return Insider(copy(worked[0], tmp_path / "site"))


def extent_of(verdict: Verdict) -> Extent:
    assert verdict.extent is not None
    return verdict.extent


@contextmanager
def looking(site: Path, person: str = NURSE, *, check: bool = False) -> Iterator[Desk]:
    desk = House().open_site(site, person, SECRET, read_only=True, check=check)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def past_guards(insider: Insider, *, back: bool = True) -> Iterator[Any]:
    database = insider._database()
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in guards:
        database.execute(f'DROP TRIGGER "{name}"')
    yield database
    for _, guard in guards if back else ():
        database.execute(guard)
    database.commit()
    database.close()


def never() -> None:
    """Nobody ends it."""


def newer(site: Path, extent: Extent) -> Verdict:
    with looking(site) as desk:
        return check_newer(desk.store, extent, never)


def test_certificates_recalled_are_those_that_were_learnt(worked: tuple[Path, Extent]) -> None:
    learnt, recalled = Roster(), Roster()
    with looking(worked[0]) as desk:
        for sealed in desk.store.entries(SITE_STREAM):
            learnt.learn(sealed)
            recalled.recall(sealed)

    assert len(learnt.held) > 3
    assert (recalled.authority, recalled.held, recalled.newest, recalled.gone) == (
        learnt.authority,
        learnt.held,
        learnt.newest,
        learnt.gone,
    )


def test_what_came_since_holds_and_is_counted(worked: tuple[Path, Extent]) -> None:
    site, extent = worked
    with looking(site) as desk:
        found = check_newer(desk.store, extent, never)
        assert (found.problems, found.head) == ((), desk.store.head())
        assert found.head.seq > extent.head.seq + 5
        check_older(desk.store, extent, never)


def test_from_the_newest_head_there_is_nothing_to_check(worked: tuple[Path, Extent]) -> None:
    with looking(worked[0]) as desk:
        extent = extent_of(verify_site(desk.store))
        asked: list[None] = []
        found = check_newer(desk.store, extent, lambda: asked.append(None))
        assert (found.problems, found.head, asked) == ((), desk.store.head(), [])


_OTHER_DAY = (
    "UPDATE entries SET raw = CAST(replace(raw, '2026-03-02T', '2026-03-03T') AS BLOB)"
    " WHERE seq = ?"
)
ALTERED = [
    ("UPDATE entries SET raw = CAST(raw || ' ' AS BLOB) WHERE seq = ?", "ledger.bad_bytes"),
    (_OTHER_DAY, "ledger.bad_signature"),
    ("UPDATE entries SET signature = zeroblob(64) WHERE seq = ?", "ledger.bad_signature"),
    ("UPDATE entries SET hash = replace(hash, '0', '1') WHERE seq = ?", "ledger.hash_column"),
    ("UPDATE entries SET stream = 'pat-9999' WHERE seq = ?", "ledger.stream_column"),
    ("DELETE FROM papers WHERE seq = :seq; DELETE FROM entries WHERE seq = :seq", "ledger.gap"),
]


@pytest.mark.parametrize(("sql", "code"), ALTERED, ids=range(len(ALTERED)))
def test_an_altered_newer_entry_is_named(
    insider: Insider, worked: tuple[Path, Extent], sql: str, code: str
) -> None:
    extent = worked[1]
    with looking(insider.site) as desk:
        seq = next(iter(desk.store.entries(builders.PATIENT, after=extent.head.seq))).seq
    with past_guards(insider) as database:
        for one in sql.split(";"):
            database.execute(one.replace(":seq", "?"), (seq,))
    found = newer(insider.site, extent)
    assert [(one.code, one.seq) for one in found.problems] == [(code, seq)]


def test_an_entry_in_somebody_elses_name_is_named(
    insider: Insider, worked: tuple[Path, Extent]
) -> None:
    key, _ = insider.mint(NURSE)
    certificate = insider.people[NURSE].fingerprint
    seq = insider.append(author=NURSE, certificate=certificate, key=key, events=[])
    found = newer(insider.site, worked[1])
    assert [(one.code, one.seq) for one in found.problems] == [("ledger.bad_signature", seq)]


def test_a_head_kept_outside_that_is_not_the_ledgers_is_named(
    insider: Insider, worked: tuple[Path, Extent]
) -> None:
    heads, seq = insider.site / "heads", worked[1].head.seq + 2
    lines = heads.read_text().splitlines()
    lines[seq - 1] = Head("EX1", seq, "ab" * 32).to_line()
    heads.write_text("".join(f"{line}\n" for line in lines))
    found = newer(insider.site, worked[1])
    assert [(one.code, one.seq) for one in found.problems] == [("ledger.rollback", seq)]


def test_a_guard_that_is_not_there_is_named(insider: Insider, worked: tuple[Path, Extent]) -> None:
    with past_guards(insider, back=False):
        pass
    found = newer(insider.site, worked[1])
    assert {one.code for one in found.problems} == {"storage.guards_missing"}


OLDER = [
    "UPDATE entries SET raw = CAST(raw || ' ' AS BLOB) WHERE seq = 5",
    "UPDATE entries SET signature = zeroblob(64) WHERE seq = 5",
    "UPDATE entries SET hash = replace(hash, '0', '1') WHERE seq = 5",
    "DELETE FROM entries WHERE seq = 5",
]


@pytest.mark.parametrize("sql", OLDER)
def test_an_older_entry_that_is_not_the_one_verified_is_found(
    insider: Insider, worked: tuple[Path, Extent], sql: str
) -> None:
    with past_guards(insider) as database:
        database.execute(sql)
    with looking(insider.site) as desk, pytest.raises(NotAsVouched):
        check_older(desk.store, worked[1], never)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET raw = CAST(raw || ' ' AS BLOB) WHERE seq = 2",
        "UPDATE entries SET stream = 'pat-9999' WHERE seq = 2",
    ],
)
def test_nothing_is_judged_by_certificates_that_are_not_those_of_then(
    insider: Insider, worked: tuple[Path, Extent], sql: str
) -> None:
    with past_guards(insider) as database:
        assert database.execute("SELECT stream FROM entries WHERE seq = 2").fetchone() == ("site",)
        database.execute(sql)
    with looking(insider.site) as desk, pytest.raises(NotAsVouched):
        check_newer(desk.store, worked[1], never)


def test_a_ledger_that_ends_before_what_was_verified_is_not_gone_on_from(
    insider: Insider, worked: tuple[Path, Extent]
) -> None:
    with looking(insider.site) as desk:
        extent = extent_of(verify_site(desk.store))
    with past_guards(insider) as database:
        database.execute("DELETE FROM entries WHERE seq = ?", (extent.head.seq,))
    with looking(insider.site) as desk:
        with pytest.raises(NotAsVouched):
            check_newer(desk.store, extent, never)
        with pytest.raises(NotAsVouched):
            check_older(desk.store, extent, never)


def test_the_person_at_the_desk_keeps_how_far_everything_was_verified(clinic_site: Path) -> None:
    with opened(clinic_site, "2026-03-02 08:00", NURSE) as clinic:
        desk = clinic.desk
        assert desk.vouching.word() is None
        assert last_whole(desk, Words()) == ""
        answer = whole_record(desk, Words(), Check())
        assert answer is not None
        assert answer.tone == "ok"
        word = desk.vouching.word()
        assert word is not None
        assert word.extent.head == desk.store.head()
        assert not desk.vouching.is_due(word)
        for language, day in (("en", "02-Mar-2026"), ("zh_CN", "2026年3月2日")):
            assert day in last_whole(desk, Words(language))
        clinic.at("2026-03-03 07:00")
        assert desk.vouching.is_due(word)
        clinic.at("2026-03-01 07:00")
        assert desk.vouching.is_due(word)
    with opened(clinic_site, "2026-03-02 12:00", PHARMACIST) as other:
        assert other.desk.vouching.word() is None


def test_verify_by_command_is_remembered_and_its_head_is_compared_with(clinic_site: Path) -> None:
    with looking(clinic_site) as desk:
        assert of_site(desk, None, Words(), lambda *_: None).code == 0
        word = desk.vouching.word()
        assert word is not None
        assert desk.own_word().vouched == word


@pytest.mark.parametrize("reached", [True, False])
def test_a_record_that_is_not_the_one_verified_is_named_without_what_was_seen(
    clinic_site: Path, reached: bool
) -> None:
    with opened(clinic_site, "2026-03-02 08:00", NURSE) as clinic:
        verdict = verify_site(clinic.desk.store)
        extent = extent_of(verdict)
        seq = extent.head.seq if reached else extent.head.seq + 40
        other = Extent(Head(extent.head.log, seq, "ab" * 32), extent.entries, extent.certified)
        clinic.desk.vouching.keep(NURSE, Verdict(other.head, extent=other))
    (open_site(clinic_site).seen / f"of-{NURSE}.head").unlink()
    with looking(clinic_site) as desk:
        codes = [one.code for one in verify_site(desk.store, own=desk.own_word()).problems]
    assert codes[0] == (HEAD_DIFFERS if reached else HEAD_GONE)


@pytest.mark.parametrize("line", ["", "no word", "\x00" * 300])
def test_a_word_that_is_damaged_or_in_another_hand_is_none(insider: Insider, line: str) -> None:
    book = SeenFiles(open_site(insider.site).seen, WHOLE)
    book.write(NURSE, line)
    with looking(insider.site) as desk:
        assert desk.vouching.word() is None
    with opened(insider.site, "2026-03-02 19:00", PHARMACIST) as other:
        whole_record(other.desk, Words(), Check())
        book.write(NURSE, book.read(PHARMACIST))
    with looking(insider.site) as desk:
        assert desk.vouching.word() is None


def test_nobody_vouches_who_left_the_desk_or_where_something_was_found(clinic_site: Path) -> None:
    with opened(clinic_site, "2026-03-02 08:00", NURSE) as clinic:
        desk, verdict = clinic.desk, verify_site(clinic.desk.store)
        desk.vouching.keep(PHARMACIST, verdict)
        desk.vouching.keep(NURSE, Verdict(verdict.head))
        desk.access.leave(LockCause.KEY)()
        desk.vouching.keep(NURSE, verdict)
        assert desk.vouching.word() is None


def test_a_word_says_the_time_it_was_given(clinic_site: Path) -> None:
    with opened(clinic_site, "2026-03-02 08:00", NURSE) as clinic:
        clinic.desk.vouching.keep(NURSE, verify_site(clinic.desk.store))
        word = clinic.desk.vouching.word()
        assert word is not None
        assert clinic.desk.clock.now() - word.at < timedelta(minutes=1)


@pytest.fixture
def clinic_site(planned_site: Path, tmp_path: Path) -> Path:
    return copy(planned_site, tmp_path / "own")
