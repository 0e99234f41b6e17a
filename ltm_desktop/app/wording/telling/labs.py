"""Laboratory results as they were entered, put right and taken back, one section a result."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.labs import (
    NOT_MEASURABLE,
    AnyResult,
    LabCorrected,
    LabFinding,
    LabResult,
    LabsRecorded,
    LabVoided,
)
from ltm_desktop.domain.protocol import ActiveProtocol

Sections = tuple[StatementSection, ...]


def tell_labs(event: LabsRecorded, voice: Voice) -> Sections:
    """Tell every result: the value with its comparator, when it was drawn, the printed range."""
    title = voice.say("Laboratory result")
    return tuple(StatementSection(title, tuple(told_result(one, voice))) for one in event.told)


def tell_correction(event: LabCorrected, voice: Voice) -> Sections:
    """Tell what stands now, instead of which result and why."""
    say, line = voice.say, voice.line
    why = (
        line(say("Result that no longer counts"), event.corrects),
        line(say("Reason"), voice.coded("lab_correction_reason", event.reason)),
        line(say("Notes"), event.note),
        line(say("Corrected by"), voice.person(event.by)),
    )
    return (
        StatementSection(say("Laboratory result put right"), tuple(told_result(event.now, voice))),
        StatementSection(say("Why it was put right"), why),
    )


def tell_void(event: LabVoided, voice: Voice) -> Sections:
    """Tell which result was taken back and why."""
    say, line = voice.say, voice.line
    why = (
        line(say("Result that no longer counts"), event.result, emphasis=True),
        line(say("Reason"), voice.coded("lab_void_reason", event.reason)),
        line(say("Notes"), event.note),
        line(say("Taken back by"), voice.person(event.by)),
    )
    return (StatementSection(say("Laboratory result taken back"), why),)


def told_result(one: AnyResult, voice: Voice) -> Iterator[StatementLine]:
    """Yield every line of one result: the number or finding, its sample and its document."""
    yield from _number(one, voice) if isinstance(one, LabResult) else _finding(one, voice)
    say, line = voice.say, voice.line
    yield line(say("Specimen"), say.term(one.specimen))
    yield line(say("Sample drawn"), voice.moment(one.sampled_at))
    laboratory = voice.site.laboratories.get(one.report.laboratory)
    yield line(say("Laboratory"), laboratory.name if laboratory else one.report.laboratory)
    yield line(say("Report number"), one.report.number)
    yield line(say("Reported"), voice.moment(one.report.reported_at))
    yield line(say("Where it was read"), one.note)
    asked = say.listing(say.term(f"asked.{code}") for code in one.confirmed)
    yield line(say("Confirmed as it stands on the report"), asked or say("nothing was asked"))
    yield line(say("Number in the record"), one.key)


def _number(one: LabResult, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    value = f"{one.comparator.value} {voice.amount(one.value)}".strip()
    yield line(voice.analyte(one.analyte), value, emphasis=True)
    if one.printed is not None:
        typed = f"{one.comparator.value} {one.printed.value} {one.printed.unit}".strip()
        yield line(say("As printed"), typed)
    yield line(say("Lower reference"), voice.amount(one.low))
    yield line(say("Upper reference"), voice.amount(one.high))
    yield line(say("Range read from"), say.term(one.range_from))
    marks = say.listing(voice.coded("lab_mark", code) for code in one.marks)
    yield line(say("Measured under"), marks or say("nothing marked"))


def _finding(one: LabFinding, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    words = finding_name(one, voice.say, voice.active)
    yield line(voice.analyte(one.analyte), words, emphasis=True)
    yield line(say("In the laboratory's words"), one.text)
    yield line(say("Volume of the sample"), voice.amount(one.volume))
    yield line(say("Fixed after"), voice.amount(one.fixed_after))


def finding_name(one: LabFinding, say: Words, active: ActiveProtocol | None) -> str:
    """Name the code of a finding by its list; a text stands for itself."""
    if one.code == NOT_MEASURABLE:
        return say("not measurable")
    known = active.protocol.analytes.get(one.analyte) if active else None
    codes = active.protocol.vocabularies.get(known.vocabulary, {}) if active and known else {}
    return say.label(codes[one.code]) if one.code in codes else one.code or one.text


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    LabsRecorded: tell_labs,
    LabCorrected: tell_correction,
    LabVoided: tell_void,
}
