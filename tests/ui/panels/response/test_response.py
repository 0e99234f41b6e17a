"""Assessing response in the window: by keyboard, blocked until complete, signed, on a real site."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import OWN_STREAMS, PatientId
from ltm_desktop.domain.labs import LabFinding, LabReport, RecordLabs
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.response.panel import ResponsePanel, build
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into

ASSESSOR = "physician.p"


def patient_of(desk: Desk) -> PatientId:
    """Return a patient of the demo who was never assessed."""
    found = (PatientId(one) for one in desk.store.streams() if one not in OWN_STREAMS)
    return next(one for one in found if not desk.chart(one).response.told)


def _panel(desk: Desk, qtbot: QtBot) -> ResponsePanel:
    shown = build(Context(desk, Words("en"), Notices()), patient_of(desk))
    assert isinstance(shown, ResponsePanel)
    qtbot.addWidget(shown)
    shown.resize(1234, 560)
    shown.show()
    return shown


def choose(panel: ResponsePanel, name: str, code: str) -> None:
    box = find(panel, QComboBox, name)
    box.setCurrentIndex(box.findData(code))


def _missing(panel: ResponsePanel) -> str:
    return find(panel, QLabel, "response.missing").text()


def _fill_baseline(panel: ResponsePanel, today: str) -> None:
    first = line(panel, "response.neuro.consciousness")
    press(panel, "response.part.neuro")
    first.setFocus()
    # one digit an area, nothing else: the form goes on by itself
    QTest.keyClicks(first, "1")
    for _ in range(13):
        QTest.keyClicks(panel.focusWidget(), "0")
    press(panel, "response.part.csf_cytology")
    choose(panel, "response.cytology.result", "positive")
    type_into(panel, "response.cytology.on", today)
    press(panel, "response.part.mri")
    choose(panel, "response.not_done.mri", "equipment")
    press(panel, "response.part.kps")
    choose(panel, "response.kps.score", "60")
    type_into(panel, "response.kps.on", today)
    press(panel, "response.part.steroids")
    type_into(panel, "response.steroids.per_day", "4")
    type_into(panel, "response.steroids.drug", "dexamethasone")


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as(ASSESSOR)


def test_a_baseline_is_typed_signed_and_listed(desk: Desk, qtbot: QtBot) -> None:
    panel = _panel(desk, qtbot)
    assert "No response has been assessed yet." in texts(panel)
    press(panel, "response.begin")
    assert not find(panel, QPushButton, "response.review").isEnabled()
    assert _missing(panel) == "5 things before you can sign"
    _fill_baseline(panel, Words("en").date(desk.clock.now().date()))
    assert find(panel, QLabel, "response.sums").text() == "sum 1, highest 1"
    assert _missing(panel) == "Complete: ready to be signed"
    press(panel, "response.review")
    secret = find(panel, SecretEdit, f"response.secret.{ASSESSOR}")
    secret.setText("not it")
    press(panel, "response.sign_button")
    qtbot.waitUntil(lambda: "This is not the secret of" in texts(panel))
    secret = find(panel, SecretEdit, f"response.secret.{ASSESSOR}")
    secret.setText(DEMO_SECRET)
    press(panel, "response.sign_button")
    qtbot.waitUntil(lambda: len(desk.chart(panel._patient).response.told) == 1)
    (told,) = desk.chart(panel._patient).response.standing
    assert isinstance(told, ResponseAssessed)
    assert (told.assessor, told.neuro and told.neuro.total) == (ASSESSOR, 1)
    qtbot.waitUntil(lambda: panel.currentWidget() is panel.list)
    table = find(panel, QTableWidget, "response.assessments")
    assert table.rowCount() == 1
    opened: list[bytes] = []

    def no_viewer(path: Path) -> bool:
        opened.append(path.read_bytes())
        return False

    panel._papers._viewer = no_viewer
    assert not find(panel, QPushButton, "response.paper").isEnabled()
    table.selectRow(0)
    press(panel, "response.paper")
    qtbot.waitUntil(lambda: "No program on this computer opens PDF files." in texts(panel))
    (paper,) = desk.chart(panel._patient).records.by_id[told.record].papers
    assert opened == [desk.store.paper(paper.sha256)]


def test_cytology_of_the_laboratory_is_offered_by_place_and_taken_over_by_hand(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    patient, drawn = patient_of(desk), desk.clock.now() - timedelta(days=2)
    slips = (
        slip("negative", Specimen.CSF_LUMBAR, drawn),
        slip("suspicious", Specimen.CSF_VENTRICULAR, drawn),
        slip("positive", Specimen.CSF_LUMBAR, drawn - timedelta(days=9)),
    )
    desk.do(RecordLabs(patient, (), slips), Words(), {})
    desk = open_as(ASSESSOR)
    panel = _panel(desk, qtbot)
    press(panel, "response.begin")
    press(panel, "response.part.csf_cytology")
    assert not find(panel, QComboBox, "response.cytology.result").currentData()
    on = Words().date(desk.act().day_of(drawn))
    lumbar = find(panel, QPushButton, "response.take.csf_cytology.lumbar")
    assert f"negative, lumbar fluid of {on}, report SYN-negative" in lumbar.text()
    press(panel, "response.take.csf_cytology.ventricular")
    assert find(panel, QComboBox, "response.cytology.source").currentData() == "ventricular"
    press(panel, "response.take.csf_cytology.lumbar")
    assert find(panel, QComboBox, "response.cytology.source").currentData() == "lumbar"
    assert find(panel, QComboBox, "response.cytology.result").currentData() == "negative"
    assert line(panel, "response.cytology.on").text() == on
    assert line(panel, "response.cytology.report").text() == "SYN-negative"


def slip(code: str, specimen: Specimen, drawn: datetime) -> LabFinding:
    report = LabReport(number=f"SYN-{code}")
    return LabFinding("csf_cytology", drawn, code, specimen=specimen, report=report)


def test_escape_leaves_the_form_and_saves_no_record_but_the_draft_is_kept(
    desk: Desk, qtbot: QtBot
) -> None:
    panel = _panel(desk, qtbot)
    patient = panel._patient
    press(panel, "response.begin")
    type_into(panel, "response.steroids.drug", "dexamethasone")
    qtbot.waitUntil(
        lambda: desk.drafts.find(desk.workstation, ASSESSOR, patient, "response") is not None
    )
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.chart(patient).response.told == ()
    again = _panel(desk, qtbot)
    assert line(again, "response.steroids.drug").text() == "dexamethasone"
    press(again, "response.clear")
    assert desk.drafts.find(desk.workstation, ASSESSOR, patient, "response") is None


def test_whoever_is_no_physician_reads_and_is_offered_nothing(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    panel = _panel(open_as("nurse.a"), qtbot)
    assert not find(panel, QPushButton, "response.begin").isVisible()
    assert "A physician enters the baseline here." in texts(panel)
