"""A handover on paper: the very lines that were read and signed, in their own language.

Hands the paper every line; how many of them fit on its one page is decided where they are drawn.
"""

from datetime import tzinfo

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.handover_groups import groups_of
from ltm_desktop.app.paper import Field, HandoverPart, HandoverSheet, SignatureSlot
from ltm_desktop.app.sheets import kind_banner, site_line
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.handover import HandoverTaken
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What the page is made of."""

    told: HandoverTaken
    site: SiteState
    head: Head
    zone: tzinfo | None
    digest: str = ""
    """Of the record's body; empty on a copy that nobody signed."""


def handover_sheet(facts: HandoverFacts) -> HandoverSheet:
    """Return the page of a handover, or of what would be handed over now."""
    told, say = facts.told, Words(facts.told.language)
    return HandoverSheet(
        title=say("Handover of the shift, number {number}", number=say.number(told.number)),
        site_line=site_line(facts.site, None),
        facts=_between(facts, say),
        note=(say("Handed over in words"), told.note),
        parts=tuple(_parts(told, say)),
        where=say("Records (F9), Handovers, number {number}", number=say.number(told.number))
        if facts.digest
        else say("Handover (F5)"),
        signature=_slot(facts, say) if facts.digest else None,
        body_digest=facts.digest,
        head=facts.head.to_line(),
        kind_banner=kind_banner(facts.site, (say,)),
        language=told.language,
    )


def _between(facts: HandoverFacts, say: Words) -> tuple[Field, ...]:
    told = facts.told
    at = told.at.astimezone(facts.zone) if facts.zone else told.at
    taken = _name(facts, told.taken_by) if told.taken_by else say("nobody yet")
    return (
        Field(say("Handed over by"), _name(facts, told.given_by), emphasis=True),
        Field(say("Taken over by"), taken, emphasis=True),
        Field(say("Time of the handover"), say.zone_moment(at)),
    )


def _parts(told: HandoverTaken, say: Words) -> list[HandoverPart]:
    return [
        HandoverPart(say.term(group), tuple((one.who, one.what, one.more) for one in lines))
        for group, lines in groups_of(told.lines)
    ]


def _slot(facts: HandoverFacts, say: Words) -> SignatureSlot:
    meaning = say("{meaning}: takes over", meaning=say.begin(say.term(Meaning.REVIEWED)))
    return SignatureSlot("Reviewed", meaning, _name(facts, facts.told.taken_by))


def _name(facts: HandoverFacts, person: PersonId) -> str:
    known = facts.site.people.get(person)
    return f"{person_name(known.name)} ({person})" if known else person
