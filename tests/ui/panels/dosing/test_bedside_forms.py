"""The pages at the bedside: blind while read, one line at a time, and what the ledger tells."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import mg
from ltm_desktop.ui.panels.dosing.shown import Signing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import stop_time_out
from tests.gallery.entries_dosing import checked, observed, received, standing, started

from .conftest import find, press, text

BLIND = ("10\u00a0mg", " 5\u00a0mL", "Ommaya reservoir,", "intrathecal", "18:00")
"""What was ordered and prepared, as the panel writes it."""


def shown_words(view: View) -> str:
    """Return every word that can be read or heard on the page, without the choices offered."""
    QApplication.processEvents()
    words = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    for one in view.findChildren(QWidget):
        if one.isVisible():
            words += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
    return "\n".join(words)


def press_and_repeat(key: Qt.Key, times: int) -> None:
    """Hold a key down for some repetitions, wherever the focus goes meanwhile, and lift it."""
    text = "\r" if key is Qt.Key.Key_Return else " "
    for place in range(times):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            now = QApplication.focusWidget()
            assert now is not None
            repeated = place > 0 if kind is QEvent.Type.KeyPress else place < times - 1
            held = QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier, text, repeated)
            QApplication.sendEvent(now, held)


def test_nothing_ordered_can_be_read_anywhere_while_the_second_person_reads(view: View) -> None:
    view.show_standing(standing(Words("en"), received))
    view.show_step(Step.CHECK, {"check_dose": "12"})
    view.show_signing(Signing((), "", ("check_volume",), (), False, False))
    told = shown_words(view)
    assert "pemetrexed" in told
    for secret in BLIND:
        assert secret not in told
    assert find(view, "hidden").isVisible()
    view.show_step(Step.GIVE, {})
    assert BLIND[0] in shown_words(view)


def test_only_what_differs_is_shown_with_both_values_or_that_nothing_does(view: View) -> None:
    view.show_standing(standing(Words("en"), received))
    view.show_step(Step.CHECK, {})
    differs = stop("dosing.differs_dose", "hard rule H06", ordered=mg("10"), found=mg("12"))
    view.show_signing(Signing((), "", (), (differs,), False, False))
    found = find(view, "differences")
    QApplication.processEvents()
    words = [one.text() for one in found.findChildren(QLabel) if one.isVisible()]
    assert words[-3:] == ["Dose", "10\u00a0mg", "12\u00a0mg"]
    assert not any("Volume" in one for one in words)
    view.show_signing(Signing((), "Text", (), (), False, True))
    QApplication.processEvents()
    words = [one.text() for one in found.findChildren(QLabel) if one.isVisible()]
    assert "No difference" in words


def test_the_time_out_is_confirmed_line_by_line_in_its_order_by_space_or_return(
    view: View,
) -> None:
    told: dict[str, str] = {}
    view.changed.connect(lambda key, text: told.update({key: text}))
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {})
    # What stood there before is gone with the next turn of the window.
    QTest.qWait(1)
    find(view, "time_out.patient").setFocus()
    press(view, "time_out.dose")
    assert told == {}
    for place, line in enumerate(TIME_OUT_LINES):
        assert find(view, f"time_out.{line}").hasFocus()
        assert [find(view, f"time_out.{one}").isEnabled() for one in TIME_OUT_LINES] == [
            one is line for one in TIME_OUT_LINES
        ]
        key = Qt.Key.Key_Space if place % 2 else Qt.Key.Key_Return
        QTest.keyClick(find(view, f"time_out.{line}"), key)
        assert told["time_out_read"].split("\n") == list(TIME_OUT_LINES[: place + 1])


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_that_is_held_down_confirms_one_line(view: View, key: Qt.Key) -> None:
    told: dict[str, str] = {}
    view.changed.connect(lambda name, text: told.update({name: text}))
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {})
    find(view, "time_out.patient").setFocus()
    press_and_repeat(key, 10)
    assert told == {"time_out_read": "patient"}
    assert find(view, "time_out.drug").hasFocus()


def test_the_last_line_keeps_the_focus_and_takes_no_more_keys(view: View) -> None:
    told: list[str] = []
    view.changed.connect(lambda _, text: told.append(text))
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {"time_out_read": "\n".join(TIME_OUT_LINES[:-1])})
    last = find(view, f"time_out.{TIME_OUT_LINES[-1]}")
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    assert last.hasFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    assert told == ["\n".join(TIME_OUT_LINES)]


def test_what_stands_against_the_time_out_is_led_to(view: View) -> None:
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {})
    old = stop("dosing.check_too_old", "hard rule H12", minutes=10)
    view.show_signing(Signing((), "", ("time_out_read",), (old,), False, False))
    assert find(view, "alerts").isVisible()
    assert find(view, "time_out_check_again").isVisible()
    missing = find(view, "missing")
    assert isinstance(missing, QLabel)
    view.resize(1240, 380)
    QApplication.processEvents()
    assert find(view, "alerts").visibleRegion().isEmpty()
    assert missing.text().startswith('<a href="alerts"')
    missing.linkActivated.emit("alerts")
    alerts = find(view, "alerts")
    assert alerts.visibleRegion().boundingRect() == alerts.rect()


def test_the_room_line_shows_other_drugs_of_the_assessment(view: View) -> None:
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {})
    assert "INTRAVENOUS pemetrexed: 12-Feb-2026" in shown_words(view)


def test_a_no_ends_the_time_out_and_leads_to_the_check_or_to_a_hold(view: View) -> None:
    told: dict[str, str] = {}
    wanted: list[str] = []
    view.changed.connect(lambda key, text: told.update({key: text}))
    view.asked.connect(wanted.append)
    view.show_standing(standing(Words("en"), checked))
    view.show_step(Step.TIME_OUT, {"time_out_read": "patient\ndrug"})
    press(view, "time_out_no")
    assert told == {"time_out_stopped": "dose"}
    assert not find(view, "time_out_to_check").isVisible()
    press(view, "time_out_record_no")
    assert wanted == []
    assert "What was said is still missing." in shown_words(view)
    words = find(view, "time_out_why")
    assert isinstance(words, QLineEdit)
    words.setText("label not readable (synthetic)")
    press(view, "time_out_record_no")
    assert wanted == ["stop_time_out"]
    wanted.clear()
    assert "Somebody said no at the line “Dose”." in shown_words(view)
    assert not any(find(view, f"time_out.{one}").isEnabled() for one in TIME_OUT_LINES)
    view.show_standing(standing(Words("en"), lambda: checked().does(stop_time_out("IND-2"))))
    view.show_step(Step.TIME_OUT, {})
    assert "label not readable (synthetic)" in shown_words(view)
    assert not find(view, "time_out_why").isVisible()
    assert not any(find(view, f"time_out.{one}").isEnabled() for one in TIME_OUT_LINES)
    press(view, "time_out_to_check")
    press(view, "time_out_to_hold")
    assert wanted == ["check_again", "hold"]


def test_the_start_and_its_running_time_are_read_from_the_ledger(view: View) -> None:
    wanted: list[str] = []
    view.asked.connect(wanted.append)
    view.show_step(Step.GIVE, {})
    press(view, "start_button")
    assert wanted == ["start"]
    view.show_standing(standing(Words("en"), started))
    assert not find(view, "start_button").isVisible()
    assert text(view, "running") == "Injection in progress since 10:03: 4min"


def test_a_closed_group_tells_what_stands_in_it(view: View) -> None:
    view.show_step(Step.GIVE, {"access": "ommaya", "flush": "1", "flush_fluid": "saline"})
    assert not find(view, "flush").isVisible()
    result = text(view, "group.pressure_flush.result")
    assert "Preservative-free saline" in result
    assert "1\u00a0mL" in result
    press(view, "group.pressure_flush")
    assert find(view, "flush").isVisible()
    assert text(view, "group.pressure_flush.result") == ""
    assert text(view, "group.reservoir.result") == "nothing told"


def test_observation_times_tell_what_was_done_what_is_late_and_what_comes(view: View) -> None:
    view.show_standing(standing(Words("en"), observed, code=ItemCode("IND-1")))
    view.show_step(Step.OBSERVE, {})
    words = [one.text() for one in find(view, "observed_times").findChildren(QLabel) if one.text()]
    assert words == [
        *("15 minutes", "observed 10:24"),
        *("30 minutes", "was due 10:37, 8min ago"),
        *("60 minutes", "due 11:07, in 22min"),
    ]
