"""What waits for a signature, worded: one's own first, and how many more there are. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.today.words import (
    age_words,
    item_words,
    own_words,
    patient_words,
    queries_words,
)

TOP = 5


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One record that waits for a signature."""

    name: str
    subject: str
    record: str
    when: str
    flags: tuple[Flag, ...]
    mine: bool = False
    """Whether the person at the desk may give this signature."""
    waits: str = ""
    """Whom it waits for, and how long it has."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a signature: one's own first, and how many more there are."""

    lines: tuple[WaitingLine, ...]
    summary: str
    own: str
    """How many wait for the person at the desk; empty where none does."""
    more: str
    """How many are not shown; empty where all are."""


class InboxDesk(Protocol):
    """What this part asks of the desk."""

    def item(self, key: tuple[str, str]) -> tuple[ItemRow, ItemState] | None:
        """Return an item as it stands now."""

    def inbox(self) -> Sequence[tuple[InboxRow, PatientRow]]:
        """Return records waiting for a signature, oldest first."""

    def may_sign(self, row: InboxRow) -> bool:
        """Tell whether the person at the desk may be the one a record waits for."""

    def waits_for(self, row: InboxRow) -> str:
        """Say whom a record waits for."""

    def own_queries(self) -> int:
        """Return how many questions wait for the person at the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""


def waiting_words(desk: InboxDesk, say: Words) -> Waiting:
    """Return what waits for a signature, first of all for this person's."""
    waiting = desk.inbox()
    asked = queries_words(desk.own_queries(), say)
    if not waiting:
        return Waiting((), "", asked, "")
    mine = [pair for pair in waiting if desk.may_sign(pair[0])]
    pairs = [*mine, *(pair for pair in waiting if pair not in mine)]
    lines = [_line(desk, *pair, mine=pair in mine, say=say) for pair in pairs[:TOP]]
    left = len(pairs) - TOP
    return Waiting(
        tuple(lines),
        _summary(waiting, desk.now(), say),
        " · ".join(filter(None, (own_words(len(mine), say) if mine else "", asked))),
        say.many("{count} more", "{count} more", left) if left > 0 else "",
    )


def _summary(waiting: Sequence[tuple[InboxRow, PatientRow]], now: datetime, say: Words) -> str:
    oldest = datetime.fromisoformat(waiting[0][0].happened_at)
    return say.many(
        "{count} record · oldest {age}",
        "{count} records · oldest {age}",
        len(waiting),
        age=age_words((now - oldest).days, say),
    )


def _line(
    desk: InboxDesk, row: InboxRow, patient: PatientRow, *, mine: bool, say: Words
) -> WaitingLine:
    found = desk.item((row.patient_id, row.code))
    kind = RecordKind(row.kind)
    record = say.term(kind)
    if found is not None:
        item = found[0]
        words = item_words(item.kind, item.number, item.of, say)
        not_given = kind is RecordKind.DOSE_NOT_GIVEN
        record = say("{item}, not given", item=words) if not_given else words
    return WaitingLine(
        name=patient_words(patient, say),
        subject=patient.subject_id,
        record=record,
        when=say.moment(datetime.fromisoformat(row.happened_at)),
        flags=tuple(map(Flag, row.flags.split())),
        mine=mine,
        waits=say(
            "{whom} · {age}",
            whom=say("yours to sign") if mine else desk.waits_for(row),
            age=age_words((desk.now() - datetime.fromisoformat(row.happened_at)).days, say),
        ),
    )
