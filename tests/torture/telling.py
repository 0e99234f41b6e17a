"""The clinic that is attacked from outside: real doses, told one after the other until it ends.

Everybody in it is synthetic. A turn tells one dose from its downtime paper, as one durable entry
with two signatures and its signed PDF; a slow turn walks the whole path at the bedside.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.ports import Draft, ShownAlert
from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.dosing import RecordDose, Source
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from tests import builders
from tests.app.clinic import SECRET, ZONE, Clinic, approve_product, configure, found, opened
from tests.builders import NURSE, PHARMACIST, PHYSICIAN, RESEARCH_NURSE

FIRST_DAY = "2026-02-24 09:00"
TOGETHER = 6
"""Patients who begin on one day; their doses are told before others are taken in."""
_TOPIC = "torture"
_PATIENCE = 30
"""Seconds in which another program may let go of the site."""


def make(path: Path) -> None:
    """Found the clinic in an empty folder, with its configuration, product and first patients."""
    found(path)
    with opened(path, FIRST_DAY) as clinic:
        configure(clinic, site__record_language="en")
        approve_product(clinic)
        Ward(clinic).take_in()


def data_key(folder: SiteFolder) -> bytes:
    """Return the key of the database, as somebody has it who attacks with the key in hand."""
    return KeyFile(folder.keys).unlock(builders.ADMINISTRATOR, SECRET).data_key


def write(path: Path, turns: int | None, *, slow: bool, told: Callable[[str], None]) -> None:
    """Tell so many doses, or go on until killed; each is told of once it is durable."""
    clinic = at_work(path)
    ward = Ward(clinic)
    try:
        turn = 0
        while turns is None or turn < turns:
            told(ward.tell(slow=slow))
            turn += 1
    finally:
        clinic.desk.close()


def at_work(path: Path) -> Clinic:
    """Open the site as its nurse, a second after whatever was written last."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return _opened(path, SetClock(ZONE, _newest(path) + timedelta(seconds=1)))
        except Unavailable as busy:
            if busy.alert.code != "storage.in_use" or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def _opened(path: Path, clock: SetClock) -> Clinic:
    return Clinic(path, clock, House(lambda _: clock).open_site(path, NURSE, SECRET))


def _newest(path: Path) -> datetime:
    folder = open_site(path)
    store = open_store(folder, data_key(folder), read_only=True, check=False)
    try:
        return datetime.fromisoformat(store.newest(most=1)[0].entry.recorded_at)
    finally:
        store.close()


