"""The strictness that every test lives under is itself seen to bite."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FAULTS = {
    "a stray log warning": "import logging\ndef test_x():\n    logging.warning('stray')\n",
    "a thread left running": (
        "import threading, time\ndef test_x():\n"
        "    threading.Thread(target=time.sleep, args=(8,), daemon=True).start()\n"
    ),
    "a Qt warning": "from PySide6.QtCore import qWarning\ndef test_x(qapp):\n    qWarning('x')\n",
    "a Python warning": "import warnings\ndef test_x():\n    warnings.warn('x')\n",
    "an unknown mark": "import pytest\n@pytest.mark.unknown\ndef test_x():\n    pass\n",
}
ABSENT = "def test_x(outside):\n    outside('no-such-checker')\n"


def verdict(folder: Path, body: str, **environment: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "test_x.py").write_text(body, "utf-8")
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_x.py"],
        cwd=folder,
        # the copied rules name a plugin of this tree
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_test_fails_over(fault: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, FAULTS[fault]).returncode != 0


def test_a_log_that_was_announced_is_no_fault(tmp_path: Path) -> None:
    marked = "import logging, pytest\n@pytest.mark.expects_log('storage')\ndef test_x():\n"
    done = verdict(tmp_path, marked + "    logging.getLogger('storage.heads').warning('late')\n")
    assert done.returncode == 0, done.stdout


def test_a_checker_that_is_missing_is_named_as_not_run(tmp_path: Path) -> None:
    done = verdict(tmp_path, ABSENT)
    assert done.returncode == 0
    assert "not run: no-such-checker is not installed" in done.stdout


def test_in_continuous_integration_a_missing_checker_fails(tmp_path: Path) -> None:
    assert verdict(tmp_path, ABSENT, CI="true").returncode == 1
