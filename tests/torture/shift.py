"""Eight hours at one desk by the set clock: doses, prints, locks; memory and handles stay (R25).

The doses are told from the paper of the weeks before, so that as many fit into one sitting of the
program as into many; each is an entry with two signatures and its PDF. There is no window here.
"""

import gc
import logging
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from ltm_desktop.app.verification import verify_site
from ltm_desktop.domain.access import CopyWay, LockCause
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from tests import builders
from tests.app.clinic import SECRET, approve_product, configure, found, opened
from tests.builders import NURSE, RESEARCH_NURSE
from tests.torture.telling import Ward

Say = Callable[[str], None]
HOURS = timedelta(hours=8)
DOSES = 8
"""Doses of one patient."""
_GROWTH = 1.1
"""Memory and objects at the end, over those when a tenth of the shift is gone (figure P5)."""
_MEGABYTE = 1 << 20


@dataclass
class Figures:
    """What a shift left behind."""

    doses: int = 0
    prints: int = 0
    locks: int = 0
    early: tuple[int, int, int] = (0, 0, 0)
    """Memory in bytes, open handles and living objects when a tenth was over."""
    late: tuple[int, int, int] = (0, 0, 0)
    logged: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = [
            f"{before // _MEGABYTE} to {after // _MEGABYTE} MiB"
            if number == 0
            else f"{before} to {after}"
            for number, (before, after) in enumerate(zip(self.early, self.late, strict=True))
        ]
        return (
            f"{self.doses} doses, {self.prints} prints and {self.locks} locks in {HOURS}: memory "
            f"{told[0]}, handles {told[1]}, objects {told[2]}, {len(self.logged)} lines logged, "
            f"{len(self.faults)} faults"
        )


class Listener(logging.Handler):
    """Keeps every warning and worse."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(logging.WARNING)
        self._figures = figures

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self._figures.logged.append(f"{record.name}: {record.getMessage()}")


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Work through one shift of so many doses; the seed changes nothing in it."""
    site, figures = place / "shift", Figures()
    make(site, count)
    work(site, figures, count=count)
    for fault in (*figures.faults, *figures.logged):
        say(fault)
    return figures


def make(site: Path, count: int) -> None:
    """Found a clinic whose patients had their doses in the weeks before."""
    found(site)
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic, site__record_language="en")
        approve_product(clinic)
        for number in range(1, -(-count // DOSES) + 1):
            patient = PatientId(f"pat-{number:05d}")
            known = builders.identity(
                subject_id=f"EX1-{number:05d}", hospital_number=f"H-{number:06d}"
            )
            clinic.does(RESEARCH_NURSE, builders.enrol(patient=patient, identity=known))
            clinic.does(RESEARCH_NURSE, replace(builders.plan(), patient=patient))


def work(site: Path, figures: Figures, *, count: int) -> None:
    """Tell the doses of the weeks before in one sitting of eight hours."""
    root, heard = logging.getLogger(), Listener(figures)
    root.addHandler(heard)
    try:
        with opened(site, "2026-05-04 08:00", NURSE) as clinic:
            ward, pause = Ward(clinic), HOURS / count
            for number, (patient, item) in enumerate(_doses(ward, count), 1):
                clinic.clock.at += pause - timedelta(seconds=1)
                record = RecordId(clinic.desk.ids.new("adm"))
                ward._from_paper(patient, item, record)
                figures.doses += 1
                if number % 4 == 0:
                    _print(ward, patient, item, record, figures)
                if number % 50 == 0:
                    clinic.desk.access.leave(LockCause.KEY)()
                    clinic.desk.access.unlock(SECRET)
                    figures.locks += 1
                if number == max(count // 10, 1):
                    figures.early = _standing()
            figures.late = _standing()
            if not verify_site(clinic.desk.store).intact:
                figures.faults.append("the record does not verify")
    finally:
        root.removeHandler(heard)
    _judge(figures, count)


def _doses(ward: Ward, count: int) -> Iterator[tuple[PatientId, PlannedItem]]:
    desk, left = ward.clinic.desk, count
    for number in range(1, desk.store.patient_count() + 1):
        patient = PatientId(f"pat-{number:05d}")
        for item in list(desk.chart(patient).plan.items.values()):
            if item.kind is ItemKind.DOSE and left:
                left -= 1
                yield patient, item


def _print(
    ward: Ward, patient: PatientId, item: PlannedItem, record: RecordId, figures: Figures
) -> None:
    """Hand out the record or draw a form, as people do between two doses."""
    desk = ward.clinic.desk
    if figures.prints % 2:
        desk.downtime_form(patient, item.code)
    else:
        digest = desk.chart(patient).records.by_id[record].papers[-1].sha256
        desk.hand_out(digest, CopyWay.SAVED, patient)
    figures.prints += 1


def _standing() -> tuple[int, int, int]:
    """Return what the process holds: memory, handles, objects."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return (
        pages * resource.getpagesize(),
        len(list(Path("/proc/self/fd").iterdir())),
        len(gc.get_objects()) + gc.get_freeze_count(),
    )


def _judge(figures: Figures, count: int) -> None:
    memory, handles, objects = zip(figures.early, figures.late, strict=True)
    if figures.doses != count:
        figures.faults.append(f"{figures.doses} of {count} doses were told")
    if handles[1] > handles[0]:
        figures.faults.append(f"handles: {handles[0]} to {handles[1]}")
    for what, (before, after) in {"memory": memory, "objects": objects}.items():
        if after > before * _GROWTH:
            figures.faults.append(f"{what} grew: {before} to {after}")
    figures.faults += [f"logged: {line}" for line in figures.logged]