@dataclass
class Ward:
    """The patients of the clinic, taken in together and treated in turn."""

    clinic: Clinic

    def take_in(self) -> None:
        """Enrol and plan patients until a group is complete; goes on where a kill ended it."""
        first = self._first_of_group()
        today = self.clinic.clock.now().date()
        anchor = today + timedelta(days=7 - today.weekday())
        for number in range(first, first + TOGETHER):
            patient = PatientId(f"pat-{number:05d}")
            chart = self.clinic.desk.chart(patient)
            if chart.patient is None:
                self._does(RESEARCH_NURSE, _enrol(patient, number))
            if not chart.plan.items:
                self._does(RESEARCH_NURSE, replace(builders.plan(anchor), patient=patient))

    def tell(self, *, slow: bool) -> str:
        """Tell the next dose, or the one a kill interrupted, and return the id of its record.

        The identity is kept in a draft before anything is written, so a retry is the same dose.
        """
        begun = self._begun()
        if begun is None:
            patient, item = next(self._waiting(), None) or self._of_next_group()
            begun = patient, item, RecordId(self.clinic.desk.ids.new("adm"))
            self._keep(*begun)
        patient, item, record = begun
        self._look(patient, item)
        if self._is_walked(patient, item) or (slow and self._is_in_time(item)):
            self._walk(patient, item, record)
        else:
            self._from_paper(patient, item, record)
        self._drop(patient)
        return record

    def _look(self, patient: PatientId, item: PlannedItem) -> None:
        """Show an alert and throw another draft away, as people do while they work."""
        desk, at = self.clinic.desk, self.clinic.clock.now().isoformat()
        shown = ShownAlert(patient, item.code, "labs.example", item.code, "H07")
        desk.alert_log.note_shown([shown], at)
        desk.drafts.save(Draft(desk.workstation, NURSE, patient, "labs", {"note": "x"}, at))
        desk.drafts.discard(desk.workstation, NURSE, patient, "labs", at)

    def _first_of_group(self) -> int:
        known = self.clinic.desk.store.patient_count()
        return 1 + (max(known - 1, 0) // TOGETHER) * TOGETHER

    def _waiting(self) -> Iterator[tuple[PatientId, PlannedItem]]:
        """Yield the doses of this group that nobody told, by day."""
        self.take_in()
        first = self._first_of_group()
        open_doses = [
            (item.scheduled, patient, item)
            for patient in (PatientId(f"pat-{n:05d}") for n in range(first, first + TOGETHER))
            for item in self.clinic.desk.chart(patient).plan.items.values()
            if item.kind is ItemKind.DOSE
            and not self.clinic.desk.chart(patient).dosing.is_settled(item.code)
        ]
        for _, patient, item in sorted(open_doses, key=lambda one: one[:2]):
            yield patient, item

    def _of_next_group(self) -> tuple[PatientId, PlannedItem]:
        number = self.clinic.desk.store.patient_count() + 1
        self._does(RESEARCH_NURSE, _enrol(PatientId(f"pat-{number:05d}"), number))
        return next(self._waiting())

    def _begun(self) -> tuple[PatientId, PlannedItem, RecordId] | None:
        """Return the dose a kill interrupted; one that stands already is not told again."""
        desk = self.clinic.desk
        for draft in desk.drafts.of(desk.workstation, NURSE):
            if draft.topic != _TOPIC:
                continue
            chart = desk.chart(PatientId(draft.patient_id))
            record = RecordId(draft.fields["record"])
            if record not in chart.records.by_id:
                item = next(i for i in chart.plan.items.values() if i.code == draft.fields["item"])
                return chart.patient_id, item, record
            self._drop(chart.patient_id)
        return None

    def _keep(self, patient: PatientId, item: PlannedItem, record: RecordId) -> None:
        desk, at = self.clinic.desk, self.clinic.clock.now().isoformat()
        fields = {"record": record, "item": item.code}
        desk.drafts.save(Draft(desk.workstation, NURSE, patient, _TOPIC, fields, at))

    def _drop(self, patient: PatientId) -> None:
        self.clinic.desk.drafts.drop(self.clinic.desk.workstation, NURSE, patient, _TOPIC)

    def _is_walked(self, patient: PatientId, item: PlannedItem) -> bool:
        dosing = self.clinic.desk.chart(patient).dosing
        return dosing.stands(item.code, DoseStep.ASSESSED)

    def _is_in_time(self, item: PlannedItem) -> bool:
        return self.clinic.clock.now() < _at(item.scheduled, 16)

    def _from_paper(self, patient: PatientId, item: PlannedItem, record: RecordId) -> None:
        """Tell a dose in one entry, in the evening after a downtime."""
        self._not_before(_at(item.scheduled, 18))
        self._does(NURSE, from_paper(patient, item, record))

    def _walk(self, patient: PatientId, item: PlannedItem, record: RecordId) -> None:
        """Take every step of a dose that does not stand yet, each as its own entry."""
        self._not_before(_at(item.scheduled, 10))
        for step, (person, command) in _steps(patient, item, record).items():
            chart = self.clinic.desk.chart(patient)
            if step is DoseStep.ASSESSED and not chart.dosing.stands(item.code, step):
                drawn = self.clinic.clock.now() - timedelta(hours=1)
                labs = builders.labs(drawn.strftime("%Y-%m-%d %H:%M"))
                self._does(NURSE, replace(labs, patient=patient))
            if not chart.dosing.stands(item.code, step):
                told = command(self.clinic.clock.now())
                if step is DoseStep.TOLD:
                    self.clinic.clock.at += timedelta(minutes=6)
                self._does(person, told)

    def _not_before(self, moment: datetime) -> None:
        self.clinic.clock.at = max(self.clinic.clock.at, moment)

    def _does(self, person: Any, command: AnyCommand) -> None:
        self.clinic.clock.at += timedelta(seconds=1)
        self.clinic.does(person, command)


def from_paper(
    patient: PatientId, item: PlannedItem, record: RecordId, **changes: Any
) -> RecordDose:
    """Return a dose as it is told from its downtime paper."""
    day = item.scheduled.isoformat()
    told = builders.record(
        item.code,
        f"{day} 10:02",
        source=Source.TRANSCRIBED,
        late_reason="no power in the morning (synthetic)",
        paper_checked_at=builders.at(f"{day} 09:55"),
        paper_timed_out_at=builders.at(f"{day} 10:00"),
        incident="the steps before stand on paper only (synthetic)",
    )
    return replace(told, patient=patient, record=record, **changes)


def _at(day: date, hour: int) -> datetime:
    return builders.at(f"{day.isoformat()} {hour:02d}:00")


def _enrol(patient: PatientId, number: int) -> AnyCommand:
    known = builders.identity(subject_id=f"EX1-{number:05d}", hospital_number=f"H-{number:06d}")
    return builders.enrol(patient=patient, identity=known)


Command = Callable[[datetime], AnyCommand]


def _steps(
    patient: PatientId, item: PlannedItem, record: RecordId
) -> dict[DoseStep, tuple[Any, Command]]:
    """Return who takes each step of a dose, and what they tell at a moment."""
    code, syringe = item.code, f"prep-{patient}-{item.code}"
    day = item.scheduled.isoformat()
    number = int(patient.rpartition("-")[2])
    own: dict[str, Any] = {"patient": patient}
    acted: dict[str, Any] = {"patient": patient, "record": record}
    drawn = builders.syringe(day, preparation=syringe)

    def prepared(now: datetime) -> AnyCommand:
        made = (now - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
        told = builders.prepare(code, made, syringe=drawn, preparation=syringe)
        return replace(told, **own)

    def given(now: datetime) -> AnyCommand:
        began = now.strftime("%Y-%m-%d %H:%M")
        told = builders.record(code, began, syringe=drawn)
        return replace(told, **acted, ended_at=told.started_at + timedelta(minutes=5))

    subject = f"EX1-{number:05d}"
    return {
        DoseStep.ASSESSED: (NURSE, lambda _: replace(builders.assess(code), **own)),
        DoseStep.PRESCRIBED: (PHYSICIAN, lambda _: replace(builders.order(code), **own)),
        DoseStep.VERIFIED: (PHARMACIST, lambda _: replace(builders.verify(code), **own)),
        DoseStep.PREPARED: (PHARMACIST, prepared),
        DoseStep.RELEASED: (
            PHARMACIST,
            lambda _: replace(builders.release(code), **own, preparation=syringe),
        ),
        DoseStep.RECEIVED: (
            NURSE,
            lambda _: replace(builders.receive(code), **own, preparation=syringe),
        ),
        DoseStep.CHECKED: (
            NURSE,
            lambda _: replace(builders.check(code, day), **acted, subject_id=subject),
        ),
        DoseStep.TIMED_OUT: (NURSE, lambda _: replace(builders.time_out(code), **acted)),
        DoseStep.TOLD: (NURSE, given),
    }
