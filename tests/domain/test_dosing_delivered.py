"""What reached the patient: milligrams from volumes, partial and abandoned injections."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.dosing import (
    Given,
)
from ltm_desktop.domain.dosing_told import delivered
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import ItemState
from tests.builders import (
    record,
)
from tests.cases.clinical import case
from tests.domain.dose_steps import ready, told


@pytest.mark.parametrize("worked", case("C01")["inputs"]["items"][:4])
def test_the_worked_syringes_deliver_what_was_in_them(worked: dict[str, Any]) -> None:
    dose, volume = mg(str(worked["dose_mg"])), ml(str(worked["final_volume_ml"]))
    assert delivered(dose, volume, volume) is dose
    half = Quantity(volume.value / 2, Unit.ML)
    assert delivered(dose, half, volume) == Quantity(dose.value / 2, Unit.MG)


@pytest.mark.parametrize(
    ("dose", "injected", "syringe_volume", "expected"),
    [
        ("10", "3.0", "5.0", "6"),
        ("10", "1.0", "3.0", "3.3333"),
        ("10", "2.0", "3.0", "6.6667"),
        ("15", "0.5", "5", "1.5"),
        ("10", "0", "5.0", "0"),
        ("100", "4.0", "5.0", "80"),
        ("0.0005", "0.1", "1", "0.0001"),
    ],
)
def test_a_part_of_a_syringe_delivers_its_part_of_the_dose(
    dose: str, injected: str, syringe_volume: str, expected: str
) -> None:
    amount = delivered(mg(dose), ml(injected), ml(syringe_volume))
    assert str(amount) == f"{expected} mg"


VOLUMES = st.decimals("0.01", "20", places=2)


@given(st.decimals("0.01", "100", places=2), VOLUMES, VOLUMES)
def test_never_more_is_delivered_than_was_in_the_syringe(
    dose: Decimal, first: Decimal, second: Decimal
) -> None:
    injected, volume = sorted((first, second))
    amount = delivered(mg(dose), ml(injected), ml(volume))
    assert 0 <= amount.value <= dose
    assert abs(amount.value * volume - dose * injected) <= Decimal("0.00005") * volume


def test_a_partial_dose_keeps_its_reason_and_its_amount() -> None:
    command = record(outcome=Given.PARTIAL, volume_injected=ml("3.0"), reason="pain")
    event = told(ready(), command)
    assert (event.state, event.reason) == (ItemState.PARTIAL, "pain")
    assert event.delivered == mg("6")


def test_an_abandoned_puncture_delivers_nothing_and_leaves_the_dose_open() -> None:
    command = record(outcome=Given.ABANDONED, volume_injected=ml("0.0"), reason="no_csf")
    story = ready().does(command)
    assert not story.chart.dosing.is_settled(command.item)
    assert command.record in story.chart.records.by_id
    assert story.chart.dosing.given[0].delivered == mg("0")
    assert story.chart.dosing.injections() == ()
