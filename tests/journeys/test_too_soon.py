"""A second dose twenty hours after the first: refused in one clear sentence, then held."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.clinic import (
    ALT,
    ANN,
    BAI,
    PAUL,
    assess,
    check,
    give_by_ommaya,
    hand_over,
    observe_to_the_end,
    open_patient,
    prepare_check,
    prescribe,
    sign,
    sign_in,
    time_out,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    fill,
    pick,
    press,
    press_key,
    read,
    settle,
    shown,
    texts,
    type_into,
)
from tests.journeys.readying import bring_to_bedside, draw_blood

TOO_SOON = "The next dose may start from 04-Mar-2026 10:00, 48 h after the last one started."


@pytest.mark.slow
def test_a_dose_too_soon_is_refused_keeps_what_was_typed_and_is_then_held(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    first_dose_given(window)
    window.later("2026-03-03 06:00")
    hand_over(window, PAUL)
    draw_blood(window)
    open_patient(window, "Ceshi")
    assess(window)
    prescribe(window, PAUL, "ommaya")
    bring_to_bedside(window, 2)
    hand_over(window, ANN)
    open_patient(window, "Ceshi")
    head = window.head
    prepare_check(window, ANN, BAI, "ommaya", "IND-2")
    type_into(window, f"dosing.secret.{BAI.user}", BAI.secret)
    settle(window)
    assert TOO_SOON in texts(window)
    assert not shown(window, QAbstractButton, "dosing.check_button").isEnabled()
    press_key(window, Qt.Key.Key_K, ALT)
    assert window.head == head
    press(window, "chart.close")
    open_patient(window, "Ceshi")
    kept = [read(window, f"dosing.{name}") for name in ("check_drug", "check_volume", "check_dose")]
    assert kept == ["pemetrexed", "5", "10"]
    assert "not a record" in read(window, "dosing.draft_line")

    press(window, "dosing.not_given_button")
    pick(window, "Held")
    pick(window, "Other")
    type_into(window, "dosing.not_reason.own_words", "Ordered a day early")
    fill(window, "dosing", decided_at="06:00", until="04-Mar-2026")
    settle(window)
    sign(window, "record_not_given_button", ANN)
    assert window.head == head + 1
    assert "It is recorded that this dose was not given." in texts(window)
    press_key(window, Qt.Key.Key_F3)
    assert "planned 05-Mar-2026 · held until 04-Mar-2026" in texts(window)


def first_dose_given(window: Window) -> None:
    """Check, give and sign the first dose at ten on Monday 2 March."""
    open_patient(window, "Ceshi")
    check(window, ANN, BAI, "ommaya")
    time_out(window)
    window.later("2026-03-02 10:08")
    give_by_ommaya(window, "10:00", "10:05")
    sign(window, "record_button", ANN, BAI)
    window.later("2026-03-02 11:10")
    observe_to_the_end(window, ANN)
