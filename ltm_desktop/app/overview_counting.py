"""Count the site's numbers over an open desk: when asked, for whom they are meant, never kept.

A person may stop it between two patients. Refuses whoever has no part in the trial's results.
"""

from datetime import datetime

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.overview_readers import check_reader
from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.overview_told import sheets
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.site_numbers import SiteOverview
from ltm_desktop.app.site_overview import overview
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

EVERYBODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Overview:
    """The site's numbers at one moment, counted and in words."""

    found: SiteOverview
    active: ActiveProtocol
    sheets: tuple[Sheet, ...]
    at: datetime
    head: Head
    """The newest entry that was counted."""
    patients: int


def count(desk: Desk, say: Words, counting: Progress | None = None) -> Overview | None:
    """Return the numbers as they stand; None when stopped. Raises Refused, Unavailable."""
    check_reader(desk)
    counting = counting or Progress()
    active, act, head = desk.active(), desk.act(), desk.store.head()
    if active is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    charts, rows = [], desk.store.patients("", limit=EVERYBODY)
    counting.total = len(rows)
    for row in rows:
        if counting.stopped:
            return None
        charts.append(desk.chart(PatientId(row.patient_id)))
        counting.done += 1
    charts.sort(key=lambda one: one.patient.identity.subject_id if one.patient else "")
    found = overview(charts, active, act.today, act.day_of)
    told = sheets(found, active, say)
    return Overview(found, active, told, act.now, head, len(charts))
