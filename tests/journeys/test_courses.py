"""Three courses at the window: prescribed, treated, interrupted, decided, checked, printed."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.cases import courses
from tests.cases.clinical import STUDY
from tests.conftest import Outside
from tests.journeys.clinic import (
    ALT,
    DORA,
    EN,
    PAUL,
    Session,
    Who,
    hand_over,
    open_patient,
    sign_in,
    tell_fraction,
)
from tests.journeys.conftest import Start
from tests.journeys.desk import (
    Window,
    choose,
    finish,
    is_shown,
    pick,
    press,
    press_key,
    settle,
    type_into,
    wait_for,
)
from tests.journeys.paper import names_of_signers, open_paper
from tests.journeys.readying import desk_of, only_patient


@dataclass(frozen=True)
class Course:
    """One course as its physician orders it and its therapists treat it."""

    study: str
    sites: tuple[str, ...]
    """Of each volume, in the order of the form."""
    technique: str
    short: tuple[str, ...]
    """Digits of what the volumes got when the machine stopped."""
    printed: tuple[str, ...]
    """Rows of the log's sums: prescribed, delivered, remaining, shortfall, beyond."""
    more_volumes: int = 0
    """Volumes added to the first level."""


STANDARD = Course(STUDY, ("Whole brain",), "VMAT", ("1.2",), ("PTV1 40 3.2 36.8 0.8 0",))
PROTON = Course(
    courses.CSI,
    ("Brain", "Upper spine", "Lower spine"),
    "Proton",
    ("3", "1", "0.5"),
    ("PTV1 30 6 24 0 0", "PTV2 30 4 26 2 0", "PTV3 30 3.5 26.5 2.5 0"),
    more_volumes=2,
)
BOOST = Course(
    courses.BOOST,
    ("Whole brain", "Base of skull"),
    "VMAT",
    ("2", "1.5"),
    ("PTV1 40 4 36 0 0", "PTV2 60 4.5 55.5 1.5 0"),
)


@pytest.mark.slow
@pytest.mark.parametrize("course", [STANDARD, PROTON, BOOST], ids=["40-20", "protons", "boost"])
def test_a_course_is_prescribed_treated_interrupted_decided_checked_and_printed(
    course: Course,
    planned: Callable[[str], Path],
    start: Start,
    outside: Outside,
    tmp_path: Path,
) -> None:
    window = start(planned(course.study), "2026-03-13 09:00")
    sign_in(window, PAUL)
    open_course(window)
    prescribe(window, course)
    window.later("2026-03-16 14:10")
    hand_over(window, DORA)
    open_course(window)
    treat_as_planned(window)
    window.later("2026-03-17 14:10")
    treat_in_part(window, course)
    window.later("2026-03-18 09:10")
    hand_over(window, PAUL)
    open_course(window)
    decide(window)
    window.later("2026-03-18 14:10")
    hand_over(window, DORA)
    open_course(window)
    tell_fraction(window, Session(DORA, EN, reason="Machine"))
    window.later("2026-03-20 16:00")
    hand_over(window, PAUL)
    open_course(window)
    check(window, PAUL)
    pdf = signed_log(window)
    assert names_of_signers(pdf, outside("pdfsig"), tmp_path) == ["Paul Demo"]
    words = words_of(pdf, outside("pdftotext"), tmp_path)
    for row in course.printed:
        assert row in words
    for told in ("Partly delivered", "Not treated", "Accept the shortfall", "Weekly check"):
        assert told in words


def open_course(window: Window) -> None:
    """Open the fractions of the one patient."""
    open_patient(window, "Ray")
    press_key(window, Qt.Key.Key_2, ALT)
    wait_for(lambda: is_shown(window, "fractions.panel"))
    settle(window)


def prescribe(window: Window, course: Course) -> None:
    """Order every volume of the course."""
    for _ in range(course.more_volumes):
        press(window, "fractions.level.craniospinal.add")
    for number, name in enumerate(course.sites, 1):
        choose(window, f"fractions.volume.{number}.site", name)
    pick(window, course.technique)
    type_into(window, "fractions.start", "16-Mar-2026")
    press(window, "fractions.prescribe_button")
    type_into(window, f"fractions.order.secret.{PAUL.user}", PAUL.secret)
    press(window, "fractions.order.sign_button")
    finish(window)


def sign_both(window: Window) -> None:
    """Let both operators sign."""
    for one in (DORA, EN):
        type_into(window, f"fractions.secret.{one.user}", one.secret)
    press(window, "fractions.sign_button")
    finish(window)


def treat_as_planned(window: Window) -> None:
    """Record the first fraction as it was planned."""
    type_into(window, "fractions.machine", "Linac 1")
    press_key(window, Qt.Key.Key_D, ALT)
    choose(window, "fractions.sign_second", EN.name)
    finish(window)
    sign_both(window)


def treat_in_part(window: Window, course: Course) -> None:
    """Tell a fraction at which the machine stopped."""
    press(window, "fractions.outcome.partial")
    pick(window, "Machine")
    press(window, "fractions.now_button")
    type_into(window, "fractions.machine", "Linac 1")
    for place, dose in enumerate(course.short):
        type_into(window, f"fractions.dose.{place}", dose)
    choose(window, "fractions.operator", DORA.name)
    choose(window, "fractions.second", EN.name)
    press(window, "fractions.record_button")
    sign_both(window)


def decide(window: Window) -> None:
    """Accept what the second fraction lacks."""
    press_key(window, Qt.Key.Key_S, ALT)
    pick(window, "Accept the shortfall")
    type_into(window, "fractions.short.reason", "Discussed with the physicist (example)")
    press(window, "fractions.short.button")
    sign_alone(window, "fractions.short", PAUL)


def check(window: Window, who: Who) -> None:
    """Check the week."""
    press_key(window, Qt.Key.Key_W, ALT)
    press(window, "fractions.check.found.doses_match")
    press(window, "fractions.check.button")
    sign_alone(window, "fractions.check", who)


def sign_alone(window: Window, topic: str, who: Who) -> None:
    """Sign what was read by one secret."""
    type_into(window, f"{topic}.secret.{who.user}", who.secret)
    press(window, f"{topic}.sign_button")
    finish(window)


def signed_log(window: Window) -> bytes:
    """Open the log that was signed with the check."""
    press_key(window, Qt.Key.Key_G, ALT)
    desk = desk_of(window)
    (told,) = desk.chart(only_patient(desk)).course.checks
    return open_paper(window, f"fractions.log.signed.{told.record}")


def words_of(pdf: bytes, pdftotext: str, folder: Path) -> str:
    """Return the words of a paper in the order they were set."""
    file = folder / "log.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        [pdftotext, "-raw", str(file), "-"], capture_output=True, text=True, check=True, timeout=60
    )
    return " ".join(told.stdout.split())
