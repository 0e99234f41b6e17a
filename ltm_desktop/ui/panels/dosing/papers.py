"""Open the bytes of a signed PDF in the computer's own reader; the file's name tells no patient."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

Viewer = Callable[[QUrl], bool]


def open_pdf(pdf: bytes, name: str, viewer: Viewer = QDesktopServices.openUrl) -> Path | None:
    """Write the paper to a folder only this person reads, and ask for it to be shown.

    Returns where it lies if no program of this computer shows it, else None.
    """
    folder = Path(tempfile.mkdtemp(prefix="ltm-"))
    file = folder / name
    file.write_bytes(pdf)
    file.chmod(0o400)
    return None if viewer(QUrl.fromLocalFile(str(file))) else file
