from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol
from ltm_desktop.app.demo.stage import Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.timeline.treated import Told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import Access, ItemState, Sex
from ltm_desktop.ui.panels.glance.beside import beside
from ltm_desktop.ui.panels.glance.cells import StripShown
from ltm_desktop.ui.panels.glance.presenter import GlancePresenter, NoPlan, show_strip
from ltm_desktop.ui.panels.glance.view import GlanceView
from tests.adverse_event_builders import report
from tests.app.test_suggestions import counts, given
from tests.builders import NURSE, PATIENT
from tests.demo_site import OpenAs
from tests.stories import planned

SECRET = "demo-only-secret"


def find(desk: Desk, given: str) -> PatientId:
    rows = (one.patient for one in desk.worklists.patients())
    return next(PatientId(row.patient_id) for row in rows if row.given == given)


def take_in(desk: Desk, arm: str) -> PatientId:
    part = Part(HumanName("Demo", "New"), Sex.MALE, "1963-03-03", arm, Access.OMMAYA, 0)
    me = desk.session.person
    story = Story(Stage(desk, desk.clock, Words("en")), 78, part, desk.clock.now().date())
    enrol(story)
    desk.session.switch(me, SECRET)
    return story.patient


def at_once(
    work: Callable[[], Recorded],
    done: Callable[[Recorded], None],
    failed: Callable[[Exception], None],
) -> None:
    try:
        found = work()
    except LtmError as error:
        failed(error)
    else:
        done(found)


@dataclass
class Seen:
    strip: StripShown | None = None
    none: NoPlan | None = None
    plan: str = ""
    alerts: tuple[Alert, ...] = ()
    busy: list[bool] = field(default_factory=list)

    def show_strip(self, strip: StripShown) -> None:
        self.strip = strip

    def show_no_plan(self, none: NoPlan) -> None:
        self.none = none

    def show_plan(self, text: str, alerts: tuple[Alert, ...]) -> None:
        self.plan, self.alerts = text, alerts

    def show_busy(self, *, busy: bool) -> None:
        self.busy.append(busy)


@dataclass
class Glance:
    seen: Seen
    presenter: GlancePresenter
    announced: list[Recorded]


def open_glance(desk: Desk, patient: PatientId, language: str = "en") -> Glance:
    seen, announced = Seen(), list[Recorded]()
    presenter = GlancePresenter(desk, patient, seen, at_once, Words(language), announced.append)
    presenter.open()
    return Glance(seen, presenter, announced)


def strip_of(glance: Glance) -> StripShown:
    assert glance.seen.strip is not None
    return glance.seen.strip


def a_working_day(desk: Desk) -> date:
    day = desk.act().today
    while not desk.act().calendar.is_working(day):
        day += timedelta(days=1)
    return day


