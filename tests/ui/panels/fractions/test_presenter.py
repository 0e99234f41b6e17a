from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.fractions.offering import Allowed
from ltm_desktop.ui.panels.fractions.typed import Told
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import SECRET, find
from tests.ui.panels.fractions.rooms import BOTH, Room, open_room


@pytest.fixture
def room(open_as: OpenAs) -> Room:
    return open_room(open_as("therapist.d"))


def test_the_course_shows_figures_that_say_they_are_calculated(room: Room) -> None:
    assert room.seen.course is not None
    figures = {one.key: one for one in room.seen.course.figures}
    course = room.desk.chart(find(room.desk, "Alpha")).course
    treated = len({one.fraction for one in course.treated()})
    assert figures["delivered"].value == Words("en").gy(sum_of(course))
    assert figures["fractions"].value == f"{treated} of 20"
    assert figures["interrupted"].value == "1 day"
    assert figures["end"].origin == "estimate"
    assert all(one.origin in ("calculated", "estimate") for one in figures.values())


def sum_of(course: Any) -> Any:
    return sum(dose.dose.value for one in course.treated() for dose in one.delivered)


def test_the_next_fraction_stands_on_top_and_the_newest_session_below_it(room: Room) -> None:
    assert room.seen.course is not None
    first, newest, *older = room.seen.course.lines
    assert first.record == ""
    assert newest.record
    assert first.number == newest.number + 1
    assert any("Machine" in line.state_words for line in older)


def test_amount_outcome_and_second_person_start_empty(room: Room) -> None:
    typed = room.seen.typed
    assert typed is not None
    assert (typed.outcome, typed.doses, typed.second, typed.at) == ("", {}, "", "")
    assert typed.operator == "therapist.d"
    assert room.seen.form is not None
    (volume,) = room.seen.form.volumes
    assert volume.help.replace("\u00a0", " ") == "Prescribed 2 Gy"


def test_a_session_is_read_signed_by_both_and_recorded(room: Room) -> None:
    before = len(room.desk.chart(find(room.desk, "Alpha")).course.sessions)
    room.review()
    assert room.seen.alerts == ()
    assert {one.person for one in room.seen.asked} == set(BOTH)
    assert "Linac 1" in room.seen.statement
    room.presenter.sign(BOTH)
    sessions = room.desk.chart(find(room.desk, "Alpha")).course.sessions
    assert len(sessions) == before + 1
    assert str(sessions[-1].delivered[0].dose.value) == "2.00"
    assert room.seen.saved is not None
    assert [one.stream for one in room.announced] == [find(room.desk, "Alpha")]


def test_a_wrong_secret_writes_nothing_and_keeps_the_rest(room: Room) -> None:
    before = room.desk.store.head()
    room.review()
    room.presenter.sign(BOTH | {"therapist.e": "not it"})
    assert room.seen.wrong == ["therapist.e"]
    assert room.desk.store.head() == before
    room.presenter.sign(BOTH)
    assert room.seen.saved is not None


def test_everything_that_stands_against_a_session_is_shown_together(room: Room) -> None:
    room.review(delivered="", machine="", second="")
    codes = {alert.code for alert in room.seen.alerts}
    assert codes == {"fractions.dose_missing", "fractions.machine_missing"}
    assert not room.seen.tellable
    assert room.seen.statement == ""


def test_an_amount_with_a_comma_is_refused_as_typed(room: Room) -> None:
    room.review(delivered="1,8")
    assert [alert.code for alert in room.seen.alerts] == ["quantities.comma"]


def test_a_future_time_is_refused(room: Room) -> None:
    room.presenter.review(room.typed(), Told(room.desk.clock.now() + timedelta(minutes=5)))
    assert [alert.code for alert in room.seen.alerts] == ["fractions.future_time"]
    assert not room.seen.tellable


def test_a_fraction_beyond_the_course_is_told_only_with_an_incident(room: Room) -> None:
    room.review(fraction="21")
    assert "fractions.beyond_prescription" in {alert.code for alert in room.seen.alerts}
    assert room.seen.tellable
    room.review(fraction="21", incident="Setup field repeated (synthetic)")
    assert room.seen.alerts == ()
    room.presenter.sign(BOTH)
    told = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    assert told.fraction == 21
    assert "fractions.beyond_prescription" in told.breaches


def test_not_treated_needs_a_reason_and_leaves_out_what_it_has_no_field_for(room: Room) -> None:
    room.review(outcome="not_treated")
    assert [alert.code for alert in room.seen.alerts] == ["fractions.reason_missing"]
    room.review(outcome="not_treated", reason="other", own_words="Power cut (synthetic)")
    assert [one.person for one in room.seen.asked] == ["therapist.d"]
    room.presenter.sign({"therapist.d": SECRET})
    told = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    assert told.delivered == ()
    assert told.note == "Power cut (synthetic)"
    assert told.machine == ""


