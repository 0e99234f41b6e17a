"""A small project with the real installer, a lock with nothing in it and a program that answers."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

# Stands where the program will stand: says what it was asked, makes the folder, fails on demand.
PROGRAM = """
import os, pathlib, sys
print("asked:", *sys.argv[1:], flush=True)
if os.environ.get("PROGRAM_FAILS"):
    sys.exit(3)
if sys.argv[1] == "demo":
    site = pathlib.Path(sys.argv[2])
    site.mkdir(exist_ok=True)
    (site / "store").touch()
"""


@dataclass(frozen=True)
class Project:
    """A copy of the installer in a folder of its own."""

    root: Path

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run installer/start.py from another folder, with these variables on top."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [sys.executable, str(self.root / "installer" / "start.py"), *arguments],
            env={**kept, **environment},
            cwd=self.root.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def venv(self) -> Path:
        return self.root / ".venv"


def make_project(root: Path) -> Project:
    """Lay out the project; its name is as awkward as a person's folder can be."""
    shutil.copytree(ROOT / "installer", root / "installer")
    (root / "requirements").mkdir()
    for lock in ("runtime.lock", "test.lock"):
        (root / "requirements" / lock).write_text("# nothing\n", "utf-8")
    (root / "ltm_desktop").mkdir()
    (root / "ltm_desktop" / "__init__.py").write_text('"""Stands in."""\n', "utf-8")
    (root / "ltm_desktop" / "__main__.py").write_text(PROGRAM, "utf-8")
    return Project(root)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose set-up has run once."""
    project = make_project(tmp_path_factory.mktemp("place") / "o'ne 项目")
    done = project.run("setup")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """Return a project that nobody has set up."""
    return make_project(tmp_path / "fresh")
