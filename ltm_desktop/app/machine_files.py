"""Files of the machine's system, several at once, beside one chart: what each is and proposes.

Reads and compares, writes nothing. What was read is kept by whoever asked, never stored: the
files stay where they are and can be read again.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import tzinfo
from pathlib import Path

from ltm_desktop.app.course_import import ONE_RECORD, SessionProposal, compare_session
from ltm_desktop.app.imported import ProposedCourse, ProposedSession
from ltm_desktop.app.plan_import import CourseProposal, compare_plan
from ltm_desktop.app.ports import TreatmentFiles
from ltm_desktop.app.progress import Progress
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.fractions import LinkSession, RecordFraction
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.values import dataclass

Found = ProposedSession | ProposedCourse
Proposal = SessionProposal | CourseProposal
MOST_FILES = 500
"""Of one choice; a course has a few records a day, a folder of images has thousands."""
PROPOSED = RecordId("rt-proposed")
"""What is only shown needs no identity of its own; nothing is recorded under it."""
_OTHER_KINDS = frozenset({"dicom.not_dicom", "dicom.neither"})


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: what it says, or why it cannot be used."""

    name: str = field(repr=False)
    """Of the file; it may carry a person's name."""
    found: Found | None
    refused: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at one go."""

    files: tuple[FileRead, ...] = ()
    others: int = 0
    """Files of a folder that are neither plans nor treatment records."""
    left: int = 0
    """Files beyond the most that are read at once."""


@dataclass(frozen=True, slots=True)
class ChartNow:
    """The chart that files are laid beside, as it stands."""

    chart: Chart
    active: ActiveProtocol
    people: People
    act: Act


@dataclass(frozen=True, slots=True)
class FileBeside:
    """One file beside the chart: a proposal, or why there is none."""

    name: str = field(repr=False)
    proposal: Proposal | None
    refused: tuple[Alert, ...] = ()


def read_files(
    door: TreatmentFiles, chosen: Sequence[Path], zone: tzinfo, progress: Progress | None = None
) -> Reading | None:
    """Read chosen files, and plans and records in chosen folders; bad ones are told so.

    Returns None when a person stopped it.
    """
    progress = progress or Progress()
    paths = list(_paths(chosen))
    files, others = [], 0
    progress.total = min(len(paths), MOST_FILES)
    for path, listed in paths[:MOST_FILES]:
        if progress.stopped:
            return None
        progress.done += 1
        if not listed and _is_special(path):
            others += 1
            continue
        one = _read(door, path, zone)
        if not listed and {alert.code for alert in one.refused} & _OTHER_KINDS:
            others += 1
        else:
            files.append(one)
    return Reading(tuple(files), others, max(0, len(paths) - MOST_FILES))


def _paths(chosen: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield files with whether a person named them; those of folders in the order of names."""
    for one in chosen:
        if not one.is_dir():
            yield one, True
            continue
        for folder, folders, names in os.walk(one):
            folders.sort()
            yield from ((Path(folder, name), False) for name in sorted(names))


def _is_special(path: Path) -> bool:
    """Tell whether a path is there and no regular file: a pipe would be waited for for ever."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # reading it says why


def _read(door: TreatmentFiles, path: Path, zone: tzinfo) -> FileRead:
    try:
        return FileRead(path.name, door.read_any(path, zone))
    except Refused as refusal:
        return FileRead(path.name, None, refusal.alerts)
    except Unavailable as missing:
        return FileRead(path.name, None, (missing.alert,))


def compare_found(
    found: Found, now: ChartNow, volumes: Mapping[str, str] | None = None
) -> Proposal:
    """Hold what a file says against the chart. Raises Refused."""
    if isinstance(found, ProposedCourse):
        return compare_plan(found, now.chart, now.active, now.act)
    return compare_session(found, now.chart, now.people, now.act, record=PROPOSED, volumes=volumes)


def lay_beside(
    files: Iterable[FileRead], now: ChartNow, volumes: Mapping[str, Mapping[str, str]]
) -> tuple[FileBeside, ...]:
    """Hold every file against the chart; `volumes` is by UID. A UID read twice counts once."""
    seen: set[str] = set()
    laid = []
    for one in files:
        told = _lay(one, now, volumes)
        if told.proposal is not None and told.proposal.found.uid in seen:
            told = FileBeside(one.name, None, (stop("dicom.uid_repeated", ONE_RECORD),))
        elif told.proposal is not None:
            seen.add(told.proposal.found.uid)
        laid.append(told)
    return tuple(laid)


def _lay(one: FileRead, now: ChartNow, volumes: Mapping[str, Mapping[str, str]]) -> FileBeside:
    found = one.found
    if found is None:
        return FileBeside(one.name, None, one.refused)
    try:
        return FileBeside(one.name, compare_found(found, now, volumes.get(found.uid)))
    except Refused as refusal:
        return FileBeside(one.name, None, refusal.alerts)


def sessions_read(laid: Iterable[FileBeside]) -> tuple[SessionProposal, ...]:
    """Return the treatment records of this patient that the log does not know, by their times."""
    found = [one.proposal for one in laid if isinstance(one.proposal, SessionProposal)]
    return tuple(sorted(found, key=lambda one: one.found.at.timestamp()))


def not_logged(laid: Iterable[FileBeside]) -> tuple[SessionProposal, ...]:
    """Return the records of treatments that the log has no treated session for, or perhaps none."""
    return tuple(
        one
        for one in sessions_read(laid)
        if one.found.treated and isinstance(one.command, RecordFraction)
    )


def read_of(laid: Iterable[FileBeside]) -> dict[RecordId, SessionProposal]:
    """Return, by session of the log, the first record read that may be linked to it."""
    told: dict[RecordId, SessionProposal] = {}
    for one in sessions_read(laid):
        if one.session is not None and isinstance(one.command, LinkSession):
            told.setdefault(one.session.record, one)
    return told
