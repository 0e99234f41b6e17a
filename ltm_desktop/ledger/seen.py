"""What a person saw of a log last: its newest head, signed with that person's own key.

Nobody else can say it for them, whatever other keys they hold. Refuses a line that is not one;
whether the ledger still has the head is asked elsewhere.
"""

import re
from dataclasses import dataclass, field

from ltm_desktop.ledger.canonical import NotCanonical, encode
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.keys import PrivateKey, PublicKey

_FORM = "ltm-seen/1"
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A person's own word on the newest head they saw."""

    person: str
    head: Head
    signature: bytes = field(repr=False)

    def holds(self, public: PublicKey) -> bool:
        """Tell whether the person's own key said so."""
        return public.verify(self.signature, _statement(self.person, self.head))

    def to_line(self) -> str:
        """Return `log seq hash signature`, the form it has outside the store."""
        return f"{self.head.to_line()} {self.signature.hex()}"

    @classmethod
    def from_line(cls, person: str, line: str) -> "Seen":
        """Read the word of a person. Raises NotCanonical."""
        head, _, signature = line.rpartition(" ")
        if not _SIGNATURE.fullmatch(signature):
            raise NotCanonical("not a signed head")
        return cls(person, Head.from_line(head), bytes.fromhex(signature))


def see(person: str, head: Head, key: PrivateKey) -> Seen:
    """Sign a head as the newest that a person saw."""
    return Seen(person, head, key.sign(_statement(person, head)))


def _statement(person: str, head: Head) -> bytes:
    return encode([_FORM, person, head.to_line()])
