"""What a scan does on each page of the panel: which fields it fills, and what is said. No Qt.

It never signs and never answers for a person. A code that is not this patient's, this dose's or
this syringe's is refused in words and empties what an earlier one had filled (H01, H10).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import (
    ChinaTraceCode,
    Scan,
    check_label,
    check_product,
    check_wristband,
    to_plain,
    told,
)
from ltm_desktop.app.site_codes import SyringeLabel, Wristband
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.ui.panels.dosing import check, prepare, receive, typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.standing import Step

LABEL, BAND = "scanned_label", "scanned_wristband"
KEYS = (LABEL, BAND)
H03 = "hard rule H03: product approved for intrathecal use"
H10 = "hard rule H10: label matches participant, drug, dose, route"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a scan writes into the form, and what is said of it at once."""

    texts: Mapping[str, str] = field(default_factory=dict)
    answer: tuple[Alert, ...] = ()


def take(acting: Acting, step: Step, scan: Scan) -> Taken:
    """Take a scan on the page shown; one that is of no use there is said so."""
    taking = TAKES.get(step)
    if taking is None:
        return Taken(answer=(note("scanning.not_now"),))
    return taking(acting, scan)


def takes(acting: Acting, step: Step) -> bool:
    """Tell whether a scan is of use on the page shown."""
    return step in TAKES and not (step is Step.CHECK and _is_checked(acting))


def _is_checked(acting: Acting) -> bool:
    return acting.checked is not None and not typed.ticked(acting.fields, "recheck")


def _on_check(acting: Acting, scan: Scan) -> Taken:
    if _is_checked(acting):
        return Taken(answer=(note("scanning.not_now"),))
    match scan:
        case SyringeLabel():
            return _label(acting, scan)
        case Wristband():
            return _wristband(acting, scan)
        case _:
            return Taken(answer=(told(scan),))


def _label(acting: Acting, label: SyringeLabel) -> Taken:
    against = tuple(_foreign(acting, label))
    if against:
        return Taken(dict.fromkeys((*check.LABEL, LABEL), ""), against)
    texts = {
        "check_drug": label.drug,
        "check_dose": str(label.dose.value),
        "check_volume": str(label.volume.value),
        "check_access": label.access.value,
        "check_use_by": label.use_by.astimezone(acting.now.tzinfo).isoformat(),
        LABEL: label.short_id,
    }
    return Taken(texts, (note("scanning.label_read"),))


def _foreign(acting: Acting, label: SyringeLabel) -> Iterable[Alert]:
    """Return why a label is not the one of this patient's syringe; its values are not judged."""
    if label.subject_id != acting.subject_id:
        yield stop("scanning.label_of_other_patient", H10, subject=label.subject_id)
    elif label.item != acting.item:
        yield stop("scanning.label_of_other_dose", H10, found=label.item, item=acting.item)
    else:
        made = acting.walked.preparation
        if made is not None and made.prepared.preparation != label.short_id:
            yield stop("scanning.label_of_other_syringe", H10, found=label.short_id)


def _wristband(acting: Acting, band: Wristband) -> Taken:
    against = tuple(check_wristband(band, acting.subject_id))
    if against:
        emptied = dict.fromkeys(("check_subject", "identifiers", BAND), "")
        return Taken(emptied, against)
    texts = {"check_subject": band.subject_id, BAND: band.subject_id}
    return Taken(texts, (note("scanning.wristband_matches"),))


def _on_prepare(acting: Acting, scan: Scan) -> Taken:
    if not prepare.is_asked(acting):
        return Taken(answer=(note("scanning.not_now"),))
    match scan:
        case Product():
            against = tuple(_unusable(acting, scan))
            texts = prepare.product_texts(None if against else scan)
            approved = acting.products.get(scan.gtin)
            name = {"prep_product": approved.name} if approved and not against else {}
            return Taken({**texts, **name}, against or (told(scan),))
        case ChinaTraceCode():
            return Taken(prepare.trace_texts(to_plain(scan.raw)), (told(scan),))
        case _:
            return Taken(answer=(told(scan),))


def _unusable(acting: Acting, pack: Product) -> Iterable[Alert]:
    """Return why a pack may not be used at all: expired, or never approved (H03, H11)."""
    yield from check_product(pack, acting.now.date())
    if pack.gtin not in acting.products:
        yield stop("products.not_approved", H03, gtin=pack.gtin)


def _on_receive(acting: Acting, scan: Scan) -> Taken:
    made = acting.walked.preparation
    if made is None or not isinstance(scan, SyringeLabel):
        return Taken(answer=(told(scan),))
    order = acting.chart.dosing.orders.get(acting.item)
    against = tuple(_foreign(acting, scan)) or tuple(
        check_label(scan, acting.subject_id, acting.item, order, acting.now)
    )
    if against:
        return Taken({receive.NUMBER: ""}, against)
    return Taken({receive.NUMBER: scan.short_id}, (note("scanning.label_matches"),))


TAKES: Mapping[Step, Callable[[Acting, Scan], Taken]] = {
    Step.PREPARE: _on_prepare,
    Step.RECEIVE: _on_receive,
    Step.CHECK: _on_check,
}
"""The pages on which a scan is of use."""


def words(alerts: Iterable[Alert], say: Words) -> str:
    """Return what to say about a scan, with what to do next."""
    parts = [part for one in alerts for part in (say.alert(one), say.next_step(one))]
    return say.together(*parts)
