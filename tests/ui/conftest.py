"""A real demo site on real storage, made once, and a desk on a copy of it for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.style import dress

OpenAs = Callable[[str], Desk]


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with a few synthetic patients; copy it before writing to it."""
    site = tmp_path_factory.mktemp("demo") / "site"
    desk = build_demo(
        House(),
        site,
        patients=4,
        now=datetime.now(UTC),
        say=Words("en"),
        progress=lambda _: None,
    )
    desk.close()
    return site


@pytest.fixture
def site_copy(demo_site: Path, tmp_path: Path) -> Path:
    """This test's own copy of the demo site, closed."""
    return Path(shutil.copytree(demo_site, tmp_path / "site"))


@pytest.fixture
def open_as(site_copy: Path) -> Iterator[OpenAs]:
    """Open the copy as one of the synthetic people, one at a time."""
    opened: list[Desk] = []

    def open_desk(person: str) -> Desk:
        while opened:
            opened.pop().close()
        opened.append(House().open_site(site_copy, person, DEMO_SECRET))
        return opened[0]

    yield open_desk
    for desk in opened:
        desk.close()


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
    dress(qapp)
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True)
def _no_work_left() -> Iterator[None]:
    """Fail a test that ends while something is still being signed or stored."""
    yield
    assert not Background.any_at_work()
