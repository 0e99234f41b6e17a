"""Wherever a page of the dose goes, whoever types stays in the panel."""

from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from tests.builders import NURSE

from .conftest import find, press


def test_back_from_the_signatures_leads_to_the_form_not_to_the_bar_over_it(
    qtbot: QtBot, view: View
) -> None:
    window = QWidget()
    rows = QVBoxLayout(window)
    for widget in (QPushButton("Language"), view, QPushButton("Lock")):
        rows.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.step_wanted.connect(lambda step: view.show_step(Step(step), {}))
    view.show_step(Step.SIGN, {})
    line = SignerLine(NURSE, "Ann Demo", "Administered", signed=False)
    view.show_signing(Signing((line,), "Text", (), (), False, True))
    secret = next(one for one in view.findChildren(SecretEdit) if one.isVisible())
    secret.setFocus()
    press(view, "back_button")
    now = QApplication.focusWidget()
    stands = now.objectName() if now is not None and view.isAncestorOf(now) else "elsewhere"
    # Each of the two is taken away by itself.
    view.setParent(None)
    assert stands.startswith("dosing.access")


def test_whoever_looks_at_another_page_comes_back_into_the_same_field(
    qtbot: QtBot, view: View
) -> None:
    stack, chart, other = QStackedWidget(), QWidget(), QPushButton("Today")
    rows = QVBoxLayout(chart)
    for widget in (QPushButton("Tabs"), view):
        rows.addWidget(widget)
    chart.setFocusProxy(view)
    for page in (chart, other):
        stack.addWidget(page)
    qtbot.addWidget(stack)
    with qtbot.waitActive(stack):
        stack.show()
        stack.activateWindow()
    view.show_step(Step.GIVE, {"access": "ommaya"})
    find(view, "note").setFocus()
    stack.setCurrentWidget(other)
    other.setFocus()
    # The stack hands the focus to where it was; then the page is asked to take it.
    stack.setCurrentWidget(chart)
    chart.setFocus()
    now = QApplication.focusWidget()
    stands = now.objectName() if now is not None else ""
    view.setParent(None)
    assert stands == "dosing.note"
