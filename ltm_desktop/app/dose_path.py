"""The path of one dose as its entries tell it: each step with who did it, when, and what was told.

Nothing is chosen: every step of the dose before its record is there, also one that was made anew
or stopped. Blanks are left out; the statement that was signed has them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.paper import PathRow
from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.telling.parts import StatementLine
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.dosing import DoseChecked, DosePrescribed
from ltm_desktop.domain.dosing_steps import EVENTS as STEPS
from ltm_desktop.domain.dosing_steps import SyringePrepared
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import SealedEntry

_KINDS = (*STEPS, DosePrescribed, DoseChecked, RulesOverridden)
_TIMES = ("prepared_at", "started_at", "observed_at", "called_at")
"""When a step happened, where it tells it; the others happened as they were recorded."""
_PEOPLE = ("prescriber", "pharmacist", "preparer", "physician", "operator", "second", "by")
_OWN_SYRINGE = (SyringePrepared, DoseChecked)
"""Steps that tell the syringe too, which the record prints by itself."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step as it stands in the ledger."""

    event: object
    author: PersonId
    recorded_at: datetime
    meanings: tuple[tuple[PersonId, Meaning], ...]
    """Who signed it, and as what."""


def stepped(
    entries: Iterable[SealedEntry], item: ItemCode, records: frozenset[RecordId]
) -> Iterator[Stepped]:
    """Yield every step of a dose, or of one of these records of it, in the order of the ledger."""
    for sealed in entries:
        entry = sealed.entry
        meanings = tuple((PersonId(c.person), Meaning(c.meaning)) for c in entry.cosignatures)
        at = datetime.fromisoformat(entry.recorded_at)
        for event in events_of(entry):
            if isinstance(event, _KINDS) and _is_of(event, item, records):
                yield Stepped(event, PersonId(entry.author), at, meanings)


def _is_of(event: object, item: ItemCode, records: frozenset[RecordId]) -> bool:
    told = getattr(event, "item", None)
    return told == item if told is not None else getattr(event, "record", None) in records


def row(step: Stepped, voice: Voice) -> PathRow:
    """Word one step: its name, people with role and signature, times, and what was told."""
    told = statement(
        (step.event,),
        patient=None,
        site=voice.site,
        active=voice.active,
        say=voice.say,
        zone=voice.zone,
    )
    sections = told.sections[:1] if isinstance(step.event, _OWN_SYRINGE) else told.sections
    lines = (line for section in sections for line in section.lines)
    return PathRow(
        step=told.title,
        who="\n".join(_who(step, voice)),
        when="\n".join(_when(step, voice)),
        what=voice.say("; ").join(_what(lines, step, voice)) or voice.say("nothing else was told"),
    )


def _who(step: Stepped, voice: Voice) -> Iterator[str]:
    named = [one for name in _PEOPLE if (one := getattr(step.event, name, None))]
    for person in dict.fromkeys((*named, step.author)):
        known = voice.site.people.get(person)
        roles = voice.say.listing(voice.say.term(one) for one in known.roles) if known else ""
        signed = [voice.say.term(meaning) for who, meaning in step.meanings if who == person]
        yield " · ".join(filter(None, (voice.person(person), roles, *signed)))


def _when(step: Stepped, voice: Voice) -> Iterator[str]:
    say = voice.say
    clinical = [at for name in _TIMES if (at := getattr(step.event, name, None))]
    for at in clinical:
        yield say.moment(at.astimezone(voice.zone))
    yield say("recorded {moment}", moment=step.recorded_at.astimezone(voice.zone))


def _what(lines: Iterable[StatementLine], step: Stepped, voice: Voice) -> Iterator[str]:
    """Yield what was told, without what every row tells: the dose, the record, people, times."""
    say = voice.say
    told = {getattr(step.event, name, None) for name in _PEOPLE}
    people = {voice.person(one) for one in told if one}
    times = {voice.moment(getattr(step.event, name, None)) for name in _TIMES}
    item, record = getattr(step.event, "item", None), getattr(step.event, "record", "")
    common = {voice.item(item) if item else "", record, voice.nothing, *people, *times}
    for line in lines:
        if line.value not in common:
            yield say("{label}: {value}", label=line.label, value=line.value)
