"""A dose by lumbar puncture whose second person is called away, signs later, and is approved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Outside
from tests.journeys.clinic import (
    ALT,
    ANN,
    BAI,
    PAUL,
    RONG,
    Patient,
    approve,
    assess,
    check,
    enrol,
    give_by_lumbar,
    hand_over,
    observe_to_the_end,
    open_patient,
    open_waiting,
    plan,
    prescribe,
    sign,
    sign_in,
    time_out,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import is_shown, press, press_key, texts
from tests.journeys.paper import names_of_signers, open_paper
from tests.journeys.readying import bring_to_bedside, draw_blood

LIN = Patient("Ceshi", "Lin", "测试林", "14-Jul-1961", "female", "D01-001", "B", "lumbar")

SIGNED = ["Ann Demo 演示安", "Bai Demo 演示白", "Paul Demo"]


@pytest.mark.slow
def test_a_lumbar_dose_waits_for_the_second_person_who_was_called_away(
    site: Path, start: Start, tmp_path: Path, outside: Outside
) -> None:
    pdfsig = outside("pdfsig")
    window = start(site, "2026-03-02 08:00")
    sign_in(window, RONG)
    enrol(window, LIN, "02-Mar-2026")
    open_patient(window, "ceshilin")
    plan(window, "02-Mar-2026")
    window.later("2026-03-02 09:00")
    hand_over(window, PAUL)
    open_patient(window, "Lin")
    draw_blood(window)
    assess(window)
    prescribe(window, PAUL, "lumbar")
    window.later("2026-03-02 09:40")
    hand_over(window, ANN)
    bring_to_bedside(window)
    window.later("2026-03-02 10:00")
    open_patient(window, "Lin")
    check(window, ANN, BAI, "lumbar")
    time_out(window)
    window.later("2026-03-02 10:12")
    give_by_lumbar(window, "10:02", "10:07")
    press(window, "dosing.called_away")
    sign(window, "record_button", ANN)
    window.later("2026-03-02 10:40")
    observe_to_the_end(window, ANN, early="Moved to the ward (synthetic)")
    head = window.head

    hand_over(window, PAUL)
    open_waiting(window)
    assert "It waits for Bai Demo 演示白, who checked it." in texts(window)
    assert not is_shown(window, "signoff.secret")
    hand_over(window, BAI)
    approve(window, BAI)
    assert "a physician's approval" in texts(window)

    window.later("2026-03-02 15:00")
    hand_over(window, PAUL)
    approve(window, PAUL)
    assert "No record waits for a signature." in texts(window)
    assert window.head == head + 2
    open_patient(window, "Lin")
    press(window, "dosing.dose.IND-1")
    pdf = open_paper(window, "dosing.paper_button")
    assert names_of_signers(pdf, pdfsig, tmp_path) == SIGNED

    press_key(window, Qt.Key.Key_2, ALT)
    assert "No radiotherapy in this arm" in texts(window)
    assert not is_shown(window, "fractions.prescribe_button")
