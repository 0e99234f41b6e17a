"""The downtime kit: a paper form for each dose of the next days, made before it is needed.

It is the one thing with names of patients that lies outside the encrypted store, because it must
be read when the program cannot run. What stands in it is told elsewhere, when one is made.
"""

from datetime import datetime, time, timedelta
from typing import Protocol

from ltm_desktop.app import site_codes
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.values import dataclass

NIGHTLY = time(5, 0)
"""When the open program makes the kit of a day, by the site's clock; a choice of the program."""
KEPT = 7
"""How many kits are kept; older ones are taken away when a new one is written."""
OLD = timedelta(hours=26)
"""From which age a kit is told in caution: a night was missed."""


class KitShelf(Protocol):
    """Where kits lie: a folder beside the store that only the site's own user can read."""

    def put(self, pdf: bytes, at: datetime) -> str:
        """Keep a kit durably and take old ones away; return its path. Raises Unavailable."""

    def newest(self) -> datetime | None:
        """Return when the newest kit was made, None without one; never raises."""


@dataclass(frozen=True, slots=True)
class Made:
    """A kit that was just written."""

    pdf: bytes
    path: str
    """Where it lies, empty where this desk keeps none."""


def make_kit(desk: Desk) -> Made:
    """Make the kit of this moment, keep it and note that it was. Raises Unavailable, Refused."""
    pdf = kit_pdf(desk)
    path = desk.kits.put(pdf, desk.clock.now()) if desk.kits is not None else ""
    desk.access.copied(CopyWay.SAVED, CopyOf.DOWNTIME, pdf)
    return Made(pdf, path)


def kit_pdf(desk: Desk) -> bytes:
    """Return the kit as a PDF; it is kept nowhere."""
    from ltm_desktop.app.kit_forms import kit_of

    return desk.issuing.kit(kit_of(desk))


def is_due(desk: Desk) -> bool:
    """Tell whether the kit of this day is still to be made, by the site's clock."""
    if desk.kits is None:
        return False
    now = desk.clock.now()
    hour = now.replace(hour=NIGHTLY.hour, minute=NIGHTLY.minute, second=0, microsecond=0)
    last = hour if now >= hour else hour - timedelta(days=1)
    newest = desk.kits.newest()
    return newest is None or newest < last


def age_of(desk: Desk) -> timedelta | None:
    """Return how old the newest kit is, None without one."""
    newest = desk.kits.newest() if desk.kits is not None else None
    return desk.clock.now() - newest if newest is not None else None


def read_code(text: str) -> PaperForm:
    """Read a code as somebody typed it from a form. Raises Refused: damaged or no code of ours."""
    plain = "".join(text.split())
    try:
        return site_codes.from_paper_text(plain)
    except Refused:
        # the letters of a code are printed large and often typed small
        return site_codes.from_paper_text(plain.upper())
