"""Order compensation: days to come that carry two fractions, or are treated on although closed."""

from datetime import date, timedelta

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.fraction_course import WEEKEND
from ltm_desktop.domain.fractions import OrderCompensation
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.beside import Beside, SignedSide
from ltm_desktop.ui.panels.fractions.desk import course_of, options
from ltm_desktop.ui.panels.fractions.plotted import days_late
from ltm_desktop.ui.panels.fractions.session_fields import to_choices
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.panels.fractions.ticks import Ticks
from ltm_desktop.ui.widgets.choice_row import ChoiceRow
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.text import Text, unbroken

TOPIC = "fractions.compensate"
KEY = "Alt+R"
_MOST = 10


class CompensationSide(SignedSide):
    """Ask the method, its days and why; one physician signs, and the plan moves with it."""

    def __init__(self, room: Beside) -> None:
        say, desk = room.context.say, room.context.desk
        super().__init__(room, say("Sign the order"), KEY, TOPIC)
        self._course = course_of(desk, room.patient)
        methods = to_choices(options(desk.active(), "rt_compensation", say))
        self.method = ChoiceRow(say, say("How to compensate"), methods, required=True)
        self.method.setObjectName(f"{TOPIC}.method")
        self.method.changed.connect(self._offer_days)
        self.days = Ticks(say, say("Days"), f"{TOPIC}.day", required=True)
        self.days.hide()
        self.reason = Lines(say, say("Reason"), required=True)
        self.reason.edit.setObjectName(f"{TOPIC}.reason")
        told = Text(unbroken(self._time_words()), "calculated")
        told.setObjectName(f"{TOPIC}.time")
        gap = say("Two fractions of one day stay at least the signed hours apart.")
        parts = (told, Text(gap, "small"), self.method, self.days, self.reason, self.alerts)
        action = Action(say("Order the compensation"), KEY, self.review)
        title = say("Compensate for days lost")
        self.hold(side_page(say, TOPIC, title, parts, action, room.leave))

    def review(self) -> None:
        """Show what would be written, or what is missing."""
        if not all_filled((self.method, self.days, self.reason)):
            return
        days = tuple(date.fromisoformat(one) for one in self.days.value())
        self.propose(
            OrderCompensation(
                self.room.patient, self.method.value() or "", days, self.reason.value()
            )
        )

    def _offer_days(self) -> None:
        say, method = self.room.context.say, self.method.value() or ""
        days = _days(self._course, method, self.room.context.desk.act()) if self._course else ()
        self.days.offer_options(
            [Option(day.isoformat(), f"{say.weekday(day)} {say.date(day)}") for day in days]
        )
        self.days.setVisible(bool(method))
        self.days.show_help("" if days else say("The course has no day left for this."))

    def _time_words(self) -> str:
        say, course = self.room.context.say, self._course
        if course is None or course.end is None:
            return ""
        return say(
            "Planned end {planned}; projected end, an estimate: {end}, {late}.",
            planned=course.planned_end,
            end=course.end,
            late=days_late(course.days_late, say),
        )


def _days(course: CourseView, method: str, act: Act) -> tuple[date, ...]:
    """Return the next days a method could use: closed ones for the weekend, else those of the plan.

    Days already ordered for the method are left out.
    """
    if method == WEEKEND:
        last = course.end or course.planned_end
        span = (act.today + timedelta(days=n) for n in range(max((last - act.today).days, 0) + 1))
        found = [day for day in span if not act.calendar.is_working(day)]
    else:
        found = sorted({one.scheduled for one in course.waiting if one.scheduled >= act.today})
    ordered = course.course.days_of(method)
    return tuple(day for day in found if day not in ordered)[:_MOST]
