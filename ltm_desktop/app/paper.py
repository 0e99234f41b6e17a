"""What goes on paper, as plain data, and what the reports door must be able to do with it.

Every string here is already worded in the record's language. Nothing here draws, signs or reads
a PDF; a `Press` does.
"""

from dataclasses import field
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.paper_tables import DosePlot, PaperTable
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.keys import PrivateKey

RECORD_LANGUAGES = ("en", "zh_CN", "en+zh_CN")
LARGEST_PAPER = 32 * 1024 * 1024
"""Bytes; a record with three signatures has about a tenth of a million."""


class Unprintable(Refused):
    """Say that the line with the amount holds a character no font can print."""

    @classmethod
    def because_of(cls, codes: tuple[str, ...]) -> "Unprintable":
        """Name the characters by code, such as ("U+20BB7",)."""
        return cls(*refuse("reports.unprintable_amount", codes=list(codes)).alerts)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value, both worded."""

    label: str
    value: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together under one title."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class AmountLine:
    """The line that must always print: drug, DOSE, amount with unit, route in words."""

    drug: str
    amount: str
    route: str
    dose_label: str = "DOSE"


@dataclass(frozen=True, slots=True)
class SignatureSlot:
    """A box reserved for one PDF signature; `field_name` is ASCII and unique on the sheet."""

    field_name: str
    meaning: str
    name: str = ""
    """The person expected to sign, empty while nobody is named."""
    when: str = ""
    """The time of the act itself, worded, such as the time of the check."""


@dataclass(frozen=True, slots=True)
class PathRow:
    """One step of a dose's path, worded; a line break parts people, times and languages."""

    step: str
    who: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class PathTable:
    """Every step before a record, in order, under one title."""

    title: str
    heads: PathRow
    rows: tuple[PathRow, ...]
    after: str = ""
    """What is not on this page yet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One record, ready to be drawn."""

    title: str
    site_line: str
    patient: tuple[Field, ...]
    """The name first (FAMILY, Given / 中文名), then born, sex, subject; on every page."""
    amount_line: AmountLine
    sections: tuple[Section, ...]
    signatures: tuple[SignatureSlot, ...]
    record_id: str
    """Empty on a copy that nobody signed."""
    body_digest: str
    """SHA-256 of the record's body, 64 hex digits; empty on a copy."""
    head_seq: int
    """Number of the newest ledger entry before this record, or before the copy was printed."""
    head_hash: str
    """Its hash, 64 hex digits."""
    qr_text: str = ""
    """The compact signed record; at most 350 bytes, ASCII. Empty: no code is drawn."""
    notes: tuple[str, ...] = ()
    path: PathTable | None = None
    tables: tuple[PaperTable, ...] = ()
    plot: DosePlot | None = None
    """Drawn between the first table and the others."""
    time_line: TimeLine | None = None
    """Drawn before everything else."""
    kind_banner: str = ""
    """Such as "DEMONSTRATION - synthetic data": banner and watermark on every page."""
    language: str = "en"
    """One of RECORD_LANGUAGES; caller's labels are already in it."""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What set-up prints once: the key that opens the store when every secret is forgotten."""

    site_name: str
    recovery_key: str = field(repr=False)
    ca_fingerprint: str
    made_on: str
    """Worded date."""
    kind_banner: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class EmergencySheet:
    """The emergency page of a site on paper: its own words in each language, numbers large."""

    title: str
    site_line: str
    texts: tuple[str, ...]
    """The site's text, one language after the other."""
    text_heading: str
    phones: tuple[tuple[str, str], ...]
    """Pairs of whom one calls and the number."""
    phones_heading: str
    signed: tuple[str, ...]
    """Number of the page, who approved it and when, its digest; or that nobody has."""
    warning: tuple[str, ...] = ()
    """What is wrong with the copy this was printed from."""
    kind_banner: str = ""
    language: str = "en+zh_CN"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """The label of a prepared syringe, 60 by 40 mm, with a code that is read at the bedside."""

    only: tuple[str, ...]
    """The route it is for and no other, in each language."""
    patient: str
    identity: str
    """Subject and birth date."""
    amount_line: AmountLine
    content: str
    """Volume in the syringe and its concentration."""
    use_by: Field
    people: tuple[str, ...]
    """Who prepared and who checked."""
    preparation: str
    """Which preparation this is; also typed where no scanner reads the code."""
    head: str
    """The newest ledger entry when it was printed, as `Head.to_line` writes it."""
    code: str
    """Text of the square code, as `site_codes` writes it."""
    copy: str = ""
    """Which copy this is; empty on the first."""
    kind_banner: str = ""


