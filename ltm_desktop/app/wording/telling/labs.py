"""Laboratory results as they were entered, one line a result."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.labs import LabResult, LabsRecorded

Sections = tuple[StatementSection, ...]


def tell_labs(event: LabsRecorded, voice: Voice) -> Sections:
    """Tell every result: the value with its comparator, when it was drawn, the printed range."""
    say = voice.say
    return tuple(
        StatementSection(say("Laboratory result"), tuple(_result(one, voice)))
        for one in event.results
    )


def _result(one: LabResult, voice: Voice) -> Iterator[StatementLine]:
    say, line = voice.say, voice.line
    analyte = voice.coded("analyte", one.analyte)
    value = f"{one.comparator.value} {voice.amount(one.value)}".strip()
    yield line(analyte, value, emphasis=True)
    yield line(say("Sample drawn"), voice.moment(one.sampled_at))
    yield line(say("Lower reference"), voice.amount(one.low))
    yield line(say("Upper reference"), voice.amount(one.high))
    yield line(say("Where it was read"), one.note)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {LabsRecorded: tell_labs}
