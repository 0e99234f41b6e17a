"""A therapist's desk with one panel open, and a view that remembers what it was shown."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.empty import EmptyShown
from ltm_desktop.ui.panels.fractions.offering import FormShown
from ltm_desktop.ui.panels.fractions.ordering import (
    OrderShown,
)
from ltm_desktop.ui.panels.fractions.presenter import FractionsPresenter
from ltm_desktop.ui.panels.fractions.shown import CourseShown
from ltm_desktop.ui.panels.fractions.typed import Told, TypedSession
from ltm_desktop.ui.signing_steps import Asked
from tests.ui.panels.fractions.people import SECRET, at_once, find, next_morning

BOTH = {"therapist.d": SECRET, "therapist.e": SECRET}


@dataclass
class Seen:
    """A view that remembers what it was shown."""

    course: CourseShown | None = None
    empty: EmptyShown | None = None
    form: FormShown | None = None
    typed: TypedSession | None = None
    may_tell: bool = False
    busy: bool = False
    seconds: tuple[Option, ...] = ()
    second: str = ""
    statement: str = ""
    asked: tuple[Asked, ...] = ()
    alerts: tuple[Alert, ...] = ()
    tellable: bool = False
    wrong: list[str] = field(default_factory=list)
    saved: datetime | None = None
    draft: datetime | None = None
    order: OrderShown | None = None

    def show_course(self, course: CourseShown) -> None:
        self.course = course

    def show_empty(self, empty: EmptyShown) -> None:
        self.empty = empty

    def show_form(self, form: FormShown, typed: TypedSession) -> None:
        self.form, self.typed = form, typed

    def hide_form(self, *, may_tell: bool) -> None:
        self.form, self.may_tell = None, may_tell

    def show_offer(self, form: FormShown) -> None:
        self.form = form

    def show_second(self, person: str) -> None:
        self.second = person

    def ask_second(self, text: str, people: tuple[Option, ...]) -> None:
        self.statement, self.asked, self.seconds = text, (), people

    def show_alerts(self, alerts: tuple[Alert, ...], *, tellable: bool = False) -> None:
        self.alerts, self.tellable = alerts, tellable

    def show_missing(self) -> None:
        self.alerts = ()

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        self.statement, self.asked = text, asked

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        assert sentence
        self.wrong.append(person)

    def show_busy(self, *, busy: bool) -> None:
        self.busy = busy

    def show_saved(self, at: datetime) -> None:
        self.saved = at

    def show_draft(self, at: datetime) -> None:
        self.draft = at

    def show_order(self, order: OrderShown) -> None:
        self.order = order


@dataclass
class Room:
    """A therapist's desk with one patient's panel open."""

    desk: Desk
    seen: Seen
    presenter: FractionsPresenter
    announced: list[Recorded]

    def typed(self, *, delivered: str = "2.00", **changes: str) -> TypedSession:
        assert self.seen.typed is not None
        facts: dict[str, Any] = {
            "outcome": "delivered",
            "doses": {"PTV1": delivered} if delivered else {},
            "at": "now",
            "machine": "Linac 1",
            "second": "therapist.e",
        }
        return replace(self.seen.typed, **(facts | changes))

    def review(self, **changes: str) -> None:
        self.presenter.review(self.typed(**changes), Told(self.desk.clock.now()))


def open_room(desk: Desk, given: str = "Alpha", language: str = "en") -> Room:
    next_morning(desk)
    seen, announced = Seen(), list[Recorded]()
    presenter = FractionsPresenter(
        desk, find(desk, given), seen, at_once, Words(language), announced.append
    )
    presenter.open()
    return Room(desk, seen, presenter, announced)
