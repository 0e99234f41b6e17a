"""What the palette offers, and how typed words find it: English, Chinese or pinyin. No Qt.

Every word typed must be found. Refuses to guess: what merely resembles a word is not found.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_BEGINS = 2
"""Ranks up to this one: a title, or a word of it, begins as was typed."""
Spell = Callable[[str], Sequence[str]]
"""Reads Chinese characters: one syllable each, without tones."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be gone to."""

    wish: str
    """What is handed back when it is chosen."""
    title: str
    where: str = ""
    """On which page it is, or whose chart."""
    key: str = ""
    """The key that goes there without the palette."""
    others: tuple[str, ...] = ()
    """Its title in the program's other languages."""


def spell(han: str) -> Sequence[str]:
    """Return the syllables of Chinese characters; everything else is left out."""
    # Its dictionaries are large: they load when somebody first types letters.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(han, errors="ignore")


class Finder:
    """Find among offers, in their order where two match alike."""

    def __init__(self, offers: Sequence[Offer], spell: Spell = spell) -> None:
        self._offers = tuple(offers)
        self._spell = spell

    def find(self, typed: str) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
        """Return what begins as typed, and what holds it elsewhere; all while nothing is typed."""
        words = typed.casefold().split()
        if not words:
            return self._offers, ()
        ranked = [(self._rank(one, words), one.offer) for one in self._read]
        found = [(rank, offer) for rank, offer in ranked if rank is not None]
        found.sort(key=lambda pair: pair[0])
        near = tuple(offer for rank, offer in found if rank <= _BEGINS * len(words))
        return near, tuple(offer for _, offer in found[len(near) :])

    @cached_property
    def _read(self) -> tuple["_Read", ...]:
        return tuple(_Read(offer, self._spell) for offer in self._offers)

    def _rank(self, one: "_Read", words: Sequence[str]) -> int | None:
        ranks = [one.rank(word) for word in words]
        known = [rank for rank in ranks if rank is not None]
        return sum(known) if len(known) == len(ranks) else None


class _Read:
    """One offer as it can be typed."""

    def __init__(self, offer: Offer, spell: Spell) -> None:
        self.offer = offer
        titles = [words.casefold() for words in (offer.title, *offer.others)]
        self._titles = titles
        self._where = offer.where.casefold()
        self._spelled = [spoken for title in titles for spoken in _spoken(title, spell)]

    def rank(self, word: str) -> int | None:
        """Return how far a word is from the beginning of the title, None where it is nowhere."""
        if any(title.startswith(word) for title in self._titles):
            return 0
        if any(part.startswith(word) for title in self._titles for part in title.split()):
            return 1
        if any(spoken.startswith(word) for spoken in self._spelled):
            return 2
        if any(word in title for title in self._titles):
            return 3
        if any(word in spoken for spoken in self._spelled):
            return 4
        return 5 if word in self._where else None


def _spoken(title: str, spell: Spell) -> Iterator[str]:
    if not any("\u4e00" <= letter <= "\u9fff" for letter in title):
        return
    syllables = spell(title)
    yield "".join(syllables)
    yield "".join(one[0] for one in syllables)
