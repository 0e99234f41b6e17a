"""Patients of every kind, some followed for months, and the site's numbers of them."""

from datetime import UTC, date, datetime
from functools import cache

from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.overview_told import sheets
from ltm_desktop.app.site_numbers import SiteOverview
from ltm_desktop.app.site_overview import overview
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.follow_up import JudgeProgression
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.ledger.entries import Head
from tests.app.test_site_overview import day_of, named, stories, treated
from tests.builders import PATIENT, PHYSICIAN, contact
from tests.cases.clinical import example
from tests.stories import Story

TODAY = date(2027, 3, 2)
_NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)


@cache
def charts() -> tuple[Chart, ...]:
    """Return patients of every kind, and some who were followed for months."""
    died = ("2026-06-20", "2026-09-01", "2026-12-11")
    alive = ("2026-07-05", "2026-11-20", "2027-02-24", "2027-03-01")
    followed = [
        *(_dead(on, arm) for on, arm in zip(died, "ABA", strict=True)),
        *(_alive(on, arm) for on, arm in zip(alive, "ABAB", strict=True)),
        _dead("2026-05-02", "B"),
        _worse("2026-08-15"),
    ]
    return tuple(named(story, n + 1) for n, story in enumerate((*stories(), *followed)))


def _dead(on: str, arm: str) -> Story:
    dying = RecordDeath(PATIENT, date.fromisoformat(on))
    return treated(arm).at(f"{on} 10:00").does(dying)


def _alive(on: str, arm: str) -> Story:
    return treated(arm).at(f"{on} 10:00").does(contact(on))


def _worse(on: str) -> Story:
    worse = JudgeProgression(PATIENT, RecordId("fup-w"), date.fromisoformat(on), "new weakness")
    return treated("A").at(f"{on} 10:00").does(worse, PHYSICIAN)


@cache
def found() -> SiteOverview:
    """Return the numbers of them."""
    return overview(charts(), example(), TODAY, day_of)


def counted(say: Words) -> Overview:
    """Return the numbers as the page is given them."""
    return _told(found(), len(charts()), say)


def nobody(say: Words) -> Overview:
    """Return the numbers of a site without a patient."""
    return _told(overview((), example(), TODAY, day_of), 0, say)


def _told(numbers: SiteOverview, patients: int, say: Words) -> Overview:
    told, head = sheets(numbers, example(), say), Head("EX1", 1204, "9c93" * 16)
    return Overview(numbers, example(), told, _NOW, head, patients)
