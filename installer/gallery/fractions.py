"""The walk beside the radiotherapy machine: the day, a session, the physician's part, the papers.

The patients are the demo's; what is typed on the forms is synthetic.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QTabBar, QTableView

from installer.camera import NOW, Camera
from installer.gallery.papers import pages
from installer.gallery.stage import Scenery, part, scroll_down
from ltm_desktop.app.demo import scenes_course
from ltm_desktop.app.ports import Draft
from ltm_desktop.domain.fractions import CheckCourse
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.fractions.typed import TypedSession

UNDER_WAY, SHORT, NOT_ORDERED, NO_RADIOTHERAPY = 1, 22, 13, 6
"""Parts of the demo's roster, by what has become of their course."""
LARGE = (1920, 1080)
_PAPER_DPI = 64
_WHY = "Discussed with the physicist (synthetic)"
Take = Callable[[str], None]
_STOPPED = TypedSession(
    record="frc-1",
    outcome="partial",
    reason="machine",
    at="10:25",
    doses={"PTV1": "1.2"},
    machine="Linac 1 (demo)",
    operator="therapist.d",
    second="therapist.e",
    imaging="cbct",
    ended_at="10:38",
    monitor_units="212",
    vertical="-2",
    longitudinal="1",
    lateral="+1.5",
    rotation="0.4",
    device="Thermoplastic mask (synthetic)",
    termination="machine",
)


def therapist(camera: Camera, take: Take) -> None:
    """Picture the therapist's day and a session from the form to the signatures."""
    camera.shell.work.go("today")
    take("today-therapist")
    course = part(camera, UNDER_WAY)
    show(course)
    take("fraction")
    turn(camera, 1)
    take("fraction-doses")
    turn(camera, 2)
    take("fraction-orders")
    camera.press("fractions.planned_button")
    take("fraction-second")
    choose(camera, "fractions.sign_second", "therapist.e")
    take("fraction-sign")
    camera.press("fractions.back_button")
    camera.press("fractions.clear_button")
    _interrupted(course, take)
    _beyond(course, take)
    _recorded(camera, course, take)
    show(part(camera, NO_RADIOTHERAPY))
    take("fraction-none")
    _large(camera, course, take)
    stopped = part(camera, SHORT)
    stopped.play(lambda story, _: scenes_course.treat(story, _next(stopped), SOME, "machine"))


SOME = Decimal("1.2")


def physician(camera: Camera, take: Take) -> None:
    """Picture the physician's part: order, change, short fraction, compensation, check, log."""
    new = part(camera, NOT_ORDERED)
    show(new)
    choose(camera, "fractions.volume.1.site", "whole_brain")
    take("fraction-order")
    scroll_down(camera)
    take("fraction-order-end")
    short = part(camera, SHORT)
    show(short)
    camera.press("fractions.act.decide")
    camera.find("fractions.short.choice").button("accept").click()  # type: ignore[attr-defined]  # a row
    take("fraction-short")
    course = part(camera, UNDER_WAY)
    show(course)
    camera.press("fractions.act.change")
    take("fraction-change")
    camera.press("fractions.order_leave")
    camera.press("fractions.act.compensate")
    camera.find("fractions.compensate.method").button("weekend").click()  # type: ignore[attr-defined]  # a row
    write(camera, "fractions.compensate.reason", _WHY)
    take("fraction-compensate")
    camera.press("fractions.compensate.leave")
    _check(camera, course, take)


