"""What people do at the window about what followed a dose: results, toxicity, judgement.

Everybody and everything here is synthetic.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.journeys.clinic import ALT, Who
from tests.journeys.desk import (
    Window,
    all_shown,
    fill,
    finish,
    is_shown,
    pick,
    press,
    press_key,
    read,
    to_front,
    type_into,
    wait_for,
)

DOSES, RECORD, LABS = Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4
TOXICITY = Qt.Key.Key_7
RESPONSE, FOLLOW_UP, TIME_LINE = Qt.Key.Key_8, Qt.Key.Key_9, Qt.Key.Key_0
PLATELETS = "labs.platelet_count_decreased"


def keys(window: Window, text: str) -> None:
    """Type where the keyboard stands."""
    to_front(window.program)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def turn_to(window: Window, panel: Qt.Key, name: str) -> None:
    """Turn to a panel of the open chart by its key."""
    press_key(window, panel, ALT)
    wait_for(lambda: is_shown(window, name))


def enter_counts(window: Window, drawn: str, **values: str) -> None:
    """Enter blood counts by hand, platelets with the range printed on the report."""
    turn_to(window, LABS, "labs.sampled")
    type_into(window, "labs.sampled", drawn)
    fill(window, "labs", **{f"value.{code}": value for code, value in values.items()})
    fill(window, "labs", **{"low.platelets": "125", "high.platelets": "350"})
    press(window, "labs.record")
    finish(window)


def confirm(window: Window, suggestion: str) -> None:
    """Open the form that a suggestion fills; the keyboard stands on the grades."""
    turn_to(window, TOXICITY, "toxicity.panel")
    press(window, f"toxicity.confirm.{suggestion}")
    to_front(window.program)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName().startswith("toxicity.grade.")


def record_new(window: Window) -> None:
    """Say that it is new, and record what stands in the form."""
    press(window, "toxicity.baseline.no")
    press(window, "toxicity.report.record")
    finish(window)


def record_grade(window: Window) -> None:
    """Record the new grade that stands in the form."""
    press(window, "toxicity.grade_form.record")
    finish(window)


def choose_event(window: Window, words: str) -> None:
    """Open the one event of the list with these words."""
    turn_to(window, TOXICITY, "toxicity.panel")
    rows = all_shown(window, QAbstractButton)
    found = [
        one.objectName()
        for one in rows
        if one.objectName().startswith("toxicity.event.") and words in one.accessibleName()
    ]
    assert len(found) == 1, [one.accessibleName() for one in rows]
    press(window, found[0])


@dataclass(frozen=True)
class Verdict:
    """What a physician makes of an event: the level of each cause by its digit, in their order."""

    levels: str
    action_it: str
    action_rt: str
    criterion: str = ""
    """Why it is serious; empty for an event that is not."""
    treatment: str = field(default="")


def judge(window: Window, verdict: Verdict, doctor: Who) -> str:
    """Judge the open event, return the text that was signed."""
    press(window, "toxicity.act.judge")
    to_front(window.program)
    for digit in verdict.levels:
        keys(window, digit)
    press(window, f"toxicity.action_it.{verdict.action_it}")
    press(window, f"toxicity.action_rt.{verdict.action_rt}")
    if verdict.treatment:
        type_into(window, "toxicity.treatment", verdict.treatment)
    press(window, "toxicity.serious.yes" if verdict.criterion else "toxicity.serious.no")
    if verdict.criterion:
        press(window, f"toxicity.criterion.{verdict.criterion}")
        press(window, "toxicity.expected.no")
        type_into(window, "toxicity.reference", "Example brochure 1.0 (synthetic)")
    press_key(window, Qt.Key.Key_S, ALT)
    signed = read(window, "toxicity.statement")
    type_into(window, f"toxicity.secret.{doctor.user}", doctor.secret)
    press(window, "toxicity.sign_button")
    finish(window)
    return signed


def report(window: Window, letters: str, grade: str, began: str, words: str) -> None:
    """Report a toxicity by the keyboard: a few letters of it, Return, its grade, the rest."""
    turn_to(window, TOXICITY, "toxicity.panel")
    press(window, "toxicity.report_button")
    to_front(window.program)
    keys(window, letters)
    press_key(window, Qt.Key.Key_Return)
    keys(window, grade)
    type_into(window, "toxicity.onset", began)
    type_into(window, "toxicity.verbatim", words)
    record_new(window)


def tell_death(window: Window, on: str, note: str) -> str:
    """Tell that the patient died, return what was shown before it was recorded."""
    turn_to(window, RECORD, "record.table")
    pick(window, "Record the death")
    type_into(window, "ending.on", on)
    type_into(window, "ending.words", note)
    press(window, "ending.preview_button")
    text = read(window, "ending.preview")
    press(window, "ending.confirm_button")
    finish(window)
    return text
