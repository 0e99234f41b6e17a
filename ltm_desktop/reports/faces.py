"""The two faces of the bundled font, and what becomes of a character neither can print.

Such a character prints as a box and its code; it never vanishes. Fonts of the machine are
never used, so paper looks the same everywhere.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ltm_desktop import resource_files

REGULAR = "LTMSansSC-Regular"
BOLD = "LTMSansSC-Bold"
_ASTRAL = re.compile(r"(?<= <)([0-9A-F]{5,6})(?=>)")
_COMBINING = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_T = TypeVar("_T")
# The bundled face has no subscripts: cmH2O is read as surely as cmH₂O.
_SMALL_DIGITS = {0x2080 + digit: str(digit) for digit in range(10)}
# Nor raised ones beyond three: the count of platelets is read as 10^9/L, never as a box.
_RAISED = "\u2070\u2074-\u2079\u207b"
_POWER = re.compile(f"[\u00b9\u00b2\u00b3]*[{_RAISED}][\u00b9\u00b2\u00b3{_RAISED}]*")


class _Face(TTFont):  # type: ignore[misc]  # reportlab has no annotations
    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's name
        """Write characters beyond U+FFFF as UTF-16 in the text layer, which reportlab does not."""
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _ASTRAL.sub(lambda m: _utf16(int(m[1], 16)), thing.content)


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


@cache
def ready() -> frozenset[int]:
    """Register both faces once and return the code points that both can print."""
    known: list[set[int]] = []
    for name in (REGULAR, BOLD):
        file = resource_files.path("fonts", f"{name}.ttf")
        # Only the characters in use are embedded, not all of ASCII.
        face = _Face(name, str(file), asciiReadable=0)
        pdfmetrics.registerFont(face)
        known.append(set(face.face.charToGlyph))
    return frozenset(code for code in known[0] & known[1] if _shows(code))


def _shows(code: int) -> bool:
    """Tell characters that leave a mark or a plain space from the hidden ones that only steer."""
    return unicodedata.category(chr(code)) not in _HIDDEN


def codes(text: str) -> tuple[str, ...]:
    """Return the codes of characters no face can print, in order, each once."""
    known = ready()
    lacking = dict.fromkeys(c for c in composed(text) if ord(c) not in known and c != "\n")
    return tuple(f"U+{ord(character):04X}" for character in lacking)


def composed(text: str) -> str:
    """Join letters with their combining marks, write small digits plain, and nothing else."""
    plain = text.replace("\r\n", "\n").translate(_SMALL_DIGITS)
    plain = _POWER.sub(_written_out, plain)
    return _COMBINING.sub(lambda m: unicodedata.normalize("NFC", m[0]), plain)


def _written_out(power: re.Match[str]) -> str:
    return "^" + unicodedata.normalize("NFKC", power[0]).replace("\u2212", "-")


def boxed(text: str) -> str:
    """Return the text with every unprintable character as a box and its code."""
    known = ready()
    return "".join(
        c if ord(c) in known or c == "\n" else f"□(U+{ord(c):04X})" for c in composed(text)
    )


def all_boxed(thing: _T) -> tuple[_T, tuple[str, ...]]:
    """Return the same tree of plain data fit to print, and the codes that became boxes."""
    lacking: dict[str, None] = {}

    def fit(part: Any) -> Any:
        if isinstance(part, Enum):
            return part  # a code, never printed
        if isinstance(part, str):
            lacking.update(dict.fromkeys(codes(part)))
            return boxed(part)
        if isinstance(part, tuple):
            return tuple(fit(each) for each in part)
        if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{f.name: fit(getattr(part, f.name)) for f in fields(part)})
        return part

    return fit(thing), tuple(lacking)
