"""The time line on one page, in the record's language: an unsigned copy that says it is one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ltm_desktop.app.paper import AmountLine, Field, Section, Sheet
from ltm_desktop.app.sheets import both, kind_banner, patient_fields, site_line
from ltm_desktop.app.timeline.line import time_line
from ltm_desktop.app.timeline.shapes import Lane, TimeLine, days_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the page is made of."""

    chart: Chart
    site: SiteState
    active: ActiveProtocol
    act: Act
    head: Head
    languages: tuple[str, ...]


def line_sheet(facts: LineFacts) -> Sheet:
    """Return the page as it stands now."""
    speakers = tuple(Words(language) for language in facts.languages)
    lines = [time_line(facts.chart, facts.active, facts.act, say) for say in speakers]
    identity = facts.chart.patient.identity if facts.chart.patient else None
    return Sheet(
        title=both([_title(facts, say) for say in speakers]),
        site_line=site_line(facts.site, facts.active),
        patient=patient_fields(identity, speakers, facts.act.today),
        amount_line=AmountLine("", "", ""),
        sections=tuple(_since(lines, speakers)),
        signatures=(),
        record_id="",
        body_digest="",
        head_seq=facts.head.seq,
        head_hash=facts.head.hash,
        time_line=merged(lines),
        notes=tuple(dict.fromkeys(_note(say) for say in speakers)),
        kind_banner=kind_banner(facts.site, speakers),
        language="+".join(facts.languages),
    )


def merged(lines: Sequence[TimeLine]) -> TimeLine:
    """Return one time line that says in each language what is drawn; places are the same."""
    first = lines[0]
    lanes = zip(*(one.lanes for one in lines), strict=True)
    return replace(first, lanes=tuple(_one_lane(same) for same in lanes))


def _one_lane(same: tuple[Lane, ...]) -> Lane:
    first = same[0]
    marks = tuple(
        replace(pair[0], label=both([one.label for one in pair]))
        for pair in zip(*(one.marks for one in same), strict=True)
    )
    keys = tuple(
        replace(pair[0], words=both([one.words for one in pair]))
        for pair in zip(*(one.legend for one in same), strict=True)
    )
    return replace(
        first,
        title=both([one.title for one in same]),
        note=both([one.note for one in same]),
        limit_words=both([one.limit_words for one in same]),
        marks=marks,
        legend=keys,
    )


def _title(facts: LineFacts, say: Words) -> str:
    at = say.zone_moment(facts.act.now)
    return say("Time line, unsigned copy printed {moment}", moment=at)


def _note(say: Words) -> str:
    return say(
        "What is planned has not happened. Lines join no samples more than 14 days apart and no "
        "two kinds of specimen; a hollow mark lies at the limit the laboratory gave."
    )


def _since(lines: Sequence[TimeLine], speakers: Sequence[Words]) -> Iterator[Section]:
    told = [one.since_at(one.today) for one in lines]
    fields = []
    for pair in zip(*told, strict=True):
        days = (lines[0].today - pair[0].day).days
        words = [
            say("{days}, {day}", days=days_words(days, say), day=pair[0].day) for say in speakers
        ]
        fields.append(Field(both([one.words for one in pair]), both(words)))
    if fields:
        yield Section(both([say("Days since") for say in speakers]), tuple(fields))
