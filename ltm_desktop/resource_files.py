"""Finds the files under resources/ in a source tree, an installed wheel and a frozen program.

The one place that knows where they lie; it opens nothing.
"""

import sys
from pathlib import Path


def path(*parts: str) -> Path:
    """Return where a resource lies, such as path("protocols", "NCT05305885", "1.0.toml")."""
    return _root().joinpath(*parts)


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen, "ltm_desktop", "resources")
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
