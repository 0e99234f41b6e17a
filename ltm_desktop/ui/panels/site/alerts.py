"""What the program showed while people worked, and what became of it, worded by rule. No Qt.

Proposes which rules the investigator should look at; it changes no rule and names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ltm_desktop.app.alert_ledger import REVIEW_ABOVE, Tally, months, tally
from ltm_desktop.app.ports import AlertRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.hard_rules import RULES
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

_NUMBERED = frozenset(rule.id for rule in RULES)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the table, worded."""

    rule: str
    says: str
    shown: str
    still_open: str
    """In words, empty where something became of each."""
    acted_on: str
    overridden: str
    told: str
    kept: str
    to_review: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """One rule proposed for review: how often it was kept, and how little that proves."""

    title: str
    sentence: str


class AlertsDesk(Protocol):
    """What the page asks of the desk."""

    def rows(self) -> Sequence[AlertRow]:
        """Return every state an alert came to. Raises Unavailable."""


class AlertsView(Protocol):
    """What the page can show."""

    def show_months(self, months: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer months by code and words; an empty code stands for all."""

    def show_proposed(self, proposed: Sequence[Proposed]) -> None:
        """Show which rules to review, or that none is proposed."""

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show every rule that spoke; where none did, say so."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Say what keeps the page from being read."""


class AlertsPresenter:
    """Count what was shown in a month, or ever."""

    def __init__(self, desk: AlertsDesk, view: AlertsView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._month = ""
        self._rows: Sequence[AlertRow] = ()

    def refresh(self) -> None:
        """Read what was shown, beside the window."""
        self._run(self._desk.rows, self._take, self._fail)

    def choose(self, month: str) -> None:
        """Show one month, or all for an empty code."""
        self._month = month
        self._show()

    def _take(self, rows: Sequence[AlertRow]) -> None:
        self._rows = rows
        found, say = months(rows), self._say
        if self._month not in found:
            self._month = ""
        worded = [(one, say.month(date.fromisoformat(f"{one}-01"))) for one in found]
        self._view.show_months([("", say("All months")), *worded], self._month)
        self._view.show_alerts(())
        self._show()

    def _fail(self, error: Exception) -> None:
        self._view.show_alerts(to_alerts(error))

    def _show(self) -> None:
        counted = tally(self._rows, self._month)
        self._view.show_proposed([proposed(one, self._say) for one in counted if one.to_review])
        self._view.show_rules([line(one, self._say) for one in counted])


def line(one: Tally, say: Words) -> RuleLine:
    """Return one rule as a line of the table."""
    left = one.still_open
    percent = one.percent
    return RuleLine(
        rule=one.rule if one.rule in _NUMBERED else "–",
        says=_says(one.rule, say),
        shown=say.number(one.shown),
        still_open=say.many("{count} still open", "{count} still open", left) if left else "",
        acted_on=say.number(one.acted_on),
        overridden=say.number(one.overridden),
        told=say.number(one.told),
        kept="–" if percent is None else f"{percent}\u00a0%",
        to_review=one.to_review,
    )


def proposed(one: Tally, say: Words) -> Proposed:
    """Word why a rule is proposed for review."""
    says = _says(one.rule, say)
    title = say("{rule}: {says}", rule=one.rule, says=says) if one.rule in _NUMBERED else says
    kept = say(
        "Kept {kept} of {ended} times: {percent} %, more than {limit} %.",
        kept=one.kept,
        ended=one.ended,
        percent=one.percent,
        limit=REVIEW_ABOVE,
    )
    little = say.many(
        "That is {count} case; few cases prove little.",
        "That is {count} cases; few cases prove little.",
        one.ended,
    )
    return Proposed(title, say.together(kept, little))


def _says(rule: str, say: Words) -> str:
    words = say.term(f"hard_rule.{rule}") if rule in _NUMBERED else say.source(rule)
    return say.begin(words)
