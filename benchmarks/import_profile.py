"""Where the imports of a start go: self time by library and by floor of the house."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)")
_MOST = 14
_WINDOW = (
    "import PySide6.QtWidgets, ltm_desktop.cli.verbs, ltm_desktop.ui.application; "
    "from ltm_desktop.bootstrap import House; "
)
_HOUSE = "import ltm_desktop.ui.shell; House().preload(); "
_BEDSIDE = "House().preload_bedside(); "
PHASES = (
    ("up to the painted sign-in", "", _WINDOW),
    ("beside the sign-in, in a thread", _WINDOW, _HOUSE),
    ("as the first chart opens, in a thread", _WINDOW + _HOUSE, _BEDSIDE),
)


def imports() -> str:
    """Return what each phase imports, heaviest first."""
    return "\n\n".join(f"{title}\n{_told(before, load)}" for title, before, load in PHASES)


def _told(before: str, load: str) -> str:
    known = _times(before) if before else {}
    spent: dict[str, list[int]] = defaultdict(list)
    for name, taken in _times(before + load).items():
        if name not in known:
            spent[_group(name)].append(taken)
    ordered = sorted(spent.items(), key=lambda one: -sum(one[1]))
    lines = [
        f"  {name:30}{sum(taken) / 1000:8.0f} ms {len(taken):5} modules"
        for name, taken in [*ordered[:_MOST], ("all", [one for _, some in ordered for one in some])]
    ]
    return "\n".join(lines)


def _times(statements: str) -> dict[str, int]:
    """Return the microseconds each module took by itself."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statements],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = (_LINE.match(line) for line in ran.stderr.splitlines())
    return {one[3]: int(one[1]) for one in found if one}


def _group(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "ltm_desktop":
        return ".".join(parts[:2])
    return parts[0] if parts[0] not in sys.stdlib_module_names else "standard library"
