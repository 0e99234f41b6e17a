"""The alert ledger: what was shown while people worked, what became of it, and how often.

Watching notes it for one patient; tally counts it by rule. Refuses to stand in anybody's way:
a row that cannot be written is missing in the count, and the dose goes on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from ltm_desktop.app.ports import AlertLog, AlertRow, AlertState, Clock, ShownAlert
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded
from ltm_desktop.domain.dosing_measures import FORM
from ltm_desktop.domain.dosing_told import PACK
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.evidence import Fact, RuleEvidence, evidence_of
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.hard_rules import BY_CODE
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.canonical import digest, encode

REVIEW_ABOVE = 90
"""Per cent kept above which a rule is proposed for review: clinical practice, section 9.3."""
_NAMED = re.compile(r"hard rule (H\d\d)")
_DIGITS = 16
_SCANNING, _UNKNOWN = "scanning.", "scanning.is_unknown"
"""What is said of a scan; a code of nothing we know is a note, and refused all the same."""


def rule_of(alert: Alert) -> str:
    """Return the hard rule an alert tells of, else its source; nothing for one of neither.

    A field of the form that is still empty is no rule either.
    """
    known = BY_CODE.get(alert.code)
    if known is not None:
        return known.id
    if alert.source == FORM:
        return ""
    named = _NAMED.match(alert.source)
    if named:
        return named[1]
    return alert.source or (PACK if alert.code.startswith(_SCANNING) else "")


def _is_refusal(alert: Alert) -> bool:
    return alert.severity is not Severity.NOTE or alert.code == _UNKNOWN


def fingerprint(found: RuleEvidence) -> str:
    """Return what tells one finding from another, without what was found."""
    return digest(encode([_plain(fact) for fact in found.facts]))[:_DIGITS]


def _plain(fact: Fact) -> list[object]:
    amount, at = fact.amount, fact.at
    return [
        fact.name,
        [str(amount.value), str(amount.unit)] if amount else [],
        at.astimezone(UTC).isoformat() if at else "",
        fact.on.isoformat() if fact.on else "",
        fact.number,
        fact.text,
        list(fact.texts),
    ]


class Watching:
    """Note what is shown about one patient's acts, and what becomes of it."""

    def __init__(self, log: AlertLog, clock: Clock, patient: str) -> None:
        self._log = log
        self._clock = clock
        self._patient = patient
        self._act = ""
        self._states: dict[ShownAlert, AlertState] = {}
        """Of the act at hand, the one that changed last at the end."""
        self._notes: set[str] = set()
        """Codes that spoke as notes: whoever signs beside one has seen it and gone on."""

    def see(self, act: str, alerts: Iterable[Alert]) -> None:
        """Take everything that is shown about an act now; what is gone was acted on."""
        found = tuple(one for one in alerts if rule_of(one))
        self._turn_to(act)
        self._notes |= {one.code for one in found if one.severity is Severity.NOTE}
        shown = dict.fromkeys(self._shown(one) for one in found)
        new = [one for one in shown if self._may_become(one, AlertState.SHOWN)]
        gone = [one for one in self._open() if one not in shown]
        self._note(AlertState.SHOWN, new)
        self._note(AlertState.ACTED_ON, gone)

    def refused_scan(self, act: str, answer: Iterable[Alert]) -> None:
        """Take what was said to a scan; a refused one fills nothing, so that it was acted on."""
        self._turn_to(act)
        against = (one for one in answer if _is_refusal(one))
        shown = tuple(dict.fromkeys(self._shown(one) for one in against))
        self._note(AlertState.SHOWN, shown)
        self._note(AlertState.ACTED_ON, shown)

    def leave(self, act: str | None) -> None:
        """Take that a person left an act as it was: every alert still open had its way."""
        self.see(act or "", ())

    def recorded(self, act: str | None, events: Iterable[object]) -> None:
        """Take what was written, wherever it was written; of no act, nothing."""
        self._turn_to(act or "")
        for event in events:
            match event:
                case RulesOverridden() if event.item == act:
                    self._overridden(event.rules)
                case DoseRecorded() if event.item == act:
                    self._told(event.breaches)
                case FractionRecorded() if event.record == act:
                    self._told(event.breaches)
                case DoseNotGiven() if event.item == act:
                    self._note(AlertState.ACTED_ON, self._open())

    def _overridden(self, rules: Iterable[RuleEvidence]) -> None:
        passed = {(one.code, fingerprint(one)) for one in rules}
        known = [one for one in self._states if (one.code, one.evidence) in passed]
        self._note(AlertState.OVERRIDDEN, known)

    def _told(self, breaches: Sequence[str]) -> None:
        told = [one for code in breaches for one in self._standing(code)]
        told += [one for one in self._open() if one.code in self._notes]
        self._note(AlertState.TOLD, told)
        self._note(AlertState.ACTED_ON, self._open())

    def _standing(self, code: str) -> list[ShownAlert]:
        """Return the open findings of a code, else the last one: telling it took it away."""
        of_code = [one for one in self._states if one.code == code]
        return [one for one in of_code if one in self._open()] or of_code[-1:]

    def _open(self) -> list[ShownAlert]:
        return [one for one, state in self._states.items() if state is AlertState.SHOWN]

    def _may_become(self, alert: ShownAlert, state: AlertState) -> bool:
        before = self._states.get(alert)
        return before is None or before.may_become(state)

    def _note(self, state: AlertState, alerts: Iterable[ShownAlert]) -> None:
        changed = [one for one in alerts if self._may_become(one, state)]
        if not changed:
            return
        at = self._clock.now().isoformat()
        try:
            if state is AlertState.SHOWN:
                self._log.note_shown(changed, at)
            else:
                self._log.note_outcome(changed, state, at)
        except Unavailable:
            # Counting never stands in the way of a dose; what stops writing is told by the draft.
            return
        for one in changed:
            self._states.pop(one, None)
            self._states[one] = state

    def _turn_to(self, act: str) -> None:
        if act == self._act:
            return
        try:
            rows = self._log.rows(self._patient, act) if act else ()
        except Unavailable:
            rows = ()
        self._act, self._states = act, {}
        for row in rows:
            self._states.pop(row.alert, None)
            self._states[row.alert] = row.state

    def _shown(self, alert: Alert) -> ShownAlert:
        evidence = fingerprint(evidence_of(alert))
        return ShownAlert(self._patient, self._act, alert.code, evidence, rule_of(alert))


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one rule spoke, and what people did."""

    rule: str
    """H01 to H20, else the source the domain names."""
    shown: int
    acted_on: int
    overridden: int
    told: int

    @property
    def kept(self) -> int:
        """Return how often people went on although the rule spoke."""
        return self.overridden + self.told

    @property
    def ended(self) -> int:
        """Return how often it is known what became of it."""
        return self.kept + self.acted_on

    @property
    def still_open(self) -> int:
        """Return how often nothing has become of it yet."""
        return self.shown - self.ended

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred that ended were kept, cut to the whole number."""
        return self.kept * 100 // self.ended if self.ended else None

    @property
    def to_review(self) -> bool:
        """Tell whether the investigator should look at the rule."""
        return self.kept * 100 > REVIEW_ABOVE * self.ended


