"""The forms of a downtime kit: one for each open dose of the next days, worded for paper.

Refuses any amount that no order stands for.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

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
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import ItemKind

DAYS = 7
"""How many days a kit holds, today among them."""


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
