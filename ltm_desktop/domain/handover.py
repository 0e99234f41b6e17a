"""Handover of a shift: what waited when one person handed over and another took over.

The lines are kept as they were read and signed, in the language of that hour. Refuses to hand
over to oneself, and to anybody who does not work at the bedside.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.values import dataclass

BEDSIDE = (Role.NURSE, Role.RESEARCH_NURSE, Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who hands over and who takes over."""
LONGEST_NOTE = 500
"""Characters of what is handed over in words: it stands on one page with everything else."""


class HandoverGroup(StrEnum):
    """Why a line is handed over, in the order of the page."""

    SERIOUS = "serious"
    """A serious event with a clock that runs."""
    OBSERVED = "observed"
    """Under observation after an injection."""
    DUE = "due"
    """A dose overdue or due within a day."""
    HELD = "held"
    SEVERE = "severe"
    """A toxicity of grade 3 or above that goes on."""
    FRACTION = "fraction"
    """Radiotherapy of this day."""
    CALL = "call"
    UNSIGNED = "unsigned"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One line as it was read."""

    group: HandoverGroup
    patient: str
    """Patient id; empty for a line about nobody in particular."""
    item: str
    """Planned item, event or record; empty where the patient is enough."""
    who: str
    """Name, birth date and subject as they were shown."""
    what: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Take over what the person at the desk hands over; who takes over signs."""

    taken_by: PersonId
    language: str
    lines: tuple[HandoverLine, ...]
    note: str = ""
    """What no list holds, in words."""


@dataclass(frozen=True, slots=True)
class HandoverTaken:
    """A shift was handed over and taken over."""

    number: int
    """1 for the first handover of the site."""
    given_by: PersonId
    taken_by: PersonId
    at: datetime
    language: str
    lines: tuple[HandoverLine, ...]
    note: str


EVENTS = (HandoverTaken,)


def decide_handover(command: TakeOver, done: int, people: People, act: Act) -> tuple[HandoverTaken]:
    """Return the event of a handover after `done` others. Raises Refused with every reason."""
    refuse_if(
        (
            *check_role(people, act.author, *BEDSIDE),
            *check_role(people, command.taken_by, *BEDSIDE),
            *_check(command, act.author),
        )
    )
    return (handover_of(command, done, act),)


def handover_of(command: TakeOver, done: int, act: Act) -> HandoverTaken:
    """Return what would be told; nothing is checked."""
    return HandoverTaken(
        done + 1,
        act.author,
        command.taken_by,
        act.now,
        command.language,
        command.lines,
        command.note.strip(),
    )


def _check(command: TakeOver, author: PersonId) -> Iterator[Alert]:
    if command.taken_by == author:
        yield stop("handover.to_oneself")
    yield from check_line(command.note.strip(), LONGEST_NOTE)


def handover_signers(command: TakeOver) -> tuple[Signer, ...]:
    """Return the one signature a handover needs: who takes over has read it."""
    return (Signer(command.taken_by, Meaning.REVIEWED),)
