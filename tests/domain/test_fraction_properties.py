"""A course always adds up, volume by volume, in any order of what people tell and order."""

from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.fraction_course import TWO_PER_DAY, WEEKEND
from ltm_desktop.domain.fraction_sums import CourseSum, bed, eqd2
from ltm_desktop.domain.fractions import RecordFraction
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.terms import ItemKind
from tests.builders import THERAPIST
from tests.course_builders import session
from tests.domain.fraction_steps import INCIDENT, PARTIAL, summed
from tests.domain.fraction_walks import COURSES, WALKS, Move, Walk, ordered
from tests.stories import Story, irradiated

Steps = list[tuple[Move, int]]
CENTS = Decimal("0.01")


def check_sums(walk: Walk, found: CourseSum) -> None:
    for one in found.targets:
        assert one.delivered == walk.delivered(one.volume)
        parts = one.delivered + one.unstarted + one.shortfall - one.excess
        assert parts == one.prescribed
        assert one.remaining == max(one.prescribed - one.delivered, Decimal(0)) >= 0
        assert min(one.unstarted, one.shortfall, one.excess) >= 0
        assert sum(one.by_fraction.values()) == sum(one.effective) == one.delivered
    assert found.started == found.complete + len(found.incomplete)
    assert set(found.undecided) <= set(found.incomplete)


def check_prescribed(story: Story, found: CourseSum) -> None:
    newest = story.chart.course.prescribed
    rule = story.protocol.prescription_of("A") if story.protocol else None
    assert newest is not None
    assert rule is not None
    for target in newest.targets:
        level = rule.level(target.level)
        assert level is not None
        assert found.of(target.volume).prescribed == target.total.value <= level.total.value


def check_plan(story: Story) -> None:
    course = story.chart.course
    assert course.prescribed is not None
    assert story.protocol is not None
    items = story.chart.plan.of(ItemKind.FRACTION)
    rule = story.protocol.prescription_of("A")
    assert rule is not None
    assert [one.number for one in items] == list(range(1, course.prescribed.fractions + 1))
    assert len(items) <= rule.fractions
    waiting = [one.scheduled for one in items if one.number not in course.started()]
    won, twice = course.days_of(WEEKEND), course.days_of(TWO_PER_DAY)
    assert all(story.calendar.is_working(one) or one in won for one in waiting)
    assert all(count <= (2 if one in twice else 1) for one, count in Counter(waiting).items())


def check_records(walk: Walk) -> None:
    course, records = walk.story.chart.course, walk.story.chart.records.by_id.values()
    standing = {one.record for one in records if one.stands and one.kind is RecordKind.FRACTION}
    assert {one.record for one in course.sessions} == standing == set(walk.standing)
    assert {one.record for one in course.treated()} == {
        record for record, doses in walk.standing.items() if doses
    }
    numbered = Counter((one.fraction, one.session) for one in course.treated())
    assert all(count == 1 for count in numbered.values())


@pytest.mark.parametrize("name", COURSES)
@given(WALKS)
def test_the_sums_hold_in_any_order_of_what_happens(name: str, steps: Steps) -> None:
    walk = ordered(name)
    for move, hours in steps:
        walk.step(move, hours)
        found = summed(walk.story)
        check_sums(walk, found)
        check_prescribed(walk.story, found)
        check_plan(walk.story)
        check_records(walk)


VISITS = st.lists(
    st.tuples(st.integers(1, 21), st.sampled_from(["2.00", "1.20", "0.80", "2.50"])),
    min_size=2,
    max_size=6,
)


def told_at(number: int, fraction: int, dose: str) -> RecordFraction:
    command = session(fraction, f"2026-03-{16 + number} 09:00", PARTIAL, dose, incident=INCIDENT)
    return replace(command, record=RecordId(f"rt-{number}"))


@given(VISITS, st.data())
def test_the_order_in_which_sessions_are_told_changes_no_sum(
    visits: list[tuple[int, str]], data: st.DataObject
) -> None:
    commands = [told_at(n, *visit) for n, visit in enumerate(visits)]
    late = irradiated().at("2026-03-24 18:00")
    told, shuffled = late, late
    for command in commands:
        told = told.does(command, THERAPIST)
    for command in data.draw(st.permutations(commands)):
        shuffled = shuffled.does(command, THERAPIST)
    assert summed(shuffled) == summed(told)


@given(st.integers(0, 20), st.decimals("0.1", "30", places=2))
def test_in_fractions_of_two_gray_the_equivalent_dose_as_shown_is_the_physical_one(
    count: int, ratio: Decimal
) -> None:
    doses = (Decimal(2),) * count
    assert eqd2(doses, ratio).quantize(CENTS, ROUND_HALF_UP) == Decimal(2 * count)


@given(
    st.lists(st.decimals("0.01", "5", places=2), max_size=30).map(tuple),
    st.decimals("0.1", "30", places=2),
)
def test_the_model_grows_with_every_fraction_and_follows_its_definition(
    doses: tuple[Decimal, ...], ratio: Decimal
) -> None:
    assert bed(doses, ratio) >= sum(doses)
    ratios = bed(doses, ratio) - eqd2(doses, ratio) * (1 + 2 / ratio)
    assert abs(ratios) < Decimal("1e-18")
    assert bed((*doses, Decimal(1)), ratio) > bed(doses, ratio)


def test_a_remainder_on_another_day_counts_as_a_fraction_of_its_own() -> None:
    story = irradiated().at("2026-03-17 12:00")
    for number, when in ((1, "2026-03-16 09:00"), (1, "2026-03-17 09:00")):
        part = session(number, when, PARTIAL, "1", incident=INCIDENT)
        story = story.does(part, THERAPIST)
    assert summed(story).main.effective == (Decimal(1), Decimal(1))
    same = irradiated().at("2026-03-16 12:00")
    for when in ("2026-03-16 09:00", "2026-03-16 11:00"):
        same = same.does(session(1, when, PARTIAL, "1"), THERAPIST)
    assert summed(same).main.effective == (Decimal(2),)
