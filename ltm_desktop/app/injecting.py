"""Whether an injection runs: it holds the screen open, for an hour at most, and nothing else."""

from datetime import datetime, timedelta

from ltm_desktop.app.desk import Desk
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.identifiers import PatientId

MOST = timedelta(hours=1)
"""An injection is told by then; a forgotten one must not leave a desk open."""


def may_hold(started: datetime, now: datetime) -> bool:
    """Tell whether an injection that began then still holds the screen open."""
    return timedelta() <= elapsed(started, now) < MOST


def is_injecting(desk: Desk, patient: PatientId) -> bool:
    """Tell whether an injection of this patient runs that nobody has told yet."""
    now = desk.clock.now()
    since = (
        row.in_progress_since
        for row in desk.store.open_items(now.date())
        if row.patient_id == patient and row.in_progress_since
    )
    return any(may_hold(datetime.fromisoformat(one), now) for one in since)
