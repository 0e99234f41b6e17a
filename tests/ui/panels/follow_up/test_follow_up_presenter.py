"""Following a patient without a window: on a real demo desk, with a view that only remembers."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.ui.panels.follow_up.presenter import TOPIC, FollowUpPresenter
from ltm_desktop.ui.panels.follow_up.shown import FactLine, FollowUpShown, Telling, Typed
from tests.demo_site import OpenAs

SAY = Words("en")


class View:
    """Remember what was shown last."""

    def __init__(self) -> None:
        self.shown: FollowUpShown
        self.form: Typed | None = None
        self.missing: Sequence[str] = ()
        self.codes: set[str] = set()
        self.preview = ("", "", "")
        self.draft: datetime | None = None
        self.recorded: list[Recorded] = []

    def show_follow_up(self, shown: FollowUpShown) -> None:
        self.shown = shown

    def show_form(self, typed: Typed) -> None:
        self.form = typed

    def show_missing(self, names: Sequence[str]) -> None:
        self.missing = names

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.codes = {one.code for one in alerts}

    def show_preview(self, text: str, signer: str, person: str) -> None:
        self.preview = (text, signer, person)

    def show_draft(self, at: datetime) -> None:
        self.draft = at

    def show_busy(self, busy: bool) -> None:
        pass

    def show_recorded(self, recorded: Recorded) -> None:
        self.recorded.append(recorded)


def run(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    try:
        result = work()
    except LtmError as error:
        failed(error)
    else:
        done(result)


def treated(desk: Desk) -> PatientId:
    """Return a patient of the demo who was given a dose and lives."""
    for one in desk.store.streams():
        if one != SITE_STREAM:
            chart = desk.chart(PatientId(one))
            if chart.dosing.injections() and chart.patient and not chart.patient.died_on:
                return PatientId(one)
    raise AssertionError("the demo has nobody who was treated")


class Sitting:
    """A person at the panel of one patient."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.view = desk, View()
        self.patient = treated(desk)
        self.presenter = FollowUpPresenter(desk, self.patient, SAY, view=self.view, run=run)
        self.presenter.start()
        self.today: date = desk.clock.now().date()

    def tell(self, telling: Telling, about: str = "", **fields: str) -> "Sitting":
        self.presenter.record(Typed(telling, fields, about))
        return self

    def contact(self, **changes: str) -> "Sitting":
        fields = {"on": self.today.isoformat(), "way": "phone", "alive": "yes", **changes}
        return self.tell(Telling.CONTACT, **fields)

    @property
    def facts(self) -> Sequence[FactLine]:
        return self.view.shown.facts

    @property
    def summary(self) -> str:
        return "\n".join(one.text for one in self.view.shown.summary)


@pytest.fixture
def nurse(open_as: OpenAs) -> Sitting:
    return Sitting(open_as("nurse.a"))


def test_a_contact_is_recorded_at_once_and_stands_in_the_list(nurse: Sitting) -> None:
    nurse.contact(disease="stable", note="eats well (synthetic)")
    (one,) = nurse.facts
    assert (one.what, one.stands, one.may_correct) == ("Contact: telephone", True, True)
    assert "alive" in one.details
    assert "Unchanged" in one.details
    assert nurse.view.recorded
    assert "contact" in nurse.summary
    assert "sign of life today" in nurse.summary


def test_everything_missing_is_named_together_and_nothing_is_written(nurse: Sitting) -> None:
    nurse.tell(Telling.CONTACT, therapy="methotrexate (synthetic)")
    assert set(nurse.view.missing) == {"on", "way", "alive", "therapy_on"}
    nurse.tell(Telling.CONTACT, therapy_on="2026-03-01")
    assert "therapy" in nurse.view.missing
    assert nurse.view.recorded == []


def test_a_refusal_is_shown_and_what_was_typed_may_be_told_again(nurse: Sitting) -> None:
    later = (nurse.today + timedelta(days=1)).isoformat()
    nurse.contact(on=later)
    assert nurse.view.codes == {"patients.future_date"}
    nurse.contact()
    assert len(nurse.facts) == 1


def test_a_contact_is_put_right_and_the_old_one_stays_readable(nurse: Sitting) -> None:
    nurse.contact()
    key = nurse.facts[0].key
    nurse.presenter.correct(key)
    form = nurse.view.form
    assert form is not None
    assert (form.telling, form.about, form.fields["way"]) == (Telling.CONTACT, key, "phone")
    yesterday = (nurse.today - timedelta(days=1)).isoformat()
    nurse.tell(Telling.CONTACT, key, **{**form.fields, "on": yesterday})
    assert nurse.view.missing == ("correction_reason",)
    fields = {**form.fields, "on": yesterday, "correction_reason": "wrong_time"}
    nurse.tell(Telling.CONTACT, key, **fields)
    assert [one.stands for one in nurse.facts] == [False, True]
    assert "Put right by a newer entry" in nurse.facts[0].details


