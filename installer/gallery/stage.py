"""Behind the scene of the gallery: finds a part of the demo, moves its dose, types its forms.

Acts are decided and signed as everywhere; only nobody has to press the buttons for them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtWidgets import QScrollArea

from installer.camera import Camera
from installer.gallery.typed import Texts
from ltm_desktop.app.demo.roster import Part, parts
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.dosing.drafting import topic
from ltm_desktop.ui.panels.dosing.standing import oldest_open

Scene = Callable[[Story, PlannedItem], object]


@dataclass(frozen=True)
class Scenery:
    """One patient of the demo at the open desk."""

    camera: Camera
    number: int
    patient: PatientId

    @property
    def item(self) -> PlannedItem:
        """The oldest dose nobody has settled."""
        chart = self.camera.desk.chart(self.patient)
        code = oldest_open(chart)
        return next(one for one in chart.plan.of(ItemKind.DOSE) if one.code == code)

    def play(self, *scenes: Scene) -> None:
        """Let the demo's people do what a scene tells."""
        desk = self.camera.desk
        staged = Stage(replace(desk, cabinet=KeptCabinet(desk.cabinet)), desk.clock, Words("en"))
        # the scenes ask a story for its stage, its patient and its part: that is all there is here
        told = cast("Story", Told(staged, self.patient, dict(parts(self.number))[self.number]))
        for scene in scenes:
            scene(told, self.item)

    def typed(self, *texts: Texts, item: ItemCode | None = None) -> None:
        """Leave a draft of the person at the desk, as if it had been typed."""
        desk = self.camera.desk
        fields = {key: text for part in texts for key, text in part.items()}
        keeper = DraftKeeper(desk, desk.session.person, self.patient)
        keeper.keep(topic(item or self.item.code), fields)

    def show(self, step: str = "", *, item: ItemCode | None = None, tab: str = "dosing") -> None:
        """Open the chart anew on a page of the dose."""
        work = self.camera.shell.work
        work.close_chart()
        work.open_patient(self.patient, tab, item or self.item.code)
        self.camera.rest()
        if step:
            self.camera.press(f"dosing.step.{step}")


@dataclass(frozen=True)
class Told:
    """What a scene asks a story for."""

    stage: Stage
    patient: PatientId
    part: Part


def part(camera: Camera, number: int) -> Scenery:
    """Return a part of the roster, by its place there."""
    for one in camera.desk.worklists.patients():
        if one.patient.subject_id == f"D01-{number:03d}":
            return Scenery(camera, number, PatientId(one.patient.patient_id))
    raise LookupError(number)


def scroll_down(camera: Camera, part: float = 1) -> None:
    """Read on in the page: to its end, or to a part of it between 0 and 1."""
    areas = [one for one in camera.program.findChildren(QScrollArea) if one.isVisible()]
    long = [one for one in areas if one.verticalScrollBar().maximum() > 0]
    if long:
        bar = max(long, key=lambda one: one.width()).verticalScrollBar()
        bar.setValue(round(bar.maximum() * part))
    camera.rest()
