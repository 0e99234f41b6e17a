"""The page of screen rules: one line for each group, and nothing named that is not there."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "nhs-cui.md"
LEFT = ROOT / "docs" / "adr" / "0013-where-we-leave-nhs-cui.md"
_RULES = tomllib.loads((ROOT / "tests/cases/nhs_cui.toml").read_text(encoding="utf-8"))
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


def test_the_page_answers_the_sections_it_should() -> None:
    assert list(SECTIONS) == [1, 2, 3, 6, 7, 8, 9, 11]
    assert sum(map(len, SECTIONS.values())) == 123
    assert len(lines(PAGE)) == len(SECTIONS)


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
