"""An invented clinic whose ledger holds what an audit trail must show."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.signoff import ApproveRecord
from tests import builders
from tests.app.clinic import Clinic, configure, copy, opened
from tests.builders import NURSE, PATIENT, PHYSICIAN, SECOND

DAY = "2026-03-02"
FIRST, AGAIN = RecordId("adm-IND-1"), RecordId("adm-IND-1-again")


@pytest.fixture(scope="session")
def told_site(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dose given, approved, corrected and taken back; an order changed; a value changed."""
    site = copy(planned_site, tmp_path_factory.mktemp("told") / "site")
    with opened(site, f"{DAY} 10:00") as clinic:
        clinic.gives("IND-1", DAY)
        clinic.observes(FIRST, f"{DAY} 11:30")
        clinic.at(f"{DAY} 16:00").does(PHYSICIAN, ApproveRecord(PATIENT, FIRST))
        again = builders.record(
            record=AGAIN,
            corrects=FIRST,
            correction_reason="typing_slip",
            note="the flush was written in the wrong field (synthetic)",
        )
        clinic.at(f"{DAY} 17:00").does(NURSE, again)
        clinic.at(f"{DAY} 17:30").assesses("IND-2")
        clinic.at(f"{DAY} 18:00").does(PHYSICIAN, builders.order("IND-2"))
        clinic.at(f"{DAY} 18:30").does(PHYSICIAN, builders.order("IND-2", note="a second look"))
        configure(clinic.at(f"{DAY} 19:00"), **{"site.late_entry": "6 h"})
        void = VoidRecord(PATIENT, AGAIN, "wrong_patient", SECOND)
        clinic.at(f"{DAY} 20:00").does(NURSE, void)
    return site


@pytest.fixture
def told(told_site: Path, tmp_path: Path) -> Iterator[Clinic]:
    """This test's own copy of it, on the next morning."""
    with opened(copy(told_site, tmp_path / "told"), "2026-03-03 09:00") as clinic:
        yield clinic
