"""A week at the machine: its files read at the window, linked, taken over, or refused."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ltm_desktop.domain.fraction_course import CourseSlice
from tests.cases.clinical import STUDY
from tests.conftest import Outside
from tests.exchange.dicom.records import uid
from tests.journeys.clinic import ALT, DORA, EN, PAUL, hand_over, sign_in
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    choose,
    finish,
    is_shown,
    opening,
    press,
    press_key,
    read,
    settle,
    texts,
    wait_for,
)
from tests.journeys.readying import desk_of, only_patient
from tests.journeys.test_courses import (
    STANDARD,
    open_course,
    prescribe,
    sign_both,
    treat_as_planned,
)
from tests.ui.panels.fractions.machine import Machine


@pytest.mark.slow
def test_the_machines_files_are_linked_taken_over_and_refused(
    planned: Callable[[str], Path], start: Start, outside: Outside, tmp_path: Path
) -> None:
    window = start(planned(STUDY), "2026-03-13 09:00")
    sign_in(window, PAUL)
    open_course(window)
    prescribe(window, STANDARD)
    window.later("2026-03-16 14:10")
    hand_over(window, DORA)
    open_course(window)
    treat_as_planned(window)
    window.later("2026-03-17 14:10")
    as_planned_again(window)
    window.later("2026-03-18 14:40")
    files = week_of_files(window, tmp_path, outside("dciodvfy"))
    press_key(window, Qt.Key.Key_F, ALT)
    with opening(window, *files):
        press(window, "fractions.files.choose")
    finish(window)
    wait_for(lambda: not is_shown(window, "fractions.files.busy"))
    assert_each_file_is_told(window)
    link_the_first(window)
    take_over_the_third(window)
    check_knows_what_is_missing(window)


def as_planned_again(window: Window) -> None:
    """Record the second fraction as it was planned, on the machine of the first."""
    press_key(window, Qt.Key.Key_D, ALT)
    choose(window, "fractions.sign_second", EN.name)
    finish(window)
    sign_both(window)


def week_of_files(window: Window, folder: Path, dciodvfy: str) -> list[Path]:
    """Write what the machine would: two of its records, a stranger's, half a file."""
    desk = desk_of(window)
    stick = folder / "stick"
    stick.mkdir()
    machine = Machine(desk, only_patient(desk), stick)
    first = machine.sessions()[0]
    files = [
        machine.of("1.dcm", first, machine="LINAC 1"),
        machine.next("3.dcm", machine="LINAC 1"),
        machine.of("stranger.dcm", first, patient="H-999999"),
    ]
    for one in files:
        done = subprocess.run([dciodvfy, str(one)], capture_output=True, text=True, check=False)
        assert not [line for line in done.stderr.splitlines() if line.startswith("Error")]
        assert done.returncode == 0
    return [*files, machine.write("half.dcm", files[0].read_bytes()[:900])]


def assert_each_file_is_told(window: Window) -> None:
    """See what each file is, in words, and that nothing was written by reading."""
    told = texts(window)
    assert "In the log and the same; not linked yet" in told
    assert "Not in the log" in told
    assert "The file belongs to another patient: its number is H-999999." in told
    assert "The file is damaged or cut off. Export it again" in told
    course = course_of(window)
    assert (len(course.sessions), course.links) == (2, {})


def link_the_first(window: Window) -> None:
    """Confirm that the first session and its record are the same visit."""
    press(window, "fractions.files.compare.0")
    told = texts(window)
    assert "All that the link compares is the same." in told
    press(window, "fractions.file.button")
    finish(window)
    wait_for(lambda: is_shown(window, "fractions.files.choose"))
    course = course_of(window)
    (link,) = course.links.values()
    assert (link.uid, link.differs) == (uid(101), ())
    assert "This record was taken over or linked before." in texts(window)


def take_over_the_third(window: Window) -> None:
    """Let the record fill the form, and let both operators read and sign it."""
    press(window, "fractions.files.compare.1")
    press_key(window, Qt.Key.Key_T, ALT)
    wait_for(lambda: is_shown(window, "fractions.taken"))
    assert read(window, "fractions.machine") == "LINAC 1"
    assert len(course_of(window).sessions) == 2
    settle(window)
    press_key(window, Qt.Key.Key_R, ALT)
    wait_for(lambda: is_shown(window, f"fractions.secret.{EN.user}"))
    assert uid(103) in texts(window)
    sign_both(window)
    told = course_of(window).sessions[-1]
    assert (told.fraction, told.uid, told.rv_id) == (3, uid(103), uid(103))
    assert (told.operator, told.second) == (DORA.user, EN.user)
    assert [str(one.delivered.value) for one in told.beams] == ["116.5"]


def check_knows_what_is_missing(window: Window) -> None:
    """See in the weekly check which session has no record of the machine."""
    press_key(window, Qt.Key.Key_W, ALT)
    told = texts(window)
    assert "taken from the machine's own record" in told
    assert "not compared with the machine's system" in told
    press_key(window, Qt.Key.Key_Escape)
    press_key(window, Qt.Key.Key_F, ALT)
    told = texts(window)
    assert "In the log, no record of the machine" in told
    assert "Fraction 2, 17-Mar-2026" in told


def course_of(window: Window) -> CourseSlice:
    """Return the course as it is stored."""
    desk = desk_of(window)
    return desk.chart(only_patient(desk)).course
