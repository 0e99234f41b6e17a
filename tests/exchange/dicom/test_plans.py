"""Plans: fractions, targets and beams as a planning system wrote them."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydicom.data import get_testdata_file

from ltm_desktop.app.imported import FractionGroup, ProposedCourse, ProposedSession
from ltm_desktop.bootstrap import House
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.exchange.dicom.records import plan, record

ZONE = ZoneInfo("Asia/Shanghai")


def read(**changes: Any) -> ProposedCourse:
    return DicomFiles().read_plan(plan(**changes))


def packaged() -> Path:
    """Return the plan that pydicom itself is tested with: made by a real planning system."""
    found = get_testdata_file("rtplan.dcm", download=False)
    assert isinstance(found, str)
    return Path(found)


def test_a_plan_of_a_real_planning_system_is_read() -> None:
    found = House().treatment_files().read_plan(packaged())
    assert (found.label, found.groups) == ("Plan1", (FractionGroup(1, 30),))
    assert found.patient.number == "id00001"
    assert found.patient.names == ("Last^First^mid^pre",)
    assert found.patient.born is None
    assert [(one.number, one.kind) for one in found.references] == [
        (1, "ORGAN_AT_RISK"),
        (2, "TARGET"),
    ]
    target = found.targets[0]
    assert (target.description, target.dose) == ("PTV", Decimal("30.826203"))
    beam = found.beams[0]
    assert (beam.name, beam.radiation, beam.energy) == ("Field 1", "PHOTON", Decimal(6))
    assert (beam.meterset, beam.unit) == (Decimal("116.0036697"), "MU")
    assert beam.technique == "conformal_3d"


def test_several_targets_and_groups_are_kept_apart() -> None:
    targets = ((1, "WB", "40"), (2, "BOOST", "60"), (3, "LENS", None))
    found = read(targets=targets, fractions=(20, 5))
    assert [(one.description, one.dose) for one in found.targets] == [
        ("WB", Decimal(40)),
        ("BOOST", Decimal(60)),
    ]
    assert [group.fractions for group in found.groups] == [20, 5]


@pytest.mark.parametrize(
    ("beam_type", "rotation", "technique"),
    [
        ("STATIC", "NONE", "conformal_3d"),
        ("DYNAMIC", "NONE", "imrt"),
        ("DYNAMIC", "CW", "vmat"),
        ("STATIC", "CC", ""),
    ],
)
def test_the_movement_of_a_beam_hints_at_its_technique(
    beam_type: str, rotation: str, technique: str
) -> None:
    assert read(beam_type=beam_type, rotation=rotation).beams[0].technique == technique


@pytest.mark.parametrize(("radiation", "technique"), [("PROTON", "proton"), ("ELECTRON", "")])
def test_what_is_no_photon_hints_at_its_own_technique(radiation: str, technique: str) -> None:
    assert read(radiation=radiation).beams[0].technique == technique


def test_a_plan_that_does_not_say_how_often_is_read_so() -> None:
    assert read(fractions=(None,)).groups == (FractionGroup(1, None),)


def test_the_kind_of_a_file_is_told_by_the_file() -> None:
    files = DicomFiles()
    assert isinstance(files.read_any(plan(), ZONE), ProposedCourse)
    assert isinstance(files.read_any(record(), ZONE), ProposedSession)
    assert isinstance(files.read_any(record(ion=True), ZONE), ProposedSession)
