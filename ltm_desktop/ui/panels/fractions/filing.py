"""Files of the machine's system in words: what was read, each file beside the log, what is missing.

No Qt here. Nothing is written but a link that a person confirms, and nothing is taken over unseen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from ltm_desktop.app.course_import import SessionProposal
from ltm_desktop.app.import_rows import is_different
from ltm_desktop.app.import_words import row_words
from ltm_desktop.app.machine_files import FileBeside, Reading, not_logged, read_of
from ltm_desktop.app.plan_import import CourseProposal
from ltm_desktop.app.reconciliation import ReconciledSession, Standing
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.fractions import (
    FractionRecorded,
    LinkSession,
    PrescribeRadiotherapy,
    RecordFraction,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.shown import Notice


@dataclass
class FilesRead:
    """What was read while the chart is open; it is gone when the chart is closed."""

    reading: Reading = field(default_factory=Reading)
    volumes: dict[str, dict[str, str]] = field(default_factory=dict)
    """By UID: which dose of the file is which volume, where a person said so."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the list."""

    name: str
    """Of the file."""
    title: str
    standing: str
    tone: str
    uid: str = ""
    """Of the file to be looked at; empty where there is nothing to look at."""


@dataclass(frozen=True, slots=True)
class FilesShown:
    """The list: files, then what is in the log or at the machine only, then what differs."""

    lines: tuple[FileLine, ...]
    notes: tuple[str, ...]
    """What was left out of a folder."""
    not_logged: tuple[str, ...]
    not_read: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row, side by side; `tone` is never the only sign: the agreement is a word."""

    what: str
    logged: str
    filed: str
    agreement: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file beside the chart, and the one thing that can be done with it."""

    uid: str
    title: str
    rows: tuple[RowShown, ...]
    findings: tuple[Alert, ...]
    command: RecordFraction | LinkSession | PrescribeRadiotherapy | None
    notice: Notice
    """What is proposed, or why nothing is."""
    unknown: tuple[Option, ...] = ()
    """Doses of the file that no name ties to a volume, by their reference."""


def files_shown(
    reading: Reading,
    laid: tuple[FileBeside, ...],
    sessions: Iterable[ReconciledSession],
    zone: tzinfo | None,
    say: Words,
) -> FilesShown:
    """Word all that was read, and the sessions of the log beside it; times are the site's."""
    known = read_of(laid)
    told = tuple(sessions)
    return FilesShown(
        lines=tuple(_line(one, say) for one in laid),
        notes=tuple(_notes(reading, say)),
        not_logged=tuple(record_words(one, say) for one in not_logged(laid)),
        not_read=tuple(
            session_words(one.session, zone, say)
            for one in told
            if one.standing is Standing.NOT_COMPARED and one.session.record not in known
        ),
        differing=tuple(
            _differing(one, zone, say) for one in told if one.standing is Standing.DIFFERS
        ),
    )


def _notes(reading: Reading, say: Words) -> Iterator[str]:
    if reading.others:
        yield say.many(
            "{count} other file of the folder is neither a plan nor a treatment record.",
            "{count} other files of the folder are neither plans nor treatment records.",
            reading.others,
        )
    if reading.left:
        yield say.many(
            "{count} more file was not read: choose a smaller folder.",
            "{count} more files were not read: choose a smaller folder.",
            reading.left,
        )


def _line(one: FileBeside, say: Words) -> FileLine:
    proposal = one.proposal
    if proposal is None:
        words = [say.together(say.alert(alert), say.next_step(alert)) for alert in one.refused]
        return FileLine(one.name, "", "\n".join(words), "caution")
    if isinstance(proposal, CourseProposal):
        standing = Notice(say("A plan: compare it with the order."), "advice")
    else:
        standing = _standing(proposal, say)
    title, uid = title_of(proposal, say), proposal.found.uid
    return FileLine(one.name, title, standing.words, standing.tone, uid)


def title_of(proposal: SessionProposal | CourseProposal, say: Words) -> str:
    """Name what a file is about."""
    if isinstance(proposal, CourseProposal):
        return say("Plan “{label}”", label=proposal.found.label)
    return record_words(proposal, say)


def record_words(one: SessionProposal, say: Words) -> str:
    """Name a treatment record by its fraction, time and doses as the file has them."""
    doses = say.listing(
        f"{dose.description or dose.reference} {say.amount(Quantity(dose.dose, Unit.GY))}"
        for dose in one.found.doses
    )
    number, at = one.found.fraction, one.found.at
    if not doses:
        return say("Fraction {number}, {when}", number=number, when=at)
    return say("Fraction {number}, {when}: {doses}", number=number, when=at, doses=doses)


