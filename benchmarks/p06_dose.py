"""P6: a dose is signed: from the click to durable and shown, and the durable part by itself."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from benchmarks import ward
from benchmarks.figures import Bench, Figure, median, percentile, within
from benchmarks.floor_orm import durable_part
from benchmarks.ward import Open
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.stage import KeptCabinet
from ltm_desktop.app.issuing import Issuing
from ltm_desktop.app.recorder import PaperMaker, Proposal
from ltm_desktop.app.signing import Signed
from ltm_desktop.ledger.entries import Head
from tests.journeys import clinic, desk
from tests.journeys.readying import desk_of

DOSES = 20
_PATIENCE, _REST = 60.0, 0.001
_SIGNERS = ("nurse.a", "nurse.b")


@dataclass
class Stopwatch:
    """Where the time of one signed dose went, ms."""

    click_to_shown: list[float] = field(default_factory=list)
    paper: list[float] = field(default_factory=list)

    def apart_from_paper(self) -> list[float]:
        """Return what a person waited beside the making of the paper."""
        return [a - b for a, b in zip(self.click_to_shown, self.paper, strict=True)]


class TimedIssuing(Issuing):
    """The product's own issuing, with a watch at its side."""

    watch: Stopwatch

    def maker(self, proposal: Proposal, signed: Sequence[Signed]) -> PaperMaker | None:
        """Return what makes the paper, timed."""
        made = super().maker(proposal, signed)
        if made is None:
            return None

        def timed(head: Head) -> Sequence[object]:
            began = time.perf_counter()
            papers = made(head)
            self.watch.paper.append((time.perf_counter() - began) * 1000)
            return papers

        return timed  # type: ignore[return-value]  # the very papers the product made


def measure(bench: Bench) -> Iterator[Figure]:
    """Sign twenty doses at the window, then compare the durable part with one ORM transaction."""
    watch = Stopwatch()
    site = ward.ready_site(bench, DOSES)
    with ward.opened(site, f"{ward.DAY} 10:10", bench.scratch) as here:
        _prepare(here, watch)
        for number in range(1, DOSES + 1):
            sign_one(here, number, watch)
    shown = watch.apart_from_paper()
    slowest = shown.index(max(shown)) + 1
    yield within(
        "P6",
        "a dose signed, click to durable and shown, apart from key derivation and paper, p95",
        measured=percentile(shown, 0.95),
        goal=100,
        note=(
            f"{DOSES} doses; p50 {median(shown):.0f} ms, dose {slowest} the slowest; "
            f"the paper, drawn and signed twice, p50 {median(watch.paper):.0f} ms more, "
            "in a thread beside the window"
        ),
        missed=(
            "What is left is the window's own: the next page is made, styled and laid out as it is "
            "shown. Next: make it while nobody waits."
        ),
    )
    yield durable_part(bench)


def _prepare(here: Open, watch: Stopwatch) -> None:
    found = desk_of(here.window)
    found.cabinet = KeptCabinet(found.cabinet)
    for person in _SIGNERS:
        found.cabinet.unlock(person, DEMO_SECRET)
    if found.press is None:
        raise RuntimeError("the desk has no paper door")
    timed = TimedIssuing(found.store, found.charts, found.clock, found.press)
    timed.watch = watch
    found.issuing = timed


def fill_dose(here: Open, number: int) -> None:
    """Open a patient's first dose and tell its injection, up to the signatures."""
    window = here.window
    clinic.open_patient(window, ward.name_of(number))
    desk.press_key(window, Qt.Key.Key_1, clinic.ALT)
    desk.wait_for(lambda: desk.is_shown(window, "dosing.access.ommaya"))
    clinic.give_by_ommaya(window, "10:02", "10:07")
    for person in _SIGNERS:
        desk.type_into(window, f"dosing.secret.{person}", DEMO_SECRET)


def click_and_wait(here: Open) -> float:
    """Press the button that records; return the milliseconds until it is shown as saved."""
    window = here.window
    button = desk.shown(window, QAbstractButton, "dosing.record_button")
    lines = window.program.findChildren(QWidget, "dosing.saved_line")
    began = time.perf_counter()
    button.click()
    while not any(one.isVisible() for one in lines):
        here.turn()
        # the window rests as it does when nobody looks: what writes has the processor
        time.sleep(_REST)
        if time.perf_counter() - began > _PATIENCE:
            raise RuntimeError(f"the dose was not saved:\n{desk.texts(window)}")
    here.turn()
    return (time.perf_counter() - began) * 1000


def sign_one(here: Open, number: int, watch: Stopwatch) -> None:
    """Sign one dose and keep how long it took."""
    fill_dose(here, number)
    watch.click_to_shown.append(click_and_wait(here))
    desk.finish(here.window)
