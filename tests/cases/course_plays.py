"""Play the worked courses of courses.json over the real decisions, and read what came of them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from ltm_desktop.app.course_views import CourseView, view_course
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.fraction_sums import TargetSum, bed, eqd2, sum_course
from ltm_desktop.domain.fractions import (
    CourseTarget,
    DeliveredDose,
    PrescribeRadiotherapy,
    RecordFraction,
    SessionOutcome,
    ShortfallChoice,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from tests.builders import OTHER_THERAPIST, PATIENT, PHYSICIAN, THERAPIST, calendar
from tests.cases.clinical import day
from tests.cases.courses import ExampleCourse, example_course
from tests.course_builders import compensation, course_check, link, session, shortfall
from tests.stories import Story, planned

Step = Mapping[str, Any]
INCIDENT = "told to the physicist (example)"
CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("courses.json").read_text("utf-8")
)["cases"]


def play(case: Mapping[str, Any]) -> Story:
    """Return the story of a case; a step that ends otherwise than told fails the test."""
    course = example_course(case.get("course", "standard"), case.get("start", "2026-03-16"))
    story = replace(
        planned(case.get("arm", "A")),
        protocol=course.active,
        calendar=calendar(*case.get("closures", ())),
    ).at("2026-03-13 09:00")
    if case.get("ordered", True):
        story = story.does(course.order, PHYSICIAN)
    for step in case["steps"]:
        story = _played(story, step, course)
    return story


def _played(story: Story, step: Step, course: ExampleCourse) -> Story:
    if "days" in step:
        return _whole_days(story, step, course)
    command, by = _COMMANDS[step["do"]](step, story, course)
    story = story.at(step["at"])
    if "refused" in step:
        assert story.refused(command, by) == set(step["refused"]), step
        return story
    if "breaches" in step:
        assert isinstance(command, RecordFraction)
        assert story.refused(command, by) == set(step["breaches"]), step
        command = replace(command, incident=INCIDENT)
    events = story.decides(command, by)
    if isinstance(command, RecordFraction):
        assert events[0].breaches == tuple(sorted(step.get("breaches", ()))), step
    return story.told(*events, by=by)


def _whole_days(story: Story, step: Step, course: ExampleCourse) -> Story:
    """Treat fractions whole, each on its planned day at nine."""
    first, last = step["days"]
    for number in range(first, last + 1):
        item = next(one for one in fractions_of(story) if one.number == number)
        when = f"{item.scheduled.isoformat()} 09:00"
        told, by = _session({"at": when, "fraction": number}, story, course)
        story = story.at(when).does(told, by)
    return story


def fractions_of(story: Story) -> tuple[PlannedItem, ...]:
    """Return the planned fractions."""
    return story.chart.plan.of(ItemKind.FRACTION)


Told = tuple[Command, PersonId]


def _doses(step: Step, story: Story, course: ExampleCourse) -> tuple[DeliveredDose, ...]:
    unit = course.order.targets[0].total.unit
    if "gy" in step:
        named = step["gy"].items()
        return tuple(DeliveredDose(one, Quantity(Decimal(dose), unit)) for one, dose in named)
    targets = story.chart.course.targets_of(step["fraction"]) or course.order.targets
    return tuple(DeliveredDose(one.volume, one.per_fraction) for one in targets)


def _session(step: Step, story: Story, course: ExampleCourse) -> Told:
    outcome = SessionOutcome(step.get("outcome", "delivered"))
    treated = outcome is not SessionOutcome.NOT_TREATED
    command = session(step["fraction"], step.get("happened", step["at"]), outcome, None)
    return (
        replace(
            command,
            record=RecordId(step.get("record", command.record)),
            delivered=_doses(step, story, course) if treated else (),
            uid=step.get("uid", ""),
            resume_on=day(step["resume_on"]) if "resume_on" in step else None,
            second=command.second if treated else None,
        ),
        THERAPIST,
    )


def _correction(step: Step, story: Story, course: ExampleCourse) -> Told:
    command, by = _session(step, story, course)
    assert isinstance(command, RecordFraction)
    corrects = RecordId(step["corrects"])
    return replace(command, corrects=corrects, correction_reason="typing_slip"), by


def _void(step: Step, _story: Story, _course: ExampleCourse) -> Told:
    return (
        VoidRecord(PATIENT, RecordId(step["record"]), "entered_twice", OTHER_THERAPIST),
        THERAPIST,
    )


def _order(step: Step, _story: Story, course: ExampleCourse) -> Told:
    order = replace(
        course.order,
        start_on=day(step["start"]) if "start" in step else course.order.start_on,
        fractions=step.get("fractions", course.order.fractions),
        reason=step.get("reason", ""),
    )
    if "targets" in step:
        order = replace(order, targets=tuple(_targets(step["targets"], order)))
    return order, PHYSICIAN


def _targets(told: Mapping[str, Mapping[str, str]], order: PrescribeRadiotherapy) -> Any:
    known = {one.volume: one for one in order.targets}
    for volume, doses in told.items():
        like: CourseTarget = known.get(volume, order.targets[0])
        unit = like.total.unit
        yield replace(
            like,
            volume=volume,
            level=doses.get("level", like.level),
            site=doses.get("site", like.site),
            total=Quantity(Decimal(doses["total"]), unit),
            per_fraction=Quantity(Decimal(doses["per_fraction"]), unit),
        )


_COMMANDS: Mapping[str, Callable[[Step, Story, ExampleCourse], Told]] = {
    "treat": _session,
    "correct": _correction,
    "void": _void,
    "order": _order,
    "decide": lambda step, *_: (
        shortfall(step["fraction"], ShortfallChoice(step["choice"])),
        PHYSICIAN,
    ),
    "compensate": lambda step, *_: (compensation(step["method"], *step["on"]), PHYSICIAN),
    "link": lambda step, *_: (link(step["record"], uid=step.get("uid", "")), THERAPIST),
    "check": lambda step, *_: (course_check(step["through"]), THERAPIST),
}


def found(story: Story, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return what came of a course, for every name that is expected and no other."""
    return {name: _FOUND[name](story, one) for name, one in expected.items()}


