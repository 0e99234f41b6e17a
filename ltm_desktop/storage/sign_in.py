"""Signing in at the door: a growing wait after wrong secrets, the same words for every failure."""

from datetime import datetime

from ltm_desktop.app.ports import KeyCabinet, Unlocked
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.storage.journal import AttemptJournal


def sign_in(
    cabinet: KeyCabinet, journal: AttemptJournal, person: str, secret: str, now: datetime
) -> Unlocked:
    """Open a person's slot.

    Raises Refused people.wait while the account waits, people.wrong_secret otherwise.
    """
    wait = journal.wait(person, now)
    if wait:
        raise refuse("people.wait", wait=wait)
    try:
        opened = cabinet.unlock(person, secret)
    except Refused:
        journal.failed(person, now, cabinet.people())
        raise
    journal.succeeded(person)
    return opened
