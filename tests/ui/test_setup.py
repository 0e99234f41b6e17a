"""Setting up a site: what is refused before anything is made, and the whole way through."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar
from pytestqt.qtbot import QtBot

from ltm_desktop.app.charts import events_of
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import CopyMade, CopyOf, CopyWay
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import ACCESS_STREAM
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.setup.presenter import (
    AdministratorAnswers,
    SiteAnswers,
    check_administrator,
    check_folder,
    check_site,
    grouped,
)
from ltm_desktop.ui.panels.setup.view import RECOVERY, SetupView
from ltm_desktop.ui.shell import Shell
from tests.ui.hands import find, press, texts, type_into

SECRET = "a synthetic sentence"


def codes(alerts: Sequence[Alert]) -> list[str]:
    return [alert.code for alert in alerts]


def local(_: Path) -> str:
    return "ext4"


def test_an_empty_folder_on_this_computer_may_hold_a_site(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "new" / "site"):
        assert check_folder(folder, str(folder), local) == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "setup.folder_missing"),
        ("relative/place", "setup.folder_missing"),
        ("//server/share", "setup.folder_network"),
        ("/data/OneDrive - Clinic/site", "setup.folder_synced"),
        ("/data/坚果云/site", "setup.folder_synced"),
    ],
)
def test_a_folder_that_can_bring_back_old_copies_is_refused(typed: str, code: str) -> None:
    assert codes(check_folder(Path(typed), typed, local)) == [code]


def test_a_folder_on_a_network_file_system_is_refused(tmp_path: Path) -> None:
    assert codes(check_folder(tmp_path, str(tmp_path), lambda _: "nfs4")) == [
        "setup.folder_network"
    ]


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert codes(check_folder(tmp_path, str(tmp_path), local)) == ["storage.site_exists"]


def test_everything_wrong_with_the_site_is_told_together() -> None:
    answers = SiteAnswers("Clinic", "a b", "Mars/Base", "ZZ")
    assert codes(check_site(answers, frozenset({"CN"}))) == [
        "setup.bad_code",
        "setup.unknown_zone",
        "setup.unknown_country",
    ]
    assert check_site(SiteAnswers("Clinic", "S01", "Asia/Shanghai", "CN"), frozenset({"CN"})) == ()


def test_an_administrator_needs_a_name_and_a_usable_user_name() -> None:
    assert codes(check_administrator(AdministratorAnswers("", "", "", "A B"))) == [
        "people.name_missing",
        "people.bad_user_id",
    ]
    assert check_administrator(AdministratorAnswers("", "", "演示安", "ann")) == ()


def test_a_fingerprint_is_written_in_groups_that_can_be_read_aloud() -> None:
    assert grouped("0123456789ab") == "0123 4567 89ab"


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Program]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Program(House(), tmp_path / "new" / "site", "en", settings)
    made.show()
    qtbot.waitExposed(made)
    yield made
    pages = made.centralWidget()
    if pages is not None:
        pages.setProperty("unfinished", "")
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible(), timeout=20_000)
    made.deleteLater()


def pages(program: Program) -> SetupView:
    view = program.centralWidget()
    assert isinstance(view, SetupView)
    return view


def fill_site(program: Program, *, code: str = "S01") -> None:
    type_into(program, "setup.name", "Synthetic Clinic 演示")
    type_into(program, "setup.code", code)
    find(program, QComboBox, "setup.zone").setCurrentText("Asia/Shanghai")
    find(program, QComboBox, "setup.country").setCurrentText("CN")
    press(program, "setup.next")


def test_the_country_is_proposed_from_the_zone_until_another_one_is_named(
    program: Program,
) -> None:
    zone = find(program, QComboBox, "setup.zone")
    country = find(program, QComboBox, "setup.country")
    for typed, proposed in (("Asia/Shanghai", "CN"), ("Europe/Berlin", "DE"), ("Etc/UTC", "")):
        zone.setCurrentText(typed)
        assert country.currentText() == proposed
    zone.setCurrentText("Asia/Shanghai")
    country.setCurrentText("MO")
    zone.setCurrentText("Europe/Berlin")
    assert country.currentText() == "MO"


def lead_to_administrator(program: Program) -> None:
    press(program, "setup.next")
    press(program, "setup.next")
    fill_site(program)
    press(program, "setup.kind.practice")
    press(program, "setup.next")


def make_site(program: Program, qtbot: QtBot, secret: str = SECRET) -> None:
    lead_to_administrator(program)
    type_into(program, "setup.family", "Demo")
    type_into(program, "setup.given", "Ada")
    type_into(program, "setup.user_id", "ada")
    type_into(program, "setup.secret", secret)
    type_into(program, "setup.secret_again", secret)
    press(program, "setup.next")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_set_up_leads_to_an_open_site_with_its_recovery_sheet_put_away(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    make_site(program, qtbot)
    view = pages(program)
    assert view.step == RECOVERY
    assert not find(program, type(view._next), "setup.next").isEnabled()
    sheet = tmp_path / "sheet.pdf"
    view.sheet_wanted.emit(sheet)
    qtbot.waitUntil(sheet.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert sheet.read_bytes().startswith(b"%PDF")
    press(program, "setup.put_away")
    press(program, "setup.next")
    shell = program.centralWidget()
    assert isinstance(shell, Shell)
    assert "Ada Demo" in texts(shell.work.top)
    assert "PRACTICE" in texts(shell.work.top)
    said = texts(shell.work)
    assert shell.work.page == "site"
    assert "6 things are still missing before the first dose." in said
    for line in ("Three people who can sign", "The emergency page", "Approved products"):
        assert line in said
    press(program, "site.ready.products")
    assert find(program, QTabBar, "site.tabs").tabText(4) == "Products"
    assert find(program, QTabBar, "site.tabs").currentIndex() == 4
    copies = [
        event
        for sealed in shell.work.context.desk.store.entries(ACCESS_STREAM)
        for event in events_of(sealed.entry)
        if isinstance(event, CopyMade)
    ]
    assert [(one.what, one.way) for one in copies] == [(CopyOf.RECOVERY, CopyWay.SAVED)]


def test_the_window_does_not_close_before_the_recovery_sheet_is_saved(
    program: Program, qtbot: QtBot
) -> None:
    make_site(program, qtbot)
    program.close()
    assert program.isVisible()
    assert "recovery sheet first" in texts(program)


def test_a_sheet_that_cannot_be_saved_there_can_be_saved_elsewhere(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    make_site(program, qtbot)
    view = pages(program)
    view.sheet_wanted.emit(tmp_path / "missing" / "sheet.pdf")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert "could not be saved" in texts(program)
    view.sheet_wanted.emit(tmp_path / "sheet.pdf")
    qtbot.waitUntil((tmp_path / "sheet.pdf").exists, timeout=20_000)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert "could not be saved" not in texts(view.recovery)


def test_two_different_secrets_make_no_site(program: Program, tmp_path: Path) -> None:
    lead_to_administrator(program)
    type_into(program, "setup.family", "Demo")
    type_into(program, "setup.user_id", "ada")
    type_into(program, "setup.secret", SECRET)
    type_into(program, "setup.secret_again", SECRET + "x")
    press(program, "setup.next")
    assert "not the same" in texts(program)
    assert not (tmp_path / "new").exists()


def test_a_short_secret_is_refused_and_leaves_nothing_behind(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    make_site(program, qtbot, secret="short")
    assert "shorter than" in texts(program)
    assert not (tmp_path / "new" / "site").exists()


def test_what_is_wrong_is_said_on_its_page_and_what_was_typed_stays(program: Program) -> None:
    press(program, "setup.next")
    press(program, "setup.next")
    fill_site(program, code="a b")
    assert pages(program).step == 2
    assert "cannot be the code" in texts(program)
    assert "Synthetic Clinic 演示" in texts(program)


def test_a_kind_must_be_chosen_and_a_live_site_is_said_not_to_be_for_patients(
    program: Program,
) -> None:
    press(program, "setup.next")
    press(program, "setup.next")
    fill_site(program)
    assert "not for patients yet" in texts(pages(program).kind)
    press(program, "setup.next")
    assert "is missing" in texts(program)
    assert pages(program).kind.value() is None
    press(program, "setup.kind.live")
    assert pages(program).kind.value() is SiteKind.LIVE


def test_another_language_begins_again_in_it(program: Program, qtbot: QtBot) -> None:
    press(program, "setup.language.zh_CN")
    qtbot.waitUntil(lambda: "建立新中心" in texts(program))


def test_the_recovery_key_is_on_no_screen(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    make_site(program, qtbot)
    founded = pages(program).presenter
    key = founded.founded().recovery_key  # type: ignore[attr-defined]  # the set-up presenter
    assert len(key) > 30
    assert key not in texts(program)