def test_a_partial_session_shows_its_shortfall_and_can_be_continued(room: Room) -> None:
    room.review(outcome="partial", delivered="1.2", reason="machine")
    room.presenter.sign(BOTH)
    assert room.seen.course is not None
    figures = {one.key: one.value.replace("\u00a0", " ") for one in room.seen.course.figures}
    assert figures["shortfall"] == "0.8 Gy"
    number = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1].fraction
    room.presenter.choose_item(f"RT-{number}")
    assert room.seen.typed is not None
    assert room.seen.typed.fraction == str(number)


def test_a_draft_comes_back_with_the_same_record_and_without_secrets(room: Room) -> None:
    typed = room.typed(note="synthetic")
    room.presenter.changed(typed)
    room.presenter.keep_draft()
    again = open_room(room.desk)
    assert again.seen.typed == typed
    assert again.seen.draft is not None
    again.presenter.clear()
    assert open_room(room.desk).seen.draft is None


def test_recording_forgets_the_draft(room: Room) -> None:
    room.presenter.changed(room.typed())
    room.presenter.keep_draft()
    room.review()
    room.presenter.sign(BOTH)
    assert open_room(room.desk).seen.draft is None


def test_an_arm_without_radiotherapy_says_so_and_can_still_tell_what_happened(
    open_as: OpenAs,
) -> None:
    room = open_room(open_as("therapist.d"), "Jia")
    assert room.seen.empty is not None
    assert room.seen.empty.text == "No radiotherapy in this arm"
    assert room.seen.form is None
    room.presenter.tell_another()
    room.review()
    assert "fractions.no_radiotherapy_arm" in {alert.code for alert in room.seen.alerts}
    assert room.seen.tellable
    room.review(incident="Treated by mistake (synthetic)")
    room.presenter.sign(BOTH)
    sessions = room.desk.chart(find(room.desk, "Jia")).course.sessions
    assert [one.fraction for one in sessions] == [1]
    assert len(room.seen.empty.told) == 1
    assert "Fraction 1, outside the plan: Delivered, PTV1 2\u00a0Gy" in room.seen.empty.told[0]


def test_a_nurse_must_choose_the_operator_and_signs_as_observer(open_as: OpenAs) -> None:
    room = open_room(open_as("nurse.a"))
    assert room.seen.typed is not None
    assert room.seen.typed.operator == ""
    room.review(operator="therapist.d")
    assert {one.person for one in room.seen.asked} == {*BOTH, "nurse.a"}


def test_who_may_not_write_only_reads(open_as: OpenAs) -> None:
    room = open_room(open_as("pharmacist.c"))
    assert room.seen.course is not None
    assert room.seen.form is None


def test_the_course_is_worded_in_chinese(open_as: OpenAs) -> None:
    room = open_room(open_as("therapist.d"), language="zh_CN")
    assert room.seen.course is not None
    assert {one.key: one.value for one in room.seen.course.figures}["interrupted"] == "1 天"
    assert "估计值" in room.seen.course.plot.in_words


def test_as_planned_fills_the_form_by_one_action_and_asks_for_the_second(room: Room) -> None:
    assert room.seen.typed is not None
    assert room.seen.form is not None
    assert "Linac 1 (demo)" in room.seen.form.as_planned
    room.presenter.as_planned(room.seen.typed, Told(None))
    assert room.seen.typed.outcome == "delivered"
    assert room.seen.typed.doses == {"PTV1": "2"}
    assert room.seen.typed.machine == "Linac 1 (demo)"
    assert [one.code for one in room.seen.seconds] == ["therapist.e"]
    asked = room.seen.asked
    assert not asked
    room.presenter.choose_second("therapist.e")
    assert {one.person for one in room.seen.asked} == set(BOTH)
    room.presenter.sign(BOTH)
    told = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    assert told.breaches == ()
    assert told.at == room.desk.clock.now().replace(second=0, microsecond=0)


def test_as_planned_keeps_a_time_and_a_machine_that_were_typed(room: Room) -> None:
    at = room.desk.clock.now() - timedelta(minutes=20)
    assert room.seen.typed is not None
    typed = replace(room.seen.typed, at="earlier", machine="Linac 2")
    room.presenter.as_planned(typed, Told(at))
    room.presenter.choose_second("therapist.e")
    room.presenter.sign(BOTH)
    told = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    assert (told.at, told.machine) == (at, "Linac 2")


