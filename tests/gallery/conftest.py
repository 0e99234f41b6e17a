from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.style import dress
from tests.ui.hands import undress


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Draw in the program's own look, and leave the application as it was."""
    dress(qapp)
    yield qapp
    undress(qapp)
