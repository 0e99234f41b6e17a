"""A physician passes a finding in the form beside the page; the nurse's page stays as it is."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity, note, stop
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing.form_override import OverridePart
from ltm_desktop.ui.panels.dosing.graded import Met
from ltm_desktop.ui.panels.dosing.overriding import Overriding, TypedOverride, passable
from ltm_desktop.ui.panels.dosing.panel import DosingPanel
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.widgets.text import Text
from tests.ui.hands import press_key

from .conftest import FIRST, Bedside, Sit, at_once

Panel = Callable[[], DosingPanel]


@pytest.fixture
def low(bedside: Bedside) -> Bedside:
    """A dose ready for its check, and platelets below the example limit."""
    bedside.ready()
    drawn = bedside.desk.clock.now() - timedelta(minutes=30)
    few = LabResult("platelets", Quantity(Decimal(42), Unit.PER_NL), drawn, note="synthetic")
    bedside.story.stage.do("nurse.a", RecordLabs(bedside.patient, (few,)))
    return bedside


@pytest.fixture
def panel(low: Bedside, qtbot: QtBot) -> DosingPanel:
    low.sit("nurse.a")
    shown = DosingPanel(Context(low.desk, Words("en"), Notices()), low.patient)
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def _open(panel: DosingPanel) -> OverridePart:
    part = panel.view.overrides
    part.button.click()
    return part


def _choose(part: OverridePart) -> None:
    next(one for one in part.findChildren(QRadioButton) if one.text() == "Cannot wait").click()
    names = [one for one in part.findChildren(QPushButton) if one.property("choice")]
    names[0].click()


def test_what_only_a_physician_may_pass_is_named_with_its_value_limit_and_clause(
    low: Bedside, sit: Sit
) -> None:
    standing = sit("nurse.a").view.standing
    assert standing is not None
    line = next(one for one in standing.conditions if "Platelets" in one.label)
    assert line.met is Met.NEEDS_PHYSICIAN
    assert "42" in line.evidence
    assert "50" in line.evidence
    assert line.source.startswith("hard rule H07")
    assert [one.code for one in standing.overridable.rules] == ["labs.outside"]


def test_what_is_found_at_the_puncture_is_offered_on_the_page_where_it_is_found(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.checked()
    nurse = sit("nurse.a")
    nurse.presenter.go(Step.GIVE)
    nurse.type(site_inspection="erythema")
    standing = nurse.view.standing
    assert standing is not None
    assert [one.code for one in standing.overridable.rules] == ["dosing.site_suspect"]
    nurse.type(site_inspection="pus")
    standing = nurse.view.standing
    assert standing is not None
    assert standing.overridable.rules == ()


def test_an_override_is_signed_beside_the_page_and_the_page_goes_on(
    panel: DosingPanel, low: Bedside, qtbot: QtBot
) -> None:
    part = _open(panel)
    assert part.findChildren(QCheckBox)[0].isChecked()
    _choose(part)
    secret = part.findChild(QLineEdit, "dosing.override.secret")
    assert secret is not None
    qtbot.waitUntil(lambda: not secret.isHidden())
    secret.setText(DEMO_SECRET)
    press_key(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: FIRST in low.desk.chart(low.patient).overrides.standing)
    qtbot.waitUntil(lambda: not part.isVisible())
    [passed] = low.desk.chart(low.patient).overrides.standing[FIRST]
    assert (passed.reason, [one.code for one in passed.rules]) == ("urgent", ["labs.outside"])
    assert panel.presenter.step.value == "check"
    survey = panel.view._standing
    assert survey is not None
    line = next(one for one in survey.conditions if "Platelets" in one.label)
    assert line.met is Met.PASSED
    assert "Cannot wait" in line.evidence


def test_a_wrong_secret_is_said_beside_it_and_writes_nothing(
    panel: DosingPanel, low: Bedside, qtbot: QtBot
) -> None:
    part = _open(panel)
    _choose(part)
    secret = part.findChild(QLineEdit, "dosing.override.secret")
    assert secret is not None
    qtbot.waitUntil(lambda: not secret.isHidden())
    press_key(secret, Qt.Key.Key_Return)
    secret.setText("not the secret")
    press_key(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("Type it again" in one.text() for one in part.findChildren(Text)))
    assert low.desk.chart(low.patient).overrides.standing == {}


def test_closing_the_form_forgets_it_and_gives_the_focus_back(
    panel: DosingPanel, qtbot: QtBot
) -> None:
    panel.view.setFocus()
    part = _open(panel)
    part.open()
    _choose(part)
    close = part.findChild(QPushButton, "dosing.override.close")
    assert close is not None
    close.click()
    assert part.isVisible()
    assert not part.button.isHidden()


def test_another_dose_closes_the_form(panel: DosingPanel) -> None:
    part = _open(panel)
    panel.open_item("IND-2")
    assert not part.button.isHidden() or not part.isVisible()
    part.show_preview("x")
    part.show_against(())
    part.show_wrong_secret("x")
    part.show_busy(busy=True)


def test_findings_that_change_under_the_form_close_it(panel: DosingPanel) -> None:
    part = _open(panel)
    other = Alert("dosing.too_soon", Severity.OVERRIDE, {"hours": 48})
    part.show_alerts((other, stop("dosing.no_csf"), note("texts.too_long")))
    assert not part.button.isHidden()


def test_each_finding_is_offered_once_and_nothing_absolute() -> None:
    one = Alert("labs.missing", Severity.OVERRIDE, {"gate": "inr_lumbar"})
    assert passable((one, one, stop("dosing.no_csf"))) == (one,)


def test_what_the_rules_refuse_stands_against_the_override(low: Bedside) -> None:
    seen: list[object] = []

    class View:
        def show_preview(self, text: str) -> None:
            seen.append(text)

        def show_against(self, alerts: object) -> None:
            seen.append(alerts)

        def show_wrong_secret(self, sentence: str) -> None:
            raise AssertionError(sentence)

        def show_busy(self, *, busy: bool) -> None:
            raise AssertionError(busy)

        def show_done(self) -> None:
            raise AssertionError

    low.sit("nurse.a")
    leading = Overriding(low.desk, low.patient, Words("en"), view=View(), run=at_once)
    leading.read(TypedOverride(FIRST, PersonId("nurse.b"), (), "urgent", ""))
    text, alerts = seen
    assert text == ""
    assert {one.code for one in alerts} == {"people.role_may_not", "overrides.nothing"}  # type: ignore[attr-defined]  # alerts, as shown
    leading.sign(DEMO_SECRET)
    leading.read(None)
