"""What else can be done about a course beside telling a session: one line for each, shown in order.

A new act is a form in its own module (see `beside.SignedSide`) and one line in `ACTS`; the panel
offers it to those who may, and shows the form in the place of the session form.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.fraction_orders import PHYSICIANS
from ltm_desktop.domain.fraction_rules import WRITERS
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.desk import FractionsDesk, has_role
from ltm_desktop.ui.panels.fractions.form_check import CheckSide
from ltm_desktop.ui.panels.fractions.form_compensation import CompensationSide
from ltm_desktop.ui.panels.fractions.form_files import FilesSide
from ltm_desktop.ui.panels.fractions.form_log import LogSide
from ltm_desktop.ui.panels.fractions.form_shortfall import ShortfallSide
from ltm_desktop.ui.panels.fractions.order_side import OrderSide


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name, its words and key, to whom it is offered, and its form."""

    name: str
    words: str
    """English, marked for translation."""
    key: str
    offered: Callable[[FractionsDesk, CourseView], bool]
    build: Callable[[Beside], QWidget]


def _may_change(desk: FractionsDesk, course: CourseView) -> bool:
    return has_role(desk, PHYSICIANS) and not course.all_started and not course.stopped


def _may_compensate(desk: FractionsDesk, course: CourseView) -> bool:
    # only a course that would end later than planned has anything to make up for
    return _may_change(desk, course) and course.days_late > 0


def _change(room: Beside) -> QWidget:
    return OrderSide(room.context, room.patient, room.run, room.recorded, room.leave)


def _may_decide(desk: FractionsDesk, course: CourseView) -> bool:
    return has_role(desk, PHYSICIANS) and bool(course.summed.incomplete)


def _may_check(desk: FractionsDesk, course: CourseView) -> bool:
    return has_role(desk, WRITERS) and bool(course.sessions)


def may_read(desk: FractionsDesk, _course: CourseView | None = None) -> bool:
    """Tell whether files of the machine are for this person: who writes, or who prescribes."""
    return has_role(desk, (*WRITERS, *PHYSICIANS))


def _anybody(_desk: FractionsDesk, _course: CourseView) -> bool:
    return True


FILES = Act("files", _mark("Files of the machine"), "Alt+F", may_read, FilesSide)
"""Offered before there is a course, too: a plan may be read first."""
ACTS: tuple[Act, ...] = (
    Act("decide", _mark("Short fraction"), "Alt+S", _may_decide, ShortfallSide),
    Act("compensate", _mark("Compensate"), "Alt+B", _may_compensate, CompensationSide),
    Act("change", _mark("Change the course"), "Alt+C", _may_change, _change),
    Act("check", _mark("Weekly check"), "Alt+W", _may_check, CheckSide),
    FILES,
    Act("log", _mark("Fraction log"), "Alt+G", _anybody, LogSide),
)
