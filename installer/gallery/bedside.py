"""The walk at the bedside: check, time-out, injection, signatures, and what comes after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from installer.camera import NOW, Camera
from installer.gallery import typed
from installer.gallery.papers import picture
from installer.gallery.stage import Scenery, part, scroll_down
from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind

BY_OMMAYA, BY_LUMBAR, STARTED, TOLD, OFTEN, SETTLED, LATE, FETCHED = 27, 28, 29, 30, 4, 1, 2, 13
"""Parts of the demo's roster, by what has become of their dose."""
_PAPER_DPI = 72
_IN_PLACE = timedelta(minutes=4)
Take = Callable[[str], None]


def walk(camera: Camera, take: Take) -> None:
    """Picture the bedside, step by step."""
    _check(camera, take)
    _override(camera, take)
    _time_out(camera, take)
    _give(camera, take)
    _after(camera, take)
    _put_right(camera, take)
    _not_given(camera, take)


def _check(camera: Camera, take: Take) -> None:
    checking = part(camera, BY_OMMAYA)
    checking.show("check")
    take("check-empty")
    syringe = _syringe(checking)
    read = {
        **typed.READ,
        "check_subject": f"D01-{BY_OMMAYA:03d}",
        "check_use_by": syringe,
        "check_access": "ommaya",
    }
    checking.typed(read, {"check_dose": "12", "check_access": "lumbar"})
    checking.show("check")
    scroll_down(camera, 0.75)
    take("check-differs")
    checking.typed(read)
    checking.show("check")
    scroll_down(camera)
    take("check-agrees")


def _syringe(checking: Scenery) -> str:
    steps = checking.camera.desk.chart(checking.patient).dosing.steps_of(checking.item.code)
    return steps.preparation.prepared.syringe.use_by.isoformat() if steps.preparation else ""


def _override(camera: Camera, take: Take) -> None:
    low = part(camera, FETCHED)
    low.play(scenes.receive, _low_platelets)
    low.show("check")
    camera.press("dosing.override")
    take("alerts-override")


def _low_platelets(story: Story, _item: PlannedItem) -> None:
    now = story.stage.clock.now()
    first, *others = lab_results(now - timedelta(minutes=20))
    low = replace(first, value=Quantity(first.value.value / 6, first.value.unit))
    story.stage.do(PersonId("nurse.a"), RecordLabs(story.patient, (low, *others)))


def _time_out(camera: Camera, take: Take) -> None:
    reading = part(camera, BY_OMMAYA)
    reading.play(lambda story, item: scenes.check(story, item, ""))
    reading.show("time_out")
    take("time-out-first")
    reading.typed(typed.LINES)
    reading.show("time_out")
    scroll_down(camera)
    take("time-out-last")


def _give(camera: Camera, take: Take) -> None:
    by_ommaya = part(camera, STARTED)
    by_ommaya.typed(typed.BY_OMMAYA, _begun(by_ommaya))
    by_ommaya.show("give")
    take("give-ommaya")
    scroll_down(camera, 0.5)
    take("give-ommaya-middle")
    scroll_down(camera)
    take("give-ommaya-end")
    by_ommaya.show("sign")
    take("sign")
    scroll_down(camera)
    take("sign-end")
    by_lumbar = part(camera, BY_LUMBAR)
    by_lumbar.play(_begin)
    by_lumbar.typed(typed.BY_LUMBAR, _begun(by_lumbar))
    by_lumbar.show("give")
    take("give-lumbar")
    scroll_down(camera, 0.3)
    take("give-lumbar-pressure")
    scroll_down(camera)
    take("give-lumbar-end")


def _begin(story: Story, item: PlannedItem) -> None:
    clock = story.stage.clock
    if not isinstance(clock, SetClock):
        raise TypeError("the time of the gallery is set by hand")
    # the needle has been in for some minutes when the form is opened
    clock.at = NOW - _IN_PLACE
    record = scenes.check(story, item, "")
    scenes.time_out(story, item, record)
    scenes.start(story, item, record, "")
    clock.at = NOW


def _begun(giving: Scenery) -> dict[str, str]:
    steps = giving.camera.desk.chart(giving.patient).dosing.steps_of(giving.item.code)
    return {"started_at": steps.started.started_at.isoformat()} if steps.started else {}


def _after(camera: Camera, take: Take) -> None:
    told = part(camera, TOLD)
    told.typed(typed.OBSERVED, item=_last_told(told))
    told.show("observe", item=_last_told(told))
    take("observe")
    often = part(camera, OFTEN)
    often.show("call", item=_last_told(often))
    take("call")


def _put_right(camera: Camera, take: Take) -> None:
    settled = part(camera, SETTLED)
    settled.show(item=_last_told(settled))
    take("settled")
    scroll_down(camera)
    take("settled-end")
    for name, number in (("record-ommaya", SETTLED), ("record-lumbar", OFTEN)):
        one = part(camera, number)
        picture(camera, name, _paper(one, _last_told(one)), _PAPER_DPI)
    settled.show(item=_last_told(settled))
    camera.press("dosing.void_wish_button")
    take("void")
    late = part(camera, LATE)
    late.show()
    camera.press("dosing.from_paper_button")
    take("from-paper")


def _not_given(camera: Camera, take: Take) -> None:
    late = part(camera, LATE)
    late.show()
    camera.press("dosing.not_given_button")
    # the others differ from these in their reasons only
    for outcome in (NotGiven.HELD, NotGiven.UNKNOWN):
        camera.press(f"dosing.not_outcome.{outcome.value}")
        take(f"not-given-{outcome.value}")


def _last_told(one: Scenery) -> ItemCode:
    dosing = one.camera.desk.chart(one.patient).dosing
    codes = {item.code for item in one.camera.desk.chart(one.patient).plan.of(ItemKind.DOSE)}
    told = [given for given in dosing.given if given.item in codes]
    return max(told, key=lambda given: given.started_at).item


def _paper(one: Scenery, item: ItemCode) -> bytes:
    desk = one.camera.desk
    records = desk.chart(one.patient).records.by_id.values()
    papers = [paper for record in records if record.item == item for paper in record.papers]
    return desk.store.paper(papers[-1].sha256)
