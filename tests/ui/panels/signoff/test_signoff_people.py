from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.one_dose import _PART
from ltm_desktop.app.demo.scenes import check, enrol, give, make_ready, order, time_out
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import ItemKind, Meaning
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.signoff.panel import build
from ltm_desktop.ui.panels.signoff.view import SignoffView

OpenAs = Callable[[str], Desk]
Given = tuple[PatientId, RecordId]


def give_dose(desk: Desk, trouble: str) -> Given:
    """Give one example dose now: `away` loses its second person, `scribe` has a physician give."""
    desk.cabinet = KeptCabinet(desk.cabinet)
    today = desk.clock.now().date()
    say = Words("en")
    story = Story(Stage(desk, desk.clock, say), 77, _PART, today)
    enrol(story)
    story.stage.do("research.r", PlanTreatment(story.patient, today))
    item = story.item(ItemKind.DOSE, 1)
    order(story, item)
    make_ready(story, item)
    record = check(story, item, trouble)
    time_out(story, item, record)
    give(story, item, record, trouble, took=timedelta())
    return story.patient, record


@pytest.fixture
def sit_down(open_as: OpenAs, qtbot: QtBot) -> Callable[[str], tuple[Desk, SignoffView]]:
    def sit_down(person: str) -> tuple[Desk, SignoffView]:
        desk = open_as(person)
        view = build(Context(desk, Words("en"), Notices()), None)
        assert isinstance(view, SignoffView)
        qtbot.addWidget(view)
        view.resize(1282, 726)
        view.show()
        return desk, view

    return sit_down


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def waiting(desk: Desk, given: Given) -> Meaning | None:
    patient, record = given
    return desk.chart(patient).records.by_id[record].waiting


def test_the_second_person_who_was_called_away_signs_the_check_from_the_inbox(
    open_as: OpenAs, sit_down: Callable[[str], tuple[Desk, SignoffView]], qtbot: QtBot
) -> None:
    given = give_dose(open_as("nurse.a"), "away")
    desk, view = sit_down("nurse.b")
    assert waiting(desk, given) is Meaning.CHECKED
    view.opened.emit(given[1])
    reading = view.reading
    assert reading is not None
    assert reading.box is not None
    assert reading.box.button.text() == "Sign the check"
    bar = reading.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    reading.box.given.emit("nurse.b", DEMO_SECRET)
    qtbot.waitUntil(lambda: waiting(desk, given) is Meaning.APPROVED, timeout=20000)
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20000)


def test_a_physician_sees_whose_check_is_missing_and_cannot_approve_before_it(
    open_as: OpenAs, sit_down: Callable[[str], tuple[Desk, SignoffView]]
) -> None:
    given = give_dose(open_as("nurse.a"), "away")
    _, view = sit_down("physician.p")
    view.opened.emit(given[1])
    assert view.reading is not None
    assert view.reading.box is None
    assert "It waits for Bai Demo 演示白, who checked it." in words(view.reading)


def test_the_physician_who_gave_a_dose_is_refused_its_approval_with_a_sentence(
    open_as: OpenAs, sit_down: Callable[[str], tuple[Desk, SignoffView]]
) -> None:
    given = give_dose(open_as("nurse.a"), "scribe")
    _, view = sit_down("physician.q")
    view.opened.emit(given[1])
    assert view.reading is not None
    assert view.reading.box is None
    assert "another physician approves it" in words(view.reading)
