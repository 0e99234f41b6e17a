"""Cytology of the laboratory that an assessment may take over: the newest of each place.

Lumbar and ventricular are offered apart, never one for the other. Nothing is filled unasked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import CSF, Specimen
from ltm_desktop.domain.laboratories import Laboratories
from ltm_desktop.domain.labs import LabFinding, LabsSlice
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.response_terms import CytologyResult
from ltm_desktop.ui.panels.response.shown import Offer

CYTOLOGY = "csf_cytology"
"""Code of the analyte in the protocol file."""
_PLACES = {Specimen.CSF_LUMBAR: "lumbar", Specimen.CSF_VENTRICULAR: "ventricular"}
_RESULTS = frozenset(one.value for one in CytologyResult)


@dataclass(frozen=True, slots=True)
class Slips:
    """Where cytology is looked for."""

    labs: LabsSlice
    laboratories: Laboratories
    day_of: Callable[[datetime], date]
    """The day of a moment at the site."""


def cytology_offers(slips: Slips, last: ResponseAssessed | None, say: Words) -> Iterator[Offer]:
    """Yield the newest slip of each place that the last assessment did not have yet."""
    for specimen in CSF:
        found = [one for one in slips.labs.found(CYTOLOGY, specimen) if one.code in _RESULTS]
        newest = max(found, key=lambda one: one.sampled_at, default=None)
        if newest is not None and not _used(newest, slips, last):
            yield _offer(newest, slips, say)


def _used(one: LabFinding, slips: Slips, last: ResponseAssessed | None) -> bool:
    """Tell whether the last assessment counted this slip, or a newer one of the same place."""
    told = last.cytology if last else None
    if told is None or told.source != _PLACES[one.specimen]:
        return False
    return told.sampled_on >= slips.day_of(one.sampled_at)


def _offer(one: LabFinding, slips: Slips, say: Words) -> Offer:
    place, on = _PLACES[one.specimen], slips.day_of(one.sampled_at)
    report = " ".join(filter(None, (_laboratory(one, slips), one.report.number)))
    fields = {
        "cytology.result": one.code,
        "cytology.source": place,
        "cytology.on": on.isoformat(),
        "cytology.report": report,
    }
    words = say(
        "{result}, {place} fluid of {on}, {source}",
        result=say.term(CytologyResult(one.code)),
        place=say.term(f"csf_source.{place}"),
        on=on,
        source=say("report {number}", number=report) if report else say("entered without a report"),
    )
    return Offer(words, fields, place)


def _laboratory(one: LabFinding, slips: Slips) -> str:
    known = slips.laboratories.get(one.report.laboratory)
    return known.name if known else one.report.laboratory
