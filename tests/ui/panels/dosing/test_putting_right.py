"""A dose put right in the panel: corrected, taken back by two, or copied from paper."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.demo.scenes import not_given
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import DoseRecorded, LumbarFacts, NotGiven, Source
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import give_fields, leading, putting_right
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.give import facts
from ltm_desktop.ui.panels.dosing.standing import Step
from tests.builders import ANCHOR, NURSE, lumbar, record
from tests.conftest import Outside
from tests.gallery.entries_dosing import given as given_story
from tests.stories import planned

from .conftest import FIRST, Bedside, Sit, Sitting, injection

OLD_KEYS = ("csf_withdrawn", "flush", "started_at", "tray_lot", "operator")


def given(bedside: Bedside) -> RecordId:
    """Give the first dose and end its observation; return its record."""
    told = bedside.checked()
    bedside.give(told)
    bedside.observe(told)
    return told


def events(bedside: Bedside) -> list[DoseRecorded]:
    return list(bedside.desk.chart(bedside.patient).dosing.given)


def at_record(sit: Sit, person: str = "nurse.a") -> Sitting:
    """Let somebody sit down and look at the record of the first dose."""
    sitting = sit(person)
    sitting.presenter.open(FIRST)
    return sitting


def correcting(sitting: Sitting, told: RecordId) -> Sitting:
    sitting.presenter.ask(f"correct:{told}")
    return sitting


@pytest.mark.parametrize("access", list(Access))
def test_every_fact_of_a_record_comes_back_into_the_form_as_it_was(access: Access) -> None:
    story = given_story(access)
    told = story.chart.dosing.given[0]
    texts = putting_right.texts_of(told)
    again = facts(texts)
    assert again == told.facts
    by_note = Acting(texts, story.chart, told.item, story.protocol, NURSE, story.now, Words("en"))
    assert putting_right.corrected(by_note) == told
    kept = [key for key in texts if key.startswith("kept_")]
    assert {f"kept_{key}" for key in give_fields.UNITS if getattr(told.facts, key, None)} <= set(
        kept
    )


def test_a_pressure_read_in_another_unit_comes_back_as_it_is_stored() -> None:
    checked = planned().at(f"{ANCHOR} 10:00").ready("IND-1", access=Access.LUMBAR)
    told = record("IND-1", f"{ANCHOR} 10:02", access=Access.LUMBAR, facts=lumbar())
    event = checked.at(f"{ANCHOR} 10:10").does(told).chart.dosing.given[0]
    assert isinstance(event.facts, LumbarFacts)
    texts = putting_right.texts_of(event)
    assert (texts["opening_pressure"], texts["opening_pressure_unit"]) == ("18", "cm[H2O]")


def test_a_correction_opens_the_form_filled_with_the_record_and_asks_only_why(
    bedside: Bedside, sit: Sit
) -> None:
    told = given(bedside)
    nurse = correcting(at_record(sit), told)
    assert nurse.view.step is Step.GIVE
    assert nurse.view.missing() == ("correction_reason",)
    assert all(nurse.view.fields[key] for key in OLD_KEYS)
    standing = nurse.view.standing
    assert standing is not None
    assert standing.correcting == events(bedside)[0]
    assert standing.conditions == ()


def test_a_corrected_record_is_signed_by_both_and_the_old_one_stays_beside_it(
    bedside: Bedside, sit: Sit
) -> None:
    old = given(bedside)
    nurse = correcting(at_record(sit), old)
    nurse.type(csf_withdrawn="5", correction_reason="typing_slip")
    nurse.presenter.go(Step.SIGN)
    assert nurse.view.signing is not None
    assert [one.person for one in nurse.view.signing.signers] == ["nurse.a", "nurse.b"]
    assert "Slip in typing" in nurse.view.signing.preview
    nurse.sign("nurse.a", "nurse.b")
    assert nurse.view.codes() == set()
    event = events(bedside)[0]
    assert (event.corrects, event.correction_reason) == (old, "typing_slip")
    assert str(event.facts.csf_withdrawn) == "5 mL"
    assert event.checked_at is not None
    assert (event.breaches, event.incident) == ((), "")
    assert nurse.view.told is not None
    assert nurse.view.told.record == event.record
    assert Flag.CORRECTION in nurse.view.told.marks
    assert nurse.view.standing is not None
    (line,) = nurse.view.standing.earlier
    assert (line.record, line.title, line.stands) == (old, "Corrected", False)
    assert "Slip in typing" in line.why
    assert nurse.view.standing.last_doses[0].mark == "corrected"
    assert not bedside.desk.drafts.of(bedside.desk.workstation, "nurse.a")


def test_an_older_record_opens_with_its_facts_and_its_paper(bedside: Bedside, sit: Sit) -> None:
    old = given(bedside)
    nurse = correcting(at_record(sit), old)
    nurse.type(csf_withdrawn="5", correction_reason="typing_slip")
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a", "nurse.b")
    nurse.presenter.show_earlier(old)
    shown = nurse.view.earlier
    assert shown is not None
    assert (shown.record, shown.stands, shown.state) == (old, False, None)
    nurse.presenter.paper(shown.record, shown.paper)
    assert nurse.view.paper.startswith(b"%PDF")


def test_the_paper_of_a_correction_says_which_record_it_puts_right_and_why(
    bedside: Bedside, sit: Sit, outside: Outside, tmp_path: Path
) -> None:
    old = given(bedside)
    nurse = correcting(at_record(sit), old)
    nurse.type(csf_withdrawn="5", correction_reason="unit_slip")
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a", "nurse.b")
    assert nurse.view.told is not None
    nurse.presenter.paper(nurse.view.told.record, nurse.view.told.paper)
    file = tmp_path / "paper.pdf"
    file.write_bytes(nurse.view.paper)
    command = [outside("pdftotext"), "-layout", str(file), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = " ".join(told.split())
    assert f"This record puts right record {old} of " in text
    assert "Slip in a unit" in text
    assert "no longer holds" in text


def test_a_correction_left_half_way_is_kept_apart_and_taken_up_or_discarded(
    bedside: Bedside, sit: Sit
) -> None:
    told = given(bedside)
    nurse = correcting(at_record(sit), told)
    nurse.type(csf_withdrawn="5")
    nurse.presenter.leave()
    assert nurse.view.step is Step.SETTLED
    assert nurse.view.leftover["csf_withdrawn"] == "5"
    nurse.presenter.ask(f"correct:{told}")
    assert nurse.view.fields["csf_withdrawn"] == "5"
    again = at_record(sit)
    assert (again.view.step, again.view.fields["csf_withdrawn"]) == (Step.GIVE, "5")
    again.presenter.ask("discard")
    assert again.view.step is Step.SETTLED
    assert again.view.leftover == {}
    assert len(events(bedside)) == 1


def test_a_correction_for_another_reason_says_it_in_the_note(bedside: Bedside, sit: Sit) -> None:
    nurse = correcting(at_record(sit), given(bedside))
    nurse.type(correction_reason="other")
    assert nurse.view.missing() == ("note",)
    nurse.type(note="read from the syringe (synthetic)")
    assert nurse.view.missing() == ()


def test_a_record_put_right_by_somebody_else_meanwhile_is_not_put_right_twice(
    bedside: Bedside, sit: Sit
) -> None:
    told = given(bedside)
    nurse = correcting(at_record(sit), told)
    nurse.type(csf_withdrawn="5", correction_reason="typing_slip")
    other = correcting(at_record(sit, "nurse.b"), told)
    other.type(csf_withdrawn="4", correction_reason="typing_slip")
    other.presenter.go(Step.SIGN)
    other.sign("nurse.a", "nurse.b")
    bedside.sit("nurse.a")
    nurse.presenter.settle()
    assert nurse.view.step is Step.SETTLED
    assert "somebody else" in nurse.view.notice
    assert [str(one.facts.csf_withdrawn) for one in events(bedside)] == ["4 mL"]


def test_a_void_needs_reason_and_a_second_person_who_signs_there_and_then(
    bedside: Bedside, sit: Sit
) -> None:
    told = given(bedside)
    nurse = at_record(sit)
    nurse.presenter.ask(f"void:{told}")
    assert nurse.view.step is Step.VOID
    assert nurse.view.missing() == ("void_reason", "void_second")
    assert nurse.view.standing is not None
    assert told in nurse.view.standing.voiding
    named = {person for person, _ in nurse.view.standing.witnesses}
    assert "nurse.b" in named
    assert not named & {"nurse.a", "therapist.d", "monitor.m"}
    nurse.type(void_reason="other", void_second="nurse.b")
    assert nurse.view.missing() == ("void_reason",)
    nurse.type(void_reason="wrong_patient")
    assert nurse.view.signing is not None
    assert [(one.person, one.meaning) for one in nurse.view.signing.signers] == [
        ("nurse.b", "Witnessed")
    ]
    assert "Entered for the wrong patient" in nurse.view.signing.preview
    nurse.sign("nurse.b", secret="not the secret")
    assert nurse.view.wrong
    assert len(events(bedside)) == 1


def test_after_a_void_the_dose_is_open_at_its_next_step_and_says_why(
    bedside: Bedside, sit: Sit
) -> None:
    told = given(bedside)
    nurse = at_record(sit)
    nurse.presenter.ask(f"void:{told}")
    nurse.type(void_reason="wrong_patient", void_second="nurse.b")
    nurse.sign("nurse.b")
    assert events(bedside) == []
    assert nurse.view.step is Step.CHECK
    standing = nurse.view.standing
    assert standing is not None
    assert "open again" in standing.held
    (line,) = standing.earlier
    assert "Entered for the wrong patient" in line.why
    assert (line.record, line.title) == (told, "Void")
    assert nurse.view.saved.startswith("The record is void")


def test_a_void_that_is_left_changes_nothing(bedside: Bedside, sit: Sit) -> None:
    told = given(bedside)
    nurse = at_record(sit)
    nurse.presenter.ask(f"void:{told}")
    nurse.presenter.leave()
    assert nurse.view.step is Step.SETTLED
    assert len(events(bedside)) == 1


def test_a_dose_not_given_is_taken_back_and_never_corrected(bedside: Bedside, sit: Sit) -> None:
    not_given(bedside.story, bedside.item(), NotGiven.OMITTED)
    nurse = sit("nurse.a")
    nurse.presenter.open(FIRST)
    assert nurse.view.told is not None
    assert not nurse.view.told.given
    nurse.presenter.ask(f"correct:{nurse.view.told.record}")
    assert nurse.view.step is Step.SETTLED
    nurse.presenter.ask(f"void:{nurse.view.told.record}")
    nurse.type(void_reason="wrong_dose", void_second="pharmacist.c")
    nurse.sign("pharmacist.c")
    assert FIRST not in bedside.desk.chart(bedside.patient).dosing.settled
    assert [nurse.view.step] == [Step.ASSESS]


def test_a_wish_about_a_record_nobody_knows_leads_nowhere(bedside: Bedside, sit: Sit) -> None:
    given(bedside)
    nurse = at_record(sit)
    for wish in ("void:adm-nobody", "correct:adm-nobody", "no such wish"):
        nurse.presenter.ask(wish)
    assert nurse.view.step is Step.SETTLED
    acting = Acting(
        {}, bedside.desk.chart(bedside.patient), FIRST, None, NURSE, _now(bedside), Words("en")
    )
    assert leading.lead("void:adm-nobody", acting) is None


def test_a_dose_is_copied_from_downtime_paper_with_its_own_times(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.presenter.ask("from_paper")
    assert nurse.view.step is Step.GIVE
    nurse.type(**injection(bedside), operator="nurse.a", second="nurse.b")
    assert nurse.view.missing() == ("paper_checked_at", "paper_timed_out_at", "late_reason")
    at = _now(bedside).replace(second=0, microsecond=0) - timedelta(minutes=2)
    nurse.type(
        started_at=at.isoformat(),
        paper_checked_at=(at - timedelta(minutes=5)).isoformat(),
        paper_timed_out_at=(at - timedelta(minutes=1)).isoformat(),
        late_reason="the program was down (synthetic)",
    )
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a", "nurse.b")
    assert nurse.view.codes() == set()
    (event,) = events(bedside)
    assert (event.source, event.started_at) == (Source.TRANSCRIBED, at)
    assert event.checked_at == at - timedelta(minutes=5)
    assert event.timed_out_at == at - timedelta(minutes=1)
    assert bedside.desk.chart(bedside.patient).records.by_id[event.record].flags == (
        Flag.TRANSCRIBED,
    )


def test_a_dose_told_hours_later_asks_why(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.presenter.go(Step.GIVE)
    ago = (_now(bedside) - timedelta(hours=6)).replace(second=0, microsecond=0).isoformat()
    told = injection(bedside) | {"started_at": ago, "ended_at": ago}
    nurse.type(**told, operator="nurse.a", second="nurse.b")
    assert nurse.view.missing() == ("late_reason",)
    nurse.type(late_reason="written after the shift (synthetic)")
    assert nurse.view.missing() == ()


def test_the_blank_paper_form_opens_with_the_patient_on_it(bedside: Bedside, sit: Sit) -> None:
    bedside.order()
    nurse = sit("nurse.a")
    nurse.presenter.ask("print_blank")
    assert nurse.view.paper.startswith(b"%PDF")


def _now(bedside: Bedside) -> datetime:
    return bedside.desk.clock.now()
