"""A synthetic patient with planned doses on a real demo site, and people who sit down in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import (
    BEFORE_ORDER,
    check,
    enrol,
    give,
    make_ready,
    observe,
    order,
    start,
    time_out,
)
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from ltm_desktop.ui.panels.dosing.presenter import Presenter
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.told import Told
from ltm_desktop.ui.panels.dosing.view import View
from tests.gallery.entries_dosing import ready as ready_dose
from tests.gallery.entries_dosing import standing

T = TypeVar("T")
_PART = Part(HumanName("Demo", "Omega"), Sex.FEMALE, "1964-04-04", "B", Access.OMMAYA, 0)
FIRST, SECOND = ItemCode("IND-1"), ItemCode("IND-2")


@dataclass
class Bedside:
    """One patient, one desk, and acts that others do meanwhile."""

    desk: Desk
    story: Story

    @property
    def patient(self) -> PatientId:
        return self.story.patient

    def item(self, number: int = 1) -> PlannedItem:
        return self.story.item(ItemKind.DOSE, number)

    def sit(self, person: str) -> None:
        key = self.desk.cabinet.unlock(person, DEMO_SECRET).key
        self.desk.session = Session(PersonId(person), key, self.desk.cabinet)

    def assess(self, number: int = 1) -> None:
        """Do what the clinic does before it orders a dose."""
        for scene in BEFORE_ORDER:
            scene(self.story, self.item(number))

    def order(self, number: int = 1) -> None:
        """Bring a dose to its order."""
        order(self.story, self.item(number))

    def make_ready(self, number: int = 1) -> None:
        """Bring an ordered dose to the bedside."""
        make_ready(self.story, self.item(number))

    def ready(self, number: int = 1) -> None:
        """Bring a dose to the bedside, ready for its check."""
        self.order(number)
        self.make_ready(number)

    def check(self, number: int = 1) -> RecordId:
        """Let two people check a dose that lies ready."""
        return check(self.story, self.item(number), "")

    def call_time_out(self, record: RecordId, number: int = 1) -> None:
        time_out(self.story, self.item(number), record)

    def checked(self, number: int = 1) -> RecordId:
        """Bring a dose to the end of its time-out."""
        self.ready(number)
        record = self.check(number)
        self.call_time_out(record, number)
        return record

    def start(self, record: RecordId, number: int = 1) -> None:
        start(self.story, self.item(number), record, "")

    def give(self, record: RecordId, number: int = 1, trouble: str = "") -> None:
        give(self.story, self.item(number), record, trouble, took=timedelta())

    def observe(self, record: RecordId) -> None:
        """Close the observation at once, with words."""
        observe(self.story, record, last=True, early="Moved to the ward (synthetic)")


@pytest.fixture
def bedside(open_as: Callable[[str], Desk]) -> Bedside:
    """A patient whose first dose is planned for today; a nurse sits at the desk."""
    desk = open_as("nurse.a")
    # The stage has a desk of its own: others may act while somebody sits at ours.
    staged = replace(desk, cabinet=KeptCabinet(desk.cabinet))
    today = desk.clock.now().date()
    story = Story(Stage(staged, desk.clock, Words("en")), 77, _PART, today)
    enrol(story)
    story.stage.do("research.r", PlanTreatment(story.patient, today))
    return Bedside(desk, story)


@dataclass
class Seen:
    """A view that remembers what it was last told."""

    standing: Standing | None = None
    step: Step | None = None
    fields: dict[str, str] = field(default_factory=dict)
    signing: Signing | None = None
    told: Told | None = None
    earlier: Told | None = None
    leftover: Mapping[str, str] = field(default_factory=dict)
    calculated: Sequence[str] = ()
    remarks: Sequence[str] = ()
    wrong: dict[str, str] = field(default_factory=dict)
    saved: str = ""
    drafted: datetime | None = None
    not_kept: str = ""
    place: str = ""
    notice: str = ""
    paper: bytes = b""
    no_plan: bool = False
    busy: list[bool] = field(default_factory=list)

    def show_no_plan(self) -> None:
        self.no_plan = True

    def show_standing(self, standing: Standing) -> None:
        self.standing = standing

    def show_step(self, step: Step, fields: Mapping[str, str]) -> None:
        self.step, self.fields = step, dict(fields)

    def fill(self, fields: Mapping[str, str]) -> None:
        self.fields |= fields

    def show_settled(self, told: Told, leftover: Mapping[str, str]) -> None:
        self.step, self.told, self.leftover = Step.SETTLED, told, leftover

    def show_earlier(self, told: Told) -> None:
        self.earlier = told

    def show_signing(self, signing: Signing) -> None:
        self.signing = signing

    def show_calculated(self, lines: Sequence[str]) -> None:
        self.calculated = lines

    def show_remarks(self, remarks: Sequence[str]) -> None:
        self.remarks = remarks

    def show_wrong_secret(self, person: PersonId, sentence: str) -> None:
        self.wrong[person] = sentence

    def clear_secrets(self) -> None:
        self.wrong = {}

    def show_busy(self, *, busy: bool) -> None:
        self.busy.append(busy)

    def show_saved(self, at: datetime, sentence: str) -> None:
        self.saved = f"{sentence} {at}"

    def show_place(self, name: str) -> None:
        self.place = name

    def show_draft(self, at: datetime | None) -> None:
        self.drafted = at

    def show_not_kept(self, sentence: str) -> None:
        self.not_kept = sentence

    def show_notice(self, sentence: str) -> None:
        self.notice = sentence

    def open_paper(self, pdf: bytes, name: str) -> None:
        assert name.endswith(".pdf")
        self.paper = pdf

    def codes(self) -> set[str]:
        """Return the codes of the alerts shown."""
        return {alert.code for alert in self.signing.alerts} if self.signing else set()

    def missing(self) -> tuple[str, ...]:
        return self.signing.missing if self.signing else ()


def at_once(work: Callable[[], T], done: Callable[[T], None], failed: object) -> None:
    """Do the work in this thread."""
    try:
        found = work()
    except Exception as error:  # noqa: BLE001 - handed on as the window's thread would
        assert callable(failed)
        failed(error)
    else:
        done(found)


@dataclass
class Sitting:
    """Somebody working with the panel's presenter."""

    presenter: Presenter
    view: Seen
    announced: list[Recorded]

    def type(self, **fields: str) -> None:
        for key, text in fields.items():
            self.presenter.change(key, text)
        self.presenter.settle()

    def sign(self, *people: str, secret: str = DEMO_SECRET) -> None:
        self.presenter.record({PersonId(one): secret for one in people})


