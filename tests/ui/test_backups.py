"""Backups at the window: made by the hour and at closing, shown, and put back from the page."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.storage.site_backups import offered
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.backup_watch import BackupWatch
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.restore.view import build as build_restore
from ltm_desktop.ui.panels.site.backups_panel import build as build_tab
from tests.app.clinic import SECRET, ZONE, Clinic, found, opened
from tests.builders import ADMINISTRATOR, NURSE, at
from tests.ui.hands import find, line, press, texts, type_into


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed clinic for practice: a demonstration makes no backups by itself."""
    site = tmp_path_factory.mktemp("practice") / "site"
    found(site, kind=SiteKind.PRACTICE)
    return site


@pytest.fixture
def site(founded: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copytree(founded, tmp_path / "site"))


@pytest.fixture
def clinic(site: Path) -> Iterator[Clinic]:
    """The clinic with its administrator at the desk."""
    with opened(site, "2026-03-02 12:00", ADMINISTRATOR) as one:
        yield one


def rest(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=30_000)


def test_one_is_made_every_hour_when_something_was_written(
    clinic: Clinic, site: Path, qtbot: QtBot, qapp: object
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = BackupWatch(clinic.desk, owner)
    assert watch.told(Words()) == ("", "neutral")
    watch.start()
    rest(qtbot)
    assert watch.told(Words()) == ("No proven backup", "caution")
    watch.look()
    assert watch.told(Words())[0] == "Backing up…"
    rest(qtbot)
    assert watch.told(Words()) == ("Proven backup less than an hour old", "neutral")
    for hours in (2, 3):
        clinic.clock.at += timedelta(hours=1)
        if hours == 3:
            clinic.desk.access.signed_in()
        watch.look()
        rest(qtbot)
    assert len(offered(site)) == 2
    assert not watch.close_with_one()


def test_a_backup_that_fails_is_said_and_tried_again(
    clinic: Clinic, site: Path, qtbot: QtBot, qapp: object
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = BackupWatch(clinic.desk, owner)
    watch.start()
    rest(qtbot)
    shutil.rmtree(site / "backups")
    (site / "backups").touch()
    watch.look()
    rest(qtbot)
    words, tone = watch.told(Words())
    assert (words.startswith("Backup failed"), tone) == (True, "caution")
    (site / "backups").unlink()
    clinic.clock.at += timedelta(hours=1)
    watch.look()
    rest(qtbot)
    assert watch.failure is None


def test_the_tab_makes_one_now_and_says_where_it_lies(
    clinic: Clinic, site: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    notices = Notices()
    tab = build_tab(Context(clinic.desk, Words(), notices))
    qtbot.addWidget(tab)
    tab.show()
    rest(qtbot)
    assert "No proven backup" in texts(tab)
    assert "same disk" in texts(tab)
    line(tab, "site.backups.place").setText(str(tmp_path / "other"))
    press(tab, "site.backups.keep")
    rest(qtbot)
    press(tab, "site.backups.button")
    rest(qtbot)
    said = texts(tab)
    assert "put back in a temporary place and verified" in said
    assert str(tmp_path / "other") in said
    assert len(offered(site)) == 1
    line(tab, "site.backups.newest").setText("0")
    press(tab, "site.backups.keep")
    rest(qtbot)
    assert "at least one of the newest" in texts(tab)


def test_who_is_no_administrator_may_make_one_and_not_move_them(site: Path, qtbot: QtBot) -> None:
    with opened(site, "2026-03-02 12:00", NURSE) as clinic:
        notices = Notices()
        tab = build_tab(Context(clinic.desk, Words(), notices))
        qtbot.addWidget(tab)
        tab.show()
        rest(qtbot)
        assert not line(tab, "site.backups.place").isVisible()
        assert find(tab, QWidget, "site.backups.button").isVisible()


def test_a_damaged_site_is_put_back_from_the_page(site: Path, qtbot: QtBot) -> None:
    with opened(site, "2026-03-02 12:00", ADMINISTRATOR) as clinic:
        assert clinic.desk.backups is not None
        clinic.desk.backups.make(clinic.clock.now())
    (site / "ledger.db").write_bytes(b"damaged" * 2000)
    left: list[str] = []
    house = House(lambda _: SetClock(ZONE, at("2026-03-02 15:30")))
    page = build_restore(house, Words(), site=site, left=left.append)
    qtbot.addWidget(page)
    page.show()
    press(page, "restore.look")
    assert "are needed" in texts(page)
    type_into(page, "restore.person", ADMINISTRATOR)
    type_into(page, "restore.secret", "a wrong secret")
    press(page, "restore.look")
    rest(qtbot)
    assert line(page, "restore.secret").text() == ""
    assert line(page, "restore.person").text() == ADMINISTRATOR
    type_into(page, "restore.secret", SECRET)
    press(page, "restore.look")
    rest(qtbot)
    assert "came after the backup" in texts(page)
    type_into(page, "restore.again", SECRET)
    press(page, "restore.give")
    assert "Nothing says why" in texts(page)
    type_into(page, "restore.why", "disk damaged (synthetic)")
    type_into(page, "restore.again", SECRET)
    press(page, "restore.give")
    rest(qtbot)
    assert "Put back and written down" in texts(page)
    press(page, "restore.back")
    assert left == [str(site)]
    house.open_site(site, NURSE, SECRET).close()


def test_the_window_makes_one_when_it_closes(site: Path, tmp_path: Path, qtbot: QtBot) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    house = House(lambda _: SetClock(ZONE, at("2026-03-02 12:00")))
    program = Program(house, site, "en", settings)
    qtbot.addWidget(program)
    program.show()
    type_into(program, "signin.person", ADMINISTRATOR)
    type_into(program, "signin.secret", SECRET)
    press(program, "signin.button")
    qtbot.waitUntil(lambda: "No proven backup" in texts(program), timeout=30_000)
    rest(qtbot)
    program.close()
    qtbot.waitUntil(lambda: not program.isVisible(), timeout=30_000)
    (made,) = offered(site)
    assert made.made_at == at("2026-03-02 12:00")


def test_the_way_back_closes_the_site_and_leads_to_the_page_and_to_the_sign_in(
    site: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    house = House(lambda _: SetClock(ZONE, at("2026-03-02 12:00")))
    program = Program(house, site, "en", settings)
    qtbot.addWidget(program)
    program.show()
    type_into(program, "signin.person", ADMINISTRATOR)
    type_into(program, "signin.secret", SECRET)
    press(program, "signin.button")
    qtbot.waitUntil(lambda: "No proven backup" in texts(program), timeout=30_000)
    program._show_restore()
    qtbot.waitUntil(lambda: "1. Look" in texts(program), timeout=30_000)
    assert line(program, "restore.site").text() == str(site)
    # nobody holds the site any more
    house.open_site(site, NURSE, SECRET).close()
    press(program, "restore.back")
    qtbot.waitUntil(lambda: "Sign in to EX1" in texts(program), timeout=30_000)
    program.close()
