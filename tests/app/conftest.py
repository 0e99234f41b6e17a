"""The invented clinic: founded once a run, planned once a run, copied for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.clinic import (
    Clinic,
    approve_product,
    configure,
    copy,
    found,
    opened,
    plan_one_patient,
)

MONDAY = "2026-03-02 10:00"
"""The day and time of the first planned dose."""


@pytest.fixture(scope="session")
def founded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with its staff and nothing else."""
    site = tmp_path_factory.mktemp("founded") / "site"
    found(site)
    return site


@pytest.fixture(scope="session")
def planned_site(founded_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with signed examples and one planned patient in arm A."""
    site = copy(founded_site, tmp_path_factory.mktemp("planned") / "site")
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic, site__record_language="both")
        approve_product(clinic)
        plan_one_patient(clinic)
    return site


@pytest.fixture
def unconfigured(founded_site: Path, tmp_path: Path) -> Iterator[Clinic]:
    """The clinic before the investigator signed anything."""
    with opened(copy(founded_site, tmp_path / "site"), MONDAY) as clinic:
        yield clinic


@pytest.fixture
def clinic(planned_site: Path, tmp_path: Path) -> Iterator[Clinic]:
    """The clinic on the morning of the first dose."""
    with opened(copy(planned_site, tmp_path / "site"), MONDAY) as clinic:
        yield clinic
