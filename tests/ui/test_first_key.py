"""The page of a first sign-in or a forgotten secret: three people, each with their own secret."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.founding import PersonForm, invite
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName, IdentityCheck, IdentitySeen
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.signin.first_key import FirstKeyPresenter, TypedKey
from ltm_desktop.ui.panels.signin.first_key_view import FirstKeyPage
from tests.ui.hands import find, line, press, texts, type_into

SECRET = "a synthetic sentence"
TYPED = TypedKey(
    reason=KeyReason.FIRST,
    user_id="nurse.n",
    secret=SECRET,
    issuer=" Admin ",
    issuer_secret="one",
    witness="Nurse.A",
    witness_secret="two",
    recovery_key="",
    acknowledged=True,
)


class RecordingView:
    """Remembers what the page was told to show."""

    def __init__(self) -> None:
        self.alerts: Sequence[Alert] = ()
        self.busy: list[bool] = []
        self.done = ""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts

    def show_busy(self, busy: bool) -> None:
        self.busy.append(busy)

    def show_done(self, sentence: str) -> None:
        self.done = sentence


def at_once(
    work: Callable[[], PersonId],
    done: Callable[[PersonId], None],
    failed: Callable[[Exception], None],
) -> None:
    try:
        found = work()
    except Refused as error:
        failed(error)
    else:
        done(found)


def submit(
    typed: TypedKey, give: Callable[[str, KeyForm], PersonId] | None = None
) -> tuple[RecordingView, list[tuple[str, KeyForm]]]:
    view, given = RecordingView(), list[tuple[str, KeyForm]]()

    def take(issuer: str, form: KeyForm) -> PersonId:
        given.append((issuer, form))
        return give(issuer, form) if give else PersonId(form.user_id)

    FirstKeyPresenter(take, view, at_once, Words("en")).submit(typed)  # type: ignore[arg-type]  # a run for one type only
    return view, given


def test_three_people_are_handed_on_with_their_names_in_small_letters() -> None:
    view, ((issuer, form),) = submit(TYPED)
    assert (issuer, form.witness, form.user_id) == ("admin", "nurse.a", "nurse.n")
    assert form.acknowledged
    assert view.busy == [True, False]
    assert "nurse.n can sign in" in view.done
    assert SECRET not in repr(form) + repr(TYPED)


def test_everything_missing_on_the_page_is_told_together_and_nothing_is_tried() -> None:
    blank = TypedKey(None, "", SECRET, "", "", "nurse.a", "", "", False)
    view, given = submit(blank)
    assert given == []
    assert [one.code for one in view.alerts] == [
        "people.key_reason_missing",
        "people.bad_user_id",
        "people.not_acknowledged",
        "people.issuer_missing",
        "people.witness_refused",
    ]
    lost = replace(TYPED, reason=KeyReason.RECOVERED)
    assert [one.code for one in submit(lost)[0].alerts] == ["people.wrong_recovery_key"]


def test_whose_secret_was_wrong_is_told() -> None:
    def wrong(_issuer: str, _form: KeyForm) -> PersonId:
        raise refuse("people.wrong_secret")

    view, _ = submit(TYPED, wrong)
    assert [one.code for one in view.alerts] == ["people.issuer_refused"]
    assert view.done == ""


@pytest.fixture
def program(
    site_copy: Path, qtbot: QtBot, in_the_look: QApplication, tmp_path: Path
) -> Iterator[Program]:
    desk = House().open_site(site_copy, "admin", DEMO_SECRET)
    seen = IdentityCheck(IdentitySeen.PASSPORT, PersonId("admin"), date(2026, 3, 1))
    form = PersonForm("nurse.n", HumanName("Demo", "Nina"), (Role.NURSE,), identity=seen)
    invite(desk, form, Words("en"))
    desk.close()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Program(House(), site_copy, "en", settings)
    qtbot.addWidget(window)
    window.show()
    yield window
    # what opening needs is still being loaded beside the window
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=60_000)
    window.close()


def page_of(program: Program, qtbot: QtBot) -> FirstKeyPage:
    press(program, "signin.first_key")
    page = program.centralWidget()
    assert isinstance(page, FirstKeyPage)
    return page


def fill(page: FirstKeyPage, witness_secret: str = DEMO_SECRET) -> None:
    page.reason.set_value((KeyReason.FIRST.value, ""))
    type_into(page, "first_key.user_id", "nurse.n")
    type_into(page, "first_key.own.secret", SECRET)
    type_into(page, "first_key.own.secret_again", SECRET)
    page.acknowledged.setChecked(True)
    type_into(page, "first_key.issuer", "admin")
    type_into(page, "first_key.issuer_secret", DEMO_SECRET)
    type_into(page, "first_key.witness", "nurse.a")
    type_into(page, "first_key.witness_secret", witness_secret)


def test_an_invited_person_gets_a_key_before_two_others_and_signs_in(
    program: Program, qtbot: QtBot, site_copy: Path
) -> None:
    page = page_of(program, qtbot)
    fill(page)
    press(page, "first_key.button")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=30_000)
    assert "nurse.n can sign in" in texts(page)
    press(page, "first_key.back")
    qtbot.waitUntil(lambda: program.findChild(type(page), "page") is not page, timeout=5000)
    desk = House().open_site(site_copy, "nurse.n", SECRET)
    assert desk.person("nurse.n").acknowledged_on is not None
    desk.close()


def test_a_witness_who_types_wrong_is_named_and_no_secret_stays(
    program: Program, qtbot: QtBot, site_copy: Path
) -> None:
    page = page_of(program, qtbot)
    fill(page, "not hers")
    press(page, "first_key.button")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=30_000)
    assert "the witness nurse.a do not match" in texts(page)
    for name in ("own.secret", "own.secret_again", "issuer_secret", "witness_secret"):
        assert line(page, f"first_key.{name}").text() == ""
    assert line(page, "first_key.issuer").text() == "admin"
    with pytest.raises(Refused, match=r"people\.wrong_secret"):
        House().open_site(site_copy, "nurse.n", SECRET)


def test_the_recovery_key_is_asked_only_where_an_administrators_secret_is_lost(
    program: Program, qtbot: QtBot
) -> None:
    page = page_of(program, qtbot)
    assert not page.recovery.isVisibleTo(page)
    page.reason.set_value((KeyReason.RECOVERED.value, ""))
    page.reason.changed.emit()
    assert page.recovery.isVisibleTo(page)
    assert find(page, type(page.recovery), "first_key.recovery") is page.recovery
