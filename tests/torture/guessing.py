"""Guessing at the door of a real site, with restarts and clocks set as a guesser likes (R14).

Time is the machine's own, which nobody can set: what a thousand guesses take is read from it.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import Refused
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.journal import stated_wait
from tests.app.clinic import SECRET, found
from tests.builders import NURSE, PHARMACIST
from tests.clocks import SettableClock

Say = Callable[[str], None]
NOON = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
STRANGERS = ("nobody", "administrator", "a.example ", "../keys", "护士甲", "x" * 5_000)
"""Names without a slot, as somebody would try them."""


@dataclass
class Figures:
    """What a campaign saw."""

    guesses: int = 0
    early: int = 0
    """Tries before the wait was over; none is looked at, the right secret included."""
    passed: timedelta = timedelta()
    """What the guesses at one account took."""
    others: int = 0
    """Colleagues who signed in meanwhile, at once."""
    words: set[str] = field(default_factory=set)
    """What wrong and unknown were told, with the seconds of a wait left out."""
    tricks: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.guesses} guesses in {self.passed}, {self.early} tries before the wait was "
            f"over, {self.others} colleagues signed in meanwhile, {len(self.words)} wording, "
            f"tricks {dict(self.tricks)}, {len(self.faults)} faults"
        )


class Guesser:
    """Somebody at the door of a site who knows an account's name and not its secret."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.chance = random.Random(seed)  # noqa: S311 - a story, no secret
        self.clock = SettableClock(NOON)
        self.figures = Figures()
        self._house = House(lambda _: self.clock)
        self._waits = timedelta()

    def guess(self, count: int) -> Figures:
        """Guess so often at one account, as early as it is looked at."""
        began = self.clock.passed
        for number in range(1, count + 1):
            self._wrong(NURSE, f"a guess {number}")
            self.figures.guesses += 1
            failed_at = self.clock.passed
            self._trick()
            whole = stated_wait(number)
            left = whole - (self.clock.passed - failed_at)
            if left > timedelta():
                self._early(left, whole)
            else:
                # a machine started anew knows less of what passed, and may wait once more
                self.clock.wait(self._still())
            if number % 25 == 0:
                self._colleague()
                self._wrong(self.chance.choice(STRANGERS), SECRET)
        self.figures.passed = self.clock.passed - began
        self._right()
        return self.figures

    def _wrong(self, person: str, secret: str) -> None:
        code, words = self._heard(person, secret)
        if code == "people.wrong_secret":
            self.figures.words.add(words)
        elif person == NURSE:
            self._fault(f"a guess was told {code}")

    def _early(self, left: timedelta, whole: timedelta) -> None:
        """Try the right secret at once and a second before the wait is over, then let it pass."""
        for _ in range(2):
            self.figures.early += 1
            code, _ = self._heard(NURSE, SECRET)
            if code != "people.wait":
                self._fault(f"before its wait was over it said {code or 'come in'}")
                return
            waits = self._waits
            if not left <= waits <= whole:
                self._fault(f"{waits} to wait, where {left} of {whole} are left")
            span = max(waits - timedelta(seconds=1), timedelta())
            self.clock.wait(span)
            left = max(left - span, timedelta())
        self.clock.wait(self._waits)

    def _still(self) -> timedelta:
        journal = self._house._journal(open_site(self.path))
        return journal.wait(NURSE, self.clock.now(), self.clock.steady())

    def _trick(self) -> None:
        """Do what may shorten the wait: set the clock, start the program or the machine anew."""
        trick = self.chance.choice(("none", "back", "forward", "years", "program", "machine"))
        self.figures.tricks[trick] += 1
        match trick:
            case "back" | "forward":
                hours = self.chance.choice((1, 24, 400))
                self.clock.move(timedelta(hours=hours if trick == "forward" else -hours))
            case "years":
                self.clock.move(timedelta(days=3652) * self.chance.choice((-1, 1)))
                self.clock.at = NOON if abs(self.clock.at - NOON).days > 9000 else self.clock.at
            case "program":
                self._house = House(lambda _: self.clock)
            case "machine":
                self._house = House(lambda _: self.clock)
                self.clock.start_machine(timedelta())
            case _:
                pass

    def _colleague(self) -> None:
        code, _ = self._heard(PHARMACIST, SECRET)
        if code:
            self._fault(f"a colleague was told {code}")
        self.figures.others += 1

    def _right(self) -> None:
        self.clock.wait(timedelta(minutes=6))
        code, _ = self._heard(NURSE, SECRET)
        if code:
            self._fault(f"the right secret was told {code}")

    def _heard(self, person: str, secret: str) -> tuple[str, str]:
        """Return the code and the words of a refusal, empty for whoever came in."""
        try:
            # only the slot is asked: what comes after it is the same for everybody
            self._house._cabinet(open_site(self.path), self.clock).unlock(person, secret)
        except Refused as refused:
            (alert,) = refused.alerts
            waits = alert.values.get("wait")
            self._waits = waits if isinstance(waits, timedelta) else timedelta()
            told = [text(alert) for say in _BOTH for text in (say.alert, say.next_step)]
            return alert.code, " ".join(told)
        return "", ""

    def _fault(self, what: str) -> None:
        self.figures.faults.append(f"guess {self.figures.guesses}: {what}")


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Guess so often at one account of a fresh site."""
    site = place / "guessed"
    found(site)
    figures = Guesser(site, seed).guess(count)
    for fault in figures.faults:
        say(fault)
    return figures


_BOTH = (Words("en"), Words("zh_CN"))
