"""Putting a backup back: proven first, nothing overwritten, on record, told to everybody."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ltm_desktop.app.backups import Backup, Keeping, age_told, is_due, kept, lost_told
from ltm_desktop.app.charts import events_of
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import LtmError, Refused, Unavailable
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.restoring import SiteRestored
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage import restoring
from tests.app.clinic import SECRET, ZONE, configure, found, opened
from tests.builders import ADMINISTRATOR, NURSE, at

NOON, LATER = at("2026-03-02 12:00"), at("2026-03-02 15:30")
WHY = "disk damaged (synthetic)"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed clinic with two backups, and a signed configuration after the second."""
    site = tmp_path_factory.mktemp("clinic") / "site"
    found(site)
    with opened(site, "2026-03-02 11:00") as clinic:
        assert clinic.desk.backups is not None
        clinic.desk.backups.make(clinic.clock.now())
        clinic.desk.backups.make(clinic.at("2026-03-02 12:00").clock.now())
        clinic.at("2026-03-02 14:00")
        configure(clinic)
    return site


@pytest.fixture
def site(worked: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copytree(worked, tmp_path / "site"))


@pytest.fixture
def house() -> House:
    """A house at half past three."""
    return House(lambda _: SetClock(ZONE, LATER))


@contextmanager
def looked_at(house: House, site: Path) -> Iterator[list[SiteRestored]]:
    """Open a restored site as the nurse, verify it, and yield the restores on record."""
    desk = house.open_site(site, NURSE, SECRET)
    assert verify_site(desk.store, facts=desk.facts).intact
    told = (one for sealed in desk.store.entries(SITE_STREAM) for one in events_of(sealed.entry))
    try:
        yield [one for one in told if isinstance(one, SiteRestored)]
    finally:
        desk.close()


def damage(site: Path) -> None:
    raw = bytearray((site / "ledger.db").read_bytes())
    raw[100] ^= 1
    (site / "ledger.db").write_bytes(raw)


def test_a_damaged_site_is_put_back_and_what_stood_there_is_kept(site: Path, house: House) -> None:
    before = (site / "heads").read_bytes()
    damage(site)
    with pytest.raises(LtmError):
        house.open_site(site, ADMINISTRATOR, SECRET)
    newest = house.offered_backups(site)[0]
    lost = int(before.splitlines()[-1].split()[1]) - newest.head.seq
    aside = house.restore(site, newest, ADMINISTRATOR, SECRET, WHY, aside=True)
    assert aside is not None
    assert (aside / "heads").read_bytes() == before
    with looked_at(house, site) as restores:
        (told,) = restores
        assert (told.by, told.why, told.seq) == (ADMINISTRATOR, WHY, newest.head.seq)
        assert (told.made_at, told.restored_at, told.lost) == (NOON, LATER, lost)
        assert lost > 0
    assert len(house.offered_backups(site)) == 2


def test_everybody_who_comes_afterwards_is_told(site: Path, house: House) -> None:
    newest = house.offered_backups(site)[0]
    house.restore(site, newest, ADMINISTRATOR, SECRET, WHY, aside=True)
    desk = house.open_site(site, NURSE, SECRET)
    (told,) = [one for one in desk.notes if one.code == "backup.restored"]
    for language in ("en", "zh_CN"):
        sentence = Words(language).alert(told)
        assert WHY in sentence
        assert "{" not in sentence
    desk.close()


def test_nothing_is_put_over_a_site_unless_it_is_kept_aside(site: Path, house: House) -> None:
    newest = house.offered_backups(site)[0]
    before = sorted(one.name for one in site.parent.iterdir())
    with pytest.raises(Unavailable, match=r"backup\.target_holds"):
        house.restore(site, newest, ADMINISTRATOR, SECRET, WHY, aside=False)
    assert sorted(one.name for one in site.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("person", "secret", "why"),
    [(NURSE, SECRET, WHY), (ADMINISTRATOR, "another secret", WHY), (ADMINISTRATOR, SECRET, " ")],
)
def test_only_an_administrator_with_a_secret_and_a_reason_puts_back(
    site: Path, house: House, person: str, secret: str, why: str
) -> None:
    heads = (site / "heads").read_bytes()
    newest = house.offered_backups(site)[0]
    with pytest.raises(Refused):
        house.restore(site, newest, person, secret, why, aside=True)
    assert (site / "heads").read_bytes() == heads
    assert [one.name for one in site.parent.iterdir()] == ["site"]


def test_another_computer_needs_the_backup_and_a_secret_only(
    site: Path, house: House, tmp_path: Path
) -> None:
    carried = Path(shutil.copytree(house.offered_backups(site)[0].path, tmp_path / "stick"))
    (backup,) = house.offered_backups(carried)
    there = tmp_path / "other computer 另一台" / "site"
    assert house.restore(there, backup, ADMINISTRATOR, SECRET, "moved", aside=False) is None
    with looked_at(house, there) as restores:
        assert [(one.lost_seq, one.why) for one in restores] == [(0, "moved")]


