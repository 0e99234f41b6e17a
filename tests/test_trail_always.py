"""The audit trail cannot be switched off: by a setting, an argument, a site's values or a detour.

21 CFR 11.10(e), ICH E6(R3) 4.2.2: read from the program itself, so that a later door is found.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ltm_desktop.app.wording.words import Words
from ltm_desktop.cli.arguments import parser_of
from ltm_desktop.domain.attestation import WRITERS
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.protocols import files
from ltm_desktop.storage.tables import GUARDS

PROGRAM = Path("ltm_desktop")
SILENT = ("audit", "trail", "ledger", "journal")
"""What a way to switch it off would be called after."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_every_event_there_is_has_been_told_once_as_a_golden_row() -> None:
    golden = json.loads(Path("tests/golden/events/1.json").read_text(encoding="utf-8"))
    assert {one["shape"] for one in golden} == set(SHAPES)
    assert set(WRITERS) == set(SHAPES.values())


def test_only_the_recorder_opens_a_write_beside_the_remaking_of_lists() -> None:
    opened = {
        str(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr == "write"
    }
    assert opened == {"ltm_desktop/app/recorder.py", "ltm_desktop/app/verification.py"}


def test_entries_are_inserted_in_one_place_and_changed_or_removed_in_none() -> None:
    inserting: set[str] = set()
    harming: set[str] = set()
    for path, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            table = node.func.value
            # elsewhere a name like these is a list or a mapping: SQL lives in storage alone
            kept = isinstance(table, ast.Name) and table.id in ("entries", "papers")
            if kept and "storage" in path.parts:
                kind = inserting if node.func.attr == "insert" else harming
                if node.func.attr in ("insert", "update", "delete"):
                    kind.add(str(path))
    assert inserting == {"ltm_desktop/storage/transaction.py"}
    assert harming == set()
    for verb in ("update", "delete"):
        assert any(f"entries_no_{verb}" in guard for guard in GUARDS)


def test_an_entry_is_kept_whatever_it_tells() -> None:
    # sealing and appending stand in one place, under no condition that looks at a setting
    tree = ast.parse((PROGRAM / "app/recorder.py").read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not {name for name in names if "setting" in name.lower() or "enabled" in name.lower()}


def options() -> Iterator[str]:
    waiting = [parser_of(Words())]
    while waiting:
        parser = waiting.pop()
        for action in parser._actions:
            yield from action.option_strings
            if isinstance(action.choices, dict):
                waiting += action.choices.values()


def test_no_argument_switches_it_off() -> None:
    found = list(options())
    assert "--site" in found
    off = [
        one
        for one in found
        if one.startswith(("--no-", "--without-", "--disable", "--skip", "--quiet"))
    ]
    # the demo's own: it opens no window
    assert off == ["--no-window"] * len(off)
    assert not any(word in one for one in found for word in SILENT)


@pytest.mark.parametrize("study", [one for one, _ in files.available()])
def test_no_value_a_site_signs_switches_it_off(study: str) -> None:
    version = next(version for known, version in files.available() if known == study)
    trial, _ = files.load(study, version)
    assert trial.settings
    assert not [path for path in trial.settings if any(word in path for word in SILENT)]


def test_no_file_of_a_site_and_no_environment_switches_it_off() -> None:
    asked = {
        argument.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "environ"
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }
    assert not [name for name in asked if any(word in str(name).lower() for word in SILENT)]
    folder = (PROGRAM / "storage/folder.py").read_text(encoding="utf-8")
    assert "audit" not in folder
