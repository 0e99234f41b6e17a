"""Lanes of what followed: adverse events by grade, response, progression, and how it ended.

Grades stand as numbers in their bars; of many events the worst are drawn and the rest are counted.
"""

from collections.abc import Iterator
from datetime import date

from ltm_desktop.app.serious_views import term_label
from ltm_desktop.app.timeline.shapes import Lane, Look, Mark, Since, Way
from ltm_desktop.app.timeline.treated import Told
from ltm_desktop.app.wording.telling.response import category_words, named_point
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.follow_up import Milestone
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.response_terms import CategoryKind

MOST = 8
"""Adverse events that are drawn; the table of the toxicity panel has them all."""
_BY_GRADE = {
    Grade(1): Look.SOFT,
    Grade(2): Look.FACT,
    Grade(3): Look.CAUTION,
    Grade(4): Look.STOP,
    Grade(5): Look.STOP,
}


def followed(told: Told) -> Iterator[Lane]:
    """Yield the lanes of what followed treatment."""
    yield toxicity(told)
    yield responses(told)
    yield ends(told)


def toxicity(told: Told) -> Lane:
    """Return a bar for each stretch of one grade, an event to a row, the worst first."""
    say = told.say
    events = sorted(
        told.chart.adverse_events.standing(),
        key=lambda one: (not one.is_open, -one.worst, one.told.onset.earliest),
    )
    marks = [mark for row, one in enumerate(events[:MOST]) for mark in stretches(one, told, row)]
    rest = len(events) - MOST
    note = say.many("and {count} more", "and {count} more", rest) if rest > 0 else ""
    return Lane("toxicity", say("Toxicity, grade"), Way.SPANS, tuple(marks), note=note)


def stretches(one: AdverseEvent, told: Told, row: int = 0) -> Iterator[Mark]:
    """Yield a span for each grade of an event; the label of each begins with the grade."""
    say, newest = told.say, told.newest
    term = term_label(one.told.term, told.active, say)
    grades = one.grades
    for place, grade in enumerate(grades):
        begins = min(grade.on, one.told.onset.earliest) if place == 0 else grade.on
        last = place + 1 == len(grades)
        ends = _ended(one, newest) if last else grades[place + 1].on
        number = say.number(int(grade.grade))
        words = say("{term}, grade {grade}", term=term, grade=number)
        if one.serious:
            words = say("{event}, serious", event=words)
        yield Mark(
            begins,
            words,
            look=_BY_GRADE[grade.grade],
            label=say("{grade} {term}", grade=number, term=term) if last else number,
            until=max(begins, ends),
            going_on=last and one.is_open and told.died_on is None,
            row=row,
        )


def _ended(one: AdverseEvent, newest: date) -> date:
    on = one.ended.told.on if one.ended else None
    return min(on.latest, newest) if on is not None and not one.is_open else newest


_RESPONSES = {
    CategoryKind.REMISSION: Look.DONE,
    CategoryKind.STABLE: Look.FACT,
    CategoryKind.PROGRESSION: Look.STOP,
    CategoryKind.NOT_EVALUABLE: Look.PLANNED,
}


def responses(told: Told) -> Lane:
    """Return every assessment that stands, under the category the site has for it."""
    say = told.say
    marks = [_assessed(one, told) for one in told.chart.response.standing]
    return Lane("response", say("Response"), Way.POINTS, tuple(marks))


def _assessed(one: ResponseAssessed, told: Told) -> Mark:
    say, point = told.say, named_point(one.time_point, told.say)
    if one.is_baseline:
        return Mark(one.on, point, look=Look.FACT, label=point)
    overall = category_words(one.overall, say, told.active)
    rules = told.active.response
    known = rules.categories.get(one.overall) if rules else None
    look = _RESPONSES[known.category.kind] if known else Look.FACT
    words = say("{what}, {doses}", what=overall, doses=point)
    return Mark(one.on, words, look=look, label=overall)


def ends(told: Told) -> Lane:
    """Return how treatment or life ended, and other days that change what a value means."""
    say, chart = told.say, told.chart
    marks = [*_course(told), *_after(told)]
    patient = chart.patient
    if patient and patient.withdrawn_on:
        words = say("left treatment")
        marks.append(Mark(patient.withdrawn_on, words, look=Look.CAUTION, label=words))
    if patient and patient.died_on:
        words = say("died")
        marks.append(Mark(patient.died_on, words, look=Look.STOP, label=words))
    marks.sort(key=lambda one: one.day)
    return Lane("events", say("Events"), Way.POINTS, tuple(marks))


def _course(told: Told) -> Iterator[Mark]:
    say, chart = told.say, told.chart
    if chart.patient and chart.patient.consent:
        yield Mark(chart.patient.consent.signed_on, say("consent signed"))
    for what in Milestone:
        day = chart.follow_up.milestone(what)
        if day is not None:
            yield Mark(day, say.term(what), label=say.term(what))


def _after(told: Told) -> Iterator[Mark]:
    say, known = told.say, told.chart.follow_up
    for one in known.progressions:
        words = say("neurological progression")
        basis = say("{label}: {value}", label=words, value=one.basis)
        yield Mark(one.on, basis, look=Look.STOP, label=words)
    for therapy in known.therapies:
        words = say("other treatment: {what}", what=therapy.what)
        yield Mark(therapy.on, words, look=Look.CAUTION)
    if known.lost is not None:
        words = say("lost to follow-up")
        yield Mark(known.lost.on, words, look=Look.CAUTION, label=words)


def counted(told: Told) -> Iterator[Since]:
    """Yield the days of the follow-up from which people count."""
    say, known = told.say, told.chart.follow_up
    randomised = known.milestone(Milestone.RANDOMISED)
    if randomised is not None:
        yield Since("randomised", say("randomisation"), randomised)
    for contact in known.contacts:
        yield Since("contact", say("last contact"), contact.on)
