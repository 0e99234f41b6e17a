"""The lock over everything a window can have open, once each, and that the torture can fail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop import ui
from ltm_desktop.ui import shell
from tests.torture import locks

_OPENS = re.compile(r"QFileDialog\.get|\(QMessageBox\)|= CalendarPopup\(|QToolTip\.showText\(")


@pytest.fixture
def desktop(site_copy: Path, in_the_look: QApplication) -> Iterator[locks.Desktop]:
    made = locks.Desktop(site_copy)
    made.types()
    yield made
    made.close()


# the offscreen platform raises no menu and grabs no keyboard
@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_whatever_is_open_is_gone_with_the_lock_and_the_draft_is_back(
    desktop: locks.Desktop,
) -> None:
    seen = locks.Figures()
    for name in locks.DOORS:
        locks.lock_over(desktop, name, seen)
    assert seen.faults == []


def test_a_lock_that_leaves_something_open_is_found(
    desktop: locks.Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "close_all_over", lambda _: None)
    seen = locks.Figures()
    locks.lock_over(desktop, "a fault that was told", seen)
    assert any("still open" in fault for fault in seen.faults)


def test_every_place_that_opens_something_is_walked() -> None:
    """A new dialog fails here until the lock is tried over it."""
    root = Path(ui.__path__[0])
    opening = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if _OPENS.search(file.read_text("utf-8"))
    }
    walked = {door.source for door in locks.DOORS.values() if door.source}
    assert opening - locks.BEFORE_A_SITE_IS_OPEN == walked
