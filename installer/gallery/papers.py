"""The papers of the walk: first and last page of a PDF side by side, as one picture."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from installer.camera import Camera, save, wait
from installer.gallery.names import numbered

_GAP = 12
_GREY = (224, 228, 232)


class Reader(QObject):
    """Stands in for the computer's PDF reader: keeps the papers it was asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Take the file."""
        self.shown.append(Path(url.toLocalFile()))


def opened(camera: Camera, button: str) -> bytes:
    """Press the button that opens a paper, and return what the reader was given."""
    reader = Reader()
    # The stub asks for bytes, the method for a str.
    QDesktopServices.setUrlHandler("file", reader, "show")  # type: ignore[arg-type]  # see above
    try:
        camera.press(button)
        wait(lambda: bool(reader.shown))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    return reader.shown[0].read_bytes()


def picture(camera: Camera, name: str, pdf: bytes, dpi: int) -> None:
    """Write the first and the last page of a PDF into one picture."""
    drawn = _drawn(pdf, dpi)
    # what it begins with, and the signatures
    ends = [drawn[0], drawn[-1]] if len(drawn) > 1 else drawn
    save(_few_greys(_side_by_side(ends)), camera.place(numbered(name)))


def pages(camera: Camera, name: str, pdf: bytes, dpi: int) -> None:
    """Write every page of a PDF into one picture."""
    save(_few_greys(_side_by_side(_drawn(pdf, dpi))), camera.place(numbered(name)))


def _drawn(pdf: bytes, dpi: int) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as place:
        paper, drawn = Path(place) / "paper.pdf", Path(place) / "page"
        paper.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(paper), str(drawn)], check=True)
        return [Image.open(one).convert("RGB") for one in sorted(Path(place).glob("page*.png"))]


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    if len(pages) == 1:
        return pages[0]
    wide = sum(one.width for one in pages) + _GAP * (len(pages) - 1)
    sheet = Image.new("RGB", (wide, max(one.height for one in pages)), _GREY)
    left = 0
    for one in pages:
        sheet.paste(one, (left, 0))
        left += one.width + _GAP
    return sheet


def _few_greys(sheet: Image.Image) -> Image.Image:
    """Return a sheet in eight greys: enough to read it, and little to keep."""
    return sheet.convert("L").quantize(8, dither=Image.Dither.NONE)
