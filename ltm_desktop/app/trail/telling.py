"""An entry told as a row: who, what, when, where, for whom, under which rules, signed by whom.

Tells every entry there is; what this program cannot read is told as that, with the text that was
signed. Names are those people have today, the user id beside them is that of the entry.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.trail.changes import changes
from ltm_desktop.app.trail.earlier import Earlier, read
from ltm_desktop.app.trail.kinds import flags_of, happened, kinds_of
from ltm_desktop.app.trail.rows import Change, TrailFlag, TrailRow, TrailSignature
from ltm_desktop.app.wording.statements import sections_told
from ltm_desktop.app.wording.telling.medicine import amount_line
from ltm_desktop.app.wording.telling.parts import StatementLine
from ltm_desktop.app.wording.telling.titles import title
from ltm_desktop.app.wording.telling.voice import Voice, listed_name, signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.patients import PatientEnrolled
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ledger.entries import Cosignature, Entry, SealedEntry

_MOST_DETAILS = 8
PatientOf = Callable[[str], PatientRow | None]


@dataclass
class Teller:
    """Word entries in one language."""

    voice: Voice
    patient_of: PatientOf
    earlier: Earlier
    doubted: Callable[[int], bool] = lambda _: False
    """Whether an entry was written while the clock was in doubt."""
    _patients: dict[str, PatientRow | None] = field(default_factory=dict)

    def row(self, sealed: SealedEntry) -> TrailRow:
        """Return one entry as a row, with what it changed."""
        entry, say, voice = sealed.entry, self.voice.say, self.voice
        events = read(sealed)
        lines, version = self._lines(events), self._version(events, entry.stream)
        at, zone = happened(events), voice.zone
        recorded = datetime.fromisoformat(entry.recorded_at)
        changed = self._changes(events, entry)
        patient = self._patient(entry.stream)
        return TrailRow(
            seq=sealed.seq,
            log=entry.log,
            hash=sealed.hash,
            previous=entry.previous,
            body_digest=entry.body_digest,
            stream=entry.stream,
            recorded_at=recorded,
            happened_at=at,
            recorded=say.zone_moment(recorded.astimezone(zone) if zone else recorded),
            happened=self._when(at),
            author=entry.author,
            who=voice.person(PersonId(entry.author)),
            role=self._role(entry.author),
            kinds=kinds_of(events),
            what=self._what(events),
            details=tuple(self._details(events, lines, entry.stream)),
            reason=self._reason(lines),
            patient=_name(patient, say),
            subject=patient.subject_id if patient else "",
            record=_record_of(events),
            version=version,
            signatures=tuple(
                self._signature(one, events, version or say("entry {seq}", seq=str(sealed.seq)))
                for one in entry.cosignatures
            ),
            flags=self._flags(events, recorded, changed) | self._clock(sealed.seq),
            changes=changed,
            workstation=_workstation(events),
            rules=_rules(entry, say),
            shown=shown_text(entry),
            language=_shown(entry, "language"),
            papers=tuple(paper.sha256 for paper in entry.papers),
        )

    def _changes(self, events: Sequence[object], entry: Entry) -> tuple[Change, ...]:
        return changes(events, entry.stream, entry.seq, self.earlier, self.voice)

    def _flags(
        self, events: Sequence[object], recorded: datetime, changed: tuple[Change, ...]
    ) -> frozenset[TrailFlag]:
        found = flags_of(events, recorded, self.late_after)
        puts_right = found & {TrailFlag.CORRECTION, TrailFlag.VOID}
        return found | ({TrailFlag.CHANGE} if changed and not puts_right else frozenset())

    def _clock(self, seq: int) -> frozenset[TrailFlag]:
        return frozenset({TrailFlag.CLOCK}) if self.doubted(seq) else frozenset()

    @property
    def late_after(self) -> timedelta | None:
        """Return after how long the site calls an entry late."""
        active = self.voice.active
        return timedelta(hours=active.late_entry_hours) if active else None

    def _what(self, events: Sequence[object]) -> str:
        say = self.voice.say
        if not events:
            return say("An entry that a newer version of the program wrote")
        try:
            return title(events, say)
        except LookupError:
            return say("An act that this version of the program has no words for")

    def _lines(self, events: Sequence[object]) -> tuple[StatementLine, ...]:
        try:
            told = tuple(sections_told(events, self.voice))
        except LookupError:
            return ()
        return tuple(line for section in told for line in section.lines)

    def _details(
        self, events: Sequence[object], lines: Sequence[StatementLine], stream: str
    ) -> Iterator[str]:
        say, voice = self.voice.say, self.voice
        item = self._item(events, stream)
        if item:
            yield voice.item(ItemCode(item))
        amounts = (amount_line(event, voice) for event in events)
        amount = next((one.text for one in amounts if one is not None), "")
        if amount:
            yield amount
        said = {*self._blank, *_parts(amount), *_patient_names(events)}
        told = [
            say("{label}: {value}", label=line.label, value=line.value)
            for line in lines
            if line.emphasis and line.value not in said
        ]
        yield from dict.fromkeys(told[:_MOST_DETAILS])
        named = self._what(events)
        others = (self._what((event,)) for event in events)
        yield from dict.fromkeys(one for one in others if one != named)

    def _reason(self, lines: Iterable[StatementLine]) -> str:
        say = self.voice.say
        labels = {
            say("Reason"),
            say("Reason for the correction"),
            say("Corrected because"),
            say("Told late because"),
            say("Why outside its window"),
            say("Because"),
            say("Why the time was put right"),
        }
        told = (
            line.value for line in lines if line.label in labels and line.value not in self._blank
        )
        return "; ".join(dict.fromkeys(told))

    @property
    def _blank(self) -> tuple[str, ...]:
        """Return the words of a field that says nothing."""
        return (self.voice.nothing, self.voice.say("in its window"), self.voice.say("none"), "")

    def _item(self, events: Sequence[object], stream: str) -> str:
        """Return the planned item an entry is about, by its own code or by its record's."""
        for event in events:
            if isinstance(item := getattr(event, "item", None), str) and item:
                return item
        record = _record_of(events)
        told = self.earlier.record(record, stream, 0) if record else None
        return str(getattr(told, "item", ""))

    def _version(self, events: Iterable[object], stream: str) -> str:
        record = _record_of(events)
        if not record or self.earlier.record(record, stream, 0) is None:
            return ""
        number = self.earlier.version(record, stream)
        return self.voice.say("version {n} of the record", n=number)

    def _signature(self, one: Cosignature, events: Sequence[object], covers: str) -> TrailSignature:
        say, zone = self.voice.say, self.voice.zone
        at = datetime.fromisoformat(one.signed_at)
        session = any(isinstance(event, FractionRecorded) for event in events)
        return TrailSignature(
            meaning=meaning_word(one.meaning, say, session=session),
            person=self.voice.person(PersonId(one.person)),
            at=say.zone_moment(at.astimezone(zone) if zone else at),
            covers=covers,
        )

    def _role(self, person: str) -> str:
        known = self.voice.site.people.get(PersonId(person))
        say = self.voice.say
        return say.listing(say.term(role) for role in known.roles) if known else ""

    def _when(self, at: datetime | date | None) -> str:
        return self.voice.moment(at) if isinstance(at, datetime) else self.voice.day(at)

    def _patient(self, stream: str) -> PatientRow | None:
        if stream not in self._patients:
            self._patients[stream] = self.patient_of(stream)
        return self._patients[stream]


