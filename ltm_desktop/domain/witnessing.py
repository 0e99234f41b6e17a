"""Heads kept outside: which entry, by which hash, and where somebody can find it again.

A head that left the site shows later that nothing before it was cut off or told otherwise.
Refuses what is no head, and a place nobody named. Whether the ledger has it, the recorder asks.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_colleague
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.values import dataclass

_HASH = re.compile(r"[0-9a-f]{64}")


class HeadPlace(StrEnum):
    """Where a head is kept that the site alone cannot change."""

    SITE_FILE = "site_file"
    """On paper, in the file of the study at the site."""
    SPONSOR = "sponsor"
    """With the sponsor or its monitor."""
    INSPECTOR = "inspector"
    BACKUP = "backup"
    """On a medium that is kept apart from this computer."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WitnessHead:
    """Enter where a head is kept; whoever enters it signs `witnessed`."""

    seq: int
    """The entry the head stands after."""
    hash: str
    """SHA-256 in 64 hexadecimal digits."""
    place: HeadPlace
    note: str = ""
    """Which paper, with whom, on which medium; needed where the place says nothing."""


@dataclass(frozen=True, slots=True)
class HeadWitnessed:
    """A head is kept outside."""

    seq: int
    hash: str
    place: HeadPlace
    note: str
    by: PersonId


EVENTS = (HeadWitnessed,)


def decide_witness(command: WitnessHead, people: People, act: Act) -> tuple[HeadWitnessed]:
    """Return the event of a head kept outside. Raises Refused with every reason."""
    refuse_if((*check_colleague(people, act.author), *check_head(command)))
    note = command.note.strip()
    return (HeadWitnessed(command.seq, command.hash, command.place, note, act.author),)


def check_head(command: WitnessHead) -> Iterator[Alert]:
    """Return everything that stands against a head as it is told."""
    if command.seq < 1 or not _HASH.fullmatch(command.hash):
        yield stop("witnessing.not_a_head")
    if command.place is HeadPlace.OTHER and not command.note.strip():
        yield stop("witnessing.place_missing")
    yield from check_line(command.note.strip())


def witness_signers(act: Act) -> tuple[Signer, ...]:
    """Return the one signature a head kept outside needs."""
    return (Signer(act.author, Meaning.WITNESSED),)
