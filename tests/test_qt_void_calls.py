"""PySide6 and CPython survive 300,000 calls that return nothing.

PySide6 6.12.0 on CPython 3.10 and 3.11 loses a reference to None at each such call and kills the
process after about 5,100 of them; a small test suite passes on that pair, so the pair is tried
here. Besides the Python that runs this, 3.11, 3.12 and 3.13 are tried wherever one is found on
PATH or under ~/.pyenv, in a throwaway environment with PySide6 from the runtime lock; a version
with none at hand is named as not run.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ["3.11", "3.12", "3.13"]
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
# The person's own home: tests move HOME away, interpreters stay where they are.
HOME = Path.home()

LOOP = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication([])
thing, label = QObject(), QLabel()
before = sys.getrefcount(None)
for n in range(100_000):
    thing.setObjectName("a")
    label.setEnabled(n % 2 == 0)
    label.update()
after = sys.getrefcount(None)
print(f"none {before} {after}")
"""


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_qt_survives_300000_calls_that_return_nothing(version: str, tmp_path: Path) -> None:
    python = sys.executable if version == RUNNING else environment(version, tmp_path)
    done = subprocess.run(
        [python, "-c", LOOP],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"CPython {version} died: {done.stderr[-2000:]}"
    _, before, after = done.stdout.split()
    # None may be immortal (3.12 on): its count then stands still.
    assert int(after) >= int(before) - 100


def environment(version: str, folder: Path) -> str:
    """Return the Python of a throwaway environment of this version, with the locked PySide6."""
    found = interpreter(version)
    if found is None:
        pytest.skip(f"not run on CPython {version}: no such Python on PATH or under ~/.pyenv")
    subprocess.run([found, "-m", "venv", str(folder / "venv")], check=True, capture_output=True)
    python = str(folder / "venv" / "bin" / "python")
    lock = folder / "qt.lock"
    lock.write_text(only(["pyside6-essentials", "shiboken6"]), "utf-8")
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    install += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    done = subprocess.run(
        install, env={**os.environ, "HOME": str(HOME)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return python


def interpreter(version: str) -> str | None:
    """Return a Python of this version that starts and can make an environment."""
    candidates = [shutil.which(f"python{version}")]
    candidates += [str(path) for path in HOME.glob(f".pyenv/versions/{version}.*/bin/python")]
    question = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    for candidate in filter(None, candidates):
        done = subprocess.run(
            [candidate, "-c", question], capture_output=True, text=True, check=False
        )
        if done.stdout.strip() == version:
            return candidate
    return None


def only(names: list[str]) -> str:
    """Return the blocks of the runtime lock that pin these packages."""
    text = (ROOT / "requirements" / "runtime.lock").read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text)
    return "\n".join(block for block in blocks if block.split("==")[0] in names) + "\n"
