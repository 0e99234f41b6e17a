"""Toxicity told, graded, judged and put right through the presenter, on a real demo site."""

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.ui.panels.toxicity.drafting import JUDGING, TOPIC, topic_of
from ltm_desktop.ui.panels.toxicity.onset import Onset
from ltm_desktop.ui.panels.toxicity.typed import (
    Read,
    TypedGrade,
    TypedJudgement,
    TypedReason,
    TypedReport,
)
from tests.demo_site import OpenAs
from tests.ui.panels.toxicity.rooms import Room, enter, with_doses


@pytest.fixture
def nurse(open_as: OpenAs) -> Room:
    desk = open_as("nurse.a")
    return enter(desk, with_doses(desk))


def _as_physician(nurse: Room, open_as: OpenAs) -> Room:
    return enter(open_as("physician.p"), nurse.patient)


def test_an_empty_list_says_so_and_what_to_do_next(nurse: Room) -> None:
    assert nurse.seen.listed is not None
    assert nurse.seen.listed.empty == "No toxicity is recorded."
    assert nurse.seen.listed.next_step
    assert nurse.seen.listed.may_report


def test_a_nurse_reports_and_sees_it_whole_without_judging(nurse: Room) -> None:
    nurse.report()
    one = nurse.only()
    assert (one.told.term.code, one.current) == ("radiculitis", Grade.TWO)
    assert one.told.verbatim == "my legs burn (synthetic)"
    assert nurse.recorded
    assert nurse.seen.told is not None
    assert nurse.seen.told.key == one.event
    assert ("To be judged", "caution") in nurse.seen.told.marks
    acts = [act.code for act in nurse.seen.told.acts]
    assert acts == ["grade", "end", "correct", "void"]


def test_the_last_dose_is_proposed_with_how_long_ago_it_was(nurse: Room) -> None:
    nurse.presenter.report()
    assert nurse.seen.report is not None
    assert nurse.seen.typed is not None
    first = nurse.seen.report.links[0]
    assert first.words.startswith("dose ")
    assert first.words.endswith(" ago")
    assert nurse.seen.typed.link == first.code
    assert nurse.seen.report.links[-1].code == "none"


def test_only_grades_that_exist_are_offered_and_a_death_is_a_physicians(nurse: Room) -> None:
    nurse.presenter.report()
    nurse.presenter.choose_term("headache")
    assert nurse.seen.term is not None
    assert [one.number for one in nurse.seen.term.grades] == [1, 2, 3]
    assert all(one.criteria for one in nurse.seen.term.grades)
    nurse.presenter.choose_term("meningitis")
    assert [one.number for one in nurse.seen.term.grades] == [3, 4, 5]
    assert nurse.seen.term.grades[-1].barred == "A physician records grade 5."


def test_a_grade_that_does_not_exist_is_refused_and_nothing_typed_is_lost(nurse: Room) -> None:
    nurse.report("headache", "4")
    assert [one.code for one in nurse.seen.alerts] == ["adverse_events.no_such_grade"]
    assert nurse.events() == ()
    assert nurse.seen.report is not None


def test_a_month_is_kept_as_a_month_and_graded_from_the_day_seen(nurse: Room) -> None:
    now = nurse.desk.clock.now()
    nurse.presenter.report()
    typed = TypedReport(term="nausea", grade="1", onset="x", baseline="no", link="none")
    onset = Onset(now.year, now.month)
    nurse.presenter.send(typed, Read(onset=onset))
    one = nurse.only()
    assert one.told.onset == PartialDate(onset.earliest, Precision.MONTH)
    assert one.grades[0].on == now.date()


def test_grades_follow_one_another_and_the_list_shows_the_worst(nurse: Room) -> None:
    nurse.report()
    nurse.presenter.begin("grade")
    assert nurse.seen.grade is not None
    assert nurse.seen.grade.now.startswith("Grade 2, moderate since ")
    nurse.presenter.send(TypedGrade(grade="3"), Read(on=nurse.day().earliest))
    nurse.presenter.begin("grade")
    nurse.presenter.send(TypedGrade(grade="1"), Read(on=nurse.day().earliest))
    assert [int(one.grade) for one in nurse.only().grades] == [2, 3, 1]
    assert nurse.seen.listed is not None
    (line,) = nurse.seen.listed.open
    assert (line.grade, "worst grade 3" in line.details) == (1, True)
    assert [(span.grade, span.first == span.last) for span in line.spans] == [(2, True), (1, True)]


