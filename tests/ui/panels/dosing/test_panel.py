from datetime import datetime

import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import PrescribeDose
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing.panel import DosingPanel, build
from ltm_desktop.ui.panels.dosing.standing import Step

from .conftest import FIRST, Bedside, reading


class Hands:
    """Somebody at the keyboard of the panel."""

    def __init__(self, bedside: Bedside, person: str, qtbot: QtBot) -> None:
        bedside.sit(person)
        self.qtbot = qtbot
        self.notices = Notices()
        self.recorded: list[Recorded] = []
        self.notices.recorded.connect(self.recorded.append)
        context = Context(bedside.desk, Words("en"), self.notices)
        panel = build(context, bedside.patient)
        assert isinstance(panel, DosingPanel)
        self.panel = panel
        qtbot.addWidget(panel)
        panel.resize(1250, 460)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        panel.setFocus()

    def find(self, name: str) -> QWidget:
        # A row that was taken down lives until Qt deletes it; the one that stands came after it.
        found = self.panel.findChildren(QWidget, f"dosing.{name}")
        assert found, name
        return found[-1]

    def words(self, name: str) -> str:
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text()

    def type(self, **fields: str) -> None:
        for name, text in fields.items():
            field = self.find(name)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(text))
            else:
                QTest.keyClicks(field, text)

    def press(self, *names: str) -> None:
        for name in names:
            button = self.find(name)
            assert isinstance(button, QAbstractButton)
            button.click()

    def sign(self, button: str, *people: str) -> None:
        for person in people:
            field = self.find(f"secret.{person}")
            assert isinstance(field, QLineEdit)
            QTest.keyClicks(field, DEMO_SECRET)
        before = len(self.recorded)
        assert self.find(button).isEnabled()
        self.press(button)
        self.qtbot.waitUntil(lambda: len(self.recorded) > before, timeout=30_000)


def test_a_dose_is_ordered_checked_given_observed_and_signed_in_the_window(
    bedside: Bedside, qtbot: QtBot
) -> None:
    bedside.assess()
    doctor = Hands(bedside, "physician.p", qtbot)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "dosing.order_dose"
    doctor.type(order_dose="10")
    doctor.press("order_access.ommaya")
    doctor.sign("prescribe_button", "physician.p")
    assert doctor.panel.presenter.step is Step.VERIFY
    doctor.panel.hide()
    bedside.make_ready()
    nurse = Hands(bedside, "nurse.a", qtbot)
    read = reading(bedside)
    nurse.type(check_operator="nurse.a", check_second="nurse.b")
    nurse.type(check_subject=read["check_subject"], check_drug="pemetrexed", check_dose="10")
    use_by = datetime.fromisoformat(read["check_use_by"])
    nurse.type(check_volume="5", check_use_by=f"{use_by:%d-%b-%Y %H:%M}")
    nurse.press("check_access.ommaya", "identifiers")
    nurse.sign("check_button", "nurse.b")
    before = len(nurse.recorded)
    for line in TIME_OUT_LINES:
        nurse.press(f"time_out.{line}")
    qtbot.waitUntil(lambda: len(nurse.recorded) > before, timeout=30_000)
    assert nurse.panel.presenter.step is Step.GIVE
    nurse.press("start_button")
    qtbot.waitUntil(lambda: len(nurse.recorded) > before + 1, timeout=30_000)
    assert "in progress since" in nurse.words("running")
    nurse.press("access.ommaya", "ended_at.now", "outcome.complete")
    nurse.type(site_inspection="intact", refill="immediate", needle_gauge="25", punctures="1")
    nurse.type(csf_return="yes", csf_withdrawn="6", csf_appearance="clear", volume_injected="5")
    nurse.press("review_button")
    nurse.sign("record_button", "nurse.a", "nurse.b")
    chart = bedside.desk.chart(bedside.patient)
    assert chart.dosing.is_settled(FIRST)
    nurse.press("observed_at.now", "observed_complications.headache", "observed_last")
    nurse.type(observed_temperature="36.9", observed_early="Moved to the ward (synthetic)")
    nurse.sign("observe_button", "nurse.a")
    assert nurse.find("paper_button").isVisible()
    assert not bedside.desk.drafts.of(bedside.desk.workstation, "nurse.a")


def test_a_hidden_panel_has_kept_its_draft_and_no_secret(bedside: Bedside, qtbot: QtBot) -> None:
    bedside.assess()
    doctor = Hands(bedside, "physician.p", qtbot)
    doctor.type(order_dose="10")
    QTest.keyClicks(doctor.find("secret.physician.p"), "secret")
    doctor.panel.hide()
    secret = doctor.find("secret.physician.p")
    assert isinstance(secret, QLineEdit)
    assert secret.text() == ""
    drafts = bedside.desk.drafts.of(bedside.desk.workstation, "physician.p")
    assert [draft.fields["order_dose"] for draft in drafts] == ["10"]


def test_a_closed_chart_is_told_of_no_more_records(bedside: Bedside, qtbot: QtBot) -> None:
    notices = Notices()
    bedside.assess()
    panel = build(Context(bedside.desk, Words("en"), notices), bedside.patient)
    assert isinstance(panel, DosingPanel)
    presenter = panel.presenter
    active = bedside.desk.active()
    assert active is not None
    drug = active.drug_of(FIRST)
    order = PrescribeDose(bedside.patient, FIRST, drug.code, drug.dose, Access.OMMAYA)
    recorded = bedside.story.stage.do("physician.p", order)
    shiboken6.delete(panel)
    with qtbot.captureExceptions() as faults:
        notices.recorded.emit(recorded)
    assert faults == []
    assert presenter.item == FIRST
