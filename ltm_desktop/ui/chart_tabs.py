"""The panels of a chart, in the order of their tabs: what each is called, its key, how it is built.

A panel builds itself when a person first comes to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.context import Context

if TYPE_CHECKING:
    from ltm_desktop.ui.panels.glance.panel import GlancePanel

Builder = Callable[[Context, PatientId], QWidget]
Left = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel of the chart."""

    key: str
    title: str
    """English, marked for translation."""
    shortcut: str
    build: Builder


def make_glance(context: Context, patient: PatientId) -> "GlancePanel":
    """Return the six weeks above the panels."""
    from ltm_desktop.ui.panels.glance.panel import GlancePanel

    return GlancePanel(context, patient)


def _dosing(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.dosing.panel import build

    return build(context, patient)


def _fractions(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.fractions.panel import build

    return build(context, patient)


def _labs(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.labs.panel import build

    return build(context, patient)


def _trends(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.labs.trends import TrendsPage

    return TrendsPage(context, patient, alone=True)


def _timeline(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.timeline.panel import build

    return build(context, patient)


def _reservoir(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.reservoir.panel import build

    return build(context, patient)


def make_serious(context: Context, patient: PatientId, event: str, left: Left) -> QWidget:
    """Return the panel of one serious event."""
    from ltm_desktop.ui.panels.serious.panel import build

    return build(context, patient, event, left)


def _toxicity(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.toxicity.panel import build

    return build(context, patient)


def _response(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.response.panel import build

    return build(context, patient)


def _follow_up(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.follow_up.panel import build

    return build(context, patient)


def _record(context: Context, patient: PatientId) -> QWidget:
    from ltm_desktop.ui.panels.enrolment.ending import EndKind
    from ltm_desktop.ui.panels.enrolment.panel import build as build_enrolment
    from ltm_desktop.ui.panels.enrolment.panel import build_ending
    from ltm_desktop.ui.panels.record.panel import Forms, build
    from ltm_desktop.ui.panels.review.panel import build as build_review
    from ltm_desktop.ui.panels.trail.panel import build as build_trail

    def review(
        context: Context, patient: PatientId, record: RecordId | None, left: Left
    ) -> QWidget:
        return build_review(context, patient, record=record, left=left)

    def trail(context: Context, patient: PatientId, left: Left) -> QWidget:
        return build_trail(context, patient, left=left)

    if context.reads_only:
        return build(context, patient, forms=Forms(review, trail=trail))

    def complete(context: Context, patient: PatientId, left: Left) -> QWidget:
        return build_enrolment(context, patient, left=left)

    def withdraw(context: Context, patient: PatientId, left: Left) -> QWidget:
        return build_ending(context, patient, EndKind.WITHDRAWAL, left=left)

    def death(context: Context, patient: PatientId, left: Left) -> QWidget:
        return build_ending(context, patient, EndKind.DEATH, left=left)

    return build(context, patient, forms=Forms(review, complete, withdraw, death, trail))


TABS: tuple[Tab, ...] = (
    Tab("dosing", _mark("Doses"), shortcuts.CHART_TABS[0], _dosing),
    Tab("fractions", _mark("RT fractions"), shortcuts.CHART_TABS[1], _fractions),
    Tab("record", _mark("Record"), shortcuts.CHART_TABS[2], _record),
    Tab("labs", _mark("Labs"), shortcuts.CHART_TABS[3], _labs),
    Tab("reservoir", _mark("Reservoir"), shortcuts.CHART_TABS[4], _reservoir),
    Tab("toxicity", _mark("Toxicity"), shortcuts.TOXICITY, _toxicity),
    Tab("timeline", _mark("Time line"), shortcuts.TIME_LINE, _timeline),
    Tab("response", _mark("Response"), shortcuts.RESPONSE, _response),
    Tab("follow_up", _mark("Follow-up"), shortcuts.FOLLOW_UP, _follow_up),
)


_LOADED = (
    *("dosing", "fractions", "record", "labs", "reservoir", "toxicity", "timeline", "response"),
    *("follow_up", "enrolment", "review", "trail", "serious", "signoff"),
)
"""What people come to from a chart, in about that order."""


def preload() -> None:
    """Import the panels of a chart; called in a thread as the first one opens."""
    for topic in _LOADED:
        import_module(f"ltm_desktop.ui.panels.{topic}.panel")


READ: tuple[Tab, ...] = (
    *(tab for tab in TABS if tab.key == "record"),
    *(tab for tab in TABS if tab.key == "timeline"),
    Tab("trends", _mark("Trends of results"), shortcuts.CHART_TABS[3], _trends),
)
"""All a monitor is shown: what was written, papers, review and curves; no form that acts."""