def _record_of(events: Iterable[object]) -> str:
    named = (getattr(event, "record", None) for event in events)
    return next((one for one in named if isinstance(one, str) and one), "")


def _patient_names(events: Iterable[object]) -> Iterator[str]:
    """Yield names of patients: the row names the patient, and an export only by number."""
    for event in events:
        if isinstance(event, PatientEnrolled):
            name = event.identity.name
            yield from (name.family, name.given, name.han)


def _parts(amount: str) -> tuple[str, ...]:
    """Return what the line with the amount has said already."""
    return tuple(part.split(" ", 1)[-1] for part in amount.split(" — "))


def meaning_word(meaning: str, say: Words, *, session: bool = False) -> str:
    """Name what a signature means; a meaning of a newer program stays as it was written."""
    if meaning not in {one.value for one in Meaning}:
        return meaning
    return signature_word(Meaning(meaning), say, session=session)


def shown_text(entry: Entry) -> str:
    """Return the exact text that was on the screen."""
    return _shown(entry, "text")


def _shown(entry: Entry, part: str) -> str:
    shown = entry.body.get("shown")
    return str(shown.get(part, "")) if isinstance(shown, dict) else ""


def _rules(entry: Entry, say: Words) -> str:
    named = entry.body.get("protocol")
    if not isinstance(named, dict):
        return ""
    return say(
        "{study} version {version}, configuration {number}",
        study=str(named.get("study", "")),
        version=str(named.get("version", "")),
        number=str(named.get("configuration", "")),
    )


def _workstation(events: Iterable[object]) -> str:
    named = (getattr(event, "workstation", "") for event in events)
    return next((one for one in named if isinstance(one, str) and one), "")


def _name(patient: PatientRow | None, say: Words) -> str:
    if patient is None:
        return ""
    first, other = listed_name(HumanName(patient.family, patient.given, patient.han_name), say)
    return " ".join(part for part in (first, other) if part)
