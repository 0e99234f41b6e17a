"""The check: every step has its verdict, and one failure fails the whole."""

import shutil
import subprocess
import sys
from pathlib import Path

from installer import check

ROOT = Path(__file__).resolve().parent.parent.parent


def run(folder: Path, *steps: str) -> subprocess.CompletedProcess[str]:
    """Run the check over a folder that holds one badly laid out, but clean, module."""
    (folder / "installer").mkdir()
    shutil.copy(ROOT / "installer" / "check.py", folder / "installer")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "installer" / "__init__.py").write_text('"""Is laid out badly."""\n\n\n\n', "utf-8")
    return subprocess.run(
        [sys.executable, str(folder / "installer" / "check.py"), *steps],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_whole_check_is_format_lint_types_imports_and_tests() -> None:
    assert list(check.STEPS) == ["format", "lint", "types", "imports", "tests"]


def test_one_failing_step_fails_the_check_and_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "format", "lint")
    assert done.returncode == 1
    assert "format   FAILED" in done.stdout
    assert "lint     passed" in done.stdout


def test_an_unknown_step_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "everything")
    assert done.returncode == 2
    assert "everything" in done.stdout