def test_an_outcome_ends_it_and_it_can_go_on_again(nurse: Room) -> None:
    nurse.report()
    nurse.presenter.begin("end")
    assert nurse.seen.end is not None
    assert "fatal" not in [one.code for one in nurse.seen.end.outcomes]
    nurse.presenter.send(TypedGrade(outcome="recovered"), Read(onset=nurse.day()))
    assert not nurse.only().is_open
    assert nurse.seen.listed is not None
    assert (len(nurse.seen.listed.open), len(nurse.seen.listed.closed)) == (0, 1)
    nurse.presenter.begin("reopen")
    reason = TypedReason(reason="came back at night (synthetic)")
    nurse.presenter.send(reason, Read(on=nurse.day().earliest))
    assert nurse.only().is_open


def test_a_correction_keeps_what_was_said_and_offers_every_grade(nurse: Room) -> None:
    nurse.report()
    nurse.presenter.begin("correct")
    seen = nurse.seen
    assert seen.report is not None
    assert seen.typed is not None
    assert (seen.typed.term, seen.typed.grades) == ("radiculitis", "2")
    reason = seen.report.reasons[0].code
    typed = TypedReport(
        term="radiculitis",
        grades="1",
        onset="x",
        verbatim=seen.typed.verbatim,
        baseline="no",
        link="none",
        reason=reason,
        note="heard wrongly (synthetic)",
    )
    days = tuple(one.on for one in nurse.only().grades)
    nurse.presenter.send(typed, Read(onset=nurse.day(1), days=days))
    one = nurse.only()
    assert one.current is Grade.ONE
    assert one.corrected[0].told.before.grades[0].grade is Grade.TWO
    assert seen.told is not None
    assert any("Grade 2" in fact.value for fact in seen.told.facts if fact.label == "Corrected")


def test_a_mistake_is_taken_back_and_stays_readable(nurse: Room) -> None:
    nurse.report()
    nurse.presenter.begin("void")
    assert nurse.seen.reason is not None
    code = nurse.seen.reason.reasons[0].code
    nurse.presenter.send(TypedReason(code, "another patient (synthetic)"), Read())
    assert not nurse.only().stands
    assert nurse.seen.told is not None
    assert nurse.seen.told.acts == ()
    assert nurse.seen.listed is not None
    assert nurse.seen.listed.closed[0].marks == (("Taken back", "neutral"),)


def test_a_report_under_way_is_a_draft_and_comes_back(nurse: Room) -> None:
    nurse.presenter.report()
    nurse.presenter.changed(TypedReport(term="fever", grade="1", verbatim="hot (synthetic)"))
    nurse.presenter.keep_draft()
    assert nurse.seen.draft is not None
    again = enter(nurse.desk, nurse.patient)
    assert again.seen.typed is not None
    assert (again.seen.typed.term, again.seen.typed.verbatim) == ("fever", "hot (synthetic)")
    again.send_report("fever", "1")
    assert again.only().told.term.code == "fever"
    desk = nurse.desk
    assert desk.drafts.find(desk.workstation, "nurse.a", nurse.patient, TOPIC) is None


def test_a_form_that_is_left_keeps_what_was_typed(nurse: Room) -> None:
    nurse.presenter.report()
    nurse.presenter.changed(TypedReport(term="fever", grade="1"))
    nurse.presenter.leave()
    assert nurse.seen.hinted
    nurse.presenter.report()
    assert nurse.seen.typed is not None
    assert nurse.seen.typed.term == "fever"


