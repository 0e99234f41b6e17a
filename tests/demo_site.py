"""A real demo site on real storage, made once a run, and a copy of it for each test to harm."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET, ZONE
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House

OpenAs = Callable[[str], Desk]


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with a few synthetic patients; copy it before writing to it."""
    site = tmp_path_factory.mktemp("demo") / "site"
    desk = build_demo(
        House(), site, patients=4, now=_made_at(), say=Words("en"), progress=lambda _: None
    )
    desk.close()
    return site


def _made_at() -> datetime:
    """Return now, but never the hour between a fraction that was cut short and its rest."""
    now = datetime.now(ZoneInfo(ZONE))
    return now.replace(hour=12, minute=59) if now.hour in {13, 14} else now


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
