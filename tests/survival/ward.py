"""A synthetic ward before the first dose: many patients, each with a syringe that was received."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol, make_ready, order
from ltm_desktop.app.demo.stage import Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from tests.app.clinic import cheap_secrets
from tests.journeys.desk import at

ORDERED = "2026-03-02 08:00"
BEGIN = "2026-03-02 10:00"
_PART = Part(HumanName("Ceshi", "Wu"), Sex.FEMALE, "1964-04-04", "B", Access.OMMAYA, 0)


def build_ward(path: Path, patients: int) -> int:
    """Make a closed demo site where secrets are cheap to try; return its newest entry."""
    moment = at(ORDERED)
    with cheap_secrets():
        desk = build_demo(
            House(), path, patients=0, now=moment, say=Words(), progress=lambda _: None
        )
        # The demo's own clock stands at the moment it was made for.
        stage = Stage(desk, desk.clock, Words())
        for number in range(1, patients + 1):
            _order(stage, number, moment)
        newest = desk.store.head().seq
        desk.close()
    return newest


def _order(stage: Stage, number: int, moment: datetime) -> None:
    """Play one patient's first dose up to its check, every other one by lumbar puncture."""
    access = Access.LUMBAR if number % 2 else Access.OMMAYA
    part = replace(_PART, name=HumanName("Ceshi", f"Patient {number:02d}"), access=access)
    story = Story(stage, number, part, moment.date())
    enrol(story)
    stage.do("research.r", PlanTreatment(story.patient, moment.date()))
    item = story.item(ItemKind.DOSE, 1)
    order(story, item)
    make_ready(story, item)
