"""Courses the demo does not have: a boost in every fraction, and protons to the craniospinal axis.

Each stands in a small site of its own that signed an example study; two weeks are treated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from installer.camera import NOW, SIZE, Camera, end, sign_in
from installer.gallery.fractions import LARGE, show, turn
from installer.gallery.names import numbered
from installer.gallery.stage import Scenery
from ltm_desktop import resource_files
from ltm_desktop.app.demo.build import VERSION, build_demo
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol
from ltm_desktop.app.demo.stage import SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.fractions import (
    CourseTarget,
    DeliveredDose,
    RecordFraction,
    SessionOutcome,
    Verification,
)
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.site import SignConfiguration
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from tests.cases import courses

NAMES = {courses.BOOST: "boost", courses.CSI: "axis"}
_KINDS = {courses.BOOST: "boosted", courses.CSI: "proton"}
_TREATED, _STOPPED = 7, 3
_BEFORE = timedelta(days=24)
_PART = Part(HumanName("Demo", "Ray"), Sex.FEMALE, "1961-05-05", "A", Access.OMMAYA, 17)


@contextmanager
def example_studies(folder: Path) -> Iterator[None]:
    """Let the example studies stand beside the shipped one."""
    folder.mkdir()
    root = courses.resources(folder)
    with patch.object(resource_files, "_root", lambda: root):
        yield


def make(study: str, place: Path) -> None:
    """Make a site with one patient whose course by this study is under way."""
    house = House()
    early = NOW - _BEFORE
    desk = build_demo(house, place, patients=0, now=early, say=Words("en"), progress=lambda _: None)
    clock = desk.clock
    if not isinstance(clock, SetClock):
        raise TypeError("the time of the gallery is set by hand")
    stage = Stage(desk, clock, Words("en"))
    values = {**house.example_values(study, VERSION), "site.record_language": "both"}
    digest = desk.library.load(study, VERSION)[1]
    stage.do("physician.q", SignConfiguration(study, VERSION, digest, tuple(values.items())))
    story = Story(stage, 33, _PART, NOW.date(), until=NOW)
    enrol(story)
    stage.do("research.r", PlanTreatment(story.patient, story.first_day()))
    _treat(study, story, clock)
    desk.close()


def _treat(study: str, story: Story, clock: SetClock) -> None:
    first = story.item(ItemKind.DOSE, 5).scheduled
    clock.at = datetime.combine(first - timedelta(days=1), NOW.time(), NOW.tzinfo)
    order = courses.example_course(_KINDS[study]).order
    command = replace(order, patient=story.patient, start_on=first)
    story.stage.do("physician.p", command)
    for number in range(1, _TREATED + 1):
        item = story.item(ItemKind.FRACTION, number)
        at = datetime.combine(item.scheduled, NOW.time(), NOW.tzinfo)
        if at > NOW:
            return
        clock.at = at
        if number != _STOPPED:
            story.stage.do("therapist.d", _session(story, item, command.targets))
            continue
        # the machine stopped in the last volume and went on the same day
        half = halved(command.targets[-1])
        begun = _session(story, item, (*command.targets[:-1], half), "machine")
        story.stage.do("therapist.d", begun)
        clock.at = at + timedelta(minutes=40)
        story.stage.do("therapist.d", _session(story, item, (half,), "machine"))


def halved(target: CourseTarget) -> CourseTarget:
    """Return a volume with half of its dose a fraction."""
    dose = target.per_fraction
    return replace(target, per_fraction=Quantity(dose.value / 2, dose.unit))


def _session(
    story: Story, item: PlannedItem, targets: tuple[CourseTarget, ...], reason: str = ""
) -> RecordFraction:
    """Return a session that gave some volumes their dose; one with a reason was not whole."""
    return RecordFraction(
        patient=story.patient,
        record=RecordId(story.stage.desk.ids.new("frx")),
        fraction=item.number,
        outcome=SessionOutcome.PARTIAL if reason else SessionOutcome.DELIVERED,
        at=story.stage.clock.now() - timedelta(minutes=10),
        delivered=tuple(DeliveredDose(one.volume, one.per_fraction) for one in targets),
        machine="Gantry 2 (demo)",
        operator=PersonId("therapist.d"),
        second=PersonId("therapist.e"),
        verification=Verification("kv"),
        reason=reason,
    )


def walk(camera: Camera, study: str) -> None:
    """Picture the course, its sums, and of three volumes the order and a large screen."""
    name = f"fraction-{NAMES[study]}"

    def take(what: str) -> None:
        camera.take(numbered(what))

    sign_in(camera, "physician.p")
    one = _only(camera)
    show(one)
    take(name)
    turn(camera, 1)
    take(f"{name}-doses")
    if study == courses.CSI:
        camera.press("fractions.act.change")
        take(f"{name}-change")
        camera.press("fractions.order_leave")
        camera.program.resize(*LARGE)
        camera.rest()
        take(f"{name}-large")
        camera.program.resize(*SIZE)
    end(camera)


def _only(camera: Camera) -> Scenery:
    (row,) = camera.desk.worklists.patients()
    return Scenery(camera, 33, PatientId(row.patient.patient_id))
