"""Typed products are counted from the ledger, by month and reason, with their share."""

from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.typed_products import Prepared, TypedCount, count_typed, preparations
from ltm_desktop.domain.dosing import ReadBy
from tests.app.clinic import Clinic
from tests.builders import syringe

MONTHS = st.sampled_from(["2026-02", "2026-03", "2026-04"])
PREPARED = st.builds(Prepared, MONTHS, st.sampled_from(["", "no_barcode", "other"]))


def test_each_preparation_of_the_ledger_is_counted_once_with_its_reason(clinic: Clinic) -> None:
    assert list(preparations(clinic.desk.store.entries())) == []
    clinic.at("2026-03-02 10:00").makes_ready("IND-1")
    clinic.makes_ready("IND-2", syringe(read_by=ReadBy.TYPED, typed_reason="no_barcode"))
    found = list(preparations(clinic.desk.store.entries()))
    assert found == [Prepared("2026-03"), Prepared("2026-03", "no_barcode")]
    assert count_typed(found) == (
        TypedCount("2026-03", "", 1, 2),
        TypedCount("2026-03", "no_barcode", 1, 2),
    )
    assert [one.percent for one in count_typed(found)] == [50, 50]


def test_the_newest_month_and_the_most_frequent_reason_come_first() -> None:
    told = [("2026-02", "other"), ("2026-03", ""), ("2026-03", "other")]
    told += [("2026-03", "no_barcode")] * 2
    assert [
        (one.month, one.reason, one.typed, one.of)
        for one in count_typed(Prepared(*one) for one in told)
    ] == [
        ("2026-03", "", 3, 4),
        ("2026-03", "no_barcode", 2, 4),
        ("2026-03", "other", 1, 4),
        ("2026-02", "", 1, 1),
        ("2026-02", "other", 1, 1),
    ]


@given(st.lists(PREPARED, max_size=30))
def test_reasons_add_up_to_what_was_typed_and_months_to_what_was_prepared(
    told: list[Prepared],
) -> None:
    counts = count_typed(told)
    totals = [one for one in counts if not one.reason]
    assert sum(one.of for one in totals) == len(told)
    for one in totals:
        each = [other.typed for other in counts if other.month == one.month and other.reason]
        assert sum(each) == one.typed <= one.of
