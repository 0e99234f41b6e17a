"""Clocks that jump an hour, a day, ten years, through both changes of summer time, and zones (R12).

The site stands where clocks change twice a year. After each jump people go on working through the
real app; what the ledger then says of time is held against what was done.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import CLOCK_STREAM
from ltm_desktop.domain.labs import LabsRecorded
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.domain.time_doubt import TOLERANCE, ClockConfirmed, ClockDoubted
from tests import builders
from tests.app.clinic import SECRET, approve_product, configure, found, opened, plan_one_patient
from tests.builders import NURSE, PATIENT
from tests.clocks import SettableClock

Say = Callable[[str], None]
ZONE = "Europe/Berlin"
MORNING = datetime.fromisoformat("2026-03-02T08:00:00+01:00")
_HOUR = timedelta(hours=1)
JUMPS = {
    "an hour": _HOUR,
    "a day": timedelta(days=1),
    "ten years": timedelta(days=3652),
    "six minutes": timedelta(minutes=6),
    "four minutes": timedelta(minutes=4),
}
CHANGES = {"summer": "2026-03-29T01:30:00+01:00", "winter": "2026-10-25T02:30:00+02:00"}
"""Half an hour before each change; an hour later the wall clock shows another offset."""


@dataclass
class Figures:
    """What a campaign saw."""

    jumps: Counter[str] = field(default_factory=Counter)
    doubts: int = 0
    acts: int = 0
    truly: int = 0
    """Those that were told at a true time, which the clock had yet to come to."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.jumps.values())} jumps ({dict(self.jumps)}), {self.doubts} doubts recorded "
            f"and confirmed, {self.acts} acts meanwhile, {self.truly} of them at a true "
            f"time that the clock had yet to come to, {len(self.faults)} faults"
        )


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Let the clock of a fresh site jump so often."""
    site = place / "clocks"
    make(site)
    figures = Ward(site, seed).go_on(count)
    for fault in figures.faults:
        say(fault)
    return figures


def make(site: Path) -> None:
    """Found a practice site in a zone with summer time, with one planned patient."""
    found(site, zone=ZONE, country="DE", kind=SiteKind.PRACTICE)
    with opened(site, "2026-02-24 15:00") as clinic:
        configure(clinic)
        approve_product(clinic)
        plan_one_patient(clinic)


class Ward:
    """A desk whose clock is not to be trusted, and a nurse who works on."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)  # noqa: S311 - a story, no secret
        self.clock = SettableClock(MORNING, ZONE)
        self.figures = Figures()
        self.told: list[tuple[datetime, bool]] = []
        """The times of samples as they were told, and whether the clock was in doubt."""
        self.drift = timedelta()
        """By how much the wall clock went its own way since somebody found it right."""

    def go_on(self, count: int) -> Figures:
        """Jump and work so often, then hold the record against it."""
        desk = self._open()
        planned = _plan(desk)
        for _ in range(count):
            self.clock.wait(timedelta(minutes=self.chance.randrange(6, 90)))
            self._follow_law()
            self._works(desk)
            desk = self._jumps(desk)
            self._works(desk)
            self._confirms(desk)
        self._judge(desk, planned)
        desk.close()
        return self.figures

    def _follow_law(self) -> None:
        """Let the computer stand in the zone of the site, summer time included."""
        self.clock.offset = self.clock.now().isoformat()[-6:]

    def _open(self) -> Desk:
        self._follow_law()
        return House(lambda _: self.clock).open_site(self.site, NURSE, SECRET)

    def _jumps(self, desk: Desk) -> Desk:
        """Let the clock jump while the program runs, or while it is closed."""
        kind = self.chance.choice((*JUMPS, *CHANGES, "zone", "nothing"))
        closed = kind in JUMPS and self.chance.random() < 0.3
        self.figures.jumps[kind] += 1
        if closed:
            desk.close()
        before = self.clock.now()
        far = self._move(kind, desk)
        if closed:
            desk = self._open()
        # while it was closed nobody counted: only a clock before the newest entry tells
        expected = far < -TOLERANCE  # before the newest entry, whatever went before
        if closed:
            self.drift = far if expected else timedelta()
        else:
            self.drift += far
            expected |= abs(self.drift) > TOLERANCE or kind == "zone"
        if desk.time.look() is not expected:
            told = f"{kind}{', closed' * closed}, {before} to {self.clock.now()}"
            self._fault(f"{told}: {'no doubt' if expected else 'a doubt'}")
        return desk

    def _move(self, kind: str, desk: Desk) -> timedelta:
        """Move the wall clock and return how far; it stays within ten years of the first day."""
        if kind in JUMPS:
            far = JUMPS[kind]
            if self.clock.now() > MORNING or self.chance.random() < 0.5:
                far = -far
            if self.clock.now() - MORNING < -timedelta(days=3600):
                far = abs(far)
            self.clock.move(far)
            self._follow_law()
            return far
        if kind in CHANGES:
            # set near it, which is a jump of its own; then an hour passes and the law moves it
            self.clock.at = datetime.fromisoformat(CHANGES[kind])
            if desk.time.look():
                self._confirms(desk)
            self.clock.wait(_HOUR)
        if kind == "zone":
            self.clock.offset = self.chance.choice(("+08:00", "-05:00", "+05:45"))
        else:
            self._follow_law()
        return timedelta()

    def _works(self, desk: Desk) -> None:
        """Record a sample of an hour ago by the clock on the wall, and one by the true time.

        Nothing may hold up either of them.
        """
        # in UTC: an hour before the clock went back is not an hour earlier on the wall
        shown = self.clock.now().astimezone(UTC)
        self._records(desk, shown - _HOUR)
        if desk.time.doubt is not None and self.drift < -TOLERANCE:
            self.figures.truly += 1
            self._records(desk, shown - self.drift)

    def _records(self, desk: Desk, sampled: datetime) -> None:
        told = builders.labs(sampled.strftime("%Y-%m-%d %H:%M"))
        own = tuple(replace(one, sampled_at=sampled) for one in told.results)
        try:
            desk.do(replace(told, results=own), Words(), {NURSE: SECRET})
        except LtmError as error:
            self._fault(f"at {self.clock.now()}: held up by {error}")
            return
        self.figures.acts += 1
        self.told.append((sampled, desk.time.doubt is not None))

    def _confirms(self, desk: Desk) -> None:
        if desk.time.doubt is None:
            return
        desk.time.confirm(self.clock.now(), "The time is right", "en")
        self.figures.doubts += 1
        self.drift = timedelta()
        self._follow_law()
        if desk.time.look():
            self._fault(f"confirmed at {self.clock.now()}, and still in doubt")

    def _judge(self, desk: Desk, planned: Sequence[object]) -> None:
        """Hold the record against what was done."""
        samples = [
            (event.results[0].sampled_at, sealed.entry.body.get("clock") is not None)
            for sealed in desk.store.entries(PATIENT)
            for event in events_of(sealed.entry)
            if isinstance(event, LabsRecorded)
        ]
        if samples != self.told:
            self._fault("samples stand in another order, at other times or otherwise doubted")
        clock = [
            event for one in desk.store.entries(CLOCK_STREAM) for event in events_of(one.entry)
        ]
        if [type(one) for one in clock] != [ClockDoubted, ClockConfirmed] * self.figures.doubts:
            self._fault("not every doubt was recorded once and confirmed once")
        recorded = [one.entry.recorded_at for one in desk.store.entries()]
        if any(datetime.fromisoformat(at).utcoffset() is None for at in recorded):
            self._fault("a time without its offset")
        if _plan(desk) != planned:
            self._fault("a planned dose is not as it was planned")
        if not verify_site(desk.store).intact:
            self._fault("the record does not verify")

    def _fault(self, what: str) -> None:
        self.figures.faults.append(what)


def _plan(desk: Desk) -> list[object]:
    """Return every planned item and what is settled: nothing may become given by itself."""
    chart = desk.chart(PATIENT)
    return [*chart.plan.items.values(), sorted(chart.dosing.settled)]