def test_a_dose_whose_hold_has_passed_stands_on_the_day_it_is_due_again(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient, say, act = take_in(desk, "B"), Words("en"), desk.act()
    desk.record(desk.propose(PlanTreatment(patient, a_working_day(desk)), say))
    decided = act.now - timedelta(days=2)
    hold = RecordDoseNotGiven(
        patient=patient,
        record=RecordId("not-hold"),
        item=ItemCode("IND-1"),
        outcome=NotGiven.HELD,
        reason="blood_counts",
        decided_at=decided,
        until=act.today,
        note="synthetic",
    )
    proposal = desk.propose(hold, say)
    signed = [desk.sign(proposal, one, SECRET) for one in proposal.signers]
    desk.record(proposal, signed)
    first = strip_of(open_glance(desk, patient)).rows[0].cells[0]
    assert (first.item, first.day) == ("IND-1", act.today)
    assert first.state is not ItemState.HELD


def test_the_weeks_hold_what_was_given_and_what_is_planned(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    strip = strip_of(open_glance(desk, find(desk, "Alpha")))
    doses, fractions = strip.rows
    assert (doses.label, fractions.label) == ("IT dose", "RT fraction")
    assert strip.days >= 42
    assert strip.days % 7 == 0
    assert [cell.state for cell in doses.cells][:4] == [ItemState.GIVEN_IN_WINDOW] * 4
    states = {cell.state for cell in fractions.cells}
    assert {ItemState.DELIVERED, ItemState.NOT_TREATED, ItemState.PLANNED} <= states
    assert all(strip.first <= one.day for row in strip.rows for one in row.cells)
    assert all((one.day - strip.first).days < strip.days for row in strip.rows for one in row.cells)


def test_every_cell_says_what_and_when_in_words_and_names_its_panel(open_as: OpenAs) -> None:
    desk, say = open_as("nurse.a"), Words("en")
    for row in strip_of(open_glance(desk, find(desk, "Alpha"))).rows:
        for cell in row.cells:
            assert say.date(cell.day) in cell.words
            assert cell.item
            assert cell.tab in ("dosing", "fractions")


def test_results_and_the_worst_grade_of_each_day_stand_beside_treatment(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    labs, *_ = strip_of(open_glance(desk, find(desk, "Alpha"))).beside
    act = desk.act()
    drawn = {act.day_of(one.sampled_at) for one in desk.chart(find(desk, "Alpha")).labs.all}
    assert (labs.label, {cell.day for cell in labs.cells}) == ("Labs", drawn)
    assert all(" result" in cell.words and cell.state is None for cell in labs.cells)


def test_a_day_shows_its_worst_grade_until_the_event_ends() -> None:
    story = given().does(counts("48", "2026-03-09 07:00")).does(report())
    assert story.protocol is not None
    told = Told(story.chart, story.protocol, story.act(NURSE), Words("en"))
    toxicity = next(row for row in beside(told) if row.label == "Toxicity")
    (event,) = story.chart.adverse_events.standing()
    assert toxicity.cells[0].day == event.told.onset.earliest
    assert toxicity.cells[-1].day == told.act.today
    assert {cell.grade for cell in toxicity.cells} == {int(event.worst)}
    assert all("grade" in cell.words for cell in toxicity.cells)


def test_the_summary_counts_doses_gray_and_fractions_and_marks_the_estimate(
    open_as: OpenAs,
) -> None:
    desk = open_as("nurse.a")
    summary = strip_of(open_glance(desk, find(desk, "Alpha"))).summary
    assert "Induction 4 of 4" in summary
    assert "of 20 fractions" in summary
    assert "projected end (estimate)" in summary


def test_an_arm_without_radiotherapy_has_no_row_for_it(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    strip = strip_of(open_glance(desk, find(desk, "Jia")))
    assert [row.label for row in strip.rows] == ["IT dose"]
    assert "Gy" not in strip.summary


def test_overdue_stays_overdue_until_a_person_says_what_happened(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    (doses,) = strip_of(open_glance(desk, find(desk, "Jia"))).rows
    assert ItemState.OVERDUE in {cell.state for cell in doses.cells}


@pytest.mark.parametrize("person", ["nurse.a", "physician.p", "research.r"])
def test_who_may_plan_sees_the_plan_before_it_is_written(open_as: OpenAs, person: str) -> None:
    desk = open_as(person)
    glance = open_glance(desk, take_in(desk, "B"))
    assert glance.seen.none is not None
    assert glance.seen.none.may_plan
    before = desk.store.head()
    day = a_working_day(desk)
    glance.presenter.preview(day)
    assert Words("en").date(day) in glance.seen.plan
    assert desk.store.head() == before
    glance.presenter.plan()
    assert len(glance.announced) == 1
    assert strip_of(glance).first <= day
    assert glance.seen.busy == [True, False]


def test_others_are_told_who_plans(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = take_in(desk, "A")
    glance = open_glance(open_as("therapist.d"), patient)
    assert glance.seen.none is not None
    assert not glance.seen.none.may_plan
    assert "nurse" in glance.seen.none.next_step


def test_without_an_arm_nothing_can_be_planned(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    glance = open_glance(desk, take_in(desk, ""))
    assert glance.seen.none is not None
    assert not glance.seen.none.may_plan


@pytest.mark.parametrize(
    "end",
    [
        RecordDeath(PATIENT, date(2026, 3, 2)),
        WithdrawPatient(PATIENT, date(2026, 3, 2), "own wish (synthetic)"),
    ],
    ids=["died", "withdrawn"],
)
def test_once_the_course_ended_no_dose_is_left_to_be_moved(
    end: RecordDeath | WithdrawPatient, qtbot: QtBot
) -> None:
    story = planned()
    assert story.protocol is not None
    after = story.does(end)
    view = GlanceView(Words("en"), lambda: story.now)
    qtbot.addWidget(view)
    for told, offered in ((story, True), (after, False), (story, True)):
        strip = show_strip(told.chart, story.protocol, told.act(NURSE), Words("en"))
        view.show_strip(strip)
        assert view.move_button.isVisibleTo(view) is offered
        view.strip.move_wanted.emit(strip.rows[0].cells[0].item)
        assert view.move_form.isVisibleTo(view) is offered
        view.close_move()


def test_no_day_no_plan(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    glance = open_glance(desk, take_in(desk, "B"))
    glance.presenter.preview(a_working_day(desk))
    glance.presenter.preview(None)
    glance.presenter.plan()
    assert glance.seen.plan == ""
    assert glance.announced == []