@dataclass(frozen=True, slots=True)
class BlankField:
    """One thing to write by hand, or to choose by marking a box."""

    label: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    value: str = ""
    """What is known already and printed."""
    wide: bool = False
    """Whether it needs the whole width of the page."""


@dataclass(frozen=True, slots=True)
class BlankSection:
    """Fields to fill in under one title."""

    title: str
    fields: tuple[BlankField, ...]


@dataclass(frozen=True, slots=True)
class DowntimeSheet:
    """A blank form for a dose given while the program is down; it is no record."""

    title: str
    site_line: str
    patient: tuple[BlankField, ...]
    """On every page."""
    notes: tuple[str, ...]
    sections: tuple[BlankSection, ...]
    head: str
    """The newest ledger entry when it was printed, as `Head.to_line` writes it."""
    kind_banner: str = ""
    language: str = "en"
    code: str = ""
    """Text of the code that leads back to this dose; empty on a form of nobody."""


@dataclass(frozen=True, slots=True)
class KitLine:
    """One dose of a kit, worded."""

    day: str
    patient: str
    dose: str
    code: str


@dataclass(frozen=True, slots=True)
class DowntimeKit:
    """Forms for every dose of some days behind a page that lists them."""

    title: str
    site_line: str
    made: str
    notes: tuple[str, ...]
    none: str
    """Said where there is no dose."""
    lines: tuple[KitLine, ...]
    sheets: tuple[DowntimeSheet, ...]
    head: str
    kind_banner: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class HandoverPart:
    """One group of a handover: its lines as (who, what, more), all of them."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A handover on one page; what does not fit is counted there, with where all of it stands."""

    title: str
    site_line: str
    facts: tuple[Field, ...]
    """Who handed over to whom, when, and which handover it is."""
    note: tuple[str, str]
    """Label and words; no words for none."""
    parts: tuple[HandoverPart, ...]
    where: str
    """Where every line can be read."""
    signature: SignatureSlot | None
    """None on a copy that nobody signed."""
    body_digest: str
    head: str
    """The newest ledger entry before it, as `Head.to_line` writes it; also the code."""
    kind_banner: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PdfSigner:
    """One person about to sign; `key` belongs to `certificate`, which `ca` issued."""

    name: str
    certificate: bytes
    """X.509, DER."""
    key: PrivateKey = field(repr=False)
    ca: bytes
    """X.509, DER, self-signed."""
    reason: str
    """The meaning, worded: administered, checked, approved."""
    at: datetime
    """Aware."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One signature as found in a PDF."""

    field_name: str
    name: str
    meaning: str
    at: datetime | None
    valid: bool
    covers_whole_file: bool
    person: str = ""
    """The user id in the certificate."""
    certificate: bytes = b""
    """X.509, DER; empty where it could not be read."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The verdict on one PDF; `problem` is a code under "reports." or None when intact."""

    signatures: tuple[SignatureSeen, ...]
    intact: bool
    problem: str | None = None
    ca_fingerprint: str = ""
    """The authority's key, as `ledger.certificates.fingerprint` writes it; empty where unread."""


class Press(Protocol):
    """The reports door, as the app sees it."""

    def draw(self, sheet: Sheet) -> bytes:
        """Return a PDF with empty signature fields. Raises Unprintable."""

    def sign(self, pdf: bytes, field_name: str, signer: PdfSigner) -> bytes:
        """Fill one signature field, the first or a later one, by incremental update.

        Raises Refused reports.cannot_sign when the PDF has no such empty field.
        """

    def inspect(self, pdf: bytes, *, trusted_fingerprint: str | None = None) -> Inspection:
        """Judge a PDF from anywhere; never raises for what is in it."""

    def draw_recovery(self, sheet: RecoverySheet) -> bytes:
        """Return the recovery sheet of set-up. Raises Unprintable."""

    def draw_emergency(self, sheet: EmergencySheet) -> bytes:
        """Return the emergency page of a site."""

    def draw_downtime(self, sheet: DowntimeSheet) -> bytes:
        """Return a blank form for a downtime."""

    def draw_kit(self, kit: DowntimeKit) -> bytes:
        """Return a list of doses and the blank form of each, in one PDF."""

    def draw_handover(self, sheet: HandoverSheet) -> bytes:
        """Return a handover, always one page."""

    def draw_label(self, sheet: LabelSheet) -> bytes:
        """Return the label of a syringe. Raises Unprintable."""
