"""A serious event by its clocks: counted on Today, overdue, sent late, news, a second notice.

Everybody and everything here is synthetic; the hours are those the example site signed.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.adverse_event_builders import report, serious
from tests.journeys.clinic import ALT, ANN, open_patient, sign_in
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    all_shown,
    finish,
    press,
    press_key,
    texts,
    to_front,
    type_into,
)
from tests.journeys.following import choose_event
from tests.journeys.serious_acts import open_report, tell_awareness, tell_news, tell_notice
from tests.journeys.treated import NAME, Treated


@pytest.mark.slow
def test_a_serious_event_is_counted_down_overdue_sent_late_and_followed(
    site: Path, start: Start
) -> None:
    window = start(site, "2026-02-26 09:00")
    sign_in(window, ANN)
    admitted(Treated(window), window)
    aware_within_the_hour(window)
    counted_down(window)
    sent_late(window)
    followed_twice(window)


def admitted(vera: Treated, window: Window) -> None:
    """The day after the first dose: arachnoiditis, judged serious by a physician."""
    vera.enter()
    vera.dose(1, "2026-03-02", "180")
    window.later("2026-03-03 17:00")
    patient = vera.story.patient
    told = report(number=3, since="2026-03-03")
    vera.do("nurse.a", replace(told, patient=patient))
    vera.do("physician.p", replace(serious(told.event), patient=patient))


def aware_within_the_hour(window: Window) -> None:
    """Every clock counts from the moment the nurse heard of it, not from when she told it."""
    window.later("2026-03-03 17:30")
    open_patient(window, NAME.family)
    choose_event(window, "Arachnoiditis")
    open_report(window)
    assert "clocks count from the judgement" in texts(window)
    tell_awareness(window, "03-Mar-2026 16:50", ANN.name, "Told by telephone (synthetic)")
    said = texts(window)
    # 24 h to the sponsor, 360 h to the ethics committee
    assert "due 04-Mar-2026 16:50" in said
    assert "due 18-Mar-2026 16:50" in said
    assert "23hr 20min left" in said
    assert "14d 23hr left" in said


def counted_down(window: Window) -> None:
    """Today shows what is left, and from the minute on by how much it is overdue."""
    said = today(window)
    assert "Serious events 1" in said
    assert "23hr 20min left" in said
    window.later("2026-03-04 16:00")
    assert "50min left" in today(window)
    window.later("2026-03-04 17:20")
    said = today(window)
    assert "overdue by 30min" in said
    assert "tell Sponsor, due 04-Mar-2026 16:50 · 2 more notices owed" in said


def sent_late(window: Window) -> None:
    """A notice after its time asks why; it is told as late, and asks for a follow-up."""
    from_today(window)
    tell_notice(window, "Sponsor", "04-Mar-2026 17:15", "SP-1")
    assert "Write why it was late; it is recorded as late." in texts(window)
    to_front(window.program)
    # the keyboard stands in the form, beneath what stands against it
    assert window.program.focusWidget().objectName() == "serious.notice.notice"
    type_into(window, "serious.notice.late_reason", "Portal of the sponsor down (synthetic)")
    press_key(window, Qt.Key.Key_R, ALT)
    finish(window)
    said = texts(window)
    assert "sent late, 04-Mar-2026 17:15" in said
    assert "Portal of the sponsor down (synthetic)" in said
    # 168 h after the first one
    assert "due 11-Mar-2026 17:15" in said


def followed_twice(window: Window) -> None:
    """What is learnt later stands by its moment; the second notice is the follow-up."""
    window.later("2026-03-06 09:30")
    tell_news(window, "06-Mar-2026 09:00", "Walks with help (synthetic)")
    assert "Walks with help (synthetic)" in texts(window)
    tell_notice(window, "Sponsor", "06-Mar-2026 09:20", "SP-2")
    said = texts(window)
    assert "Sponsor, follow-up 1" in said
    assert "E-mail · reference SP-2" in said
    said = today(window)
    assert "tell Ethics committee, due 18-Mar-2026 16:50" in said
    assert "overdue" not in said.replace("Overdue 0", "")


def today(window: Window) -> str:
    """Turn to Today, and read it as it stands now."""
    press(window, "rail.patients")
    press(window, "rail.today")
    return texts(window)


def from_today(window: Window) -> None:
    """Open the event by its line of Today."""
    (line,) = (
        one
        for one in all_shown(window, QAbstractButton)
        if "Serious event: Arachnoiditis" in one.accessibleName()
    )
    press(window, line.objectName())
