"""The whole left side of the panel from one course: the words of every part together. No Qt."""

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.ui.panels.fractions.figures import (
    biological_of,
    figures_of,
    time_of,
    volumes_of,
)
from ltm_desktop.ui.panels.fractions.history import history_of
from ltm_desktop.ui.panels.fractions.plotted import plot_of
from ltm_desktop.ui.panels.fractions.shown import (
    CourseShown,
    Wording,
    heading_of,
    lines_of,
    notices_of,
    order_words,
)


def show_course(course: CourseView, records: RecordsSlice, wording: Wording) -> CourseShown:
    """Word a course for the panel."""
    say = wording.say
    return CourseShown(
        heading=heading_of(course, wording),
        figures=figures_of(course, say),
        lines=lines_of(course, records, wording),
        plot=plot_of(course, wording.now, say),
        order=order_words(course.ordered, wording),
        notices=notices_of(course, say),
        volumes=volumes_of(course, wording),
        biological=biological_of(course, say),
        time=time_of(course, say),
        history=history_of(course, wording),
    )
