"""Scans in the check: fields filled, labels and wristbands compared, nothing ever signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.scans import ChinaTraceCode, Scan, Unknown, read_scan
from ltm_desktop.app.site_codes import SyringeLabel, Wristband, to_label_text
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing import check
from ltm_desktop.ui.panels.dosing.panel import DosingPanel, build
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.scanner import Scanner
from tests.ui.hands import find

from .conftest import FIRST, Bedside, Sit, reading

GTIN = "09520000001230"
READ = ("check_drug", "check_dose", "check_volume", "check_use_by")


def pack(bedside: Bedside) -> Scan:
    today = bedside.desk.clock.now().date()
    expiry = today + timedelta(days=300)
    return read_scan(f"]d201{GTIN}17{expiry:%y%m%d}10PMX24A7", today)


def label(bedside: Bedside, **changes: object) -> SyringeLabel:
    """Return the label of the prepared syringe; some of it may differ."""
    chart = bedside.desk.chart(bedside.patient)
    made = chart.dosing.steps_of(FIRST).preparation
    assert chart.patient is not None
    assert made is not None
    order, syringe = chart.dosing.orders[FIRST], made.prepared.syringe
    right = SyringeLabel(
        chart.patient.identity.subject_id,
        FIRST,
        order.drug,
        order.dose,
        syringe.volume,
        order.access,
        syringe.use_by,
        made.prepared.preparation,
    )
    return replace(right, **changes)  # type: ignore[arg-type]  # one field by its name


def test_one_scan_of_the_label_fills_all_its_fields_and_none_of_the_patient(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(label(bedside))
    fields = nurse.view.fields
    assert [fields[key] for key in READ[:3]] == ["pemetrexed", "10", "5"]
    assert fields["check_access"] == "ommaya"
    assert set(nurse.view.missing()) == {*check.PEOPLE, "check_subject", "identifiers"}
    assert "fields are filled" in nurse.view.notice
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    assert sit("nurse.a").view.fields["check_dose"] == "10"


def test_a_wristband_fills_the_subject_number_and_confirms_nothing(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    subject = label(bedside).subject_id
    nurse.presenter.take_scan(Wristband(subject))
    assert nurse.view.fields["check_subject"] == subject
    assert "this patient's" in nurse.view.notice
    assert "identifiers" in nurse.view.missing()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subject_id": "D01-9999"}, "another patient"),
        ({"item": "IND-2"}, "labelled for the dose IND-2"),
        ({"short_id": "prep-other"}, "another syringe"),
    ],
)
def test_a_label_that_is_not_this_syringes_is_refused_in_words_and_empties_what_was_read(
    bedside: Bedside, sit: Sit, change: dict[str, str], words: str
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(**reading(bedside))
    nurse.presenter.take_scan(label(bedside, **change))
    assert words in nurse.view.notice
    assert set(nurse.view.missing()) == set(check.LABEL)


def test_a_label_that_says_otherwise_than_the_order_is_shown_only_once_all_is_read(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.presenter.take_scan(label(bedside, dose=mg("12"), access=Access.LUMBAR))
    assert nurse.view.codes() == set()
    read = reading(bedside)
    nurse.type(**{key: read[key] for key in (*check.PEOPLE, "check_subject", "identifiers")})
    assert {"dosing.differs_dose", "dosing.differs_access"} <= nurse.view.codes()
    nurse.sign("nurse.b")
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    nurse.presenter.take_scan(label(bedside))
    assert nurse.view.codes() == set()
    nurse.sign("nurse.b")
    assert FIRST in bedside.desk.chart(bedside.patient).dosing.checks


def test_the_wristband_of_another_patient_is_refused_and_nothing_of_it_kept(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    nurse.type(**reading(bedside))
    nurse.presenter.take_scan(Wristband("D01-9999"))
    assert "another patient's" in nurse.view.notice
    assert nurse.view.missing() == ("check_subject", "identifiers")


def test_a_code_that_fills_nothing_is_told_and_changes_nothing(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    nurse = sit("nurse.a")
    before = dict(nurse.view.fields)
    for scan, words in ((ChinaTraceCode("8" * 20), "trace code"), (Unknown("?"), "none that")):
        nurse.presenter.take_scan(scan)
        assert words in nurse.view.notice
    nurse.presenter.take_scan(None, (stop("scanning.no_expiry"),))
    assert "No expiry" in nurse.view.notice
    assert nurse.view.fields == before


def test_a_step_that_takes_no_scan_says_so(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    scan = label(bedside)
    bedside.check()
    nurse = sit("nurse.a")
    for step in (Step.TIME_OUT, Step.GIVE, Step.CHECK):
        nurse.presenter.go(step)
        nurse.presenter.take_scan(scan)
        assert "takes none" in nurse.view.notice
    assert "check_dose" not in nurse.view.fields
    nurse.presenter.ask("check_again")
    nurse.presenter.take_scan(scan)
    assert nurse.view.fields["check_dose"] == "10"


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[list[int]]:
    """The application's filter under a clock of our own, in milliseconds."""
    at = [1000]

    def clock(_event: QKeyEvent) -> int:
        return at[0]

    made = Scanner(qapp, at=clock)
    yield at
    made.fall_silent()
    qapp.removeEventFilter(made)
    made.setParent(None)
    made.deleteLater()


@pytest.mark.parametrize("place", ["check_drug", "check_dose", "secret.nurse.b", "check_button"])
def test_a_scan_lands_in_its_fields_wherever_the_focus_is_and_presses_nothing(
    bedside: Bedside, qtbot: QtBot, scanner: list[int], place: str
) -> None:
    bedside.ready()
    bedside.sit("nurse.a")
    panel = build(Context(bedside.desk, Words("en"), Notices()), bedside.patient)
    assert isinstance(panel, DosingPanel)
    qtbot.addWidget(panel)
    panel.show()
    typed = {**reading(bedside), "check_dose": "9", "check_drug": "x"}
    for key, text in typed.items():
        panel.presenter.change(key, text)
    panel.view.fill(typed)
    panel.presenter.settle()
    target = find(panel, QWidget, f"dosing.{place}")
    target.setFocus()
    for char in f"{to_label_text(label(bedside))}\r":
        scanner[0] += 4
        code = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, target, code, char, Qt.KeyboardModifier.NoModifier
        )
    names = ("check_drug", "check_dose", "check_volume", "secret.nurse.b")
    shown = [find(panel, QLineEdit, f"dosing.{name}").text() for name in names]
    assert shown == ["pemetrexed", "10", "5", ""]
    assert not bedside.desk.chart(bedside.patient).dosing.checks
    form = find(panel, QWidget, "dosing.check_dose").parentWidget()
    assert form is not None
    assert "Scanned" in {one.text() for one in form.findChildren(QLabel)}
