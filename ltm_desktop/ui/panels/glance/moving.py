"""Moving a dose, worded: where each one stands, what a day would do, and every move so far.

No Qt here. The entry is its author's, like the plan; target and window are only shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_rules import WRITERS, Bedside
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import ItemMove, ItemRescheduled, MovedItem, RescheduleItem
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.rescheduling import (
    PHYSICIANS,
    is_outside,
    notes_on,
    preview_reschedule,
)
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.glance.asking import GlanceDesk
from ltm_desktop.ui.speak import to_alerts

REASONS = "reschedule_reason"


@dataclass(frozen=True, slots=True)
class DoseToMove:
    """One dose nobody has settled, and what is known of its days."""

    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    """Label and value: target, window, scheduled."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One dose before and after."""

    code: str
    dose: str
    before: str
    after: str
    target: str
    window: str
    outside: bool
    """Whether the new day is a deviation from the window."""


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move of the past: from, to, why, who and when."""

    key: str
    code: str
    dose: str
    before: str
    after: str
    why: str
    deviation: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class MovesShown:
    """Everything the form starts from."""

    doses: tuple[DoseToMove, ...]
    reasons: tuple[tuple[str, str], ...]
    policy: str
    history: tuple[MoveLine, ...]
    may_move: bool
    who_may: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in the form."""

    item: str = ""
    to: date | None = None
    reason: str = ""
    note: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What the wish comes to: rows before and after, everything said about it, and if it stands."""

    rows: tuple[MoveRow, ...] = ()
    alerts: tuple[Alert, ...] = ()
    outside: bool = False
    """Whether words for a day outside the window are needed."""
    ready: bool = False


class MoveView(Protocol):
    """What can be shown."""

    def show_moves(self, moves: MovesShown) -> None:
        """Show doses, reasons and every move so far."""

    def show_move(self, preview: MovePreview) -> None:
        """Show what the wish comes to."""

    def show_move_busy(self, *, busy: bool) -> None:
        """Hold still while the move is stored."""

    def close_move(self) -> None:
        """Leave the form: the move is stored."""


@dataclass
class MovePresenter:
    """Word the moves of one patient's doses, preview one and write it."""

    desk: GlanceDesk
    patient: PatientId
    view: MoveView
    run: Run
    say: Words
    announce: Callable[[Recorded], None]
    _proposal: Proposal | None = field(default=None, init=False)

    def open(self) -> None:
        """Show the doses that may be moved, and the moves so far."""
        chart, active = self.desk.chart(self.patient), self.desk.active()
        if active is None or not chart.plan.items:
            return
        self._proposal = None
        waiting = [
            item for item in chart.plan.of(ItemKind.DOSE) if not chart.dosing.is_settled(item.code)
        ]
        self.view.show_moves(
            MovesShown(
                doses=tuple(_dose(item, self.say) for item in waiting),
                reasons=tuple(
                    (code, active.label(REASONS, code, self.say.language))
                    for code in active.vocabulary(REASONS)
                ),
                policy=self.say.term(f"choice.{active.reschedule_policy}"),
                history=tuple(self._history(chart, active)),
                may_move=not any(self._who_stands_against()),
                who_may=self.say("A nurse, a physician or a research nurse moves a dose."),
            )
        )
        self.view.show_move(MovePreview())

    def wish(self, wish: Wish) -> None:
        """Show what a wish comes to, before anything is written."""
        self._proposal = None
        if not wish.item or wish.to is None:
            self.view.show_move(MovePreview())
            return
        command = RescheduleItem(
            self.patient, ItemCode(wish.item), wish.to, wish.reason, wish.note, wish.outside
        )
        try:
            event = preview_reschedule(command, self._bedside())
        except LtmError as error:
            self.view.show_move(MovePreview(alerts=self._named(to_alerts(error))))
            return
        self._show(command, event)

    def record(self) -> None:
        """Write the move that is shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self.view.show_move_busy(busy=True)
        self.run(lambda: self.desk.record(proposal), self._recorded, self._not_recorded)

    def _show(self, command: RescheduleItem, event: ItemRescheduled) -> None:
        alerts = notes_on(event, self._bedside())
        try:
            self._proposal = self.desk.propose(command, self.say)
        except LtmError as error:
            # The window speaks once: as what is missing, not also as what will be noted.
            mine = [one for one in alerts if one.values.get("item") != command.item]
            alerts = (*to_alerts(error), *mine)
        rows = tuple(_row(one, self.say) for one in (event.moved, *event.followed))
        # Only who may leave the window is asked why.
        outside = is_outside(event.moved.item, event.moved.item.scheduled) and self._is_physician()
        ready = self._proposal is not None
        said = self._named(alerts)
        self.view.show_move(MovePreview(rows, said, outside=outside, ready=ready))

    def _named(self, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
        """Return alerts that name doses as the form names them, not by the plan's codes."""
        items = self.desk.chart(self.patient).plan.items
        names = {code: _name(item, self.say) for code, item in items.items()}

        def named(value: object) -> object:
            return names.get(ItemCode(value), value) if isinstance(value, str) else value

        return tuple(
            replace(one, values={key: named(value) for key, value in one.values.items()})
            for one in alerts
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self.view.show_move_busy(busy=False)
        self.view.close_move()
        self.announce(recorded)

    def _not_recorded(self, error: Exception) -> None:
        self._proposal = None
        self.view.show_move_busy(busy=False)
        self.view.show_move(MovePreview(alerts=self._named(to_alerts(error))))

    def _who_stands_against(self) -> Iterator[Alert]:
        return check_role(self.desk.site().people, self.desk.act().author, *WRITERS)

    def _is_physician(self) -> bool:
        author = self.desk.act().author
        return not any(check_role(self.desk.site().people, author, *PHYSICIANS))

    def _bedside(self) -> Bedside:
        chart, act = self.desk.chart(self.patient), self.desk.act()
        people = self.desk.site().people
        return Bedside(chart.patient, chart.plan, chart.dosing, people, self.desk.active(), act)

    def _history(self, chart: Chart, active: ActiveProtocol) -> Iterator[MoveLine]:
        for number, move in enumerate(reversed(chart.plan.moves)):
            yield self._line(move, active, f"{len(chart.plan.moves) - number}")

    def _line(self, move: ItemMove, active: ActiveProtocol, key: str) -> MoveLine:
        say, item = self.say, move.moved.item
        known = self.desk.site().people.get(move.author)
        who = person_name(known.name) if known else move.author
        at = move.recorded_at.astimezone(self.desk.act().now.tzinfo)
        codes = active.vocabulary(REASONS)
        why = active.label(REASONS, move.reason, say.language) if move.reason in codes else ""
        return MoveLine(
            key=key,
            code=item.code,
            dose=_name(item, say),
            before=_day(move.moved.was, say),
            after=_day(item.scheduled, say),
            why=" · ".join(part for part in (why or move.reason, move.note) if part),
            deviation=move.outside_window,
            who=who,
            when=say.moment(at),
        )


def _dose(item: PlannedItem, say: Words) -> DoseToMove:
    facts = (
        (say("Target day"), _day(item.target, say)),
        (say("Window"), _window(item, say)),
        (say("Planned for"), _day(item.scheduled, say)),
    )
    return DoseToMove(item.code, _name(item, say), facts)


def _row(moved: MovedItem, say: Words) -> MoveRow:
    item = moved.item
    return MoveRow(
        code=item.code,
        dose=_name(item, say),
        before=_day(moved.was, say),
        after=_day(item.scheduled, say),
        target=_day(item.target, say),
        window=_window(item, say),
        outside=item.unplaced or is_outside(item, item.scheduled),
    )


def _name(item: PlannedItem, say: Words) -> str:
    return say("IT dose {number} of {total}", number=item.number, total=item.of)


def _day(day: date, say: Words) -> str:
    return say("{weekday} {day}", weekday=say.weekday(day), day=day)


def _window(item: PlannedItem, say: Words) -> str:
    if item.window_from is None or item.window_to is None:
        return say("no window")
    return say("{opens} to {closes}", opens=item.window_from, closes=item.window_to)
