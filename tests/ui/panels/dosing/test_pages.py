"""A page is made when somebody comes to it, and then says all that was told before."""

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.standing import Step, following
from ltm_desktop.ui.panels.dosing.view import View
from tests.gallery.entries_dosing import ready as ready_dose
from tests.gallery.entries_dosing import standing

from .conftest import find


def made(view: View) -> set[str]:
    return {type(one).__name__ for one in view.findChildren(Form)}


def typed(view: View, name: str) -> str:
    field = find(view, name)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_only_the_page_one_comes_to_is_made(view: View) -> None:
    view.show_step(Step.ORDER, {})
    assert made(view) == {"OrderForm"}
    view.show_step(Step.CALL, {})
    assert made(view) == {"OrderForm", "CallForm"}


def test_what_was_typed_on_a_page_never_seen_stands_on_it(view: View) -> None:
    texts = {"order_dose": "9.50", "observed_note": "calm"}
    view.show_step(Step.ORDER, texts)
    assert typed(view, "order_dose") == "9.50"
    view.show_step(Step.OBSERVE, texts)
    assert typed(view, "observed_note") == "calm"


def test_a_page_left_and_come_back_to_shows_the_texts_of_now(view: View) -> None:
    view.show_step(Step.ORDER, {"order_dose": "9.50"})
    view.show_step(Step.CALL, {"order_dose": "9.50"})
    view.fill({"order_dose": "8.00"})
    view.show_step(Step.ORDER, {"order_dose": "8.00"})
    assert typed(view, "order_dose") == "8.00"
    view.show_step(Step.CALL, {})
    view.show_step(Step.ORDER, {})
    assert typed(view, "order_dose") == ""


def test_some_texts_put_anew_leave_the_others_of_the_page(view: View) -> None:
    view.show_step(Step.OBSERVE, {})
    note = find(view, "observed_note")
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("typed meanwhile")
    view.fill({"observed_pulse": "72"})
    assert typed(view, "observed_pulse") == "72"
    assert typed(view, "observed_note") == "typed meanwhile"


def test_what_became_known_while_another_page_stood_is_said_as_one_comes_back(view: View) -> None:
    say = Words("en")
    known = standing(say, ready_dose)
    view.show_step(Step.GIVE, {"access": "ommaya"})
    view.show_step(Step.ORDER, {})
    nobody = replace(known, operators=())
    view.show_standing(nobody)
    view.show_step(Step.GIVE, {})
    box = find(view, "operator")
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == [""]
    view.show_standing(known)
    assert box.count() == 1 + len(known.operators)


def test_the_page_that_comes_next_is_made_while_a_record_is_written(
    view: View, qtbot: QtBot
) -> None:
    view.show_step(Step.SIGN, {})
    assert "ObserveForm" not in made(view)
    view.show_busy(busy=True)
    qtbot.waitUntil(lambda: "ObserveForm" in made(view))
    assert not find(view, "observed_note").isVisible()
    view.show_busy(busy=False)
    assert following(Step.SIGN) is Step.OBSERVE
    assert following(Step.CALL) is Step.SETTLED


def test_nothing_can_be_pressed_or_typed_while_a_record_is_written(view: View) -> None:
    view.show_step(Step.OBSERVE, {})
    note, step = find(view, "observed_note"), find(view, "step.order")
    assert isinstance(step, QAbstractButton)
    view.show_busy(busy=True)
    assert not note.isEnabled()
    assert not step.isEnabled()
    view.show_busy(busy=False)
    assert note.isEnabled()
    assert step.isEnabled()
