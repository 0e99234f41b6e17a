"""Codes of the protocol's lists: what no list has is never written of a dose."""

from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.dosing import Given, NotGiven
from ltm_desktop.domain.quantities import Quantity, Unit, ml
from ltm_desktop.domain.terms import Access
from tests.builders import (
    PHARMACIST,
    PHYSICIAN,
    assess,
    lumbar,
    not_given,
    ommaya,
    order,
    prepare,
    record,
    syringe,
    verify,
)
from tests.cases.clinical import day
from tests.stories import Story, planned

INCIDENT = "told all the same (example)"
HALF = Quantity(Decimal("1.5"), Unit.COUNT)
NO_LIST, UNSEEN = {"configuration.no_such_code"}, {"texts.unseen_character"}


@pytest.fixture
def ready() -> Story:
    """A checked dose that was just injected."""
    return planned().ready("IND-1").at("2026-03-02 10:10")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"facts": ommaya(site_inspection="fine")}, NO_LIST),
        ({"facts": ommaya(refill="quick")}, NO_LIST),
        ({"facts": ommaya(csf_appearance="pink")}, NO_LIST),
        ({"facts": ommaya(punctures=HALF)}, {"texts.not_a_count"}),
        ({"syringe": syringe(product="pemetrexed\u200b")}, UNSEEN),
        ({"syringe": syringe(lot="LOT\u202e1")}, UNSEEN),
        ({"note": "a\x00b"}, UNSEEN),
        ({"incident": "a\u2066b"}, UNSEEN),
        (
            {"outcome": Given.PARTIAL, "volume_injected": ml("3"), "reason": "bored"},
            NO_LIST,
        ),
        (
            {"outcome": Given.ABANDONED, "volume_injected": ml("0"), "reason": "bored"},
            NO_LIST,
        ),
    ],
)
def test_what_no_list_has_is_not_written_even_with_an_incident(
    ready: Story, changes: dict[str, Any], codes: set[str]
) -> None:
    assert ready.refused(record(**{"incident": INCIDENT, **changes})) == codes


@pytest.mark.parametrize(
    "field", ["position", "interspace", "guidance", "needle_type", "traumatic", "csf_appearance"]
)
def test_a_lumbar_puncture_is_told_in_the_codes_of_its_lists(ready: Story, field: str) -> None:
    told = record(access=Access.LUMBAR, facts=lumbar(**{field: "nowhere"}), incident=INCIDENT)
    assert ready.refused(told) == NO_LIST


@pytest.mark.parametrize("outcome", list(NotGiven))
def test_each_outcome_takes_its_reason_from_its_own_list(outcome: NotGiven) -> None:
    until = day("2026-03-20") if outcome is NotGiven.HELD else None
    assert planned().decides(not_given("IND-1", outcome, until=until))
    assert planned().refused(not_given("IND-1", outcome, until=until, reason="bored")) == NO_LIST


def test_orders_and_labels_hold_nothing_unseen() -> None:
    assert planned().does(assess()).refused(order(note="a\u200bb"), PHYSICIAN) == UNSEEN
    hidden = prepare(syringe=syringe(lot="LOT\u200e1", preparation="prep-IND-1"))
    verified = planned().ordered("IND-1").does(verify(), PHARMACIST)
    assert verified.refused(hidden, PHARMACIST) == UNSEEN
