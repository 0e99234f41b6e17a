"""What a scan does in the check: fills the tray or is compared with the order. No Qt.

It never signs and never answers for the second person. A label or wristband that does not match
stays in the draft and stands against the check until the right one is scanned (H01, H10).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import Scan, check_label, check_product, check_wristband, told
from ltm_desktop.app.site_codes import SyringeLabel, Wristband, from_label_text, to_label_text
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.typed import Fields

SOURCE, LABEL, BAND = "scanned", "scanned_label", "scanned_wristband"
KEYS = (SOURCE, LABEL, BAND)
FILLED = ("product", "lot", "expiry")


def takes(acting: Acting, step: Step) -> bool:
    """Tell whether a scan is of use now: only while a check is being made."""
    again = typed.ticked(acting.fields, "recheck")
    return step is Step.CHECK and (acting.checked is None or again)


def texts(scan: Scan) -> dict[str, str]:
    """Return the fields that a scan writes; a trace code or an unknown code writes none."""
    match scan:
        case Product():
            filled = (scan.gtin, scan.lot, scan.expiry.isoformat())
            return {**dict(zip(FILLED, filled, strict=True)), SOURCE: "\n".join(filled)}
        case SyringeLabel():
            return {LABEL: to_label_text(scan)}
        case Wristband():
            return {BAND: scan.subject_id}
        case _:
            return {}


def check(acting: Acting, step: Step, now: datetime) -> tuple[Alert, ...]:
    """Return every difference between what was scanned and this patient's order."""
    patient = acting.chart.patient
    if patient is None or not takes(acting, step):
        return ()
    return tuple(_differences(acting, patient.identity.subject_id, now))


def _differences(acting: Acting, subject: str, now: datetime) -> Iterator[Alert]:
    band, label = acting.fields.get(BAND, ""), acting.fields.get(LABEL, "")
    if band:
        yield from check_wristband(Wristband(band), subject)
    if label:
        order = acting.chart.dosing.orders.get(acting.item)
        yield from check_label(from_label_text(label), subject, acting.item, order, now)


def answer(scan: Scan, against: tuple[Alert, ...], now: datetime) -> tuple[Alert, ...]:
    """Return what to say at once; what stands against the check stays with its alerts as well."""
    match scan:
        case Product():
            return tuple(check_product(scan, now.date())) or (told(scan),)
        case SyringeLabel():
            return against or (note("scanning.label_matches"),)
        case Wristband():
            return against or (note("scanning.wristband_matches"),)
        case _:
            return (told(scan),)


def is_scanned(fields: Fields, key: str, text: str) -> bool:
    """Tell whether a field of the tray still says what was scanned."""
    kept = fields.get(SOURCE, "").split("\n")
    return len(kept) == len(FILLED) and bool(text) and kept[FILLED.index(key)] == text


def words(alerts: Iterable[Alert], say: Words) -> str:
    """Return what to say about a scan, with what to do next."""
    parts = [part for one in alerts for part in (say.alert(one), say.next_step(one))]
    return say.together(*parts)