def _volumes(story: Story, expected: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    summed = sum_course(story.chart.course)
    assert summed is not None
    return {
        volume: {name: _sum(summed.of(volume), name) for name in one}
        for volume, one in expected.items()
    }


def _sum(volume: TargetSum, name: str) -> str:
    kind, _, ratio = name.partition("_")
    if kind in ("bed", "eqd2"):
        model = bed if kind == "bed" else eqd2
        return str(shown(model(volume.effective, Decimal(ratio))))
    value: Decimal = getattr(volume, name)
    return str(shown(value))


def shown(value: Decimal) -> Decimal:
    """Return an amount as it is shown, to two decimals."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _course_sum(name: str) -> Callable[[Story, Any], Any]:
    def read(story: Story, _expected: Any) -> Any:
        value = getattr(sum_course(story.chart.course), name)
        return list(value) if isinstance(value, tuple) else value

    return read


def ends(story: Story) -> tuple[date, date]:
    """Return the first and the last day of a course, as it was or as it is planned."""
    act, course = story.act(THERAPIST), story.chart.course
    treated = [act.day_of(one.at) for one in course.treated()]
    started = course.started()
    waiting = [one.scheduled for one in fractions_of(story) if one.number not in started]
    return min(treated or waiting), max((*treated, *waiting))


def _check_found(name: str) -> Callable[[Story, Any], Any]:
    def read(story: Story, _expected: Any) -> Any:
        value = getattr(story.chart.course.checks[-1], name)
        return list(value) if isinstance(value, tuple) else value

    return read


def _shown(story: Story) -> CourseView:
    """Return the course as screens and paper show it."""
    assert story.protocol is not None
    view = view_course(story.chart, story.protocol, story.act(THERAPIST))
    assert view is not None
    return view


_FOUND: Mapping[str, Callable[[Story, Any], Any]] = {
    "volumes": _volumes,
    **{
        name: _course_sum(name)
        for name in (
            "started", "complete", "incomplete", "undecided", "not_treated", "next_fraction"
        )
    },
    "sessions": lambda story, _: len(story.chart.course.sessions),
    "numbers": lambda story, _: [one.session for one in story.chart.course.sessions],
    "versions": lambda story, _: len(story.chart.course.versions),
    "first": lambda story, _: ends(story)[0].isoformat(),
    "last": lambda story, _: str(_shown(story).end),
    "overall_days": lambda story, _: _shown(story).overall_days,
    "prolonged_by": lambda story, _: _shown(story).days_late,
    "scheduled": lambda story, expected: {code: story.scheduled()[code] for code in expected},
    "planned": lambda story, _: len(fractions_of(story)),
    "uids": lambda story, _: sorted(story.chart.course.uids),
    "missing_doses": _check_found("missing_doses"),
    "unlinked": _check_found("unlinked"),
}  # fmt: skip
