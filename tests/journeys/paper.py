"""The signed paper as a person is handed it, and as a program that is not ours sees it."""

import re
import subprocess
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from tests.journeys.desk import Window, press, wait_for


class Reader(QObject):
    """Stands in for the computer's own PDF reader: keeps what it was asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[bytes] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Read the file, as a reader does at once."""
        self.shown.append(Path(url.toLocalFile()).read_bytes())


def open_paper(window: Window, button: str) -> bytes:
    """Press the button that opens a paper and return what the reader was given."""
    reader = Reader()
    # The stub asks for bytes, the method for a str.
    QDesktopServices.setUrlHandler("file", reader, "show")  # type: ignore[arg-type]  # see above
    try:
        press(window, button)
        wait_for(lambda: bool(reader.shown))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    return reader.shown[0]


def names_of_signers(pdf: bytes, pdfsig: str, folder: Path) -> list[str]:
    """Return who signed validly, in order; the last signature must cover the whole file."""
    file = folder / "record.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        [pdfsig, "-nocert", str(file)], capture_output=True, text=True, check=False, timeout=60
    ).stdout
    names = re.findall(r"Common Name: (.*)", told)
    assert told.count("Signature Validation: Signature is Valid.") == len(names)
    assert told.count("- Total document signed") == 1
    assert "- Total document signed" in told.split(f"Signature #{len(names)}")[1]
    return names
