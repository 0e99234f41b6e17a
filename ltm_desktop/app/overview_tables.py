"""The site's numbers as table files: what is shown, who is behind it, and what R needs to redo it.

Every file is one rectangle; columns are named by codes, the same in every language. Patients are
named by subject number only. The files appear under their names once all of them are whole.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.overview_sheets import Cell, Cells, Head, Line, Sheet
from ltm_desktop.app.saved_files import check_free, write_whole
from ltm_desktop.app.survival_views import SHOWN, ArmSurvival
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.kaplan_meier import Step
from ltm_desktop.domain.survival import Observation
from ltm_desktop.domain.values import dataclass

NAME = "site-overview"
Rows = Iterator[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: what its name adds, its columns and its rows."""

    suffix: str
    heads: tuple[str, ...]
    rows: tuple[Sequence[str], ...]


def tables(told: Overview, say: Words) -> tuple[Table, ...]:
    """Return every file, that with the sheets first."""
    return (
        Table(
            "",
            ("sheet", "line", "column", "title", "name", "heading", "told", "number", "of"),
            tuple(_numbers(told.sheets)),
        ),
        Table(
            "-behind",
            ("sheet", "line", "column", "subject", "item", "day", "counted", "why"),
            tuple(_behind(told.sheets)),
        ),
        Table(
            "-survival",
            ("endpoint", "subject", "arm", "origin", "until", "days", "event", "reason", "told"),
            tuple(_survival(told, say)),
        ),
        Table(
            "-curves",
            (
                *("endpoint", "arm", "days", "at_risk", "events", "censored"),
                *("survival", "standard_error", "lower", "upper"),
            ),
            tuple(_curves(told)),
        ),
    )


def paths(path: Path, found: Sequence[Table]) -> dict[Path, Table]:
    """Return the file of each table, all named after the one that was chosen."""
    return {path.with_name(f"{path.stem}{one.suffix}{path.suffix}"): one for one in found}


def save(told: Overview, desk: Desk, say: Words, path: Path) -> tuple[Path, ...]:
    """Write the files and keep that they left the record. Raises Unavailable; nothing half done.

    A file that stands beside the chosen one, which nobody was asked about, is not overwritten.
    """
    if desk.tables is None:
        return ()
    files = paths(path, tables(told, say))
    if not path.exists():
        check_free(files)
    comments, door = list(_comments(told, desk, say)), desk.tables()
    lines = {one: door.lines(comments, table.heads, table.rows) for one, table in files.items()}
    write_whole(lines)
    for one in files:
        desk.access.copied(CopyWay.SAVED, CopyOf.DATA, one.read_bytes())
    return tuple(files)


def _comments(told: Overview, desk: Desk, say: Words) -> Iterator[str]:
    """Yield what must be known of the files, so that a program can leave these lines out."""
    for line in _head_lines(told, desk, say):
        # a quoted cell would hide the number sign from a program that skips such lines
        yield line.replace(",", ";").replace('"', "'")


def _head_lines(told: Overview, desk: Desk, say: Words) -> Iterator[str]:
    founded = desk.site().founded
    if founded is not None:
        yield say("Site: {site}", site=f"{founded.name} ({founded.code})")
    known = desk.site().people.get(desk.session.person)
    who = f"{person_name(known.name)} ({known.person})" if known else desk.session.person
    yield say("Saved {moment} by {person}", moment=say.zone_moment(desk.clock.now()), person=who)
    yield say("Counted {moment}", moment=say.zone_moment(told.at))
    yield say("Newest entry of the ledger: {head}", head=told.head.to_line())
    for sheet in told.sheets:
        for note in sheet.notes:
            yield say("{sheet}: {note}", sheet=sheet.title, note=note)


def _each(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Line, Head, Cell]]:
    for sheet in sheets:
        for line in sheet.lines:
            for head, cell in zip(sheet.heads, line.cells, strict=True):
                yield sheet, line, head, cell


def _numbers(sheets: Sequence[Sheet]) -> Rows:
    for sheet, line, head, cell in _each(sheets):
        keys, words = (sheet.key, line.key, head.key), (sheet.title, line.name, head.words)
        yield (*keys, *words, cell.text.replace("\u00a0", " "), cell.number, cell.of)


def _behind(sheets: Sequence[Sheet]) -> Rows:
    for sheet, line, head, cell in _each(sheets):
        for one in cell.behind:
            day = one.on.isoformat() if one.on else ""
            counted, why = str(int(one.counted)), one.told.replace("\u00a0", " ")
            yield (sheet.key, line.key, head.key, one.subject, one.item, day, counted, why)


def _survival(told: Overview, say: Words) -> Rows:
    cells = Cells(say)
    for view in told.found.survival:
        people = (one for arm in view.arms for one in arm.observations)
        for one in sorted(people, key=lambda person: person.subject):
            yield (view.endpoint.code, *_timed(one), cells.why(one))


def _timed(one: Observation) -> Iterator[str]:
    """Yield one patient; no days and no event for somebody who is not counted."""
    yield from (one.subject, one.arm)
    for day in (one.origin, one.until):
        yield day.isoformat() if day else ""
    counted = one.days is not None
    yield str(one.days) if counted else ""
    yield str(int(one.event)) if counted else ""
    yield one.counted.value


def _curves(told: Overview) -> Rows:
    for view in told.found.survival:
        for arm in view.arms:
            for step in arm.curve.steps:
                yield (view.endpoint.code, *_step(arm, step))


def _step(arm: ArmSurvival, step: Step) -> Iterator[str]:
    yield arm.arm
    for number in (step.days, step.at_risk, step.events, step.censored):
        yield str(number)
    yield _told(float(step.survival))
    yield "" if step.variance is None else _told(float(step.variance) ** 0.5)
    yield from map(_told, step.limits(SHOWN) or ()) if step.limits(SHOWN) else ("", "")


def _told(number: float) -> str:
    """Write a share as it was computed, to twelve digits after the point."""
    return f"{number:.12f}"
