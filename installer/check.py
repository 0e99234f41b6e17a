"""The whole check, in one place: format, lint, types, imports, tests; prints each verdict.

Runs with the Python of .venv and no window. Step names as arguments choose some of them.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"

STEPS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", _IMPORTS, "--no-logo"],
    # Two at a time: each worker has its own QApplication and its own folders.
    "tests": ["-m", "pytest", "-q", "-n", "2"],
}


def main(chosen: list[str]) -> int:
    """Run the steps and return 0 only when every one passed."""
    unknown = [name for name in chosen if name not in STEPS]
    if unknown:
        print(f"No step is called {', '.join(unknown)}. Steps: {', '.join(STEPS)}.")
        return 2
    verdicts = {name: run(name) for name in chosen or STEPS}
    print("\nThe check")
    for name, passed in verdicts.items():
        print(f"  {name:8} {'passed' if passed else 'FAILED'}")
    return 0 if all(verdicts.values()) else 1


def run(name: str) -> bool:
    """Run one step with its output shown, and tell whether it passed."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run([sys.executable, *STEPS[name]], cwd=ROOT, env=_quiet(), check=False)
    passed = done.returncode == 0
    seconds = time.monotonic() - began
    print(f"== {name}: {'passed' if passed else 'FAILED'} ({seconds:.0f} s)", flush=True)
    return passed


def _quiet() -> dict[str, str]:
    """Return an environment in which Qt opens no window on anybody's desk."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