def session_words(one: FractionRecorded, zone: tzinfo | None, say: Words) -> str:
    """Name a session of the log by its fraction, time and doses."""
    doses = say.listing(f"{dose.volume} {say.amount(dose.dose)}" for dose in one.delivered)
    at = one.at.astimezone(zone)
    return say("Fraction {number}, {when}: {doses}", number=one.fraction, when=at, doses=doses)


def _differing(one: ReconciledSession, zone: tzinfo | None, say: Words) -> str:
    link = one.link
    what = differing_words(link.differs if link else (), say)
    session = session_words(one.session, zone, say)
    words = say("{session}: differs in {what}", session=session, what=what)
    return f"{words}\n{link.remark}" if link and link.remark else words


def differing_words(codes: Iterable[str], say: Words) -> str:
    """List what differs between a session and its record."""
    return say.listing(say.term(f"differs.{code}") for code in codes)


def _standing(one: SessionProposal, say: Words) -> Notice:
    """Say how a record stands to the log; the word says it, the tone only helps."""
    if isinstance(one.command, LinkSession):
        if one.differs:
            what = differing_words(one.differs, say)
            words = say("In the log, not linked; differs in {what}", what=what)
            return Notice(_with_dose(words, one, say), "caution")
        if not one.dose_compared:
            return Notice(say("In the log, not linked; no dose was compared"), "caution")
        return Notice(say("In the log and the same; not linked yet"), "advice")
    if one.command is None:
        return Notice(say("The session of the log is linked to another record"))
    if one.session is not None and one.session.treated:
        return Notice(say("Perhaps a second session of that day; not in the log"), "caution")
    if one.session is not None:
        return Notice(say("The log says: not treated"), "caution")
    return Notice(say("Not in the log"), "caution")


def _with_dose(words: str, one: SessionProposal, say: Words) -> str:
    """Say after what differs that no dose stands on both sides, where that is so."""
    if one.dose_compared:
        return words
    return "\n".join((words, say("No dose was compared.")))


def file_shown(
    one: SessionProposal | CourseProposal,
    active: ActiveProtocol | None,
    say: Words,
    *,
    orders: bool,
    named: Mapping[str, str],
) -> FileShown:
    """Show one file beside the chart.

    `orders` tells whether the reader may prescribe, `named` which dose they said is which volume.
    """
    rows = []
    for row in one.rows:
        words = row_words(row, say, active)
        tone = "caution" if is_different(row) else ""
        rows.append(RowShown(words.what, words.logged, words.filed, words.agreement, tone))
    shown = FileShown(
        uid=one.found.uid,
        title=title_of(one, say),
        rows=tuple(rows),
        findings=one.findings,
        command=one.command,
        notice=Notice(""),
    )
    if isinstance(one, CourseProposal):
        command = one.command if orders else None
        return replace(shown, command=command, notice=_plan_notice(one, say, orders=orders))
    unknown = tuple(_unknown(one, named))
    return replace(shown, notice=_session_notice(one, say), unknown=unknown)


def _plan_notice(one: CourseProposal, say: Words, *, orders: bool) -> Notice:
    if one.command is None:
        return Notice(say("Nothing can be taken from this plan; see above why."), "caution")
    if not orders:
        words = say("A physician prescribes: ask one to read this plan here and sign the order.")
        return Notice(words, "advice")
    return Notice(
        say(
            "The order form is filled from this plan. Site, borders, first day and reason are "
            "yours to choose; nothing is prescribed until you sign."
        )
    )


def _session_notice(one: SessionProposal, say: Words) -> Notice:
    if isinstance(one.command, LinkSession):
        if one.differs:
            what = differing_words(one.differs, say)
            words = say("The link will say what differs: {what}.", what=what)
            return Notice(_with_dose(words, one, say), "caution")
        if not one.dose_compared:
            return Notice(say("No dose was compared."), "caution")
        return Notice(say("All that the link compares is the same."))
    if one.command is None:
        return Notice(say("Nothing is to be confirmed: the session is linked already."))
    return Notice(
        say(
            "The session form is filled from this record. Complete what is missing; it is written "
            "only when both operators have signed."
        )
    )


def _unknown(one: SessionProposal, named: Mapping[str, str]) -> Iterator[Option]:
    """Yield the doses that a person has to name, or has named already."""
    names = {
        alert.values.get("name") for alert in one.findings if alert.code == "dicom.volume_unknown"
    }
    for dose in one.found.doses:
        name = dose.description or dose.reference
        if name in names or dose.reference in named:
            yield Option(dose.reference, name)
