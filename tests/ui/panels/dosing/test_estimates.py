"""What nobody read off exactly: told as approximate, a time only where it is told later."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import Source
from ltm_desktop.ui.panels.dosing.form_give import GiveForm
from ltm_desktop.ui.panels.dosing.standing import Step, last_doses

from .conftest import Bedside, Sit, injection

TICKS = ("csf_withdrawn", "started_at", "ended_at")


def test_a_time_can_be_approximate_only_where_it_is_told_later(
    bedside: Bedside, qtbot: QtBot
) -> None:
    form = GiveForm(Words("en"), bedside.desk.clock.now)
    qtbot.addWidget(form)
    ticks = [form.findChild(QCheckBox, f"dosing.estimated_{name}") for name in TICKS]

    def offered(**fields: str) -> list[bool]:
        form.fill(fields)
        return [tick is not None and tick.isVisibleTo(form) for tick in ticks]

    assert offered() == [False, False, False]
    assert offered(access="ommaya") == [True, False, False]
    assert offered(access="ommaya", late_reason="after the shift") == [True, True, True]
    assert offered(access="lumbar", from_paper="yes") == [True, True, True]


@pytest.mark.parametrize(
    ("why", "estimated"),
    [
        ("", ("csf_withdrawn",)),
        ("told after the shift (synthetic)", ("started_at", "csf_withdrawn")),
    ],
)
def test_what_is_ticked_stands_in_the_record_and_in_its_text(
    bedside: Bedside, sit: Sit, why: str, estimated: tuple[str, ...]
) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.type(**injection(bedside), late_reason=why)
    nurse.type(estimated_started_at="yes", estimated_csf_withdrawn="yes")
    nurse.presenter.go(Step.SIGN)
    nurse.sign("nurse.a", "nurse.b")
    (told,) = bedside.desk.chart(bedside.patient).dosing.given
    assert told.source is (Source.LATE if why else Source.LIVE)
    assert set(told.estimated) == set(estimated)
    (last,) = last_doses(bedside.desk.chart(bedside.patient), None, Words("en"))
    assert last.given.startswith("approx. ") is bool(why)


def test_what_follows_from_an_approximate_time_is_approximate(bedside: Bedside, sit: Sit) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    ended = bedside.desk.clock.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    nurse.type(**injection(bedside) | {"ended_at": ended.isoformat()}, estimated_ended_at="yes")

    def rates() -> list[str]:
        return [line for line in nurse.view.calculated if "per minute" in line]

    assert rates() == ["1 mL per minute: 5\u00a0mL over 5min (calculated, rounded)"]
    nurse.type(late_reason="told after the shift (synthetic)")
    assert rates() == ["approx. 1 mL per minute: 5\u00a0mL over approx. 5min (calculated, rounded)"]
