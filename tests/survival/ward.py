"""A synthetic ward on the day of the first dose: its patients stand at different steps of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.stage import Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from tests.app.clinic import cheap_secrets
from tests.journeys.desk import at

PLANNED = "2026-03-02 08:00"
Scene = Callable[[Story, PlannedItem], object]


def _give(story: Story, item: PlannedItem) -> None:
    record = scenes.check(story, item, "")
    scenes.time_out(story, item, record)
    scenes.give(story, item, record, "", took=timedelta())


SCENES: tuple[Scene, ...] = (
    scenes.labs,
    scenes.assess,
    scenes.prescribe,
    scenes.verify,
    scenes.prepare,
    scenes.release,
    scenes.receive,
    _give,
)
STOPS = (1, 7, 3, 2, 5, 8, 4, 6)
"""How many scenes were played for each patient in turn."""
_PART = Part(HumanName("Ceshi", "Wu"), Sex.FEMALE, "1964-04-04", "B", Access.OMMAYA, 0)


def build_ward(path: Path, patients: int) -> int:
    """Make a closed demo site where secrets are cheap to try; return its newest entry."""
    moment = at(PLANNED)
    with cheap_secrets():
        desk = build_demo(
            House(), path, patients=0, now=moment, say=Words(), progress=lambda _: None
        )
        # The demo's own clock stands at the moment it was made for.
        stage = Stage(desk, desk.clock, Words())
        for number in range(1, patients + 1):
            _plan(stage, number, moment)
        newest = desk.store.head().seq
        desk.close()
    return newest


def _plan(stage: Stage, number: int, moment: datetime) -> None:
    """Bring one patient some way along the first dose, every other one by lumbar puncture."""
    access = Access.LUMBAR if number % 2 else Access.OMMAYA
    part = replace(_PART, name=HumanName("Ceshi", f"Patient {number:02d}"), access=access)
    story = Story(stage, number, part, moment.date())
    scenes.enrol(story)
    stage.do("research.r", PlanTreatment(story.patient, moment.date()))
    item = story.item(ItemKind.DOSE, 1)
    for scene in SCENES[: STOPS[(number - 1) % len(STOPS)]]:
        scene(story, item)
