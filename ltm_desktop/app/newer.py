"""What came since the ledger was verified whole, and whether what was verified then still stands.

Both are asked against a head that a person's own key vouches for. The newer entries are checked
one by one; the older ones are compared by their bytes alone. Lists, papers and who was entitled
to what are left to the whole verification.
"""

from collections.abc import Iterator

from ltm_desktop.app.ports import Store
from ltm_desktop.app.roster import Roster
from ltm_desktop.app.verification import Alive, Problem, Verdict, check_guards
from ltm_desktop.app.walk import Walk
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.vouched import Extent, Measure


class NotAsVouched(Exception):
    """The store does not hold what was found whole: everything is to be looked at anew."""


def check_newer(store: Store, vouched: Extent, alive: Alive) -> Verdict:
    """Check what came since, up to the head that stands now. Raises NotAsVouched.

    Hashes, links, columns, signatures, the heads kept outside, the guards of the store. `alive`
    is called between entries and may raise to end it.
    """
    end = store.head()
    if vouched.head.log != store.log or store.head_at(vouched.head.seq) != vouched.head:
        raise NotAsVouched
    walk = Walk(store, vouched.head, end, _certified(store, vouched))
    hashes: dict[int, str] = {}
    try:
        for head, sealed in walk.entries():
            hashes[head.seq] = head.hash
            walk.check_columns(sealed)
            alive()
    except ChainBroken as broken:
        problem = Problem(broken.code, broken.seq, walk.roster.suspect)
        return Verdict(walk.head, (problem,), walk.head.seq)
    problems = (*_check_heads(store, vouched.head, end, hashes), *check_guards(store))
    return Verdict(walk.head, problems, walk.head.seq)


def check_older(store: Store, vouched: Extent, alive: Alive) -> None:
    """Compare the bytes of all older entries with those found whole. Raises NotAsVouched."""
    measure, last = Measure(SITE_STREAM), 0
    for kept in store.kept():
        if kept.sealed.seq > vouched.head.seq:
            break
        last += 1
        if kept.sealed.seq != last or kept.hash != kept.sealed.hash:
            raise NotAsVouched
        measure.add(kept.sealed, kept.stream)
        alive()
    if last != vouched.head.seq or measure.extent(vouched.head) != vouched:
        raise NotAsVouched


def _certified(store: Store, vouched: Extent) -> Roster:
    """Return the certificates that counted then. Raises NotAsVouched."""
    measure, entered = Measure(SITE_STREAM), []
    for sealed in store.entries(SITE_STREAM):
        if sealed.seq > vouched.head.seq:
            break
        measure.add(sealed, SITE_STREAM)
        entered.append(sealed)
    if measure.certified != vouched.certified:
        raise NotAsVouched
    roster = Roster()
    for sealed in entered:
        roster.recall(sealed)
    return roster


def _check_heads(store: Store, start: Head, end: Head, hashes: dict[int, str]) -> Iterator[Problem]:
    for one in store.witnessed(after=start.seq):
        if one.seq > end.seq:
            return  # of an entry that was written while we were reading, or opening would have said
        if one.log != store.log or hashes.get(one.seq) != one.hash:
            yield Problem("ledger.rollback", one.seq)
            return
