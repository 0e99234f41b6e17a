"""The site's numbers in words, sheet by sheet: for the window, the table files and the paper.

Every number keeps the patients behind it. Refuses to compute: what is not in the overview is in
no sheet.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ltm_desktop.app.overview_sheets import (
    Cell,
    Cells,
    Head,
    Line,
    Sheet,
)
from ltm_desktop.app.overview_survival import survival_sheet
from ltm_desktop.app.site_numbers import ArmOverview, Behind, Number, RelatedTerm, SiteOverview
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol

_GRADES, _SEVERE = range(1, 6), 3


def sheets(found: SiteOverview, active: ActiveProtocol, say: Words) -> tuple[Sheet, ...]:
    """Return every sheet in reading order."""
    heads = arm_heads(found, active, say)
    telling = _Telling(found, active, heads, say)
    return (
        telling.summary(),
        telling.accrual(),
        telling.related(),
        telling.responses(),
        *(survival_sheet(one, heads, say) for one in found.survival),
    )


def arm_heads(found: SiteOverview, active: ActiveProtocol, say: Words) -> tuple[Head, ...]:
    """Return a column for each arm."""
    arms = active.protocol.arms
    return tuple(Head(one.arm, say.label(arms[one.arm].label)) for one in found.arms)


class _Telling:
    """Word what was done and what followed."""

    def __init__(
        self, found: SiteOverview, active: ActiveProtocol, arms: tuple[Head, ...], say: Words
    ) -> None:
        self._found, self._active, self._say = found, active, say
        self._cells = Cells(say)
        self._arms = arms
        self._graded_as = {
            one.item: (term.term, grade)
            for arm in found.arms
            for term in arm.related
            for grade, number in zip(_GRADES, term.by_grade, strict=True)
            for one in number.behind
        }

    def summary(self) -> Sheet:
        """Tell the numbers an investigator asks for first."""
        title = self._say("Summary")
        lines = tuple(self._summary_lines())
        return Sheet("summary", title, self._arms, lines, tuple(self._summary_notes()))

    def _summary_lines(self) -> Iterator[Line]:
        say, cells = self._say, self._cells
        yield self._line(
            "entered",
            say("Patients in the arm"),
            lambda one: cells.count(_everybody(row.entered for row in one.accrual), *self._in(one)),
        )
        yield self._line(
            "doses",
            say("Doses given, of those due"),
            lambda one: cells.share(one.doses, *self._dose, otherwise=say("not given")),
        )
        yield self._line(
            "in_window",
            say("Doses in their window, of those given"),
            lambda one: cells.share(one.in_window, *self._dose, otherwise=say("outside it")),
        )
        yield self._line(
            "amount",
            say("Drug given, of what was planned"),
            lambda one: cells.amount(one.intensity),
        )
        yield self._line(
            "relative", say("Relative dose intensity"), lambda one: cells.relative(one.intensity)
        )
        yield self._line(
            "fractions",
            say("Fractions treated, of those due"),
            lambda one: cells.share(one.fractions, *self._rays, otherwise=say("not treated")),
        )
        yield self._line(
            "on_time",
            say("Fractions by their first planned day, of those due"),
            lambda one: cells.share(one.on_time, *self._rays, otherwise=say("not by that day")),
        )
        yield self._line(
            "related",
            say("Patients with a related event"),
            lambda one: self._people(_everybody(_worst_first(one.related, 1))),
        )
        yield self._line(
            "related_severe",
            say("Patients with a related event of grade 3 or more"),
            lambda one: self._people(_everybody(_worst_first(one.related, _SEVERE))),
        )
        yield self._responders()

    def _summary_notes(self) -> Iterator[str]:
        say = self._say
        yield say("Doses and fractions count as due up to today, or to the end of the course.")
        if self._found.in_no_arm.count:
            yield say.many(
                "{count} patient is in no arm and in no number.",
                "{count} patients are in no arm and in no number.",
                self._found.in_no_arm.count,
            )

    def accrual(self) -> Sheet:
        """Tell who entered in which month."""
        say = self._say
        rows = {(row.year, row.month) for one in self._found.arms for row in one.accrual}
        lines = tuple(self._month_line(*row) for row in sorted(rows))
        without = sum(one.without_day.count for one in self._found.arms)
        note = say.many(
            "{count} patient has no day of randomisation and counts by the consent.",
            "{count} patients have no day of randomisation and count by the consent.",
            without,
        )
        title = say("Accrual")
        return Sheet("accrual", title, self._arms, lines, (note,) if without else ())

    def _month_line(self, year: int, month: int) -> Line:
        def cell(one: ArmOverview) -> Cell:
            return self._cells.count(_entered(one, year, month), *self._in(one))

        name = self._say.month(date(year, month, 1))
        return self._line(f"{year:04d}-{month:02d}", name, cell)

    def related(self) -> Sheet:
        """Tell events related to the treatment by term, arm and worst grade."""
        say = self._say
        heads = [Head(f"grade_{grade}", say("Grade {n}", n=grade)) for grade in _GRADES]
        codes = sorted({term.term for one in self._found.arms for term in one.related})
        lines = tuple(
            self._graded(code, arm, of)
            for code in codes
            for arm, of in zip(self._arms, self._found.arms, strict=True)
        )
        note = say("Each patient counts once for a term, at the worst grade of it.")
        none = say("No event related to the treatment is recorded.")
        title, every = say("Related events"), Head("any", say("Any grade"))
        return Sheet("related", title, (*heads, every), lines, (note,) if lines else (none,))

    def _graded(self, code: str, arm: Head, of: ArmOverview) -> Line:
        term = next((one for one in of.related if one.term == code), None)
        numbers = (*term.by_grade, term.total) if term else (Number(),) * (len(_GRADES) + 1)
        name = self._say("{term}, {arm}", term=self._term(code), arm=arm.words)
        return Line(f"{code}.{arm.key}", name, tuple(map(self._people, numbers)))

    def responses(self) -> Sheet:
        """Tell best responses by category."""
        say, rules = self._say, self._active.response
        lines = [
            self._line(code, say.label(known.category.label), self._reached(code))
            for code, known in (rules.categories.items() if rules else ())
        ]
        lines.append(
            self._line(
                "retired",
                say("Assessed, in a category no longer signed"),
                lambda one: self._cells.count(one.responses.retired, self._retired, "response"),
            )
        )
        lines.append(
            self._line(
                "not_assessed",
                say("Not assessed after the baseline"),
                lambda one: self._cells.count(
                    one.responses.not_assessed, self._unassessed, "response"
                ),
            )
        )
        lines.append(self._responders())
        return Sheet("response", say("Best response"), self._arms, tuple(lines))

    def _reached(self, code: str) -> Callable[[ArmOverview], Cell]:
        def cell(one: ArmOverview) -> Cell:
            return self._cells.count(dict(one.responses.by_category)[code], *self._best)

        return cell

    def _retired(self, one: Behind) -> str:
        trial = self._active.protocol.response
        known = trial.categories.get(one.item) if trial else None
        category = self._say.label(known.label) if known else one.item
        return self._say("{category}, {day}", category=category, day=one.on)

    def _unassessed(self, _one: Behind) -> str:
        return self._say("no assessment after the baseline")

    def _responders(self) -> Line:
        say = self._say
        return self._line(
            "responders",
            say("Responders, of everybody in the arm"),
            lambda one: self._cells.share(
                one.responses.responders, *self._best, otherwise=say("no response, or not assessed")
            ),
        )

    def _line(self, key: str, name: str, cell: Callable[[ArmOverview], Cell]) -> Line:
        return Line(key, name, tuple(cell(one) for one in self._found.arms))

    def _people(self, number: Number) -> Cell:
        return self._cells.count(number, self._event, "toxicity")

    def _in(self, arm: ArmOverview) -> tuple[Callable[[Behind], str], str]:
        say, without = self._say, frozenset(arm.without_day.patients)

        def why(one: Behind) -> str:
            if one.patient in without:
                return say("consent {day}, no day of randomisation", day=one.on)
            return say("randomised {day}", day=one.on)

        return why, "follow_up"

    @property
    def _dose(self) -> tuple[Callable[[Behind], str], str]:
        return self._planned, "dosing"

    @property
    def _rays(self) -> tuple[Callable[[Behind], str], str]:
        return self._planned, "fractions"

    @property
    def _best(self) -> tuple[Callable[[Behind], str], str]:
        return self._category, "response"

    def _planned(self, one: Behind) -> str:
        return self._say("{item}, planned for {day}", item=one.item, day=one.on)

    def _event(self, one: Behind) -> str:
        term, grade = self._graded_as[one.item]
        say, name = self._say, self._term(term)
        if one.on is None:
            return say("{term}, grade {n}", term=name, n=grade)
        return say("{term}, grade {n}, began {day}", term=name, n=grade, day=one.on)

    def _category(self, one: Behind) -> str:
        say, rules = self._say, self._active.response
        if rules is None or one.item not in rules.categories:
            return say("best response")
        label = say.label(rules.categories[one.item].category.label)
        return say("{category}, {day}", category=label, day=one.on)

    def _term(self, code: str) -> str:
        lists = self._active.protocol.toxicity.lists.values()
        known = next((one.terms[code] for one in lists if code in one.terms), None)
        return self._say.label(known.label) if known else code


def _entered(one: ArmOverview, year: int, month: int) -> Number:
    rows = (row.entered for row in one.accrual if (row.year, row.month) == (year, month))
    return next(rows, Number())


def _worst_first(terms: Iterable[RelatedTerm], least: int) -> Iterator[Number]:
    """Yield who had what, the highest grade first, so that each is told by their worst event."""
    known = tuple(terms)
    for grade in reversed(_GRADES[least - 1 :]):
        for term in known:
            yield term.by_grade[grade - 1]


def _everybody(numbers: Iterable[Number]) -> Number:
    """Return the patients behind some numbers, each once."""
    found: dict[str, Behind] = {}
    for number in numbers:
        for one in number.behind:
            found.setdefault(one.patient, one)
    return Number(tuple(found.values()))
