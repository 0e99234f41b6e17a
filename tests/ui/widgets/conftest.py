from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop.app.wording.words import Words
from tests.ui.hands import dress_bare, undress


@pytest.fixture(scope="module", autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    dress_bare(qapp)
    yield
    undress(qapp)


@pytest.fixture
def say() -> Words:
    return Words("en")
