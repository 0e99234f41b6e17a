"""What stands beside treatment on the strip: days with results, and the worst grade of each day.

Read from what is on record; nothing is judged here.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ltm_desktop.app.timeline.followed import stretches
from ltm_desktop.app.timeline.treated import Told
from ltm_desktop.ui.panels.glance.cells import Cell, StripRow

_SEPARATOR = " · "


def beside(told: Told) -> tuple[StripRow, ...]:
    """Return the rows under those of treatment; one without an entry is left out."""
    say = told.say
    rows = (
        StripRow(say("Labs"), tuple(_drawn(told))),
        StripRow(say("Toxicity"), tuple(_graded(told))),
    )
    return tuple(row for row in rows if row.cells)


def _drawn(told: Told) -> Iterator[Cell]:
    """Yield each day on which a sample was drawn, with its panels and how many results it has."""
    say, analytes = told.say, told.active.protocol.analytes
    panels: dict[date, list[str]] = {}
    for one in told.chart.labs.all:
        known = analytes.get(one.analyte)
        panels.setdefault(told.act.day_of(one.sampled_at), []).append(known.panel if known else "")
    for day in sorted(panels):
        names = say.listing(_panel(code, told) for code in dict.fromkeys(panels[day]) if code)
        count = say.many("{count} result", "{count} results", len(panels[day]))
        parts = (f"{say.weekday(day)} {say.date(day)}", names, count)
        yield Cell(day, None, _SEPARATOR.join(part for part in parts if part), "labs", "")


def _panel(code: str, told: Told) -> str:
    known = told.active.protocol.panels.get(code)
    return told.say.label(known.label) if known else code


def _graded(told: Told) -> Iterator[Cell]:
    """Yield the worst grade of each day up to today, and every event of that day in words."""
    graded: dict[date, dict[str, int]] = {}
    for event in told.chart.adverse_events.standing():
        for mark, grade in zip(stretches(event, told), event.grades, strict=True):
            for day in _days(mark.day, min(mark.until or mark.day, told.act.today)):
                graded.setdefault(day, {})[mark.told] = int(grade.grade)
    for day in sorted(graded):
        worst = sorted(graded[day].items(), key=lambda one: -one[1])
        told_day = f"{told.say.weekday(day)} {told.say.date(day)}"
        words = _SEPARATOR.join((told_day, *(name for name, _ in worst)))
        yield Cell(day, None, words, "toxicity", "", grade=worst[0][1])


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
