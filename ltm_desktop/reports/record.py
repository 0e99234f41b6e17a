"""One signed record on paper: the dose line first, then its sections, notes, signatures, code."""

from collections.abc import Iterator

from ltm_desktop.app.paper import AmountLine, Sheet, Unprintable
from ltm_desktop.reports import blocks, faces, qr
from ltm_desktop.reports.attestation import attestations
from ltm_desktop.reports.blocks import Block
from ltm_desktop.reports.frame import RecordFrame, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import Pen


def draw(sheet: Sheet) -> bytes:
    """Return the record with its signature fields empty. Raises Unprintable."""
    must_print(sheet.amount_line)
    fit, lacking = faces.all_boxed(sheet)
    say = PaperWords(sheet.language)
    pen = Pen(title=fit.title)
    draw_pages(pen, RecordFrame(fit, say, lacking), list(_blocks(fit, say)))
    return pen.finished()


def must_print(line: AmountLine) -> None:
    """Stop the printing rather than print a box in drug, dose or route."""
    whole = f"{line.drug}{line.dose_label}{line.amount}{line.route}"
    codes = faces.codes(whole) + (("U+000A",) if "\n" in whole else ())
    if codes:
        raise Unprintable.because_of(codes)


def _blocks(sheet: Sheet, say: PaperWords) -> Iterator[Block]:
    line = blocks.medicine(sheet.amount_line)
    if line:
        yield line
    for part in sheet.sections:
        yield from blocks.section(part)
    if sheet.notes:
        yield blocks.Heading(say("Notes"))
        for note in sheet.notes:
            yield from blocks.paragraphs(note)
    if sheet.signatures or sheet.qr_text:
        yield blocks.Heading(say("Signatures"))
        code = qr.encoded(sheet.qr_text) if sheet.qr_text else None
        caption = say("This code proves the paper without the database. An empty box is unsigned.")
        yield from attestations(sheet.signatures, code, caption)
