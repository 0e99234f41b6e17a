"""The downtime kit: a paper form for each dose of the next days, made before it is needed.

It is the one thing with names of patients that lies outside the encrypted store, because it must
be read when the program cannot run. Refuses any amount that no order stands for.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from ltm_desktop.app import site_codes
from ltm_desktop.app.awaited import active_or_none
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.downtime import LANGUAGES, DowntimeFacts, downtime_sheet
from ltm_desktop.app.paper import DowntimeKit, DowntimeSheet, KitLine
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.sheets import both, kind_banner, site_line
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Due, comes_on
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.domain.values import dataclass

DAYS = 7
"""How many days a kit holds, today among them."""
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


def kit_of(desk: Desk) -> DowntimeKit:
    """Return a form for every open dose of the next days, the soonest first."""
    speakers = tuple(Words(language) for language in LANGUAGES)
    due = _doses(desk)
    now = desk.clock.now()
    return DowntimeKit(
        title=both([say("Downtime kit: the doses of the next seven days") for say in speakers]),
        site_line=site_line(desk.site(), active_or_none(desk)),
        made=both([say("Made {moment}", moment=say.zone_moment(now)) for say in speakers]),
        notes=tuple(_notes(speakers)),
        none=both([say("No dose is planned for these days.") for say in speakers]),
        lines=tuple(_line(one, speakers) for one in due),
        sheets=tuple(_sheet(desk, one) for one in due),
        head=desk.store.head().to_line(),
        kind_banner=kind_banner(desk.site(), speakers),
        language="+".join(LANGUAGES),
    )


def _doses(desk: Desk) -> list[Due]:
    last = desk.clock.now().date() + timedelta(days=DAYS - 1)
    found = desk.worklists.today(ahead=DAYS - 1)
    doses = [
        one
        for one in found
        if one.item.kind == ItemKind.DOSE.value
        and comes_on(one.item) <= last
        and not one.item.in_progress_since
    ]
    return sorted(doses, key=lambda one: (comes_on(one.item), one.patient.family, one.item.code))


def _notes(speakers: tuple[Words, ...]) -> Iterator[str]:
    for say in speakers:
        yield say(
            "For a downtime only. An amount stands on a form only where a signed order stands; "
            "without one, the physician writes and signs it by hand. When the program runs again, "
            "scan or type the code of each form that was used: its late entry opens."
        )


def _line(one: Due, speakers: tuple[Words, ...]) -> KitLine:
    item = one.item
    return KitLine(
        day=both([say.date(comes_on(item)) for say in speakers]),
        patient=_who(one.patient, speakers),
        dose=both([say("dose {n} of {total}", n=item.number, total=item.of) for say in speakers]),
        code=_code(one),
    )


def _who(patient: PatientRow, speakers: tuple[Words, ...]) -> str:
    """Write name, birth date in both languages and subject."""
    named = HumanName(patient.family, patient.given, patient.han_name)
    name = " / ".join(filter(None, listed_name(named, speakers[0])))
    day = date.fromisoformat(patient.born)
    born = both([say("born {date}", date=day) for say in speakers])
    return f"{name} · {born} · {patient.subject_id}"


def _sheet(desk: Desk, one: Due) -> DowntimeSheet:
    facts = DowntimeFacts(
        site=desk.site(),
        active=active_or_none(desk),
        head=desk.store.head(),
        chart=desk.chart(PatientId(one.patient.patient_id)),
        item=ItemCode(one.item.code),
    )
    return replace(downtime_sheet(facts), code=_code(one))


def _code(one: Due) -> str:
    planned = one.item.scheduled.replace("-", "")
    form = PaperForm(one.patient.subject_id, one.item.code, planned)
    return site_codes.to_paper_text(form)


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
