"""A verifier that shares no code with ours comes to the same verdict, and each can be wrong."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tampering import independent_verifier, mutants
from tests.tampering.victim import Victim

SOURCE = Path(independent_verifier.__file__)


def _quiet(_line: str) -> None:
    """Say nothing while it runs; the faults are asserted."""


def test_it_is_short_and_shares_no_code_with_the_program() -> None:
    told = SOURCE.read_text("utf-8")
    assert len(told.splitlines()) <= 200
    met = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(told))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert met - set(sys.stdlib_module_names) == {"cryptography"}


def test_both_say_the_same_of_mutants_and_of_honest_copies(victim: Victim, tmp_path: Path) -> None:
    seen = mutants.run(victim, tmp_path, count=16, seed=5, say=_quiet)
    assert seen.faults == []
    assert (seen.judged["altered"], seen.judged["whole"]) == (14, 2)


@pytest.mark.parametrize("blind", ["to signatures", "to everything"])
def test_a_blind_verifier_disagrees(
    victim: Victim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blind: str
) -> None:
    def judge(export: dict[str, Any], anchor: str) -> tuple[int, str]:
        return independent_verifier.verify(export, anchor) if blind == "to signatures" else (0, "")

    monkeypatch.setattr(independent_verifier, "holds", lambda *_: True)
    forged = len(mutants.MUTANTS) - 9
    monkeypatch.setattr(mutants, "MUTANTS", mutants.MUTANTS[forged : forged + 1])
    seen = mutants.run(victim, tmp_path, count=4, seed=5, say=_quiet, judge=judge)
    assert seen.faults


def test_it_reads_an_export_of_its_own(victim: Victim, tmp_path: Path) -> None:
    export = mutants.exported(victim)
    file = tmp_path / "export.json"

    def asked(*more: str) -> tuple[int, str]:
        told = json.dumps(export, default=lambda raw: {"hex": raw.hex()})
        file.write_text(told, "utf-8")
        command = [sys.executable, str(SOURCE), str(file), *more]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout

    head = victim.head_at(3).to_line()
    assert asked("--anchor", head) == (0, "whole\n")
    assert asked("--anchor", head.replace(head[-8:], "00000000"))[0] == 1
    export["entries"][6]["raw"] += b" "
    assert asked()[0] == 1
    assert "entry 7" in asked()[1]
    assert subprocess.run([sys.executable, str(SOURCE)], check=False).returncode == 2
