"""The trail on paper: filter and ledger head first, then every row, page by page.

An unsigned copy that says so: what it tells is proved by the ledger, whose head stands on every
page. Refuses more rows than a person reads on paper.
"""

from collections.abc import Sequence
from datetime import date

from ltm_desktop.app.paper import AmountLine, Field, Section, Sheet
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.app.sheets import kind_banner, site_line
from ltm_desktop.app.trail.columns import TrailHead, filter_text, flags_text
from ltm_desktop.app.trail.rows import TrailRow
from ltm_desktop.app.wording.telling.voice import Voice

MOST_ROWS = 2000
"""More is for a table file: nobody reads 200 pages, and a filter makes them fewer."""
_SHARES = (0.11, 0.17, 0.17, 0.27, 0.28)


def trail_sheet(rows: Sequence[TrailRow], head: TrailHead, voice: Voice) -> Sheet:
    """Return the sheet of a trail."""
    say = voice.say
    table = PaperTable(
        title=say("Entries, newest first"),
        heads=(
            say("Entry"),
            say("Recorded, clinical time"),
            say("Who"),
            say("What, for whom, why"),
            say("Old value → new value, signatures"),
        ),
        shares=_SHARES,
        rows=tuple(_cells(row, voice) for row in rows),
        note=say("– stands for nothing recorded. Patients are named by subject number."),
    )
    return Sheet(
        title=say("Audit trail, unsigned copy printed {moment}", moment=head.made_at),
        site_line=site_line(voice.site, voice.active),
        patient=(),
        amount_line=AmountLine("", "", ""),
        sections=(_about(len(rows), head, voice),),
        signatures=(),
        record_id="",
        body_digest="",
        head_seq=head.head.seq,
        head_hash=head.head.hash,
        tables=(table,),
        kind_banner=kind_banner(voice.site, (say,)),
        language=say.language,
    )


def _about(count: int, head: TrailHead, voice: Voice) -> Section:
    say = voice.say
    fields = (
        Field(say("Filter"), filter_text(head.wanted, head.subjects, voice), emphasis=True),
        Field(say("Entries"), say.number(count)),
        Field(say("Made by"), head.made_by),
        Field(say("Ledger head"), head.head.to_line()),
    )
    return Section(say("What this copy holds"), fields)


def _cells(row: TrailRow, voice: Voice) -> tuple[str, ...]:
    say = voice.say
    entry = (str(row.seq), row.hash[:8], flags_text(row.flags, say))
    times = (row.recorded, row.happened if _apart(row) else "", row.workstation)
    reason = say("{label}: {value}", label=say("Reason"), value=row.reason) if row.reason else ""
    what = (row.what, row.subject, *row.details, reason, row.version)
    changed = (
        say("{field}: {was} → {now}", field=one.label, was=one.was or "–", now=one.now or "–")
        for one in row.changes
    )
    signed = (one.text for one in row.signatures)
    return tuple(
        "\n".join(part for part in parts if part)
        for parts in (entry, times, (row.who, row.role), what, (*changed, *signed))
    )


def _apart(row: TrailRow) -> bool:
    """Tell whether the clinical time is another than that of the record."""
    at: date | None = row.happened_at
    return at is not None and row.happened != row.recorded
