"""The table as printed, and as it stands in docs/benchmarks.md between its marks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = (
    "| | what | floor | | measured | ratio | goal | verdict | on | note |",
    "|---|---|---|---|---|---|---|---|---|---|",
)
VERDICTS = {True: "met", False: "**not met**", None: "not measured"}


def printed(figure: Figure) -> str:
    """Return a figure as one line for a terminal."""
    ratio = "" if figure.ratio is None else f"  ratio {figure.ratio:.2f}"
    floor = f"  floor {figure.floor} ({figure.floor_name})" if figure.floor else ""
    verdict = VERDICTS[figure.met].strip("*")
    line = f"{figure.name:4} {verdict:12} {figure.what}: {figure.measured}{floor}{ratio}"
    return f"{line}  goal {figure.goal}" + (f"\n     {figure.note}" if figure.note else "")


def row(figure: Figure, day: date) -> str:
    """Return a figure as one line of the page."""
    cells = (
        figure.name,
        figure.what,
        figure.floor_name,
        figure.floor,
        figure.measured,
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.goal,
        VERDICTS[figure.met],
        day.isoformat(),
        figure.note,
    )
    return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


def rewrite(
    page: Path,
    figures: Sequence[Figure],
    *,
    day: date,
    machine: Sequence[str],
    profiles: Mapping[str, str],
) -> None:
    """Put what was measured into the page; lines of figures not measured now stay, dated."""
    text = page.read_text("utf-8")
    fresh = {figure.name for figure in figures}
    kept = [line for line in _between(text, "figures") if _name(line) not in fresh]
    lines = [line for line in kept if _name(line)] + [row(one, day) for one in figures]
    lines.sort(key=lambda line: int(_name(line)[1:]))
    text = _put(text, "figures", [*HEAD, *lines])
    text = _put(text, "machine", [f"- {line}" for line in machine])
    for title, told in profiles.items():
        if f"<!-- {_mark(title)} -->" not in text:
            mark = _mark(title)
            text += f"\n### {title}\n\n<!-- {mark} -->\n<!-- /{mark} -->\n"
        text = _put(text, _mark(title), ["```text", told.rstrip(), "```"])
    page.write_text(text, "utf-8")


def _name(line: str) -> str:
    found = re.match(r"\| (P\d+) \|", line)
    return found.group(1) if found else ""


def _mark(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _between(text: str, mark: str) -> list[str]:
    return text.partition(f"<!-- {mark} -->")[2].partition(f"<!-- /{mark} -->")[0].splitlines()


def _put(text: str, mark: str, lines: Sequence[str]) -> str:
    before, opened, rest = text.partition(f"<!-- {mark} -->\n")
    _, closed, after = rest.partition(f"<!-- /{mark} -->")
    if not opened or not closed:
        raise ValueError(f"the page has no place for {mark}")
    return before + opened + "\n".join(lines) + "\n" + closed + after
