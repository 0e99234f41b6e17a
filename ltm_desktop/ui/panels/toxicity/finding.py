"""Find a term by typing a few letters: English, Chinese, pinyin or its initials, other words.

Proposes only; nothing is chosen until a person chooses. No Qt here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from ltm_desktop.ui.panels.toxicity.synonyms import SYNONYMS, Synonym

MOST = 7
"""How many terms are offered at once; typing on narrows them."""
_SHORTEST_INSIDE, _SHORTEST_HAN = 3, 2
"""Letters and characters from which the middle of a word is looked into as well."""


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as both languages write it."""

    code: str
    english: str
    chinese: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that what was typed may mean."""

    code: str
    why: str = ""
    """English, marked; empty where the term's own name was typed."""


def find_terms(typed: str, names: Sequence[TermName], *, most: int = MOST) -> tuple[Hit, ...]:
    """Return the terms that come closest, best first; none for an empty text."""
    wanted = _plain(typed)
    if not wanted:
        return ()
    found: dict[str, Hit] = {}
    ranked = sorted(
        (rank, number, name)
        for number, name in enumerate(names)
        if (rank := _rank(wanted, name)) is not None
    )
    by_english = {_plain(name.english): name.code for name in names}
    meant = list(_meant(wanted, by_english))
    told = [hit for _, hit in meant if hit.why]
    exact = [hit for one, hit in meant if wanted in map(_plain, one.words)]
    own = [Hit(name.code) for _, _, name in ranked]
    other = [hit for _, hit in meant]
    for hit in (*told, *exact, *own, *other):
        found.setdefault(hit.code, hit)
    return tuple(found.values())[:most]


def _rank(wanted: str, name: TermName) -> int | None:
    english, chinese = _plain(name.english), _plain(name.chinese)
    if english.startswith(wanted) or chinese.startswith(wanted):
        return 0
    words = wanted.split()
    if all(any(own.startswith(one) for own in english.split()) for one in words):
        return 1
    if not wanted.isascii():
        return 2 if wanted in chinese else None
    packed = wanted.replace(" ", "")
    initials, whole = pinyin_of(name.chinese)
    if initials.startswith(packed) or whole.startswith(packed):
        return 3
    return 4 if len(packed) >= _SHORTEST_INSIDE and wanted in english else None


def _meant(wanted: str, by_english: dict[str, str]) -> Iterator[tuple[Synonym, Hit]]:
    for one in SYNONYMS:
        if _means(wanted, one):
            yield from ((one, hit) for hit in _hits(one, by_english))


def _means(wanted: str, one: Synonym) -> bool:
    return any(_is_word_of(wanted, word) for word in map(_plain, one.words))


def _is_word_of(wanted: str, word: str) -> bool:
    if not word.isascii():
        return word in wanted or (len(wanted) >= _SHORTEST_HAN and wanted in word)
    # whole words only: "alt" is not in "alternating"
    return f" {word} " in f" {wanted} " or (
        len(wanted) >= _SHORTEST_INSIDE and word.startswith(wanted)
    )


def _hits(one: Synonym, by_english: dict[str, str]) -> Iterable[Hit]:
    codes = (by_english.get(_plain(term)) for term in one.terms)
    return [Hit(code, one.why) for code in codes if code is not None]


@cache
def pinyin_of(chinese: str) -> tuple[str, str]:
    """Return the initials and the whole pinyin of a Chinese term, without tones."""
    # Its dictionaries are large: they load when the first letters are typed.
    from pypinyin import lazy_pinyin

    spoken = lazy_pinyin(chinese, errors="ignore")
    return "".join(one[:1] for one in spoken), "".join(spoken)


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
