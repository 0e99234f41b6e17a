"""The time line as a table file: the very lines the window shows, under what must be known of it.

The patient is named by subject number only; the file appears under its name once it is whole.
"""

from collections.abc import Iterator
from pathlib import Path

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.identifiers import PatientId


def heads(say: Words) -> tuple[str, ...]:
    """Return the names of the columns."""
    return (say("Date"), say("Study day"), say("Time"), say("What it belongs to"), say("What"))


def save(line: TimeLine, desk: Desk, patient: PatientId, say: Words, path: Path) -> bool:
    """Write the file, keep that it left the record; False without the door. Raises Unavailable."""
    if desk.tables is None:
        return False
    rows = (
        (
            one.day.isoformat(),
            "" if one.study_day is None else str(one.study_day),
            one.clock,
            one.lane,
            one.told.replace("\u00a0", " "),
        )
        for one in line.lines(say)
    )
    lines = desk.tables().lines(_comments(desk, patient, say), heads(say), rows)
    write_whole({path: lines})
    desk.access.copied(CopyWay.SAVED, CopyOf.DATA, path.read_bytes(), patient)
    return True


def _comments(desk: Desk, patient: PatientId, say: Words) -> Iterator[str]:
    founded, chart = desk.site().founded, desk.chart(patient)
    if founded is not None:
        yield say("Site: {site}", site=f"{founded.name} ({founded.code})")
    if chart.patient is not None:
        yield say("Subject: {subject}", subject=chart.patient.identity.subject_id)
    known = desk.site().people.get(desk.session.person)
    who = f"{person_name(known.name)} ({known.person})" if known else desk.session.person
    now = desk.clock.now()
    yield say("Saved {moment} by {person}", moment=say.zone_moment(now), person=who)
    yield say("Newest entry of the ledger: {head}", head=desk.store.head().to_line())
    yield say("What is planned has not happened. Times are those of the site.")
