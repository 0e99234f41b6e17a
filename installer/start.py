"""The one command of a fresh machine: sets everything up and opens the window on a demo site.

Standard library only. `setup` prepares the environment and stops; `test` runs the whole check.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import demo, environment, system
from installer.places import PYTHON, ROOT, RUNTIME_LOCK, TEST_LOCK, demo_site
from installer.speech import Stopped, complain, say


def main(argv: list[str]) -> int:
    """Do what the command line asks and return an honest exit code."""
    wishes = _parser().parse_args(argv)
    try:
        _check_python()
        if wishes.what == "setup":
            return set_up()
        if wishes.what == "test":
            return check()
        return start(wishes.site.expanduser().absolute())
    except Stopped as stopped:
        complain(stopped)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.")
        return 130


def set_up() -> int:
    """Prepare .venv and stop."""
    if not _provide(RUNTIME_LOCK, for_check=False):
        say("The environment is ready; the window needs the packages named above.")
        return 0
    say("Ready. `python3 installer/start.py` opens the window on a demo site.")
    return 0


def start(site: Path) -> int:
    """Open the window on the demo site, or do its main job where there is no display."""
    complete = _provide(RUNTIME_LOCK, for_check=False)
    if not demo.has_display():
        return demo.work_without_window(site)
    if not complete:
        raise Stopped("The window cannot open yet.", "run the command named above, then this again")
    return demo.open_window(site)


def check() -> int:
    """Set everything up and run the whole check, with no window."""
    _provide(TEST_LOCK, for_check=True)
    command = [str(PYTHON), str(ROOT / "installer" / "check.py")]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _provide(lock: Path, *, for_check: bool) -> bool:
    packages = system.missing_packages(for_check=for_check)
    ready = environment.is_ready(lock)
    if not ready:
        say("Setting up LTM Desktop; this happens once.")
        packages += system.venv_package() if system.is_debian() else []
    complete = system.provide(packages)
    if not ready:
        system.check_venv()
        environment.prepare(lock)
    return complete


def _check_python() -> None:
    if not (3, 11) <= sys.version_info < (3, 14):
        raise Stopped(
            f"This is Python {sys.version.split()[0]}; LTM Desktop runs on 3.11, 3.12 and 3.13.",
            "install one of them and start again with it, such as python3.12 installer/start.py",
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set up LTM Desktop and open its window on a demo site of synthetic patients.",
    )
    parser.add_argument(
        "what",
        nargs="?",
        choices=["open", "setup", "test"],
        default="open",
        help="open the window (default), only set up, or set up and run the whole check",
    )
    parser.add_argument(
        "--site",
        type=Path,
        default=demo_site(),
        metavar="DIR",
        help="where the demo site lies or will lie (default: %(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
