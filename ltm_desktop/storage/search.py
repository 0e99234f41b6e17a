"""Finding a patient by any part of a name, pinyin, birth date or number.

What is indexed is each letter, each pair and each run of three, so that one or two Chinese
characters, digits and punctuation are found exactly where they stand and nowhere else, and a
number among a million is found by its rare runs, not by its common digits.
"""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from ltm_desktop.app.rows import PatientRow

_RUN = 3
"""Letters of the longest piece in the index; more of them are asked for as pieces in a row."""
_BETWEEN = "\U0010fffd"
"""Stands between two texts; no query holds it, so nothing is found across the border."""
_NO_LETTERS = 0x100000
"""Where what is no letter to the index is moved to: code points that no writing uses."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def searched(row: PatientRow) -> tuple[str, ...]:
    """Return all that the index is made of."""
    return (
        row.subject_id,
        row.hospital_number,
        row.family,
        row.given,
        row.han_name,
        row.pinyin,
        row.born,
    )


def index_text(row: PatientRow) -> str:
    """Return what the index holds about a patient."""
    subject_id, hospital_number, family, given, han_name, pinyin, born = searched(row)
    texts = [
        subject_id,
        hospital_number,
        family,
        given,
        family + given,
        given + family,
        han_name,
        "".join(pinyin.split()),
        *_birth_dates(born),
    ]
    words = _whole({word for text in texts for word in _words(text)})
    pieces = [" ".join(_pieces(word, _RUN)) for word in words if len(word) >= _RUN]
    return f" {_BETWEEN} ".join([" ".join(_short(words)), *pieces])


def match_query(query: str) -> str:
    """Return the index query that demands every word of what was typed; empty for no words."""
    asked = (" ".join(_pieces(word, min(_RUN, len(word)))) for word in _words(query))
    return " AND ".join(f'"{pieces}"' for pieces in asked)


def _words(text: str) -> list[str]:
    """Return the words of a text, whatever is no letter to the index moved out of its way."""
    return ["".join(map(_letter, word)) for word in _fold(text).split()]


def _whole(words: Collection[str]) -> list[str]:
    """Return those that are no part of another: what is found in a part is found in the whole."""
    kept = list[str]()
    for word in sorted(words, key=lambda one: (-len(one), one)):
        if not any(word in longer for longer in kept):
            kept.append(word)
    return kept


def _pieces(word: str, length: int) -> list[str]:
    """Return every piece of a word of this length, in order."""
    return [word[start : start + length] for start in range(len(word) - length + 1)]


def _short(words: Iterable[str]) -> Iterable[str]:
    """Return each letter and each pair once: where they stand does not matter."""
    return dict.fromkeys(
        piece for length in range(1, _RUN) for word in words for piece in _pieces(word, length)
    )


def _letter(character: str) -> str:
    """Return a character as the index takes it for a letter; punctuation, half ones moved."""
    plain = character.isalnum() if character.isascii() else unicodedata.category(character) != "Cs"
    return character if plain else chr(_NO_LETTERS + ord(character) % 0xD000)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _birth_dates(born: str) -> list[str]:
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return [born]
    month = _MONTHS.split()[day.month - 1]
    return [
        day.isoformat(),
        f"{day.day:02}-{month}-{day.year}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
