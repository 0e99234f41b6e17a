"""The audit trail from the command line: its filter as arguments, and the file it is written to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PersonId

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk
    from ltm_desktop.app.doors import Doors

Progress = Callable[[int, int], None]
_MARKS = {
    "late": TrailFlag.LATE,
    "overrides": TrailFlag.OVERRIDE,
    "deviations": TrailFlag.DEVIATION,
    "incidents": TrailFlag.INCIDENT,
    "corrections": TrailFlag.CORRECTION,
    "voids": TrailFlag.VOID,
    "changes": TrailFlag.CHANGE,
    "clock": TrailFlag.CLOCK,
}


def add_filter(parser: argparse.ArgumentParser, say: Words) -> None:
    """Offer the filter of the trail."""
    chosen = parser.add_argument_group(say("which entries of the trail; without any, all"))
    chosen.add_argument(
        "--patient", metavar=say("SUBJECT"), help=say("the subject number of the patient")
    )
    chosen.add_argument(
        "--person", metavar=say("NAME"), help=say("who wrote or signed it, by user name")
    )
    chosen.add_argument(
        "--about",
        choices=[one.value for one in TrailKind],
        help=say("what it is about"),
    )
    chosen.add_argument(
        "--since", type=date.fromisoformat, metavar=say("DAY"), help=say("recorded on or after")
    )
    chosen.add_argument(
        "--until", type=date.fromisoformat, metavar=say("DAY"), help=say("recorded on or before")
    )
    chosen.add_argument(
        "--marked",
        choices=tuple(_MARKS),
        action="append",
        default=[],
        help=say("with this mark; more than one: with any of them"),
    )
    chosen.add_argument("--words", default="", metavar=say("TEXT"), help=say("with these words"))
    chosen.add_argument(
        "--as-of",
        type=datetime.fromisoformat,
        metavar=say("MOMENT"),
        help=say("as the ledger stood then, such as 2026-03-02T10:00"),
    )


def wanted(wishes: argparse.Namespace, desk: Desk) -> TrailFilter:
    """Return the filter that was asked for. Raises Refused for nobody's number or name."""
    zone = desk.clock.now().tzinfo
    return TrailFilter(
        patients=_patients(wishes.patient, desk),
        person=desk.person(PersonId(wishes.person)).person if wishes.person else "",
        kinds=frozenset({TrailKind(wishes.about)}) if wishes.about else frozenset(),
        since=_begins(wishes.since, zone),
        until=_begins(wishes.until + timedelta(days=1), zone) if wishes.until else None,
        flags=frozenset(_MARKS[one] for one in wishes.marked),
        words=wishes.words,
        as_of=_aware(wishes.as_of, zone),
    )


def write(
    wishes: argparse.Namespace,
    doors: Doors,
    desk: Desk,
    say: Words,
    progress: Progress,
) -> None:
    """Write the trail to the file asked for: paper for .pdf, else a table."""
    # half the house is behind these, and the window opens without them
    from ltm_desktop.app.saved_files import write_whole
    from ltm_desktop.app.trail.export import Making, TrailExport
    from ltm_desktop.domain.access import CopyOf, CopyWay

    path: Path = wishes.output
    export = TrailExport(desk, say, wanted(wishes, desk))
    making = Making(progress)
    if wishes.verb == "report" or path.suffix.lower() == ".pdf":
        write_whole({path: (export.to_paper(doors.press(), making) or b"",)})
    elif desk.tables is not None:
        export.to_table(path, desk.tables(), making)
    desk.access.copied(CopyWay.SAVED, CopyOf.TRAIL, path.read_bytes())


def _patients(subject: str | None, desk: Desk) -> frozenset[str] | None:
    if not subject:
        return None
    patient = desk.store.patient_of(subject)
    if patient is None:
        raise refuse("patients.unknown")
    return frozenset({patient})


def _begins(day: date | None, zone: object) -> datetime | None:
    """Return the beginning of a day at the site."""
    return datetime(day.year, day.month, day.day, tzinfo=zone) if day else None  # type: ignore[arg-type]  # the zone of the site's clock


def _aware(moment: datetime | None, zone: object) -> datetime | None:
    """Return a moment with the site's offset where none was typed."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)  # type: ignore[arg-type]  # the zone of the site's clock
