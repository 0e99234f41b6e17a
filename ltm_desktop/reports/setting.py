"""Type on paper: styles, widths, and where a line may break.

A break never parts a Latin word, a number from its unit (no-break space), a Chinese date, or a
closing mark from what it closes. Nothing is ever cut or shortened.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from ltm_desktop.reports import faces

INK = (0.07, 0.13, 0.16)
QUIET = (0.31, 0.38, 0.42)
ACCENT = (0.04, 0.38, 0.43)
LINE = (0.76, 0.81, 0.83)
TINT = (0.945, 0.968, 0.972)
WARN = (0.55, 0.31, 0.0)
WARN_TINT = (1.0, 0.96, 0.86)


@dataclass(frozen=True, slots=True)
class Style:
    """A face, a size in points, a colour."""

    face: str = faces.REGULAR
    size: float = 9.5
    ink: tuple[float, float, float] = INK

    @property
    def leading(self) -> float:
        """The distance of two lines in points."""
        return self.size * 1.32

    def scaled(self, factor: float) -> "Style":
        """Return the same style smaller or larger."""
        return Style(self.face, round(self.size * factor, 2), self.ink)


_WIDE = (
    "\u2e80-\u3000\u3003-\u3007\u3012-\u4dbf\u4e00-\u9fff"
    "\ua960-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
)
_OPENS = "（《「『【〔〈"
_CLOSES = "）》」』】〕〉，。、；：？！％"
_ATOM = re.compile(
    rf"[{_OPENS}]*(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[^ {_WIDE}{_OPENS}{_CLOSES}]+"
    rf"|(?![{_OPENS}{_CLOSES}])[{_WIDE}])[{_CLOSES},.;:!?)]*| +|."
)


def width(text: str, style: Style) -> float:
    """Return the width of one line in points."""
    return float(stringWidth(text, style.face, style.size))


def broken(text: str, style: Style, room: float) -> list[str]:
    """Return the text as lines that fit the room; an over-long word is parted, never cut."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_filled(_ATOM.findall(part), style, room))
    return lines


def _filled(atoms: Iterable[str], style: Style, room: float) -> list[str]:
    lines, line = [], ""
    for atom in atoms:
        if width((line + atom).rstrip(" "), style) <= room:
            line += atom
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        *whole, line = _parted(atom.lstrip(" "), style, room)
        lines.extend(whole)
    return [*lines, line.rstrip(" ")]


def _parted(atom: str, style: Style, room: float) -> list[str]:
    parts = [""]
    for character in atom:
        if parts[-1] and width(parts[-1] + character, style) > room:
            parts.append("")
        parts[-1] += character
    return parts


def grouped(hexadecimal: str, size: int = 4) -> str:
    """Return a long code in groups that a person can compare."""
    return " ".join(hexadecimal[i : i + size] for i in range(0, len(hexadecimal), size))
