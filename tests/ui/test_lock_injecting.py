"""While an injection runs the screen stays open by itself, for an hour at most, and says so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.injecting import is_injecting
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.idle import Idle
from ltm_desktop.ui.shell import Shell
from tests import builders
from tests.app.clinic import (
    Clinic,
    approve_product,
    configure,
    copy,
    found,
    opened,
    plan_one_patient,
)
from tests.builders import NURSE, PATIENT
from tests.ui.hands import press, texts

START = "2026-03-02 10:00"


@pytest.fixture(scope="module")
def begun_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one patient whose injection was begun at ten."""
    site = tmp_path_factory.mktemp("begun") / "site"
    found(site)
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic)
        approve_product(clinic)
        plan_one_patient(clinic)
        clinic.at(START).checks("IND-1")
        clinic.at("2026-03-02 10:02").does(NURSE, builders.start("IND-1"))
    return site


@pytest.fixture
def clinic(begun_site: Path, tmp_path: Path) -> Iterator[Clinic]:
    with opened(copy(begun_site, tmp_path / "site"), "2026-03-02 10:05", NURSE) as clinic:
        yield clinic


@pytest.fixture
def shell(clinic: Clinic, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(clinic.desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_a_running_injection_holds_the_screen_open_for_an_hour_at_most_and_the_page_says_so(
    shell: Shell, clinic: Clinic
) -> None:
    shell.work.open_patient(PATIENT, "dosing", "")
    assert is_injecting(clinic.desk, PATIENT)
    assert not is_injecting(clinic.desk, PatientId("pat-2"))
    assert "the screen does not lock by itself" in texts(shell)
    shell.system_locked()
    assert not shell.locked
    ticks = [0.0]
    idle = Idle(10, shell, now=lambda: ticks[0], held=shell._is_injecting)
    passed: list[bool] = []
    idle.passed.connect(lambda: passed.append(True))
    ticks[0] = 1200
    idle.look()
    assert not passed
    clinic.clock.at += timedelta(hours=1)
    idle.look()
    assert passed
    shell._follow_system()
    assert shell.locked


def test_it_holds_the_screen_only_on_its_own_chart_and_never_against_the_key(
    shell: Shell,
) -> None:
    assert not shell._is_injecting()
    shell.work.open_patient(PATIENT, "dosing", "")
    assert shell._is_injecting()
    press(shell, "topbar.lock")
    assert shell.locked
