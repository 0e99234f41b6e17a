"""From an empty folder to a site at work: set-up, people, the signed configuration."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTabBar

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

SINCE = "01-Jan-2026"


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


def enter_person(
    window: Window, administrator: Who, who: Who, role: str, *tasks: str, han: str = ""
) -> None:
    """Enter one person, who types a secret of their own; the administrator issues for it."""
    given, family = who.name.split()
    fill(window, "site", family=family, given=given, user_id=who.user)
    if han:
        type_into(window, "site.han", han)
    press(window, f"site.role.{role}")
    for task in tasks:
        press(window, f"site.task.{task}")
        type_into(window, f"site.task.{task}.from", SINCE)
    fill(window, "site.own", secret=who.secret, secret_again=who.secret)
    type_into(window, "site.administrator_secret", administrator.secret)
    press(window, "site.enter_button")
    finish(window)


def sign_examples(window: Window, investigator: Who) -> None:
    """Put in the labelled example values, read what they say, and sign them."""
    press_key(window, Qt.Key.Key_F12)
    tabs = shown(window, QTabBar, "site.tabs")
    tabs.setFocus()
    press_key(window, Qt.Key.Key_Right)
    press(window, "site.load_examples")
    settle(window)
    wait_for(lambda: shown(window, QAbstractButton, "site.preview_button").isEnabled())
    press(window, "site.preview_button")
    finish(window)
    type_into(window, "site.configuration_secret", investigator.secret)
    press(window, "site.sign_button")
    finish(window)
