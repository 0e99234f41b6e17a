"""The form of a serious event as a sheet: who it is by subject number alone, then what was signed.

It leaves the site, so it carries no name, no birth date and no hospital number of the patient.
"""

from datetime import datetime

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.paper import AmountLine, Field, Sheet, SignatureSlot
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.sheets import both, kind_banner, sections_of, site_line
from ltm_desktop.app.wording.statements import Statement, statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.serious_reports import SeriousReported
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form is made of."""

    told: SeriousReported
    chart: Chart
    site: SiteState
    active: ActiveProtocol | None
    head: Head
    now: datetime
    languages: tuple[str, ...]
    proposal: Proposal | None = None
    """The act whose paper this is; None for a copy nobody signs."""


def serious_sheet(facts: FormFacts) -> Sheet:
    """Return the form as it is signed, or as it stands."""
    speakers = tuple(Words(language) for language in facts.languages)
    told = [_statement(facts, say) for say in speakers]
    identity = facts.chart.patient.identity if facts.chart.patient else None
    signed = facts.proposal is not None
    return Sheet(
        title=both([_title(facts, say) for say in speakers]),
        site_line=site_line(facts.site, facts.active),
        patient=_subject(facts, identity, speakers),
        amount_line=AmountLine("", "", ""),
        sections=sections_of(told, speakers),
        signatures=(_slot(facts, speakers),) if signed else (),
        record_id=facts.told.record if signed else "",
        body_digest=facts.proposal.digest if facts.proposal else "",
        head_seq=facts.head.seq,
        head_hash=facts.head.hash,
        notes=tuple(dict.fromkeys(_note(say) for say in speakers)),
        kind_banner=kind_banner(facts.site, speakers),
        language="+".join(facts.languages),
    )


def _statement(facts: FormFacts, say: Words) -> Statement:
    return statement(
        (facts.told,),
        patient=None,
        site=facts.site,
        active=facts.active,
        say=say,
        zone=facts.now.tzinfo,
    )


def _title(facts: FormFacts, say: Words) -> str:
    number = facts.told.number
    title = (
        say("Report of a serious event, follow-up {number}", number=number)
        if number
        else say("Report of a serious event")
    )
    if facts.proposal is not None:
        return title
    at = say.zone_moment(facts.now)
    return say("{title}, unsigned copy printed {moment}", title=title, moment=at)


def _subject(
    facts: FormFacts, identity: Identity | None, speakers: tuple[Words, ...]
) -> tuple[Field, ...]:
    if identity is None:
        return ()
    onset = facts.told.told.onset.on
    return (
        Field(both([say("Subject") for say in speakers]), identity.subject_id, emphasis=True),
        Field(
            both([say("Sex") for say in speakers]),
            both([say.term(identity.sex) for say in speakers]),
        ),
        Field(
            both([say("Age when it began") for say in speakers]),
            both([say.age(identity.born, onset) for say in speakers]),
        ),
    )


def _slot(facts: FormFacts, speakers: tuple[Words, ...]) -> SignatureSlot:
    known = facts.site.people.get(facts.told.by)
    name = person_name(known.name) if known else facts.told.by
    return SignatureSlot("Approved", both([say.term(Meaning.APPROVED) for say in speakers]), name)


def _note(say: Words) -> str:
    return say(
        "What is learnt or sent after this form stands in the ledger and in the next form, not "
        "here. The form carries no name: it is meant for people outside the site."
    )
