from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.style import dress


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    """Draw in the program's own look."""
    dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _gone_before_the_next() -> Iterator[None]:
    """Take a picture's parts away before another look is worn, as the window does."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
