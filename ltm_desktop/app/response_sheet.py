"""An assessment of response as a sheet: the judgement with its definition, then table by table.

Everything people signed is on it; what is calculated beside it says so. Nothing later is.
"""

from collections.abc import Callable, Iterator

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.paper import AmountLine, Section, Sheet, SignatureSlot
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.response_tables import (
    Assessed,
    Row,
    component_rows,
    mri_rows,
    neuro_note,
    neuro_rows,
    not_done_rows,
    source_of,
)
from ltm_desktop.app.response_words import best_words, progression_words
from ltm_desktop.app.sheets import (
    both,
    kind_banner,
    merged_sections,
    paired,
    patient_fields,
    site_line,
)
from ltm_desktop.app.wording.telling.response import named_point, tell_beside, tell_head
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import ResponseAssessed, evolve
from ltm_desktop.domain.response_reading import best_response, progressed
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What the paper of an assessment is made of."""

    told: ResponseAssessed
    chart: Chart
    """As it stood before this assessment."""
    site: SiteState
    active: ActiveProtocol | None
    head: Head
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class _Kind:
    """One table of the paper."""

    title: Callable[[Words], str]
    heads: Callable[[Words], tuple[str, ...]]
    shares: tuple[float, ...]
    rows: Callable[[Assessed, Voice], Iterator[Row]]
    note: Callable[[Assessed, Voice], str]
    short: bool = False
    """Whether its cells are so short that both languages stand on one line."""


def assessment_sheet(facts: AssessmentFacts) -> Sheet:
    """Return the assessment as it is signed."""
    languages = facts.active.record_languages if facts.active else ("en",)
    speakers = tuple(Words(language) for language in languages)
    zone = facts.proposal.act.now.tzinfo
    voices = tuple(Voice(say, facts.site, facts.active, zone) for say in speakers)
    identity = facts.chart.patient.identity if facts.chart.patient else None
    seen = Assessed(facts.told, evolve(facts.chart.response, facts.told))
    return Sheet(
        title=both([_title(facts.told, say) for say in speakers]),
        site_line=site_line(facts.site, facts.active),
        patient=patient_fields(identity, speakers, facts.proposal.act.today),
        amount_line=AmountLine("", "", ""),
        sections=_sections(facts, voices),
        signatures=(_slot(facts, speakers),),
        record_id=facts.told.record,
        body_digest=facts.proposal.digest,
        head_seq=facts.head.seq,
        head_hash=facts.head.hash,
        notes=tuple(dict.fromkeys(_notes(facts, seen, speakers))),
        tables=tuple(_tables(seen, voices)),
        kind_banner=kind_banner(facts.site, speakers),
        language="+".join(languages),
    )


def _title(told: ResponseAssessed, say: Words) -> str:
    point = named_point(told.time_point, say)
    return say("Assessment of response: {point}", point=point)


def _sections(facts: AssessmentFacts, voices: tuple[Voice, ...]) -> tuple[Section, ...]:
    told = [
        (
            tell_head(facts.told, voice),
            *source_of(facts.told, voice),
            *tell_beside(facts.told, voice),
        )
        for voice in voices
    ]
    return merged_sections(told, tuple(voice.say for voice in voices))


def _slot(facts: AssessmentFacts, speakers: tuple[Words, ...]) -> SignatureSlot:
    known = facts.site.people.get(facts.told.assessor)
    name = person_name(known.name) if known else facts.told.assessor
    return SignatureSlot("Reviewed", both([say.term(Meaning.REVIEWED) for say in speakers]), name)


def _notes(facts: AssessmentFacts, seen: Assessed, speakers: tuple[Words, ...]) -> Iterator[str]:
    rules = facts.active.response if facts.active else None
    if rules is not None:
        best = best_response(seen.response, rules, facts.chart.follow_up.progressed_on)
        going = progressed(seen.response, rules)
        for say in speakers:
            yield say.together(
                say("Calculated from the assessments up to this one:"),
                best_words(best, rules, say),
                progression_words(going, say),
            )
    if facts.proposal.doubted:
        for say in speakers:
            yield say("The computer's clock was in doubt when this was recorded.")
    for say in speakers:
        yield say("What is assessed or put right after this stands in the ledger, not here.")


def _tables(seen: Assessed, voices: tuple[Voice, ...]) -> Iterator[PaperTable]:
    speakers = tuple(voice.say for voice in voices)
    for kind in _KINDS:
        told = zip(*(tuple(kind.rows(seen, voice)) for voice in voices), strict=True)
        rows = tuple(
            tuple(
                both(list(cells)) if kind.short else paired(cells)
                for cells in zip(*row, strict=True)
            )
            for row in told
        )
        heads = zip(*(kind.heads(say) for say in speakers), strict=True)
        if rows:
            yield PaperTable(
                both([kind.title(say) for say in speakers]),
                tuple(both(list(words), "\n") for words in heads),
                kind.shares,
                rows,
                both([kind.note(seen, voice) for voice in voices], "\n"),
            )


def _compared(_seen: Assessed, voice: Voice) -> str:
    return voice.say(
        "Differences are calculated: this assessment less the earlier one. Cytology of two places, "
        "two scorecards and two steroids are never compared."
    )


def _no_note(_seen: Assessed, _voice: Voice) -> str:
    return ""


_KINDS = (
    _Kind(
        lambda say: say("Components"),
        lambda say: (
            say("Component"),
            say("Found and judged"),
            say("Baseline, and the difference"),
            say("Best before, and the difference"),
        ),
        (0.16, 0.36, 0.24, 0.24),
        component_rows,
        _compared,
    ),
    _Kind(
        lambda say: say("Neurological examination"),
        lambda say: (say("Area"), say("Baseline"), say("Best"), say("Now"), say("Finding")),
        (0.3, 0.12, 0.12, 0.12, 0.34),
        neuro_rows,
        neuro_note,
        short=True,
    ),
    _Kind(
        lambda say: say("MRI scorecard"),
        lambda say: (say("Feature"), say("Now"), say("Against the scan before")),
        (0.36, 0.34, 0.3),
        mri_rows,
        _no_note,
        short=True,
    ),
    _Kind(
        lambda say: say("What was not done, and why"),
        lambda say: (say("Component"), say("Reason"), say("Further remark")),
        (0.26, 0.37, 0.37),
        not_done_rows,
        _no_note,
    ),
)
