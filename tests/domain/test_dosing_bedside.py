"""Time-out, start, observation and calls: what each must meet, and what refuses it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.dosing import DoseRecorded, Given, NotGiven
from ltm_desktop.domain.dosing_bedside import observed_until
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    InjectionStarted,
    PatientObserved,
    TimeOutDone,
    TimeOutStopped,
    Vitals,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import Access, Meaning, Task
from tests.builders import (
    MONITOR,
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    assess,
    at,
    call,
    check,
    competency,
    item,
    lumbar,
    not_given,
    observe,
    person,
    receive,
    record,
    release,
    start,
    stop_time_out,
    syringe,
    time_out,
    vitals,
)
from tests.cases.clinical import day
from tests.domain.dose_steps import needs_incident, told
from tests.stories import Story, planned

OTHER = RecordId("adm-other")


def rating(value: str) -> Quantity:
    return Quantity(mg(value).value, Unit.COUNT)


def checked() -> Story:
    return planned().checked("IND-1")


def called_out() -> Story:
    return planned().ready("IND-1").at("2026-03-02 10:05")


def given(**changes: Any) -> Story:
    """Return the story of a dose injected at two past ten, now ten past."""
    access = {name: changes[name] for name in ("access",) if name in changes}
    story = planned().ready("IND-1", **access).at("2026-03-02 10:10")
    return story.does(record(**changes))


# the time-out


def test_every_line_is_read_aloud_and_the_time_out_stands() -> None:
    (event,) = checked().decides(time_out())
    assert event == TimeOutDone(RecordId("adm-IND-1"), item("IND-1"), NURSE, SECOND, TIME_OUT_LINES)
    walked = checked().told(event).chart.dosing.steps_of(item("IND-1"))
    assert walked.called_for(RecordId("adm-IND-1")) == at("2026-03-02 10:00")
    assert walked.called_for(OTHER) is None
    assert required_signers(time_out(), checked().act(NURSE)) == ()


@pytest.mark.parametrize("line", TIME_OUT_LINES)
def test_no_line_of_the_time_out_is_left_out(line: str) -> None:
    lines = tuple(one for one in TIME_OUT_LINES if one != line)
    assert checked().refused(time_out(lines=lines)) == {"dosing.time_out_line"}


def test_a_line_nobody_knows_or_read_twice_is_no_time_out() -> None:
    assert checked().refused(time_out(lines=(*TIME_OUT_LINES, "all"))) == {"dosing.time_out"}
    twice = (*TIME_OUT_LINES, TIME_OUT_LINES[0])
    assert checked().refused(time_out(lines=twice)) == {"dosing.time_out"}
    assert checked().decides(time_out(lines=TIME_OUT_LINES[::-1]))


def test_a_time_out_needs_a_check_of_its_own_record_that_is_still_good() -> None:
    assert planned().prepared("IND-1").refused(time_out()) == {
        "dosing.step_missing",
        "dosing.not_checked",
    }
    assert checked().refused(time_out(record=OTHER)) == {"dosing.not_checked"}
    assert checked().at("2026-03-02 10:10").decides(time_out())
    assert checked().at("2026-03-02 10:11").refused(time_out()) == {"dosing.check_too_old"}


def test_a_syringe_past_its_time_or_a_held_dose_ends_at_the_time_out() -> None:
    old = planned().checked("IND-1", syringe=syringe(use_by=at("2026-03-02 10:01")))
    assert old.at("2026-03-02 10:02").refused(time_out()) == {"dosing.past_use_by"}
    held = checked().does(not_given(outcome=NotGiven.HELD, until=day("2026-03-04")))
    assert "dosing.on_hold" in held.refused(time_out())


@pytest.mark.parametrize(
    ("by", "code"), [(MONITOR, "review.reads_only"), (PHARMACIST, "people.role_needed")]
)
def test_only_people_of_the_bedside_close_a_time_out_or_start(by: PersonId, code: str) -> None:
    assert checked().refused(time_out(), by) == {code}
    assert called_out().refused(start(), by) == {code}


def test_the_two_who_checked_are_the_two_at_the_time_out() -> None:
    for others in ({"operator": PHYSICIAN}, {"second": PHARMACIST}, {"second": NURSE}):
        assert "dosing.other_people_checked" in checked().refused(time_out(**others))


def test_a_no_at_the_time_out_is_recorded_and_the_time_out_is_read_anew() -> None:
    (event,) = called_out().decides(stop_time_out())
    assert event == TimeOutStopped(
        RecordId("adm-IND-1"), item("IND-1"), "dose", "label not readable (synthetic)"
    )
    assert required_signers(stop_time_out(), called_out().act(NURSE)) == ()
    stopped = called_out().told(event)
    walked = stopped.chart.dosing.steps_of(item("IND-1"))
    assert (walked.time_out, walked.stopped, walked.stopped_at) == (None, event, stopped.now)
    assert "dosing.time_out" in stopped.refused(start())
    needs_incident(stopped, record(ended_at=at("2026-03-02 10:05")), "dosing.time_out")
    again = stopped.does(time_out())
    assert again.chart.dosing.steps_of(item("IND-1")).stopped is None
    assert again.at("2026-03-02 10:06").decides(start(started="2026-03-02 10:06"))


def test_a_no_is_told_before_any_line_was_confirmed_and_however_old_the_check() -> None:
    assert checked().decides(stop_time_out(line="patient"))
    assert checked().at("2026-03-02 12:00").decides(stop_time_out())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"line": "everything"}, "dosing.time_out"),
        ({"reason": " "}, "dosing.field_missing"),
        ({"reason": "a\u200bb"}, "texts.unseen_character"),
        ({"record": OTHER}, "dosing.not_checked"),
    ],
)
def test_a_no_without_its_line_its_words_or_a_check_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    assert checked().refused(stop_time_out(**changes)) == {code}


def test_nobody_says_no_before_a_check_after_the_start_or_from_elsewhere() -> None:
    assert "dosing.step_missing" in planned().prepared("IND-1").refused(stop_time_out())
    assert called_out().does(start()).refused(stop_time_out()) == {"dosing.already_started"}
    assert checked().refused(stop_time_out(), MONITOR) == {"review.reads_only"}
    assert "dosing.already_settled" in given().refused(stop_time_out())


# a dose held or not given


@pytest.mark.parametrize("outcome", list(NotGiven))
def test_what_was_said_of_the_day_falls_when_the_dose_is_held_or_not_given(
    outcome: NotGiven,
) -> None:
    until = day("2026-03-03") if outcome is NotGiven.HELD else None
    before = called_out().chart.dosing
    after = called_out().does(not_given(outcome=outcome, until=until)).chart.dosing
    walked, kept = after.steps_of(item("IND-1")), before.steps_of(item("IND-1"))
    assert (walked.assessed, walked.time_out, item("IND-1") in after.checks) == (None, None, False)
    assert walked.preparation is not None
    assert (walked.preparation.released, walked.preparation.received) == (None, None)
    assert kept.preparation is not None
    assert walked.preparation.prepared == kept.preparation.prepared
    assert (walked.verified, after.orders) == (kept.verified, before.orders)


def test_after_a_hold_the_patient_is_assessed_again_before_the_check() -> None:
    held = called_out().does(not_given(outcome=NotGiven.HELD, until=day("2026-03-02")))
    back = held.at("2026-03-02 14:00").does(release(), PHARMACIST).does(receive())
    assert back.refused(check()) == {"dosing.step_missing"}
    assert back.does(assess()).decides(check())
    assert held.refused(check()) == {"dosing.step_missing"}


def test_where_a_site_does_not_assess_a_hold_asks_for_no_assessment() -> None:
    story = called_out().does(not_given(outcome=NotGiven.ABSENT))
    back = story.does(release(), PHARMACIST).does(receive())
    assert back.protocol is not None
    steps = back.protocol.dose_steps - {"assessed"}
    free = replace(back, protocol=replace(back.protocol, dose_steps=steps, supplements=()))
    assert free.decides(check())


# the start


def test_an_injection_is_started_by_the_people_who_checked_it() -> None:
    (event,) = called_out().decides(start())
    assert event == InjectionStarted(
        RecordId("adm-IND-1"), item("IND-1"), NURSE, SECOND, at("2026-03-02 10:02")
    )
    assert called_out().refused(start(operator=PHYSICIAN)) == {"dosing.other_people_checked"}
    assert called_out().refused(start(second=NURSE)) >= {"dosing.same_person"}
    assert called_out().decides(start(), PHYSICIAN)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"started": "2026-03-02 10:06"}, {"dosing.future_time"}),
        (
            {"started": "2026-03-02 09:59"},
            {"dosing.checked_after_start", "dosing.time_out_after_start"},
        ),
        ({"record": OTHER}, {"dosing.not_checked", "dosing.time_out"}),
    ],
)
def test_a_start_that_does_not_follow_its_check_and_time_out_is_refused(
    changes: dict[str, Any], codes: set[str]
) -> None:
    assert called_out().refused(start(**changes)) == codes


def test_a_start_told_later_counts_from_the_check_to_the_start_and_not_to_now() -> None:
    late = called_out().at("2026-03-02 10:40")
    assert late.decides(start())
    assert late.refused(start(started="2026-03-02 10:11")) == {
        "dosing.check_too_old",
        "dosing.time_out_too_old",
    }


def test_a_time_out_goes_stale_before_the_check_made_anew_does() -> None:
    again = called_out().at("2026-03-02 10:12").does(check()).does(time_out())
    assert again.at("2026-03-02 10:20").decides(start(started="2026-03-02 10:20"))


def test_nobody_starts_before_the_time_out_or_twice() -> None:
    assert checked().refused(start(started="2026-03-02 10:00")) == {
        "dosing.step_missing",
        "dosing.time_out",
    }
    begun = called_out().does(start())
    assert begun.refused(start()) == {"dosing.already_started"}
    for command, by in ((check(), NURSE), (time_out(), NURSE), (not_given(), NURSE)):
        assert begun.refused(command, by) >= {"dosing.already_started"}


def test_a_start_is_held_against_hold_interval_and_register_of_its_time() -> None:
    held = not_given(outcome=NotGiven.HELD, decided="2026-03-02 10:01", until=day("2026-03-04"))
    assert "dosing.on_hold" in called_out().does(held).refused(start())
    expired = person(NURSE, competencies=(competency(Task.ADMINISTER, until="2026-03-01"),))
    assert called_out().staffed(expired).refused(start()) == {"people.not_on_register"}
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-04 10:02").ready("IND-2")
    early = start("IND-2", "2026-03-04 10:02")
    assert story.at("2026-03-04 10:03").decides(early)


def test_a_start_told_before_is_not_told_again_with_the_record() -> None:
    begun = called_out().does(start()).at("2026-03-02 10:10")
    assert [type(one) for one in begun.decides(record())] == [DoseRecorded]
    at_once = called_out().at("2026-03-02 10:10").decides(record())
    assert [type(one) for one in at_once] == [InjectionStarted, DoseRecorded]


def test_a_puncture_with_nothing_injected_started_no_injection() -> None:
    gone = record(outcome=Given.ABANDONED, volume_injected=ml("0"), reason="no_csf")
    story = called_out().at("2026-03-02 10:10")
    assert [type(one) for one in story.decides(gone)] == [DoseRecorded]


def test_a_record_tells_when_its_own_time_out_was_read() -> None:
    assert told(called_out().at("2026-03-02 10:10"), record()).timed_out_at == at(
        "2026-03-02 10:00"
    )
    needs_incident(checked().at("2026-03-02 10:10"), record(), "dosing.time_out")


# the observation


def test_observations_are_told_until_the_last_one_closes_them() -> None:
    story = given().at("2026-03-02 11:10")
    first = observe(seen="2026-03-02 10:22", last=False, note="calm")
    (event,) = story.decides(first)
    assert isinstance(event, PatientObserved)
    assert required_signers(first, story.act(NURSE)) == ()
    seen = story.told(event)
    assert not seen.chart.dosing.is_observed(RecordId("adm-IND-1"))
    assert required_signers(observe(), story.act(NURSE)) == (Signer(NURSE, Meaning.OBSERVED),)
    closed = seen.does(observe())
    assert closed.chart.records.by_id[RecordId("adm-IND-1")].observed
    assert closed.refused(observe(last=False)) == {"dosing.observation_closed"}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"seen": "2026-03-02 11:11"}, {"dosing.future_time"}),
        ({"seen": "2026-03-02 10:01", "last": False}, {"dosing.observed_before_start"}),
        ({"seen": "2026-03-02 11:06"}, {"dosing.observation_early"}),
        ({"complications": ("bored",)}, {"configuration.no_such_code"}),
        ({"note": "a\u200bb"}, {"texts.unseen_character"}),
        ({"ended_early": "a\u200bb"}, {"texts.unseen_character"}),
        ({"vitals": Vitals()}, {"dosing.nothing_observed"}),
        ({"vitals": vitals(temperature=rating("36"))}, {"dosing.wrong_unit"}),
    ],
)
def test_an_observation_that_cannot_be_is_refused(changes: dict[str, Any], codes: set[str]) -> None:
    assert given().at("2026-03-02 11:10").refused(observe(**changes)) == codes


def test_an_observation_ends_early_only_with_words() -> None:
    story = given().at("2026-03-02 11:10")
    early = observe(seen="2026-03-02 10:30", ended_early="taken for imaging (example)")
    assert story.decides(early)
    assert story.decides(observe(seen="2026-03-02 11:07"))
    silent = observe(vitals=Vitals(), complications=("headache",))
    assert story.decides(silent)


def test_only_what_was_injected_or_tried_is_observed() -> None:
    assert called_out().refused(observe()) == {"dosing.not_told"}
    gone: dict[str, Any] = {
        "outcome": Given.ABANDONED,
        "volume_injected": ml("0"),
        "reason": "no_csf",
    }
    tried = given(**gone).at("2026-03-02 11:10")
    assert tried.does(observe()).chart.records.by_id[RecordId("adm-IND-1")].observed
    assert given().at("2026-03-02 11:10").refused(observe(), MONITOR) == {"review.reads_only"}


def test_an_observation_is_due_in_true_minutes_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    story = given()
    (injection,) = story.chart.dosing.given
    ended = at("2026-03-29 01:30").replace(tzinfo=berlin)
    late = replace(injection, ended_at=ended)
    act = replace(story.act(NURSE), now=ended)
    chart = story.chart
    here = Bedside(chart.patient, chart.plan, chart.dosing, story.site.people, story.protocol, act)
    due = observed_until(here, late)
    assert (due.hour, due.minute) == (3, 30)
    assert observed_until(replace(here, protocol=None), late) - ended == timedelta(0)


# the calls


def punctured() -> Story:
    return given(access=Access.LUMBAR, facts=lumbar()).at("2026-03-03 09:00")


def test_a_patient_is_called_on_the_planned_days_after_a_lumbar_puncture() -> None:
    story = punctured().does(call())
    (told_call,) = story.chart.dosing.called[RecordId("adm-IND-1")]
    assert (told_call.day, told_call.reached) == (1, True)
    assert story.refused(call()) == {"dosing.call_done"}
    assert story.at("2026-03-05 09:00").decides(call(3, "2026-03-05 09:00"))


def test_a_call_nobody_answered_may_be_tried_again() -> None:
    nobody = call(reached=False, headache=None)
    story = punctured().does(nobody)
    assert story.decides(nobody)
    assert story.decides(call())


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"day": 2}, {"dosing.no_such_call"}),
        ({"called": "2026-03-03 09:01"}, {"dosing.future_time"}),
        ({"called": "2026-03-02 10:06"}, {"dosing.observed_before_start"}),
        ({"headache": None}, {"dosing.field_missing"}),
        ({"headache": rating("11")}, {"dosing.off_scale"}),
        ({"headache": mg("3")}, {"dosing.wrong_unit"}),
        ({"reached": False}, {"dosing.nobody_answered"}),
        ({"reached": False, "headache": None, "postural": True}, {"dosing.nobody_answered"}),
        ({"blood_patch_on": day("2026-03-04")}, {"dosing.future_day"}),
        ({"note": "a\u200bb"}, {"texts.unseen_character"}),
    ],
)
def test_a_call_that_cannot_be_is_refused(changes: dict[str, Any], codes: set[str]) -> None:
    assert punctured().refused(call(**changes)) == codes


def test_nobody_is_called_after_a_reservoir_without_a_configuration_or_by_a_monitor() -> None:
    by_dome = given().at("2026-03-03 09:00")
    assert by_dome.refused(call()) == {"dosing.no_such_call"}
    assert replace(punctured(), protocol=None).refused(call()) == {"dosing.no_such_call"}
    assert punctured().refused(call(), MONITOR) == {"review.reads_only"}
    assert called_out().refused(call()) == {"dosing.not_told"}


def test_a_record_that_tells_another_start_than_was_told_needs_an_incident() -> None:
    begun = called_out().does(start()).at("2026-03-02 10:10")
    needs_incident(begun, record(started="2026-03-02 10:03"), "dosing.differs_from_start")
    seconds = replace(record(), started_at=at("2026-03-02 10:02:40"))
    assert told(begun, seconds).breaches == ()
    right = record(
        started="2026-03-02 10:03",
        record=OTHER,
        corrects=record().record,
        correction_reason="wrong_time",
    )
    assert told(begun.does(record()), right).breaches == ()


def test_a_dose_told_and_corrected_is_no_longer_in_progress() -> None:
    begun = called_out().does(start()).at("2026-03-02 10:10").does(record())
    right = record(record=OTHER, corrects=record().record, correction_reason="typing_slip")
    again = record(record=RecordId("adm-second"), started="2026-03-02 10:09")
    codes = ("dosing.already_settled", "dosing.not_checked", "dosing.time_out", "dosing.too_soon")
    needs_incident(begun.does(right), replace(again, ended_at=at("2026-03-02 10:10")), *codes)
