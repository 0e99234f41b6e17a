"""Show a signed paper in the system's viewer from a private file that is taken away again.

The file exists only while it may be looked at: ten minutes, or until its panel goes.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

_KEPT_MS = 10 * 60 * 1000
Viewer = Callable[[Path], bool]


def system_viewer(path: Path) -> bool:
    """Hand a file to whatever the person uses for PDF files; False where there is nothing."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class OpenedPapers:
    """The papers one panel has shown; each is readable by this person alone."""

    def __init__(self, owner: QObject, viewer: Viewer = system_viewer) -> None:
        self._viewer = viewer
        self._folders: set[Path] = set()
        self._owner = owner
        owner.destroyed.connect(self.close)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    def show(self, pdf: bytes, name: str) -> bool:
        """Open a paper; False when no program on this computer could."""
        # mkdtemp gives the folder to this person alone (0700).
        folder = Path(tempfile.mkdtemp(prefix="ltm-paper-"))
        self._folders.add(folder)
        path = folder / name
        path.write_bytes(pdf)
        QTimer.singleShot(_KEPT_MS, self._owner, lambda: self._drop(folder))
        return self._viewer(path)

    def close(self) -> None:
        """Take every opened paper away."""
        for folder in tuple(self._folders):
            self._drop(folder)

    def _drop(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self._folders.discard(folder)
