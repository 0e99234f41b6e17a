"""The sign-in is on screen before anything heavy is loaded: the whole program, on its own."""

import os
import subprocess
import sys

import pytest

from ltm_desktop.storage.folder import SiteFacts, create_site

HEAVY = {
    *("sqlalchemy", "pydantic", "reportlab", "pyhanko", "aiohttp", "psycopg", "numpy"),
    *("pyqtgraph", "keyring", "lxml", "PIL"),
    *("cryptography", "argon2", "sqlcipher3", "holidays", "pypinyin", "biip", "segno"),
}
OURS = {"ltm_desktop.app.desk", "ltm_desktop.domain.chart", "ltm_desktop.ui.shell"}
"""A thousand kinds of entry and form: loaded beside the sign-in, not before it."""
STORY = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
from ltm_desktop import bootstrap

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            print("painted", *sorted(sys.modules), flush=True)
            app.removeEventFilter(self)
            watched.close()
        return False

app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
sys.exit(bootstrap.main(["--site", sys.argv[1], "--language", "zh_CN"]))
"""


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every module that is loaded when the sign-in of a demo site is painted."""
    folder = tmp_path_factory.mktemp("first") / "site"
    facts = SiteFacts("D01", "demo", "Asia/Shanghai", "CN", "2026-03-02T08:00:00+08:00")
    site = create_site(folder, facts)
    for file in (site.keys, site.store, site.heads):
        file.touch()
    home = {"HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent / "config")}
    ran = subprocess.run(
        [sys.executable, "-c", STORY, str(folder)],
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.stdout.startswith("painted "), ran.stderr
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split()[1:])


def test_nothing_heavy_is_loaded_when_the_sign_in_is_painted(at_first_paint: set[str]) -> None:
    assert "PySide6.QtWidgets" in at_first_paint
    assert "ltm_desktop.ui.panels.signin.panel" in at_first_paint
    assert at_first_paint & HEAVY == set()


def test_the_house_itself_is_loaded_beside_the_sign_in_and_not_before(
    at_first_paint: set[str],
) -> None:
    assert at_first_paint & OURS == set()
    assert {one for one in at_first_paint if one.startswith("ltm_desktop.reports")} == set()
