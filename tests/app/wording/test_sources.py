import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from installer import translations
from ltm_desktop import app, domain
from ltm_desktop.app.wording.sources import SOURCES
from ltm_desktop.app.wording.words import Words

_NAMING = frozenset({"stop", "note", "refuse"})
_RULE = re.compile(r"hard rule H\d\d")


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def _named_in(module: ModuleType) -> Iterator[str]:
    """Yield the source of every alert a module makes; a source is its second argument."""
    tree = ast.parse(inspect.getsource(module))
    for node in ast.walk(tree):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and called in _NAMING and len(node.args) > 1:
            yield _text(module, node.args[1])


def _text(module: ModuleType, named: ast.expr) -> str:
    if isinstance(named, ast.Constant):
        return str(named.value)
    assert isinstance(named, ast.Name), f"{module.__name__}: a source is a literal or a constant"
    # The makers of alerts themselves hand their argument on.
    return "" if named.id == "source" else str(getattr(module, named.id))


def test_every_source_a_check_names_can_be_said() -> None:
    named = {
        source
        for package in (domain, app)
        for one in _modules(package)
        for source in _named_in(one)
    }
    assert len(named) > 15
    assert sorted(named - SOURCES - {""}) == []


def test_every_rule_written_anywhere_can_be_said() -> None:
    literals = {
        node.value
        for path in translations.SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _RULE.match(node.value)
    }
    assert sorted(literals - SOURCES) == []


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_a_source_is_chinese_in_chinese_and_keeps_its_number(source: str) -> None:
    chinese = Words("zh_CN").source(source)
    assert re.search("[\u4e00-\u9fff]", chinese)
    for number in re.findall(r"[A-Z]*\d[\d.]*", source):
        assert number in chinese
    assert Words("en").source(source) == source


def test_a_source_of_nobodys_is_shown_as_it_stands() -> None:
    assert Words("zh_CN").source("protocol 6.2") == "protocol 6.2"
    assert Words("zh_CN").source("") == ""
