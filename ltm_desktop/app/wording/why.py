"""Why an alert is shown: its rule in words, its numbers, its source, and who may pass it. No Qt.

Every code has an answer. Refuses to make up a limit: only numbers the check really used are told.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.principles import NUMBERS, PRINCIPLES, PROGRAM, SIGNED
from ltm_desktop.app.wording.sources import SOURCES
from ltm_desktop.app.wording.terms.merged import TERMS
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.hard_rules import RULES, HardRule
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass

_NUMBER = (int, Decimal, Quantity, date, time, timedelta)
_STRENGTH: Mapping[Severity, str] = {
    Severity.STOP: _mark(
        "A stop: nobody can pass it here. What happened all the same is told with an incident."
    ),
    Severity.OVERRIDE: _mark(
        "A physician may pass it with a signed reason, for this dose and this finding only."
    ),
    Severity.NOTE: _mark("A note: it blocks nothing."),
}
_FAMILIES = frozenset({"dosing", "fractions", "labs", "gates", "toxicity", "schedule", "serious"})
"""Topics whose limits the investigator signs."""


@dataclass(frozen=True, slots=True)
class SignedRules:
    """The configuration in force."""

    number: int
    study: str
    version: str
    investigator: str
    """A name, not a user id."""
    on: date


@dataclass(frozen=True, slots=True)
class Why:
    """The answer, worded."""

    rule: str
    numbers: tuple[tuple[str, str], ...]
    """What each number is, and the number with its unit."""
    source: str
    passing: str
    """Who may pass it; empty for a refusal that is no rule of treatment."""
    signed: str
    """Whose limits they are; empty where the investigator signs none."""


def why(alert: Alert, say: Words, signed: SignedRules | None) -> Why:
    """Return why an alert is shown, in the words of one language."""
    hard = _hard_rule(alert.code)
    principle, whose = PRINCIPLES.get(_topic(alert.code), ("", PROGRAM))
    rule = say(principle) if principle else say.alert(alert)
    if hard is not None:
        named = say.begin(say.term(f"hard_rule.{hard.id}"))
        rule = say.together(say("{rule}: {says}", rule=hard.id, says=named) + _stop(say), rule)
    source = alert.source or (_clause(hard) if hard is not None else "")
    return Why(
        rule=rule,
        numbers=tuple(_numbers(alert, say)),
        source=say.begin(say.source(source) if source else say(whose)),
        passing=say(_STRENGTH[alert.severity]) if hard is not None else "",
        signed=_signed(say, signed) if _is_signed(alert, hard, whose) else "",
    )


def _stop(say: Words) -> str:
    return "。" if say.chinese_first else "."


def _topic(code: str) -> str:
    return code.partition(".")[0]


def _hard_rule(code: str) -> HardRule | None:
    return next((rule for rule in RULES if code in rule.alerts), None)


def _clause(rule: HardRule) -> str:
    """Return the source that names a hard rule."""
    return min(text for text in SOURCES if text.startswith(f"hard rule {rule.id}"))


def _is_signed(alert: Alert, hard: HardRule | None, whose: str) -> bool:
    return whose == SIGNED or hard is not None or _topic(alert.code) in _FAMILIES


def _signed(say: Words, signed: SignedRules | None) -> str:
    if signed is None:
        return say(
            "No configuration is signed yet, so a limit that the trial leaves open is blank, "
            "and a blank limit blocks."
        )
    return say(
        "Limits are those of configuration {number} ({study}, version {version}), "
        "signed by {person} on {day}.",
        number=signed.number,
        study=signed.study,
        version=signed.version,
        person=signed.investigator,
        day=signed.on,
    )


def _numbers(alert: Alert, say: Words) -> Iterator[tuple[str, str]]:
    for key, value in alert.values.items():
        if isinstance(value, _NUMBER) and not isinstance(value, bool) and (name := name_of(key)):
            yield say.begin(say(name)), say.shown(_at_the_site(value))


def _at_the_site(value: object) -> object:
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def name_of(key: str) -> str:
    """Return what a number of an alert is called, in English; nothing where it has no name."""
    return TERMS.get(f"fact.{key}") or NUMBERS.get(key, "")
