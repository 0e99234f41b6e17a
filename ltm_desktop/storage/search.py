"""Finding a patient by any part of a name, pinyin, birth date or number.

Text is indexed one character at a time and asked for as phrases, so that one or two Chinese
characters, digits and punctuation are found exactly where they stand and nowhere else.
"""

import unicodedata
from datetime import date

from ltm_desktop.app.rows import PatientRow

_BETWEEN = "xx"
"""Stands between two texts; no query holds it, so nothing is found across the border."""
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
        pinyin,
        "".join(pinyin.split()),
        *_birth_dates(born),
    ]
    return f" {_BETWEEN} ".join(_spread(text) for text in dict.fromkeys(texts) if text)


def match_query(query: str) -> str:
    """Return the index query that demands every word of what was typed; empty for no words."""
    return " AND ".join(f'"{_spread(word)}"' for word in _fold(query).split())


def _spread(text: str) -> str:
    return " ".join(_token(character) for character in _fold(text))


def _token(character: str) -> str:
    """Return a character as a word of the index; punctuation and half characters by number."""
    plain = character.isalnum() if character.isascii() else unicodedata.category(character) != "Cs"
    return character if plain else f"x{ord(character):x}"


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
