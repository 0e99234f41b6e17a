"""A head as people type or scan it from paper: a number, digits in groups, perhaps the log.

Blanks, case, full-width letters and the words printed around it do not matter. Refuses what has
no number, or fewer than the first 16 digits.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence

from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

WHOLE = 64
LEAST = 16
"""Hexadecimal digits: nobody finds another ledger whose hash begins with the same sixteen."""

_PRINTED = re.compile(r"[^\x21-\x7e]+")
_PARTED = re.compile(r"[\s,;:|()\[\]]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?![0-9a-f]))")
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")
_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class TypedHead:
    """What was read: the entry's number, all or the first of its digits, the log where named."""

    seq: int
    digits: str
    log: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether all digits were typed."""
        return len(self.digits) == WHOLE

    def of(self, log: str) -> Head:
        """Return it as a head of a log, or of the one it names."""
        return Head(self.log or log, self.seq, self.digits)


def read_head(text: str) -> TypedHead:
    """Read a head from paper. Raises Refused ledger.anchor_unreadable."""
    plain = _PRINTED.sub(" ", unicodedata.normalize("NFKC", text))
    words = [one.strip(".") for one in _PARTED.split(_THOUSANDS.sub("", plain))]
    words = [one for one in words if one]
    # the whole hash first: the first of its groups may look like a number
    for take in (_whole, _beginning):
        for place, word in enumerate(words):
            digits = take(words, place) if _NUMBER.fullmatch(word) else ""
            if digits:
                return TypedHead(int(word), digits, _log(words, place))
    raise refuse("ledger.anchor_unreadable")


def _run(words: Sequence[str]) -> list[str]:
    return list(itertools.takewhile(_HEX.fullmatch, (one.lower() for one in words)))


def _whole(words: Sequence[str], place: int) -> str:
    """Return the 64 digits after a number, whatever is printed behind them."""
    digits = ""
    for one in _run(words[place + 1 :]):
        digits += one
        if len(digits) >= WHOLE:
            break
    return digits if len(digits) == WHOLE else ""


def _beginning(words: Sequence[str], place: int) -> str:
    """Return the first digits after a number; no group of a hash that stands alone is one."""
    within = place > 0 and _HEX.fullmatch(words[place - 1].lower())
    run = _run(words[place:])
    digits = "".join(run[1:])
    bare = within or len(run[0]) + len(digits) == WHOLE
    return digits if LEAST <= len(digits) < WHOLE and not bare else ""


def _log(words: list[str], place: int) -> str:
    """Return the log where a line has the form heads have outside the store; "entry" is none."""
    named = place == 1 and len(words) == 3 and re.search(r"[0-9\-]", words[0])
    return words[0] if named else ""
