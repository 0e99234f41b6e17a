"""The columns of an exported trail, and what stands at its head: filter, ledger head, who and when.

The same columns for paper and for a table file. Patients are named by subject number only; names
stay in the window and on the records themselves.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailKind, TrailRow
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

Column = tuple[str, Callable[[TrailRow, Words], str]]
NAME = "audit-trail"


@dataclass(frozen=True, slots=True)
class TrailHead:
    """What must be known to judge an exported trail."""

    site: str
    made_at: datetime
    made_by: str
    head: Head
    wanted: TrailFilter
    subjects: tuple[str, ...]
    """Subject numbers of the patients filtered by."""


def heads(say: Words) -> tuple[str, ...]:
    """Return the names of the columns."""
    return tuple(name for name, _ in _columns(say))


def cells(row: TrailRow, say: Words) -> tuple[str, ...]:
    """Return one row, a text for each column."""
    return tuple(write(row, say) for _, write in _columns(say))


def _columns(say: Words) -> tuple[Column, ...]:
    return (
        (say("Entry"), lambda row, _: str(row.seq)),
        (say("Recorded"), lambda row, _: row.recorded_at.isoformat()),
        (
            say("Clinical time"),
            lambda row, _: row.happened_at.isoformat() if row.happened_at else "",
        ),
        (say("Log"), lambda row, _: row.log),
        (say("Workstation"), lambda row, _: row.workstation),
        (say("Subject"), lambda row, _: row.subject),
        (say("User name"), lambda row, _: row.author),
        (say("Name"), lambda row, _: row.who),
        (say("Role"), lambda row, _: row.role),
        (say("What"), lambda row, _: row.what),
        (say("Particulars"), lambda row, _: " · ".join(row.details)),
        (say("Field"), lambda row, _: "\n".join(one.label for one in row.changes)),
        (say("Old value"), lambda row, _: "\n".join(one.was or "–" for one in row.changes)),
        (say("New value"), lambda row, _: "\n".join(one.now or "–" for one in row.changes)),
        (say("Reason"), lambda row, _: row.reason),
        (say("Signatures"), lambda row, _: "\n".join(one.text for one in row.signatures)),
        (say("Marks"), lambda row, say: flags_text(row.flags, say)),
        (say("Version"), lambda row, _: row.version),
        (say("Protocol and configuration"), lambda row, _: row.rules),
        (say("SHA-256 of the entry"), lambda row, _: row.hash),
    )


def flags_text(flags: frozenset[TrailFlag], say: Words) -> str:
    """Name the marks of a row, in their order."""
    return say.apart(*(flag_word(one, say) for one in TrailFlag if one in flags))


def flag_word(flag: TrailFlag, say: Words) -> str:
    """Name one mark."""
    return {
        TrailFlag.LATE: say("Late entry"),
        TrailFlag.OVERRIDE: say("Override"),
        TrailFlag.DEVIATION: say("Deviation"),
        TrailFlag.INCIDENT: say("Incident"),
        TrailFlag.CORRECTION: say("Correction"),
        TrailFlag.VOID: say("Taken back"),
        TrailFlag.CHANGE: say("Change"),
        TrailFlag.CLOCK: say("Clock in doubt"),
    }[flag]


def kind_word(kind: TrailKind, say: Words) -> str:
    """Name what an entry is about."""
    return {
        TrailKind.PATIENTS: say("Patients and enrolment"),
        TrailKind.PLAN: say("Plans and moves"),
        TrailKind.DOSING: say("Intrathecal doses"),
        TrailKind.FRACTIONS: say("Radiotherapy"),
        TrailKind.FINDINGS: say("Labs and reservoir"),
        TrailKind.OVERRIDES: say("Overrides"),
        TrailKind.SIGNOFF: say("Sign-off"),
        TrailKind.CORRECTIONS: say("Corrections and voids"),
        TrailKind.REVIEW: say("Queries and verification"),
        TrailKind.PEOPLE: say("People and authority"),
        TrailKind.SITE: say("Site and configuration"),
        TrailKind.ACCESS: say("Sign-ins, exports, clock"),
        TrailKind.OTHER: say("Other"),
    }[kind]


def filter_text(wanted: TrailFilter, subjects: tuple[str, ...], voice: Voice) -> str:
    """Say which rows were asked for."""
    parts = list(_filter_parts(wanted, subjects, voice))
    return " · ".join(parts) or voice.say("no filter: every entry")


def _filter_parts(wanted: TrailFilter, subjects: tuple[str, ...], voice: Voice) -> Iterator[str]:
    say = voice.say
    told = (
        (say("patient"), _subjects(wanted, subjects, say)),
        (say("written or signed by"), voice.person(PersonId(wanted.person))),
        (say("about"), say.listing(kind_word(one, say) for one in sorted(wanted.kinds))),
        (say("recorded from"), say.zone_moment(wanted.since) if wanted.since else ""),
        (say("recorded before"), say.zone_moment(wanted.until) if wanted.until else ""),
        (say("marked"), say.listing(flag_word(one, say) for one in sorted(wanted.flags))),
        (say("with the words"), wanted.words.strip()),
        (say("as the ledger stood on"), say.zone_moment(wanted.as_of) if wanted.as_of else ""),
    )
    for label, value in told:
        if value:
            yield say("{label}: {value}", label=label, value=value)


def _subjects(wanted: TrailFilter, subjects: tuple[str, ...], say: Words) -> str:
    if wanted.patients is None:
        return ""
    return say.listing(subjects) or say("none")


def head_lines(head: TrailHead, voice: Voice) -> tuple[str, ...]:
    """Return what an export says of itself."""
    say = voice.say
    return (
        say("Audit trail of {site}, newest first, unsigned copy", site=head.site),
        say("Filter: {filter}", filter=filter_text(head.wanted, head.subjects, voice)),
        say(
            "Made {moment} by {person}",
            moment=say.zone_moment(head.made_at),
            person=head.made_by,
        ),
        say("Ledger when this was made: {head}", head=head.head.to_line()),
    )
