"""One signed record on paper: the dose line first, then its sections, notes, signatures, code."""

from collections.abc import Iterator

from ltm_desktop.app.paper import AmountLine, Sheet, Unprintable
from ltm_desktop.reports import blocks, faces, path, plot, qr, tables
from ltm_desktop.reports.attestation import attestations
from ltm_desktop.reports.blocks import Block, KeptWithNext
from ltm_desktop.reports.frame import RecordFrame, draw_pages
from ltm_desktop.reports.paper_words import PaperWords
from ltm_desktop.reports.pen import HEIGHT, Pen
from ltm_desktop.reports.time_picture import TimePicture


def draw(sheet: Sheet) -> bytes:
    """Return the record with its signature fields empty. Raises Unprintable."""
    must_print(sheet.amount_line)
    fit, lacking = faces.all_boxed(sheet)
    say = PaperWords(sheet.language)
    pen, frame = Pen(title=fit.title), RecordFrame(fit, say, lacking)
    signed = list(_signed(fit, say))
    room = HEIGHT - frame.foot_height - frame.head_height - 8.0
    draw_pages(pen, frame, [*_kept(list(_blocks(fit, say)), signed, room), *signed])
    return pen.finished()


def _kept(told: list[Block], signed: list[Block], room: float) -> list[Block]:
    """Keep the last words on the page of the signatures: nobody signs a page of boxes alone."""
    if not signed or not told:
        return told
    together = told[-1].height + sum(one.height for one in signed[:2])
    return [*told[:-1], KeptWithNext(told[-1])] if together <= room else told


def must_print(line: AmountLine) -> None:
    """Stop the printing rather than print a box in drug, dose or route."""
    whole = f"{line.drug}{line.dose_label}{line.amount}{line.route}"
    codes = faces.codes(whole) + (("U+000A",) if "\n" in whole else ())
    if codes:
        raise Unprintable.because_of(codes)


def _blocks(sheet: Sheet, say: PaperWords) -> Iterator[Block]:
    yield from _first(sheet)
    for part in sheet.sections:
        yield from blocks.section(part)
    if sheet.path:
        yield from path.table(sheet.path)
    for number, one in enumerate(sheet.tables):
        if number == 1 and sheet.plot:
            yield from plot.plot(sheet.plot)
        yield from tables.table(one)
    if sheet.notes:
        yield blocks.Heading(say("Notes"))
        for note in sheet.notes:
            yield from blocks.paragraphs(note)


def _first(sheet: Sheet) -> Iterator[Block]:
    line = blocks.medicine(sheet.amount_line)
    if line:
        yield line
    if sheet.time_line:
        yield TimePicture(sheet.time_line, sheet.language)


def _signed(sheet: Sheet, say: PaperWords) -> Iterator[Block]:
    if sheet.signatures or sheet.qr_text:
        yield blocks.Heading(say("Signatures"))
        code = qr.encoded(sheet.qr_text) if sheet.qr_text else None
        caption = say("This code proves the paper without the database. An empty box is unsigned.")
        yield from attestations(sheet.signatures, code, caption)
