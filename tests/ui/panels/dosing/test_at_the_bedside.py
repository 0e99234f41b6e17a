"""Time-out, start, observation and calls through the presenter, on a real demo site."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ltm_desktop.domain.dosing import Given, Technique
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.dosing import observe
from ltm_desktop.ui.panels.dosing.standing import Step
from tests.clocks import SettableClock

from .conftest import FIRST, Bedside, Sit, injection

ALL = "\n".join(TIME_OUT_LINES)


def test_the_last_line_records_the_time_out_by_itself_and_nothing_before_it_does(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    bedside.check()
    nurse = sit("nurse.a")
    assert nurse.view.step is Step.TIME_OUT
    nurse.presenter.change("time_out_read", "\n".join(TIME_OUT_LINES[:-1]))
    nurse.presenter.settle()
    nurse.presenter.record({})
    walked = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST)
    assert walked.time_out is None
    nurse.presenter.change("time_out_read", ALL)
    walked = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST)
    assert walked.time_out is not None
    assert walked.time_out.lines == TIME_OUT_LINES
    assert nurse.presenter.step is Step.GIVE


def test_a_check_that_is_too_old_is_told_before_any_line_is_read_aloud(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    bedside.check()
    nurse = sit("nurse.a")
    assert nurse.view.signing is not None
    assert [one.code for one in nurse.view.signing.alerts] == []
    later = SettableClock(bedside.desk.clock.now() + timedelta(minutes=11))
    bedside.desk.clock = later
    bedside.desk.recorder._clock = later
    nurse.presenter.tick()
    assert [one.code for one in nurse.view.signing.alerts] == ["dosing.check_too_old"]
    assert not nurse.view.signing.ready


def test_a_no_keeps_the_time_out_from_being_recorded_and_a_hold_says_where_it_stopped(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    bedside.check()
    nurse = sit("nurse.a")
    nurse.type(time_out_stopped="dose")
    nurse.presenter.ask("stop_time_out")
    nurse.presenter.change("time_out_read", ALL)
    walked = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST)
    assert (walked.time_out, walked.stopped) == (None, None)
    nurse.type(time_out_why="label not readable (synthetic)")
    nurse.presenter.ask("stop_time_out")
    walked = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST)
    assert walked.stopped is not None
    assert (walked.stopped.line, walked.stopped.reason) == (
        "dose",
        "label not readable (synthetic)",
    )
    assert nurse.view.saved.startswith("The “no” is recorded.")
    nurse.presenter.change("time_out_read", ALL)
    assert bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).time_out is None
    nurse.presenter.ask("hold")
    assert nurse.view.step == "not_given"
    assert nurse.view.fields["not_outcome"] == "held"
    nurse.presenter.ask("check_again")
    assert nurse.view.step == "check"


def test_the_start_is_in_the_ledger_and_outlives_the_program(bedside: Bedside, sit: Sit) -> None:
    record = bedside.checked()
    nurse = sit("nurse.a")
    nurse.presenter.ask("start")
    started = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).started
    assert started is not None
    assert (started.record, started.operator, started.second) == (record, "nurse.a", "nurse.b")
    assert nurse.presenter.step is Step.GIVE
    again = sit("nurse.b")
    assert again.presenter.step is Step.GIVE
    assert again.view.fields["started_at"] == started.started_at.isoformat()
    again.presenter.go(Step.NOT_GIVEN)
    assert again.view.standing is not None
    assert again.view.standing.walked.started == started


def test_a_start_that_is_refused_says_why_beside_the_form(bedside: Bedside, sit: Sit) -> None:
    record = bedside.checked()
    nurse = sit("nurse.a")
    bedside.start(record)
    nurse.presenter.ask("start")
    assert "dosing.already_started" in nurse.view.codes()


def test_an_injection_told_with_all_that_belongs_to_it_keeps_every_field(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(
        **injection(bedside) | {"outcome": "partial", "volume_injected": "3", "reason": "pain"}
    )
    nurse.type(pressure="150", pressure_unit="mm[H2O]", flush_fluid="saline", needle="winged")
    nurse.type(dome_pumps="3", after_pumps="2", needle_out="yes", leftover="destroyed_by_two")
    nurse.type(csf_samples="cytology,culture", complications="headache")
    nurse.type(zero_level="ear, lying", skin_agent="povidone_iodine", skin_dried="yes")
    nurse.type(barriers="mask,gown", mixed_with_csf="no", resistance="yes", csf_midway="yes")
    nurse.type(injection_pain="11", spill="a drop on the drape", estimated_csf_withdrawn="yes")
    assert nurse.view.missing() == ("injection_pain",)
    nurse.type(injection_pain="3")
    assert nurse.view.missing() == ()
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a", "nurse.b")
    (told,) = bedside.desk.chart(bedside.patient).dosing.given
    assert told.outcome is Given.PARTIAL
    assert (told.after.samples, told.after.complications) == (
        ("cytology", "culture"),
        ("headache",),
    )
    assert told.after.leftover == "destroyed_by_two"
    assert str(getattr(told.facts, "pressure", "")) == "15 cm[H2O]"
    assert (getattr(told.facts, "needle", ""), getattr(told.facts, "needle_out", "")) == (
        "winged",
        "yes",
    )
    assert "150 mmH₂O" in told.note
    assert getattr(told.facts, "zero_level", "") == "ear, lying"
    assert told.technique == Technique(
        skin_agent="povidone_iodine",
        skin_dried="yes",
        barriers=("mask", "gown"),
        mixed_with_csf="no",
        resistance="yes",
        csf_midway="yes",
        injection_pain=Quantity(Decimal(3), Unit.COUNT),
    )
    assert (told.after.spill, told.estimated) == ("a drop on the drape", ("csf_withdrawn",))


def test_the_observation_asks_for_an_answer_and_closes_with_a_signature(
    bedside: Bedside, sit: Sit
) -> None:
    record = bedside.checked()
    bedside.give(record)
    nurse = sit("nurse.a")
    assert (nurse.presenter.item, nurse.view.step) == (FIRST, "observe")
    assert nurse.view.missing() == (observe.AT, observe.FOUND)
    now = bedside.desk.clock.now().isoformat()
    nurse.type(observed_at=now, observed_complications="headache", observed_pulse="76")
    assert nurse.view.signing is not None
    assert nurse.view.signing.signers == ()
    nurse.sign()
    seen = bedside.desk.chart(bedside.patient).dosing.observed[record]
    assert [(one.complications, one.last) for one in seen] == [(("headache",), False)]
    assert nurse.view.step == "observe"
    now = bedside.desk.clock.now().isoformat()
    nurse.type(observed_at=now, observed_complications="none", observed_pain="1")
    nurse.type(observed_last="yes")
    assert nurse.view.missing() == (observe.EARLY,)
    nurse.type(observed_early="Moved to the ward (synthetic)")
    signing = nurse.view.signing
    assert signing is not None
    assert [one.meaning for one in signing.signers] == ["Observed"]
    nurse.sign("nurse.a")
    seen = bedside.desk.chart(bedside.patient).dosing.observed[record]
    assert seen[-1].last
    assert nurse.view.step == "settled"


@pytest.mark.parametrize("minutes", [0, 16, 31, 61])
def test_the_planned_times_follow_from_the_end_of_the_injection(
    bedside: Bedside, minutes: int
) -> None:
    record = bedside.checked()
    bedside.give(record)
    active, chart = bedside.desk.active(), bedside.desk.chart(bedside.patient)
    assert active is not None
    (told,) = chart.dosing.given
    now = told.ended_at + timedelta(minutes=minutes)
    rows = observe.planned(told, (), active, now)
    assert [one.minutes for one in rows] == [15, 30, 60]
    assert [one.due <= now for one in rows] == [minutes >= due for due in (15, 30, 60)]
    unplanned = replace(active, observation_minutes=())
    assert observe.planned(told, (), unplanned, now) == ()


def test_a_dose_under_observation_is_opened_before_the_next_one(bedside: Bedside, sit: Sit) -> None:
    record = bedside.checked()
    bedside.give(record)
    assert sit("nurse.a").presenter.item == FIRST
    bedside.observe(record)
    assert sit("nurse.a").presenter.item == ItemCode("IND-2")
