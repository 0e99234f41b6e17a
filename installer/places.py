"""Where things lie: the project, its environment, and this person's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
RUNTIME_LOCK = LOCKS / "runtime.lock"
TEST_LOCK = LOCKS / "test.lock"

BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "ltm-desktop-setup.json"
UNFINISHED = VENV / "ltm-desktop-unfinished"


def demo_site() -> Path:
    """Return the default folder of the demo site, in this person's own data folder."""
    return data_folder() / "demo-site"


def data_folder() -> Path:
    """Return where this platform keeps a person's program data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local", "ltm-desktop")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "ltm-desktop"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "ltm-desktop")
