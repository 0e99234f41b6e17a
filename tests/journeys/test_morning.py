"""A physician signs a morning of records: each one read, one secret, an entry and a page for each.

One is queried back and answered by the nurse, one changes after it was read. All of it synthetic.
"""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QTableView

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.signoff import RecordApproved
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from ltm_desktop.ledger.entries import Entry
from ltm_desktop.ui.shell import Shell
from tests.conftest import Outside
from tests.journeys.clinic import ALT, ANN, PAUL, Who, hand_over, read_to_end, sign_in
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    ZONE,
    Window,
    at,
    close,
    finish,
    is_shown,
    press,
    press_key,
    shown,
    texts,
    type_into,
)
from tests.journeys.paper import names_of_signers

GIVEN, SIGNED = 14, 12
"""Doses of the day before; one is queried back and one changes while it is being read."""
SIGNERS = ["Ann Demo 演示安", "Bai Demo 演示白", "Paul Demo"]
PARTS = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi"


@pytest.fixture(scope="module")
def given_site(staffed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site at which fourteen patients got their first dose on a Monday."""
    site = Path(shutil.copytree(staffed_site, tmp_path_factory.mktemp("morning") / "site"))
    clock = SetClock(ZONE, at("2026-03-02 08:00"))
    desk = House(lambda _zone: clock).open_site(site, "research.r", DEMO_SECRET)
    desk.cabinet = KeptCabinet(desk.cabinet)
    try:
        for number, name in enumerate(PARTS.split(), start=1):
            give_one(desk, clock, number, name)
    finally:
        desk.close()
    return site


def give_one(desk: Desk, clock: SetClock, number: int, name: str) -> None:
    part = Part(HumanName("Morgen", name), Sex.FEMALE, "1964-04-04", "B", Access.LUMBAR, 0)
    story = Story(Stage(desk, clock, Words("en")), number, part, clock.at.date())
    scenes.enrol(story)
    story.stage.do("research.r", PlanTreatment(story.patient, clock.at.date()))
    item = story.item(ItemKind.DOSE, 1)
    scenes.order(story, item)
    scenes.make_ready(story, item)
    record = scenes.check(story, item, "")
    scenes.time_out(story, item, record)
    clock.at += timedelta(minutes=15)
    scenes.give(story, item, record, "")
    clock.at += timedelta(minutes=1)
    scenes.observe(story, record, last=True, early="synthetic: went back to the ward")


@pytest.fixture
def morning(given_site: Path, tmp_path: Path) -> Path:
    """This story's own copy of the site, closed."""
    return Path(shutil.copytree(given_site, tmp_path / "site"))


@pytest.mark.slow
def test_a_physician_signs_a_morning_of_twelve_records_by_one_secret(
    morning: Path, start: Start, tmp_path: Path, outside: Outside
) -> None:
    pdfsig = outside("pdfsig")
    window = start(morning, "2026-03-03 08:00")
    sign_in(window, PAUL)
    inbox(window)
    assert len(keys(window, "signoff.table")) == GIVEN
    head = window.head
    query_back(window, "Which lot was it? (synthetic)")
    read_all(window)
    changed = keys(window, "signoff.to_sign")[3]
    record_labs_for(window, changed)
    sign_all(window, PAUL)

    said = texts(window)
    assert f"{SIGNED} records signed." in said
    assert "Something was recorded of this patient after you read the record." in said
    approvals = approved(window, after=head)
    assert len(approvals) == SIGNED
    assert {entry.author for entry, _ in approvals} == {PAUL.user}
    assert all(len(entry.cosignatures) == len(entry.papers) == 1 for entry, _ in approvals)
    assert changed not in {event.record for _, event in approvals}
    for entry, _ in approvals:
        pdf = desk_of(window).store.paper(entry.papers[0].sha256)
        assert names_of_signers(pdf, pdfsig, tmp_path) == SIGNERS

    window.later("2026-03-03 09:00")
    hand_over(window, ANN)
    answer(window, "DEMO24A7, as on the label (synthetic)")
    window.later("2026-03-03 10:00")
    hand_over(window, PAUL)
    inbox(window)
    assert changed in keys(window, "signoff.table")
    read_all(window)
    sign_all(window, PAUL)
    assert "Nothing else waits for your signature." in texts(window)
    assert len(approved(window, after=head)) == GIVEN
    close(window)
    everything_is_intact(morning, tmp_path)


def inbox(window: Window) -> None:
    press_key(window, Qt.Key.Key_F8)
    assert is_shown(window, "signoff.table")


def keys(window: Window, table: str) -> list[str]:
    listing = shown(window, QTableView, table)
    return [row.key for row in listing.rows.rows]  # type: ignore[attr-defined]  # a Listing


def open_first(window: Window) -> None:
    table = shown(window, QTableView, "signoff.table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert is_shown(window, "signoff.text")


def query_back(window: Window, question: str) -> None:
    """Ask the nurse about the oldest record, by keys; it waits for the answer from then on."""
    open_first(window)
    press_key(window, Qt.Key.Key_Q, ALT)
    press(window, f"review.to.{ANN.user}")
    type_into(window, "review.form_text", question)
    press(window, "review.send_button")
    finish(window)
    press(window, "review.back_button")
    assert "Ann Demo 演示安 to a query" in texts(window).replace("\u00a0", " ")


def read_all(window: Window) -> None:
    """Read every record that may be signed to its end; before that it cannot be added."""
    open_first(window)
    while is_shown(window, "signoff.text"):
        add = shown(window, QAbstractButton, "signoff.add_button")
        text = shown(window, QPlainTextEdit, "signoff.text")
        whole = text.verticalScrollBar().maximum() == 0
        assert add.isEnabled() is whole, "nothing is signed that was not read to its end"
        head = window.head
        press_key(window, Qt.Key.Key_D, ALT)
        assert window.head == head
        if whole:
            continue
        read_to_end(window)
        assert add.isEnabled()
        press_key(window, Qt.Key.Key_D, ALT)
        finish(window)
    assert is_shown(window, "signoff.batch_secret")


def sign_all(window: Window, who: Who) -> None:
    type_into(window, "signoff.batch_secret", who.secret)
    press(window, "signoff.batch_button")
    finish(window)
    assert is_shown(window, "signoff.table") or is_shown(window, "signoff.summary")


def answer(window: Window, words: str) -> None:
    """Open the query that waits for the nurse and answer it."""
    inbox(window)
    table = shown(window, QTableView, "signoff.queries")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    press(window, "signoff.open_query_button")
    assert "Which lot was it? (synthetic)" in texts(window)
    press_key(window, Qt.Key.Key_W, ALT)
    type_into(window, "review.form_text", words)
    press(window, "review.send_button")
    finish(window)
    assert words in texts(window)


def record_labs_for(window: Window, record: str) -> None:
    """Let a nurse at another place enter results of the patient of a record."""
    desk = desk_of(window)
    row = next(one for one in desk.store.inbox() if one.record_id == record)
    key = desk.cabinet.unlock(ANN.user, ANN.secret).key
    nurse = replace(desk, session=Session(PersonId(ANN.user), key, desk.cabinet))
    results = lab_results(desk.clock.now())
    nurse.do(RecordLabs(PatientId(row.patient_id), results), Words("en"), {})


def approved(window: Window, after: int) -> list[tuple[Entry, RecordApproved]]:
    entries = [one.entry for one in desk_of(window).store.entries(after=after)]
    return [
        (entry, event)
        for entry in entries
        for event in events_of(entry)
        if isinstance(event, RecordApproved)
    ]


def desk_of(window: Window) -> Desk:
    shell = window.program.centralWidget()
    assert isinstance(shell, Shell)
    return shell.work.context.desk


def everything_is_intact(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PAUL.secret + "\n", encoding="utf-8")
    whole = ["verify", str(folder), "--user", PAUL.user, "--password-file", str(secret)]
    assert verbs.run(whole, House()) == 0
