"""What else can be done about a course beside telling a session: one line for each, shown in order.

A new act is a form in its own module and one line in `ACTS`; the panel offers it to those who may.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.fraction_orders import PHYSICIANS
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.fractions.desk import FractionsDesk, has_role
from ltm_desktop.ui.panels.fractions.order_side import OrderSide
from ltm_desktop.ui.panels.fractions.signing import Run


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form beside the course works with."""

    context: Context
    patient: PatientId
    run: Run
    recorded: Callable[[Recorded], None]
    """To be called once something was written: the panel shows the course anew."""
    leave: Callable[[], None]
    """To be called when the person goes back: the panel shows the session form again."""


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


def _change(room: Beside) -> QWidget:
    return OrderSide(room.context, room.patient, room.run, room.recorded, room.leave)


ACTS: tuple[Act, ...] = (Act("change", _mark("Change the course"), "Alt+C", _may_change, _change),)
