"""The arithmetic of a preparation beside the worked case: drawn, diluent, concentration."""

from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.quantities import mg
from ltm_desktop.ui.panels.dosing.prepare import DILUENT, STRENGTH, maths
from tests.cases.clinical import case

WORKED = case("C01")
PAIRS = list(zip(WORKED["inputs"]["items"], WORKED["expected"]["items"], strict=True))


@pytest.mark.parametrize(("given", "expected"), PAIRS[:4])
def test_the_worked_syringes_are_drawn_up_as_told(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    drawn, diluent, strength = (
        Decimal(str(expected[name])) for name in ("draw_ml", "diluent_ml", "final_conc_mg_per_ml")
    )
    typed = {STRENGTH: str(given["stock_mg_per_ml"]), DILUENT: str(diluent)}
    found = maths(typed, mg(str(given["dose_mg"])))
    assert found is not None
    assert found.volume is not None
    assert found.concentration is not None
    assert (found.drawn.value, found.exact) == (drawn, True)
    assert found.volume.value == Decimal(str(given["final_volume_ml"]))
    assert found.concentration.value == strength


def test_a_stock_without_strength_is_no_stock() -> None:
    given, expected = PAIRS[5]
    assert "error" in expected
    assert maths({STRENGTH: str(given["stock_mg_per_ml"])}, mg(str(given["dose_mg"]))) is None
