"""The trail as a file: a table for a spreadsheet, or paper. Written whole or not at all.

The file appears under its name only when its last row stands; a person may stop it, and a place
that cannot be written to is said by the door that asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.paper import Press
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.tables import Tables
from ltm_desktop.app.trail.columns import TrailHead, cells, head_lines, heads
from ltm_desktop.app.trail.paper import MOST_ROWS, trail_sheet
from ltm_desktop.app.trail.reading import Trail
from ltm_desktop.app.trail.rows import TrailFilter, TrailRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse

Progress = Callable[[int, int], None]


@dataclass
class Making:
    """How a file is being made: who is told how far it is, and who may stop it."""

    progress: Progress | None = None
    stopped: Callable[[], bool] = lambda: False
    rows: int = 0
    """Rows written so far."""


class TrailExport:
    """Write the rows of one filter to a file."""

    def __init__(self, desk: Desk, say: Words, wanted: TrailFilter) -> None:
        self._say = say
        self._wanted = wanted
        self._trail = Trail(desk, say)
        self._head = _head(desk, wanted)

    def to_table(self, path: Path, tables: Tables, making: Making) -> bool:
        """Write every row as a table; False when a person stopped it. Raises Unavailable."""
        comments = head_lines(self._head, self._trail.voice)
        rows = (cells(row, self._say) for row in self._rows(making))
        return write_whole({path: tables.lines(comments, heads(self._say), rows)}, making.stopped)

    def to_paper(self, press: Press, making: Making) -> bytes | None:
        """Return the PDF, None when a person stopped it. Raises Refused for too many rows."""
        rows: list[TrailRow] = []
        for row in self._rows(making):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise refuse("reports.trail_too_long", most=MOST_ROWS)
        if making.stopped():
            return None
        pdf = press.draw(trail_sheet(rows, self._head, self._trail.voice))
        # asked again: drawing many pages takes its time, and nothing is written yet
        return None if making.stopped() else pdf

    def _rows(self, making: Making) -> Iterator[TrailRow]:
        walked = self._trail.walk(
            self._wanted,
            until=self._head.head.seq,
            progress=making.progress,
            stopped=making.stopped,
        )
        for row in walked:
            making.rows += 1
            yield row


def _head(desk: Desk, wanted: TrailFilter) -> TrailHead:
    founded = desk.site().founded
    known = desk.site().people.get(desk.session.person)
    rows = [desk.store.rows(one) for one in sorted(wanted.patients or ())]
    return TrailHead(
        site=f"{founded.name} ({founded.code})" if founded else "",
        made_at=desk.clock.now(),
        made_by=f"{person_name(known.name)} ({known.person})" if known else desk.session.person,
        head=desk.store.head(),
        wanted=wanted,
        subjects=tuple(one.patient.subject_id for one in rows if one),
    )
