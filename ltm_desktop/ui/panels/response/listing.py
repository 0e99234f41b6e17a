"""The assessments of a patient over time, and what follows from them, worded. No Qt here."""

from collections.abc import Iterator

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.response_words import (
    beside_words,
    best_words,
    found_words,
    overall_words,
    progression_words,
    short_point,
)
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.response_reading import (
    before,
    best_response,
    progressed,
    steroid_change,
)
from ltm_desktop.domain.response_terms import Component, ResponseRules
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ui.panels.response.shown import Line, ListShown

_COLUMNS = (
    Component.NEURO,
    Component.CYTOLOGY,
    Component.MRI,
    Component.KPS,
    Component.STEROIDS,
)


def heads(say: Words) -> tuple[str, ...]:
    """Return the heads of the table."""
    return (
        say("Assessed on"),
        say("Overall response"),
        say("Examination"),
        say("CSF cytology"),
        say("MRI"),
        say("KPS"),
        say("Steroid dose"),
        say("Assessor"),
    )


def list_of(
    chart: Chart,
    active: ActiveProtocol | None,
    site: SiteState,
    say: Words,
    *,
    may_assess: bool,
) -> ListShown:
    """Return everything the list shows."""
    rules = active.response if active else None
    if active is None or rules is None:
        return ListShown((), (), may_assess, ready=False)
    told = sorted(chart.response.told, key=lambda one: (one.on, not one.is_baseline))
    lines = [_line(one, chart, active, site, say, may_assess) for one in reversed(told)]
    return ListShown(tuple(summary(chart, rules, say)), lines, may_assess, ready=True)


def _line(
    one: ResponseAssessed,
    chart: Chart,
    active: ActiveProtocol,
    site: SiteState,
    say: Words,
    may: bool,
) -> Line:
    record = chart.records.by_id.get(one.record)
    stands = record is None or record.stands
    found = [
        "\n".join(filter(None, (found_words(one, column, active, say, "\n"), beside)))
        for column in _COLUMNS
        for beside in (beside_words(one, column, chart.response, say) if stands else "",)
    ]
    if one.steroids is not None:
        found[-1] = "\n".join(filter(None, _steroids(one, chart, say)))
    person = site.people.get(one.assessor)
    by = person_name(person.name) if person else one.assessor
    when = say.date(one.on)
    first = when if one.is_baseline else f"{when}\n{short_point(one.time_point, say)}"
    overall = overall_words(one, active, say)
    mark = _mark(one, chart, say)
    cells = (first, "\n".join(filter(None, (overall, mark))), *found, by)
    paper = record is not None and bool(record.papers)
    return Line(one.record, cells, stands, stands and may, stands and may, paper)


def _steroids(one: ResponseAssessed, chart: Chart, say: Words) -> Iterator[str]:
    """Yield drug, dose and its changes, a line each: the column is narrow."""
    taken = one.steroids
    if taken is None:
        return
    yield taken.drug
    yield say.amount(taken.per_day)
    if not one.is_baseline:
        yield say.shown(steroid_change(one, before(chart.response, one)))
        yield beside_words(one, Component.STEROIDS, chart.response, say)


def _mark(one: ResponseAssessed, chart: Chart, say: Words) -> str:
    record = chart.records.by_id.get(one.record)
    if record is None or record.stands:
        return ""
    return say("void") if record.void else say("corrected later")


def summary(chart: Chart, rules: ResponseRules, say: Words) -> Iterator[str]:
    """Yield best response and progression as the data has them."""
    if not chart.response.standing:
        return
    best = best_response(chart.response, rules, chart.follow_up.progressed_on)
    yield best_words(best, rules, say)
    yield progression_words(progressed(chart.response, rules), say)
