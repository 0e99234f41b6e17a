"""The line on which a key of a TOML file stands, which the standard parser does not tell.

Knows tables, dotted and quoted keys; refuses nothing, for a file that does not parse comes first.
"""

import re

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_\-]+)(?:\s*\.\s*[^=\s]+)*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^.\s"']+))\s*(?:\.|$)""")


def lines_of(text: str) -> dict[str, int]:
    """Return the first line of every table and key by its dotted path, counted from 1."""
    found: dict[str, int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.fullmatch(line), _KEY.match(line)
        if header:
            table = _parts(header[1])
            found.setdefault(".".join(table), number)
        elif key:
            found.setdefault(".".join((*table, *_parts(key[1]))), number)
    return found


def line_of(lines: dict[str, int], path: str) -> int:
    """Return the line of a path, or of the nearest table or key that holds it."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path, 1)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, match), "") for match in _PART.findall(dotted))
