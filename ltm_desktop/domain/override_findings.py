"""What stands open about a dose at a moment, so that a physician passes only what was found.

Refuses an override of a finding nobody made, or that is no longer what stands.
"""

from collections.abc import Iterator

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing_rules import (
    Bedside,
    check_amount,
    check_findings,
    check_interval,
    check_oldest_first,
    planned_drug,
)
from ltm_desktop.domain.evidence import RuleEvidence, evidence_of
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.overrides import CLAUSE, OverrideRules
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.same_day import check_dose_of_day
from ltm_desktop.domain.terms import Access


def check_found(command: OverrideRules, bedside: Bedside) -> Iterator[Alert]:
    """Return a stop for each rule whose finding, as it is named, does not stand now."""
    found = {evidence_of(alert) for alert in _of_the_chart(bedside, command.item)}
    for one in command.rules:
        typed = {evidence_of(alert) for alert in _of_the_form(bedside, command.item, one)}
        if one not in found | typed:
            yield stop("overrides.not_found", CLAUSE, rule=f"breach.{one.code}")


def _of_the_chart(bedside: Bedside, item: ItemCode) -> Iterator[Alert]:
    order, now = bedside.dosing.orders.get(item), bedside.act.now
    for access in (order.access,) if order is not None else tuple(Access):
        yield from check_gates(bedside, item, access, now)
    yield from check_interval(bedside, item, now)
    yield from check_dose_of_day(bedside, now)
    yield from check_oldest_first(bedside, item)


def _of_the_form(bedside: Bedside, item: ItemCode, one: RuleEvidence) -> Iterator[Alert]:
    """Return what follows from a value that is only on a form yet: judged anew from the value."""
    said = {fact.name: fact for fact in one.facts}
    dose = said["dose"].amount if "dose" in said else None
    if isinstance(dose, Quantity):
        yield from check_amount(bedside.protocol, planned_drug(bedside, item), dose)
    site, refill = (said[name].text if name in said else "" for name in ("site", "refill"))
    yield from check_findings(site=site, refill=refill, csf_return=None, withdrawn=None)
