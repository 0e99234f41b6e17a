"""The emergency page "wrong drug or overdose into CSF": the site's own text and telephone numbers.

The program writes none of it. Refuses a page without words in either language or without a number
to call, and one that the investigator has not signed.
"""

import re
from collections.abc import Iterator

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass

AUTHORS = (Role.INVESTIGATOR, Role.PHYSICIAN, Role.ADMINISTRATOR)
"""Who may write the text; only the investigator approves it."""
LONGEST_TEXT = 3000
"""Characters of the text in one language: it is read standing up."""
MOST_PHONES = 8
LONGEST_LABEL = 60
LONGEST_NUMBER = 40

# these print in every face and can be dialled or read out
_NUMBER = re.compile(r"[0-9A-Za-z+*#()./, \-]+")

Phones = tuple[tuple[str, str], ...]
"""Pairs of whom one calls and the number, in the order of calling."""


@dataclass(frozen=True, slots=True)
class SignEmergencyText:
    """Replace the site's emergency page; the investigator named here signs it."""

    text_en: str
    text_zh: str
    phones: Phones
    investigator: PersonId


@dataclass(frozen=True, slots=True)
class EmergencyTextSigned:
    """The investigator approved the site's emergency page."""

    number: int
    """1 for the site's first page; each new page takes the place of the one before."""
    text_en: str
    text_zh: str
    phones: Phones
    investigator: PersonId


EVENTS = (EmergencyTextSigned,)


def decide_emergency(
    command: SignEmergencyText, current: EmergencyTextSigned | None, people: People, act: Act
) -> tuple[EmergencyTextSigned]:
    """Return the event of a new page. Raises Refused with every reason."""
    refuse_if(
        (
            *check_role(people, act.author, *AUTHORS),
            *check_role(people, command.investigator, Role.INVESTIGATOR),
            *check_page(command),
        )
    )
    number = current.number + 1 if current else 1
    return (
        EmergencyTextSigned(
            number, command.text_en, command.text_zh, command.phones, command.investigator
        ),
    )


def emergency_signers(command: SignEmergencyText) -> tuple[Signer, ...]:
    """Return the one signature a page needs."""
    return (Signer(command.investigator, Meaning.APPROVED),)


def check_page(command: SignEmergencyText) -> Iterator[Alert]:
    """Return everything that stands against a page as it is written."""
    yield from _check_text(command.text_en, "emergency.english_missing")
    yield from _check_text(command.text_zh, "emergency.chinese_missing")
    if not command.phones:
        yield stop("emergency.phones_missing")
    if len(command.phones) > MOST_PHONES:
        yield stop("emergency.too_many_phones", most=MOST_PHONES)
    for label, number in command.phones:
        yield from check_phone(label, number)


def _check_text(text: str, missing: str) -> Iterator[Alert]:
    if not text.strip():
        yield stop(missing)
    if len(text) > LONGEST_TEXT:
        yield stop("emergency.text_too_long", longest=LONGEST_TEXT)
    yield from check_note(text)


def check_phone(label: str, number: str) -> Iterator[Alert]:
    """Return what stands against one telephone number: whom it calls, and that it can be read."""
    if not label.strip():
        yield stop("emergency.phone_without_name", number=number)
    if not _NUMBER.fullmatch(number) or not any(one.isdecimal() for one in number):
        yield stop("emergency.phone_unusable", name=label, number=number)
    yield from check_line(label, LONGEST_LABEL)
    yield from check_line(number, LONGEST_NUMBER)
