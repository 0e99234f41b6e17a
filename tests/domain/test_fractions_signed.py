"""Radiotherapy is held to what the site signed: start, targets, order in time, lists of codes."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.fractions import Beam, ShortfallChoice, Verification
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.signoff import ApproveRecord
from tests.builders import NURSE, PATIENT, PHYSICIAN, THERAPIST
from tests.cases.clinical import day
from tests.course_builders import course, session, shortfall
from tests.domain.fraction_steps import (
    INCIDENT,
    MONDAY,
    NOT_TREATED,
    PARTIAL,
    needs_incident,
    told,
    treated,
)
from tests.stories import irradiated, planned

MU = Quantity(Decimal(100), Unit.MU)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"start_on": day("2026-03-13")}, "fractions.start_before_rule"),
        ({"technique": " "}, "fractions.technique_missing"),
        ({"technique": "IMRT!"}, "configuration.no_such_code"),
    ],
)
def test_an_order_beside_what_the_site_signed_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    story = planned().at("2026-03-13 09:00")
    assert code in story.refused(replace(course(), **changes), PHYSICIAN)


def test_a_course_never_starts_on_a_day_that_has_passed() -> None:
    late = planned().at("2026-03-18 09:00")
    assert late.refused(course(), PHYSICIAN) == {"fractions.start_in_past"}
    assert late.decides(course("2026-03-18"), PHYSICIAN)


def test_the_rule_counts_from_the_dose_that_was_really_given() -> None:
    story = planned()
    for code, on in (("IND-1", "2026-03-02"), ("IND-2", "2026-03-05"), ("IND-3", "2026-03-09")):
        story = story.gives(code, on)
    story = story.gives("IND-4", "2026-03-13")
    weekly = story.scheduled()["WK-1"]
    assert story.refused(course("2026-03-16"), PHYSICIAN) == {"fractions.start_before_rule"}
    assert story.decides(course(weekly), PHYSICIAN)


def test_a_session_before_the_first_day_or_before_another_needs_an_incident() -> None:
    early = irradiated().at("2026-03-13 15:00")
    needs_incident(early, session(1, "2026-03-13 15:00"), "fractions.before_start")
    story = treated(2).at("2026-03-18 09:00")
    needs_incident(
        story,
        session(3, f"{MONDAY} 16:00"),
        "fractions.before_last_session",
        "fractions.per_day",
    )


def test_the_next_fraction_waits_for_a_decision_about_an_incomplete_one() -> None:
    story = treated(1).at("2026-03-17 09:00")
    part = session(2, "2026-03-17 09:00", PARTIAL, "1.2")
    story = story.does(part, THERAPIST).at("2026-03-18 09:00")
    following = session(3, "2026-03-18 09:00")
    needs_incident(story, following, "fractions.incomplete_undecided")
    rest = session(2, "2026-03-18 09:00", PARTIAL, "0.8")
    needs_incident(story, rest, "fractions.remainder_undecided")
    approved = story.does(ApproveRecord(PATIENT, part.record), PHYSICIAN)
    needs_incident(approved, following, "fractions.incomplete_undecided")
    decided = story.does(shortfall(2, ShortfallChoice.AT_END), PHYSICIAN)
    assert told(decided, following).breaches == ()


def test_nobody_unknown_is_written_down_as_operator() -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    stranger = PersonId("x.nobody")
    whole = session(1, f"{MONDAY} 09:00", incident=INCIDENT)
    for command in (replace(whole, operator=stranger), replace(whole, second=stranger)):
        assert story.refused(command, THERAPIST) == {"people.unknown"}
    missed = session(1, f"{MONDAY} 09:00", NOT_TREATED, None, operator=stranger, second=None)
    assert story.refused(missed, NURSE) == {"people.unknown"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verification": Verification("xray")}, "configuration.no_such_code"),
        ({"verification": Verification(device="mask\u200b")}, "texts.unseen_character"),
        ({"verification": Verification(approved_by=PersonId("x.nobody"))}, "people.unknown"),
        ({"physician_on_call": PersonId("x.nobody")}, "people.unknown"),
        ({"beams": (Beam("Arc\u202e1", None, MU),)}, "texts.unseen_character"),
        ({"machine_override": "couch\u200b"}, "texts.unseen_character"),
        ({"uid": "1.2\u200b"}, "texts.unseen_character"),
        ({"reason": "tired"}, "configuration.no_such_code"),
        ({"machine": "Linac\u200b1"}, "texts.unseen_character"),
        ({"note": "first\u202esecond"}, "texts.unseen_character"),
        ({"machine": "L" * 121}, "texts.too_long"),
    ],
)
def test_codes_of_no_list_and_unseen_characters_are_never_written(
    changes: dict[str, Any], code: str
) -> None:
    story = irradiated().at(f"{MONDAY} 09:00")
    command = session(1, f"{MONDAY} 09:00", PARTIAL, "1.2", incident=INCIDENT)
    assert story.refused(replace(command, **changes), THERAPIST) == {code}
