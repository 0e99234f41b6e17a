"""What somebody who signs in brings along: their own key, and their own word on the newest head.

Compared with a ledger here, as it lies in a store or as it was just verified; reads no file.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.certificates import fingerprint_of
from ltm_desktop.ledger.keys import PublicKey
from ltm_desktop.ledger.seen import Seen
from ltm_desktop.ledger.vouched import Vouched

KEY_DIFFERS = "ledger.own_key_differs"
HEAD_DIFFERS = "ledger.own_head_differs"
HEAD_GONE = "ledger.own_head_gone"
UNSEEN = "ledger.own_unseen"
"""The word is missing or not in the person's hand: told, and the next one is kept."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A person, the key their own secret opened, and what that key says it saw."""

    person: str
    public: PublicKey
    seen: Seen | None
    vouched: Vouched | None = None
    """How far they had the ledger verified whole."""

    @property
    def fingerprint(self) -> str:
        """Return how a ledger names the key."""
        return fingerprint_of(self.public)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a ledger and a person's own word do not agree on; the entry, 0 for none."""

    code: str
    seq: int
    person: str


def own_word(person: str, public: PublicKey, line: str) -> OwnWord:
    """Return what a person brings along; a line in another hand than theirs is none."""
    with suppress(NotCanonical):
        seen = Seen.from_line(person, line)
        return OwnWord(person, public, seen if seen.holds(public) else None)
    return OwnWord(person, public, None)


def vouched_word(person: str, public: PublicKey, line: str) -> Vouched | None:
    """Return how far a person had the ledger verified; a line in another hand says nothing."""
    with suppress(NotCanonical):
        vouched = Vouched.from_line(person, line)
        return vouched if vouched.holds(public) else None
    return None


def check_own_key(own: OwnWord, certified: str, entered: int) -> Iterator[Difference]:
    """Compare with the key a ledger has in the person's name, and the entry it came in with."""
    if certified != own.fingerprint:
        yield Difference(KEY_DIFFERS, entered, own.person)


def check_own_head(
    own: OwnWord, log: str, newest: int, hash_at: Callable[[int], str | None]
) -> Iterator[Difference]:
    """Compare with the hashes of a ledger that ends at an entry."""
    if own.seen is None:
        yield Difference(UNSEEN, 0, own.person)
    seen = {own.seen.head} if own.seen else set()
    vouched = {own.vouched.extent.head} if own.vouched else set()
    for head in sorted(seen | vouched, key=lambda one: one.seq):
        if head.log != log or head.seq > newest:
            yield Difference(HEAD_GONE, head.seq, own.person)
        elif hash_at(head.seq) != head.hash:
            yield Difference(HEAD_DIFFERS, head.seq, own.person)
