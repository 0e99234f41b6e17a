"""Scans in the check: fields filled, labels and wristbands compared, nothing ever signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import ChinaTraceCode, Scan, Unknown, read_scan
from ltm_desktop.app.site_codes import SyringeLabel, Wristband
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import mg, ml
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing.panel import DosingPanel, build
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.scanner import Scanner
from tests.ui.hands import find

from .conftest import FIRST, Bedside, Sit, tray

GTIN = "09520000001230"
FIELDS = ("product", "lot", "check_dose", "secret.nurse.b")


def pack(bedside: Bedside, days: int = 300) -> Scan:
    today = bedside.desk.clock.now().date()
    expiry = today + timedelta(days=days)
    return read_scan(f"]d201{GTIN}17{expiry:%y%m%d}10PMX24A7", today)


def label(bedside: Bedside, **changes: object) -> SyringeLabel:
    patient = bedside.desk.chart(bedside.patient).patient
    assert patient is not None
    order = bedside.desk.chart(bedside.patient).dosing.orders[FIRST]
    right = SyringeLabel(
        patient.identity.subject_id,
        FIRST,
        order.drug,
        order.dose,
        ml("5"),
        order.access,
        bedside.desk.clock.now().replace(second=0, microsecond=0) + timedelta(hours=4),
        "7F3K",
    )
    return replace(right, **changes)  # type: ignore[arg-type]  # one field by its name


def test_a_pack_fills_product_lot_and_expiry_and_the_draft_keeps_that_it_was_scanned(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.prescribe()
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(pack(bedside))
    assert (nurse.view.fields["product"], nurse.view.fields["lot"]) == (GTIN, "PMX24A7")
    assert set(nurse.view.missing()).isdisjoint({"product", "lot", "expiry"})
    again = sit("nurse.a")
    assert again.view.fields["scanned"].startswith(GTIN)
    assert not bedside.desk.chart(bedside.patient).dosing.checks


def test_an_expired_pack_is_said_at_once(bedside: Bedside, sit: Sit) -> None:
    bedside.prescribe()
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(pack(bedside, days=-1))
    assert "expired" in nurse.view.notice


def test_a_label_that_differs_stands_against_the_check_until_the_right_one_is_scanned(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.prescribe()
    nurse = sit("nurse.a")
    nurse.type(**tray(bedside))
    assert nurse.view.signing is not None
    assert nurse.view.signing.ready
    for change, code in (
        ({"subject_id": "D01-9999"}, "scanning.label_of_other_patient"),
        ({"item": "IND-2"}, "scanning.label_of_other_dose"),
        ({"drug": "methotrexate"}, "scanning.label_drug"),
        ({"dose": mg("12")}, "scanning.label_amount"),
        ({"access": Access.LUMBAR}, "scanning.label_access"),
    ):
        nurse.presenter.take_scan(label(bedside, **change))
        assert nurse.view.codes() == {code}
        nurse.sign("nurse.b")
        nurse.type(check_dose="10.0")
        nurse.type(check_dose="10", identifiers="yes", time_out="yes")
        assert nurse.view.codes() == {code}
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    # Leaving and coming back does not wash it away.
    assert sit("nurse.a").view.codes() == {"scanning.label_access"}
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(label(bedside))
    assert nurse.view.codes() == set()
    assert "matches" in nurse.view.notice
    nurse.sign("nurse.b")
    assert FIRST in bedside.desk.chart(bedside.patient).dosing.checks


def test_the_wristband_of_another_patient_is_a_stop(bedside: Bedside, sit: Sit) -> None:
    bedside.prescribe()
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(Wristband("D01-9999"))
    assert nurse.view.codes() == {"scanning.other_patient"}
    assert "another patient's" in nurse.view.notice
    patient = bedside.desk.chart(bedside.patient).patient
    assert patient is not None
    nurse.presenter.take_scan(Wristband(patient.identity.subject_id))
    assert nurse.view.codes() == set()
    assert "this patient's" in nurse.view.notice


def test_a_code_that_fills_nothing_is_told_and_changes_nothing(bedside: Bedside, sit: Sit) -> None:
    bedside.prescribe()
    nurse = sit("nurse.a")
    before = dict(nurse.view.fields)
    for scan, words in ((ChinaTraceCode("8" * 20), "trace code"), (Unknown("?"), "none that")):
        nurse.presenter.take_scan(scan)
        assert words in nurse.view.notice
    nurse.presenter.take_scan(None, (stop("scanning.no_expiry"),))
    assert "No expiry" in nurse.view.notice
    assert nurse.view.fields == before


def test_a_step_that_takes_no_scan_says_so(bedside: Bedside, sit: Sit) -> None:
    bedside.prescribe()
    bedside.check()
    nurse = sit("nurse.a")
    for step in (Step.GIVE, Step.CHECK):
        nurse.presenter.go(step)
        nurse.presenter.take_scan(pack(bedside))
        assert "takes none" in nurse.view.notice
    assert "product" not in nurse.view.fields
    nurse.presenter.check_again()
    nurse.presenter.take_scan(pack(bedside))
    assert nurse.view.fields["product"] == GTIN


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[list[int]]:
    """The application's filter under a clock of our own, in milliseconds."""
    at = [1000]

    def clock(_event: QKeyEvent) -> int:
        return at[0]

    made = Scanner(qapp, at=clock)
    yield at
    made.fall_silent()
    qapp.removeEventFilter(made)
    made.setParent(None)
    made.deleteLater()


@pytest.mark.parametrize("place", ["lot", "check_dose", "secret.nurse.b", "check_button"])
def test_a_scan_lands_in_its_fields_wherever_the_focus_is_and_presses_nothing(
    bedside: Bedside, qtbot: QtBot, scanner: list[int], place: str
) -> None:
    bedside.prescribe()
    bedside.sit("nurse.a")
    panel = build(Context(bedside.desk, Words("en"), Notices()), bedside.patient)
    assert isinstance(panel, DosingPanel)
    qtbot.addWidget(panel)
    panel.show()
    for key, text in tray(bedside).items():
        panel.presenter.change(key, text)
    panel.view.fill(tray(bedside))
    panel.presenter.settle()
    target = find(panel, QWidget, f"dosing.{place}")
    target.setFocus()
    scan = pack(bedside)
    assert isinstance(scan, Product)
    for char in f"{scan.raw}\r":
        scanner[0] += 4
        code = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, target, code, char, Qt.KeyboardModifier.NoModifier
        )
    shown = [find(panel, QLineEdit, f"dosing.{name}").text() for name in FIELDS]
    assert shown == [GTIN, "PMX24A7", "10", ""]
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    assert [one.text() for one in panel.findChildren(QLabel)].count("Scanned") == 3
