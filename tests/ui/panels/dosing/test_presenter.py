from dataclasses import replace

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.scenes import enrol, not_given
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import DoseRecorded, NotGiven
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.terms import Access, ItemState
from ltm_desktop.ui.panels.dosing import check
from ltm_desktop.ui.panels.dosing.graded import Met
from ltm_desktop.ui.panels.dosing.presenter import Presenter
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.walking import next_page, pages_of

from .conftest import (
    FIRST,
    SECOND,
    Bedside,
    Seen,
    Sit,
    Sitting,
    at_once,
    injection,
    reading,
    untold,
)


def met(sitting: Sitting) -> dict[str, Met]:
    assert sitting.view.standing is not None
    return {one.label: one.met for one in sitting.view.standing.conditions}


def test_the_panel_opens_at_the_next_step_of_the_path_and_tells_who_it_waits_for(
    bedside: Bedside, sit: Sit
) -> None:
    nurse = sit("nurse.a")
    standing = nurse.view.standing
    assert standing is not None
    assert (nurse.presenter.item, nurse.view.step) == (FIRST, Step.ASSESS)
    assert [one.step for one in standing.steps] == [
        *(Step.ASSESS, Step.ORDER, Step.VERIFY, Step.PREPARE, Step.RELEASE, Step.RECEIVE),
        *(Step.CHECK, Step.TIME_OUT, Step.GIVE, Step.SIGN, Step.OBSERVE),
    ]
    assert [one.detail for one in standing.steps[:4]] == [
        "nurse or physician",
        "physician",
        "pharmacist",
        "pharmacist and second person",
    ]
    assert Step.ORDER not in standing.may
    assert standing.header.dose is None
    assert len(standing.doses) == 8
    assert met(nurse)["Signed order"] is Met.NOT_MET
    assert met(nurse)["Consent"] is Met.MET
    bedside.order()
    assert sit("nurse.a").view.step is Step.VERIFY


def test_a_step_the_site_signed_away_is_absent_and_nothing_waits_for_it(bedside: Bedside) -> None:
    active = bedside.desk.active()
    assert active is not None
    fewer = replace(active, dose_steps=frozenset({"verified"}), observation_minutes=())
    assert pages_of(fewer, FIRST) == (
        *(Step.ORDER, Step.VERIFY, Step.PREPARE, Step.CHECK, Step.TIME_OUT, Step.GIVE, Step.SIGN),
    )
    chart = bedside.desk.chart(bedside.patient)
    assert next_page(chart, FIRST, fewer) is Step.ORDER
    assert next_page(chart, FIRST, active) is Step.ASSESS


