"""Unfinished drafts: listed for their own person only, opened where they were left, thrown away."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.recovery.panel import build
from ltm_desktop.ui.panels.recovery.view import RecoveryView
from ltm_desktop.ui.workplace import Workplace
from tests.ui.hands import find, press, texts


@pytest.fixture
def patient(demo_desk: Desk) -> PatientId:
    """A synthetic patient with an open dose."""
    (due, *_) = [one for one in demo_desk.worklists.today(ahead=30) if one.item.kind == "dose"]
    return PatientId(due.patient.patient_id)


@pytest.fixture
def draft(demo_desk: Desk, patient: PatientId) -> Draft:
    """What a nurse typed about that dose, kept."""
    chart = demo_desk.chart(patient)
    doses = [one for one in chart.plan.of(ItemKind.DOSE) if one.code not in chart.dosing.settled]
    now = demo_desk.clock.now().isoformat()
    fields = {"step": "give", "access": "ommaya", "note": "SYNTHETIC words", "record": "adm-none"}
    whose = (demo_desk.workstation, demo_desk.session.person, patient)
    kept = Draft(*whose, f"dosing:{doses[0].code}", fields, now, "dosing.note")
    demo_desk.drafts.save(kept)
    return kept


Shown = Callable[[], RecoveryView]


@pytest.fixture
def shown(context: Context, qtbot: QtBot) -> Shown:
    def show() -> RecoveryView:
        view = build(context)
        qtbot.addWidget(view)
        view.resize(1200, 260)
        view.asked_again.emit()
        return view

    return show


def labels(view: QWidget) -> str:
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisibleTo(view))


def come_forward(view: RecoveryView) -> None:
    view.show()
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    view.insist()


def rows(view: RecoveryView) -> list[str]:
    return [" ".join(cell.spoken for cell in row.cells) for row in view.rows.rows.rows]


def test_a_draft_is_listed_with_patient_dose_step_and_time_and_never_called_a_record(
    draft: Draft, demo_desk: Desk, shown: Shown
) -> None:
    view = shown()
    (row,) = rows(view)
    known = demo_desk.store.rows(draft.patient_id)
    assert known is not None
    assert known.patient.family.upper() in row
    assert known.patient.subject_id in row
    assert "Dose" in row
    assert "Give" in row
    assert "Draft, not a record" in row
    assert "kept" in row
    assert row.endswith("just now")
    assert not view.isHidden()
    assert "SYNTHETIC words" not in row + texts(view)
    assert "Saved" not in row + texts(view)


def test_the_drafts_of_others_are_counted_and_never_shown(
    draft: Draft, demo_desk: Desk, shown: Shown
) -> None:
    demo_desk.drafts.save(replace(draft, author="nurse.b", topic="dosing:IND-9"))
    demo_desk.drafts.save(replace(draft, author="physician.p"))
    view = shown()
    assert len(rows(view)) == 1
    assert "2 drafts of other people on this workstation" in labels(view)
    assert "Bai" not in labels(view)


def test_nothing_is_shown_where_there_is_no_draft_until_a_person_asks(shown: Shown) -> None:
    view = shown()
    assert view.isHidden()
    view.insist()
    assert not view.isHidden()
    assert "You have no unfinished draft on this workstation." in labels(view)


def test_enter_opens_the_draft_where_it_was_left(
    draft: Draft, context: Context, shown: Shown
) -> None:
    opened: list[tuple[str, str, str]] = []
    context.notices.open_patient.connect(lambda *where: opened.append(where))
    view = shown()
    come_forward(view)
    QTest.keyClick(view.rows, Qt.Key.Key_Return)
    assert opened == [(draft.patient_id, "dosing", draft.topic.removeprefix("dosing:"))]


def test_a_draft_is_thrown_away_after_a_question_and_the_note_of_it_holds_no_value(
    draft: Draft, demo_desk: Desk, shown: Shown
) -> None:
    view = shown()
    head = demo_desk.store.head()
    come_forward(view)
    QTest.keyClick(view.rows, Qt.Key.Key_Delete)
    assert find(view, QLabel, "recovery.question").isVisible()
    press(view, "recovery.no_button")
    assert len(rows(view)) == 1
    assert demo_desk.drafts.discarded() == ()
    press(view, "recovery.discard_button")
    press(view, "recovery.yes_button")
    assert rows(view) == []
    (noted,) = demo_desk.drafts.discarded()
    assert (noted.author, noted.patient_id, noted.topic) == (
        draft.author,
        draft.patient_id,
        draft.topic,
    )
    assert "SYNTHETIC" not in repr(noted)
    assert demo_desk.store.head() == head


def test_a_draft_left_beside_its_record_by_a_crash_is_forgotten(
    draft: Draft, demo_desk: Desk, shown: Shown
) -> None:
    known = next(iter(demo_desk.chart(PatientId(draft.patient_id)).records.by_id), None)
    assert known is not None, "the demo's patient has a record"
    demo_desk.drafts.save(replace(draft, fields={"record": known, "access": "ommaya"}))
    assert rows(shown()) == []
    assert demo_desk.drafts.of(draft.workstation, draft.author) == ()
    assert demo_desk.drafts.discarded() == ()


@pytest.mark.parametrize(
    ("patient_id", "topic", "where"),
    [("new", "enrolment", "patients:enrolment"), ("site", "configuration", "site")],
)
def test_drafts_that_belong_to_no_chart_open_their_page(
    patient_id: str, topic: str, where: str, demo_desk: Desk, context: Context, shown: Shown
) -> None:
    now = demo_desk.clock.now().isoformat()
    fields = {"family": "Ceshi", "given": "Yi"}
    whose = (demo_desk.workstation, demo_desk.session.person)
    demo_desk.drafts.save(Draft(*whose, patient_id, topic, fields, now))
    pages: list[str] = []
    context.notices.open_page.connect(pages.append)
    view = shown()
    come_forward(view)
    press(view, "recovery.open_button")
    assert pages == [where]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_after_sign_in_one_enter_leads_back_to_the_field_of_the_draft(
    draft: Draft, demo_desk: Desk, qtbot: QtBot, language: str, in_the_look: QApplication
) -> None:
    owner = QObject()
    work = Workplace(Context(demo_desk, Words(language), Notices(owner)))
    qtbot.addWidget(work)
    work.resize(1366, 768)
    work.show()
    work.activateWindow()
    QTest.qWaitForWindowActive(work)
    work.setFocus()
    QTest.keyClick(work, Qt.Key.Key_F7)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "recovery.rows"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == draft.focus
    QTest.keyClicks(focus, "!")
    assert focus.property("plainText") == "SYNTHETIC words!"


def test_a_fraction_and_an_enrolment_draft_are_listed_too(
    draft: Draft, demo_desk: Desk, shown: Shown
) -> None:
    fraction = replace(draft, topic="fractions", fields={"fraction": "7", "record": "frc-none"})
    demo_desk.drafts.save(fraction)
    demo_desk.drafts.save(replace(draft, topic="enrolment", fields={"weight": "61"}))
    found = "\n".join(rows(shown()))
    assert "Fraction 7" in found
    assert "Enrolment" in found
