"""The page of Part 11: every clause once, no cell empty, and nothing named that is not there."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.test_nhs_cui import names_in

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "part11.md"
LETTER = ROOT / "docs" / "letter-11.100c.md"
_CASES = tomllib.loads((ROOT / "tests/cases/part11.toml").read_text(encoding="utf-8"))
CLAUSES: dict[str, list[str]] = {one["title"]: one["clauses"] for one in _CASES["section"]}
WITHOUT_TEST: dict[str, str] = _CASES["without_test"]
HEADS = ["clause", "what it asks", "what the program does", "shown by", "what the site does"]


def tables(text: str) -> dict[str, list[list[str]]]:
    """Return the rows of every table by the heading above it, its own head first."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("|") and not line.startswith("|---"):
            cells = [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
            found.setdefault(heading, []).append(cells)
    return found


def faults(text: str) -> list[str]:
    """Return everything that is wrong with a page, in words."""
    found = tables(text)
    wrong = [f"unknown section {one}" for one in found if one not in CLAUSES]
    for title, clauses in CLAUSES.items():
        head, *rows = found.get(title, [[]])
        if head != HEADS:
            wrong.append(f"{title}: columns")
        told = [row[0] for row in rows]
        wrong += [f"missing {one}" for one in clauses if one not in told]
        wrong += [f"unknown {one}" for one in told if one not in clauses]
        wrong += [f"twice {one}" for one in set(told) if told.count(one) > 1]
        wrong += [f"{row[0]}: {one}" for row in rows for one in row_faults(row)]
    wrong += [f"no page {one}" for one in re.findall(r"\]\(([^)#]+)", text) if not is_page(one)]
    return wrong


def row_faults(row: list[str]) -> list[str]:
    """Return what is wrong with one row."""
    if len(row) != len(HEADS) or not all(row):
        return ["empty cell"]
    clause, _, does, shown, _ = row
    wrong = [
        f"no module {one}"
        for one in re.findall(r"`([\w/]+\.py)`", does)
        if not (ROOT / "ltm_desktop" / one).is_file()
    ]
    if clause in WITHOUT_TEST:
        return wrong if shown == WITHOUT_TEST[clause] else [*wrong, "says that a test shows it"]
    told = shown.split("<br>")
    return [*wrong, *(f"no test {one}" for one in told if not is_test(one))]


def is_test(named: str) -> bool:
    """Tell whether a cell's line names a test that is there."""
    parts = re.fullmatch(r"`([\w/]+/test_\w+\.py|test_\w+\.py)::(test_\w+)`", named)
    if parts is None or not (ROOT / "tests" / parts[1]).is_file():
        return False
    return parts[2] in names_in(ROOT / "tests" / parts[1])


def is_page(named: str) -> bool:
    """Tell whether a link leads to a page that is there."""
    return named.startswith("https://") or (PAGE.parent / named).is_file()


def test_every_test_module_and_page_named_is_there() -> None:
    assert faults(PAGE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("| Enters each person once. |", "|  |", "11.300(a): empty cell"),
        ("| 11.70 |", "| 11.71 |", "missing 11.70"),
        ("| 11.70 |", "| 11.71 |", "unknown 11.71"),
        ("| 11.70 |", "| 11.30 |", "twice 11.30"),
        ("test_nothing_lies_unwrapped_on_disk", "test_nothing_lies", "no test"),
        ("`app/guesses.py`", "`app/guessing.py`", "11.300(d): no module app/guessing.py"),
        ("(tampering.md)", "(tampered.md)", "no page tampered.md"),
        ("| does not apply |", "| none |", "11.200(b): says that a test shows it"),
        ("## ALCOA+", "## ALCOA", "unknown section ALCOA"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(was: str, now: str, fault: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert was in text
    assert any(fault in one for one in faults(text.replace(was, now, 1)))


def test_the_clauses_are_those_of_subparts_b_and_c() -> None:
    subparts = [one for title, told in CLAUSES.items() if "Subpart" in title for one in told]
    sections = {re.split(r"\(", one)[0] for one in subparts}
    assert sections == {"11.10", "11.30", "11.50", "11.70", "11.100", "11.200", "11.300"}
    letters = "".join(re.findall(r"11\.10\(([a-k])\)", " ".join(subparts)))
    assert letters == "abcdefghijkk"
    assert len(subparts) == len(set(subparts)) == 29


def test_the_letter_says_what_the_clause_asks() -> None:
    text = " ".join(LETTER.read_text(encoding="utf-8").split())
    for words in (
        "21 CFR 11.100(c)",
        "legally binding equivalent of traditional handwritten signatures",
        "used on or after",
        "traditional handwritten signature",
        "Letters of Non-Repudiation Agreement",
        "[name of the organisation]",
    ):
        assert words in text, words


@pytest.mark.parametrize("page", ["README.md", "monitor.md"])
def test_the_guides_lead_to_the_page(page: str) -> None:
    assert "(part11.md)" in (ROOT / "docs" / page).read_text(encoding="utf-8")
