"""What was ordered, decided and checked about a course, newest first, in one sentence each.

No Qt here. Days stand without a clock: the record of each act has its exact time.
"""

from collections.abc import Iterator

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    RadiotherapyPrescribed,
    ShortfallDecided,
)
from ltm_desktop.ui.panels.fractions.shown import Wording, order_words

Said = tuple[str, str]
"""What it is, and what it says."""


def history_of(course: CourseView, wording: Wording) -> tuple[Said, ...]:
    """Return orders, decisions and checks; the newest of each kind first."""
    return tuple(_said(course, wording))


def _said(course: CourseView, wording: Wording) -> Iterator[Said]:
    told = course.course
    for version in reversed(told.versions):
        yield _version(version, wording)
    for number in sorted(told.decided, reverse=True):
        yield _decision(told.decided[number], wording)
    for order in reversed(told.compensations):
        yield _compensation(order, wording)
    for check in reversed(told.checks):
        yield _check(check, wording)


def _version(one: RadiotherapyPrescribed, wording: Wording) -> Said:
    say = wording.say
    targets = say.listing(
        say(
            "{volume} {target} {total} at {dose}",
            volume=target.volume,
            target=wording.target(one.prescription, target),
            total=target.total,
            dose=target.per_fraction,
        )
        for target in one.targets
    )
    words = say(
        "From fraction {first}: {targets}, {count} {count:fraction|fractions}, {how}, by {person}",
        first=one.from_fraction,
        targets=targets,
        count=one.fractions,
        how=order_words(one, wording),
        person=wording.name(one.prescriber),
    )
    if one.reason:
        words = say("{order}. Reason: {reason}", order=words, reason=one.reason)
    return say("Order, version {number}", number=one.version), words


def _decision(one: ShortfallDecided, wording: Wording) -> Said:
    say = wording.say
    short = say.listing(f"{dose.volume} {say.amount(dose.dose)}" for dose in one.short)
    words = say(
        "{short} short: {choice}, by {person}. Reason: {reason}",
        short=short,
        choice=say.term(one.choice),
        person=wording.name(one.physician),
        reason=one.reason,
    )
    return say("Fraction {number}", number=one.fraction), words


def _compensation(one: CompensationOrdered, wording: Wording) -> Said:
    say = wording.say
    words = say(
        "{method} on {days}, by {person}. Reason: {reason}",
        method=wording.coded("rt_compensation", one.method),
        days=say.listing(say.date(day) for day in one.days),
        person=wording.name(one.physician),
        reason=one.reason,
    )
    return say("Compensation"), words


def _check(one: CourseChecked, wording: Wording) -> Said:
    say = wording.say
    found = say.listing(wording.coded("rt_check_item", code) for code in one.found)
    words = say(
        "Up to {day}: {found}, by {person}",
        day=one.through,
        found=found,
        person=wording.name(one.by),
    )
    return say("Weekly check"), words
