"""The table files say what the sheets say, and are enough for another program to redo survival."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.overview_tables import Table, paths, save, tables
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyMade, CopyOf
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import ACCESS_STREAM
from ltm_desktop.domain.kaplan_meier import Timed, kaplan_meier
from ltm_desktop.exchange.tabular.csv_files import CsvFiles
from tests.demo_site import OpenAs
from tests.overview_builders import counted, found

SAY = Words("en")
Rows = list[dict[str, str]]


def read(content: bytes) -> Rows:
    """Read a file as a program does that skips lines with a number sign."""
    lines = content.decode("utf-8-sig").splitlines(keepends=True)
    told = "".join(line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(told, newline="")))


def written(suffix: str) -> Rows:
    told = next(one for one in tables(counted(SAY), SAY) if one.suffix == suffix)
    lines = CsvFiles().lines(["Site: Example (EX1)"], told.heads, told.rows)
    return read(b"".join(lines))


def test_the_numbers_read_back_are_those_of_the_sheets() -> None:
    rows = iter(written(""))
    for sheet in counted(SAY).sheets:
        for line in sheet.lines:
            for head, cell in zip(sheet.heads, line.cells, strict=True):
                row = next(rows)
                assert (row["sheet"], row["line"], row["column"]) == (sheet.key, line.key, head.key)
                assert (row["number"], row["of"]) == (cell.number, cell.of)
                # a lone stroke would be a formula to a spreadsheet
                assert row["told"].lstrip("'") == cell.text.replace("\u00a0", " ")
                assert (row["title"], row["name"]) == (sheet.title, line.name)
    assert next(rows, None) is None


def test_the_list_behind_adds_up_to_every_count() -> None:
    behind = Counter(
        (row["sheet"], row["line"], row["column"])
        for row in written("-behind")
        if row["counted"] == "1"
    )
    for row in written(""):
        key = (row["sheet"], row["line"], row["column"])
        if row["line"] in ("amount", "relative", "median"):
            continue
        assert behind[key] == int(row["number"])


def test_survival_can_be_redone_from_its_rows_alone() -> None:
    people, curves = written("-survival"), written("-curves")
    for view in found().survival:
        for arm in view.arms:
            place = {"endpoint": view.endpoint.code, "arm": arm.arm}
            own = [row for row in people if place.items() <= row.items() and row["days"]]
            redone = kaplan_meier(Timed(int(one["days"]), one["event"] == "1") for one in own)
            assert redone == arm.curve
            steps = [row for row in curves if place.items() <= row.items()]
            assert len(steps) == len(redone.steps)
            for row, step in zip(steps, redone.steps, strict=True):
                assert (int(row["days"]), int(row["at_risk"])) == (step.days, step.at_risk)
                assert float(row["survival"]) == pytest.approx(float(step.survival), abs=1e-11)
                assert bool(row["lower"]) == (step.limits() is not None)


def test_who_is_not_counted_has_no_days_and_no_event_and_says_why() -> None:
    out = [row for row in written("-survival") if not row["days"]]
    assert out
    for row in out:
        assert row["event"] == ""
        assert row["reason"] == "no_origin"
        assert row["told"] == "not counted: the first day is not known"


def test_files_are_named_after_the_chosen_one() -> None:
    found_paths = paths(Path("x") / "may.csv", [Table("", (), ()), Table("-behind", (), ())])
    assert list(found_paths) == [Path("x/may.csv"), Path("x/may-behind.csv")]


def test_saving_writes_every_file_or_none_and_keeps_that_copies_left(
    open_as: OpenAs, tmp_path: Path
) -> None:
    desk, told = open_as("physician.q"), counted(SAY)
    stranger = tmp_path / "may-curves.csv"
    stranger.write_text("somebody's own")
    with pytest.raises(Unavailable):
        save(told, desk, SAY, tmp_path / "may.csv")
    assert [one.name for one in tmp_path.glob("*.csv*")] == [stranger.name]
    stranger.unlink()
    before = desk.store.head().seq
    files = save(told, desk, SAY, tmp_path / "may.csv")
    assert [one.name for one in files] == [
        "may.csv",
        "may-behind.csv",
        "may-survival.csv",
        "may-curves.csv",
    ]
    assert sorted(tmp_path.glob("*.csv*")) == sorted(files)
    # asked for once more, the chosen name stands for all of them
    assert save(told, desk, SAY, tmp_path / "may.csv") == files
    events = [
        event
        for sealed in desk.store.entries(ACCESS_STREAM, after=before)
        for event in events_of(sealed.entry)
    ]
    copies = [one for one in events if isinstance(one, CopyMade)]
    assert len(copies) == 2 * len(files)
    assert {(one.what, one.patient) for one in copies} == {(CopyOf.DATA, None)}
    head = files[0].read_text("utf-8-sig").splitlines()
    assert head[0] == "# Site: Demo Clinic (synthetic) (D01)"
    assert all("," not in line for line in head if line.startswith("#"))
