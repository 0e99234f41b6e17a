"""Opening slots: a growing wait after wrong secrets, the same words for every failure.

The wait counts wherever a secret is asked: at the door, at the lock and for every signature.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from ltm_desktop.app.ports import Clock, KeyCabinet, SteadyClock, Unlocked
from ltm_desktop.domain.errors import Refused, Unavailable, refuse
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.journal import AttemptJournal


def sign_in(
    cabinet: KeyCabinet,
    journal: AttemptJournal,
    person: str,
    secret: str,
    now: datetime,
    steady: timedelta | None = None,
) -> Unlocked:
    """Open a person's slot; the wait is asked before anything is derived from the secret.

    Raises Refused people.wait while the account waits, people.wrong_secret otherwise.
    """
    wait = journal.wait(person, now, steady)
    if wait:
        raise refuse("people.wait", wait=wait)
    try:
        opened = cabinet.unlock(person, secret)
    except Refused:
        journal.failed(person, now, cabinet.people(), steady)
        raise
    with suppress(Unavailable):
        # a journal that cannot be written keeps nobody with the right secret from a patient
        journal.succeeded(person)
    return opened


class WatchedCabinet:
    """A key cabinet in which every wrong secret is counted, whoever asks for it."""

    def __init__(self, cabinet: KeyCabinet, journal: AttemptJournal, clock: Clock) -> None:
        self._cabinet = cabinet
        self._journal = journal
        self._clock = clock

    def people(self) -> Sequence[str]:
        """Return the ids that have a slot."""
        return self._cabinet.people()

    def is_whole(self) -> bool:
        """Return whether the file is the one that was written. Raises Unavailable."""
        return self._cabinet.is_whole()

    def unlock(self, person: str, secret: str) -> Unlocked:
        """Open a slot. Raises Refused people.wait, people.wrong_secret."""
        clock = self._clock
        steady = clock.steady() if isinstance(clock, SteadyClock) else None
        return sign_in(self._cabinet, self._journal, person, secret, clock.now(), steady)

    def add(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap keys for a new person, durably. Raises Refused people.exists, Unavailable."""
        self._cabinet.add(person, secret, data_key=data_key, key=key, ca_key=ca_key)

    def renew(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap new keys for a person; who gets a new secret waits for no older attempt."""
        self._cabinet.renew(person, secret, data_key=data_key, key=key, ca_key=ca_key)
        self._journal.succeeded(person)

    def change_secret(self, person: str, old: str, new: str) -> None:
        """Wrap a person's keys under a new secret; a wrong old one counts like any other."""
        self.unlock(person, old)
        self._cabinet.change_secret(person, old, new)

    def strengthen(self, person: str, secret: str) -> bool:
        """Wrap a person's keys anew where a try costs less than the site asks; tell whether."""
        return self._cabinet.strengthen(person, secret)

    def retire(self, person: str) -> None:
        """Take a person's slot away; what they signed stands. Raises Unavailable."""
        self._cabinet.retire(person)

    def add_recovery(self, recovery_key: str, *, data_key: bytes, ca_key: PrivateKey) -> None:
        """Wrap the data key and the authority under the recovery key."""
        self._cabinet.add_recovery(recovery_key, data_key=data_key, ca_key=ca_key)

    def recover(self, recovery_key: str) -> tuple[bytes, PrivateKey]:
        """Open the recovery slot. Raises Refused people.wrong_recovery_key."""
        return self._cabinet.recover(recovery_key)

    def __repr__(self) -> str:
        """Show nothing."""
        return "WatchedCabinet()"
