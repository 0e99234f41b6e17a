"""A program that breaks leaves no picture of its memory."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

_BREAKS = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
secret = "-".join(("synthetic", "secret"))
{guard}
os.abort()
"""
_GUARD = """
from contextlib import suppress
from ltm_desktop import bootstrap
with suppress(SystemExit):
    bootstrap.main(["--version"])
"""


def broken(folder: Path, guard: str) -> tuple[bool, list[bytes]]:
    """Let a program break; return whether the system dumped its core, and every core there."""
    project = str(Path(__file__).parents[2])
    script = folder / "breaks.py"
    script.write_text(f"import sys\nsys.path.insert(0, {project!r})\n{_BREAKS.format(guard=guard)}")
    command = [sys.executable, str(script)]
    program = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, ended = os.waitpid(program.pid, 0)
    program.returncode = 0  # waited for here: what the system says of a core is lost elsewhere
    assert os.WIFSIGNALED(ended)
    return os.WCOREDUMP(ended), [file.read_bytes() for file in folder.glob("core*")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own way with dumps")
def test_a_program_that_breaks_dumps_no_core(tmp_path: Path) -> None:
    assert broken(tmp_path, _GUARD) == (False, [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own way with dumps")
def test_without_the_guard_a_core_holds_what_was_in_memory(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("no core is dumped here anyway")
    dumped, cores = broken(tmp_path, "")
    assert dumped
    assert all(b"synthetic-secret" in one for one in cores)
