"""The stage of the demo: a desk whose clock is moved by hand and whose people sign at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import Clock, KeyCabinet, Unlocked
from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.keys import PrivateKey


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, zone: str, at: datetime) -> None:
        self._zone = ZoneInfo(zone)
        self.at = at

    def now(self) -> datetime:
        """Return the time it was set to, in the site's zone."""
        return self.at.astimezone(self._zone)


@dataclass
class KeptCabinet:
    """The key cabinet of the demo's making: each slot is opened once and kept open."""

    cabinet: KeyCabinet
    opened: dict[str, Unlocked] = field(default_factory=dict, repr=False)

    def people(self) -> Sequence[str]:
        """Return the ids that have a slot."""
        return self.cabinet.people()

    def is_whole(self) -> bool:
        """Return whether the file is the one that was written."""
        return self.cabinet.is_whole()

    def unlock(self, person: str, secret: str) -> Unlocked:
        """Open a slot, the first time only."""
        if person not in self.opened:
            self.opened[person] = self.cabinet.unlock(person, secret)
        return self.opened[person]

    def add(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap keys for a new person."""
        self.cabinet.add(person, secret, data_key=data_key, key=key, ca_key=ca_key)

    def renew(
        self,
        person: str,
        secret: str,
        *,
        data_key: bytes,
        key: PrivateKey,
        ca_key: PrivateKey | None = None,
    ) -> None:
        """Wrap new keys for a person."""
        self.opened.pop(person, None)
        self.cabinet.renew(person, secret, data_key=data_key, key=key, ca_key=ca_key)

    def change_secret(self, person: str, old: str, new: str) -> None:
        """Wrap a person's keys under a new secret."""
        self.opened.pop(person, None)
        self.cabinet.change_secret(person, old, new)

    def strengthen(self, person: str, secret: str) -> bool:
        """Wrap a person's keys anew where a try costs less than the site asks."""
        return self.cabinet.strengthen(person, secret)

    def retire(self, person: str) -> None:
        """Take a slot away, the open one too."""
        self.opened.pop(person, None)
        self.cabinet.retire(person)

    def add_recovery(self, recovery_key: str, *, data_key: bytes, ca_key: PrivateKey) -> None:
        """Wrap the recovery slot."""
        self.cabinet.add_recovery(recovery_key, data_key=data_key, ca_key=ca_key)

    def recover(self, recovery_key: str) -> tuple[bytes, PrivateKey]:
        """Open the recovery slot."""
        return self.cabinet.recover(recovery_key)


@dataclass
class Stage:
    """Where the stories are played: one desk, one clock, everybody's secret at hand."""

    desk: Desk
    clock: Clock
    say: Words

    def do(self, person: str, command: AnyCommand) -> Recorded:
        """Let a person sit down, act and sign with everybody the act needs."""
        key = self.desk.cabinet.unlock(person, DEMO_SECRET).key
        self.desk.session = Session(PersonId(person), key, self.desk.cabinet)
        proposal = self.desk.propose(command, self.say)
        signed = [self.desk.sign(proposal, one, DEMO_SECRET) for one in proposal.signers]
        return self.desk.record(proposal, signed)
