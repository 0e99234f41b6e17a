"""Orders, checks, injections and doses not given, in the order the bedside reads them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ltm_desktop.app.wording.telling.dosing_after import source_lines, tell_after_care
from ltm_desktop.app.wording.telling.dosing_findings import (
    approximate,
    tell_findings,
    tell_syringe,
    tell_technique,
)
from ltm_desktop.app.wording.telling.overrides import passed_lines
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice, reason_vocabulary
from ltm_desktop.domain.dosing import (
    DoseChecked,
    DoseNotGiven,
    DosePrescribed,
    DoseRecorded,
    NotGiven,
)

Sections = tuple[StatementSection, ...]


def tell_order(event: DosePrescribed, voice: Voice) -> Sections:
    """Tell an order."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Drug"), voice.drug(event.drug)),
        line(say("Prescribed dose"), voice.amount(event.dose), emphasis=True),
        line(say("Access"), say.term(event.access), emphasis=True),
        line(say("Prescribed by"), voice.person(event.prescriber)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Order"), lines),)


def tell_check(event: DoseChecked, voice: Voice) -> Sections:
    """Tell the check before an injection."""
    say, line = voice.say, voice.line
    dose = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Drug"), voice.drug(event.drug)),
        line(say("Dose in the syringe"), voice.amount(event.dose), emphasis=True),
        line(say("Access"), say.term(event.access), emphasis=True),
    )
    people = (
        line(say("Injects"), voice.person(event.operator)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Two identifiers confirmed"), voice.yes_no(event.identifiers_confirmed)),
        line(say("Record"), event.record),
    )
    return (
        StatementSection(say("Checked before the injection"), dose),
        tell_syringe(event.syringe, voice),
        StatementSection(say("People"), people),
    )


def tell_injection(event: DoseRecorded, voice: Voice) -> Sections:
    """Tell an injection as it happened."""
    say = voice.say
    return (
        StatementSection(say("Dose"), _dose(event, voice)),
        tell_syringe(event.syringe, voice),
        tell_findings(event.facts, voice, event.estimated),
        StatementSection(say("Injection"), _injection(event, voice)),
        tell_technique(event.technique, voice),
        tell_after_care(event.after, voice),
        StatementSection(say("People"), _people(event, voice)),
        StatementSection(say("Deviations and notes"), _deviations(event, voice)),
    )


def tell_not_given(event: DoseNotGiven, voice: Voice) -> Sections:
    """Tell that a planned dose was not given."""
    say, line = voice.say, voice.line
    held = event.outcome is NotGiven.HELD or event.until is not None
    until = (line(say("Held until"), voice.day(event.until)),) if held else ()
    lines = (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Outcome"), say.term(event.outcome), emphasis=True),
        line(say("Reason"), voice.coded(reason_vocabulary(event.outcome), event.reason)),
        line(say("Decided at"), voice.moment(event.decided_at)),
        *until,
        line(say("Notes"), event.note),
        line(say("Record"), event.record),
    )
    return (StatementSection(say("Dose not given"), lines),)


def _dose(event: DoseRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    return (
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Drug"), voice.drug(event.drug)),
        line(say("Access"), say.term(event.access), emphasis=True),
        line(say("Outcome"), say.term(event.outcome), emphasis=True),
        line(say("Recorded as"), say.term(event.state)),
        line(say("Compared with the plan"), say.term(event.timing)),
        *_planned(event, voice),
        line(say("Record"), event.record),
    )


def _planned(event: DoseRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line, plan = voice.say, voice.line, event.planned
    none = say("none")
    window = " - ".join(filter(None, (voice.day(plan.window_from), voice.day(plan.window_to))))
    return (
        line(say("Planned day"), voice.day(plan.planned_on) or none),
        line(say("Planned window"), window or none),
        line(say("Prescribed dose"), voice.amount(plan.ordered) or none),
        line(say("Prescribed by"), voice.person(plan.prescriber) or none),
    )


def _injection(event: DoseRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line

    def moment(name: str, at: datetime) -> str:
        return approximate(name, voice.moment(at), event.estimated, voice)

    return (
        line(say("Started"), moment("started_at", event.started_at), emphasis=True),
        line(say("Ended"), moment("ended_at", event.ended_at)),
        line(say("Dose in the syringe"), voice.amount(event.dose)),
        line(say("Volume injected"), voice.amount(event.volume_injected)),
        line(say("Delivered dose (calculated)"), voice.amount(event.delivered), emphasis=True),
        line(say("Estimated"), _fields(event.estimated, voice)),
        line(say("Confirmed twice, though not plausible"), _fields(event.kept, voice)),
    )


def _fields(names: tuple[str, ...], voice: Voice) -> str:
    say = voice.say
    return say.listing(say.term(f"field.{name}") for name in names) or say("none")


def _people(event: DoseRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    signs = (
        say("signs with this record")
        if event.second_signed
        else say("was called away, signs later")
    )
    return (
        line(say("Injected by"), voice.person(event.operator), emphasis=True),
        line(say("Second person"), voice.person(event.second)),
        line(say("Second person's signature"), signs),
        line(say("Written by"), voice.person(event.written_by)),
        line(say("Checked at"), voice.moment(event.checked_at)),
        line(say("Time-out read at"), voice.moment(event.timed_out_at)),
        *source_lines(event, voice),
    )


def _deviations(event: DoseRecorded, voice: Voice) -> tuple[StatementLine, ...]:
    say, line = voice.say, voice.line
    told = bool(event.breaches or event.incident.strip())
    return (
        line(say("Reason"), voice.coded(reason_vocabulary(event.outcome), event.reason)),
        line(say("Rules not kept"), voice.rules(event.breaches)),
        *passed_lines(event.overridden, voice),
        line(say("Incident"), event.incident, emphasis=told),
        line(say("Notes"), event.note),
    )


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    DosePrescribed: tell_order,
    DoseChecked: tell_check,
    DoseRecorded: tell_injection,
    DoseNotGiven: tell_not_given,
}
