"""A reservoir's record in the chart: told, refused, listed newest first, on a real demo site."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.domain.reservoir import ReservoirRecorded, ReservoirWhat
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.reservoir.panel import build
from ltm_desktop.ui.panels.reservoir.presenter import ReservoirPresenter, ReservoirShown
from ltm_desktop.ui.telling_panel import TellingPanel
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, press_key, texts, type_into

TODAY = Words("en").date


def patient_of(desk: Desk, access: Access = Access.OMMAYA) -> PatientId:
    """Return a patient of the demo who is treated by this way in."""
    found = (PatientId(one) for one in desk.store.streams() if one != SITE_STREAM)
    return next(one for one in found if _access(desk.chart(one)) is access)


def _access(chart: Chart) -> Access | None:
    device = chart.patient.access if chart.patient else None
    return device.access if device else None


def _history(desk: Desk) -> tuple[ReservoirRecorded, ...]:
    return desk.chart(patient_of(desk)).reservoir.history


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("nurse.a")


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TellingPanel:
    shown = build(Context(desk, Words("en"), Notices()), patient_of(desk))
    assert isinstance(shown, TellingPanel)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_fact_is_told_and_stands_on_top_of_the_history(
    panel: TellingPanel, desk: Desk, qtbot: QtBot
) -> None:
    before = len(_history(desk))
    today = desk.clock.now().date()
    press(panel, "reservoir.what.infection_suspected")
    type_into(panel, "reservoir.on", TODAY(today))
    type_into(panel, "reservoir.result", "red and warm (synthetic)")
    press(panel, "reservoir.record")
    qtbot.waitUntil(lambda: len(_history(desk)) == before + 1)
    told = _history(desk)[-1]
    assert told == ReservoirRecorded(
        ReservoirWhat.INFECTION_SUSPECTED, today, result="red and warm (synthetic)"
    )
    qtbot.waitUntil(lambda: line(panel, "reservoir.on").text() == "")
    top = find(panel, QTableWidget, "reservoir.facts").item(0, 1)
    assert top is not None
    assert top.text() == "Infection suspected"
    assert "Infection suspected since" in texts(panel)


def test_what_the_record_refuses_is_said_and_what_was_typed_stays(
    panel: TellingPanel, desk: Desk, qtbot: QtBot
) -> None:
    before = _history(desk)
    press(panel, "reservoir.what.revised")
    type_into(panel, "reservoir.on", "02-Mar-1999")
    type_into(panel, "reservoir.surgeon", "Demo")
    press(panel, "reservoir.record")
    qtbot.waitUntil(lambda: "No implant of a reservoir is on file" in texts(panel))
    assert line(panel, "reservoir.surgeon").text() == "Demo"
    assert _history(desk) == before


def test_without_what_or_day_nothing_is_written(panel: TellingPanel, desk: Desk) -> None:
    before = _history(desk)
    press(panel, "reservoir.record")
    assert "What happened is still missing." in texts(panel)
    press(panel, "reservoir.what.flow_study")
    press(panel, "reservoir.record")
    assert "On the day is still missing." in texts(panel)
    assert _history(desk) == before


def test_the_kinds_are_walked_by_arrow_keys_and_chosen_by_space(panel: TellingPanel) -> None:
    first = find(panel, QPushButton, "reservoir.what.implanted")
    first.setFocus()
    press_key(first, Qt.Key.Key_Right)
    second = find(panel, QPushButton, "reservoir.what.imaging_checked")
    press_key(second, Qt.Key.Key_Space)
    assert second.isChecked()


def test_only_a_physician_is_offered_the_end_of_a_suspicion(
    panel: TellingPanel, open_as: OpenAs, qtbot: QtBot
) -> None:
    assert panel.findChild(QPushButton, "reservoir.what.infection_cleared") is None
    desk = open_as("physician.p")
    shown = build(Context(desk, Words("zh_CN"), Notices()), patient_of(desk))
    qtbot.addWidget(shown)
    assert find(shown, QPushButton, "reservoir.what.infection_cleared").text() == "感染已排除"


def test_a_pharmacist_reads_and_a_lumbar_patient_has_no_reservoir(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    desk = open_as("pharmacist.c")
    panel = build(Context(desk, Words("zh_CN"), Notices()), patient_of(desk, Access.LUMBAR))
    qtbot.addWidget(panel)
    assert panel.findChild(QPushButton, "reservoir.record") is None
    assert "腰椎穿刺" in texts(panel)
    assert "护士" in texts(panel)


class _Seen:
    """Keep what the presenter shows."""

    def __init__(self) -> None:
        self.shown: ReservoirShown | None = None

    def show_reservoir(self, shown: ReservoirShown) -> None:
        self.shown = shown

    def show_alerts(self, alerts: object) -> None: ...

    def show_busy(self, busy: bool) -> None: ...

    def show_recorded(self, recorded: Recorded) -> None: ...


class _Changed:
    """A desk whose chart has another finding at the puncture site."""

    def __init__(self, desk: Desk, chart: Chart) -> None:
        self._desk = desk
        self._chart = chart

    def __getattr__(self, name: str) -> object:
        return getattr(self._desk, name)

    def chart(self, _patient: PatientId) -> Chart:
        return self._chart


def _given(desk: Desk) -> tuple[PatientId, DoseRecorded]:
    found = (PatientId(one) for one in desk.store.streams() if one != SITE_STREAM)
    for patient in found:
        for one in desk.chart(patient).dosing.given:
            if one.access is Access.OMMAYA:
                return patient, one
    raise LookupError("a demo without a dose by Ommaya")


def test_a_finding_at_the_puncture_site_stands_in_the_history_without_being_written(
    desk: Desk,
) -> None:
    patient, dose = _given(desk)
    chart = desk.chart(patient)
    found = replace(dose, facts=replace(dose.facts, site_inspection="erythema"))
    changed = replace(chart, dosing=replace(chart.dosing, given=(found,)))
    view = _Seen()
    presenter = ReservoirPresenter(
        _Changed(desk, changed),  # type: ignore[arg-type]  # passes every other verb on
        patient,
        Words("en"),
        view=view,
        run=lambda *_: None,
    )
    presenter.refresh()
    assert view.shown is not None
    finding = next(one for one in view.shown.facts if one.what.startswith("Puncture site: "))
    assert finding.details.startswith("found before dose")
    assert finding.day == TODAY(desk.act().day_of(dose.started_at))
