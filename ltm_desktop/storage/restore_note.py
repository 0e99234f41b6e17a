"""What the ledger of a restored site has still to say of its restore, until its doer signs in."""

import json
from pathlib import Path

from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.storage.durable import disk, sync_folder

NOTE = "restored.json"
"""Who put back what, why, and what was lost."""
_LARGEST = 65_536


def read_note(folder: Path) -> dict[str, object]:
    """Return what is still to be written of a restore; empty for nothing."""
    try:
        told = json.loads(read_chosen(folder / NOTE, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def forget_note(folder: Path) -> None:
    """Let go of a note that the ledger holds now."""
    with disk():
        (folder / NOTE).unlink(missing_ok=True)
        sync_folder(folder)
