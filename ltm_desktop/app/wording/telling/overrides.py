"""Rules a physician passed: each by its name, what was found, who passed it and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.evidence import Fact, PassedRule
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.protocol import Gate, Supplement

Sections = tuple[StatementSection, ...]
_CODED = {"signs": "raised_pressure_sign", "refill": "refill", "site": "site_inspection"}
"""Facts that are codes of a vocabulary."""
_GRADES = frozenset({"grade", "at_least", "until"})
_REASON = "override_reason"


def tell_override(event: RulesOverridden, voice: Voice) -> Sections:
    """Tell an override before it is signed."""
    say, line = voice.say, voice.line
    decision = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Overridden by"), voice.person(event.physician), emphasis=True),
        line(say("Reason"), voice.coded(_REASON, event.reason), emphasis=True),
        line(say("Notes"), event.note),
    )
    rules = tuple(line(voice.rule(one.code), found(one.facts, voice)) for one in event.rules)
    return (
        StatementSection(say("Decision of the physician"), decision),
        StatementSection(say("Rules not met, passed for this dose only"), rules),
    )


def passed_lines(passed: Iterable[PassedRule], voice: Voice) -> Iterator[StatementLine]:
    """Yield a line for each rule that was passed for a dose: what was found, by whom, why."""
    say = voice.say
    for one in passed:
        value = say(
            "Overridden by {person} on {moment} because: {reason}. {note} Found: {found}",
            moment=voice.moment(one.signed_at),
            person=voice.person(one.physician),
            reason=voice.coded(_REASON, one.reason),
            note=one.note,
            found=found(one.facts, voice),
        )
        yield voice.line(voice.rule(one.code), value, emphasis=True)


def found(facts: Iterable[Fact], voice: Voice) -> str:
    """Write what a rule was found to stand on, every value with its name."""
    say = voice.say
    return say.listing(
        say("{label}: {value}", label=say.term(f"fact.{fact.name}"), value=value)
        for fact in facts
        for value in _values(fact, voice)
    )


def _values(fact: Fact, voice: Voice) -> Iterator[str]:
    if fact.amount is not None:
        yield voice.amount(fact.amount)
    if fact.at is not None:
        yield voice.moment(fact.at)
    if fact.on is not None:
        yield voice.day(fact.on)
    if fact.number is not None:
        yield voice.say.number(fact.number)
    for code in (fact.text, *fact.texts):
        if code:
            yield _named(fact.name, code, voice)


def _named(name: str, code: str, voice: Voice) -> str:
    """Name a code by the protocol it comes from, and keep the code."""
    if name == "term":
        return _term(code, voice)
    if name in _GRADES:
        return voice.say.term(f"grade.{code}")
    if name in _CODED:
        return voice.coded(_CODED[name], code)
    protocol = voice.active.protocol if voice.active else None
    owner: Gate | Supplement | None = None
    if protocol is not None and name == "gate":
        owner = protocol.gates.get(code)
    elif protocol is not None and name == "supplement":
        owner = protocol.supplements.get(code)
    return voice.named(owner.label.text(voice.say.language), code) if owner else code


def _term(code: str, voice: Voice) -> str:
    """Name a term of toxicity by any list that has it, and keep the code."""
    lists = voice.active.protocol.toxicity.lists.values() if voice.active else ()
    known = (one.terms[code].label for one in lists if code in one.terms)
    label = next(known, None)
    return voice.named(label.text(voice.say.language), code) if label else code


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {RulesOverridden: tell_override}
