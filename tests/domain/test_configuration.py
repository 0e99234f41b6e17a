"""What a site signs: nothing missing, nothing misread, nothing against itself."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.configuration import check_value, check_values, resolve, unset_items
from ltm_desktop.domain.contradictions import check_contradictions
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.setting_kinds import Kind
from tests.cases.clinical import example_values, trial

NEEDED = [item.path for item in unset_items(trial()) if not item.only_if]


def refused(values: dict[str, str]) -> Refused:
    with pytest.raises(Refused) as caught:
        resolve(trial(), values)
    return caught.value


def test_an_empty_configuration_names_every_missing_path_once() -> None:
    alerts = refused({}).alerts
    assert {alert.code for alert in alerts} == {"configuration.missing"}
    assert [alert.values["path"] for alert in alerts] == NEEDED


@given(st.sets(st.sampled_from(NEEDED), min_size=1), st.sampled_from(["", "   "]))
def test_exactly_what_is_blank_is_missing(paths: set[str], blank: str) -> None:
    values = example_values()
    for path in paths:
        values[path] = blank
    alerts = refused(values).alerts
    assert Counter(str(alert.values["path"]) for alert in alerts) == Counter(paths)
    assert {alert.code for alert in alerts} == {"configuration.missing"}


def test_a_missing_value_says_what_the_source_says_in_both_languages() -> None:
    (alert,) = refused(example_values(drugs__pemetrexed__dose=None)).alerts
    assert alert.values["path"] == "drugs.pemetrexed.dose"
    note = alert.values["note"]
    assert getattr(note, "en", "") == "The trial summary gives no dose in mg."
    assert "剂量" in getattr(note, "zh", "")


def test_every_unset_value_tells_how_to_ask_for_it() -> None:
    for item in unset_items(trial()):
        assert item.note.en
        assert item.note.zh
        assert item.name.owner.zh
        if item.kind in (Kind.QUANTITY, Kind.HOURS, Kind.RANGE):
            assert item.unit is not None
        if item.kind in (Kind.CHOICE, Kind.CHOICES):
            assert item.options


def test_what_the_protocol_states_cannot_be_set_by_a_site() -> None:
    values = example_values()
    values["prescriptions.IFRT-40-20.fractions"] = "21"
    (alert,) = refused(values).alerts
    assert alert.code == "configuration.already_stated"


def test_an_unknown_path_is_refused_by_name() -> None:
    values = example_values(drugs__pemetrexed__doze="10 mg")
    (alert,) = refused(values).alerts
    assert (alert.code, alert.values["path"]) == (
        "configuration.unknown_path",
        "drugs.pemetrexed.doze",
    )
    assert check_value(trial(), "drugs.pemetrexed.doze", "1")[0].code == alert.code


def test_a_malformed_value_is_named_with_its_fault() -> None:
    (alert,) = refused(example_values(drugs__pemetrexed__dose="10 mg/m2")).alerts
    assert alert.code == "configuration.malformed"
    assert alert.values["typed"] == "10 mg/m2"
    assert check_value(trial(), "drugs.pemetrexed.dose", "10 mg") == ()
    typed = check_value(trial(), "drugs.pemetrexed.dose", "10")
    assert [one.code for one in typed] == ["configuration.malformed"]


def test_missing_and_malformed_values_are_told_together() -> None:
    values = example_values(drugs__pemetrexed__dose="ten", site__work_days=None)
    assert sorted(alert.code for alert in refused(values).alerts) == [
        "configuration.malformed",
        "configuration.missing",
    ]
    assert len(check_values(trial(), values)) == 2


def test_a_companion_needs_a_dose_only_when_it_is_given() -> None:
    path = "drugs.pemetrexed.companions.dexamethasone"
    values = example_values()
    assert resolve(trial(), values).drug("pemetrexed").companions == ()
    values[f"{path}.given"] = "yes"
    alerts = refused(values).alerts
    assert [alert.values["path"] for alert in alerts] == [f"{path}.dose", f"{path}.order"]
    values |= {f"{path}.dose": "5 mg", f"{path}.order": "before"}
    (companion,) = resolve(trial(), values).drug("pemetrexed").companions
    assert (companion.code, str(companion.dose)) == ("dexamethasone", "5 mg")
    assert companion.order == "before"


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("drugs.pemetrexed.dose", "15.01 mg", "dose_above_ceiling"),
        ("series.induction.days", "1, 4, 8", "days_count"),
        ("series.weekly.days", "2, 9, 16, 23", "first_day"),
        ("series.induction.min_interval", "73 h", "interval_longer_than_gap"),
        ("series.weekly.window_after", "5 d", "windows_overlap"),
        ("site.dose_steps", "verified, released, received", "supplement_without_assessment"),
        ("series.weekly.min_interval_from_previous", "97 h", "interval_longer_than_offset"),
        ("phases.consolidation.start.offset", "3 d", "windows_overlap_between_phases"),
        ("prescriptions.IFRT-40-20.tolerance", "2 Gy", "tolerance_above_fraction"),
    ],
)
def test_values_that_contradict_each_other_are_refused(path: str, text: str, finding: str) -> None:
    values = example_values()
    values[path] = text
    codes = {alert.code for alert in refused(values).alerts}
    assert codes == {f"configuration.contradiction.{finding}"}


def test_two_fractions_a_day_must_fit_into_it() -> None:
    values = example_values()
    values["prescriptions.IFRT-40-20.max_per_day"] = "2"
    assert resolve(trial(), values).arm_codes == ("A", "B")
    values["prescriptions.IFRT-40-20.min_gap"] = "24 h"
    (alert,) = refused(values).alerts
    assert alert.code == "configuration.contradiction.gap_longer_than_day"


def test_a_course_that_does_not_add_up_or_starts_after_a_foreign_dose_is_found() -> None:
    active = resolve(trial(), example_values())
    (course,) = active.prescriptions.values()
    (level,) = course.levels
    less = replace(level, per_fraction=gy("1.8"))
    wrong = replace(course, levels=(less,), start_after=ItemCode("WK-9"))
    alerts = check_contradictions(replace(active, prescriptions={course.code: wrong}))
    assert [alert.code.rpartition(".")[2] for alert in alerts] == [
        "fractions_total",
        "start_after_foreign_dose",
    ]


def test_a_record_in_both_languages_is_one_choice() -> None:
    assert resolve(trial(), example_values()).record_languages == ("en",)
    both = resolve(trial(), example_values(site__record_language="both"))
    assert both.record_languages == ("en", "zh_CN")


def test_the_site_choices_reach_the_decisions() -> None:
    active = resolve(
        trial(),
        example_values(
            site__closures="2026-05-01",
            site__dose_steps="verified, assessed",
            site__checker_may_approve="yes",
        ),
    )
    assert [one.isoformat() for one in active.closures] == ["2026-05-01"]
    assert active.dose_steps == {"assessed", "verified"}
    assert (active.operator_may_approve, active.checker_may_approve) == (False, True)
    assert (active.check_minutes, active.approval_limit_days) == (10, 7)
    assert active.work_days == {1, 2, 3, 4, 5}
