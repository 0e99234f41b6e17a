import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.style import dress


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> QApplication:
    """Draw in the program's own look."""
    dress(qapp)
    return qapp
