"""Handing over: the lines as they stand, who takes over, the text they sign. No Qt.

What is signed is asked anew at that moment and shown with it: nobody signs a list of ten minutes
ago. What was typed stays until the handover stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.handover import handover_lines, may_hand_over, take_over, who_may_take
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.handover import HandoverGroup, HandoverLine, TakeOver
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.signing_steps import Signing, SigningView
from ltm_desktop.ui.speak import to_alerts

TOPIC = "handover"
TAKER, NOTE = "taken_by", "note"
_TABS: Mapping[HandoverGroup, str] = {
    HandoverGroup.SERIOUS: "serious",
    HandoverGroup.FRACTION: "fractions",
}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line on the page."""

    key: str
    group: str
    """Words of the group; empty on every line after its first."""
    who: str
    what: str
    more: str


@dataclass(frozen=True, slots=True)
class HandoverShown:
    """Everything the page shows that nobody typed."""

    rows: tuple[LineRow, ...]
    summary: str
    takers: tuple[tuple[str, str], ...]
    allowed: bool
    """Whether the person at the desk works at the bedside."""


class HandoverView(SigningView, Protocol):
    """What the page can show."""

    def show_handover(self, shown: HandoverShown) -> None:
        """Show the lines and who may take over; what is typed stays."""

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put typed texts back."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the handover beside its form."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""

    def show_paper(self, pdf: bytes) -> None:
        """Open a paper."""


class HandoverPresenter:
    """Lead one handover from its lines to the signature of who takes over."""

    def __init__(
        self,
        desk: Desk,
        view: HandoverView,
        say: Words,
        run: Run,
        go: Callable[[str, str, str], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._run = run
        self._go = go
        self._keeper = DraftKeeper(desk, desk.session.person, SITE_STREAM)
        self._lines: tuple[HandoverLine, ...] = ()
        self._signing = Signing(desk, view, run, say, recorded=self._recorded, failed=self._failed)

    def open(self) -> None:
        """Show what is handed over now, and what was typed before."""
        self.refresh()
        self._view.show_typed(self._keeper.fields(TOPIC))

    def refresh(self) -> None:
        """Ask for every line again; what is typed stays."""
        desk = self._desk
        allowed = may_hand_over(desk)
        self._lines = handover_lines(desk, self._say) if allowed else ()
        takers = who_may_take(desk) if allowed else ()
        count = len(self._lines)
        summary = self._say.many("{count} line", "{count} lines", count) if count else ""
        self._view.show_handover(HandoverShown(tuple(self._rows()), summary, takers, allowed))

    def keep(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed; say beside the form where it cannot be."""
        typed = {key: text for key, text in fields.items() if text}
        try:
            self._keeper.keep_or_drop(TOPIC, typed)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def open_line(self, key: str) -> None:
        """Open the chart of a line's patient where the line belongs."""
        line = self._lines[int(key)]
        if line.patient:
            self._go(line.patient, *self._place(line))

    def propose(self, taken_by: str, note: str) -> None:
        """Show the very text that is signed, with the lines of this moment."""
        self._view.show_alerts(())
        command = self._command(taken_by, note)
        self.refresh()
        try:
            self._signing.propose(command)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))

    def sign(self, secrets: Mapping[str, str]) -> None:
        """Sign by the secret of who takes over, and write."""
        self._signing.sign(secrets)

    def drop(self) -> None:
        """Forget the proposal; nothing was written."""
        self._signing.drop()

    def copy(self, taken_by: str, note: str) -> None:
        """Open the page as it stands, unsigned."""
        self._view.show_alerts(())
        command = self._command(taken_by, note)
        self._run(lambda: self._desk.handover_copy(command), self._view.show_paper, self._failed)

    def _command(self, taken_by: str, note: str) -> TakeOver:
        return take_over(self._desk, taken_by, note, self._say)

    def _recorded(self, recorded: Recorded) -> None:
        self._keeper.drop(TOPIC)
        self._view.show_recorded(recorded)
        self.refresh()
        for paper in recorded.papers:
            self._view.show_paper(paper.pdf)

    def _failed(self, error: Exception) -> None:
        self._view.show_alerts(to_alerts(error))

    def _rows(self) -> list[LineRow]:
        rows: list[LineRow] = []
        seen: set[HandoverGroup] = set()
        for place, one in enumerate(self._lines):
            group = "" if one.group in seen else self._say.term(one.group)
            seen.add(one.group)
            who = one.who or self._say("No patient")
            rows.append(LineRow(str(place), group, who, one.what, one.more))
        return rows

    def _place(self, line: HandoverLine) -> tuple[str, str]:
        """Return the tab and the item of the chart where a line belongs."""
        match line.group:
            case HandoverGroup.DRAFT:
                kind, _, code = line.item.partition(":")
                return kind, code
            case HandoverGroup.SEVERE:
                return "toxicity", ""
            case HandoverGroup.UNSIGNED:
                rows = self._desk.store.rows(line.patient)
                kinds = {one.code: one.kind for one in rows.items} if rows else {}
                fraction = kinds.get(line.item) == ItemKind.FRACTION.value
                return "fractions" if fraction else "dosing", line.item
            case _:
                return _TABS.get(line.group, "dosing"), line.item
