"""P12: a two-page record against the bare canvas, a signature against bare PAdES, and 500."""

import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from benchmarks.figures import Bench, Figure, against, in_turn, median, within
from benchmarks.floor_paper import BareSigner, bare_record
from ltm_desktop.app.paper import Sheet
from ltm_desktop.reports.press import PaperPress
from tests.reports.people import site
from tests.reports.sheets import chinese, english

_TIMES = 15
RECORDS = 500
_BEAT_MS = 5


def measure(_bench: Bench) -> Iterator[Figure]:
    """Draw and sign both ways in turn, then print a morning of records beside a live window."""
    press, sheet = PaperPress(), two_pages()
    whole = press.draw(sheet)
    bare, ours = in_turn(_TIMES, bare_record, lambda: press.draw(sheet), warm=2)
    yield against(
        "P12",
        "two-page record with code and Chinese",
        floor=("ReportLab canvas, same pages, font and code", median(bare)),
        measured=median(ours),
        goal=3,
        note=f"{len(whole) // 1024} KiB of PDF",
        missed="The profile says where it goes.",
    )
    authority = site()
    signer = authority.signer("Nurse A (synthetic)", "administered")
    plain = BareSigner(whole, authority, signer)
    floor, signed = in_turn(
        _TIMES, plain.sign, lambda: press.sign(whole, "Administered", signer), warm=2
    )
    yield against(
        "P12",
        "one PAdES signature with its visible name",
        floor=("pyHanko, no appearance", median(floor)),
        measured=median(signed),
        goal=1.5,
        missed="The visible name and reason in Chinese and Latin are drawn for each signature.",
    )
    one = median(ours) + median(signed)

    def record() -> None:
        press.sign(press.draw(sheet), "Administered", signer)

    took, worst = beside_a_window(record)
    yield within(
        "P12",
        f"{RECORDS} records drawn and signed, against {RECORDS} times one",
        measured=took,
        goal=one * RECORDS * 1.1,
        note=f"the window beside them: longest stall {worst:.0f} ms",
    )


def two_pages() -> Sheet:
    """Return a record that fills two pages, in both languages."""
    latin, han = english(), chinese()
    return english(sections=(*latin.sections, *han.sections, *latin.sections))


def beside_a_window(work: Callable[[], object]) -> tuple[float, float]:
    """Do the work in a thread, often; return what it took and the window's worst stall, ms."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    label = QLabel("live")
    label.show()
    worst = 0.0
    last = time.perf_counter()

    def beat() -> None:
        nonlocal worst, last
        now = time.perf_counter()
        worst, last = max(worst, (now - last) * 1000 - _BEAT_MS), now
        label.setText(f"{now}")

    timer = QTimer()
    timer.timeout.connect(beat)
    began = time.perf_counter()
    thread = threading.Thread(target=lambda: [work() for _ in range(RECORDS)])
    last = began
    timer.start(_BEAT_MS)
    thread.start()
    while thread.is_alive():
        app.processEvents()
        time.sleep(0.001)
    return (time.perf_counter() - began) * 1000, worst
