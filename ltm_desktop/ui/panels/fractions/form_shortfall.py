"""Decide about a fraction that stayed short: an extra session, at the end, or accepted as it is."""

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.domain.fractions import DecideShortfall, ShortfallChoice
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.beside import Beside, SignedSide
from ltm_desktop.ui.panels.fractions.desk import course_of
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.text import Text

TOPIC = "fractions.short"
KEY = "Alt+R"


class ShortfallSide(SignedSide):
    """Ask which fraction, what becomes of its gap and why; one physician signs."""

    def __init__(self, room: Beside) -> None:
        say = room.context.say
        super().__init__(room, say("Sign the decision"), KEY, TOPIC)
        course = course_of(room.context.desk, room.patient)
        short = course.summed.incomplete if course else ()
        self.fraction = OneOf(say, say("Short fraction"), required=True)
        self.fraction.box.setObjectName(f"{TOPIC}.fraction")
        if course is not None:
            self.fraction.offer_options([self._option(one, course) for one in short])
        # where only one is short there is nothing to guess
        self.fraction.set_value(str(short[0]) if len(short) == 1 else "")
        choices = [Choice(one.value, say.term(one)) for one in ShortfallChoice]
        self.choice = ChoiceRow(say, say("What becomes of the rest"), choices, required=True)
        self.choice.setObjectName(f"{TOPIC}.choice")
        self.reason = Lines(say, say("Reason"), required=True)
        self.reason.edit.setObjectName(f"{TOPIC}.reason")
        never = say("The missing dose is never spread over other fractions.")
        parts = (Text(never, "small"), self.fraction, self.choice, self.reason, self.alerts)
        title = say("Decide about a short fraction")
        action = Action(say("Decide"), KEY, self.review)
        self.hold(side_page(say, TOPIC, title, parts, action, room.leave))

    def review(self) -> None:
        """Show what would be written, or what is missing."""
        if not all_filled((self.fraction, self.choice, self.reason)):
            return
        self.propose(
            DecideShortfall(
                self.room.patient,
                int(self.fraction.value()),
                ShortfallChoice(self.choice.value() or ""),
                self.reason.value(),
            )
        )

    def _option(self, number: int, course: CourseView) -> Option:
        say, told = self.room.context.say, course.course
        unit = course.summed.main.unit
        gaps = say.listing(
            f"{volume} {say.amount(gap, unit)}" for volume, gap in told.short(number).items()
        )
        words = say("Fraction {number}: {doses} short", number=number, doses=gaps)
        decided = told.choice(number)
        if decided is not None:
            words = say("{fraction} · decided: {choice}", fraction=words, choice=say.term(decided))
        return Option(str(number), words)