def test_a_contact_is_taken_back_without_a_second_person(nurse: Sitting) -> None:
    nurse.contact()
    nurse.presenter.take_back(nurse.facts[0].key)
    assert nurse.view.form is not None
    assert nurse.view.form.named.startswith("Contact: telephone on")
    nurse.tell(Telling.TAKE_BACK, nurse.facts[0].key, reason="wrong_patient")
    assert not nurse.facts[0].stands
    assert "Taken back by" in nurse.facts[0].details


def test_a_death_is_taken_back_by_two_people_after_both_read_what_it_says(
    nurse: Sitting,
) -> None:
    desk = nurse.desk
    desk.do(RecordDeath(nurse.patient, nurse.today, "synthetic"), SAY, {})
    nurse.presenter.refresh()
    assert "cancelled by the end" in nurse.summary
    (end,) = (one for one in nurse.facts if one.key == "end:death")
    nurse.tell(Telling.TAKE_BACK, end.key, reason="wrong_patient")
    assert nurse.view.missing == ("second",)
    nurse.tell(Telling.TAKE_BACK, end.key, reason="wrong_patient", second="physician.p")
    text, name, person = nurse.view.preview
    assert person == "physician.p"
    assert name
    assert "End of a course taken back" in text
    nurse.presenter.sign("not the secret")
    assert nurse.view.codes == {"people.wrong_secret"}
    nurse.presenter.sign(DEMO_SECRET)
    patient = desk.chart(nurse.patient).patient
    assert patient is not None
    assert patient.died_on is None
    assert not desk.chart(nurse.patient).ending.cancelled
    assert "cancelled" not in nurse.summary


def test_going_back_from_the_preview_signs_nothing(nurse: Sitting) -> None:
    desk = nurse.desk
    desk.do(RecordDeath(nurse.patient, nurse.today, "synthetic"), SAY, {})
    nurse.tell(Telling.TAKE_BACK, "end:death", reason="wrong_patient", second="physician.p")
    nurse.presenter.back()
    nurse.presenter.sign(DEMO_SECRET)
    patient = desk.chart(nurse.patient).patient
    assert patient is not None
    assert patient.died_on is not None


def test_a_nurse_is_not_offered_a_progression_and_a_physician_signs_one(open_as: OpenAs) -> None:
    nurse = Sitting(open_as("nurse.a"))
    assert Telling.PROGRESSION not in dict(nurse.view.shown.offered.tellings)
    physician = Sitting(open_as("physician.p"))
    today = physician.today.isoformat()
    physician.tell(Telling.PROGRESSION, on=today, basis="new weakness (synthetic)")
    assert physician.view.preview[2] == "physician.p"
    physician.presenter.sign(DEMO_SECRET)
    (one,) = physician.facts
    assert one.what == "Neurological progression"
    assert "judged by" in one.details
    assert "neurological progression" in physician.summary


def test_a_monitor_is_offered_nothing(open_as: OpenAs) -> None:
    reading = Sitting(open_as("monitor.m"))
    assert reading.view.shown.offered.tellings == ()


def test_lost_and_a_day_of_the_course_are_told(nurse: Sitting) -> None:
    today = nurse.today.isoformat()
    nurse.tell(Telling.LOST, on=today, tried="three calls (synthetic)")
    nurse.tell(Telling.MILESTONE, what="lm_diagnosed", on="2026-01-05", source="report")
    assert {one.what for one in nurse.facts} == {
        "Lost to follow-up",
        "Leptomeningeal metastasis diagnosed",
    }


def test_what_is_typed_is_kept_and_comes_back_with_its_identity(nurse: Sitting) -> None:
    typed = Typed(Telling.CONTACT, {"on": "2026-03-0", "note": "half a word"})
    nurse.presenter.keep(typed)
    assert nurse.view.draft is not None
    again = View()
    FollowUpPresenter(nurse.desk, nurse.patient, SAY, view=again, run=run).start()
    assert again.form is not None
    assert (again.form.telling, again.form.fields) == (typed.telling, typed.fields)
    nurse.contact()
    desk = nurse.desk
    kept = desk.drafts.find(desk.workstation, desk.session.person, nurse.patient, TOPIC)
    assert kept is None
    nurse.presenter.keep(Typed("", {}))
    assert desk.drafts.find(desk.workstation, desk.session.person, nurse.patient, TOPIC) is None
