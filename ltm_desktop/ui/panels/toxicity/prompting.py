"""What open toxicities give to think of, worded: reminders with their source. No Qt, no verdict."""

from datetime import UTC

from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.ctcae import Codelist
from ltm_desktop.domain.toxicity_prompts import Matched, prompts_of
from ltm_desktop.ui.panels.toxicity.shown import Fact, PromptLine
from ltm_desktop.ui.panels.toxicity.words import Telling


def prompted(telling: Telling) -> tuple[PromptLine, ...]:
    """Return every reminder that the open events of a patient give."""
    known = _terms(telling)
    if known is None:
        return ()
    say = telling.say
    source = say("Source: {source}", source=say.label(known.patterns.source))
    return tuple(
        PromptLine(
            say.label(one.pattern.text),
            say.listing(_told(telling, matched) for matched in one.matched),
            source,
        )
        for one in prompts_of(telling.chart, known, telling.now.tzinfo or UTC)
    )


def prompt_facts(telling: Telling, event: AdverseEvent) -> tuple[Fact, ...]:
    """Return the reminders that one event gives, as labelled values."""
    known = _terms(telling)
    if known is None:
        return ()
    say = telling.say
    found = prompts_of(telling.chart, known, telling.now.tzinfo or UTC)
    return tuple(
        Fact(say("To think of"), say.label(one.pattern.text))
        for one in found
        if any(matched.event.event == event.event for matched in one.matched)
    )


def _terms(telling: Telling) -> Codelist | None:
    active = telling.active
    return active.toxicity.terms if active and active.toxicity else None


def _told(telling: Telling, one: Matched) -> str:
    say, name = telling.say, telling.term_name(one.event.told)
    found = telling.treatment(one.record) if one.record is not None else None
    if found is None or one.days is None:
        return name
    if one.days == 0:
        return say("{term} on the day of {treatment}", term=name, treatment=found[0])
    days = say.many("{count} day", "{count} days", one.days)
    return say("{term} {days} after {treatment}", term=name, days=days, treatment=found[0])