def test_a_physician_judges_by_their_secret_and_the_next_one_opens(
    nurse: Room, open_as: OpenAs
) -> None:
    nurse.report("fever", "1")
    nurse.report("radiculitis", "3")
    room = _as_physician(nurse, open_as)
    room.presenter.filter("unjudged")
    assert room.seen.listed is not None
    assert [line.grade for line in room.seen.listed.open] == [3, 1]
    room.presenter.choose(room.seen.listed.open[0].key)
    room.presenter.begin("judge")
    typed = TypedJudgement(relations={"disease": "possible"}, action_it="none")
    room.presenter.send(typed, Read())
    assert "adverse_events.cause_missing" in [one.code for one in room.seen.alerts]
    room.judge(serious=True)
    assert "hospital" in room.seen.statement
    first = next(one for one in room.events() if one.told.term.code == "radiculitis")
    assert first.serious
    assert first.judged is not None
    assert first.judged.told.by == "physician.p"
    # the next one to judge is open already
    assert room.seen.judge is not None
    assert "Fever" in room.seen.judge.title
    room.judge()
    assert all(one.judged for one in room.events())


def test_a_wrong_secret_writes_nothing_and_keeps_the_text(nurse: Room, open_as: OpenAs) -> None:
    nurse.report()
    room = _as_physician(nurse, open_as)
    room.presenter.choose(room.only().event)
    room.presenter.begin("judge")
    assert room.seen.judge is not None
    causes = {one.code: "unrelated" for one in room.seen.judge.causes}
    typed = TypedJudgement(causes, "none", "none", serious="no")
    room.presenter.send(typed, Read())
    room.presenter.sign("wrong")
    assert len(room.seen.wrong) == 1
    assert room.only().judged is None
    room.presenter.sign(DEMO_SECRET)
    assert room.only().judged is not None


def test_a_judgement_under_way_is_a_draft_of_its_event(nurse: Room, open_as: OpenAs) -> None:
    nurse.report()
    room = _as_physician(nurse, open_as)
    room.presenter.choose(room.only().event)
    room.presenter.begin("judge")
    room.presenter.changed(TypedJudgement(relations={"disease": "definite"}))
    room.presenter.leave()
    again = enter(room.desk, room.patient)
    assert again.seen.judged is not None
    assert again.seen.judged.relations == {"disease": "definite"}
    desk = room.desk
    assert desk.drafts.find(desk.workstation, "physician.p", room.patient, JUDGING) is not None


def test_every_change_of_an_event_is_a_draft_that_comes_back_and_goes_with_its_record(
    nurse: Room, open_as: OpenAs
) -> None:
    nurse.report()
    room = _as_physician(nurse, open_as)
    event = room.only().event
    forms: dict[str, TypedGrade | TypedReason | TypedReport] = {
        "grade": TypedGrade(on="2026-03-09", grade="3"),
        "end": TypedGrade(outcome="recovering"),
        "void": TypedReason(reason="other", note="half a sentence"),
        "correct": TypedReport(term=room.only().told.term.code, verbatim="other words", note="why"),
    }
    for act, typed in forms.items():
        room.presenter.choose(event)
        room.presenter.begin(act)
        room.presenter.changed(typed)
        room.presenter.leave()
    again = enter(room.desk, room.patient)
    for act in forms:
        again.presenter.choose(event)
        again.presenter.begin(act)
    seen = again.seen
    assert seen.grade is not None
    assert seen.end is not None
    assert seen.reason is not None
    assert [seen.grade.kept, seen.end.kept, seen.reason.kept, seen.typed] == list(forms.values())
    drafts = room.desk.drafts.of(room.desk.workstation, "physician.p")
    assert {one.topic for one in drafts} == {topic_of(act, event) for act in forms}


def test_a_death_asks_the_physicians_secret_already_when_it_is_told(
    nurse: Room, open_as: OpenAs
) -> None:
    nurse.report("arachnoiditis", "5")
    assert nurse.events() == ()
    assert nurse.seen.alerts
    room = _as_physician(nurse, open_as)
    room.report("arachnoiditis", "5")
    assert room.seen.asked is not None
    room.presenter.sign(DEMO_SECRET)
    one = room.only()
    assert (one.current, one.is_open) == (Grade.FIVE, False)


def test_a_pharmacist_reads_and_is_told_who_reports(nurse: Room, open_as: OpenAs) -> None:
    nurse.report()
    room = enter(open_as("pharmacist.c"), nurse.patient)
    assert room.seen.listed is not None
    assert not room.seen.listed.may_report
    assert room.seen.listed.reading
    room.presenter.choose(room.only().event)
    assert room.seen.told is not None
    assert room.seen.told.acts == ()
