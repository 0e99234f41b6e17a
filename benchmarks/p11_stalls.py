"""P11: stalls of the event loop in a scripted shift with print, sign, verify and backup.

Hands find what they press while the heart rests; it beats only while the program works.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QTabBar

from benchmarks import ward
from benchmarks.beat import Heart
from benchmarks.figures import Bench, Figure, percentile, within
from benchmarks.p06_dose import fill_dose
from benchmarks.ward import Open, shell_of
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.verification import verify_site
from ltm_desktop.ui.background import Background
from tests.journeys import clinic, desk
from tests.journeys.paper import Reader
from tests.journeys.readying import desk_of

_DOSES = 2
_PAGES = ("today", "patients", "signoff", "records", "site")


def measure(bench: Bench) -> Iterator[Figure]:
    """Play the shift; tell the longest stall and the p99 of all beats."""
    heart = Heart()
    site = ward.ready_site(bench, _DOSES)
    with ward.at_the_door(site, f"{ward.DAY} 10:10", bench.scratch) as here:
        _sign_in(here, heart)
        for number in range(1, _DOSES + 1):
            _dose(here, heart, number)
        _print(here, heart)
        for page in (*_PAGES, *_PAGES):
            heart.live(f"page {page}", partial(shell_of(here).work.go, page))
        _verify_and_backup(here, heart)
    bench.profiles["Stalls by step"] = heart.profile()
    told = f"{len(heart.late)} beats of 5 ms, with derivation of keys, paper and verification"
    yield within(
        "P11",
        "longest stall of the window in a scripted shift",
        measured=max(heart.late),
        goal=100,
        note=told,
        missed="The profile names the step; what of its length is no processor time of the window "
        "is waiting for another thread: most likely the one that loads what draws papers. "
        "Next: load it while Today rests, and make the next page of a dose while nobody waits.",
    )
    yield within("P11", "the same, p99", measured=percentile(heart.late, 0.99), goal=50)


def _sign_in(here: Open, heart: Heart) -> None:
    window = here.window
    desk.type_into(window, "signin.person", ward.ANN)
    desk.type_into(window, "signin.secret", DEMO_SECRET)
    button = desk.shown(window, QAbstractButton, "signin.button")
    heart.live("sign in, Today, verify at start", button.click)


def _dose(here: Open, heart: Heart, number: int) -> None:
    window = here.window
    clinic.open_patient(window, ward.name_of(number))
    chart = shell_of(here).work.chart
    tabs = desk.shown(window, QTabBar, "chart.tabs") if chart is not None else None
    for place in range(tabs.count() if tabs is not None else 0):
        if tabs is not None:
            heart.live(
                f"chart tab {tabs.tabText(place) or place}", partial(tabs.setCurrentIndex, place)
            )
    fill_dose(here, number)
    button = desk.shown(window, QAbstractButton, "dosing.record_button")
    heart.live("sign a dose with its paper", button.click)


def _print(here: Open, heart: Heart) -> None:
    reader = Reader()
    QDesktopServices.setUrlHandler("file", reader, "show")  # type: ignore[arg-type]  # the stub asks for bytes
    try:
        desk.press(here.window, "dosing.step.sign")
        button = desk.shown(here.window, QAbstractButton, "dosing.paper_button")
        heart.live("open the paper to print it", button.click)
        heart.live("draw a time line on paper", partial(_draw, here))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    if not reader.shown:
        raise RuntimeError(f"no paper was opened for {QUrl('file:')}")


def _draw(here: Open) -> None:
    found = desk_of(here.window)
    chart = shell_of(here).work.chart
    if chart is not None:
        from ltm_desktop.domain.identifiers import PatientId

        patient = PatientId(chart.patient)
        Background(here.window.program).run(lambda: found.time_line(patient), lambda _: None, _fail)


def _verify_and_backup(here: Open, heart: Heart) -> None:
    found = desk_of(here.window)
    heart.live(
        "verify the ledger",
        lambda: Background(here.window.program).run(
            lambda: verify_site(found.store), lambda _: None, _fail
        ),
    )
    backups = found.backups
    if backups is None:
        raise RuntimeError("no place for backups")
    now = found.clock.now()
    heart.live(
        "make and prove a backup",
        lambda: Background(here.window.program).run(
            lambda: backups.make(now), lambda _: None, _fail
        ),
    )


def _fail(error: Exception) -> None:
    raise error
