"""The register of laboratories: who keeps it, what a range must be, and which is in force."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.laboratories import (
    EnterLaboratory,
    Laboratories,
    LaboratoryCommand,
    LaboratoryEntered,
    RangesSet,
    ReferenceRange,
    SetRanges,
    WithdrawRanges,
    decide_laboratories,
    evolve,
)
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Sex
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    at,
    calendar,
)
from tests.cases.clinical import example
from tests.stories import enrolled

PEOPLE = enrolled().site.people
TRIAL = example().protocol
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
ENTERED = LaboratoryEntered("EX", "Example laboratory (synthetic)", "", RESEARCH_NURSE)


def amount(number: str, unit: Unit = Unit.PER_NL) -> Quantity:
    return Quantity(Decimal(number), unit)


def platelets(low: str = "125", high: str = "350", **changes: Any) -> ReferenceRange:
    return ReferenceRange("platelets", amount(low), amount(high), **changes)


def register(*sets: tuple[date, ReferenceRange]) -> Laboratories:
    known: Laboratories = evolve({}, ENTERED)
    for since, one in sets:
        known = evolve(known, RangesSet("EX", since, (one,), "", RESEARCH_NURSE))
    return known


def decide(
    command: LaboratoryCommand,
    known: Laboratories,
    who: Any = RESEARCH_NURSE,
    trial: TrialProtocol | None = TRIAL,
) -> Any:
    act = Act(who, at("2026-03-02 09:00"), calendar())
    (event,) = decide_laboratories(command, known, PEOPLE, trial, act)
    return event


def refused(command: LaboratoryCommand, known: Laboratories, **changes: Any) -> set[str]:
    with pytest.raises(Refused) as found:
        decide(command, known, **changes)
    return {one.code for one in found.value.alerts}


@pytest.mark.parametrize("who", [RESEARCH_NURSE, INVESTIGATOR, ADMINISTRATOR])
def test_those_who_keep_the_register_enter_a_laboratory_and_its_ranges(who: Any) -> None:
    event = decide(EnterLaboratory("EX", "Example (synthetic)"), {}, who)
    known = evolve({}, event)
    told = decide(SetRanges("EX", JANUARY, (platelets(),), "sheet 1"), known, who)
    assert told == RangesSet("EX", JANUARY, (platelets(),), "sheet 1", who)


@pytest.mark.parametrize("who", [NURSE, PHARMACIST, PHYSICIAN, MONITOR])
def test_nobody_else_keeps_it(who: Any) -> None:
    for command in (
        EnterLaboratory("EX", "Example (synthetic)"),
        SetRanges("EX", JANUARY, (platelets(),)),
        WithdrawRanges("EX", JANUARY, "platelets", "wrong (synthetic)"),
    ):
        assert refused(command, register((JANUARY, platelets())), who=who) == {"people.role_needed"}


def test_a_laboratory_needs_a_code_of_its_own_and_a_name() -> None:
    assert "laboratories.name_missing" in refused(EnterLaboratory(" ", "x"), {})
    assert "laboratories.name_missing" in refused(EnterLaboratory("EX", " "), {})
    again = EnterLaboratory("EX", "Another (synthetic)")
    assert refused(again, register()) == {"laboratories.already_entered"}


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (ReferenceRange("platelets", None, None), "laboratories.no_limits"),
        (platelets("350", "125"), "labs.range_order"),
        (platelets("-1", "125"), "labs.range_order"),
        (ReferenceRange("platelets", amount("1", Unit.G_PER_L), None), "labs.wrong_unit"),
        (platelets(specimen=Specimen.CSF_LUMBAR), "labs.wrong_specimen"),
        (platelets(from_years=18, to_years=12), "laboratories.ages"),
        (platelets(from_years=-1), "laboratories.ages"),
        (ReferenceRange("nothing", amount("1"), None), "labs.unknown_analyte"),
        (ReferenceRange("csf_cytology", amount("1"), None), "labs.unknown_analyte"),
    ],
)
def test_a_range_that_is_none_is_refused(one: ReferenceRange, code: str) -> None:
    assert code in refused(SetRanges("EX", JANUARY, (one,)), register())


def test_ranges_need_a_laboratory_something_to_set_and_a_signed_configuration() -> None:
    some = (platelets(),)
    assert "laboratories.unknown" in refused(SetRanges("NO", JANUARY, some), register())
    assert "laboratories.nothing" in refused(SetRanges("EX", JANUARY, ()), register())
    unsigned = refused(SetRanges("EX", JANUARY, some), register(), trial=None)
    assert unsigned == {"configuration.none_signed"}


def test_what_is_taken_back_stood_and_has_a_reason() -> None:
    known = register((JANUARY, platelets()), (MARCH, platelets("100")))
    other_day = WithdrawRanges("EX", date(2026, 2, 1), "platelets", "wrong (synthetic)")
    assert refused(other_day, known) == {"laboratories.no_such_range"}
    silent = WithdrawRanges("EX", MARCH, "platelets", " ")
    assert refused(silent, known) == {"laboratories.reason_missing"}
    gone = decide(WithdrawRanges("EX", MARCH, "platelets", "wrong (synthetic)"), known)
    assert evolve(known, gone)["EX"].ranges == ((JANUARY, platelets()),)


def _for(known: Laboratories, on: date, sex: Sex = Sex.FEMALE, years: int = 60) -> str:
    found = known["EX"].range_for("platelets", Specimen.BLOOD, on, sex, years)
    return str(found.low.value) if found and found.low else ""


def test_the_range_of_a_day_is_the_newest_that_had_begun_for_the_person() -> None:
    known = register((JANUARY, platelets("125")), (MARCH, platelets("100")))
    assert _for(known, date(2025, 12, 31)) == ""
    assert _for(known, date(2026, 2, 28)) == "125"
    assert _for(known, MARCH) == "100"


def test_of_one_day_the_closest_for_the_person_counts_and_of_two_alike_the_last_entered() -> None:
    known = register(
        (JANUARY, platelets("100")),
        (JANUARY, platelets("110", sex=Sex.FEMALE)),
        (JANUARY, platelets("120", sex=Sex.FEMALE, from_years=65)),
        (JANUARY, platelets("130", sex=Sex.FEMALE, from_years=65)),
    )
    assert _for(known, MARCH, Sex.MALE) == "100"
    assert _for(known, MARCH, Sex.NOT_KNOWN) == "100"
    assert _for(known, MARCH, years=64) == "110"
    assert _for(known, MARCH, years=65) == "130"
