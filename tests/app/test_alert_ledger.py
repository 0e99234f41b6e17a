"""The alert ledger: what is counted adds up, and each alert comes to the end people gave it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltm_desktop.app.alert_ledger import Tally, Watching, months, rule_of, tally
from ltm_desktop.app.ports import AlertRow, AlertState, ShownAlert
from ltm_desktop.domain.alerts import Alert, Severity, note, stop
from ltm_desktop.domain.codec import from_plain
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded
from ltm_desktop.domain.dosing_measures import FORM
from ltm_desktop.domain.dosing_told import PACK
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.quantities import mg
from tests.app.clinic import Clinic
from tests.builders import PHYSICIAN

ACT = ItemCode("IND-1")
STALE = Alert("labs.stale", Severity.OVERRIDE, {"gate": "platelets"})
SOON = Alert("dosing.too_soon", Severity.OVERRIDE, {"number": 2})
TWICE = stop("dosing.second_is_author", "hard rule H12: two people on the register")
BESIDE = note("gates.intravenous_pemetrexed")
ALERTS = (STALE, SOON, TWICE, BESIDE)
NUMBERS = count()
GOLDEN = json.loads((Path(__file__).parents[1] / "golden/events/1.json").read_text("utf-8"))


def golden(kind: type[Any], **changes: object) -> Any:
    """Return the kept example of an event, with some of it changed."""
    events = (from_plain(one) for one in GOLDEN)
    return replace(next(one for one in events if isinstance(one, kind)), **changes)


def recorded(*breaches: str) -> DoseRecorded:
    told: DoseRecorded = golden(DoseRecorded, item=ACT, breaches=breaches)
    return told


def overridden(*alerts: Alert) -> RulesOverridden:
    rules = tuple(evidence_of(one) for one in alerts)
    return RulesOverridden(ACT, PHYSICIAN, rules, "benefit", "")


def watch(clinic: Clinic, patient: str = "pat-x") -> Watching:
    return Watching(clinic.desk.alert_log, clinic.desk.clock, patient)


def counted(clinic: Clinic) -> dict[str, tuple[int, ...]]:
    """Return shown, acted on, overridden and told of each rule."""
    found = tally(clinic.desk.alert_log.rows())
    return {one.rule: (one.shown, one.acted_on, one.overridden, one.told) for one in found}


def test_an_alert_shown_at_every_keystroke_is_counted_once(clinic: Clinic) -> None:
    for _ in range(5):
        watch(clinic).see(ACT, [STALE, SOON])
    assert counted(clinic) == {"H07": (1, 0, 0, 0), "H08": (1, 0, 0, 0)}


def test_an_alert_that_goes_away_was_acted_on_and_may_come_back(clinic: Clinic) -> None:
    watching = watch(clinic)
    watching.see(ACT, [STALE, SOON])
    watching.see(ACT, [SOON])
    assert counted(clinic)["H07"] == (1, 1, 0, 0)
    watching.see(ACT, [STALE])
    assert counted(clinic) == {"H07": (1, 0, 0, 0), "H08": (1, 1, 0, 0)}


def test_a_step_that_is_left_or_a_dose_put_on_hold_was_acted_on(clinic: Clinic) -> None:
    watching = watch(clinic)
    watching.see(ACT, [STALE])
    watching.leave(ACT)
    assert counted(clinic)["H07"] == (1, 1, 0, 0)
    watching.see(ACT, [STALE, SOON])
    watching.recorded(ACT, [golden(DoseNotGiven, item=ACT)])
    assert counted(clinic) == {"H07": (1, 1, 0, 0), "H08": (1, 1, 0, 0)}


def test_only_the_very_finding_a_physician_passed_was_overridden(clinic: Clinic) -> None:
    watching = watch(clinic)
    other = replace(STALE, values={"gate": "neutrophils"})
    watching.see(ACT, [STALE, other])
    watching.recorded(ACT, [overridden(STALE)])
    watching.see(ACT, [other])
    assert counted(clinic) == {"H07": (2, 0, 1, 0)}


def test_what_is_told_with_an_incident_was_kept_though_telling_took_it_away(
    clinic: Clinic,
) -> None:
    watching = watch(clinic)
    watching.see(ACT, [SOON, TWICE])
    watching.see(ACT, [])
    watching.recorded(ACT, [recorded("dosing.too_soon")])
    assert counted(clinic) == {"H08": (1, 0, 0, 1), "H12": (1, 1, 0, 0)}


def test_a_note_beside_which_a_dose_is_signed_was_kept(clinic: Clinic) -> None:
    watching = watch(clinic)
    watching.see(ACT, [BESIDE, TWICE])
    watching.recorded(ACT, [recorded()])
    assert counted(clinic) == {"H14": (1, 0, 0, 1), "H12": (1, 1, 0, 0)}


def test_a_session_that_was_told_with_an_incident_was_kept(clinic: Clinic) -> None:
    watching = watch(clinic)
    event = golden(FractionRecorded, breaches=("fractions.gap",))
    watching.see(event.record, [stop("fractions.gap"), stop("fractions.per_day")])
    watching.recorded(event.record, [event])
    assert counted(clinic) == {"H20": (2, 1, 0, 1)}


def test_acts_of_others_and_what_was_never_shown_change_nothing(clinic: Clinic) -> None:
    watching = watch(clinic)
    watching.see(ACT, [STALE])
    watching.recorded("IND-2", [recorded("labs.stale"), overridden(STALE)])
    watching.recorded(ACT, [overridden(SOON)])
    watching.recorded(None, [recorded("labs.stale")])
    watch(clinic, "pat-y").recorded(ACT, [recorded("labs.stale")])
    assert counted(clinic) == {"H07": (1, 0, 0, 0)}


def test_a_scan_that_was_refused_counts_and_one_that_was_taken_does_not(clinic: Clinic) -> None:
    watching = watch(clinic)
    watching.refused_scan(ACT, [note("scanning.label_read")])
    assert counted(clinic) == {}
    watching.refused_scan(ACT, [note("scanning.is_unknown")])
    watching.refused_scan(ACT, [note("scanning.is_unknown")])
    watching.refused_scan(ACT, [stop("scanning.wrong_check_digit", gtin="04012345678902")])
    watching.refused_scan(ACT, [stop("products.not_approved", gtin="04099999999996")])
    watching.refused_scan(ACT, [stop("scanning.label_of_other_patient", subject="EX1-999")])
    assert counted(clinic) == {PACK: (2, 2, 0, 0), "H03": (1, 1, 0, 0), "H10": (1, 1, 0, 0)}
    watching.see(ACT, [])
    assert counted(clinic)["H03"] == (1, 1, 0, 0)


def test_another_window_takes_up_where_the_last_one_was(clinic: Clinic) -> None:
    watch(clinic).see(ACT, [STALE, SOON])
    watch(clinic).see(ACT, [SOON])
    watch(clinic).recorded(ACT, [recorded("dosing.too_soon")])
    assert counted(clinic) == {"H07": (1, 1, 0, 0), "H08": (1, 0, 0, 1)}


def test_a_rule_is_told_by_its_number_else_by_its_source() -> None:
    assert [rule_of(one) for one in ALERTS] == ["H07", "H08", "H12", "H14"]
    assert rule_of(stop("dosing.unheard_of", "design section 4")) == "design section 4"
    assert rule_of(stop("storage.disk")) == ""
    assert rule_of(stop("dosing.flush_missing", FORM)) == ""


def test_what_is_no_rule_is_not_counted(clinic: Clinic) -> None:
    watch(clinic).see(ACT, [stop("storage.disk"), stop("texts.too_long")])
    assert counted(clinic) == {}


def test_rows_hold_ids_and_codes_and_nothing_of_what_was_found(clinic: Clinic) -> None:
    moment = datetime(1964, 4, 4, 9, 5, tzinfo=UTC)
    values = {"dose": mg("12.345"), "drug": "Synthetic", "at": moment, "signs": ("fever", "pus")}
    watch(clinic).see(ACT, [stop("dosing.above_ceiling", **values)])
    (row,) = clinic.desk.alert_log.rows()
    told = repr(row)
    for found in ("12.345", "Synthetic", "1964", "fever", "pus"):
        assert found not in told


def test_a_log_that_cannot_be_written_stands_in_nobodys_way(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unavailable("storage.disk")

    watching = watch(clinic)
    with monkeypatch.context() as broken:
        for verb in ("note_shown", "note_outcome", "rows"):
            broken.setattr(type(clinic.desk.alert_log), verb, full)
        watching.see(ACT, [STALE])
        watching.recorded(ACT, [recorded("labs.stale")])
    watching.see(ACT, [STALE])
    assert counted(clinic) == {"H07": (1, 0, 0, 0)}


STEPS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(ALERTS), unique_by=lambda one: one.code),
        st.just("leave"),
        st.just("again"),
        st.sampled_from([overridden(STALE), overridden(STALE, SOON)]),
        st.sampled_from([recorded("labs.stale"), recorded(), golden(DoseNotGiven, item=ACT)]),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_people_do_the_counts_add_up(clinic: Clinic, steps: list[Any]) -> None:
    patient = f"pat-{next(NUMBERS)}"
    watching, shown, last = watch(clinic, patient), set[str](), set[str]()
    for step in steps:
        match step:
            case list():
                last = {one.code for one in step}
                shown |= last
                watching.see(ACT, step)
            case "leave":
                last = set()
                watching.leave(ACT)
            case "again":
                watching = watch(clinic, patient)
            case _:
                watching.recorded(ACT, [step])
    rows = clinic.desk.alert_log.rows(patient)
    found = tally(rows)
    assert sum(one.shown for one in found) == len(shown)
    for one in found:
        assert one.shown == one.acted_on + one.kept + one.still_open
        assert min(one.acted_on, one.overridden, one.told, one.still_open) >= 0
    still = {row.alert.code for row in newest(rows) if row.state is AlertState.SHOWN}
    assert still <= last


def newest(rows: Iterable[AlertRow]) -> Sequence[AlertRow]:
    return list({row.alert: row for row in rows}.values())


def row(number: int, rule: str, state: AlertState, month: str = "2026-03") -> AlertRow:
    alert = ShownAlert("pat-1", f"IND-{number}", "some.code", "00", rule)
    return AlertRow(alert, state, f"{month}-02T10:00:00+08:00")


ROWS = st.lists(
    st.builds(
        row,
        st.integers(1, 4),
        st.sampled_from(("H07", "H08", "design section 4")),
        st.sampled_from(AlertState),
        st.sampled_from(("2026-02", "2026-03", "2026-04")),
    )
)


@given(rows=ROWS)
def test_the_months_add_up_to_the_whole(rows: list[AlertRow]) -> None:
    whole = tally(rows)
    parts = [one for month in months(rows) for one in tally(rows, month)]
    for rule in whole:
        same = [one for one in parts if one.rule == rule.rule]
        assert sum(one.shown for one in same) == rule.shown
        assert sum(one.kept for one in same) == rule.kept
        assert sum(one.ended for one in same) == rule.ended
    assert sorted(months(rows), reverse=True) == list(months(rows))


def test_an_alert_is_counted_in_the_month_it_was_first_shown_in() -> None:
    rows = [
        row(1, "H07", AlertState.SHOWN),
        row(1, "H07", AlertState.TOLD, "2026-04"),
    ]
    assert months(rows) == ("2026-03",)
    assert tally(rows, "2026-03") == (Tally("H07", 1, 0, 0, 1),)
    assert tally(rows, "2026-04") == ()


def test_a_rule_kept_by_more_than_ninety_of_a_hundred_stands_first_and_ninety_is_not_more() -> None:
    rows = [
        *(row(n, "H08", AlertState.TOLD) for n in range(9)),
        row(9, "H08", AlertState.ACTED_ON),
        *(row(n, "H20", AlertState.OVERRIDDEN) for n in range(10)),
        row(11, "H20", AlertState.SHOWN),
        row(1, "design section 4", AlertState.SHOWN),
    ]
    found = tally(rows)
    assert [(one.rule, one.to_review, one.percent) for one in found] == [
        ("H20", True, 100),
        ("H08", False, 90),
        ("design section 4", False, None),
    ]
    assert found[0].still_open == 1