Sit = Callable[[str], Sitting]


@pytest.fixture
def sit(bedside: Bedside) -> Sit:
    """Let a person sit down and open the patient's doses."""

    def sit_down(person: str) -> Sitting:
        bedside.sit(person)
        view, announced = Seen(), list[Recorded]()
        presenter = Presenter(
            bedside.desk, bedside.patient, Words("en"), view, at_once, announced.append
        )
        presenter.open()
        return Sitting(presenter, view, announced)

    return sit_down


def reading(bedside: Bedside) -> dict[str, str]:
    """Return what the second person reads from wristband and label, and who is who."""
    chart = bedside.desk.chart(bedside.patient)
    made = chart.dosing.steps_of(FIRST).preparation
    assert made is not None
    assert chart.patient is not None
    return {
        "check_operator": "nurse.a",
        "check_second": "nurse.b",
        "check_subject": chart.patient.identity.subject_id,
        "identifiers": "yes",
        "check_drug": "Pemetrexed",
        "check_dose": "10",
        "check_volume": "5",
        "check_access": "ommaya",
        "check_use_by": made.prepared.syringe.use_by.isoformat(),
    }


def untold(bedside: Bedside) -> dict[str, str]:
    """Return a syringe that no preparation tells of."""
    now = bedside.desk.clock.now()
    return {
        "tray_product": "pemetrexed 100 mg (demo product)",
        "tray_lot": "DEMO24A7",
        "tray_expiry": (now.date() + timedelta(days=300)).isoformat(),
        "tray_volume": "5",
        "tray_dose": "10",
        "tray_use_by": (now + timedelta(hours=5)).isoformat(),
    }


def injection(bedside: Bedside) -> dict[str, str]:
    """Return an injection through the reservoir that just ended."""
    now = bedside.desk.clock.now().replace(second=0, microsecond=0)
    return {
        "access": "ommaya",
        "site_inspection": "intact",
        "refill": "immediate",
        "needle_gauge": "25",
        "punctures": "1",
        "csf_return": "yes",
        "csf_withdrawn": "6",
        "csf_appearance": "clear",
        "flush": "1",
        "volume_injected": "5",
        "started_at": now.isoformat(),
        "ended_at": now.isoformat(),
        "outcome": "complete",
    }


NOW = datetime(2026, 3, 2, 11, 42, tzinfo=UTC)


@pytest.fixture
def view(qtbot: QtBot) -> View:
    """The panel as a nurse sees a dose that was checked."""
    shown = View(Words("en"), lambda: NOW)
    qtbot.addWidget(shown)
    shown.resize(1240, 600)
    shown.show_standing(standing(Words("en"), ready_dose))
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def find(view: View, name: str) -> QWidget:
    found = view.findChild(QWidget, f"dosing.{name}")
    assert isinstance(found, QWidget)
    return found


def press(view: View, name: str) -> None:
    button = find(view, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def text(view: View, name: str) -> str:
    found = find(view, name)
    return str(getattr(found, "text", str)())