def test_an_order_starts_empty_shows_its_exact_text_and_is_stored_once_signed(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.assess()
    doctor = sit("physician.p")
    assert doctor.view.missing() == ("order_dose", "order_access")
    doctor.type(order_dose="10", order_access="ommaya", order_note="slowly")
    assert doctor.view.signing is not None
    assert "10\u00a0mg" in doctor.view.signing.preview
    assert "slowly" in doctor.view.signing.preview
    doctor.sign("physician.p")
    order = bedside.desk.chart(bedside.patient).dosing.orders[FIRST]
    assert (order.dose, order.access, order.note) == (mg("10"), Access.OMMAYA, "slowly")
    assert doctor.view.step is Step.VERIFY
    assert doctor.view.saved
    assert len(doctor.announced) == 1
    assert doctor.view.drafted is None


def test_a_dose_in_another_unit_or_with_a_comma_is_never_taken(bedside: Bedside, sit: Sit) -> None:
    bedside.assess()
    doctor = sit("physician.p")
    for text in ("10 g", "10 mg/m2", "1,0", ""):
        doctor.type(order_dose=text, order_access="ommaya")
        assert doctor.view.missing() == ("order_dose",)


def test_a_dose_above_the_ceiling_is_refused_and_all_that_was_typed_stays(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.assess()
    doctor = sit("physician.p")
    doctor.type(order_dose="16", order_access="ommaya")
    assert doctor.view.codes() == {"dosing.above_ceiling"}
    doctor.sign("physician.p")
    assert not bedside.desk.chart(bedside.patient).dosing.orders
    assert sit("physician.p").view.fields["order_dose"] == "16"


def test_the_second_person_sees_every_difference_at_once_and_nothing_is_written(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    assert nurse.presenter.step is Step.CHECK
    nurse.type(**reading(bedside) | {"check_dose": "12", "check_access": "lumbar"})
    assert {"dosing.differs_dose", "dosing.differs_access"} <= nurse.view.codes()
    nurse.sign("nurse.b")
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    nurse.type(check_dose="10", check_access="ommaya")
    nurse.sign("nurse.b")
    check = bedside.desk.chart(bedside.patient).dosing.checks[FIRST]
    assert (check.operator, check.second) == ("nurse.a", "nurse.b")
    assert nurse.view.step is Step.TIME_OUT


def test_a_dose_goes_from_check_to_signed_paper_and_its_draft_is_gone(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside))
    assert nurse.view.calculated[0] == (
        "Delivered 10\u00a0mg: 10\u00a0mg × 5\u00a0mL of 5\u00a0mL (calculated)"
    )
    nurse.presenter.go(Step.SIGN)
    assert nurse.view.signing is not None
    assert [one.person for one in nurse.view.signing.signers] == ["nurse.a", "nurse.b"]
    nurse.sign("nurse.a", "nurse.b")
    assert nurse.view.step is Step.OBSERVE
    nurse.presenter.ask("show_record")
    told = nurse.view.told
    assert told is not None
    assert told.state is ItemState.GIVEN_IN_WINDOW
    assert [(one.meaning, one.signed) for one in told.signatures] == [
        ("Administered", True),
        ("Checked", True),
        ("Approved", False),
    ]
    nurse.presenter.paper(told.record, told.paper)
    assert nurse.view.paper.startswith(b"%PDF")
    assert not bedside.desk.drafts.of(bedside.desk.workstation, "nurse.a")
    assert nurse.view.leftover == {}


def test_a_wrong_secret_spoils_nothing_else(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside))
    nurse.presenter.go(Step.SIGN)
    nurse.presenter.record({PersonId("nurse.a"): DEMO_SECRET, PersonId("nurse.b"): "wrong"})
    assert set(nurse.view.wrong) == {"nurse.b"}
    assert nurse.view.wrong["nurse.b"].startswith("This is not the secret of")
    assert nurse.view.signing is not None
    assert [one.signed for one in nurse.view.signing.signers] == [True, False]
    assert not bedside.desk.chart(bedside.patient).dosing.given
    nurse.sign("nurse.b")
    assert nurse.view.step is Step.OBSERVE


def test_signatures_in_hand_are_dropped_when_the_text_changes(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside))
    nurse.presenter.go(Step.SIGN)
    nurse.presenter.record({PersonId("nurse.a"): DEMO_SECRET, PersonId("nurse.b"): "wrong"})
    nurse.type(called_away="yes")
    assert nurse.view.signing is not None
    assert [(one.person, one.signed) for one in nurse.view.signing.signers] == [("nurse.a", False)]


def test_a_second_person_called_away_is_waited_for_and_named(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside), called_away="yes")
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a")
    nurse.presenter.ask("show_record")
    assert nurse.view.told is not None
    waiting = [one for one in nurse.view.told.signatures if not one.signed]
    assert "Bai" in waiting[0].when
    assert nurse.view.standing is not None
    last = next(one for one in nurse.view.standing.steps if one.step is Step.SIGN)
    assert (last.waits, last.done) == (True, False)
    assert last.detail.startswith("waits for")
    assert "Bai" in last.detail


def test_a_scribe_signs_as_observer_and_the_physician_as_operator(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(**reading(bedside) | {"check_operator": "physician.p"})
    nurse.sign("nurse.b")
    nurse.type(time_out_read="\n".join(TIME_OUT_LINES))
    nurse.type(**injection(bedside))
    nurse.presenter.go(Step.SIGN)
    assert nurse.view.signing is not None
    assert [(one.person, one.meaning) for one in nurse.view.signing.signers] == [
        ("physician.p", "Administered"),
        ("nurse.b", "Checked"),
        ("nurse.a", "Observed"),
    ]
    nurse.sign("physician.p", "nurse.b", "nurse.a")
    assert nurse.view.step is Step.OBSERVE


def test_a_dose_too_soon_is_refused_and_can_be_told_with_an_incident(
    bedside: Bedside, sit: Sit
) -> None:
    given = bedside.checked()
    bedside.give(given)
    bedside.observe(given)
    bedside.ready(2)
    nurse = sit("nurse.a")
    assert nurse.presenter.item == SECOND
    assert met(nurse)["Minimum interval"] is Met.NEEDS_PHYSICIAN
    nurse.type(**reading(bedside))
    assert nurse.view.codes() == {"dosing.too_soon"}
    nurse.presenter.go(Step.GIVE)
    nurse.type(**injection(bedside), operator="nurse.a", second="nurse.b")
    nurse.presenter.go(Step.SIGN)
    assert nurse.view.codes() == {"dosing.too_soon", "dosing.not_checked", "dosing.time_out"}
    assert nurse.view.signing is not None
    assert nurse.view.signing.can_tell
    nurse.sign("nurse.a", "nurse.b")
    assert SECOND not in bedside.desk.chart(bedside.patient).dosing.settled
    nurse.presenter.ask("tell")
    assert nurse.view.missing() == ("incident",)
    nurse.type(incident="Given on the ward before the interval had passed.")
    nurse.sign("nurse.a", "nurse.b")
    told = bedside.desk.chart(bedside.patient).dosing.given[-1]
    assert isinstance(told, DoseRecorded)
    assert set(told.breaches) == {"dosing.too_soon", "dosing.not_checked", "dosing.time_out"}


def test_a_dose_recorded_by_another_desk_is_shown_and_nothing_typed_is_lost(
    bedside: Bedside, sit: Sit
) -> None:
    record = bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside), note="as typed here")
    nurse.presenter.go(Step.SIGN)
    bedside.give(record)
    nurse.sign("nurse.a", "nurse.b")
    assert nurse.view.step is Step.SETTLED
    assert "somebody else" in nurse.view.notice
    assert nurse.view.leftover["note"] == "as typed here"
    assert len(bedside.desk.chart(bedside.patient).dosing.given) == 1


