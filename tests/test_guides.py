"""The guides: what they name as a control with its key is one, and what they link is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from installer import translations
from ltm_desktop.ui import shortcuts

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = sorted(
    path
    for name in (
        *("README", "nurse", "research-nurse", "pharmacist", "physician", "therapist"),
        *("administrator", "monitor"),
    )
    for path in (DOCS / f"{name}.md", DOCS / f"{name}.zh_CN.md")
)
_KEY = re.compile(r"(?:Alt|Ctrl)\+\S+|F\d+|Esc")
_NAMED = re.compile(r"\*{1,2}([^*\n]+?)\*{1,2} ?[(（]((?:Alt|Ctrl)\+[A-Z0-9]|F\d+)[)）]")


WORDED_APART = {
    "panels/review": (
        *(("Agrees with the source…", "Alt+V"), ("Ask…", "Alt+Q"), ("Answer", "Alt+W")),
        *(("Close a query", "Alt+C"), ("Lock…", "Alt+K"), ("Unlock…", "Alt+U")),
        ("Send the answer", "Alt+S"),
    ),
    "panels/signoff": (
        ("Add to this signing, read the next", "Alt+D"),
        ("Approve and sign", "Alt+A"),
    ),
    "panels/toxicity": (("Judge…", "Alt+J"),),
    "panels/fractions": (("Delivered", "Alt+E"), ("Not treated", "Alt+T")),
    "widgets": (("Open as PDF", "Alt+P"),),
}
"""Controls whose words and key stand in two places of the program, by their folder."""
RECORDS = ("Issued papers", "Audit trail", "Is the record whole?", "Handovers")
"""Tabs whose keys follow from their order."""


def keys_in(node: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Yield each key that stands directly in a call, a tuple or one line of a dictionary."""
    for one in ast.iter_child_nodes(node):
        match one:
            case ast.Constant(value=str(text)) if _KEY.fullmatch(text):
                yield text
            case ast.keyword(value=ast.Constant(value=str(text))) if _KEY.fullmatch(text):
                yield text
            case ast.Name(id=name) | ast.keyword(value=ast.Name(id=name)) if name in known:
                yield known[name]
            case ast.Attribute(value=ast.Name(id="shortcuts"), attr=name):
                yield str(getattr(shortcuts, name))
            case ast.Subscript(value=ast.Attribute(attr="CHART_TABS"), slice=ast.Constant(value=n)):
                yield shortcuts.CHART_TABS[int(str(n))]
            case _:
                pass


def said_in(node: ast.AST) -> Iterator[str]:
    """Yield each sentence said or marked in the arguments of a node."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and one.args and isinstance(one.args[0], ast.Constant):
            name = one.func.attr if isinstance(one.func, ast.Attribute) else one.func
            called = name.id if isinstance(name, ast.Name) else name
            if called in translations.SAYERS | translations.MARKERS:
                yield str(one.args[0].value)


@cache
def controls() -> frozenset[tuple[str, str]]:
    """Return the words and the key of every control of the program."""
    found: set[tuple[str, str]] = set()
    for path in (ROOT / "ltm_desktop" / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {
            str(getattr(one.targets[0], "id", "")): one.value.value
            for one in tree.body
            if isinstance(one, ast.Assign)
            and isinstance(one.value, ast.Constant)
            and isinstance(one.value.value, str)
            and _KEY.fullmatch(one.value.value)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call | ast.Tuple):
                keys = tuple(keys_in(node, known))
                found.update((words, key) for words in said_in(node) for key in keys)
    tabs = zip(RECORDS, shortcuts.CHART_TABS, strict=False)
    return frozenset(found.union(tabs, *WORDED_APART.values()))


def test_a_key_that_stands_apart_from_its_words_is_a_key_of_that_place() -> None:
    said = {one.sentence.text for one in translations.in_topics()}
    for place, named in WORDED_APART.items():
        sources = (ROOT / "ltm_desktop" / "ui" / place).rglob("*.py")
        text = "".join(path.read_text(encoding="utf-8") for path in sources)
        assert [one for one in named if one[0] not in said or f'"{one[1]}"' not in text] == []


def test_the_tabs_of_the_records_stand_in_this_order() -> None:
    text = (ROOT / "ltm_desktop" / "ui" / "records_page.py").read_text(encoding="utf-8")
    places = [text.index(f'_mark("{words}")') for words in RECORDS]
    assert places == sorted(places)


@cache
def chinese() -> frozenset[tuple[str, str]]:
    told = {one.sentence.text: one.chinese for one in translations.in_topics()}
    return frozenset((told.get(words, words), key) for words, key in controls())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_control_a_guide_names_with_its_key_is_one(guide: Path) -> None:
    known = chinese() if guide.name.endswith(".zh_CN.md") else controls()
    named = _NAMED.findall(guide.read_text(encoding="utf-8"))
    assert [one for one in named if (one[0].strip(), one[1]) not in known] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_shows_and_links_is_there(guide: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", guide.read_text(encoding="utf-8"))
    assert [one for one in targets if "://" not in one and not (DOCS / one).exists()] == []


def test_every_guide_has_its_chinese_and_stands_in_the_list() -> None:
    for language in ("", ".zh_CN"):
        listed = (DOCS / f"README{language}.md").read_text(encoding="utf-8")
        guides = [path.name for path in GUIDES if path.name.endswith(".zh_CN.md") == bool(language)]
        assert len(guides) == len(GUIDES) // 2
        assert [name for name in guides if "README" not in name and name not in listed] == []
