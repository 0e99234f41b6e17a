"""Who is at the desk: the signed-in person and, while unlocked, that person's key.

Locking drops the personal key; the store's data key stays, so that backups and lists go on.
"""

from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.keys import PrivateKey


class Session:
    """One person's stay at the desk."""

    def __init__(self, person: PersonId, key: PrivateKey, cabinet: KeyCabinet) -> None:
        self.person = person
        self._key: PrivateKey | None = key
        self.public = key.public
        """The half that may be shown; it stays while locked."""
        self._cabinet = cabinet
        self.sitting = 0
        """Counts how often somebody sat down: what was begun before ends with lock and switch."""

    def __repr__(self) -> str:
        """Show the person and nothing else."""
        return f"Session({self.person})"

    @property
    def locked(self) -> bool:
        """Return whether the personal key has been dropped."""
        return self._key is None

    @property
    def key(self) -> PrivateKey:
        """Return the personal key. Raises Refused while locked."""
        if self._key is None:
            raise refuse("people.locked")
        return self._key

    def lock(self) -> None:
        """Drop the personal key."""
        self._key = None
        self.sitting += 1

    def part(self) -> PrivateKey | None:
        """Drop the personal key and hand it to what has one signature left to give; or None."""
        key, self._key = self._key, None
        self.sitting += 1
        return key

    def unlock(self, secret: str) -> None:
        """Take the key again by the same person's secret. Raises Refused."""
        self._take(self._cabinet.unlock(self.person, secret).key)

    def change_secret(self, old: str, new: str) -> None:
        """Wrap the same key under a new secret of its person. Raises Refused, Unavailable."""
        if old == new:
            raise refuse("access.secret_unchanged")
        self._cabinet.change_secret(self.person, old, new)

    def switch(self, person: PersonId, secret: str) -> None:
        """Hand the desk to another person by their secret. Raises Refused."""
        self._take(self._cabinet.unlock(person, secret).key)
        self.person = person
        self.sitting += 1

    def _take(self, key: PrivateKey) -> None:
        self._key, self.public = key, key.public
