"""The page of screen rules: one line for each group, and nothing named that is not there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "nhs-cui.md"
LEFT = ROOT / "docs" / "adr" / "0013-where-we-leave-nhs-cui.md"
_RULES = tomllib.loads((ROOT / "tests/cases/nhs_cui.toml").read_text(encoding="utf-8"))
POINTS = 810
"""Numbered points of the guides that the groups hold, each counted once."""
SECTIONS: dict[int, list[str]] = {one["number"]: one["rules"] for one in _RULES["section"]}


def lines(page: Path) -> dict[str, list[list[str]]]:
    """Return the cells of every table line of a page, by section heading."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("|") and not line.startswith(("|---", "| rules ")):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.setdefault(heading, []).append(cells)
    return found


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests of a file, without importing it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("number", SECTIONS)
def test_every_group_of_screen_rules_has_exactly_one_line(number: int) -> None:
    (cells,) = (found for title, found in lines(PAGE).items() if title.startswith(f"{number} "))
    assert [rules for rules, _, _ in cells] == SECTIONS[number]
    assert all(words for _, words, _ in cells)


def test_the_page_answers_every_section_of_the_rules() -> None:
    assert list(SECTIONS) == list(range(1, 14))
    assert sum(map(len, SECTIONS.values())) == 201 + 10
    assert len(lines(PAGE)) == len(SECTIONS)


def points(rules: str) -> Iterator[str]:
    """Yield each point of a group whole: 0206 after MEDa-0205 is MEDa-0206."""
    for family in rules.removeprefix("≈ ").replace("°", "").split("; "):
        begins = re.match(r"[A-Za-z+]+-(?=\d)", family)
        guide = begins.group() if begins else family.split(" ")[0] + " "
        for point in family.removeprefix(guide).split(", "):
            yield guide + point


def test_every_single_point_of_the_guides_is_named_whole() -> None:
    named = [point for rules in chain(*SECTIONS.values()) for point in points(rules)]
    numbered = {point for point in named if "-" in point.partition(" ")[0]}
    assert [one for one in numbered if not re.fullmatch(r"[A-Za-z+]+-\d{3,4}(\.\d)?", one)] == []
    assert len(numbered) == POINTS


def test_every_test_and_decision_the_page_names_is_there() -> None:
    for cells in lines(PAGE).values():
        for rules, _, shown in cells:
            tests = re.findall(r"`([\w/]+\.py)::(\w+)`", shown)
            decisions = re.findall(r"\]\(([^)]+)\)", shown)
            assert tests or decisions, rules
            lost = [name for path, name in tests if name not in names_in(ROOT / "tests" / path)]
            assert lost == [], rules
            assert all((PAGE.parent / one).is_file() for one in decisions), rules


def test_what_is_left_or_not_built_is_argued_by_the_same_rules() -> None:
    named = {
        rules
        for cells in lines(PAGE).values()
        for rules, _, shown in cells
        if LEFT.name in shown
    }  # fmt: skip
    argued = [rules for cells in lines(LEFT).values() for rules, *_ in cells]
    assert sorted(argued) == sorted(named)
