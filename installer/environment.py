"""Makes .venv from a lock, so that a second start needs neither network nor time.

Ready means: stamped with this lock, and no mark of an unfinished set-up.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from installer.places import (
    BIN,
    PYTHON,
    ROOT,
    RUNTIME_LOCK,
    STAMP,
    TEST_LOCK,
    UNFINISHED,
    VENV,
)
from installer.speech import Stopped, say


def is_ready(lock: Path) -> bool:
    """Tell, without the network, whether .venv already holds what this lock names."""
    stamp = _read_stamp()
    return (
        PYTHON.exists()
        and not UNFINISHED.exists()
        and all(stamp.get(key) == value for key, value in _wanted(lock).items())
    )


def prepare(lock: Path) -> None:
    """Make or complete .venv from the lock; an interrupted or broken one is built anew."""
    if is_ready(lock):
        return
    if VENV.exists() and (UNFINISHED.exists() or not _is_sound()):
        say("The last set-up did not finish or no longer fits this Python; starting it anew.")
        shutil.rmtree(VENV)
    made = VENV.exists()
    VENV.mkdir(exist_ok=True)
    # From here to the last line an interruption leaves this mark.
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    if not made:
        say(f"Making an environment in {VENV}")
        venv.create(VENV, with_pip=True, symlinks=sys.platform != "win32")
    _install(lock)
    _link_program()
    STAMP.write_text(json.dumps(_stamp_for(lock), indent=2), encoding="utf-8")
    UNFINISHED.unlink()


def _stamp_for(lock: Path) -> dict[str, str]:
    # The test lock holds the runtime lock too; a house test keeps that true.
    locks = [RUNTIME_LOCK, TEST_LOCK] if lock == TEST_LOCK else [lock]
    return {key: value for each in locks for key, value in _wanted(each).items()}


def _install(lock: Path) -> None:
    say("Fetching the libraries and checking their digests (1 to 3 minutes the first time)")
    # Errors only (-qq): what pip says about mirrors and caches is no news for the reader.
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise Stopped(
            "The libraries could not be installed; the lines above say why.",
            "check the network connection once, then run the same command again",
        )


def _link_program() -> None:
    """Let .venv run the program from this folder, and put its command beside python."""
    purelib = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(purelib, "ltm_desktop.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if sys.platform == "win32":
        command = BIN / "ltm-desktop.cmd"
        command.write_text('@"%~dp0python.exe" -P -m ltm_desktop %*\r\n', encoding="utf-8")
        return
    # A shell line, because a path with a space cannot stand after "#!".
    command = BIN / "ltm-desktop"
    quoted = "'" + str(PYTHON).replace("'", "'\\''") + "'"
    command.write_text(f'#!/bin/sh\nexec {quoted} -P -m ltm_desktop "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def _is_sound() -> bool:
    """Tell whether .venv's Python starts, has pip, and is the version that runs us."""
    question = "import pip, sys; print(*sys.version_info[:2], sep='.')"
    try:
        done = subprocess.run(
            [str(PYTHON), "-c", question], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == _python_version()


def _wanted(lock: Path) -> dict[str, str]:
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return {"python": _python_version(), "project": str(ROOT), lock.name: digest}


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}
