"""Papers that speak two languages at once: English on them has its Chinese beside it.

Looks at what a paper is drawn from, where no line is broken yet. What stands once, in letters
that everybody reads, is kept by `kept` or here with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.language.kept import find_latin

CODES = frozenset({"code", "head", "record_id", "preparation", "body_digest", "language"})
"""Fields that are read by a scanner or typed: letters of a code, no words."""
_DATE = re.compile(r"\b\d{2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{4}\b")
"""A label has no room for its times twice; day, named month and year are read one way only."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]|(?:\bmg)?/[mµ]L\b")
"""Han, or a unit with a stroke: English writes "per" there."""
_JOINED = re.compile(r" / | · |  |\n")


def find_alone(sheet: object) -> list[str]:
    """Return every English part of a sheet's texts that no Chinese stands beside."""
    return [one for group in _groups(sheet) for one in _alone(group)]


def emptied(value: Any) -> Any:
    """Return a sheet in Chinese without a text of its own: what the drawing adds stands alone."""
    if isinstance(value, str):
        return "字" if value else ""
    if isinstance(value, tuple):
        return tuple(emptied(one) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = {one.name: emptied(getattr(value, one.name)) for one in fields(value)}
    return replace(value, **{**own, **({"language": "zh_CN"} if "language" in own else {})})


def _alone(texts: list[str]) -> Iterator[str]:
    """A text in one language is followed by its Chinese; in one of both, each part of it is."""
    for text, following in zip(texts, [*texts[1:], ""], strict=False):
        if not _CHINESE.search(text):
            yield from [text] if _english(text) and not _is_chinese_of(text, following) else ()
            continue
        parts = _JOINED.split(text)
        for part, after in zip(parts, [*parts[1:], ""], strict=True):
            if _english(part) and not _CHINESE.search(part) and not _is_chinese_of(part, after):
                yield part


def _is_chinese_of(text: str, following: str) -> bool:
    """Tell whether what follows is Chinese, and keeps no letters but some of the same ones."""
    return bool(_CHINESE.search(following)) and _english(following) < _english(text)


def _english(text: str) -> frozenset[str]:
    return frozenset(find_latin(_DATE.sub(" ", text)))


def _groups(value: object) -> Iterator[list[str]]:
    """Yield each text, and the texts of one tuple together."""
    if isinstance(value, tuple):
        yield [one for one in value if isinstance(one, str)]
        for one in value:
            if not isinstance(one, str):
                yield from _groups(one)
    elif is_dataclass(value):
        own = [getattr(value, one.name) for one in fields(value) if one.name not in CODES]
        for one in own:
            yield from [[one]] if isinstance(one, str) else _groups(one)
