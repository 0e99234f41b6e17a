"""A fall of the platelets: suggested, graded otherwise by a person, open at the next dose, ended.

Everybody and everything here is synthetic.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.journeys.clinic import ALT, ANN, open_patient, sign_in
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    finish,
    is_shown,
    press,
    press_key,
    settle,
    texts,
)
from tests.journeys.following import (
    DOSES,
    PLATELETS,
    TOXICITY,
    choose_event,
    confirm,
    enter_counts,
    keys,
    record_new,
    turn_to,
)
from tests.journeys.readying import desk_of, only_patient
from tests.journeys.treated import NAME, Treated

FEWER = "Clumps in the sample, about 70 by the citrate tube (synthetic)"


@pytest.mark.slow
def test_a_suggestion_is_graded_otherwise_open_at_the_next_dose_and_ended(
    site: Path, start: Start
) -> None:
    window = start(site, "2026-02-26 09:00")
    sign_in(window, ANN)
    vera = Treated(window)
    vera.enter()
    vera.dose(1, "2026-03-02", "180")
    window.later("2026-03-05 08:00")
    open_patient(window, NAME.family)
    graded_otherwise(window, vera)
    open_at_the_next_dose(window)
    over(window)


def graded_otherwise(window: Window, vera: Treated) -> None:
    """48 suggests grade 3; the nurse knows better: her grade 2 stands, with her reason."""
    enter_counts(window, "05-Mar-2026 07:30", platelets="48")
    confirm(window, PLATELETS)
    assert "Platelets 48 ×10⁹ per L suggests Platelet count decreased, grade 3." in texts(window)
    keys(window, "2")
    record_new(window)
    event = vera.event("platelet_count_decreased")
    assert [int(one.grade) for one in event.grades] == [2]
    # what the number suggests is not kept as the ground of what the person said
    assert event.grades[0].basis is None
    # nor let go of in silence: it is answered, or said why not
    assert "suggests that Platelet count decreased is grade 3 now" in texts(window)
    press(window, f"toxicity.dismiss.{PLATELETS}")
    keys(window, FEWER)
    press_key(window, Qt.Key.Key_R, ALT)
    finish(window)
    assert not is_shown(window, f"toxicity.confirm.{PLATELETS}")
    (said,) = vera.chart.adverse_events.dismissed
    assert (said.told.reason, int(said.told.grade)) == (FEWER, 3)


def open_at_the_next_dose(window: Window) -> None:
    """The second dose shows it, and is not held by it: the site holds from grade 3 on."""
    turn_to(window, DOSES, "dosing.dose.IND-2")
    press(window, "dosing.dose.IND-2")
    settle(window)
    # of the report that was recorded no draft stayed behind
    desk = desk_of(window)
    assert desk.drafts.find(desk.workstation, ANN.user, only_patient(desk), "labs") is None
    said = texts(window)
    assert "Platelet count decreased, Grade 2, is open since 05-Mar-2026." in said
    assert "this site holds a dose" not in said
    # the number itself still stands against the dose
    assert "48 ×10⁹ per L of 05-Mar-2026 07:30 does not keep the limit of 50" in said


def over(window: Window) -> None:
    """Within the range again: the panel asks whether it has ended, and the list says so."""
    window.later("2026-03-09 08:00")
    enter_counts(window, "09-Mar-2026 07:30", platelets="140")
    turn_to(window, TOXICITY, "toxicity.panel")
    assert "is within the limits again: has Platelet count decreased ended?" in texts(window)
    press(window, f"toxicity.confirm.{PLATELETS}")
    press(window, "toxicity.outcome.recovered")
    press_key(window, Qt.Key.Key_R, ALT)
    finish(window)
    choose_event(window, "Platelet count")
    said = texts(window)
    assert "Platelet count decreased, moderate, 05-Mar-2026 07:30 to 09-Mar-2026" in said
    assert "Recovered" in said
    assert "Open 0" in said