def test_the_newest_that_holds_is_offered_with_what_came_after_it(site: Path, house: House) -> None:
    newest, older = house.offered_backups(site)
    raw = bytearray((newest.path / "ledger.db").read_bytes())
    raw[9000] ^= 4
    (newest.path / "ledger.db").write_bytes(raw)
    preview = house.preview_restore(site, [newest, older], ADMINISTRATOR, SECRET)
    assert (preview.backup, preview.failed) == (older, (newest,))
    assert preview.lost.newest is not None
    after = preview.lost.newest.seq - older.head.seq
    assert [one.seq for one in preview.lost.entries] == list(
        range(older.head.seq + 1, preview.lost.newest.seq + 1)
    )
    for language in ("en", "zh_CN"):
        lines = list(lost_told(preview, Words(language)))
        assert len(lines) == 4 + after
        assert older.head.hash[:16] in lines[1]
        assert preview.lost.newest.hash[:16] in lines[2]


def test_of_a_store_that_cannot_be_read_the_heads_file_still_tells_how_much_is_lost(
    site: Path, house: House
) -> None:
    damage(site)
    preview = house.preview_restore(site, house.offered_backups(site), ADMINISTRATOR, SECRET)
    assert preview.lost.entries == ()
    assert preview.lost.newest is not None
    assert preview.lost.newest.seq > preview.backup.head.seq
    assert len(list(lost_told(preview, Words()))) == 4


def test_a_site_that_somebody_works_in_is_not_put_aside(site: Path, house: House) -> None:
    desk = house.open_site(site, NURSE, SECRET)
    newest = house.offered_backups(site)[0]
    with pytest.raises(Unavailable, match=r"storage\.in_use"):
        house.restore(site, newest, ADMINISTRATOR, SECRET, WHY, aside=True)
    desk.close()
    with looked_at(house, site) as restores:
        assert restores == []


def test_a_kill_between_the_two_renames_is_ended_at_the_next_start(
    site: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(_target: Path) -> None:
        raise Killed

    newest = house.offered_backups(site)[0]
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_take_place", killed)
        with pytest.raises(Killed):
            house.restore(site, newest, ADMINISTRATOR, SECRET, WHY, aside=True)
    assert not site.exists()
    assert house.is_site(site)
    desk = house.open_site(site, NURSE, SECRET)
    assert "backup.restore_untold" in {one.code for one in desk.notes}
    desk.close()
    # whoever did it writes it down with their next sign-in
    house.open_site(site, ADMINISTRATOR, SECRET).close()
    with looked_at(house, site) as restores:
        assert [one.by for one in restores] == [ADMINISTRATOR]
    assert len(house.offered_backups(site)) == 2


def test_a_backup_of_another_site_is_refused(site: Path, house: House, tmp_path: Path) -> None:
    found(tmp_path / "other", code="EX2")
    newest = house.offered_backups(site)[0]
    with pytest.raises(Refused, match=r"backup\.other_site"):
        house.restore(tmp_path / "other", newest, ADMINISTRATOR, SECRET, WHY, aside=True)


def _backup(day: int, hour: int) -> Backup:
    made = at(f"2026-03-{day:02d} {hour:02d}:00")
    return Backup(Path(f"{day:02d}-{hour:02d}"), "EX1", Head("EX1", day, "0" * 64), made, made, 1)


def test_the_last_of_each_day_and_month_stays() -> None:
    every = [_backup(day, hour) for day in range(1, 11) for hour in (9, 12, 18)]
    stay = kept(every, Keeping(newest=2, days=3, months=1))
    assert stay == {Path(one) for one in ("10-18", "10-12", "09-18", "08-18")}


def test_a_backup_is_due_an_hour_after_the_last_when_something_is_new() -> None:
    last, head = _backup(2, 12), Head("EX1", 99, "1" * 64)
    assert is_due([], head, None, NOON)
    assert not is_due([last], head, None, at("2026-03-02 12:59"))
    assert is_due([last], head, None, at("2026-03-02 13:00"))
    assert not is_due([last], last.head, None, at("2026-03-09 13:00"))
    assert not is_due([last], head, at("2026-03-02 13:30"), at("2026-03-02 14:00"))


def test_the_age_of_the_last_proven_backup_is_said_and_warns_when_old() -> None:
    say = Words()
    assert age_told([], NOON, say) == ("No proven backup", "caution")
    last = [_backup(2, 12)]
    assert age_told(last, at("2026-03-02 12:30"), say)[1] == "neutral"
    assert age_told(last, at("2026-03-02 17:10"), say)[0] == "Proven backup 5 hours old"
    assert age_told(last, at("2026-03-05 12:00"), say) == ("Proven backup 3 days old", "caution")
