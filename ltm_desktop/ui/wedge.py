"""Tell a keyboard-wedge scanner from a person's hands by the rhythm of the keys. No Qt.

Keys are kept until it is certain whose they are: typed ones come back in order and none is lost;
of a scan nothing comes back, its final Return included. A pause inside a scan throws it away.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

K = TypeVar("K")

GS = "\x1d"
"""ASCII 29, as which a scanner sends the GS1 separator."""
ALT_ZERO = 0xE000
"""Digits held with Alt, as they spell a character code, stand in a private place of Unicode."""
STRANGE = "\N{REPLACEMENT CHARACTER}"
"""A key inside a scan that is no character."""
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How this workstation's scanner types."""

    gap_ms: int = 30
    """The longest time between two keys of a scan; fast hands leave 60 and more."""
    shortest: int = 4
    """So many keys in a row without a gap are no hand's."""
    prefix: str = ""
    """What every scan begins with; when set, no other key is kept waiting at all."""
    suffixes: str = "\r\n\t"
    """What ends a scan; empty where the scanner sends nothing, then silence ends it."""
    aftermath_ms: int = 400
    """How long the rest of a broken scan, or a second line end, is still swallowed."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a scanner typed, without prefix and suffix, and how fast."""

    text: str
    gaps: tuple[int, ...]
    """Milliseconds between its keys."""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Generic[K]):
    """What one key, or silence, has decided."""

    keep: bool = False
    """Swallow this key."""
    replay: tuple[K, ...] = ()
    """Typed keys to hand on now, before this one."""
    scan: Burst | None = None
    half: Burst | None = None
    """A scan that broke off; it is thrown away."""


