"""The last head verified whole, in the hand of the person at the desk who had it verified.

A start goes on from it. Whoever takes the word away only makes the next start verify everything;
nobody else can write one that counts.
"""

from collections.abc import Callable
from contextlib import suppress

from ltm_desktop.app.own_word import vouched_word
from ltm_desktop.app.ports import Clock, SeenBook
from ltm_desktop.app.session import Session
from ltm_desktop.app.verification import Verdict
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.vouched import Vouched, vouch


class Vouching:
    """Remember for each person how far, and when, they had the ledger verified whole."""

    def __init__(self, book: SeenBook, clock: Clock, session: Callable[[], Session]) -> None:
        """Take where the words are kept and who is at the desk."""
        self._book = book
        self._clock = clock
        self._session = session

    def word(self) -> Vouched | None:
        """Return the word of the person at the desk. Raises Unavailable."""
        session = self._session()
        return vouched_word(session.person, session.public, self._book.read(session.person))

    def is_due(self, vouched: Vouched) -> bool:
        """Tell whether it is of another day than today, or of a time yet to come."""
        now = self._clock.now()
        return vouched.at > now or vouched.at.astimezone(now.tzinfo).date() != now.date()

    def keep(self, person: PersonId, verdict: Verdict) -> None:
        """Keep that a person had everything verified, if it held and they are still here.

        A disk that fails here fails nothing else: the next start verifies more.
        """
        session = self._session()
        with suppress(LtmError):
            key = session.key
            if verdict.extent is not None and session.person == person:
                word = vouch(person, verdict.extent, self._clock.now(), key)
                self._book.write(person, word.to_line())
