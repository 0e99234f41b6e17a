"""What belongs to a told injection: companions, samples, leftover, late telling, paper."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.dosing import AfterCare, CompanionGiven, Given, Source
from ltm_desktop.domain.protocol import ActiveCompanion
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.terms import Access
from tests.builders import at, lumbar, ommaya, record, syringe
from tests.cases.clinical import day, example
from tests.domain.dose_steps import INCIDENT, LATE, needs_incident, ready, told
from tests.stories import Story, planned

DEX = CompanionGiven("dexamethasone", mg("5"), "before", given=True)
LABEL = Label("Dexamethasone", "地塞米松")
NOT_COMPLETE = {"outcome": Given.PARTIAL, "volume_injected": ml("3.0"), "reason": "pain"}


def with_companion(**changes: Any) -> Story:
    """Return an injection under a protocol that gives dexamethasone before it."""
    signed = replace(ActiveCompanion("dexamethasone", LABEL, mg("5"), "before"), **changes)
    drug = replace(example().drug("pemetrexed"), companions=(signed,))
    return replace(ready(), protocol=replace(example(), drugs={"pemetrexed": drug}))


def care(*companions: CompanionGiven, **changes: Any) -> AfterCare:
    return replace(AfterCare(companions=companions), **changes)


# companions


def test_a_companion_of_the_protocol_is_given_or_explained() -> None:
    story = with_companion()
    assert story.refused(record(incident=INCIDENT)) == {"dosing.companion_untold"}
    assert told(story, record(after=care(DEX))).breaches == ()
    explained = replace(DEX, given=False, reason="vomited (example)")
    assert told(story, record(after=care(explained))).breaches == ()
    unexplained = record(after=care(replace(DEX, given=False)))
    assert story.refused(unexplained) == {"dosing.companion_unexplained"}


def test_a_puncture_with_nothing_injected_needs_no_companion() -> None:
    gone: dict[str, Any] = {
        "outcome": Given.ABANDONED,
        "volume_injected": ml("0"),
        "reason": "no_csf",
    }
    assert told(with_companion(), record(**gone)).after.companions == ()


@pytest.mark.parametrize(
    ("companion", "code"),
    [
        (replace(DEX, order="after"), "dosing.companion_order"),
        (replace(DEX, dose=mg("4")), "dosing.companion_dose"),
    ],
)
def test_a_companion_given_otherwise_than_signed_needs_an_incident(
    companion: CompanionGiven, code: str
) -> None:
    needs_incident(with_companion(), record(after=care(companion)), code)


def test_a_companion_that_no_protocol_gives_needs_an_incident() -> None:
    needs_incident(ready(), record(after=care(DEX)), "dosing.companion_not_planned")
    story = replace(ready(), protocol=None)
    needs_incident(story, record(after=care(DEX)), "configuration.none_signed")


@pytest.mark.parametrize(
    ("companion", "code"),
    [
        (replace(DEX, dose=ml("5")), "dosing.unit_not_mg"),
        (replace(DEX, dose=mg("0")), "dosing.zero_dose"),
        (replace(DEX, order="with"), "dosing.field_missing"),
        (replace(DEX, reason="a\u200bb"), "texts.unseen_character"),
    ],
)
def test_a_companion_that_cannot_be_is_refused_even_with_an_incident(
    companion: CompanionGiven, code: str
) -> None:
    command = record(after=care(companion), incident=INCIDENT)
    assert with_companion().refused(command) == {code}


# samples, complications, leftover, findings


def test_samples_complications_and_leftover_are_codes_of_their_lists() -> None:
    whole = record(after=care(samples=("cytology", "ctdna"), complications=("headache",)))
    assert told(ready(), whole).after.samples == ("cytology", "ctdna")
    for changes in ({"samples": ("juice",)}, {"complications": ("tired",)}, {"leftover": "kept"}):
        after = replace(AfterCare(), **changes)
        assert ready().refused(record(after=after)) == {"configuration.no_such_code"}


@pytest.mark.parametrize(
    "changes",
    [
        NOT_COMPLETE,
        {"outcome": Given.ABANDONED, "volume_injected": ml("0"), "reason": "no_csf"},
    ],
)
def test_somebody_answers_for_what_is_left_in_a_syringe(changes: dict[str, Any]) -> None:
    silent = record(after=AfterCare(), **changes)
    assert ready().refused(silent) == {"dosing.field_missing"}
    returned = record(after=AfterCare(leftover="returned_to_pharmacy"), **changes)
    assert told(ready(), returned).after.leftover == "returned_to_pharmacy"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"needle": "blunt"}, "configuration.no_such_code"),
        ({"flush_fluid": "water"}, "configuration.no_such_code"),
        ({"dome_pumps": Quantity(mg("1.5").value, Unit.COUNT)}, "texts.not_a_count"),
    ],
)
def test_findings_at_the_reservoir_are_codes_and_whole_counts(
    changes: dict[str, Any], code: str
) -> None:
    assert ready().refused(record(facts=ommaya(**changes))) == {code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nrfit": "perhaps"}, "configuration.no_such_code"),
        ({"paraesthesia": "sideways"}, "configuration.no_such_code"),
        ({"local_anaesthetic": "lido\ncaine"}, "texts.unseen_character"),
        ({"imaging_on": day("2026-03-03")}, "dosing.imaging_after"),
        ({"levels": Quantity(mg("1.5").value, Unit.COUNT)}, "texts.not_a_count"),
    ],
)
def test_findings_at_the_puncture_are_codes_lines_and_days_before_it(
    changes: dict[str, Any], code: str
) -> None:
    story = planned().ready("IND-1", access=Access.LUMBAR).at("2026-03-02 10:10")
    command = record(access=Access.LUMBAR, facts=lumbar(**changes))
    assert story.refused(command) == {code}
    fine = lumbar(nrfit="yes", paraesthesia="left", imaging_on=day("2026-03-02"))
    assert story.decides(record(access=Access.LUMBAR, facts=fine))


# late, and from paper


def test_a_dose_told_hours_later_says_that_it_is_late_and_why() -> None:
    in_time = ready().at("2026-03-02 14:07")
    assert told(in_time, record()).source is Source.LIVE
    late = ready().at("2026-03-02 14:08")
    assert late.refused(record(incident=INCIDENT)) == {"dosing.late_needs_reason"}
    silent = record(source=Source.LATE, late_reason=" ")
    assert late.refused(silent) == {"dosing.late_needs_reason"}
    event = told(late, record(**LATE))
    assert (event.source, event.late_reason) == (Source.LATE, LATE["late_reason"])
    assert Flag.TOLD_LATE in late.told(event).chart.records.by_id[event.record].flags
    hidden = {**LATE, "late_reason": "a\u200bb"}
    assert late.refused(record(**hidden)) == {"texts.unseen_character"}


def test_a_late_record_under_no_signed_configuration_knows_no_limit() -> None:
    story = replace(ready(), protocol=None).at("2026-03-10 10:00")
    needs_incident(story, record(), "configuration.none_signed")


def test_a_correction_says_why_it_corrects_and_not_why_it_is_late() -> None:
    story = ready().does(record()).at("2026-03-09 10:00")
    again = record(
        record=type(record().record)("adm-again"),
        corrects=record().record,
        correction_reason="typing_slip",
        note="as on the sheet (example)",
    )
    assert told(story, again).source is Source.LIVE


def paper(**changes: Any) -> dict[str, Any]:
    """Return what a record copied from downtime paper says of itself."""
    said = {
        "source": Source.TRANSCRIBED,
        "late_reason": "program was down (example)",
        "paper_checked_at": at("2026-03-02 09:58"),
        "paper_timed_out_at": at("2026-03-02 10:00"),
    }
    return said | changes


def down() -> Story:
    """Return the story of a dose ordered before the program went down, told the next day."""
    return planned().ordered("IND-1").at("2026-03-03 09:00")


def test_a_record_from_paper_tells_its_own_check_and_is_marked() -> None:
    event = told(down(), record(**paper()))
    assert (event.source, event.checked_at, event.timed_out_at) == (
        Source.TRANSCRIBED,
        at("2026-03-02 09:58"),
        at("2026-03-02 10:00"),
    )
    assert event.breaches == ()
    flags = down().told(event).chart.records.by_id[event.record].flags
    assert Flag.TRANSCRIBED in flags


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"late_reason": ""}, "dosing.late_needs_reason"),
        ({"paper_checked_at": None}, "dosing.field_missing"),
        ({"paper_timed_out_at": None}, "dosing.field_missing"),
        ({"paper_checked_at": at("2026-03-03 09:01")}, "dosing.future_time"),
        ({"paper_timed_out_at": at("2026-03-03 09:01")}, "dosing.future_time"),
        ({"source": Source.LATE, "paper_checked_at": None}, "dosing.not_from_paper"),
        ({"source": Source.LATE}, "dosing.not_from_paper"),
    ],
)
def test_a_record_from_paper_that_does_not_say_so_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    assert down().refused(record(incident=INCIDENT, **paper(**changes))) == {code}


def test_a_check_on_paper_counts_like_any_other() -> None:
    stale = record(**paper(paper_checked_at=at("2026-03-02 09:51")))
    needs_incident(down(), stale, "dosing.check_too_old")
    after = record(
        **paper(paper_checked_at=at("2026-03-02 10:03"), paper_timed_out_at=at("2026-03-02 10:03"))
    )
    needs_incident(down(), after, "dosing.checked_after_start", "dosing.time_out_after_start")


def test_a_time_out_on_paper_lies_between_the_check_and_the_start() -> None:
    before = record(**paper(paper_timed_out_at=at("2026-03-02 09:57")))
    needs_incident(down(), before, "dosing.time_out_before_check")
    after = record(**paper(paper_timed_out_at=at("2026-03-02 10:03")))
    needs_incident(down(), after, "dosing.time_out_after_start")
    for minute in ("09:58", "10:02"):
        right = record(**paper(paper_timed_out_at=at(f"2026-03-02 {minute}")))
        assert told(down(), right).breaches == ()
    protocol = down().protocol
    assert protocol is not None
    hasty = replace(down(), protocol=replace(protocol, time_out_minutes=1))
    needs_incident(hasty, record(**paper()), "dosing.time_out_too_old")


def test_a_syringe_is_the_same_in_whichever_zone_its_use_by_was_written() -> None:
    made = syringe(preparation="prep-IND-1")
    elsewhere = replace(made, use_by=made.use_by.astimezone(at("2026-03-02 10:00").tzinfo))
    from_utc = replace(made, use_by=made.use_by.astimezone(tz=None))
    for same in (elsewhere, from_utc):
        assert told(ready(), record(syringe=same)).breaches == ()