@dataclass(slots=True)
class Wedge(Generic[K]):
    """Collect keys with their times in milliseconds."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    _held: list[tuple[str, int, K]] = field(default_factory=list)
    _rest_until: int | None = None
    _rest_last: int = 0
    _tail_until: int | None = None
    _ended_at: int | None = None
    _sure: bool = False
    """What is kept came without a gap after a scan: no hand is that fast."""

    @property
    def waiting(self) -> bool:
        """Tell whether keys are kept."""
        return bool(self._held)

    def press(self, char: str, at: int, key: K, *, command: bool = False) -> Answer[K]:
        """Take one key; `char` is empty for a key that writes nothing.

        A `command` (a key with Ctrl or Alt, a function key) can only be inside a scan.
        """
        if self._is_rest(char, at):
            return Answer(keep=True)
        before: Answer[K] = Answer()
        if self._held and not self._follows(at):
            before = self.fall_silent()
            if self._is_rest(char, at):
                return Answer(keep=True, replay=before.replay, scan=before.scan, half=before.half)
        now = self._continue(char, at, key, command) if self._held else None
        if now is None:
            now = Answer(keep=self._begin(char, at, key, command))
        replay = (*before.replay, *now.replay)
        return Answer(now.keep, replay, now.scan or before.scan, now.half or before.half)

    def would_keep(self, char: str, at: int, *, command: bool = False) -> bool:
        """Tell whether a key will be swallowed, so that no shortcut may take it first."""
        if self._in_time(self._rest_until, at):
            return bool(char)
        if self._held and self._follows(at):
            return not self._is_typed(char, command, at)
        if self._ends(char) and self._in_time(self._tail_until, at):
            return True
        if not self._held and self._comes_at_once(at):
            return True
        # Only these begin a scan and could be a shortcut as well.
        return self._begins(char, command) and char in {GS, self.rhythm.prefix[:1]}

    def fall_silent(self) -> Answer[K]:
        """End what is kept because nothing followed in time."""
        if not self._held:
            return Answer()
        if not self._is_machine():
            return Answer(replay=self._let_go())
        last = self._held[-1][1]
        burst = self._burst("")
        self._held.clear()
        if not self.rhythm.suffixes:
            return Answer(scan=burst)
        self._rest_last, self._rest_until = last, last + self.rhythm.aftermath_ms
        return Answer(half=burst)

    def _begin(self, char: str, at: int, key: K, command: bool) -> bool:
        if self._ends(char) and self._in_time(self._tail_until, at):
            # A second line end of the scan that has just come.
            self._ended_at = at
            return True
        self._sure = self._comes_at_once(at)
        if not self._sure and not self._begins(char, command):
            return False
        char = char or STRANGE
        self._held.append((char, at, key))
        return True

    def _continue(
        self,
        char: str,
        at: int,
        key: K,
        command: bool,
    ) -> Answer[K]:
        if self._is_typed(char, command, at):
            return Answer(replay=self._let_go())
        if self._ends(char):
            burst, whole = self._burst(char), self._is_machine(least=self.rhythm.shortest)
            self._held.clear()
            self._tail_until = at + self.rhythm.aftermath_ms
            self._ended_at = at
            return Answer(keep=True, scan=burst) if whole else Answer(keep=True, half=burst)
        self._held.append((char or STRANGE, at, key))
        if len(self._held) > _LONGEST:
            return Answer(keep=True, half=self.fall_silent().half)
        return Answer(keep=True)

    def _begins(self, char: str, command: bool) -> bool:
        if self.rhythm.prefix:
            return char == self.rhythm.prefix[0]
        return bool(char) and not command and not self._ends(char)

    def _is_rest(self, char: str, at: int) -> bool:
        """Swallow what still comes of a broken scan; its line end closes the matter."""
        if not char or not self._in_time(self._rest_until, at):
            return False
        if self._ends(char):
            self._rest_until = None
            self._tail_until = at + self.rhythm.aftermath_ms
            self._ended_at = at
        else:
            # A long rest is waited for to its end; slow hands are not.
            fast = at - self._rest_last <= self.rhythm.gap_ms
            more = self.rhythm.aftermath_ms if fast else self.rhythm.gap_ms
            self._rest_until = max(self._rest_until or 0, at + more)
        self._rest_last = at
        return True

    def _comes_at_once(self, at: int) -> bool:
        """Tell whether a key follows the end of a scan as only the same scanner can."""
        return self._ended_at is not None and 0 <= at - self._ended_at <= self.rhythm.gap_ms

    def _follows(self, at: int) -> bool:
        return 0 <= at - self._held[-1][1] <= self.rhythm.gap_ms

    def _in_time(self, until: int | None, at: int) -> bool:
        return until is not None and until - self.rhythm.aftermath_ms <= at <= until

    def _is_machine(self, *, least: int = 2) -> bool:
        if self._sure:
            return True
        prefix = self.rhythm.prefix
        shortest = len(prefix) if prefix else self.rhythm.shortest
        if self._in_time(self._tail_until, self._held[0][1]):
            # So soon after a scan, two keys without a gap are what is left of it.
            shortest = min(shortest, least)
        return len(self._held) >= shortest

    def _ends(self, char: str) -> bool:
        return bool(char) and char in self.rhythm.suffixes

    def _is_typed(self, char: str, command: bool, at: int) -> bool:
        """Tell whether a key shows that what is kept was typed by a person."""
        if self._is_machine() or (self._ends(char) and self._in_time(self._tail_until, at)):
            return False
        return not char or command or self._ends(char) or self._leaves_prefix(char)

    def _leaves_prefix(self, char: str) -> bool:
        prefix = self.rhythm.prefix
        return bool(prefix) and char != prefix[len(self._held)]

    def _let_go(self) -> tuple[K, ...]:
        keys = tuple(key for _, _, key in self._held)
        self._held.clear()
        return keys

    def _burst(self, suffix: str) -> Burst:
        times = [at for _, at, _ in self._held]
        gaps = tuple(after - before for before, after in pairwise(times))
        text = "".join(char for char, _, _ in self._held).removeprefix(self.rhythm.prefix)
        return Burst(_spelled(text), gaps, suffix)


def alt_digit(digit: str) -> str:
    """Return the private character that stands for a digit held with Alt."""
    return chr(ALT_ZERO + int(digit))


def _spelled(text: str) -> str:
    """Turn digits held with Alt into the character they spell: 029 is the GS1 separator."""
    written, digits = [], ""
    for char in (*text, ""):
        if char and ALT_ZERO <= ord(char) < ALT_ZERO + 10:
            digits += str(ord(char) - ALT_ZERO)
            continue
        if digits:
            code = int(digits)
            written.append(chr(code) if code < 0x80 else STRANGE)
            digits = ""
        written.append(char)
    return "".join(written)
