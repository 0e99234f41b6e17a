"""Every kind of alteration is found and its first entry named; honest use raises no alarm.

The long campaigns are run with `python -m tests.tampering`; docs/tampering.md tells their figures.
"""

import random
from pathlib import Path

import pytest

from ltm_desktop.storage.tables import metadata
from tests.tampering import rows
from tests.tampering.campaign import ALTERATIONS, alter, run_clean
from tests.tampering.victim import Victim


def _quiet(_line: str) -> None:
    """Say nothing while it runs; the faults are asserted."""


def test_every_table_but_the_drafts_is_audited_and_has_a_row_to_alter(victim: Victim) -> None:
    assert sorted(rows.AUDITED) == sorted({*metadata.tables, "search"} - {"drafts"})
    with victim.past_guards() as database:
        assert [table for table in rows.AUDITED if not rows.rows(database, table)] == []


def test_the_site_they_start_from_is_whole(victim: Victim) -> None:
    assert run_clean(victim, victim.path.parent, count=1, seed=7, say=_quiet).faults == []


def test_two_alterations_of_every_kind_are_found_and_named(victim: Victim, tmp_path: Path) -> None:
    count = 2 * len(ALTERATIONS)
    figures = alter(victim, tmp_path, count=count, seed=2026, say=_quiet)
    assert figures.faults == []
    assert sum(figures.altered.values()) == count


@pytest.mark.parametrize("table", [table for table in rows.AUDITED if table != "search"])
def test_every_column_of_every_audited_table_is_watched(
    victim: Victim, tmp_path: Path, table: str
) -> None:
    with victim.taken_to(tmp_path / "looked-at").past_guards() as database:
        watched = {name: rows.rows(database, table)[-1] for name in rows.columns(database, table)}
    for number, (column, row) in enumerate(watched.items()):
        copy = victim.taken_to(tmp_path / "altered")
        chance = random.Random(number)  # noqa: S311 - chance, not a key
        with copy.past_guards() as database:
            expected = rows.change(chance, database, copy, table, column, row)
        assert expected.fault(copy.verdict(None)) == "", column


def test_honest_use_is_never_called_tampering(victim: Victim, tmp_path: Path) -> None:
    assert run_clean(victim, tmp_path, count=20, seed=11, say=_quiet).faults == []
