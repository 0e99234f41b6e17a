"""What the synthetic people of the campaign type, and on whose pages: labelled examples, no facts.

A field that is not named here is typed all the same, with an amount that nothing forbids.
"""

import random

from ltm_desktop.app.desk import Desk
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_steps import SyringePrepared
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.ui.panels.dosing.panel import DosingPanel
from ltm_desktop.ui.panels.dosing.placing import page_after
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.walking import next_page
from tests.journeys.clinic import ANN, CHEN, PAUL

BEGIN, FIRST = "2026-03-02 10:00", ItemCode("IND-1")
"""When the first life begins, and the dose of that day."""
PAGES = {
    ANN: frozenset(
        {
            Step.ASSESS,
            Step.RECEIVE,
            Step.CHECK,
            Step.TIME_OUT,
            Step.GIVE,
            Step.SIGN,
            Step.OBSERVE,
        }
    ),
    PAUL: frozenset({Step.ORDER}),
    CHEN: frozenset({Step.VERIFY, Step.PREPARE, Step.RELEASE}),
}
"""Who takes which steps; everybody signs with an own secret."""
LEFT_ALONE = frozenset(
    {"called_away", "incident", "prep_gtin", "prep_serial", "prep_trace", "prep_use_by"}
)
"""Fields that would tell another story."""
FREE = frozenset({"prep_lot", "note", "order_note", "assess_note", "verify_note", "observed_note"})
"""Fields in which one writes again what stands there already."""
CHOICES = {
    "check_operator": "Ann Demo",
    "check_second": "Bai Demo",
    "csf_return": "Yes",
    "prep_typed_reason": "No barcode on the pack",
    "prep_preparer": "Chen Demo",
    "prep_second": "Bai Demo",
}
OPTIONS = frozenset({"assess_infection.no", "assess_b12_any.some", "outcome.complete"})
"""What is chosen where it is not the first option."""
_VITALS = {
    "temperature": "36.8",
    "pulse": "72",
    "systolic": "120",
    "diastolic": "75",
    "breaths": "14",
    "saturation": "98",
    "coma_scale": "15",
    "pain": "0",
    "headache": "0",
}
_LINES = {
    "order_dose": "10",
    "assess_folic_days": "7",
    "assess_performance": "1",
    "assess_b12_on": "23-Feb-2026",
    "prep_product": "pemetrexed 100 mg (demo product)",
    "prep_expiry": "31-Mar-2027",
    "prep_strength": "25",
    "prep_diluent": "4.6",
    "prep_graduation": "0.05",
    "release_to": "Ward courier (synthetic)",
    "check_drug": "pemetrexed",
    "check_dose": "10",
    "needle_gauge": "22",
    "punctures": "1",
    "attempts": "1",
    "pressure": "12",
    "opening_pressure": "14",
    "flush": "1",
    "observed_early": "Moved to the ward (synthetic)",
    **{
        f"{page}_{name}": value
        for page in ("assess", "observed")
        for name, value in _VITALS.items()
    },
}
_NOW = frozenset({"started_at", "ended_at", "prep_at", "observed_at"})
_USUAL_AMOUNT = "5"


def page_now(desk: Desk, chart: Chart, item: ItemCode) -> Step:
    """Return the page of a dose that is next, whoever may take it."""
    active = desk.active()
    if chart.dosing.is_settled(item):
        return page_after(chart, item, active, desk.clock.now())
    return next_page(chart, item, active)


def words_for(key: str, panel: DosingPanel, rng: random.Random) -> str:
    """Return what is typed into a field of the dose shown."""
    if key == "prep_lot":
        return f"DEMO{rng.randrange(10**6):06d}"
    if key in FREE:
        return f"synthetic words {rng.randrange(10**9):09d}"
    chart = panel.presenter._chart()
    if key == "check_subject":
        return chart.patient.identity.subject_id if chart.patient else ""
    now = panel.presenter._desk.clock.now()
    if key in _NOW:
        return now.strftime("%H:%M")
    made = _syringe(panel)
    if key in {"receive_preparation", "check_volume", "check_use_by"}:
        assert made is not None
        use_by = made.syringe.use_by.astimezone(now.tzinfo)
        return {
            "receive_preparation": str(made.preparation),
            "check_volume": str(made.syringe.volume.value),
            "check_use_by": f"{use_by:%d-%b-%Y %H:%M}",
        }[key]
    return _LINES.get(key, _USUAL_AMOUNT)


def way_in(panel: DosingPanel) -> str:
    """Return the way in of this patient: a synthetic one has one only."""
    patient = panel.presenter._chart().patient
    assert patient is not None
    assert patient.access is not None
    return patient.access.access.value


def _syringe(panel: DosingPanel) -> SyringePrepared | None:
    presenter = panel.presenter
    assert presenter.item is not None
    made = presenter._chart().dosing.steps_of(presenter.item).preparation
    return made.prepared if made is not None else None
