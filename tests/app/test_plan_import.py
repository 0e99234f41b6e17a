"""A plan beside the order: rows, what keeps it from being proposed, and the order it proposes."""

from typing import Any

import pytest

from ltm_desktop.app.import_rows import Agreement, Compared
from ltm_desktop.app.plan_import import CourseProposal, compare_plan
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import CourseTarget, PrescribeRadiotherapy
from ltm_desktop.domain.quantities import gy
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.app.imports import codes, rows_of
from tests.builders import PHYSICIAN
from tests.domain.fraction_steps import treated
from tests.exchange.dicom.records import PLAN_UID, plan
from tests.exchange.dicom.test_plans import packaged
from tests.stories import Story, irradiated, planned

SAME, DIFFERS = Agreement.SAME, Agreement.DIFFERS


def compared(story: Story, raw: bytes) -> CourseProposal:
    assert story.protocol is not None
    found = DicomFiles().read_plan(raw)
    return compare_plan(found, story.chart, story.protocol, story.act(PHYSICIAN))


def arm_a() -> Story:
    return planned("A").at("2026-03-13 09:00")


def test_a_plan_before_the_order_is_held_against_the_protocol() -> None:
    proposal = compared(arm_a(), plan())
    rows = rows_of(proposal.rows)
    assert rows[Compared.TOTAL, "PTV1"].agreement is SAME
    assert rows[Compared.PER_FRACTION, "PTV1"].filed == gy("2")
    assert rows[Compared.FRACTIONS, ""].agreement is SAME
    assert rows[Compared.TECHNIQUE, ""].agreement is Agreement.NOT_IN_LOG
    assert proposal.findings == ()


def test_the_order_it_proposes_leaves_to_the_physician_what_no_plan_says() -> None:
    story = arm_a()
    command = compared(story, plan(beam_type="DYNAMIC", rotation="CW")).command
    assert command == PrescribeRadiotherapy(
        patient=story.chart.patient_id,
        prescription="IFRT-40-20",
        targets=(CourseTarget("PTV1", "involved_field", "", "", gy("40"), gy("2")),),
        fractions=20,
        technique="vmat",
        start_on=story.now.date(),
        energy="6 MV",
        plan_uid=PLAN_UID,
    )
    assert "fractions.target_not_signed" in story.refused(command, PHYSICIAN)


def test_a_plan_after_the_order_is_held_against_the_order() -> None:
    proposal = compared(irradiated(), plan(beam_type="DYNAMIC"))
    rows = rows_of(proposal.rows)
    assert rows[Compared.TECHNIQUE, ""].agreement is SAME
    assert rows[Compared.TOTAL, "PTV1"].logged == gy("40")
    assert isinstance(proposal.command, PrescribeRadiotherapy)
    assert proposal.command.targets[0].site == "whole_brain"


def test_what_differs_from_the_order_shows_in_its_row() -> None:
    rows = rows_of(compared(irradiated(), plan(fractions=(19,), beam_type="DYNAMIC")).rows)
    assert rows[Compared.FRACTIONS, ""].agreement is DIFFERS
    # 40 Gy cannot be divided by 19 exactly, and nothing is rounded into an order
    assert rows[Compared.PER_FRACTION, "PTV1"].agreement is Agreement.NOT_IN_FILE


def test_an_energy_or_technique_the_plan_does_not_have_stays_as_ordered() -> None:
    proposal = compared(irradiated(), plan(radiation="ELECTRON", energy=""))
    rows = rows_of(proposal.rows)
    assert rows[Compared.ENERGY, ""].filed is None
    assert rows[Compared.TECHNIQUE, ""].agreement is Agreement.NOT_IN_FILE
    assert isinstance(proposal.command, PrescribeRadiotherapy)
    assert proposal.command.technique == "imrt"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fractions": (10, 10)}, "dicom.several_groups"),
        ({"fractions": (None,)}, "dicom.no_fractions_planned"),
        ({"targets": ((1, "LENS", None),)}, "dicom.no_targets"),
        ({"targets": ((1, "PTV1", "39.9"),)}, "dicom.level_unknown"),
        ({"fractions": (19,)}, "dicom.dose_not_divided"),
    ],
)
def test_a_plan_that_no_order_can_be_read_from_proposes_none(
    changes: dict[str, Any], code: str
) -> None:
    proposal = compared(arm_a(), plan(**changes))
    assert codes(proposal.findings) == {code}
    assert proposal.command is None


@pytest.mark.parametrize(
    "changes", [{"fractions": (19,)}, {"targets": ((1, "PTV1", "30.826203"),)}]
)
def test_a_dose_that_does_not_divide_is_not_rounded_into_a_change(changes: dict[str, Any]) -> None:
    proposal = compared(irradiated(), plan(**changes))
    assert codes(proposal.findings) == {"dicom.dose_not_divided"}
    assert proposal.command is None


def test_a_plan_of_the_rest_proposes_no_order_of_the_whole_course() -> None:
    rest = {"fractions": (15,), "targets": ((1, "PTV1", "30"),)}
    proposal = compared(treated(5), plan(**rest))
    assert codes(proposal.findings) == {"dicom.plan_of_the_rest"}
    assert proposal.command is None


def test_once_fractions_were_started_a_plan_says_that_its_count_is_its_own() -> None:
    proposal = compared(treated(5), plan())
    assert codes(proposal.findings) == {"dicom.count_of_plan"}
    assert isinstance(proposal.command, PrescribeRadiotherapy)
    assert proposal.command.fractions == 20


@pytest.mark.parametrize("started", [0, 4])
def test_a_plan_of_another_total_than_the_order_proposes_none(started: int) -> None:
    rest = plan(fractions=(15,), targets=((1, "PTV1", "30"),))
    proposal = compared(treated(started), rest)
    assert codes(proposal.findings) == {"dicom.other_total"}
    assert proposal.command is None


def test_a_plan_whose_order_would_add_up_to_another_dose_proposes_none() -> None:
    # five fractions of 2 Gy stay as they were ordered: 11 more of 2.5 Gy make 37.5 Gy, not 40
    proposal = compared(treated(5), plan(fractions=(16,)))
    assert codes(proposal.findings) == {"dicom.total_not_kept"}
    assert proposal.command is None


def test_the_arm_without_radiotherapy_is_proposed_no_course() -> None:
    proposal = compared(planned("B"), plan())
    assert codes(proposal.findings) == {"dicom.arm_without_radiotherapy"}
    assert proposal.command is None


def test_a_plan_of_another_patient_is_refused() -> None:
    for raw in (plan(patient="H-000009"), packaged().read_bytes()):
        with pytest.raises(Refused, match=r"dicom\.other_patient"):
            compared(irradiated(), raw)
