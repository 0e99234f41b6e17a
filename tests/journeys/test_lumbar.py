"""A dose by lumbar puncture whose second person is called away, signs later, and is approved."""

from pathlib import Path

from tests.journeys.clinic import (
    ANN,
    BAI,
    PAUL,
    RONG,
    Patient,
    approve,
    check,
    enrol,
    give_by_lumbar,
    hand_over,
    open_patient,
    open_waiting,
    plan,
    prescribe,
    sign,
    sign_in,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import is_shown, press, texts

LIN = Patient("Ceshi", "Lin", "测试林", "14-Jul-1961", "female", "D01-001", "B", "lumbar")


def test_a_lumbar_dose_waits_for_the_second_person_who_was_called_away(
    site: Path, start: Start
) -> None:
    window = start(site, "2026-03-02 08:00")
    sign_in(window, RONG)
    enrol(window, LIN, "02-Mar-2026")
    open_patient(window, "ceshilin")
    plan(window, "02-Mar-2026")
    window.later("2026-03-02 09:00")
    hand_over(window, PAUL)
    open_patient(window, "Lin")
    prescribe(window, PAUL, "lumbar")
    window.later("2026-03-02 10:00")
    hand_over(window, ANN)
    open_patient(window, "Lin")
    check(window, ANN, BAI, "lumbar", "16:00")
    window.later("2026-03-02 10:12")
    give_by_lumbar(window, "10:02", "10:07")
    press(window, "dosing.called_away")
    sign(window, "record_button", ANN)
    assert "waits for" in texts(window).lower()
    head = window.head
    window.later("2026-03-02 10:40")
    hand_over(window, PAUL)
    open_waiting(window)
    assert not is_shown(window, "signoff.secret")
    print(texts(window))
    hand_over(window, BAI)
    approve(window, BAI)
    print(texts(window))
    hand_over(window, PAUL)
    approve(window, PAUL)
    print(texts(window))
    assert window.head == head + 2
