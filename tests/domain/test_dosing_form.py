"""What a told injection says besides: asepsis, how it went in, estimates, slips; and allergies."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.dosing import AfterCare, Given, Source, Technique
from ltm_desktop.domain.dosing_measures import meant_by_slip
from ltm_desktop.domain.dosing_steps import Allergy
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import Access
from tests.builders import NURSE, assess, lumbar, ommaya, record
from tests.cases.clinical import example
from tests.domain.dose_steps import INCIDENT, LATE, needs_incident, ready, told
from tests.stories import Story, planned

WHOLE = Technique(
    skin_agent="povidone_iodine",
    skin_dried="yes",
    barriers=("mask", "gown"),
    mixed_with_csf="no",
    resistance="no",
    csf_midway="yes",
    injection_pain=Quantity(mg("2").value, Unit.COUNT),
)


def at_the_spine() -> Story:
    return planned().ready("IND-1", access=Access.LUMBAR).at("2026-03-02 10:10")


def water(text: str) -> Quantity:
    return Quantity(mg(text).value, Unit.CM_H2O)


def test_how_it_was_injected_is_kept_as_told() -> None:
    event = told(ready(), record(technique=WHOLE, after=AfterCare(spill="a drop (example)")))
    assert (event.technique, event.after.spill) == (WHOLE, "a drop (example)")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"skin_agent": "water"}, "configuration.no_such_code"),
        ({"barriers": ("mask", "hat")}, "configuration.no_such_code"),
        ({"skin_dried": "perhaps"}, "configuration.no_such_code"),
        ({"resistance": "some"}, "configuration.no_such_code"),
        ({"injection_pain": Quantity(mg("11").value, Unit.COUNT)}, "dosing.off_scale"),
        ({"injection_pain": mg("2")}, "dosing.wrong_unit"),
    ],
)
def test_how_it_was_injected_is_told_in_codes_answers_and_a_rating(
    changes: dict[str, Any], code: str
) -> None:
    assert ready().refused(record(technique=replace(WHOLE, **changes))) == {code}


def test_a_spill_is_told_in_words_that_everybody_reads_alike() -> None:
    hidden = AfterCare(spill="a\u200bb")
    assert ready().refused(record(after=hidden)) == {"texts.unseen_character"}


def test_without_csf_half_way_an_injection_is_not_finished() -> None:
    dry = replace(WHOLE, csf_midway="no")
    needs_incident(ready(), record(technique=dry), "dosing.no_csf")
    part = record(
        technique=dry,
        outcome=Given.PARTIAL,
        volume_injected=ml("2.0"),
        reason="pain",
        after=AfterCare(leftover="destroyed_by_two"),
    )
    assert told(ready(), part).breaches == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rest_posture": "standing"}, "configuration.no_such_code"),
        ({"local_anaesthetic_plain": "?"}, "configuration.no_such_code"),
        ({"paraesthesia_lasting": "long"}, "configuration.no_such_code"),
        ({"red_cells_first": Quantity(mg("1").value, Unit.PER_NL)}, "dosing.wrong_unit"),
    ],
)
def test_what_is_told_besides_of_a_puncture_is_codes_answers_and_cells_per_microlitre(
    changes: dict[str, Any], code: str
) -> None:
    command = record(access=Access.LUMBAR, facts=lumbar(**changes))
    assert at_the_spine().refused(command) == {code}
    cells = {"red_cells_first": "900", "red_cells_last": "40"}
    facts = lumbar(
        **{name: Quantity(mg(count).value, Unit.PER_UL) for name, count in cells.items()},
        rest_posture="flat",
        local_anaesthetic_plain="yes",
        paraesthesia="both",
        paraesthesia_lasting="no",
    )
    assert told(at_the_spine(), record(access=Access.LUMBAR, facts=facts)).facts == facts


def test_needle_and_zero_level_at_the_reservoir_are_answers_and_a_line() -> None:
    assert ready().refused(record(facts=ommaya(needle_out="maybe"))) == {
        "configuration.no_such_code"
    }
    assert ready().refused(record(facts=ommaya(zero_level="ear\nlying"))) == {
        "texts.unseen_character"
    }


# a pressure typed in another unit


def test_a_pressure_that_looks_like_millimetres_is_refused_until_somebody_confirms_it() -> None:
    facts = lumbar(opening_pressure=water("180"))
    command = record(access=Access.LUMBAR, facts=facts)
    assert at_the_spine().refused(command) == {"dosing.unit_slip"}
    assert at_the_spine().refused(replace(command, incident=INCIDENT)) == {"dosing.unit_slip"}
    kept = told(at_the_spine(), replace(command, kept=("opening_pressure",)))
    assert kept.kept == ("opening_pressure",)
    # a pressure of a tenth that is no more plausible is no slip, and the panel asks twice
    high = replace(command, facts=lumbar(opening_pressure=water("610")))
    assert told(at_the_spine(), high).kept == ()


def test_a_slip_is_judged_by_the_signed_limits_alone() -> None:
    limits = example().range_of("lumbar.opening_pressure")
    assert meant_by_slip(limits, water("180")) == water("18")
    assert meant_by_slip(limits, water("60")) is None
    assert meant_by_slip(None, water("180")) is None
    assert meant_by_slip(limits, ml("180")) is None
    unsigned = replace(at_the_spine(), protocol=replace(example(), ranges={}))
    command = record(access=Access.LUMBAR, facts=lumbar(opening_pressure=water("180")))
    assert told(unsigned, command).kept == ()


# estimates


def test_a_time_is_estimated_only_where_it_is_told_later() -> None:
    times = ("started_at", "ended_at")
    assert ready().refused(record(estimated=times)) == {"dosing.estimated_live"}
    late = told(ready().at("2026-03-02 16:00"), record(**LATE, estimated=times))
    assert (late.source, late.estimated) == (Source.LATE, times)
    assert told(ready(), record(estimated=("csf_withdrawn",))).estimated == ("csf_withdrawn",)
    assert ready().refused(record(estimated=("dose",))) == {"configuration.no_such_code"}


# allergies


def test_no_allergy_asked_none_known_and_listed_are_three_things() -> None:
    for allergies in (None, (), (Allergy("penicillin (example)", "rash"), Allergy("latex"))):
        story = planned().does(assess(allergies=allergies))
        assessed = story.chart.dosing.steps_of(record().item).assessed
        assert assessed is not None
        assert assessed.assessment.allergies == allergies


def test_an_assessment_that_did_not_ask_takes_no_allergy_back() -> None:
    assert planned().chart.allergies is None
    story = planned().does(assess(allergies=(Allergy("latex"),)))
    known = story.at("2026-03-02 10:30").does(assess()).chart.allergies
    assert known is not None
    assert (known.listed, known.asked_by) == ((Allergy("latex"),), NURSE)
    assert known.asked_at == story.now
    none = story.at("2026-03-05 09:00").does(assess("IND-2", allergies=())).chart.allergies
    assert none is not None
    assert none.listed == ()


@pytest.mark.parametrize(
    ("allergies", "code"),
    [
        ((Allergy(" ", "rash"),), "dosing.field_missing"),
        ((Allergy("latex"), Allergy("Latex", "rash")), "dosing.allergy_twice"),
        ((Allergy("la\ntex"),), "texts.unseen_character"),
        ((Allergy("latex", "ra\u200bsh"),), "texts.unseen_character"),
    ],
)
def test_an_allergy_names_a_substance_once_in_a_line(
    allergies: tuple[Allergy, ...], code: str
) -> None:
    assert planned().refused(assess(allergies=allergies)) == {code}


def test_the_performance_status_is_on_its_scale() -> None:
    five = Quantity(mg("5").value, Unit.COUNT)
    assert planned().refused(assess(performance=five)) == {"dosing.off_scale"}
