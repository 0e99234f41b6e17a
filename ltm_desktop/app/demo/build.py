"""Make a demo site: found it, take its people in, sign the examples, play every story in time."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ltm_desktop.app.demo.cast import ADMINISTRATOR, INVESTIGATOR, ZONE, people, site_form
from ltm_desktop.app.demo.emergency_example import example_page
from ltm_desktop.app.demo.roster import parts
from ltm_desktop.app.demo.scenes import GTIN, PRODUCT
from ltm_desktop.app.demo.staff import delegated, take_in, trained
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.doors import Doors
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.products import ApproveProduct
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.site import SignConfiguration

STUDY, VERSION = "NCT05305885", "1.0"
_BEFORE = timedelta(days=90)
Progress = Callable[[int], None]


def build_demo(
    doors: Doors,
    path: Path,
    *,
    patients: int,
    now: datetime,
    say: Words,
    progress: Progress,
) -> Desk:
    """Make a demo site in an empty folder and return its open desk; nothing lies in the future."""
    today = now.astimezone(ZoneInfo(ZONE))
    clock = SetClock(ZONE, today - _BEFORE)
    founded = doors.found_site(path, site_form(), say, clock=clock)
    desk = founded.desk
    desk.cabinet = KeptCabinet(desk.cabinet)
    for form in people(clock.now().date()):
        take_in(desk, form, say)
    stage = Stage(desk, clock, say)
    make_ready(stage)
    sign_examples(stage, doors)
    play(stage, clock, patients, today, progress)
    clock.at = today
    return desk


def make_ready(stage: Stage) -> None:
    """Let everybody be trained and the investigator delegate, so that roles are active."""
    known, today = stage.desk.site().people, stage.clock.now().date()
    stage.do(ADMINISTRATOR, trained(known, today))
    stage.do(INVESTIGATOR, delegated(known, today))


def sign_examples(stage: Stage, doors: Doors) -> None:
    """Let the demo's people sign the labelled examples: configuration, page, product."""
    _, digest = doors.library().load(STUDY, VERSION)
    values = dict(doors.example_values(STUDY, VERSION))
    # both languages, so that the demo's papers show how each reads
    values["site.record_language"] = "both"
    command = SignConfiguration(STUDY, VERSION, digest, tuple(values.items()))
    stage.do("physician.q", command)
    stage.do("physician.q", example_page("physician.q"))
    stage.do("pharmacist.c", _example_product(stage))


def _example_product(stage: Stage) -> ApproveProduct:
    active = stage.desk.active()
    drug = active.drug_names[0] if active else ""
    return ApproveProduct(GTIN, PRODUCT, drug, mg("100"), preservative_free=True, note="synthetic")


def play(stage: Stage, clock: SetClock, patients: int, now: datetime, progress: Progress) -> None:
    """Advance whichever story comes next in time, until today."""
    tales: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, part in parts(patients):
        tale = Story(stage, number, part, now.date(), until=now).play()
        _push(tales, number, tale)
    told = 0
    while tales:
        at, number, tale = heapq.heappop(tales)
        if at > now:
            continue
        clock.at = max(at, clock.at + timedelta(seconds=7))
        _push(tales, number, tale)
        told += 1
        progress(told)


def _push(
    tales: list[tuple[datetime, int, Iterator[datetime]]], number: int, tale: Iterator[datetime]
) -> None:
    at = next(tale, None)
    if at is not None:
        heapq.heappush(tales, (at, number, tale))