def test_the_rest_of_a_short_fraction_is_told_as_planned_too(room: Room) -> None:
    room.review(outcome="partial", delivered="1.2", reason="machine")
    room.presenter.sign(BOTH)
    number = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1].fraction
    room.presenter.choose(number)
    assert room.seen.form is not None
    assert [one.left for one in room.seen.form.volumes] == ["0.8"]
    assert "1.2" in room.seen.form.volumes[0].help
    assert isinstance(room.desk.clock, SetClock)
    room.desk.clock.at += timedelta(minutes=30)
    room.review(delivered="0.8", fraction=str(number))
    room.presenter.sign(BOTH)
    course = room.desk.chart(find(room.desk, "Alpha")).course
    assert [one.session for one in course.of(number)] == [1, 2]
    assert course.short(number) == {}


def test_a_fraction_outside_the_plan_cannot_be_told_as_planned(room: Room) -> None:
    before = room.desk.store.head()
    room.presenter.choose(21)
    assert room.seen.form is not None
    assert room.seen.form.as_planned == ""
    assert [one.help for one in room.seen.form.volumes] == ["Not planned in this fraction"]
    assert room.seen.typed is not None
    room.presenter.as_planned(room.seen.typed, Told(None))
    assert (room.seen.asked, room.seen.seconds) == ((), ())
    assert room.desk.store.head() == before


def test_what_was_verified_and_measured_is_recorded_with_signs_and_units(room: Room) -> None:
    room.review(
        vertical="-2",
        longitudinal="+1.5",
        lateral="\u22120.5",
        rotation="1",
        device="mask",
        monitor_units="231",
        on_call="physician.p",
        rv_id="RV-17",
    )
    room.presenter.sign(BOTH)
    told = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    shifts = (told.verification.vertical, told.verification.longitudinal, told.verification.lateral)
    assert [str(one) for one in shifts] == ["-2 mm", "1.5 mm", "-0.5 mm"]
    assert str(told.verification.rotation) == "1 deg"
    assert (str(told.monitor_units), told.rv_id) == ("231 MU", "RV-17")
    assert told.physician_on_call == "physician.p"


def test_a_session_is_put_right_in_its_own_form_and_the_old_one_stays_readable(room: Room) -> None:
    room.review()
    room.presenter.sign(BOTH)
    wrong = room.desk.chart(find(room.desk, "Alpha")).course.sessions[-1]
    room.presenter.correct(wrong.record)
    typed, form = room.seen.typed, room.seen.form
    assert typed is not None
    assert form is not None
    assert (typed.corrects, typed.machine, typed.doses) == (
        wrong.record,
        "Linac 1",
        {"PTV1": "2.00"},
    )
    assert form.title.endswith("correction")
    assert form.as_planned == ""
    room.presenter.review(replace(typed, machine="Linac 2"), Told(wrong.at))
    assert "corrections.reason_missing" in {alert.code for alert in room.seen.alerts}
    right = replace(typed, machine="Linac 2", why="typing_slip")
    room.presenter.review(right, Told(wrong.at))
    room.presenter.sign(BOTH)
    course = room.desk.chart(find(room.desk, "Alpha")).course
    assert wrong.record not in {one.record for one in course.sessions}
    assert course.sessions[-1].machine == "Linac 2"
    assert room.seen.course is not None
    old = next(line for line in room.seen.course.lines if line.record == wrong.record)
    assert (old.stands, old.state_words, old.dose) == (False, "Corrected", "")


def test_therapists_may_put_right_and_take_back_and_a_pharmacist_may_not(open_as: OpenAs) -> None:
    room = open_room(open_as("therapist.d"))
    assert room.seen.course is not None
    waiting, line = room.seen.course.lines[:2]
    assert waiting.record == ""
    assert room.presenter.allowed(line) == Allowed(correct=True, void=True, resume=False)
    assert room.presenter.allowed(replace(line, stands=False)) == Allowed()
    assert open_room(open_as("pharmacist.c")).presenter.allowed(line) == Allowed()


def test_bed_and_eqd2_say_how_they_were_calculated(room: Room) -> None:
    assert room.seen.course is not None
    sums = room.seen.course.biological
    assert sums.label == "calculated, linear-quadratic model without repair or repopulation"
    assert [line[1] for line in sums.lines] == ["2", "3", "10"]
    delivered = room.seen.course.volumes.lines[0][2]
    # at 2 Gy a fraction the equivalent dose is the physical one
    assert {line[3] for line in sums.lines} == {f"{delivered}.00"}
