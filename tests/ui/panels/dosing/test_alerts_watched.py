"""What the dose panel showed is counted as it was ended: changed, left, passed or told."""

from datetime import timedelta
from decimal import Decimal

from ltm_desktop.app.alert_ledger import tally
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.dosing.standing import Step

from .conftest import FIRST, SECOND, Bedside, Sit, injection, reading


def counted(bedside: Bedside) -> dict[str, tuple[int, ...]]:
    """Return shown, acted on, overridden and told of each rule."""
    found = tally(bedside.desk.alert_log.rows())
    return {one.rule: (one.shown, one.acted_on, one.overridden, one.told) for one in found}


def low_platelets(bedside: Bedside, count: int = 42) -> None:
    drawn = bedside.desk.clock.now() - timedelta(minutes=10 if count > 100 else 30)
    few = LabResult("platelets", Quantity(Decimal(count), Unit.PER_NL), drawn, note="synthetic")
    me = bedside.desk.session.person
    bedside.story.stage.do("nurse.a", RecordLabs(bedside.patient, (few,)))
    bedside.sit(me)


def test_a_dose_too_soon_told_with_an_incident_was_kept(bedside: Bedside, sit: Sit) -> None:
    given = bedside.checked()
    bedside.give(given)
    bedside.observe(given)
    bedside.ready(2)
    nurse = sit("nurse.a")
    assert nurse.presenter.item == SECOND
    made = bedside.desk.chart(bedside.patient).dosing.steps_of(SECOND).preparation
    assert made is not None
    label = {"check_use_by": made.prepared.syringe.use_by.isoformat()}
    for _ in range(3):
        nurse.type(**{**reading(bedside), **label})
    assert counted(bedside) == {"H08": (1, 0, 0, 0)}
    nurse.presenter.go(Step.GIVE)
    nurse.type(**injection(bedside), operator="nurse.a", second="nurse.b")
    nurse.presenter.go(Step.SIGN)
    nurse.presenter.ask("tell")
    nurse.type(incident="Given on the ward before the interval had passed.")
    nurse.sign("nurse.a", "nurse.b")
    assert bedside.desk.chart(bedside.patient).dosing.given[-1].item == SECOND
    found = counted(bedside)
    assert (found.pop("H12"), found.pop("H13")) == ((1, 0, 0, 1), (1, 0, 0, 1))
    # typed to the minute, the start may lie before the injection it is held against:
    # that is another finding, and it gave way to the one that was told
    shown, acted_on, overridden, told = found.pop("H08")
    assert (shown - acted_on, overridden, told, found) == (1, 0, 1, {})


def test_a_value_that_was_measured_again_was_acted_on(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    low_platelets(bedside)
    nurse = sit("nurse.a")
    assert counted(bedside) == {"H07": (1, 0, 0, 0)}
    low_platelets(bedside, 180)
    nurse.presenter.settle()
    assert counted(bedside) == {"H07": (1, 1, 0, 0)}


def test_a_step_that_is_left_was_acted_on_and_taking_it_up_opens_it_again(
    bedside: Bedside, sit: Sit
) -> None:
    bedside.ready()
    low_platelets(bedside)
    nurse = sit("nurse.a")
    nurse.presenter.leave()
    assert counted(bedside) == {"H07": (1, 1, 0, 0)}
    nurse.presenter.go_on()
    assert counted(bedside) == {"H07": (1, 0, 0, 0)}


def test_a_finding_that_a_physician_passed_was_overridden(bedside: Bedside, sit: Sit) -> None:
    bedside.ready()
    low_platelets(bedside)
    nurse = sit("nurse.a")
    standing = nurse.view.standing
    assert standing is not None
    rules = tuple(evidence_of(one) for one in standing.overridable.rules)
    physician = PersonId("physician.p")
    command = OverrideRules(bedside.patient, FIRST, physician, rules, "urgent")
    passed = bedside.story.stage.do("nurse.a", command)
    bedside.sit("nurse.a")
    nurse.presenter.tick()
    assert nurse.presenter.hear(passed)
    nurse.presenter.refresh()
    nurse.presenter.settle()
    assert counted(bedside) == {"H07": (1, 0, 1, 0)}