def test_a_dose_that_another_person_settled_keeps_the_draft_until_it_is_discarded(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(check_drug="typed at this desk")
    record = bedside.check()
    bedside.call_time_out(record)
    bedside.give(record)
    bedside.observe(record)
    recorded = sit("nurse.a")
    assert recorded.presenter.item == SECOND
    recorded.presenter.open(FIRST)
    assert recorded.view.leftover["check_drug"] == "typed at this desk"
    recorded.presenter.discard_draft()
    assert recorded.view.leftover == {}


def test_a_draft_comes_back_to_its_author_and_to_nobody_else(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(check_subject="DEMO-7")
    again = sit("nurse.a")
    assert again.view.fields["check_subject"] == "DEMO-7"
    assert again.view.fields["record"] == nurse.view.fields["record"]
    assert again.view.drafted is not None
    assert "check_subject" not in sit("physician.p").view.fields


def test_an_emptied_form_leaves_no_draft(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(check_subject="DEMO-7")
    nurse.type(check_subject="")
    assert nurse.view.drafted is None
    assert not bedside.desk.drafts.of(bedside.desk.workstation, "nurse.a")


def test_leaving_keeps_the_draft_and_records_nothing(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.presenter.change("check_subject", "DEMO-7")
    nurse.presenter.leave()
    assert nurse.view.step is Step.LEFT
    assert nurse.view.drafted is not None
    nurse.presenter.go_on()
    assert (nurse.view.step, nurse.view.fields["check_subject"]) == (Step.CHECK, "DEMO-7")


def test_a_pressure_that_looks_like_mm_must_be_answered(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside), pressure="180")
    assert nurse.view.missing() == ("pressure",)
    nurse.type(kept_pressure="180 cm[H2O]")
    assert nurse.view.missing() == ()
    nurse.presenter.go(Step.SIGN)
    assert nurse.view.signing is not None
    assert "confirmed twice" in nurse.view.signing.preview


def test_a_changed_outcome_empties_its_reason(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside) | {"outcome": "partial", "volume_injected": "3"}, reason="pain")
    assert nurse.view.missing() == ("leftover",)
    nurse.type(leftover="destroyed_by_two")
    assert nurse.view.missing() == ()
    nurse.type(outcome="abandoned")
    assert nurse.view.missing() == ("reason",)
    assert nurse.view.fields["reason"] == ""


def test_a_held_dose_stays_open_and_says_until_when(bedside: Bedside, sit: Sit) -> None:
    nurse = sit("nurse.a")
    now = bedside.desk.clock.now()
    nurse.presenter.go(Step.NOT_GIVEN)
    assert nurse.view.missing() == ("not_outcome",)
    nurse.type(not_outcome="held")
    assert nurse.view.missing() == ("not_reason", "decided_at", "until")
    nurse.type(
        not_reason="other\nvomiting",
        decided_at=now.replace(second=0, microsecond=0).isoformat(),
        until=now.date().isoformat(),
    )
    nurse.sign("nurse.a")
    chart = bedside.desk.chart(bedside.patient)
    assert chart.dosing.settled[FIRST].state is ItemState.HELD
    assert nurse.view.step is Step.ASSESS
    assert nurse.view.standing is not None
    assert "hold" in nurse.view.standing.held


def test_a_refused_dose_is_settled_and_read_only(bedside: Bedside, sit: Sit) -> None:
    nurse = sit("nurse.a")
    now = bedside.desk.clock.now().replace(second=0, microsecond=0)
    nurse.presenter.go(Step.NOT_GIVEN)
    nurse.type(not_outcome="refused", not_reason="feels_unwell", decided_at=now.isoformat())
    nurse.sign("nurse.a")
    assert nurse.presenter.item == FIRST
    assert nurse.view.told is not None
    assert nurse.view.told.state is ItemState.REFUSED
    nurse.presenter.go(Step.ORDER)
    assert nurse.view.step is Step.SETTLED


def test_a_check_made_again_asks_everything_of_the_second_person_anew(
    bedside: Bedside, sit: Sit
) -> None:
    record = bedside.checked()
    nurse = sit("nurse.a")
    nurse.presenter.ask("check_again")
    assert set(nurse.view.missing()) == set(check.REQUIRED)
    nurse.type(**reading(bedside))
    nurse.sign("nurse.b")
    assert bedside.desk.chart(bedside.patient).dosing.checks[FIRST].record == record
    assert nurse.view.step is Step.TIME_OUT


def test_nothing_is_signed_that_was_not_read(bedside: Bedside, sit: Sit) -> None:
    bedside.assess()
    doctor = sit("physician.p")
    doctor.presenter.change("order_dose", "10")
    doctor.presenter.change("order_access", "ommaya")
    doctor.sign("physician.p")
    assert not bedside.desk.chart(bedside.patient).dosing.orders
    doctor.sign("physician.p")
    assert FIRST in bedside.desk.chart(bedside.patient).dosing.orders


def test_a_patient_without_a_plan_is_said_so(bedside: Bedside) -> None:
    view = Seen()
    nobody = PatientId("pat-nobody")
    presenter = Presenter(bedside.desk, nobody, Words("en"), view, at_once, lambda _: None)
    presenter.open()
    presenter.settle()
    presenter.leave()
    assert view.no_plan


def test_doses_planned_while_the_panel_is_open_are_shown_at_once(bedside: Bedside) -> None:
    stage, view = bedside.story.stage, Seen()
    today = bedside.desk.clock.now().date()
    story = Story(stage, 78, bedside.story.part, today)
    enrol(story)
    presenter = Presenter(bedside.desk, story.patient, Words("en"), view, at_once, lambda _: None)
    presenter.open()
    assert view.no_plan
    assert presenter.hear(stage.do("research.r", PlanTreatment(story.patient, today)))
    presenter.refresh()
    assert presenter.item == FIRST
    assert view.step is Step.ASSESS


def test_an_injection_beyond_a_settled_dose_is_told_with_an_incident(
    bedside: Bedside, sit: Sit
) -> None:
    given = bedside.checked()
    bedside.give(given)
    bedside.observe(given)
    nurse = sit("nurse.a")
    nurse.presenter.open(FIRST)
    assert nurse.view.step is Step.SETTLED
    nurse.presenter.ask("tell_more")
    assert (nurse.presenter.item, nurse.view.step) == ("EXTRA-1", Step.GIVE)
    nurse.type(operator="nurse.a", second="nurse.b", **untold(bedside), **injection(bedside))
    nurse.presenter.go(Step.SIGN)
    assert "dosing.not_planned" in nurse.view.codes()
    nurse.presenter.ask("tell")
    nurse.type(incident="given twice (example)")
    nurse.sign("nurse.a", "nurse.b")
    chart = bedside.desk.chart(bedside.patient)
    assert [one.item for one in chart.dosing.injections()] == [FIRST, "EXTRA-1"]
    assert nurse.presenter.step is Step.OBSERVE
    assert nurse.view.standing is not None
    assert nurse.view.standing.doses[-1].number == 0


def test_a_dose_written_as_omitted_can_be_told_as_given_after_all(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    not_given(bedside.story, bedside.item(), NotGiven.OMITTED)
    nurse = sit("nurse.a")
    nurse.presenter.open(FIRST)
    assert nurse.view.step is Step.SETTLED
    nurse.presenter.ask("tell_more")
    assert (nurse.presenter.item, nurse.view.step) == (FIRST, Step.GIVE)
    nurse.type(operator="nurse.a", second="nurse.b", **untold(bedside), **injection(bedside))
    nurse.presenter.go(Step.SIGN)
    assert "dosing.already_settled" in nurse.view.codes()
    nurse.presenter.ask("tell")
    nurse.type(incident="was given after all (example)")
    nurse.sign("nurse.a", "nurse.b")
    said = bedside.desk.chart(bedside.patient).dosing.settled[FIRST]
    assert said.state is ItemState.GIVEN_IN_WINDOW


def test_another_subject_number_asks_for_both_identifiers_again(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(**reading(bedside))
    assert nurse.view.missing() == ()
    nurse.type(check_subject="D01-999")
    assert nurse.view.missing() == ("identifiers",)
    assert nurse.view.fields["identifiers"] == ""