def months(rows: Iterable[AlertRow]) -> tuple[str, ...]:
    """Return the months in which something was shown first, as 2026-03, newest first."""
    return tuple(sorted({month for month, _ in _latest(rows).values()}, reverse=True))


def tally(rows: Iterable[AlertRow], month: str = "") -> tuple[Tally, ...]:
    """Count by rule what was first shown in a month, or ever; what to review stands first."""
    states: dict[str, list[AlertState]] = {}
    for alert, (first, state) in _latest(rows).items():
        if month in {"", first}:
            states.setdefault(alert.rule, []).append(state)
    counted = (_counted(rule, those) for rule, those in states.items())
    return tuple(sorted(counted, key=_place))


def _latest(rows: Iterable[AlertRow]) -> Mapping[ShownAlert, tuple[str, AlertState]]:
    """Return for each alert the month it was first shown in and the state it came to."""
    found: dict[ShownAlert, tuple[str, AlertState]] = {}
    for row in rows:
        first = found[row.alert][0] if row.alert in found else row.at[:7]
        found[row.alert] = first, row.state
    return found


def _counted(rule: str, states: Sequence[AlertState]) -> Tally:
    outcomes = (AlertState.ACTED_ON, AlertState.OVERRIDDEN, AlertState.TOLD)
    return Tally(rule, len(states), *(states.count(one) for one in outcomes))


def _place(one: Tally) -> tuple[bool, bool, str]:
    return not one.to_review, not one.rule.startswith("H"), one.rule
