"""The versions of one record: what each said, who signed it, and what its signatures cover today.

A signature covers the version it was given for and no later one; none is ever taken away.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ltm_desktop.app.ports import Store
from ltm_desktop.app.trail.changes import compare
from ltm_desktop.app.trail.earlier import Earlier, read
from ltm_desktop.app.trail.rows import Change, TrailSignature
from ltm_desktop.app.trail.telling import meaning_word
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Cosignature


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of a record, worded."""

    number: int
    record: str
    seq: int
    title: str
    """Which version of how many, and who recorded it when."""
    standing: str
    """Whether it holds, or what took its place and why."""
    holds: bool
    signatures: tuple[TrailSignature, ...]
    """Every signature given for this version, in the order of their times."""
    changes: tuple[Change, ...]
    """What it changed of the version before."""


def versions(
    record: RecordId, chart: Chart, store: Store, voice: Voice
) -> tuple[RecordVersion, ...]:
    """Return every version of the act a record tells, oldest first; none for an unknown one."""
    chain = _chain(record, chart)
    earlier = Earlier(store)
    stream = chart.patient_id
    events = [earlier.record(one.record, stream, 0) for one in chain]
    told = []
    for number, one in enumerate(chain, 1):
        newer = chain[number] if number < len(chain) else None
        older = events[number - 2] if number > 1 else None
        changed = compare((older,), (events[number - 1],), voice) if older else ()
        told.append(
            RecordVersion(
                number=number,
                record=one.record,
                seq=one.seq,
                title=_title(number, len(chain), one, voice),
                standing=_standing(number, one, newer, voice),
                holds=one.stands,
                signatures=tuple(_signatures(number, one, len(chain), store, chart, voice)),
                changes=tuple(changed),
            )
        )
    return tuple(told)


def numbered(record: RecordId, chart: Chart) -> tuple[int, int]:
    """Return which version of an act a record is, and of how many; 0 of 0 for an unknown one."""
    chain = _chain(record, chart)
    names = [one.record for one in chain]
    return (names.index(record) + 1, len(chain)) if record in names else (0, 0)


def _chain(record: RecordId, chart: Chart) -> tuple[Record, ...]:
    known = chart.records.by_id
    first = known.get(record)
    while first is not None and first.corrects in known:
        first = known[first.corrects] if first.corrects else None
    chain = []
    while first is not None:
        chain.append(first)
        first = known.get(first.replaced_by) if first.replaced_by else None
    return tuple(chain)


def _title(number: int, of: int, one: Record, voice: Voice) -> str:
    return voice.say(
        "Version {n} of {total}, recorded {moment} by {person}, entry {seq}",
        n=number,
        total=of,
        moment=voice.moment(one.recorded_at),
        person=voice.person(one.author),
        seq=str(one.seq),
    )


def _standing(number: int, one: Record, newer: Record | None, voice: Voice) -> str:
    say = voice.say
    if newer is not None:
        return say(
            "No longer holds: version {n} took its place because: {reason}",
            n=number + 1,
            reason=voice.coded("correction_reason", newer.correction_reason),
        )
    if one.voided is not None:
        return say(
            "No longer holds: taken back by {person} and {second} because: {reason}",
            person=voice.person(one.voided.by),
            second=voice.person(one.voided.second),
            reason=voice.coded("void_reason", one.voided.reason),
        )
    return say("Holds today")


def _signatures(
    number: int, one: Record, of: int, store: Store, chart: Chart, voice: Voice
) -> Iterator[TrailSignature]:
    name = f'"{one.record}"'.encode()
    for sealed in store.entries(chart.patient_id, after=one.seq - 1):
        if name not in sealed.raw or not sealed.entry.cosignatures:
            continue
        events = read(sealed)
        if any(getattr(event, "record", None) == one.record for event in events):
            for signed in sealed.entry.cosignatures:
                yield _signature(signed, events, number, of, voice)


def _signature(
    one: Cosignature, events: Sequence[object], number: int, of: int, voice: Voice
) -> TrailSignature:
    say = voice.say
    session = any(isinstance(event, FractionRecorded) for event in events)
    covers = say("covers version {n}", n=number)
    if number < of:
        covers = say("covers version {n}, not version {newer}", n=number, newer=of)
    return TrailSignature(
        meaning=meaning_word(one.meaning, say, session=session),
        person=voice.person(PersonId(one.person)),
        at=voice.moment(datetime.fromisoformat(one.signed_at)),
        covers=covers,
    )
