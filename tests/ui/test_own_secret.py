"""One's own new secret at the window: the old one is asked, and no secret stays in a field."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.own_secret import TypedSecret
from ltm_desktop.ui.panels.site.own_secret_panel import build
from tests.ui.hands import line, press, texts, type_into

NEW = "a longer synthetic secret"
FIELDS = ("old", "new", "again")


@pytest.fixture
def form(demo_desk: Desk, qtbot: QtBot) -> QWidget:
    shown = build(Context(demo_desk, Words("en"), Notices()))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def change(form: QWidget, qtbot: QtBot, *typed: str) -> str:
    for name, secret in zip(FIELDS, typed, strict=True):
        type_into(form, f"site.own_secret.{name}", secret)
    press(form, "site.own_secret.button")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert [line(form, f"site.own_secret.{name}").text() for name in FIELDS] == ["", "", ""]
    return texts(form)


def test_a_new_secret_holds_at_once_and_the_old_one_no_more(
    form: QWidget, demo_desk: Desk, qtbot: QtBot
) -> None:
    assert "Your new secret holds from now on." in change(form, qtbot, DEMO_SECRET, NEW, NEW)
    demo_desk.session.lock()
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        demo_desk.session.unlock(DEMO_SECRET)
    demo_desk.session.unlock(NEW)
    assert not demo_desk.session.locked


def test_two_new_ones_that_differ_or_a_blank_are_told_and_nothing_is_tried(
    form: QWidget, demo_desk: Desk, qtbot: QtBot
) -> None:
    told = change(form, qtbot, "", NEW, "another")
    assert "The old or the new secret is missing." in told
    assert "The two new secrets are not the same." in told
    assert demo_desk.journal.unsealed() == ()
    assert NEW not in repr(TypedSecret(DEMO_SECRET, NEW, NEW))


def test_a_wrong_old_secret_changes_nothing(form: QWidget, demo_desk: Desk, qtbot: QtBot) -> None:
    assert "do not match" in change(form, qtbot, "not the secret", NEW, NEW)
    assert demo_desk.cabinet.unlock(demo_desk.session.person, DEMO_SECRET).key is not None


def test_a_form_that_is_left_keeps_no_secret(form: QWidget) -> None:
    type_into(form, "site.own_secret.old", DEMO_SECRET)
    form.hide()
    assert line(form, "site.own_secret.old").text() == ""
