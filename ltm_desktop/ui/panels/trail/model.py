"""Rows of the trail as cells of a list, and one entry in full as plain text."""

from collections.abc import Iterator

from ltm_desktop.app.trail.columns import flag_word
from ltm_desktop.app.trail.rows import TrailFlag, TrailRow
from ltm_desktop.app.trail.versions import RecordVersion
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.listing import Row
from ltm_desktop.ui.widgets.listing_cells import Cell

LOOKS: dict[TrailFlag, Look] = {
    TrailFlag.LATE: Look("clock", "caution"),
    TrailFlag.OVERRIDE: Look("warning", "caution"),
    TrailFlag.DEVIATION: Look("triangle", "caution"),
    TrailFlag.INCIDENT: Look("warning", "stop"),
    TrailFlag.CORRECTION: Look("half", "advice"),
    TrailFlag.VOID: Look("prohibition", "caution"),
    TrailFlag.CHANGE: Look("half", "neutral"),
    TrailFlag.CLOCK: Look("clock", "stop"),
}
_DETAILS = 2
"""Particulars in a list; all of them stand in the entry."""


def headings(say: Words, *, one_patient: bool) -> tuple[str, ...]:
    """Return the names of the columns."""
    patient = () if one_patient else (say("Patient"),)
    return (say("Entry"), say("Recorded"), say("Who"), *patient, say("What"))


def list_row(row: TrailRow, say: Words, *, one_patient: bool) -> Row:
    """Return one entry as it stands in the list."""
    apart = row.happened if row.happened and row.happened != row.recorded else ""
    done = say("done {moment}", moment=apart) if apart else ""
    patient = () if one_patient else (Cell(row.patient, below=_given(row.subject)),)
    marks = tuple((flag_word(one, say), LOOKS[one]) for one in TrailFlag if one in row.flags)
    return Row(
        str(row.seq),
        (
            Cell(str(row.seq)),
            Cell(row.recorded, below=_given(done, row.workstation)),
            Cell(row.who, below=_given(row.role)),
            *patient,
            Cell(row.what, strong=True, below=tuple(_below(row, say)), badges=marks),
        ),
    )


def _below(row: TrailRow, say: Words) -> Iterator[str]:
    yield from row.details[:_DETAILS]
    if row.changes:
        first = row.changes[0]
        told = say(
            "{field}: {was} → {now}", field=first.label, was=first.was or "–", now=first.now or "–"
        )
        if more := len(row.changes) - 1:
            told = say("{change}, and {more} more", change=told, more=more)
        yield told
    if row.reason:
        yield say("{label}: {value}", label=say("Reason"), value=row.reason)


def _given(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def detail_text(detail: Detail, say: Words) -> str:
    """Return one entry in full, to be read, searched and copied."""
    parts = (
        _facts(detail.row, say),
        _signed(detail.row, say),
        _versions(detail.versions, say),
        _shown(detail.row, say),
        _proof(detail.row, say),
    )
    return "\n\n".join(text for part in parts if (text := "\n".join(part)))


def _facts(row: TrailRow, say: Words) -> Iterator[str]:
    told = (
        (say("Who"), " · ".join(_given(row.who, row.role))),
        (say("Recorded"), row.recorded),
        (say("Clinical time"), row.happened),
        (say("Patient"), " · ".join(_given(row.patient, row.subject))),
        (say("Workstation"), row.workstation),
        (say("Log"), row.log),
        (say("Protocol and configuration"), row.rules),
        (say("Version"), row.version),
        (say("Reason"), row.reason),
    )
    for label, value in told:
        if value:
            yield say("{label}: {value}", label=label, value=value)
    for one in row.details:
        yield f"  {one}"


def _signed(row: TrailRow, say: Words) -> Iterator[str]:
    if not row.signatures:
        yield say("Sealed by its author; an act of this kind asks for no further signature.")
        return
    yield say("Signatures")
    for one in row.signatures:
        yield f"  {one.text}"


def _versions(told: tuple[RecordVersion, ...], say: Words) -> Iterator[str]:
    if not told:
        return
    yield say("Versions of this record")
    for one in told:
        yield f"  {one.title}"
        yield f"    {one.standing}"
        for signed in one.signatures:
            yield f"    {signed.text}"
        for change in one.changes:
            changed = say(
                "{field}: {was} → {now}",
                field=change.label,
                was=change.was or "–",
                now=change.now or "–",
            )
            yield f"    {changed}"


def _shown(row: TrailRow, say: Words) -> Iterator[str]:
    if not row.shown:
        return
    yield say("The exact text that was shown")
    for line in row.shown.splitlines():
        yield f"  | {line}"


def _proof(row: TrailRow, say: Words) -> Iterator[str]:
    yield say("In the ledger")
    told = (
        (say("Entry"), str(row.seq)),
        (say("SHA-256 of the entry"), row.hash),
        (say("SHA-256 of the entry before"), row.previous),
        (say("SHA-256 of the body"), row.body_digest),
        (say("SHA-256 of its papers"), ", ".join(row.papers)),
    )
    for label, value in told:
        if value:
            yield "  " + say("{label}: {value}", label=label, value=value)
