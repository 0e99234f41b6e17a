"""A form left half filled: locked, taken up again, kept from others, found after a power cut."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.clinic import ANN, BAI, hand_over, lock, open_patient, sign_in, unlock
from tests.journeys.conftest import CHEN, Start
from tests.journeys.desk import is_shown, press, read, settle, shown, texts, type_into, write
from tests.journeys.left_open import DRUG


def test_a_locked_screen_tells_nothing_and_the_form_comes_back_to_its_own_person_only(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    assert CHEN.han in texts(window)
    type_into(window, "dosing.check_subject", "D01-0")
    drug = shown(window, QWidget, "dosing.check_drug")
    drug.setFocus()
    write(drug, "pemet")

    lock(window)
    seen = texts(window)
    for secret in (CHEN.family, CHEN.family.upper(), CHEN.han, CHEN.born, CHEN.subject, "pemet"):
        assert secret not in seen
    assert "Ann Demo" in seen

    unlock(window, ANN)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "dosing.check_drug"
    write(focus, "rexed")
    assert read(window, "dosing.check_drug") == "pemetrexed"
    settle(window)
    assert "not a record" in read(window, "dosing.draft_line")

    hand_over(window, BAI)
    open_patient(window, "Ceshi")
    assert read(window, "dosing.check_drug") == ""
    assert not is_shown(window, "dosing.draft_line")

    hand_over(window, ANN)
    # the place she left, without looking for it
    assert read(window, "dosing.check_drug") == "pemetrexed"
    drug = shown(window, QWidget, "dosing.check_drug")
    drug.setFocus()
    write(drug, "!")
    hand_over(window, BAI)
    hand_over(window, ANN)
    assert read(window, "dosing.check_drug") == "pemetrexed!"


def test_after_a_power_cut_the_draft_is_there_again_and_is_visibly_no_record(
    ready: Path, start: Start, tmp_path: Path, project: Path
) -> None:
    command = [sys.executable, "-m", "tests.journeys.left_open"]
    arguments = [str(ready), str(tmp_path / "other.ini")]
    with subprocess.Popen(
        [*command, *arguments], cwd=project, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "typed\n"
        other.kill()
    window = start(ready, "2026-03-02 10:20")
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    assert read(window, "dosing.check_drug") == DRUG
    assert read(window, "dosing.draft_line").startswith("Draft, not a record")
    assert "The check is signed" not in texts(window)
    press(window, "rail.today")
    assert DRUG not in texts(window)
