"""The walk round a toxicity: found, reported, suggested by a result, judged, and held against.

What is typed is synthetic; the serious event of the next walk is the one judged here.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QAbstractButton

from installer.camera import NOW, Camera
from installer.gallery.hands import fill, large, small
from installer.gallery.stage import Scenery, part, scroll_down
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import PlannedItem

HURT, UNHURT = 22, 25
"""Parts of the demo's roster: who is hurt after a dose, and of whom nothing is told."""
_TERM = "arachnoiditis"
_AFTER = timedelta(hours=26)
_RELATIONS = {"pemetrexed_it": "probable", "procedure": "possible"}
Take = Callable[[str], None]


def report(camera: Camera, take: Take) -> None:
    """Picture a nurse who reports what a patient tells, and what a result suggests."""
    part(camera, UNHURT).show(tab="toxicity")
    take("toxicity-empty")
    hurt = part(camera, HURT)
    hurt.play(_low_platelets)
    hurt.show(tab="toxicity")
    camera.press("toxicity.report_button")
    fill(camera, {"toxicity.term": "leg"})
    take("toxicity-term")
    fill(camera, {"toxicity.term": _TERM})
    camera.press(f"toxicity.hit.{_TERM}")
    fill(camera, {"toxicity.grade.3": "", **_told(hurt)})
    take("toxicity-report")
    scroll_down(camera)
    take("toxicity-report-end")
    camera.press("toxicity.report.record")
    take("toxicity-list")
    camera.press(_named(camera, "toxicity.confirm."))
    take("toxicity-suggestion")
    fill(camera, {"toxicity.baseline.no": "", "toxicity.link.none": ""})
    camera.press("toxicity.report.record")


def _told(hurt: Scenery) -> dict[str, str]:
    say = hurt.camera.shell.work.context.say
    last = hurt.camera.desk.chart(hurt.patient).dosing.injections()[-1]
    return {
        "toxicity.onset": say.moment((last.started_at + _AFTER).astimezone(NOW.tzinfo)),
        f"toxicity.link.{last.record}": "",
        "toxicity.verbatim": "legs burn, cannot lift the left foot (synthetic)",
        "toxicity.baseline.no": "",
    }


def judge(camera: Camera, take: Take) -> AdverseEventId:
    """Picture a physician who judges it, and the next dose it holds; return the event."""
    hurt = part(camera, HURT)
    hurt.show(tab="toxicity")
    event = _event(hurt)
    camera.press(f"toxicity.event.{event}")
    camera.press("toxicity.act.judge")
    take("toxicity-judge-empty")
    active = camera.desk.active()
    for one in active.vocabulary("ae_cause") if active else ():
        camera.press(f"toxicity.relation.{one}.{_RELATIONS.get(one, 'unlikely')}")
    take("toxicity-judge")
    fill(
        camera,
        {
            "toxicity.action_it.held": "",
            "toxicity.action_rt.none": "",
            "toxicity.treatment": "dexamethasone 8 mg a day (synthetic)",
            "toxicity.serious.yes": "",
            "toxicity.criterion.hospitalisation": "",
            "toxicity.expected.no": "",
            "toxicity.reference": "Example brochure 1.0 (synthetic)",
        },
    )
    scroll_down(camera)
    take("toxicity-judge-end")
    camera.press("toxicity.judge_form.record")
    take("toxicity-sign")
    secret = f"toxicity.secret.{camera.desk.session.person}"
    fill(camera, {secret: DEMO_SECRET, "toxicity.sign_button": ""})
    camera.press("toxicity.act.grade")
    fill(camera, {"toxicity.grade.2": ""})
    take("toxicity-grade")
    camera.press("toxicity.grade_form.record")
    take("toxicity-history")
    large(camera)
    take("toxicity-large")
    small(camera)
    hurt.show("order")
    take("toxicity-hold")
    camera.press("dosing.override")
    take("toxicity-hold-override")
    return event


def _event(hurt: Scenery) -> AdverseEventId:
    events = hurt.camera.desk.chart(hurt.patient).adverse_events.events
    return next(key for key, one in events.items() if one.told.term.code == _TERM)


def _named(camera: Camera, begins: str) -> str:
    """Return the first shown button whose name begins so."""
    buttons = camera.program.findChildren(QAbstractButton)
    names = [one.objectName() for one in buttons if one.isVisible()]
    return next(name for name in names if name.startswith(begins))


def _low_platelets(story: Story, _item: PlannedItem) -> None:
    drawn = story.stage.clock.now() - timedelta(hours=2)
    first, *others = lab_results(drawn)
    unit = first.value.unit
    limits = (Quantity(Decimal(one), unit) for one in ("125", "350"))
    low = replace(
        first, value=Quantity(first.value.value / 4, unit), low=next(limits), high=next(limits)
    )
    story.stage.do(PersonId("nurse.a"), RecordLabs(story.patient, (low, *others)))
