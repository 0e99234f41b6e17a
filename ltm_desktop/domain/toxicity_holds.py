"""Open adverse events before the next dose: each is shown, and some hold it as the site signed.

Refuses nothing by itself: it returns alerts. A rule once met speaks until the grade has come down
to what it says; without rules every open event is a note all the same.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from ltm_desktop.domain.adverse_events import CLOSING
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert, Severity, note
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.toxicity_data import HoldRule

if TYPE_CHECKING:
    from ltm_desktop.domain.dosing_rules import Bedside

OPEN = "clinical practice section 6.2: adverse events that are open at the next dose"
HOLDS = "clinical practice section 3.7: what holds a dose, as the site signed"
ANY, SYSTEM = "any", "soc:"


def check_toxicity(bedside: "Bedside", at: datetime) -> Iterator[Alert]:
    """Return a note for each event open at a time, and what the signed rules say of it."""
    protocol, on = bedside.protocol, bedside.act.day_of(at)
    if protocol is None:
        return
    for one in bedside.adverse_events.standing():
        grade = grade_on(one, on)
        if grade is None:
            continue
        told = {
            "name": name_of(protocol, one),
            "term": one.told.term.code,
            "grade": grade,
            "since": one.told.onset.earliest,
        }
        yield note("toxicity.open", OPEN, **told)
        for rule in protocol.toxicity.holds if protocol.toxicity else ():
            if speaks(rule, one, on):
                yield _hold(rule, one, told)


def _hold(rule: HoldRule, one: AdverseEvent, told: Mapping[str, object]) -> Alert:
    values = {**told, "event": one.event, "at_least": rule.at_least}
    code = "toxicity.hold"
    if rule.until is not None:
        code, values["until"] = "toxicity.hold_until", rule.until
    return Alert(code, Severity(rule.strength), values, HOLDS)


def grade_on(one: AdverseEvent, on: date) -> Grade | None:
    """Return the grade an event had by the end of a day, None for one not open on that day."""
    begun = one.told.onset.earliest <= on
    if not one.stands or not begun or _ended_by(one, on):
        return None
    known = [told.grade for told in one.grades if told.on <= on]
    return known[-1] if known else one.grades[0].grade


def _ended_by(one: AdverseEvent, on: date) -> bool:
    ended = one.ended.told if one.ended is not None else None
    if ended is None or ended.outcome not in CLOSING or ended.on is None:
        return False
    # of an end known only to the month nobody knows that it lies before its last day
    return ended.on.latest <= on


def speaks(rule: HoldRule, one: AdverseEvent, on: date) -> bool:
    """Tell whether a rule holds for an event on a day, by every grade it had until then."""
    if not _matches(rule, one):
        return False
    if rule.only_related and one.judged is not None and not one.related:
        return False
    held = False
    known = [told.grade for told in one.grades if told.on <= on] or [one.grades[0].grade]
    for grade in known:
        held = grade >= rule.at_least or (held and rule.until is not None and grade > rule.until)
    return held


def _matches(rule: HoldRule, one: AdverseEvent) -> bool:
    term = one.told.term
    return rule.subject in (ANY, term.code, f"{SYSTEM}{term.system}")


def name_of(protocol: ActiveProtocol, one: AdverseEvent) -> Label:
    """Return what an event's term is called in its own version, the code where nobody knows."""
    ref = one.told.term
    known = protocol.protocol.toxicity.lists.get(ref.version)
    term = known.terms.get(ref.code) if known else None
    return term.label if term else Label(ref.code, ref.code)
