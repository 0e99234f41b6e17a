"""One sign-in of the real window, measured from the secret to Today painted.

Run by itself with a site: it types, waits and prints what it saw as JSON. It leaves without
closing, so that neither a backup nor a check of the ledger is part of it.
"""

import cProfile
import importlib
import io
import json
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.bare_window import since_start

PERSON = "nurse.a"
_PATIENCE = 120.0


def main(arguments: list[str]) -> int:
    """Sign in once and print what it took, in milliseconds."""
    site, profiled = Path(arguments[0]), "--profile" in arguments
    told = sign_in(site, profiled=profiled)
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    os._exit(0)


def sign_in(site: Path, *, profiled: bool) -> dict[str, Any]:
    """Show the sign-in, give the demo's secret, and wait until Today is painted."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

    from ltm_desktop.app.demo.cast import DEMO_SECRET
    from ltm_desktop.bootstrap import House
    from ltm_desktop.ui.application import Program
    from ltm_desktop.ui.background import Background
    from ltm_desktop.ui.chosen_look import chosen
    from ltm_desktop.ui.style import dress

    app = QApplication(sys.argv[:1])
    kept = Path(tempfile.mkdtemp()) / "settings.ini"
    settings = QSettings(str(kept), QSettings.Format.IniFormat)
    dress(app, chosen(settings, app.styleHints()).to_theme())
    program = Program(House(), site, "en", settings)
    painted = _watch(app)
    program.show()
    _until(app, lambda: "signin.person" in painted, "the sign-in is painted")
    shown = since_start() * 1000
    _until(app, Background.any_at_work, "it begins to load what opening needs")
    _until(app, lambda: not Background.any_at_work(), "what opening needs is loaded")
    derived = _timed_derivation()
    _child(program, QLineEdit, "signin.person").setText(PERSON)
    _child(program, QLineEdit, "signin.secret").setText(DEMO_SECRET)
    button = _child(program, QPushButton, "signin.button")
    profile = cProfile.Profile() if profiled else None
    began, worked = time.perf_counter(), time.process_time()
    if profile:
        profile.enable()
    button.click()
    _until(app, lambda: "today.rows" in painted, "Today is painted")
    took = time.perf_counter() - began
    if profile:
        profile.disable()
    return {
        "window": shown,
        "whole": took * 1000,
        "derivation": derived() * 1000,
        "processor": (time.process_time() - worked) * 1000,
        "profile": _text(profile) if profile else "",
    }


def _child(parent: Any, kind: Any, name: str) -> Any:
    found = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found


def _watch(app: Any) -> set[str]:
    """Return the names of what was painted, filled as it happens."""
    from PySide6.QtCore import QEvent, QObject

    painted: set[str] = set()

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                parent = watched.parent()
                painted.add(watched.objectName() or (parent.objectName() if parent else ""))
            return False

    watch = Watch(app)
    app.installEventFilter(watch)
    return painted


def _timed_derivation() -> Callable[[], float]:
    """Measure what deriving keys from the secret costs from here on."""
    key_file: Any = importlib.import_module("ltm_desktop.storage.key_file")
    spent = [0.0]
    derive = key_file.derive

    def timed(*given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return derive(*given, **named)
        finally:
            spent[0] += time.perf_counter() - began

    key_file.derive = timed
    return lambda: spent[0]


def _until(app: Any, happened: Callable[[], bool], what: str) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    deadline = time.monotonic() + _PATIENCE
    tick = QTimer(app)  # wakes the wait, so that nothing is burnt while the site opens
    tick.start(2)
    while not happened():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            raise TimeoutError(what)


def _text(profile: cProfile.Profile) -> str:
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats("cumulative").print_stats(40)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
