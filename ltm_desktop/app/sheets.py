"""A record as a sheet: the signed statement in the site's record language, boxes, digests."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.dose_path import Stepped, row
from ltm_desktop.app.paper import (
    AmountLine,
    Field,
    PathRow,
    PathTable,
    Section,
    Sheet,
    SignatureSlot,
)
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.wording.statements import Statement, statement
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteKind, SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet needs to know beside the words."""

    proposal: Proposal
    chart: Chart
    site: SiteState
    active: ActiveProtocol | None
    head: Head
    record: str
    qr_text: str
    now: datetime
    steps: tuple[Stepped, ...] = ()
    """The path of the dose until now."""
    tables: tuple[PaperTable, ...] = ()
    """What it changed of earlier versions, and who had signed those."""


def dose_sheet(facts: SheetFacts) -> Sheet:
    """Return the sheet of a dose, given or not given."""
    languages = facts.active.record_languages if facts.active else ("en",)
    speakers = tuple(Words(language) for language in languages)
    told = [_statement(facts, say) for say in speakers]
    identity = facts.chart.patient.identity if facts.chart.patient else None
    return Sheet(
        title=both([one.title for one in told]),
        site_line=site_line(facts.site, facts.active),
        patient=patient_fields(identity, speakers, facts.now.date()),
        amount_line=AmountLine(
            drug=_side_by_side([one.amount.drug for one in told if one.amount]),
            amount=_side_by_side([one.amount.amount for one in told if one.amount]),
            route=_side_by_side([one.amount.route for one in told if one.amount]),
            dose_label=_side_by_side([one.amount.dose_label for one in told if one.amount]),
        ),
        sections=sections_of(told, speakers),
        signatures=_slots(facts, speakers),
        record_id=facts.record,
        body_digest=facts.proposal.digest,
        head_seq=facts.head.seq,
        head_hash=facts.head.hash,
        qr_text=facts.qr_text,
        notes=_notes(facts, speakers),
        path=_path(facts, speakers),
        tables=facts.tables,
        kind_banner=kind_banner(facts.site, speakers),
        language="+".join(languages),
    )


def _statement(facts: SheetFacts, say: Words) -> Statement:
    return statement(
        facts.proposal.events,
        patient=facts.chart.patient.identity if facts.chart.patient else None,
        site=facts.site,
        active=facts.active,
        say=say,
        zone=facts.now.tzinfo,
    )


def both(words: list[str], between: str = " / ") -> str:
    """Return one text in every record language, once where they say the same."""
    said: dict[str, str] = {}
    for word in words:
        # (nurse.a) and （nurse.a） are the same name in two scripts' brackets
        said.setdefault("".join(unicodedata.normalize("NFKC", word).split()), word)
    return between.join(said.values())


def _side_by_side(words: list[str]) -> str:
    """Return both languages with no stroke between: none may stand in a dose line (MEDi-026)."""
    return both(words, "  ")


def sections_of(told: list[Statement], speakers: tuple[Words, ...]) -> tuple[Section, ...]:
    """Merge what is told in each record language, section by section and line by line."""
    return merged_sections([one.sections for one in told], speakers)


def merged_sections(
    told: Sequence[Sequence[StatementSection]], speakers: tuple[Words, ...]
) -> tuple[Section, ...]:
    """Merge sections in each record language as `sections_of` does."""
    merged = []
    for together in zip(*told, strict=True):
        pairs = list(zip(*(section.lines for section in together), strict=True))
        blank = speakers[0]("not recorded")
        fields = [
            Field(
                both([line.label for line in pair]),
                both([line.value for line in pair]),
                pair[0].emphasis,
            )
            for pair in pairs
            if pair[0].value != blank
        ]
        unsaid = [pair for pair in pairs if pair[0].value == blank]
        if unsaid:
            fields.append(_unsaid(unsaid, speakers))
        merged.append(Section(both([section.title for section in together]), tuple(fields)))
    return tuple(merged)


def paired(cells: Sequence[str]) -> str:
    """Return a cell in every language, line beneath line; what both say alike stands once."""
    lines = [cell.split("\n") for cell in cells]
    if len({len(one) for one in lines}) > 1:
        return both(list(cells), "\n")
    return "\n".join(both(list(same), "\n") for same in zip(*lines, strict=True))


def _unsaid(pairs: list[tuple[StatementLine, ...]], speakers: tuple[Words, ...]) -> Field:
    """Gather what nobody recorded in one place, so that what was told is read at once."""
    lists = zip(*pairs, strict=True)
    named = [
        say.listing(line.label for line in of) for say, of in zip(speakers, lists, strict=True)
    ]
    return Field(both([say("not recorded") for say in speakers]), both(named, "\n"))


def _path(facts: SheetFacts, speakers: tuple[Words, ...]) -> PathTable | None:
    if not facts.steps:
        return None
    zone = facts.now.tzinfo
    voices = tuple(Voice(say, facts.site, facts.active, zone) for say in speakers)
    rows = tuple(_one_row([row(step, voice) for voice in voices]) for step in facts.steps)
    heads = (
        PathRow(say("Step"), say("Who"), say("When"), say("What was told")) for say in speakers
    )
    return PathTable(
        title=both([say("The path of this dose") for say in speakers]),
        heads=_one_row(list(heads)),
        rows=rows,
        after=both(
            [
                say("Observations and calls made after this record stand in the ledger only.")
                for say in speakers
            ],
            "\n",
        ),
    )


