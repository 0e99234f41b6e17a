"""Overrides: a physician's signed word that a rule which was not met may be passed, once.

Refuses to pass an absolute rule and to act without a reason. An override covers one dose, the
rules named in it and what was found as it was shown: other evidence needs another override. It
ends when the dose is held or not given, with a puncture that injected nothing, and with a void.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, Severity, stop
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.dosing import DECIDING, DoseNotGiven, DoseRecorded, is_extra
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.evidence import PassedRule, RuleEvidence, evidence_of
from ltm_desktop.domain.hard_rules import grade, may_be_passed
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.people import check_authority, check_role
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

if TYPE_CHECKING:
    from ltm_desktop.domain.dosing_rules import Bedside

CLAUSE = "clinical practice section 2.5: a physician signs a named override with a reason"
AUTHORS = (
    Role.NURSE,
    Role.RESEARCH_NURSE,
    Role.PHYSICIAN,
    Role.INVESTIGATOR,
    Role.PHARMACIST,
)
"""Who may write it down; only the physician named in it signs it."""
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class OverrideRules:
    """Pass rules for one dose; the physician named here signs `overridden`."""

    patient: PatientId
    item: ItemCode
    physician: PersonId
    rules: tuple[RuleEvidence, ...]
    reason: str
    """Code of override_reason."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RulesOverridden:
    """A physician passed rules for one dose."""

    item: ItemCode
    physician: PersonId
    rules: tuple[RuleEvidence, ...]
    reason: str
    note: str


EVENTS = (RulesOverridden,)
AT_THE_PUNCTURE = frozenset({"dosing.reservoir_unusable", "dosing.site_suspect"})
"""What is found with the needle at the site; a physician's word on it may be written after."""


@dataclass(frozen=True, slots=True)
class Override(RulesOverridden):
    """An override as it stands in the chart."""

    signed_at: datetime
    """When its entry, with the physician's signature, was recorded."""


@dataclass(frozen=True, slots=True)
class OverridesSlice:
    """The overrides that stand, by planned item, oldest first."""

    standing: Mapping[ItemCode, tuple[Override, ...]] = field(default_factory=dict)

    def passed(self, item: ItemCode, found: RuleEvidence) -> PassedRule | None:
        """Return how this very finding was passed, None when it was not."""
        for one in reversed(self.standing.get(item, ())):
            if found in one.rules:
                told = (one.physician, one.reason, one.note, one.signed_at)
                return PassedRule(found.code, found.facts, *told)
        return None


@dataclass(frozen=True, slots=True)
class Judged:
    """Alerts by their strength, parted by whether a physician has passed them."""

    standing: tuple[Alert, ...]
    """What still speaks, notes included."""
    passed: tuple[PassedRule, ...]

    @property
    def blocking(self) -> tuple[Alert, ...]:
        """Return what keeps the step from being taken."""
        return tuple(one for one in self.standing if one.severity is not Severity.NOTE)


def judge(
    bedside: "Bedside",
    item: ItemCode,
    alerts: Iterable[Alert],
    started: datetime | None = None,
) -> Judged:
    """Grade alerts by the hard rules and take out what a physician has passed for this dose.

    Of an injection that has started, only what was passed before it counts: the rest is told.
    """
    standing: list[Alert] = []
    passed: list[PassedRule] = []
    for alert in grade(alerts):
        by = _passed(bedside, item, alert, started)
        if by is None:
            standing.append(_too_late(alert) if started is not None else alert)
        elif by not in passed:
            passed.append(by)
    return Judged(tuple(standing), tuple(passed))


def _passed(
    bedside: "Bedside", item: ItemCode, alert: Alert, started: datetime | None
) -> PassedRule | None:
    if alert.severity is not Severity.OVERRIDE:
        return None
    by = bedside.overrides.passed(item, evidence_of(alert))
    if by is None or started is None or alert.code in AT_THE_PUNCTURE:
        return by
    # a start is typed to the minute: the signature may lie within that minute
    return by if elapsed(started, by.signed_at) < timedelta(minutes=1) else None


def _too_late(alert: Alert) -> Alert:
    may_wait = alert.severity is not Severity.OVERRIDE or alert.code in AT_THE_PUNCTURE
    return alert if may_wait else replace(alert, severity=Severity.STOP)


def unpassed(bedside: "Bedside", item: ItemCode, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return the alerts by their strength, without those a physician has passed for this dose."""
    return judge(bedside, item, alerts).standing


def decide_override(command: OverrideRules, bedside: "Bedside") -> tuple[RulesOverridden]:
    """Pass rules. Raises Refused for an absolute rule, no reason, or who is no physician."""
    act, people = bedside.act, bedside.people
    refuse_if(
        (
            *check_role(people, act.author, *AUTHORS),
            *check_authority(people, command.physician, Task.PRESCRIBE, act.today),
            *_check_item(bedside, command.item),
            *_check_rules(command),
            *_check_reason(command, bedside),
        )
    )
    return (
        RulesOverridden(
            command.item, command.physician, command.rules, command.reason, command.note
        ),
    )


def _check_item(bedside: "Bedside", code: ItemCode) -> Iterator[Alert]:
    if bedside.item(code) is None and not is_extra(code):
        yield stop("dosing.no_such_dose", CLAUSE, item=code)
    elif bedside.dosing.is_settled(code):
        yield stop("dosing.already_settled", "", item=code)


def _check_rules(command: OverrideRules) -> Iterator[Alert]:
    if not command.rules:
        yield stop("overrides.nothing", CLAUSE)
    for one in command.rules:
        if not may_be_passed(one.code):
            yield stop("overrides.absolute", CLAUSE, rule=f"breach.{one.code}")


def _check_reason(command: OverrideRules, bedside: "Bedside") -> Iterator[Alert]:
    if not command.reason.strip():
        yield stop("dosing.reason_missing")
    elif command.reason == _OTHER and not command.note.strip():
        yield stop("dosing.other_needs_words")
    yield from check_listed(bedside.protocol, "override_reason", command.reason)
    yield from check_note(command.note)


def evolve(overrides: OverridesSlice, event: object, at: datetime) -> OverridesSlice:
    """Fold one event; after an injection an override stays, so that a correction finds it.

    `at` is when its entry was recorded.
    """
    match event:
        case RulesOverridden():
            known = overrides.standing.get(event.item, ())
            told = {one.name: getattr(event, one.name) for one in fields(RulesOverridden)}
            stands = (*known, Override(**told, signed_at=at))
            return replace(overrides, standing={**overrides.standing, event.item: stands})
        case DoseRecorded() if event.volume_injected.value == 0:
            return _without(overrides, event.item)
        case DoseNotGiven() if event.outcome in DECIDING:
            return _without(overrides, event.item)
        case RecordVoided():
            return _without(overrides, event.item)
        case _:
            return overrides


def _without(overrides: OverridesSlice, item: ItemCode) -> OverridesSlice:
    kept = {code: one for code, one in overrides.standing.items() if code != item}
    return replace(overrides, standing=kept)
