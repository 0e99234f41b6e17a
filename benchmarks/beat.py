"""A heart that beats in the window's own event loop: how late each beat comes is the stall."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, Qt, QTimer

from ltm_desktop.ui.background import Background

BEAT_MS = 5
_REST_BEATS = 30
"""So many calm beats with nothing at work end a step."""
_PATIENCE_SECONDS = 120.0


@dataclass
class Heart:
    """What a scripted shift did to the event loop, step by step."""

    late: list[float] = field(default_factory=list)
    worst: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Step -> longest stall on the wall clock and the processor time of the window in it, ms."""

    def live(self, step: str, act: Callable[[], object]) -> None:
        """Do one thing from inside the event loop, and beat until the window has come to rest."""
        loop, timer = QEventLoop(), QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(BEAT_MS)
        beats = _Beats(self, step, loop)
        timer.timeout.connect(beats.beat)
        QTimer.singleShot(2 * BEAT_MS, act)
        beats.begin()
        timer.start()
        loop.exec()
        timer.stop()

    def profile(self) -> str:
        """Return the worst of each step, longest first."""
        ordered = sorted(self.worst.items(), key=lambda one: -one[1][0])
        lines = [f"{'step':42}{'longest ms':>12}{'window cpu ms':>15}"]
        return "\n".join([*lines, *(f"{s:42}{w:12.0f}{c:15.0f}" for s, (w, c) in ordered)])


class _Beats:
    def __init__(self, heart: Heart, step: str, loop: QEventLoop) -> None:
        self._heart, self._step, self._loop = heart, step, loop
        self._calm = 0
        self._wall = self._cpu = self._until = 0.0

    def begin(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.thread_time()
        self._until = self._wall + _PATIENCE_SECONDS

    def beat(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        late = max(0.0, (wall - self._wall) * 1000 - BEAT_MS)
        used = (cpu - self._cpu) * 1000
        self._wall, self._cpu = wall, cpu
        self._heart.late.append(late)
        if late >= self._heart.worst.get(self._step, (-1.0, 0.0))[0]:
            self._heart.worst[self._step] = (late, used)
        self._calm = 0 if Background.any_at_work() else self._calm + 1
        if self._calm >= _REST_BEATS or wall > self._until:
            self._loop.quit()
