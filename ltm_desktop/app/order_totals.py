"""What an order adds up to: a change leaves the fractions that were started as they were ordered.

Refuses nothing and rounds nothing.
"""

from decimal import Decimal

from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.quantities import Quantity


def first_open(course: CourseSlice) -> int:
    """Return the fraction a new version would hold from."""
    ordered = course.prescribed
    started = (n for n in course.started() if ordered is None or n <= ordered.fractions)
    return max(started, default=0) + 1


def total_of(course: CourseSlice, volume: str, each: Quantity, fractions: int) -> Quantity:
    """Return a volume's dose over the whole course: earlier fractions as they were ordered."""
    first = first_open(course)
    before = sum(
        (
            one.per_fraction.value
            for number in range(1, first)
            for one in course.targets_of(number)
            if one.volume == volume
        ),
        Decimal(0),
    )
    return Quantity(before + each.value * max(fractions - first + 1, 0), each.unit)
