"""The last block of a record: the boxes people sign in, and the code that proves the paper.

Boxes stand left, the code right; they are never parted from each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.paper import SignatureSlot
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.blocks import LABEL
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.qr import QrCode
from ltm_desktop.reports.setting import Style

MEANING = Style(faces.BOLD, 9.2)
PERSON = Style(size=8.2, ink=setting.QUIET)
STAMP_HEIGHT = 40.0
_PAD = 6.0
_GAP = 7.0
_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """What stands printed above the place a PDF signature will fill."""

    slot: SignatureSlot
    meaning: tuple[str, ...]
    person: tuple[str, ...]
    wide: float

    @property
    def height(self) -> float:
        """Points."""
        printed = len(self.meaning) * MEANING.leading + len(self.person) * PERSON.leading
        return _PAD + printed + 2.0 + STAMP_HEIGHT + _PAD

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the box and reserve its field."""
        pen.box((MARGIN, top), (self.wide, self.height), fill=(1, 1, 1), edge=setting.LINE)
        after = pen.lines(MARGIN + _PAD, top + _PAD - 1, self.meaning, MEANING)
        pen.lines(MARGIN + _PAD, after, self.person, PERSON)
        corner = (MARGIN + _PAD, top + self.height - _PAD - STAMP_HEIGHT)
        size = (self.wide - 2 * _PAD, STAMP_HEIGHT)
        pen.box(corner, size, fill=setting.TINT)
        pen.signature_field(self.slot.field_name, corner, size)


@dataclass(frozen=True, slots=True)
class Attestation:
    """Signature boxes with the code beside them."""

    boxes: tuple[SignatureBox, ...]
    code: QrCode | None
    caption: tuple[str, ...]
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points."""
        stacked = sum(box.height + _GAP for box in self.boxes)
        code = self.code.side + len(self.caption) * LABEL.leading if self.code else 0.0
        return max(stacked, code)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the boxes, then the code at the right edge."""
        at = top
        for box in self.boxes:
            box.draw(pen, at)
            at += box.height + _GAP
        if self.code:
            left = MARGIN + ROOM - self.code.side
            self.code.draw(pen, (left, top))
            pen.lines(left + 4, top + self.code.side, self.caption, LABEL)


def attestations(
    slots: tuple[SignatureSlot, ...], code: QrCode | None, caption: str
) -> Iterator[Attestation]:
    """Set the boxes beside the code; more than a page takes go on below it."""
    yield _attestation(slots[:_TOGETHER], code, caption)
    for start in range(_TOGETHER, len(slots), _TOGETHER):
        yield _attestation(slots[start : start + _TOGETHER], None, "")


def _attestation(
    slots: tuple[SignatureSlot, ...], code: QrCode | None, caption: str
) -> Attestation:
    wide = ROOM - (code.side + 10.0 if code else 0.0)
    boxes = tuple(_box(slot, wide) for slot in slots)
    under = tuple(setting.broken(caption, LABEL, code.side - 8)) if code else ()
    return Attestation(boxes, code, under)


def _box(slot: SignatureSlot, wide: float) -> SignatureBox:
    person = " — ".join(filter(None, (slot.name, slot.when)))
    inner = wide - 2 * _PAD
    return SignatureBox(
        slot,
        tuple(setting.broken(slot.meaning, MEANING, inner)),
        tuple(setting.broken(person, PERSON, inner)) if person else (),
        wide,
    )
