"""The register of laboratories: a laboratory entered, its ranges set and taken back."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.laboratories import (
    LaboratoryEntered,
    RangesSet,
    RangesWithdrawn,
    ReferenceRange,
)

Sections = tuple[StatementSection, ...]


def tell_laboratory(event: LaboratoryEntered, voice: Voice) -> Sections:
    """Tell a laboratory."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Code"), event.code, emphasis=True),
        line(say("Name"), event.name, emphasis=True),
        line(say("Notes"), event.note),
        line(say("Entered by"), voice.person(event.by)),
    )
    return (StatementSection(say("Laboratory"), lines),)


def tell_ranges(event: RangesSet, voice: Voice) -> Sections:
    """Tell the ranges of a laboratory, one section an analyte."""
    say, line = voice.say, voice.line
    head = (
        line(say("Laboratory"), _called(event.laboratory, voice), emphasis=True),
        line(say("In force from"), voice.day(event.effective_from), emphasis=True),
        line(say("Where it was read"), event.document),
        line(say("Entered by"), voice.person(event.by)),
    )
    return (
        StatementSection(say("Reference ranges"), head),
        *(
            StatementSection(voice.analyte(one.analyte), tuple(_range(one, voice)))
            for one in event.ranges
        ),
    )


def tell_withdrawal(event: RangesWithdrawn, voice: Voice) -> Sections:
    """Tell the end of ranges that were copied wrongly."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Laboratory"), _called(event.laboratory, voice), emphasis=True),
        line(say("Analyte"), voice.analyte(event.analyte), emphasis=True),
        line(say("In force from"), voice.day(event.effective_from)),
        line(say("Reason"), event.reason),
        line(say("Taken back by"), voice.person(event.by)),
    )
    return (StatementSection(say("Reference range taken back"), lines),)


def _range(one: ReferenceRange, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    yield line(say("Lower reference"), voice.amount(one.low))
    yield line(say("Upper reference"), voice.amount(one.high))
    yield line(say("Specimen"), say.term(one.specimen))
    yield line(say("Sex"), say.term(one.sex) if one.sex else say("everybody"))
    yield line(say("From years of age"), _years(one.from_years))
    yield line(say("To years of age, included"), _years(one.to_years))


def _years(years: int | None) -> str:
    return "" if years is None else str(years)


def _called(code: str, voice: Voice) -> str:
    known = voice.site.laboratories.get(code)
    return voice.named(known.name, code) if known else code


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    LaboratoryEntered: tell_laboratory,
    RangesSet: tell_ranges,
    RangesWithdrawn: tell_withdrawal,
}
