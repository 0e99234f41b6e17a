"""Open the bytes of a signed PDF in the computer's own reader; the file's name tells no patient."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_pdf(pdf: bytes, name: str) -> bool:
    """Write the paper to a folder only this person reads, and ask for it to be shown."""
    folder = Path(tempfile.mkdtemp(prefix="ltm-"))
    file = folder / name
    file.write_bytes(pdf)
    file.chmod(0o400)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
