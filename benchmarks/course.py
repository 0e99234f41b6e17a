"""The course of one invented patient who is no longer treated: ten acts and not one paper.

Everything in it is synthetic. Its words carry marks where another patient has another name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ltm_desktop.app.demo.roster import End, Part
from ltm_desktop.app.demo.scenes import assess, labs, prepare, prescribe, verify
from ltm_desktop.app.demo.stage import SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import (
    AccessDevice,
    Consent,
    EnrolPatient,
    Identity,
    Measurements,
    RecordDeath,
)
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import Access, ItemKind, Sex

ACTS = 10
"""Entries of one course."""
TO_FIRST_DOSE = timedelta(days=4)
LASTS = timedelta(days=14)
"""From the first act of a course to its last, and a little more."""


@dataclass(frozen=True, slots=True)
class Person:
    """What differs between two patients who had the same course."""

    mark: str
    """Part of every identity: pat-MARK, prep-MARK-1, the subject and the hospital number."""
    family: str
    given: str
    han: str
    pinyin: str

    @property
    def patient(self) -> PatientId:
        """Return the identity of the patient."""
        return PatientId(f"pat-{self.mark}")


class CountedIds:
    """Identities that follow from the patient's mark, one after the other."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._count = 0

    def new(self, prefix: str) -> str:
        """Return the next one."""
        self._count += 1
        return f"{prefix}-{self._mark}-{self._count}"


class Course(Story):
    """One patient from enrolment to death, act by act."""

    def __init__(self, stage: Stage, person: Person, begins: date) -> None:
        self._ids = CountedIds(person.mark)
        stage.desk.ids = self._ids
        name = HumanName(person.family, person.given, person.han, person.pinyin)
        part = Part(name, Sex.FEMALE, "1961-03-12", "B", Access.LUMBAR, 0, End.DIED)
        super().__init__(stage, 0, part, begins, until=None)
        self.patient = person.patient
        self.person = person
        self._begins = begins

    def moment_of(self, number: int) -> datetime:
        """Return when an act of the course happens."""
        return self._acts()[number][0]

    def take(self, number: int) -> None:
        """Let one act of the course happen at its moment."""
        clock, desk = self.stage.clock, self.stage.desk
        if not isinstance(clock, SetClock):
            raise TypeError("a course is told at a clock that is set by hand")
        clock.at, act = self._acts()[number]
        desk.ids = self._ids
        act()

    def _acts(self) -> tuple[tuple[datetime, Callable[[], None]], ...]:
        anchor = self._begins + TO_FIRST_DOSE
        return (
            (self._moment(0, 9), self._enrol),
            (self._moment(0, 10), lambda: self._plan(anchor)),
            (self._moment(3, 14), lambda: labs(self, self._dose())),
            (self._moment(3, 15), lambda: assess(self, self._dose())),
            (self._moment(3, 16), lambda: prescribe(self, self._dose())),
            (self._moment(4, 8), lambda: verify(self, self._dose())),
            (self._moment(4, 9), lambda: prepare(self, self._dose())),
            (self._moment(5, 9), lambda: labs(self, self._dose())),
            (self._moment(7, 9), lambda: labs(self, self._dose())),
            (self._moment(11, 11), self._die),
        )

    def _moment(self, days: int, hour: int) -> datetime:
        day = self._begins + timedelta(days=days)
        return datetime.combine(day, time(hour), self.zone)

    def _dose(self) -> PlannedItem:
        return self.item(ItemKind.DOSE, 1)

    def _plan(self, anchor: date) -> None:
        self.stage.do("research.r", PlanTreatment(self.patient, anchor))

    def _die(self) -> None:
        on = self.stage.clock.now().date()
        self.stage.do("physician.p", RecordDeath(self.patient, on, "synthetic"))

    def _enrol(self) -> None:
        who, today = self.person, self.stage.clock.now().date()
        identity = Identity(
            subject_id=f"S-{who.mark}",
            hospital_number=f"7{who.mark}",
            name=self.part.name,
            born=date.fromisoformat(self.part.born),
            sex=self.part.sex,
        )
        size = Quantity(Decimal(64), Unit.KG), Quantity(Decimal(168), Unit.CM)
        command = EnrolPatient(
            patient=self.patient,
            identity=identity,
            consent=Consent("2", today),
            arm=self.part.arm,
            access=AccessDevice(self.part.access, "", None),
            measurements=Measurements(*size, today),
        )
        self.stage.do("research.r", command)
