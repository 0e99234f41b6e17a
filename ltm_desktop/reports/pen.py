"""A canvas with the few strokes our pages need; y grows downwards from the top of the page.

Draws no text in a font of the machine and puts no clock into the file.
"""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from ltm_desktop.reports import faces
from ltm_desktop.reports.setting import LINE, Style, width

Colour = tuple[float, float, float]
WIDTH, HEIGHT = float(A4[0]), float(A4[1])
MARGIN = 42.0
ROOM = WIDTH - 2 * MARGIN


class Pen:
    """Draw on one PDF, page after page."""

    def __init__(self, size: tuple[float, float] = A4, *, title: str = "") -> None:
        faces.ready()
        self._file = io.BytesIO()
        self._top = size[1]
        self._canvas = Canvas(
            self._file,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=faces.REGULAR,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("LTM Desktop")
        self._canvas.setCreator("LTM Desktop")
        self._canvas.setProducer("LTM Desktop")
        self._canvas.setSubject("")
        self._fields: list[pdfdoc.PDFDictionary] = []

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Set one line of text at its baseline."""
        self._canvas.setFillColorRGB(*style.ink)
        self._canvas.setFont(style.face, style.size)
        self._canvas.drawString(x, self._top - baseline, text)

    def text_right(self, right: float, baseline: float, text: str, style: Style) -> None:
        """Set one line that ends at the right edge given."""
        self.text(right - width(text, style), baseline, text, style)

    def lines(self, x: float, top: float, lines: Sequence[str], style: Style) -> float:
        """Set lines one under the other; return where the next may begin."""
        for number, line in enumerate(lines):
            self.text(x, top + number * style.leading + style.size, line, style)
        return top + len(lines) * style.leading

    def rule(self, x: float, y: float, length: float, ink: Colour = LINE) -> None:
        """Draw a hairline."""
        self._canvas.setStrokeColorRGB(*ink)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, self._top - y, x + length, self._top - y)

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
    ) -> None:
        """Draw a rectangle from its top left corner."""
        (x, y), (wide, high) = corner, size
        if fill:
            self._canvas.setFillColorRGB(*fill)
        if edge:
            self._canvas.setStrokeColorRGB(*edge)
            self._canvas.setLineWidth(0.6)
        self._canvas.rect(
            x, self._top - y - high, wide, high, fill=int(bool(fill)), stroke=int(bool(edge))
        )

    def path(
        self,
        points: Sequence[tuple[float, float]],
        ink: Colour,
        *,
        thick: float = 1.2,
        dashes: Sequence[float] = (),
    ) -> None:
        """Draw one line through points, plain or dashed."""
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*ink)
        self._canvas.setLineWidth(thick)
        self._canvas.setDash(list(dashes))
        stroke = self._canvas.beginPath()
        for number, (x, y) in enumerate(points):
            go = stroke.lineTo if number else stroke.moveTo
            go(x, self._top - y)
        self._canvas.drawPath(stroke)
        self._canvas.restoreState()

    def dot(self, x: float, y: float, radius: float, ink: Colour) -> None:
        """Fill a small circle."""
        self._canvas.setFillColorRGB(*ink)
        self._canvas.circle(x, self._top - y, radius, stroke=0, fill=1)

    def shape(
        self, points: Sequence[tuple[float, float]], *, fill: Colour | None, edge: Colour | None
    ) -> None:
        """Draw a closed shape."""
        self._dip(fill, edge)
        closed = self._canvas.beginPath()
        for number, (x, y) in enumerate(points):
            go = closed.lineTo if number else closed.moveTo
            go(x, self._top - y)
        closed.close()
        self._canvas.drawPath(closed, stroke=int(bool(edge)), fill=int(bool(fill)))

    def ring(
        self,
        middle: tuple[float, float],
        radius: float,
        *,
        fill: Colour | None,
        edge: Colour | None,
    ) -> None:
        """Draw a circle."""
        self._dip(fill, edge)
        x, y = middle
        stroke, filled = int(bool(edge)), int(bool(fill))
        self._canvas.circle(x, self._top - y, radius, stroke=stroke, fill=filled)

    def _dip(self, fill: Colour | None, edge: Colour | None) -> None:
        if fill:
            self._canvas.setFillColorRGB(*fill)
        if edge:
            self._canvas.setStrokeColorRGB(*edge)
            self._canvas.setLineWidth(0.7)

    def squares(
        self, corner: tuple[float, float], runs: Sequence[tuple[int, int, int]], side: float
    ) -> None:
        """Fill rows of dark squares, each run (column, row, length), as one shape."""
        self._canvas.saveState()
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.translate(corner[0], self._top - corner[1])
        self._canvas.scale(side, -side)
        # A thousand runs: whole numbers written straight are 30 times as fast as a path object.
        shape = " ".join(f"{column} {row} {length} 1 re" for column, row, length in runs)
        self._canvas._code.append(f"{shape} f")  # noqa: SLF001 - reportlab has no raw operator
        self._canvas.restoreState()

    def watermark(self, text: str) -> None:
        """Lay a pale word across the page, under everything drawn later."""
        style = Style(faces.BOLD, 40, (0.925, 0.935, 0.94))
        style = style.scaled(min(1.0, HEIGHT * 0.72 / max(width(text, style), 1)))
        self._canvas.saveState()
        self._canvas.translate(WIDTH / 2, HEIGHT * 0.46)
        self._canvas.rotate(52)
        self._canvas.setFillColorRGB(*style.ink)
        self._canvas.setFont(style.face, style.size)
        self._canvas.drawCentredString(0, 0, text)
        self._canvas.restoreState()

    def signature_field(
        self, name: str, corner: tuple[float, float], size: tuple[float, float]
    ) -> None:
        """Reserve an empty PDF signature field on this page."""
        (x, y), (wide, high) = corner, size
        rectangle = [round(v, 2) for v in (x, self._top - y - high, x + wide, self._top - y)]
        widget = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Widget"),
                "FT": pdfdoc.PDFName("Sig"),
                "T": pdfdoc.PDFString(name),
                "F": 132,  # printed, and locked against moving
                "Rect": pdfdoc.PDFArray(rectangle),
            }
        )
        self._canvas._addAnnotation(widget)  # noqa: SLF001 - reportlab has no signature fields
        self._fields.append(widget)

    def next_page(self) -> None:
        """Finish this page and begin another."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """Return the whole PDF."""
        document = self._canvas._doc  # noqa: SLF001 - reportlab has no public form dictionary
        if self._fields:
            form = {
                "Fields": pdfdoc.PDFArray([document.Reference(each) for each in self._fields]),
                "SigFlags": 3,
            }
            document.Catalog.AcroForm = pdfdoc.PDFDictionary(form)
        self._canvas.save()
        return self._file.getvalue()
