"""A made language: every sentence in brackets, its letters marked, four tenths longer.

What shows without the marks never went through `say`; what is cut has no room for a language that
needs more of it than English. Dates and the words of a protocol stay Chinese.
"""

import gettext
import re

from ltm_desktop.app.wording.words import Words

_MARKED = str.maketrans("aceiklnorsuyACEIKLNORSUY", "áćéíķĺńóŕśúýÁĆÉÍĶĹŃÓŔŚÚÝ")
_PLACE = re.compile(r"(\{[^{}]+\}|/\w+)")
_MORE = 0.4
_FILLER = "ýóńíŕá"


class LongerWords(Words):
    """Speak the made language; everything else as in Chinese."""

    def __init__(self) -> None:
        super().__init__("zh_CN")
        self._catalogue = _Longer()


class _Longer(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)


def longer(text: str) -> str:
    """Return a sentence in brackets, marked and longer; its places for values stay."""
    parts = _PLACE.split(text)
    marked = "".join(
        _forms(one) if place % 2 else one.translate(_MARKED) for place, one in enumerate(parts)
    )
    return f"[{marked}{_filling(sum(map(len, parts[::2])))}]" if text.strip() else text


def _forms(place: str) -> str:
    """Mark both words of a place that says one as one: {count:day|days}."""
    name, colon, words = place.partition(":")
    return name + colon + words.translate(_MARKED)


def _filling(length: int) -> str:
    left, words = round(length * _MORE), []
    while left > 0:
        words.append(_FILLER[:left])
        left -= len(_FILLER) + 1
    # A word stays one word: what has no blank grows at its end.
    return "".join(words) if length <= len(_FILLER) else "".join(f" {word}" for word in words)
