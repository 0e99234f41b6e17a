"""Half a check is typed, something goes wrong: the emergency page, and back to the very letter."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.clinic import ANN, open_patient, sign_in
from tests.journeys.conftest import CHEN, Start
from tests.journeys.desk import read, rest, shown, write
from tests.ui.hands import texts as written


def test_the_page_opens_over_half_a_check_and_gives_it_back_to_the_letter(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    drug = shown(window, QWidget, "dosing.check_drug")
    drug.setFocus()
    write(drug, "pemet")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(drug, Qt.Key.Key_E, both)
    rest(300)
    page = window.program._cover.page
    assert page is not None
    assert not drug.isVisible()
    for secret in (CHEN.family, CHEN.family.upper(), CHEN.han, CHEN.born, CHEN.subject, "pemet"):
        assert secret not in written(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    rest(300)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "dosing.check_drug"
    write(focus, "rexed")
    assert read(window, "dosing.check_drug") == "pemetrexed"
