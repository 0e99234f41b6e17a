"""P5: memory on a quiet Today, and after a shift of twelve hours by a clock that is moved."""

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from benchmarks import ward
from benchmarks.figures import Bench, Figure, against, within
from benchmarks.start_told import resident
from benchmarks.starting import middle, site_of, starts
from benchmarks.ward import Open, shell_of
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.labs import RecordLabs
from tests.journeys import clinic, desk
from tests.journeys.readying import desk_of

_TIMES, _HOURS, _PATIENTS = 3, 12, 2
_PAGES = ("patients", "signoff", "records", "today")


@dataclass(frozen=True, slots=True)
class Hour:
    """What was there at the end of one hour."""

    memory: float
    objects: int
    widgets: int


def measure(bench: Bench) -> Iterator[Figure]:
    """Compare idle memory in processes of their own, then work a shift in this one."""
    floors, ours = starts(bench, _TIMES, "today", site_of(bench))
    yield against(
        "P5",
        "resident memory idle on Today",
        floor=("bare Qt window", middle(floors, "quiet", "rss_mib")),
        measured=middle(ours, "quiet", "rss_mib"),
        goal=2.2,
        unit="MiB",
        missed=(
            "SQLAlchemy holds 28 MiB, the two OpenSSLs of SQLCipher and cryptography 14, the "
            "events and forms of the house 25. Next: what tells and prints with the first chart."
        ),
    )
    hours = list(_shift(bench))
    bench.profiles["Memory over a shift"] = _told(hours)
    first, last = hours[1], hours[-1]
    yield within(
        "P5",
        "memory after a shift of 12 hours, against its second hour",
        measured=(last.memory / first.memory - 1) * 100,
        goal=10,
        unit="%",
        note=f"{first.memory:.0f} to {last.memory:.0f} MiB; each hour two charts with every tab, "
        "an entry, every page, lock and unlock",
    )
    yield within(
        "P5",
        "objects after the shift, against its second hour",
        measured=(last.objects / first.objects - 1) * 100,
        goal=2,
        unit="%",
        note=f"{first.objects:,} to {last.objects:,} objects, "
        f"{first.widgets} to {last.widgets} widgets; two entries an hour stay in the charts",
    )


def _shift(bench: Bench) -> Iterator[Hour]:
    site = ward.ready_site(bench, _PATIENTS)
    with ward.opened(site, f"{ward.DAY} 10:10", bench.scratch) as here:
        for _ in range(_HOURS):
            here.window.clock.at += timedelta(hours=1)
            _work(here)
            yield _end_of(here)


def _work(here: Open) -> None:
    """Do what a nurse does in an hour."""
    window = here.window
    for number in range(1, _PATIENTS + 1):
        clinic.open_patient(window, ward.name_of(number))
        work = shell_of(here).work
        if (chart := work.chart) is None:
            raise RuntimeError("no chart is open")
        for tab in ("fractions", "labs", "toxicity", "response", "record", "dosing"):
            chart.show_tab(tab, "")
            here.turn()
        found = desk_of(window)
        drawn = RecordLabs(PatientId(chart.patient), lab_results(found.clock.now()))
        work.context.notices.recorded.emit(found.record(found.propose(drawn, Words("en"))))
    for page in _PAGES:
        shell_of(here).work.go(page)
        here.turn()
    clinic.lock(window)
    desk.type_into(window, "lock.secret", DEMO_SECRET)
    desk.press(window, "lock.button")
    desk.wait_for(lambda: not desk.is_shown(window, "lock.secret"))
    desk.finish(window)


def _end_of(here: Open) -> Hour:
    for _ in range(3):
        here.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        here.turn()
        gc.collect()
    return Hour(
        resident(), len(gc.get_objects()) + gc.get_freeze_count(), len(QApplication.allWidgets())
    )


def _told(hours: list[Hour]) -> str:
    lines = [f"{'hour':>5}{'MiB':>8}{'objects':>11}{'widgets':>9}"]
    lines += [
        f"{number:5}{one.memory:8.1f}{one.objects:11,}{one.widgets:9}"
        for number, one in enumerate(hours, start=1)
    ]
    return "\n".join([*lines, f"CPython {sys.version.split()[0]}"])
