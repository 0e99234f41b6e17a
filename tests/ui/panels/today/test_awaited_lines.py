"""Lines no plan made: only for whom they wait, and each opens the page where a person decides."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app import awaited
from ltm_desktop.app.demo.cast import ZONE
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.today import presenter
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.panels.today.panel import TodayDesk, build
from ltm_desktop.ui.panels.today.presenter import TodayPresenter
from tests.demo_site import OpenAs
from tests.ui.panels.today.test_today_panel import Shown


def _rows(desk: Desk, group: Group, language: str = "en") -> tuple[list[TodayRow], str]:
    shown = Shown()
    context = Context(desk, Words(language), Notices())
    TodayPresenter(TodayDesk(context), shown, context.say).sort()
    return [row for row in shown.rows if row.group is group], shown.counts


def _treated(desk: Desk) -> tuple[PatientId, datetime]:
    """Return a patient with a dose, and when the newest was."""
    for listed in desk.worklists.patients():
        chart = desk.chart(PatientId(listed.patient.patient_id))
        if chart.dosing.given:
            return chart.patient_id, max(one.started_at for one in chart.dosing.given)
    raise AssertionError("the demo site has treated patients")


def _low_platelets(desk: Desk) -> PatientId:
    patient, given = _treated(desk)
    low, found = (Quantity(Decimal(one), Unit.PER_NL) for one in ("125", "20"))
    drawn = given + timedelta(minutes=5)
    result = LabResult("platelets", found, drawn, low=low, note="synthetic")
    desk.do(RecordLabs(patient, (result,)), Words("en"), {})
    return patient


def test_a_suggestion_waits_for_physicians_and_opens_the_toxicity_of_the_patient(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    nurse = open_as("nurse.a")
    patient = _low_platelets(nurse)
    assert _rows(nurse, Group.JUDGE)[0] == []
    physician = open_as("physician.q")
    rows, counts = _rows(physician, Group.JUDGE)
    mine = next(row for row in rows if row.key[0] == patient)
    assert (mine.kind, mine.key[1], mine.mine) == ("toxicity", "suggested", True)
    assert mine.item.startswith("Results suggest: ")
    assert "physician" in mine.waits
    assert f"toxicities to judge {len(rows)}" in counts
    context = Context(physician, Words("zh_CN"), Notices())
    view = build(context)
    qtbot.addWidget(view)
    view.show()
    button = view.findChild(QPushButton, f"today.open.{mine.subject}.suggested.toxicity")
    assert button is not None
    with qtbot.waitSignal(context.notices.open_patient) as asked:
        button.click()
    assert asked.args == [patient, "toxicity", "suggested"]


def test_whoever_was_not_heard_of_longer_than_was_signed_stands_before_the_research_nurse(
    open_as: OpenAs,
) -> None:
    desk = open_as("research.r")
    patient, given = _treated(desk)
    active = desk.active()
    assert active is not None
    assert active.follow_up is not None
    limit = active.follow_up.no_contact_days
    assert limit is not None
    assert _rows(desk, Group.CONTACT)[0] == []
    desk.clock = SetClock(ZONE, given + timedelta(days=limit + 30))
    rows, counts = _rows(desk, Group.CONTACT)
    mine = next(row for row in rows if row.key[0] == patient)
    assert (mine.kind, mine.key[1]) == ("follow_up", "follow_up")
    assert mine.item.startswith("No contact for ")
    assert f"listed after {limit} days, as signed" in mine.detail
    assert f"without contact {len(rows)}" in counts
    longest = [int("".join(filter(str.isdigit, row.item))) for row in rows]
    assert longest == sorted(longest, reverse=True)
    # a list that is full says that there may be more of them
    with pytest.MonkeyPatch.context() as patch:
        for where in (awaited, presenter):
            patch.setattr(where, "MOST", 1)
        cut, told = _rows(desk, Group.CONTACT)
    assert [row.key for row in cut] == [rows[0].key]
    assert "without contact 1 or more" in told
    again = open_as("physician.q")
    again.clock = SetClock(ZONE, given + timedelta(days=limit + 30))
    assert _rows(again, Group.CONTACT)[0] == []
