"""A log beside the ledger is judged by what signed entries had seen of it."""

from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.beside import BESIDE, Fault, Seen, check_beside
from ltm_desktop.app.ports import BesideRow

LOG = f"{BESIDE}alerts"


def rows(count: int, *, broken: int = 0, first: int = 1) -> list[BesideRow]:
    numbers = range(first, count + 1)
    return [BesideRow(LOG, n, f"link-{n}", holds=n != broken) for n in numbers]


def seen(*told: tuple[int, int]) -> Seen:
    what = Seen()
    for seq, number in told:
        what.learn(seq, {LOG: f"link-{number}", "another-installation": "hash"})
    return what


@given(st.lists(st.integers(1, 9), unique=True, min_size=1))
def test_entries_that_saw_ever_more_of_a_whole_log_agree(numbers: list[int]) -> None:
    told = seen(*enumerate(sorted(numbers), start=10))
    assert list(check_beside(rows(9), told)) == []


def test_the_first_entry_that_had_seen_an_altered_row_is_named() -> None:
    told = seen((4, 2), (6, 5), (9, 8))
    assert list(check_beside(rows(9, broken=4), told)) == [
        Fault("ledger.beside_altered", 6, f"{LOG} 4")
    ]


def test_an_altered_row_no_entry_has_seen_yet_is_found_by_its_link() -> None:
    assert list(check_beside(rows(9, broken=9), seen((4, 2)))) == [
        Fault("ledger.beside_altered", 0, f"{LOG} 9")
    ]


def test_rows_cut_off_after_an_entry_saw_them_are_found() -> None:
    assert list(check_beside(rows(5), seen((4, 2), (6, 7)))) == [
        Fault("ledger.beside_cut", 6, f"{LOG} 3")
    ]


def test_a_log_emptied_or_written_anew_is_found() -> None:
    assert [fault.code for fault in check_beside([], seen((4, 2)))] == ["ledger.beside_cut"]
    other = [BesideRow(LOG, n, f"other-{n}", holds=True) for n in range(1, 4)]
    assert [fault.seq for fault in check_beside(other, seen((4, 2)))] == [4]


def test_a_log_that_went_back_is_found() -> None:
    assert [fault.seq for fault in check_beside(rows(9), seen((4, 5), (6, 3)))] == [6]
