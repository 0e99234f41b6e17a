"""Synthetic patients of the fractions tests, made by the desk's own commands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ltm_desktop.app.demo.cast import ZONE
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.site import SignConfiguration
from ltm_desktop.domain.terms import Access, Sex
from ltm_desktop.ui.signing_steps import SignatureRefusedError

SECRET = "demo-only-secret"


def at_once(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    """Do the work here and now instead of beside the window."""
    try:
        found = work()
    except (LtmError, SignatureRefusedError) as error:
        failed(error)
    else:
        done(found)


def next_morning(desk: Desk) -> None:
    """Move the desk to the next working morning, so that no test depends on the hour it runs."""
    day = desk.clock.now().date() + timedelta(days=1)
    while not desk.act().calendar.is_working(day):
        day += timedelta(days=1)
    set_clock(desk, datetime.combine(day, time(9), ZoneInfo(ZONE)))


def set_clock(desk: Desk, now: datetime) -> None:
    """Let the desk and what it writes stand at a moment."""
    clock = SetClock(ZONE, now)
    desk.clock = clock
    desk.recorder._clock = clock
    desk.issuing._clock = clock
    desk.worklists._clock = clock


def find(desk: Desk, given: str) -> PatientId:
    """Return a synthetic patient by given name."""
    rows = (one.patient for one in desk.worklists.patients())
    return next(PatientId(row.patient_id) for row in rows if row.given == given)


def sign_same_day(desk: Desk, order: str, gap: str) -> None:
    """Let the investigator sign an order of a dose and a fraction on one day."""
    active = desk.active()
    assert active is not None
    study, version = active.protocol.study, active.protocol.version
    path = "prescriptions.IFRT-40-20.same_day"
    values = {**active.values, f"{path}_order": order, f"{path}_gap": gap}
    digest = desk.library.load(study, version)[1]
    stage = Stage(replace(desk, cabinet=KeptCabinet(desk.cabinet)), desk.clock, Words("en"))
    stage.do("physician.q", SignConfiguration(study, version, digest, tuple(values.items())))


def take_in(desk: Desk, arm: str) -> PatientId:
    """Enrol a synthetic patient without plan and course."""
    part = Part(HumanName("Demo", "New"), Sex.MALE, "1963-03-03", arm, Access.OMMAYA, 0)
    me = desk.session.person
    story = Story(Stage(desk, desk.clock, Words("en")), 77, part, desk.clock.now().date())
    enrol(story)
    desk.session.switch(me, SECRET)
    return story.patient
