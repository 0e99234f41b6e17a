"""Texts as people type or scan them: what may stand in one line, in a note, and how long it is.

Refuses what nobody sees: controls, direction marks, zero widths and halves of characters.
"""

import unicodedata
from collections.abc import Iterator

from ltm_desktop.domain.alerts import Alert, stop

NAME = 80
"""Characters of one part of a name, so that the head of a printed page has room."""
LINE = 120
"""Characters of any other line, such as a product or a machine."""
CODE_BYTES = {"subject": 20, "site": 8}
"""UTF-8 bytes that fit into the printed code beside everything else (ledger/proof)."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN = 24


def check_line(text: str, longest: int = LINE) -> Iterator[Alert]:
    """Return what keeps a text from standing in one line that everybody reads alike."""
    yield from _check_seen(text, "")
    if len(text) > longest:
        yield stop("texts.too_long", text=_shown(text), longest=longest)


def check_note(text: str) -> Iterator[Alert]:
    """Return what keeps a text of several lines from being read alike by everybody."""
    yield from _check_seen(text, "\n\r\t")


def check_code(text: str, kind: str) -> Iterator[Alert]:
    """Return what keeps a subject number or site code from fitting into the printed code."""
    yield from _check_seen(text, "")
    longest = CODE_BYTES[kind]
    if len(text.encode("utf-8", "replace")) > longest:
        yield stop("texts.too_long_for_code", text=_shown(text), longest=longest)


def _check_seen(text: str, allowed: str) -> Iterator[Alert]:
    unseen = [c for c in text if unicodedata.category(c) in _UNSEEN and c not in allowed]
    if unseen:
        yield stop("texts.unseen_character", text=_shown(text), character=_code(unseen[0]))


def _shown(text: str) -> str:
    """Return the beginning of a text with everything unseen written out by its code."""
    seen = (c if unicodedata.category(c) not in _UNSEEN else f"[{_code(c)}]" for c in text)
    shown = "".join(seen)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
