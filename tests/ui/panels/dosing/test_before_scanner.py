"""A scanner that types, before the bedside check: it fills its fields and never records."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.site_codes import SyringeLabel, to_label_text
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing.panel import DosingPanel, build
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.scanner import Scanner
from tests.ui.hands import find
from tests.ui.panels.dosing.conftest import FIRST, Bedside


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


def seated(bedside: Bedside, person: str, qtbot: QtBot) -> DosingPanel:
    """Somebody before the open panel of the patient."""
    bedside.sit(person)
    panel = build(Context(bedside.desk, Words("en"), Notices()), bedside.patient)
    assert isinstance(panel, DosingPanel)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def scan(at: list[int], target: QWidget, text: str) -> None:
    """Type as a scanner does, with a line end after the code."""
    target.setFocus()
    for char in f"{text}\r":
        at[0] += 4
        code = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, target, code, char, Qt.KeyboardModifier.NoModifier
        )


def written(panel: DosingPanel, *names: str) -> list[str]:
    return [find(panel, QLineEdit, f"dosing.{name}").text() for name in names]


def chart(bedside: Bedside) -> Chart:
    return bedside.desk.chart(bedside.patient)


@pytest.mark.parametrize("place", ["prep_strength", "prep_product", "secret.pharmacist.c"])
def test_a_pack_scanned_anywhere_on_the_page_lands_in_the_fields_of_the_product(
    bedside: Bedside, qtbot: QtBot, scanner: list[int], place: str
) -> None:
    scenes.order(bedside.story, bedside.item())
    scenes.verify(bedside.story, bedside.item())
    panel = seated(bedside, "pharmacist.c", qtbot)
    panel.presenter.change("prep_preparer", "pharmacist.c")
    panel.presenter.settle()
    expiry = bedside.desk.clock.now().date() + timedelta(days=300)
    code = f"]d201{scenes.GTIN}17{expiry:%y%m%d}10DEMO24A7<GS>21S1"
    scan(scanner, find(panel, QWidget, f"dosing.{place}"), code)
    names = ("prep_product", "prep_gtin", "prep_lot", "prep_serial", "prep_strength")
    assert written(panel, *names) == [scenes.PRODUCT, scenes.GTIN, "DEMO24A7", "S1", ""]
    assert written(panel, "secret.pharmacist.c") == [""]
    assert chart(bedside).dosing.steps_of(FIRST).preparation is None


def test_a_label_scanned_where_the_syringe_comes_in_names_it_and_records_nothing(
    bedside: Bedside, qtbot: QtBot, scanner: list[int]
) -> None:
    scenes.order(bedside.story, bedside.item())
    for play in (scenes.verify, scenes.prepare, scenes.release):
        play(bedside.story, bedside.item())
    made = chart(bedside).dosing.steps_of(FIRST).preparation
    patient = chart(bedside).patient
    assert made is not None
    assert patient is not None
    told = made.prepared
    label = SyringeLabel(
        subject_id=patient.identity.subject_id,
        item=FIRST,
        drug="pemetrexed",
        dose=told.dose,
        volume=told.syringe.volume,
        access=Access.OMMAYA,
        use_by=told.syringe.use_by,
        short_id=told.preparation,
    )
    panel = seated(bedside, "nurse.a", qtbot)
    assert panel.presenter.step is Step.RECEIVE
    scan(scanner, find(panel, QWidget, "dosing.receive_intact.yes"), to_label_text(label))
    assert written(panel, "receive_preparation") == [told.preparation]
    received = chart(bedside).dosing.steps_of(FIRST).preparation
    assert received is not None
    assert received.received is None
