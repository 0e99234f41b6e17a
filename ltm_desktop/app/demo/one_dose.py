"""The main job without a window: one dose ordered, checked, given and approved, with its paper."""

from datetime import timedelta

from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import (
    approve,
    check,
    enrol,
    give,
    make_ready,
    observe,
    order,
    time_out,
)
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from ltm_desktop.domain.values import dataclass

_PART = Part(
    HumanName("Yanshi", "Jin", "演示今", "yan shi jin"),
    Sex.FEMALE,
    "1964-04-04",
    "B",
    Access.OMMAYA,
    0,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A record just made, with its paper."""

    patient: str
    record: str
    sha256: str
    pdf: bytes


def record_one_dose(desk: Desk, say: Words) -> Printed:
    """Give one example dose now and return its paper, signed by three people."""
    desk.cabinet = KeptCabinet(desk.cabinet)
    today = desk.clock.now().date()
    number = desk.store.patient_count() + 1
    story = Story(Stage(desk, desk.clock, say), number, _PART, today)
    enrol(story)
    story.stage.do("research.r", PlanTreatment(story.patient, today))
    item = story.item(ItemKind.DOSE, 1)
    order(story, item)
    make_ready(story, item)
    record = check(story, item, "")
    time_out(story, item, record)
    give(story, item, record, "", took=timedelta())
    # no time passes between these acts
    observe(story, record, last=True, early="synthetic: the demonstration does not wait")
    approve(story, record)
    paper = desk.chart(story.patient).records.by_id[record].papers[-1]
    return Printed(story.patient, record, paper.sha256, desk.store.paper(paper.sha256))
