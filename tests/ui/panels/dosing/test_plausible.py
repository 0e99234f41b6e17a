from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.ui.panels.dosing import calculated, pressures
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.plausible import Verdict, judge, needs_answer
from tests.builders import NURSE, item
from tests.gallery.entries_dosing import active
from tests.stories import planned


def cm(value: str | Decimal) -> Quantity:
    return Quantity(Decimal(value), Unit.CM_H2O)


def ml(value: str) -> Quantity:
    return Quantity(Decimal(value), Unit.ML)


PRESSURE = FieldRange(cm("2"), cm("60"), cm("6"), cm("25"), Unit.CM_H2O)
VOLUME = FieldRange(ml("0"), ml("30"), ml("1"), None, Unit.ML)


def test_180_typed_for_cm_is_asked_as_a_unit_slip_with_18_as_what_was_meant() -> None:
    finding = judge(PRESSURE, cm("180"))
    assert (finding.verdict, finding.meant) == (Verdict.SLIP, cm("18"))


def test_a_value_that_no_unit_explains_is_only_outside_its_limits() -> None:
    assert judge(PRESSURE, cm("1")).verdict is Verdict.HARD
    assert judge(PRESSURE, cm("900")).verdict is Verdict.HARD
    assert judge(VOLUME, ml("45")).verdict is Verdict.HARD


def test_soft_limits_remark_and_hard_ones_include_their_ends() -> None:
    assert judge(PRESSURE, cm("60")).verdict is Verdict.SOFT
    assert judge(PRESSURE, cm("25")).verdict is Verdict.FINE
    assert judge(VOLUME, ml("0.5")).verdict is Verdict.SOFT
    assert judge(VOLUME, ml("29")).verdict is Verdict.FINE


def test_without_limits_or_in_another_unit_nothing_is_judged() -> None:
    assert judge(None, cm("500")).verdict is Verdict.FINE
    assert judge(VOLUME, cm("500")).verdict is Verdict.FINE


def test_an_answer_belongs_to_exactly_the_value_that_was_confirmed() -> None:
    assert needs_answer(VOLUME, ml("45"), "")
    assert not needs_answer(VOLUME, ml("45"), "45 mL")
    assert needs_answer(VOLUME, ml("46"), "45 mL")
    assert not needs_answer(VOLUME, ml("4"), "")
    assert not needs_answer(VOLUME, None, "")


@given(st.decimals("0", "1000", places=1, allow_nan=False))
def test_what_was_meant_is_always_a_tenth_and_plausible(value: Decimal) -> None:
    finding = judge(PRESSURE, cm(value))
    if finding.meant is not None:
        assert finding.meant.value * 10 == value
        assert judge(PRESSURE, finding.meant).verdict in {Verdict.FINE, Verdict.SOFT}


def acting(**fields: str) -> Acting:
    story = planned()
    return Acting(
        {"access": "ommaya", **fields},
        story.chart,
        item("IND-1"),
        active(),
        NURSE,
        story.now,
        Words("en"),
    )


def test_an_injection_of_no_time_or_of_an_unusual_time_is_told_with_its_limits() -> None:
    def told(start: str, end: str) -> str:
        day = "2026-03-02T{}:00+08:00"
        times = {"started_at": day.format(start), "ended_at": day.format(end)}
        return " ".join(calculated.remarks(acting(**times)))

    assert "outside the plausible" in told("11:00", "11:00")
    assert "outside the usual" in told("11:00", "11:30")
    assert told("11:00", "11:06") == ""


def test_every_result_names_its_inputs_and_says_that_it_is_calculated() -> None:
    lines = calculated.lines(
        acting(
            tray_product="Demo",
            tray_lot="DEMO1",
            tray_expiry="2027-01-31",
            tray_use_by="2026-03-02T18:00:00+08:00",
            tray_volume="5",
            tray_dose="10",
            volume_injected="3",
            csf_withdrawn="6",
            flush="1",
            started_at="2026-03-02T11:00:00+08:00",
            ended_at="2026-03-02T11:06:00+08:00",
        )
    )
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Delivered 6 mg: 10 mg × 3 mL of 5 mL (calculated)",
        "0.5 mL per minute: 3 mL over 6min (calculated, rounded)",
        "Net CSF balance: 6 mL withdrawn, 4 mL put in: 2 mL more withdrawn (calculated)",
    ]


def test_volumes_further_apart_than_the_site_signed_are_remarked() -> None:
    def told(withdrawn: str) -> tuple[str, ...]:
        return calculated.remarks(acting(volume_injected="3", csf_withdrawn=withdrawn))

    assert told("8") == ()
    assert len(told("9")) == 1


@given(st.decimals("0", "900", places=2, allow_nan=False))
def test_a_pressure_is_stored_in_cm_whatever_unit_it_was_read_in(value: Decimal) -> None:
    def stored(unit: str) -> Decimal:
        found = pressures.read(str(value), unit)
        assert found is not None
        assert found.unit is Unit.CM_H2O
        return found.value

    assert stored(pressures.CM) == value
    assert stored(pressures.MM) * 10 == value
    assert stored(pressures.HG) == value * Decimal("1.35951")


def test_a_pressure_with_a_comma_or_a_foreign_unit_is_never_read() -> None:
    for unit in (pressures.CM, pressures.MM, pressures.HG):
        assert pressures.read("1,8", unit) is None
        assert pressures.read("180 mm", unit) is None
