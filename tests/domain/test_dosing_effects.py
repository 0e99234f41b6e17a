"""Complications as drafts of adverse events: every one is listed, none is graded."""

from dataclasses import fields, replace

from ltm_desktop.domain.dosing import AfterCare
from ltm_desktop.domain.dosing_effects import DraftAdverseEvent, draft_adverse_events
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from tests.builders import at, item, observe, record
from tests.domain.dose_steps import ready
from tests.stories import Story

ADM = RecordId("adm-IND-1")


def hours(value: str) -> Quantity:
    return Quantity(mg(value).value, Unit.HOUR)


def told() -> Story:
    after = AfterCare(complications=("radicular_pain",))
    story = ready().does(record(after=after)).at("2026-03-02 11:10")
    first = observe(seen="2026-03-02 10:23", last=False, complications=("headache", "syncope"))
    return story.does(first).does(observe(seen="2026-03-02 11:08", complications=("headache",)))


def test_every_complication_of_a_record_and_of_its_observations_is_a_draft() -> None:
    drafts = draft_adverse_events(told().chart.dosing)
    assert [(one.complication, one.observed) for one in drafts] == [
        ("radicular_pain", False),
        ("headache", True),
        ("syncope", True),
        ("headache", True),
    ]
    assert drafts[0] == DraftAdverseEvent(
        "radicular_pain", ADM, item("IND-1"), at("2026-03-02 10:07"), hours("0.1"), observed=False
    )
    assert [one.since_injection for one in drafts[1:]] == [
        hours("0.4"),
        hours("0.4"),
        hours("1.1"),
    ]


def test_a_dose_without_complications_drafts_nothing() -> None:
    story = ready().does(record()).at("2026-03-02 11:10").does(observe())
    assert draft_adverse_events(story.chart.dosing) == ()


def test_a_correction_keeps_what_was_observed_and_drafts_it_once() -> None:
    again = record(
        record=RecordId("adm-again"), corrects=ADM, correction_reason="typing_slip", note="x"
    )
    story = told().does(again)
    drafts = draft_adverse_events(story.chart.dosing)
    assert [one.complication for one in drafts] == ["headache", "syncope", "headache"]
    assert {one.record for one in drafts} == {RecordId("adm-again")}
    assert story.chart.records.by_id[RecordId("adm-again")].observed


def test_a_draft_carries_no_grade() -> None:
    named = {one.name for one in fields(DraftAdverseEvent)}
    assert not named & {"grade", "serious", "relatedness", "term"}
    assert replace(draft_adverse_events(told().chart.dosing)[0], observed=True).observed
