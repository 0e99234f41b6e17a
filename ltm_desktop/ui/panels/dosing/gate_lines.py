"""Gates and dangers before this dose as lines of the column beside the form. No Qt.

No rule of its own: what counts, and how strongly, is the domain's.
"""

from collections.abc import Iterable, Iterator

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.dosing_rules import (
    Bedside,
    check_clock,
    check_interval,
    check_oldest_first,
)
from ltm_desktop.domain.evidence import PassedRule
from ltm_desktop.domain.gates import Measured, check_gates, gates_of, measured, shown
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.overrides import Judged, judge
from ltm_desktop.domain.protocol import ActiveGate, Direction
from ltm_desktop.domain.same_day import check_dose_of_day
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.graded import Condition, Met, met_of
from ltm_desktop.ui.panels.dosing.standing import named

H07 = "hard rule H07: laboratory values known, fresh, within limits"


def access_of(bedside: Bedside, item: ItemCode) -> Access | None:
    """Return the way in that counts for a dose: the order's, else the patient's own."""
    order = bedside.dosing.orders.get(item)
    if order is not None:
        return order.access
    device = bedside.patient.access if bedside.patient else None
    return device.access if device else None


def open_rules(bedside: Bedside, item: ItemCode, typed: Iterable[Alert] = ()) -> Judged:
    """Return what speaks about a dose, what a form adds to it, and what was passed of both."""
    access, now = access_of(bedside, item), bedside.act.now
    gates = check_gates(bedside, item, access, now) if access else ()
    interval = check_interval(bedside, item, now)
    of_day = check_dose_of_day(bedside, now)
    known = (*gates, *interval, *of_day, *check_oldest_first(bedside, item))
    return judge(bedside, item, (*known, *check_clock(bedside, item), *typed))


def gate_lines(bedside: Bedside, item: ItemCode, say: Words) -> Iterator[Condition]:
    """Yield a line for each value looked at, then one for each danger that stands open."""
    access, protocol = access_of(bedside, item), bedside.protocol
    if access is None or protocol is None:
        return
    judged = judge(bedside, item, check_gates(bedside, item, access, bedside.act.now))
    for gate in gates_of(protocol, access):
        yield _value(bedside, gate, judged, say)
    for alert in judged.standing:
        if "gate" not in alert.values:
            yield _told(alert, say)
    for one in judged.passed:
        if not any(fact.name == "gate" for fact in one.facts):
            label = say.begin(say.term(f"breach.{one.code}"))
            yield Condition(label, Met.PASSED, passed_words(bedside, one, say))


def passed_words(bedside: Bedside, one: PassedRule, say: Words) -> str:
    """Return who passed a rule and why."""
    protocol = bedside.protocol
    lists = protocol.protocol.vocabularies if protocol else {}
    label = lists.get("override_reason", {}).get(one.reason)
    reason = label.text(say.language) if label else one.reason
    person = named(bedside.people, one.physician)
    told = say("passed by {person}: {reason}", person=person, reason=reason)
    return say.together(told, one.note)


def _told(alert: Alert, say: Words) -> Condition:
    noted = alert.severity is Severity.NOTE
    label = say("To note") if noted else say.begin(say.term(f"breach.{alert.code}"))
    words = say.together(say.alert(alert), say.next_step(alert))
    return Condition(label, met_of([alert]), words, alert.source, alerts=(alert,))


def _value(bedside: Bedside, gate: ActiveGate, judged: Judged, say: Words) -> Condition:
    code, label = gate.gate.code, say.label(gate.gate.label)
    against = [one for one in judged.standing if one.values.get("gate") == code]
    if against:
        words, clause = _together(against, say), against[0].source
        return Condition(label, met_of(against), words, clause, alerts=tuple(against))
    passed = next((one for one in judged.passed if _is_of(one, code)), None)
    found = measured(bedside, gate.gate.analyte, bedside.act.now)
    evidence = _evidence(bedside, gate, found, say) if found else ""
    if passed is not None:
        words = say.together(evidence, passed_words(bedside, passed, say))
        return Condition(label, Met.PASSED, words, H07)
    return Condition(label, Met.MET, evidence, H07)


def _is_of(one: PassedRule, code: str) -> bool:
    return any(fact.name == "gate" and fact.text == code for fact in one.facts)


def _together(alerts: Iterable[Alert], say: Words) -> str:
    return say.together(*(say.alert(alert) for alert in alerts))


def _evidence(bedside: Bedside, gate: ActiveGate, found: Measured, say: Words) -> str:
    now = bedside.act.now
    drawn = say(
        "{value} of {moment}, {span} ago",
        value=f"{found.comparator.value}{say.amount(shown(found, gate.gate.direction))}",
        moment=found.sampled_at.astimezone(now.tzinfo),
        span=elapsed(found.sampled_at, now),
    )
    return " · ".join(filter(None, (drawn, _limit(gate, say), _calculated(found, say))))


def _limit(gate: ActiveGate, say: Words) -> str:
    if gate.limit is None:
        return say("no limit signed")
    least = gate.gate.direction is Direction.AT_LEAST
    return (
        say("at least {limit}", limit=gate.limit)
        if least
        else say("at most {limit}", limit=gate.limit)
    )


def _calculated(found: Measured, say: Words) -> str:
    one = found.calculated
    if one is None:
        return ""
    return say(
        "calculated from creatinine {value}, {years} years, {weight} of {day}, {sex}",
        value=one.creatinine.value,
        years=one.years,
        weight=one.weight,
        day=one.weighed_on,
        sex=one.sex,
    )
