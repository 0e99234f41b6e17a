"""The text of one scan into what it is, and what stands against using it.

Never guesses and never records: half a code, a lost separator or a damaged label is refused, and
what is nothing of ours is `Unknown`. Source: clinical practice, section 3.3.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from ltm_desktop.app import gs1, site_codes
from ltm_desktop.app.gs1 import GS, Product
from ltm_desktop.app.site_codes import PaperForm, SyringeLabel, Wristband
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from ltm_desktop.domain.dosing import Order

H01, H10, H11 = "hard rule H01", "hard rule H10", "hard rule H11"

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width forms, as a Chinese input method writes them, to the plain ones."""
_SPELLED_GS = re.compile(
    r"<GS>|\[GS\]|\{GS\}|<FNC1>|\[FNC1\]|\{FNC1\}|Alt\+0?29|\\x1d|\\u001d|\^\]|\u241d",
    re.IGNORECASE,
)
"""How scanners write the separator when they cannot send ASCII 29."""
_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_AIM_GS1 = frozenset({"d2", "C1", "Q3", "e0", "J1"})
_FRAME = " \t\r\n\x02\x03"
"""What scanners put around a code: blanks, line ends, STX and ETX. ASCII 29 is not among them."""
_TRACE = re.compile(r"[0-9]{20}")
_CONTAINER = "00"
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ChinaTraceCode:
    """The 20 digits of a national trace code, kept as they came; lot and expiry are typed."""

    raw: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A code that is nothing this program knows."""

    raw: str


Scan = Product | SyringeLabel | Wristband | PaperForm | ChinaTraceCode | Unknown


def preload() -> None:
    """Import what the first scan needs; called in a thread after the first paint."""
    import biip.gs1_element_strings  # noqa: F401 - importing is the purpose


def read_scan(text: str, today: date, *, separators_arrive: bool = False) -> Scan:
    """Say what a scan is. Raises Refused for a code of ours or a pack that may not be used.

    `separators_arrive`: this scanner has been seen to send the GS1 separator.
    """
    plain = to_plain(text)
    symbol, body = _without_aim(plain)
    if len(body) > _LONGEST:
        return Unknown(text)
    if body.startswith(site_codes.LABEL):
        return site_codes.from_label_text(body)
    if body.startswith(site_codes.WRISTBAND):
        return site_codes.from_wristband_text(body)
    if body.startswith(site_codes.PAPER):
        return site_codes.from_paper_text(body)
    if symbol not in _AIM_GS1 and _is_trace_code(body):
        return ChinaTraceCode(text)
    if symbol in _AIM_GS1 or GS in body or gs1.begins_like_a_pack(body):
        return gs1.from_pack(body, today, text, separators_arrive=separators_arrive)
    return _pack_in_any_order(body, today, text, separators_arrive=separators_arrive)


def to_plain(text: str) -> str:
    """Return a scan for reading: plain letters and digits, ASCII 29 as separator, no frame."""
    narrow = text.translate(_WIDE)
    return _SPELLED_GS.sub(GS, narrow).strip(_FRAME)


def sends_separator(text: str) -> bool:
    """Tell whether the GS1 separator arrived in a scan, as ASCII 29 or spelled out."""
    return GS in to_plain(text)


def _without_aim(text: str) -> tuple[str, str]:
    """Part the symbology identifier (ISO/IEC 15424) and the code itself."""
    found = _AIM.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _is_trace_code(body: str) -> bool:
    if not _TRACE.fullmatch(body):
        return False
    # A carton's number or a product's is no trace code, whatever its length.
    is_product = gs1.begins_like_a_pack(body) and gs1.is_right_gtin(body[2:16])
    return not is_product and not body.startswith(_CONTAINER)


def _pack_in_any_order(body: str, today: date, raw: str, *, separators_arrive: bool) -> Scan:
    """Read a pack whose GTIN does not come first; text that is no pack is nothing we know."""
    try:
        return gs1.from_pack(body, today, raw, separators_arrive=separators_arrive)
    except Refused as refusal:
        codes = {alert.code for alert in refusal.alerts}
        if codes & {"scanning.unreadable", "scanning.no_gtin", "scanning.no_separator"}:
            return Unknown(raw)
        raise


def check_product(product: Product, today: date) -> Iterator[Alert]:
    """Return what stands against a product; which products are approved is another rule."""
    if product.is_expired(today):
        yield stop("scanning.expired", H11, expiry=product.expiry)


def check_label(
    label: SyringeLabel, subject_id: str, item: ItemCode, order: "Order | None", now: datetime
) -> Iterator[Alert]:
    """Return every difference between a syringe's label and this patient's order."""
    if label.subject_id != subject_id:
        yield stop("scanning.label_of_other_patient", H10, subject=label.subject_id)
    if label.item != item:
        yield stop("scanning.label_of_other_dose", H10, found=label.item, item=item)
    if order is None:
        yield stop("scanning.no_order", H10)
    else:
        yield from _against_order(label, order)
    if label.use_by < now:
        use_by = label.use_by.astimezone(now.tzinfo)
        yield stop("scanning.label_past_use_by", H11, use_by=use_by)


def _against_order(label: SyringeLabel, order: "Order") -> Iterator[Alert]:
    if label.drug != order.drug:
        yield stop("scanning.label_drug", H10, found=label.drug, ordered=order.drug)
    if label.dose != order.dose:
        yield stop("scanning.label_amount", H10, found=label.dose, ordered=order.dose)
    if label.access is not order.access:
        yield stop("scanning.label_access", H10, found=label.access, ordered=order.access)


def check_wristband(wristband: Wristband, subject_id: str) -> Iterator[Alert]:
    """Return a stop where the wristband is another patient's."""
    if wristband.subject_id != subject_id:
        yield stop("scanning.other_patient", H01, subject=wristband.subject_id)


def told(scan: Scan) -> Alert:
    """Return what was understood, as a note that blocks nothing."""
    match scan:
        case Product():
            values = {"gtin": scan.gtin, "lot": scan.lot, "expiry": scan.expiry}
            return note("scanning.is_product", **values)
        case SyringeLabel():
            values = {"drug": scan.drug, "dose": scan.dose, "subject": scan.subject_id}
            return note("scanning.is_label", **values)
        case Wristband():
            return note("scanning.is_wristband", subject=scan.subject_id)
        case PaperForm():
            return note("scanning.is_paper", subject=scan.subject_id, item=scan.item)
        case ChinaTraceCode():
            return note("scanning.is_trace_code")
        case Unknown():
            return note("scanning.is_unknown")
