"""What one scan showed about the scanner: characters, meaning, rhythm, separator, advice. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import Scan, check_product, sends_separator, told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert

_CONTROLS = {
    "\x02": "STX",
    "\x03": "ETX",
    "\x04": "EOT",
    "\t": "TAB",
    "\n": "LF",
    "\r": "CR",
    "\x1b": "ESC",
    "\x1c": "FS",
    "\x1d": "GS",
    "\x1e": "RS",
    "\x1f": "US",
}
_STRANGE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One scan as it arrived."""

    text: str
    gaps: tuple[int, ...]
    """Milliseconds between its keys."""
    suffix: str
    scan: Scan | None
    alerts: tuple[Alert, ...]
    separators_arrive: bool
    """Whether the separator came in this scan or an earlier one."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the page shows of a scan, worded."""

    characters: str
    alerts: tuple[Alert, ...]
    rhythm: str
    separator: str
    separator_tone: str
    advice: str


def trial(arrived: Arrived, longest_gap: int, today: date, say: Words) -> Trial:
    """Return everything a scan showed; `longest_gap` is how slow a scanner may be, in ms."""
    came = sends_separator(arrived.text)
    return Trial(
        characters=_named(arrived.text, say),
        alerts=tuple(_understood(arrived, today)),
        rhythm=_rhythm(arrived, say),
        separator=_separator(say, now=came, before=arrived.separators_arrive),
        separator_tone="ok" if came or arrived.separators_arrive else "caution",
        advice=_advice(arrived, longest_gap, say),
    )


def _understood(arrived: Arrived, today: date) -> Iterator[Alert]:
    yield from arrived.alerts
    if arrived.scan is not None:
        yield told(arrived.scan)
    if isinstance(arrived.scan, Product):
        yield from check_product(arrived.scan, today)


def _named(text: str, say: Words) -> str:
    """Write control characters by their names, so that each can be seen."""
    return "".join(_name(char, say) for char in text)


def _name(char: str, say: Words) -> str:
    if char == _STRANGE:
        return f"[{say('key without a character')}]"
    if char.isprintable():
        return char
    return f"[{_CONTROLS.get(char, f'U+{ord(char):04X}')}]"


def _rhythm(arrived: Arrived, say: Words) -> str:
    count, total = len(arrived.text), sum(arrived.gaps)
    end = _CONTROLS.get(arrived.suffix, "")
    parts = [
        say.many("{count} character", "{count} characters", count),
        say(
            "{total} ms in all, longest gap {gap} ms", total=total, gap=max(arrived.gaps, default=0)
        ),
        say("ended with {end}", end=end) if end else say("no line end"),
    ]
    return " · ".join(parts)


def _separator(say: Words, *, now: bool, before: bool) -> str:
    if now:
        return say("The GS1 separator (FNC1) arrived in this scan.")
    if before:
        return say("The GS1 separator (FNC1) arrived in an earlier scan, not in this one.")
    return say("No GS1 separator (FNC1) has arrived yet.")


def _advice(arrived: Arrived, longest_gap: int, say: Words) -> str:
    if any(alert.code == "scanning.half" for alert in arrived.alerts):
        return say("The scan broke off. Let the scanner type without pauses and end with Enter.")
    if any("\uff01" <= char <= "\uff5e" for char in arrived.text):
        return say("Full-width characters arrived. Switch this computer to English input.")
    if arrived.text.startswith(("]D", "]c")):
        return say("Capitals and small letters are exchanged. Turn Caps Lock off.")
    if max(arrived.gaps, default=0) * 3 > longest_gap * 2:
        return say("This scanner types slowly. Set its delay between characters to nothing.")
    if sends_separator(arrived.text):
        return say("This scanner is well set. Nothing has to be changed.")
    return say(
        "Scan a pack that carries lot and serial number. If no separator arrives, set the "
        "scanner to send FNC1 as ASCII 29."
    )