def _one_row(told: list[PathRow]) -> PathRow:
    return PathRow(
        step=both([one.step for one in told], "\n"),
        who=both([one.who for one in told], "\n"),
        when=both([one.when for one in told], "\n"),
        what=both([one.what for one in told], "\n"),
    )


def site_line(site: SiteState, active: ActiveProtocol | None) -> str:
    """Name the site and the study."""
    founded = site.founded
    study = active.protocol.study if active else ""
    return " · ".join(part for part in (founded.name if founded else "", study) if part)


def patient_fields(
    identity: Identity | None, speakers: tuple[Words, ...], today: date
) -> tuple[Field, ...]:
    """Return who the patient is, the name first, as it stands on every page."""
    if identity is None:
        return ()
    name = identity.name
    latin = ", ".join(part for part in (name.family.upper(), name.given) if part)
    whole = " / ".join(part for part in (latin, name.han) if part)

    def each(label: str, value: str) -> Field:
        return Field(label, value)

    return (
        Field(both([say("Patient") for say in speakers]), whole, emphasis=True),
        each(
            both([say("Born") for say in speakers]),
            both(
                [f"{say.date(identity.born)} ({say.age(identity.born, today)})" for say in speakers]
            ),
        ),
        each(
            both([say("Sex") for say in speakers]),
            both([say.term(identity.sex) for say in speakers]),
        ),
        each(both([say("Subject") for say in speakers]), identity.subject_id),
        each(both([say("Hospital number") for say in speakers]), identity.hospital_number),
    )


def _slots(facts: SheetFacts, speakers: tuple[Words, ...]) -> tuple[SignatureSlot, ...]:
    def slot(field: str, meaning: Meaning, person: str = "", when: str = "") -> SignatureSlot:
        known = facts.site.people.get(PersonId(person))
        name = person_name(known.name) if known else ""
        return SignatureSlot(field, both([say.term(meaning) for say in speakers]), name, when)

    def when(at: datetime | None) -> str:
        zone = facts.now.tzinfo
        return both([say.zone_moment(at.astimezone(zone)) for say in speakers]) if at else ""

    for event in facts.proposal.events:
        match event:
            case DoseRecorded():
                return (
                    slot(
                        "Administered", Meaning.ADMINISTERED, event.operator, when(event.started_at)
                    ),
                    slot("Checked", Meaning.CHECKED, event.second, when(event.checked_at)),
                    slot("Approved", Meaning.APPROVED),
                )
            case DoseNotGiven():
                author = facts.proposal.act.author
                return (
                    slot("Observed", Meaning.OBSERVED, author, when(event.decided_at)),
                    slot("Approved", Meaning.APPROVED),
                )
            case _:
                continue
    return ()


def _notes(facts: SheetFacts, speakers: tuple[Words, ...]) -> tuple[str, ...]:
    """Say what a reader must know first: an older record, a clock in doubt, a missing code."""
    injected = any(isinstance(event, DoseRecorded) for event in facts.proposal.events)
    first = _puts_right(facts, speakers)
    if facts.proposal.doubted:
        first += tuple(
            say("The computer's clock was in doubt when this was recorded.") for say in speakers
        )
    if facts.qr_text or not injected:
        return first
    return first + tuple(
        say("No code is printed: its text would be too long. The signatures prove this page.")
        for say in speakers
    )


def _puts_right(facts: SheetFacts, speakers: tuple[Words, ...]) -> tuple[str, ...]:
    """Say which older record, whose paper stays as it is, this one takes the place of."""
    told = next((one for one in facts.proposal.events if isinstance(one, DoseRecorded)), None)
    old = facts.chart.records.by_id.get(told.corrects) if told and told.corrects else None
    if told is None or old is None:
        return ()
    zone = facts.now.tzinfo
    return tuple(
        say(
            "This record puts right record {record} of {happened}, recorded {recorded}: {reason}. "
            "The older paper stays as it was signed and no longer holds.",
            record=old.record,
            happened=old.happened_at.astimezone(zone),
            recorded=old.recorded_at.astimezone(zone),
            reason=_reason(told, facts, say),
        )
        for say in speakers
    )


def _reason(told: DoseRecorded, facts: SheetFacts, say: Words) -> str:
    voice = Voice(say, facts.site, facts.active, facts.now.tzinfo)
    return voice.coded("correction_reason", told.correction_reason)


def kind_banner(site: SiteState, speakers: tuple[Words, ...]) -> str:
    """Return the mark of a demonstration or practice site, empty where patients are real."""
    kind = site.founded.kind if site.founded else SiteKind.DEMO
    if kind is SiteKind.DEMO:
        return both(
            [say("DEMONSTRATION - synthetic patients, not for treatment") for say in speakers]
        )
    if kind is SiteKind.PRACTICE:
        return both([say("PRACTICE - not for treatment") for say in speakers])
    return ""
