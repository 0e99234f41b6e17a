"""Laboratory results from a table: one row a result, heads in English or Chinese.

Refuses a file without the heads it needs, of another encoding, or larger than a report can be; a
single cell nobody can read is left to the person, who sees the row.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo

from ltm_desktop.app.imported_labs import (
    LONGEST,
    MOST_RESULTS,
    ImportedLabs,
    ImportedOwner,
    ImportedResult,
    ReportState,
)
from ltm_desktop.domain.errors import refuse
from ltm_desktop.exchange.tabular.lab_heads import HEADS, NEEDED

FORM = "exchange format: laboratory results as a table"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_RANGE = re.compile(r"\s*([0-9.]*)\s*(?:-{1,2}|–|—|~|～|至|to)\s*([0-9.]*)\s*", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ]+(\d{1,2}):(\d{2})(?::\d{2})?")
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
Cells = Mapping[str, str]


def read_table(data: bytes, zone: tzinfo) -> tuple[ImportedLabs, ...]:
    """Return the results of each patient in the order of the file; times are the site's.

    Raises Refused for a file that is no such table.
    """
    text = _decoded(data)
    lines = [line for line in text.splitlines() if line.strip() and not _is_comment(line)]
    rows = _rows(lines)
    heads = _heads(next(rows, []))
    by_owner: dict[ImportedOwner, list[ImportedResult]] = {}
    for place, row in enumerate(rows, 1):
        if place > MOST_RESULTS:
            raise refuse("labs.file_too_long", FORM, most=MOST_RESULTS)
        cells = _cells(heads, row)
        by_owner.setdefault(_owner(cells), []).append(_result(place, cells, zone))
    if not by_owner:
        raise refuse("labs.file_empty", FORM)
    return tuple(ImportedLabs(owner, tuple(found)) for owner, found in by_owner.items())


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    # what Chinese laboratory systems write without a mark is one of these two
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse("labs.file_not_readable", FORM)


def _is_comment(line: str) -> bool:
    return line.lstrip('"').startswith("#")


def _rows(lines: Sequence[str]) -> Iterator[list[str]]:
    if not lines:
        return
    apart = max(",;\t", key=lines[0].count)
    try:
        yield from csv.reader(io.StringIO("\n".join(lines)), delimiter=apart, strict=True)
    except csv.Error:
        raise refuse("labs.file_not_readable", FORM) from None


def _heads(first: Sequence[str]) -> dict[str, int]:
    """Return the place of each head that is known. Raises Refused for one too few or twice."""
    found: dict[str, int] = {}
    for place, head in enumerate(first):
        key = HEADS.get("".join(head.split()).casefold())
        if key is None:
            continue
        if key in found:
            raise refuse("labs.head_twice", FORM, head=head[:LONGEST])
        found[key] = place
    missing = [key for key in NEEDED if key not in found]
    if missing:
        raise refuse("labs.heads_missing", FORM, heads=", ".join(missing))
    return found


def _cells(heads: Mapping[str, int], row: Sequence[str]) -> Cells:
    return {key: row[at].strip()[:LONGEST] if at < len(row) else "" for key, at in heads.items()}


def _owner(cells: Cells) -> ImportedOwner:
    name = cells.get("name", "")
    return ImportedOwner(
        numbers=(cells["patient"],) if cells["patient"] else (),
        names=(name.replace(" ", "^"),) if name else (),
        born=_day(cells.get("born", "")),
    )


def _result(place: int, cells: Cells, zone: tzinfo) -> ImportedResult:
    low, high = cells.get("low", ""), cells.get("high", "")
    if not (low or high):
        low, high = _range(cells.get("reference", ""))
    code = cells.get("code", "")
    return ImportedResult(
        place=place,
        name=cells["analyte"],
        codes=(code,) if code else (),
        value=cells["value"],
        unit=cells.get("unit", ""),
        low=low,
        high=high,
        sampled_at=_moment(cells["sampled"], zone),
        reported_at=_moment(cells.get("reported", ""), zone),
        specimen=cells.get("specimen", ""),
        state=ReportState.FINAL,
        report=cells.get("report", ""),
        laboratory=cells.get("laboratory", ""),
    )


def _range(text: str) -> tuple[str, str]:
    whole = _RANGE.fullmatch(text)
    return (whole[1], whole[2]) if whole else ("", "")


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """Return a moment; year first or not at all, since 02/03 is two days."""
    if "+" in text or text.endswith("Z"):
        return _with_offset(text)
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        year, month, day, hour, minute = (int(part) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def _with_offset(text: str) -> datetime | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo is not None else None


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
