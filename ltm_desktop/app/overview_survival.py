"""One endpoint of survival in words: counts, median with its limits, numbers at risk by arm.

Refuses to compute, and to call a comparison more than descriptive.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ltm_desktop.app.overview_sheets import NOTHING, Cell, Cells, Head, Line, Sheet, rounded
from ltm_desktop.app.survival_views import ArmSurvival, SurvivalView, to_months
from ltm_desktop.app.wording.words import Words

_TENTH, _HUNDREDTH, _EXACT = Decimal("0.1"), Decimal("0.01"), Decimal("0.000001")


def survival_sheet(view: SurvivalView, heads: tuple[Head, ...], say: Words) -> Sheet:
    """Return the table of one endpoint, arms in the order of the columns."""
    return _Telling(view, heads, say).sheet()


def months(days: int, month: Decimal) -> str:
    """Write days as months with one digit, for the eye only."""
    return str(rounded(to_months(days, month), _TENTH))


class _Telling:
    def __init__(self, view: SurvivalView, heads: tuple[Head, ...], say: Words) -> None:
        self._view, self._say = view, say
        self._cells = Cells(say)
        self._heads = heads
        by_arm = {each.arm: each for each in view.arms}
        self._arms = tuple(by_arm[one.key] for one in self._heads)

    def sheet(self) -> Sheet:
        """Tell counts, median and numbers at risk."""
        view = self._view
        key = f"survival.{view.endpoint.code}"
        title = self._say.label(view.endpoint.label)
        return Sheet(key, title, self._heads, tuple(self._lines()), tuple(self._notes()))

    def _lines(self) -> Iterator[Line]:
        say, people = self._say, self._cells.people
        yield self._line("counted", say("Patients counted"), lambda arm: people(arm.counted))
        yield self._line("events", say("With the event"), lambda arm: people(arm.with_event))
        yield self._line("median", say("Median in months (95 % limits)"), self._median)
        for day in self._view.marks:
            yield self._at_risk(day)
        yield self._line("left_out", say("Not counted"), lambda arm: people(arm.left_out))

    def _at_risk(self, day: int) -> Line:
        name = self._say.many(
            "At risk at {count} month",
            "At risk at {count} months",
            int(to_months(day, self._view.month)),
        )
        return self._line(f"at_risk_{day}", name, lambda arm: self._cells.people(arm.at_risk(day)))

    def _median(self, arm: ArmSurvival) -> Cell:
        say, median = self._say, arm.curve.median
        stands = self._cells.followed(arm.with_event)
        if median is None:
            return Cell(say("not reached") if arm.counted else NOTHING, behind=stands)
        told, limits = months(median, self._view.month), arm.curve.median_limits()
        low, high = map(self._limit, limits)
        words = say("{median} ({low} to {high})", median=told, low=low, high=high)
        if limits == (None, None):
            words = say("{median} (limits not reached)", median=told)
        exact = rounded(to_months(median, self._view.month), _EXACT)
        return Cell(words, str(exact), behind=stands)

    def _limit(self, days: int | None) -> str:
        return self._say("not reached") if days is None else months(days, self._view.month)

    def _line(self, key: str, name: str, cell: Callable[[ArmSurvival], Cell]) -> Line:
        return Line(key, name, tuple(map(cell, self._arms)))

    def _notes(self) -> Iterator[str]:
        say, view = self._say, self._view
        yield say(
            "Counted from {origin}; one month is {days} days. Kaplan-Meier with Greenwood's "
            "variance; limits on the scale log(-log).",
            origin=view.endpoint.origin,
            days=view.month,
        )
        if not view.by_assessments:
            yield say("No definition of progression is signed: only physicians' judgements count.")
        if view.compared is not None and view.compared.chi_square is not None:
            yield say(
                "Log-rank test of the two arms: chi-square {statistic} with one degree of freedom, "
                "not a p value; descriptive, it decides nothing.",
                statistic=rounded(Decimal(repr(view.compared.chi_square)), _HUNDREDTH),
            )
