"""Every act that changes a clinical field: the trail tells old and new, who, when and why (R24).

The events are the released shapes, put into a real ledger by the real keys; whether each act may
be done is asked where its topic is tested.
"""

import csv
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ltm_desktop.app.trail import earlier as past
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.reading import Trail
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.exchange.tabular.csv_files import CsvFiles
from tests.app.clinic import Clinic, copy, opened
from tests.app.trail.changes import cases, tell
from tests.builders import NURSE


@pytest.fixture(scope="module")
def ledger(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Every case, told one after the other into one ledger."""
    site = copy(planned_site, tmp_path_factory.mktemp("changes") / "site")
    with opened(site, "2026-03-20 10:00", NURSE) as clinic:
        for name, case in cases().items():
            tell(clinic, f"pat-{name.lower()}", case.before)
            tell(clinic, f"pat-{name.lower()}", case.event)
        yield clinic


def _row(clinic: Clinic, name: str) -> TrailRow:
    wanted = TrailFilter(patients=frozenset({f"pat-{name.lower()}"}))
    rows = list(Trail(clinic.desk, Words()).walk(wanted))
    return max(rows, key=lambda row: row.seq)


@pytest.mark.parametrize("name", sorted(cases()))
def test_old_and_new_value_who_when_and_why_are_told(ledger: Clinic, name: str) -> None:
    case, row = cases()[name], _row(ledger, name)
    changed = [(one.was.casefold(), one.now.casefold()) for one in row.changes]
    before, now = case.was.casefold(), case.now.casefold()
    assert any(before in one and (now in other if now else not other) for one, other in changed)
    assert NURSE in row.who
    assert row.recorded_at == ledger.clock.now()
    assert (case.flag or TrailFlag.CHANGE) in row.flags
    reason = getattr(case.event, "reason", "") or getattr(case.event, "correction_reason", "")
    assert not reason or row.reason


def test_every_shape_that_puts_right_or_takes_back_has_a_case() -> None:
    """A new shape that changes what was told fails here until the trail tells its old value."""
    correcting = {
        shape.__name__
        for shape in SHAPES.values()
        if {"corrects", "before"} & {one.name for one in fields(shape)}
        or shape.__name__.endswith(("Voided", "TakenBack", "Reopened", "Corrected"))
    }
    clinical = correcting | {"EventGraded", "EventJudged", "EventEnded", "AwarenessRecorded"}
    assert clinical == set(cases())


def test_without_a_look_at_the_past_no_old_value_is_told(
    ledger: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past.Earlier, "_before", lambda *_: iter(()))
    assert _row(ledger, "LabCorrected").changes == ()


def test_the_exported_table_carries_the_change_with_its_proof(
    ledger: Clinic, tmp_path: Path
) -> None:
    file = tmp_path / "trail.csv"
    wanted = TrailFilter(patients=frozenset({"pat-labcorrected"}))
    assert TrailExport(ledger.desk, Words(), wanted).to_table(file, CsvFiles(), Making())
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    row = _row(ledger, "LabCorrected")
    told = next(" ".join(cells) for cells in rows if row.hash in cells)
    assert "180" in told
    assert "107" in told
    comments = " ".join(" ".join(cells) for cells in rows if cells[0].startswith("#"))
    assert ledger.desk.store.head().hash in comments
