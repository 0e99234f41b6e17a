"""What the paper of a correction says of the versions before it: what changed, who had signed.

The older paper stays as it was signed; its signatures are named and said to cover it alone.
"""

from collections.abc import Iterator, Sequence

from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.app.ports import Store
from ltm_desktop.app.sheets import both
from ltm_desktop.app.trail.changes import compare
from ltm_desktop.app.trail.earlier import Earlier
from ltm_desktop.app.trail.versions import RecordVersion, versions
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded


def correction_tables(
    told: DoseRecorded, chart: Chart, store: Store, voices: Sequence[Voice]
) -> tuple[PaperTable, ...]:
    """Return the tables of a record that puts another right; none for a first version."""
    if told.corrects is None:
        return ()
    older = Earlier(store).record(told.corrects, chart.patient_id, 0)
    before = [versions(told.corrects, chart, store, voice) for voice in voices]
    if older is None or not before[0]:
        return ()
    number = len(before[0]) + 1
    return (_changed(older, told, number, voices), _signed(before, number, voices))


def _changed(older: object, told: DoseRecorded, number: int, voices: Sequence[Voice]) -> PaperTable:
    each = [list(compare((older,), (told,), voice)) for voice in voices]
    # a line one language words alike in both versions is told by the other
    longest = max(each, key=len)
    rows = [one for one in each if len(one) == len(longest)]
    return PaperTable(
        title=both(
            [
                voice.say(
                    "What changed from version {older} to version {n}", older=number - 1, n=number
                )
                for voice in voices
            ]
        ),
        heads=_heads(
            [
                (
                    voice.say("Field"),
                    voice.say("Version {n}", n=number - 1),
                    voice.say("Version {n}", n=number),
                )
                for voice in voices
            ]
        ),
        shares=(0.36, 0.32, 0.32),
        rows=tuple(
            tuple(
                both([text or "–" for text in texts], "\n")
                for texts in zip(*((one.label, one.was, one.now) for one in lines), strict=True)
            )
            for lines in zip(*rows, strict=True)
        ),
        note=both([voice.say("Everything else is as it was.") for voice in voices], "\n"),
    )


def _signed(
    before: Sequence[tuple[RecordVersion, ...]], number: int, voices: Sequence[Voice]
) -> PaperTable:
    told = [list(_signatures(one, voice)) for one, voice in zip(before, voices, strict=True)]
    return PaperTable(
        title=both(
            [
                voice.say("Signatures on earlier versions; they do not cover version {n}", n=number)
                for voice in voices
            ]
        ),
        heads=_heads(
            [
                (
                    voice.say("Version"),
                    voice.say("Meaning"),
                    voice.say("Who"),
                    voice.say("Signed"),
                )
                for voice in voices
            ]
        ),
        shares=(0.16, 0.22, 0.34, 0.28),
        rows=tuple(
            tuple(both(list(texts), "\n") for texts in zip(*lines, strict=True))
            for lines in zip(*told, strict=True)
        ),
    )


def _signatures(
    told: tuple[RecordVersion, ...], voice: Voice
) -> Iterator[tuple[str, str, str, str]]:
    for version in told:
        for one in version.signatures:
            number = voice.say("Version {n}", n=version.number)
            yield number, one.meaning, one.person, one.at


def _heads(each: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(both(list(words), "\n") for words in zip(*each, strict=True))
