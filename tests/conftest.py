"""What every test lives under: no desk, no home, no network of the person, no stray warning.

Checkers from outside (pdfsig, qpdf, strace) are asked for by name through `outside`.
"""

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Qt chooses its platform when an application is made: no window may open on anybody's desk.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("DISPLAY", "WAYLAND_DISPLAY"):
    os.environ.pop(_name, None)

pytest_plugins = ["tests.demo_site"]

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

Outside = Callable[[str], str]


@pytest.fixture
def outside() -> Outside:
    """Return the path of a program that is not ours; without it the test is named as not run."""
    return _outside


def _outside(program: str) -> str:
    found = shutil.which(program)
    if found is not None:
        return found
    reason = f"not run: {program} is not installed (installer/start.py test names its package)"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put everything a program keeps for a person into a folder of this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, part in {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "LOCALAPPDATA": "local",
        "APPDATA": "roaming",
    }.items():
        monkeypatch.setenv(name, str(home / part))
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture(autouse=True)
def _no_unexpected_warning(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test that logged a warning nobody expected.

    A test that expects some says so: `@pytest.mark.expects_log("storage", "heads")`, by logger.
    """
    yield
    marker = request.node.get_closest_marker("expects_log")
    expected = marker.args if marker else ()
    stray = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and not record.name.startswith(tuple(expected))
    ]
    if stray:
        pytest.fail("unexpected log: " + "; ".join(stray), pytrace=False)


@pytest.fixture(autouse=True)
def _no_live_thread() -> Iterator[None]:
    """Fail a test that leaves a thread of its own running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(timeout=5)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail("threads left running: " + ", ".join(alive), pytrace=False)


@pytest.fixture
def project() -> Path:
    """Return the root of the source tree."""
    return Path(__file__).resolve().parent.parent
