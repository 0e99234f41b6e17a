"""The pages of the rail, in its order: what each is called, its key, and how it is built.

A page builds itself when it is first asked for, so that nothing loads before it is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.context import Context

CHART = "chart"


@dataclass(frozen=True, slots=True)
class Page:
    """One place of the rail; the chart has no builder, it opens with its patient."""

    key: str
    title: str
    """English, marked for translation."""
    icon: str
    shortcut: str
    build: Callable[[Context], QWidget] | None = None
    shown_to: Callable[[Desk], bool] = lambda _desk: True
    """Tells for whom the page is."""


def _today(context: Context) -> QWidget:
    from ltm_desktop.ui.today_page import TodayPage

    return TodayPage(context)


def _patients(context: Context) -> QWidget:
    from ltm_desktop.ui.panels.enrolment.panel import build as build_enrolment
    from ltm_desktop.ui.panels.patients.panel import build

    def enrol(context: Context, left: Callable[[], None]) -> QWidget:
        return build_enrolment(context, None, left=left)

    return build(context, None, enrol=enrol if context.enrols else None)


def _sign_off(context: Context) -> QWidget:
    from ltm_desktop.ui.panels.review.panel import build as build_review
    from ltm_desktop.ui.panels.review.presenter import ReviewAct
    from ltm_desktop.ui.panels.signoff.panel import build

    def review(
        context: Context,
        patient: PatientId,
        record: RecordId | None,
        asking: bool,
        left: Callable[[], None],
    ) -> QWidget:
        act = ReviewAct.ASK if asking else None
        return build_review(context, patient, record=record, act=act, left=left)

    return build(context, None, review=review)


def _records(context: Context) -> QWidget:
    from ltm_desktop.ui.records_page import RecordsPage

    return RecordsPage(context)


def _overview(context: Context) -> QWidget:
    from ltm_desktop.ui.panels.overview.panel import build

    return build(context)


def _reads_overview(desk: Desk) -> bool:
    from ltm_desktop.app.overview_readers import is_reader

    return is_reader(desk)


def _site(context: Context) -> QWidget:
    from ltm_desktop.ui.panels.scantest.panel import build as build_scanner_test
    from ltm_desktop.ui.panels.site.panel import build

    return build(context, None, scanner_test=build_scanner_test)


PAGES: tuple[Page, ...] = (
    Page("today", _mark("Today"), "today", shortcuts.TODAY, _today),
    Page("patients", _mark("Patients"), "patients", shortcuts.FIND_PATIENT, _patients),
    Page(CHART, _mark("Chart"), "chart", shortcuts.CHART),
    Page("signoff", _mark("Sign-off"), "sign_off", shortcuts.SIGN_OFF, _sign_off),
    Page("records", _mark("Records"), "records", shortcuts.RECORDS, _records),
    Page(
        "overview",
        _mark("Overview"),
        "overview",
        shortcuts.OVERVIEW,
        _overview,
        shown_to=_reads_overview,
    ),
    Page("site", _mark("Site"), "site", shortcuts.SITE, _site),
)
