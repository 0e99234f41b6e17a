"""The records of one dose that stand no more, and those a later one put right. No Qt.

Source: nhs-cui MEDa-0095, -0096, -0260: the newest shows, the older stay readable and marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.records import Record, RecordKind
from ltm_desktop.ui.panels.dosing.standing import named


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """One record beside the one that is held to be true."""

    record: RecordId
    title: str
    """What became of it."""
    detail: str
    """What it recorded and when; no amount and no way."""
    why: str
    """Who put it right, when and why; empty while it stands."""
    stands: bool
    corrects: bool
    """Whether it can be corrected; a dose not given is taken back instead."""


def earlier_lines(chart: Chart, item: ItemCode, voice: Voice) -> tuple[EarlierLine, ...]:
    """Return every record of a dose but the one that settles it, newest first."""
    said = chart.dosing.settled.get(item)
    shown = said.record if said else ""
    own = [one for one in chart.records.by_id.values() if one.item == item and one.record != shown]
    return tuple(_line(chart, one, voice) for one in reversed(own))


def _line(chart: Chart, record: Record, voice: Voice) -> EarlierLine:
    say = voice.say
    title = say("Void") if record.void else say("Corrected")
    return EarlierLine(
        record.record,
        title if not record.stands else say("Recorded as well"),
        _named(record, voice),
        put_right_words(chart, record, voice),
        record.stands,
        record.stands and record.kind is RecordKind.DOSE,
    )


def _named(record: Record, voice: Voice) -> str:
    return voice.say(
        "{what}, {moment}, record {record}",
        what=voice.say.term(record.kind),
        moment=voice.say.moment(record.happened_at.astimezone(voice.zone)),
        record=record.record,
    )


def described(chart: Chart, record: str, voice: Voice) -> str:
    """Return a record with what it says was delivered; empty for one nobody knows."""
    known = next((one for key, one in chart.records.by_id.items() if key == record), None)
    if known is None:
        return ""
    told = next((one for one in chart.dosing.given if one.record == record), None)
    amount = voice.say("DOSE {amount}", amount=told.delivered) if told else ""
    return " · ".join(part for part in (_named(known, voice), amount) if part)


def put_right_words(chart: Chart, record: Record, voice: Voice) -> str:
    """Return who put a record right, when and why; empty for one that stands."""
    say, void = voice.say, record.voided
    if void is not None:
        return say(
            "Taken back on {moment} by {person} with {second}: {reason}.",
            moment=void.at.astimezone(voice.zone),
            person=named(voice.site.people, void.by),
            second=named(voice.site.people, void.second),
            reason=_because(void.reason, void.note, "void_reason", voice),
        )
    newer = chart.records.by_id.get(record.replaced_by) if record.replaced_by else None
    if newer is None:
        return ""
    return say(
        "Corrected on {moment} by {person}, record {record}: {reason}.",
        moment=newer.recorded_at.astimezone(voice.zone),
        person=named(voice.site.people, newer.author),
        record=newer.record,
        reason=_because(newer.correction_reason, "", "correction_reason", voice),
    )


def _because(code: str, note: str, vocabulary: str, voice: Voice) -> str:
    words = voice.coded(vocabulary, code)
    return (
        voice.say("{reason}, {note}", reason=words, note=" ".join(note.split())) if note else words
    )


def reopened(chart: Chart, item: ItemCode, say: Words) -> str:
    """Return why a dose that was recorded is open again, empty where it is not."""
    if item in chart.dosing.settled:
        return ""
    if any(one.void for one in _of(chart, item)):
        return say("This dose is open again: its record was taken back.")
    return ""


def _of(chart: Chart, item: ItemCode) -> Iterator[Record]:
    return (one for one in chart.records.by_id.values() if one.item == item)
