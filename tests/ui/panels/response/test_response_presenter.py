"""Assessing response without a window: one form at a time, and nothing typed is written over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import OWN_STREAMS, PatientId, RecordId
from ltm_desktop.domain.response import AssessResponse
from ltm_desktop.domain.response_terms import UNSCHEDULED
from ltm_desktop.ui.panels.response.presenter import TOPIC, ResponsePresenter
from ltm_desktop.ui.panels.response.shown import CheckShown, FormShown, ListShown, Option
from ltm_desktop.ui.panels.response.typed import Fields
from ltm_desktop.ui.signing_steps import Asked
from tests.demo_site import OpenAs
from tests.response_builders import assessed, baseline

ASSESSOR = "physician.p"


class View:
    """Remember what was shown last."""

    def __init__(self) -> None:
        self.forms: list[Fields] = []
        self.codes: set[str] = set()
        self.saved: list[datetime] = []
        self.signing = False

    def show_list(self, shown: ListShown) -> None:
        pass

    def show_form(self, shown: FormShown, fields: Fields) -> None:
        self.shown = shown
        self.forms.append(dict(fields))

    def show_check(self, shown: CheckShown) -> None:
        pass

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.codes = {one.code for one in alerts}

    def show_draft(self, at: datetime) -> None:
        pass

    def show_saved(self, at: datetime) -> None:
        self.saved.append(at)

    def show_void(self, what: str, reasons: Sequence[Option], people: Sequence[Option]) -> None:
        pass

    def show_paper(self, pdf: bytes, name: str) -> None:
        pass

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        self.signing = bool(text and asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        pass

    def show_busy(self, *, busy: bool) -> None:
        pass


def run(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    try:
        found = work()
    except LtmError as error:
        failed(error)
    else:
        done(found)


class Sitting:
    """A physician before the assessments of a patient who has two."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.view = desk, View()
        self.patient = next(
            PatientId(one) for one in desk.store.streams() if one not in OWN_STREAMS
        )
        today = desk.act().today.isoformat()
        told = (baseline(today), assessed(today, time_point=UNSCHEDULED))
        self.first, self.second = (self.tells(one) for one in told)
        said: list[Recorded] = []
        self.presenter = ResponsePresenter(
            desk, self.patient, Words("en"), view=self.view, run=run, announce=said.append
        )
        self.presenter.open()

    def tells(self, command: AssessResponse) -> RecordId:
        told = replace(command, patient=self.patient, record=RecordId(self.desk.ids.new("rsp")))
        self.desk.do(told, Words("en"), {ASSESSOR: DEMO_SECRET})
        return told.record

    def types(self, **fields: str) -> None:
        self.presenter.changed({**self.view.forms[-1], **fields})

    def draft(self) -> object:
        return self.desk.drafts.find(self.desk.workstation, ASSESSOR, self.patient, TOPIC)


@pytest.fixture
def sitting(open_as: OpenAs) -> Sitting:
    return Sitting(open_as(ASSESSOR))


def test_an_unfinished_assessment_is_not_written_over_by_putting_another_right(
    sitting: Sitting,
) -> None:
    sitting.presenter.correct(sitting.first)
    sitting.types(rationale="walks again (synthetic)")
    sitting.presenter.correct(sitting.second)
    assert sitting.view.forms[-1]["corrects"] == sitting.first
    assert sitting.view.forms[-1]["rationale"] == "walks again (synthetic)"
    assert sitting.view.codes == {"response.unfinished"}
    sitting.presenter.correct(sitting.first)
    assert sitting.view.forms[-1]["rationale"] == "walks again (synthetic)"
    assert sitting.view.codes == set()
    sitting.presenter.clear()
    sitting.presenter.correct(sitting.second)
    assert sitting.view.forms[-1]["corrects"] == sitting.second


def test_a_form_nobody_typed_in_gives_way(sitting: Sitting) -> None:
    sitting.presenter.correct(sitting.first)
    sitting.types()
    sitting.presenter.correct(sitting.second)
    assert sitting.view.forms[-1]["corrects"] == sitting.second
    sitting.presenter.begin()
    assert not sitting.view.forms[-1].get("corrects")


def test_taking_one_back_that_was_left_keeps_no_draft_of_what_is_signed_after_it(
    sitting: Sitting,
) -> None:
    active = sitting.desk.active()
    assert active is not None
    sitting.presenter.ask_void(sitting.first)
    sitting.presenter.correct(sitting.second)
    reason = next(one for one in active.vocabulary("correction_reason") if one != "other")
    sitting.types(rationale="read again (synthetic)", correction_reason=reason)
    sitting.presenter.keep_draft()
    assert sitting.draft() is not None
    sitting.presenter.review()
    assert (sitting.view.codes, sitting.view.signing) == (set(), True)
    sitting.presenter.sign({ASSESSOR: DEMO_SECRET})
    assert sitting.view.saved
    assert sitting.draft() is None
    standing = [one.record for one in sitting.desk.chart(sitting.patient).response.standing]
    assert sitting.second not in standing
    assert sitting.first in standing
