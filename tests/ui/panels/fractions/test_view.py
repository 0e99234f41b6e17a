from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.schedule import rt_start
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.fractions.form_line import LinePage
from ltm_desktop.ui.panels.fractions.form_void import VoidSide
from ltm_desktop.ui.panels.fractions.order_side import OrderSide
from ltm_desktop.ui.panels.fractions.panel import FractionsPanel
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import SECRET, find, next_morning, take_in

Open = Callable[[str], FractionsPanel]


@pytest.fixture
def panel_of(open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot) -> Open:
    def build(person: str) -> FractionsPanel:
        return shown(open_as(person), qtbot)

    return build


def shown(desk: Desk, qtbot: QtBot) -> FractionsPanel:
    next_morning(desk)
    context = Context(desk, Words("en"), Notices())
    panel = FractionsPanel(context, find(desk, "Alpha"))
    panel.resize(1266, 640)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


def fill(panel: FractionsPanel) -> None:
    fields = panel.form.fields
    fields.outcome.button("delivered").click()
    panel.form.now_button.click()
    fields.doses.set_value({"PTV1": "2"})
    fields.machine.set_value("Linac 1")
    fields.second.set_value("therapist.e")


def secret_of(panel: FractionsPanel, person: str) -> QLineEdit:
    found = panel.findChild(QLineEdit, f"fractions.secret.{person}")
    assert isinstance(found, QLineEdit)
    return found


