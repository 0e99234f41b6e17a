"""A desk on a copy of the demo site for each test, and the look of the program."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from tests.demo_site import OpenAs
from tests.ui.hands import dress_bare, undress


@pytest.fixture
def demo_desk(open_as: OpenAs) -> Desk:
    """An open desk with a nurse at it."""
    return open_as("nurse.a")


@pytest.fixture
def context(demo_desk: Desk, qapp: QApplication) -> Context:
    """The surroundings of a panel on the demo desk, in English."""
    return Context(demo_desk, Words("en"), Notices())


@pytest.fixture
def in_the_look(qapp: QApplication) -> Iterator[QApplication]:
    """Draw in the program's own look, and leave the application as it was."""
    dress_bare(qapp)
    yield qapp
    undress(qapp)


@pytest.fixture(autouse=True)
def _no_work_left() -> Iterator[None]:
    """Fail a test that ends while something is still being signed or stored."""
    yield
    assert not Background.any_at_work()
