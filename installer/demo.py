"""Makes the synthetic demo site and opens the window on it, or says why there is no window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.places import PYTHON
from installer.speech import Stopped, say


def has_display() -> bool:
    """Tell whether a window can be seen from here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(site: Path) -> int:
    """Open the window on the demo site, making the site first where there is none."""
    if not is_made(site):
        say("Making a demo site with synthetic patients (less than a minute)")
        make(site)
        say()
    say(f"Opening the window on {site}")
    say("All patients and people in it are synthetic; the sign-in names are in README.md.")
    code = _program("--site", str(site))
    if code < 0:
        raise Stopped(
            f"The window was ended by signal {-code}.",
            "see that this display can show windows, then start again",
        )
    return code


def work_without_window(site: Path) -> int:
    """Record, sign and print one dose on the demo site, and say what the window needs."""
    say("No display here: recording, signing and printing one dose without the window.")
    make(site)
    say()
    say("The window needs a display: start this again from a desktop session.")
    return 0


def make(site: Path) -> None:
    """Make the site, or find it made, and print one dose on it; an unfinished one is made anew.

    Without a window, so that a window closed badly can never look like an unfinished site.
    """
    unfinished = site.with_name(site.name + ".unfinished")
    if unfinished.exists():
        say("The demo site was left unfinished; making it anew.")
        shutil.rmtree(site, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    # Only a folder that is new and ours may be thrown away by a later run.
    if not is_made(site):
        unfinished.touch()
    if _program("demo", str(site), "--no-window") != 0:
        raise Stopped(
            "The demo site could not be made; the lines above say why.",
            f"choose another folder with --site, or remove {site} and start again",
        )
    unfinished.unlink(missing_ok=True)


def is_made(site: Path) -> bool:
    """Tell whether a finished site (or anything else of the person's) lies in this folder."""
    unfinished = site.with_name(site.name + ".unfinished")
    return not unfinished.exists() and site.is_dir() and any(site.iterdir())


def _program(*arguments: str) -> int:
    # -P: a file in the current folder must never be taken for one of our modules.
    return subprocess.run(
        [str(PYTHON), "-P", "-m", "ltm_desktop", *arguments], check=False
    ).returncode