def test_a_session_goes_from_the_form_to_the_ledger(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    heard: list[Recorded] = []
    panel._context.notices.recorded.connect(heard.append)
    fill(panel)
    QTest.keyClick(panel, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(panel.sign_form.isVisible)
    secret_of(panel, "therapist.d").setText(SECRET)
    secret_of(panel, "therapist.e").setText(SECRET)
    panel.sign_form.sign_button.click()
    assert not panel.sign_form.isEnabled()
    qtbot.waitUntil(lambda: bool(heard), timeout=20000)
    assert panel.form.saved.text().startswith("Saved on this computer")
    assert panel.form.typed().doses == {}
    assert panel.course.sessions.line(1).record == heard[0].events[0].record  # type: ignore[attr-defined]  # a Recorded, by the notice


def test_a_wrong_secret_is_said_in_place_and_no_secret_stays(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    fill(panel)
    panel.form.record_button.click()
    secret_of(panel, "therapist.d").setText("wrong")
    secret_of(panel, "therapist.e").setText(SECRET)
    panel.sign_form.sign_button.click()
    qtbot.waitUntil(panel.sign_form.isEnabled, timeout=20000)
    assert panel.sign_form._secrets["therapist.d"][1].message().startswith("This is not the secret")
    assert "again" in panel.sign_form._secrets["therapist.e"][1].message()
    assert secret_of(panel, "therapist.e").text() == ""
    QTest.keyClicks(secret_of(panel, "therapist.d"), "x")
    QTest.keyClick(secret_of(panel, "therapist.d"), Qt.Key.Key_Return)
    assert secret_of(panel, "therapist.e").hasFocus()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(panel.form.isVisible)
    assert panel.form.typed().doses == {"PTV1": "2"}


def test_return_in_a_field_records_nothing(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    fill(panel)
    QTest.keyClick(panel.form.fields.machine.line, Qt.Key.Key_Return)
    assert panel.form.isVisible()


def test_what_is_missing_is_said_at_each_field(panel_of: Open) -> None:
    panel = panel_of("therapist.d")
    panel.form.record_button.click()
    form = panel.form
    shown = form.fields
    for field in (shown.outcome, shown.at, *shown.doses.fields(), shown.machine):
        assert field.message()
    assert form.isVisible()


def test_the_fields_follow_the_outcome(panel_of: Open) -> None:
    form = panel_of("therapist.d").form
    form.fields.outcome.button("not_treated").click()
    assert form.fields.reason.isVisible()
    assert not form.fields.doses.isVisible()
    assert not form.fields.second.isVisible()
    form.fields.outcome.button("partial").click()
    assert form.fields.reason.isVisible()
    assert form.fields.doses.isVisible()


def test_a_draft_is_kept_within_a_second_and_comes_back(open_as: OpenAs, qtbot: QtBot) -> None:
    desk = open_as("therapist.d")
    panel = shown(desk, qtbot)
    panel.form.fields.machine.set_value("Linac 7")
    qtbot.waitUntil(lambda: panel.form.saved.text().startswith("Draft"), timeout=5000)
    assert shown(desk, qtbot).form.fields.machine.value() == "Linac 7"


def test_clearing_the_form_forgets_the_draft(open_as: OpenAs, qtbot: QtBot) -> None:
    desk = open_as("therapist.d")
    panel = shown(desk, qtbot)
    panel.form.fields.machine.set_value("Linac 7")
    panel.draft_due.emit()
    panel.form.clear_button.click()
    assert panel.form.fields.machine.value() == ""
    assert shown(desk, qtbot).form.fields.machine.value() == ""


def test_an_alert_that_may_be_told_asks_for_the_incident(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    fill(panel)
    panel.form.other.click()
    panel.form.fields.fraction.set_value("21")
    assert panel.form._title.text() == "Fraction 21, outside the plan"
    panel.form.record_button.click()
    assert panel.form.fields.incident.isVisible()
    panel.form.fields.incident.set_value("Told by a test")
    panel.form.record_button.click()
    assert panel.sign_form.isVisible()


def test_the_table_is_a_sound_model(panel_of: Open, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel_of("therapist.d").course.sessions)  # type: ignore[no-untyped-call]  # pytest-qt ships no annotations


def open_line(panel: FractionsPanel) -> LinePage:
    panel.course.table.activated.emit(panel.course.sessions.index(1, 0))
    page = panel._open_act
    assert isinstance(page, LinePage)
    assert page.isVisible()
    return page


def test_a_recorded_line_opens_its_record(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    page = open_line(panel)
    with qtbot.waitSignal(panel._context.notices.open_patient) as wish:
        page.buttons["open"].click()
    assert wish.args is not None
    assert wish.args[1:] == ["record", panel.course.sessions.line(1).record]


def test_leaving_a_line_shows_the_session_form_as_it_was(panel_of: Open) -> None:
    panel = panel_of("therapist.d")
    panel.form.fields.machine.set_value("Linac 7")
    page = open_line(panel)
    assert not panel.form.isVisible()
    page.buttons["leave"].click()
    assert panel.form.isVisible()
    assert panel.form.fields.machine.value() == "Linac 7"


def test_a_session_is_taken_back_by_two_from_its_line(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    heard: list[Recorded] = []
    panel._context.notices.recorded.connect(heard.append)
    line = panel.course.sessions.line(1)
    open_line(panel).buttons["void"].click()
    side = panel._open_act
    assert isinstance(side, VoidSide)
    side.review()
    assert side.second.message()
    side.reason.set_value(("did_not_happen", ""))
    side.second.set_value("therapist.e")
    side.review()
    assert side.sign_form.isVisible()
    for place in side.sign_form._secrets.values():
        place[0].setText(SECRET)
    side.sign_form.sign_button.click()
    qtbot.waitUntil(lambda: bool(heard), timeout=20000)
    assert panel.form.isVisible()
    lines = [panel.course.sessions.line(row) for row in range(panel.course.sessions.rowCount())]
    old = next(one for one in lines if one.record == line.record)
    assert not old.stands
    assert old.state_words.startswith("Void")


def test_correcting_a_line_opens_its_form_with_the_reason_asked(panel_of: Open) -> None:
    panel = panel_of("therapist.d")
    open_line(panel).buttons["correct"].click()
    assert panel.form.isVisible()
    assert panel.form.fields.why.isVisible()
    assert panel.form.fields.machine.value() == "Linac 1 (demo)"
    assert not panel.form.planned_button.isVisible()


def test_a_physician_finds_the_change_of_the_course_and_can_go_back(panel_of: Open) -> None:
    panel = panel_of("physician.p")
    button = panel.findChild(QPushButton, "fractions.act.change")
    assert isinstance(button, QPushButton)
    button.click()
    side = panel._open_act
    assert isinstance(side, OrderSide)
    form = side._form
    assert form is not None
    assert form.reason.isVisible()
    assert form.fractions.value() == "20"
    form.leave_button.click()
    assert not panel._ordering
    assert panel.form.isVisible()


def test_a_therapist_is_offered_no_change_of_the_course(panel_of: Open) -> None:
    assert panel_of("therapist.d").findChild(QPushButton, "fractions.act.change") is None


def test_as_planned_goes_to_the_second_operator_by_one_key(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    assert panel.focusProxy() is panel.form.planned_button
    QTest.keyClick(panel, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(panel.sign_form.isVisible)
    assert panel.sign_form.second.box.hasFocus()
    assert not panel.sign_form.sign_button.isEnabled()
    QTest.keyClick(panel.sign_form.second.box, Qt.Key.Key_Down)
    assert panel.sign_form.sign_button.isEnabled()
    assert panel.form.fields.second.value() == "therapist.e"
    QTest.keyClick(panel.sign_form.second.box, Qt.Key.Key_Return)
    assert secret_of(panel, "therapist.d").hasFocus()


def first_day(desk: Desk, patient: PatientId) -> date:
    """Return the first day the signed rule gives."""
    active, plan = desk.active(), desk.chart(patient).plan.items
    assert active is not None
    days = {code: item.scheduled for code, item in plan.items()}
    start = rt_start(active, "A", days, desk.act().calendar)
    assert start is not None
    return start


def test_a_physician_orders_in_place(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    patient = take_in(desk, "A")
    desk.do(PlanTreatment(patient, desk.act().today), Words("en"), {})
    panel = FractionsPanel(Context(desk, Words("en"), Notices()), patient)
    qtbot.addWidget(panel)
    panel.resize(1266, 640)
    panel.show()
    side = panel._ordering
    assert side is not None
    order = side._form
    assert order is not None
    assert order.isVisible()
    order._levels[0]._rows[0].site.set_value("whole_brain")
    order.technique.button("imrt").click()
    order.start.set_value(first_day(desk, patient))
    order.review_button.click()
    assert side.sign_form.isVisible()
    line = panel.findChild(QLineEdit, "fractions.order.secret.physician.p")
    assert isinstance(line, QLineEdit)
    line.setText(SECRET)
    side.sign_form.sign_button.click()
    qtbot.waitUntil(lambda: panel.course.sessions.rowCount() == 1, timeout=20000)
    assert panel.course.heading.isVisible()
    assert panel.form.isVisible()


def test_tab_goes_as_the_form_is_read_and_back(panel_of: Open) -> None:
    panel = panel_of("therapist.d")
    panel.form.planned_button.setFocus()
    read = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        read.append(focus.objectName().removeprefix("fractions."))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert read == [
        "planned_button",
        "outcome.delivered",
        "at",
        "now_button",
        "dose.0",
        "another_volume",
    ]
    assert panel.form.fields.machine.line.hasFocus()
    QTest.keyClick(panel.form.fields.machine.line, Qt.Key.Key_Backtab)
    assert panel.form.fields.doses.another.hasFocus()
