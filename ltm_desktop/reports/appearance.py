"""What a person sees in a signature box once it is signed: name, meaning, time.

Drawn with the bundled font at the exact size of the reserved field, so it covers nothing else.
"""

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import Pen
from ltm_desktop.reports.setting import Style

NAME = Style(faces.BOLD, 9.4)
DETAIL = Style(size=8.0)
_LEFT = 9.0
_SMALLEST = 0.4


def stamp(size: tuple[float, float], signer: PdfSigner) -> bytes:
    """Return a one-page PDF of the size given, to be used as the field's appearance."""
    say = PaperWords(signer.language)
    told = [
        (faces.boxed(signer.name), NAME),
        (faces.boxed(signer.reason), DETAIL),
        (say.signed_at(signer.at), DETAIL),
    ]
    room = size[0] - _LEFT - 4.0
    factor = 1.0
    while not _fits(told, room, size[1], factor) and factor > _SMALLEST:
        factor -= 0.05
    pen = Pen(size)
    pen.box((0, 0), (2.5, size[1]), fill=setting.ACCENT)
    top = max(1.0, (size[1] - _height(told, room, factor)) / 2)
    for text, style in told:
        small = style.scaled(factor)
        top = pen.lines(_LEFT, top, setting.broken(text, small, room), small)
    pen.next_page()
    return pen.finished()


def _height(told: list[tuple[str, Style]], room: float, factor: float) -> float:
    styles = [(text, style.scaled(factor)) for text, style in told]
    return sum(len(setting.broken(text, s, room)) * s.leading for text, s in styles)


def _fits(told: list[tuple[str, Style]], room: float, high: float, factor: float) -> bool:
    return _height(told, room, factor) <= high - 2.0
