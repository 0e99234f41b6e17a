"""From an empty folder to a site at work: set-up, people, the signed configuration."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTabBar, QTableView

from ltm_desktop.ui.widgets.listing import Listing
from tests.journeys.clinic import Who
from tests.journeys.desk import (
    Window,
    fill,
    finish,
    press,
    press_key,
    saving_as,
    settle,
    shown,
    type_into,
    wait_for,
)


def set_up(window: Window, folder: Path, sheet: Path, administrator: Who) -> None:
    """Answer the pages of set-up, save the recovery sheet, and open the practice site."""
    press(window, "setup.next")
    type_into(window, "setup.folder", str(folder))
    press(window, "setup.next")
    fill(window, "setup", name="Practice Clinic (synthetic)", code="P07")
    fill(window, "setup", zone="Asia/Shanghai", country="CN")
    press(window, "setup.next")
    press(window, "setup.kind.practice")
    press(window, "setup.next")
    given, family = administrator.name.split()
    fill(window, "setup", family=family, given=given, user_id=administrator.user)
    fill(window, "setup", secret=administrator.secret, secret_again=administrator.secret)
    press(window, "setup.next")
    finish(window)
    with saving_as(window, sheet):
        press(window, "setup.save_sheet")
    finish(window)
    press(window, "setup.put_away")
    press(window, "setup.next")
    finish(window)
    # a new site opens where it says what it lacks; the first of it are people
    press(window, "site.show_missing")
    press(window, "site.ready.signers")


def enter_person(
    window: Window,
    administrator: Who,
    who: Who,
    role: str,
    *tasks: str,
    han: str = "",
    witness: Who | None = None,
) -> None:
    """Invite one person, who gets a key before a witness, is trained and put on the register."""
    given, family = who.name.split()
    press(window, "site.doing.invite")
    fill(window, "site", family=family, given=given, user_id=who.user)
    if han:
        type_into(window, "site.han", han)
    press(window, f"site.role.{role}")
    press(window, "site.seen.passport")
    type_into(window, "site.seen_on", _today(window))
    press(window, "site.enter_button")
    finish(window)
    give_key(window, administrator, who, witness)
    press(window, "site.doing.training")
    for topic in ("program", "protocol"):
        press(window, f"site.training.{topic}")
    fill(window, "site.training", on=_today(window), by="Example trainer (synthetic)")
    press(window, "site.training.button")
    finish(window)
    if tasks:
        certify(window, *tasks)


def give_key(window: Window, administrator: Who, who: Who, witness: Who | None) -> None:
    """Let the chosen person make a key; the first colleague of all has no witness."""
    press(window, "site.doing.key")
    fill(window, "site.key.own", secret=who.secret, secret_again=who.secret)
    press(window, "site.key.acknowledged")
    if witness is not None:
        fill(window, "site.key", witness=witness.user, witness_secret=witness.secret)
    type_into(window, "site.key.secret", administrator.secret)
    press(window, "site.key.button")
    finish(window)


def certify(window: Window, *tasks: str) -> None:
    """Put the chosen person on the competency register from today."""
    press(window, "site.doing.competency")
    for task in tasks:
        press(window, f"site.competency.{task}")
    type_into(window, "site.competency.by", "Example assessor (synthetic)")
    press(window, "site.competency.button")
    finish(window)


def delegate(window: Window, investigator: Who, who: Who, *tasks: str) -> None:
    """Let the investigator delegate tasks to a person, signed with the own secret."""
    table = shown(window, QTableView, "site.people")
    assert isinstance(table, Listing)
    table.select(who.user)
    press(window, "site.doing.delegation")
    for task in tasks:
        press(window, f"site.delegation.{task}")
    type_into(window, "site.delegation.secret", investigator.secret)
    press(window, "site.delegation.button")
    finish(window)


def _today(window: Window) -> str:
    return f"{window.clock.now():%d-%b-%Y}"


def sign_examples(window: Window, investigator: Who) -> None:
    """Put in the labelled example values, read what they say, and sign them."""
    press_key(window, Qt.Key.Key_F12)
    tabs = shown(window, QTabBar, "site.tabs")
    tabs.setFocus()
    press_key(window, Qt.Key.Key_Right)
    sign_shown_examples(window, investigator)


def sign_shown_examples(window: Window, investigator: Who) -> None:
    """Put in the example values where the configuration is shown, read them, and sign them."""
    press(window, "site.load_examples")
    settle(window)
    wait_for(lambda: shown(window, QAbstractButton, "site.preview_button").isEnabled())
    press(window, "site.preview_button")
    finish(window)
    type_into(window, "site.configuration_secret", investigator.secret)
    press(window, "site.sign_button")
    finish(window)