def _check(camera: Camera, course: Scenery, take: Take) -> None:
    camera.press("fractions.act.check")
    take("fraction-check")
    for one in ("fractions_match", "doses_match"):
        camera.press(f"fractions.check.found.{one}")
    camera.press("fractions.check.button")
    take("fraction-check-sign")
    check = CheckCourse(
        course.patient, RecordId("chk-gallery"), NOW.date(), ("fractions_match", "doses_match")
    )
    course.play(lambda story, _: story.stage.do("physician.p", check))
    show(course)
    camera.press("fractions.act.log")
    take("fraction-log")
    desk = camera.desk
    copy = desk.fraction_log(course.patient, (camera.language,))
    pages(camera, "fraction-paper", copy, _PAPER_DPI)
    signed = desk.chart(course.patient).records.by_id[check.record].papers[-1]
    pages(camera, "fraction-paper-signed", desk.store.paper(signed.sha256), _PAPER_DPI)


def _interrupted(course: Scenery, take: Take) -> None:
    camera = course.camera
    say = camera.shell.work.context.say
    at, end = (NOW.replace(minute=minute) for minute in (25, 38))
    number = str(_next(course).number)
    typed = replace(_STOPPED, fraction=number, at=say.moment(at), ended_at=say.moment(end))
    _type(course, typed)
    show(course)
    take("fraction-partly")
    camera.press("fractions.more")
    scroll_down(camera, 0.85)
    take("fraction-more")
    camera.press("fractions.clear_button")


def _beyond(course: Scenery, take: Take) -> None:
    say = course.camera.shell.work.context.say
    at = say.moment(NOW.replace(minute=25))
    _type(course, replace(_STOPPED, fraction="21", at=at, ended_at=""))
    show(course)
    course.camera.press("fractions.record_button")
    take("fraction-beyond")
    course.camera.press("fractions.clear_button")


def _recorded(camera: Camera, course: Scenery, take: Take) -> None:
    open_line(camera, 1)
    take("fraction-line")
    camera.press("fractions.line.correct")
    take("fraction-correct")
    camera.press("fractions.clear_button")
    open_line(camera, 1)
    camera.press("fractions.line.void")
    take("fraction-void")
    show(course)


def _large(camera: Camera, course: Scenery, take: Take) -> None:
    size = camera.program.size()
    camera.program.resize(*LARGE)
    camera.shell.work.go("today")
    take("today-therapist-large")
    show(course)
    take("fraction-large")
    camera.program.resize(size)
    camera.rest()


def show(one: Scenery) -> None:
    """Open the fractions of a patient anew."""
    work = one.camera.shell.work
    work.close_chart()
    work.open_patient(one.patient, "fractions", "")
    one.camera.rest()


def turn(camera: Camera, place: int) -> None:
    """Show one of the tables beneath the plot."""
    bar = camera.find("fractions.tabs")
    if isinstance(bar, QTabBar):
        bar.setCurrentIndex(place)
    camera.rest()


def choose(camera: Camera, name: str, code: str) -> None:
    """Choose in a list by code."""
    box = camera.find(name)
    if not isinstance(box, QComboBox):
        raise TypeError(name)
    place = box.findData(code)
    if place < 0:
        raise LookupError(f"{code} is not in {name}")
    box.setCurrentIndex(place)
    camera.rest()


def write(camera: Camera, name: str, text: str) -> None:
    """Type into a field of several lines."""
    field = camera.find(name)
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    camera.rest()


def open_line(camera: Camera, row: int) -> None:
    """Open a recorded session of the table, as Return does."""
    table = camera.find("fractions.table")
    if isinstance(table, QTableView):
        table.selectRow(row)
        table.activated.emit(table.model().index(row, 0))
    camera.rest()


def _type(course: Scenery, typed: TypedSession) -> None:
    """Leave a draft of the session form, as if it had been typed."""
    desk = course.camera.desk
    person = desk.session.person
    kept = (desk.workstation, person, course.patient, "fractions", typed.to_fields())
    desk.drafts.save(Draft(*kept, NOW.isoformat()))


def _next(course: Scenery) -> PlannedItem:
    """Return the first fraction that nobody has treated."""
    chart = course.camera.desk.chart(course.patient)
    begun = {one.fraction for one in chart.course.sessions}
    return next(one for one in chart.plan.of(ItemKind.FRACTION) if one.number not in begun)
