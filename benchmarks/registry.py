"""Which module measures which figure, in the order of the table."""

import importlib
import importlib.util

from benchmarks.figures import Measure

MODULES = {
    "P1": ("benchmarks.p01_window", "sign-in window painted"),
    "P2": ("benchmarks.p02_today", "secret accepted to Today painted"),
    "P3": ("benchmarks.p03_quiet", "processor time from start to Today quiet"),
    "P4": ("benchmarks.p04_imports", "nothing heavy imported at first paint"),
    "P5": ("benchmarks.p05_memory", "resident memory on Today"),
    "P6": ("benchmarks.p06_dose", "a dose signed, from click to durable and shown"),
    "P7": ("benchmarks.p07_durable", "an fdatasync before the word saved"),
    "P8": ("benchmarks.p08_verify", "full verification"),
    "P9": ("benchmarks.p09_search", "search, key stroke to result"),
    "P10": ("benchmarks.p10_list", "list of 200,000 rows"),
    "P11": ("benchmarks.p11_stalls", "no stall of the window in a scripted shift"),
    "P12": ("benchmarks.p12_paper", "the two-page record and its signatures"),
    "P13": ("benchmarks.p13_argon", "the cost of a guess"),
}


def measure_of(name: str) -> Measure | None:
    """Return what measures a figure; None where nothing does yet."""
    module = MODULES[name][0]
    if importlib.util.find_spec(module) is None:
        return None
    found: Measure = importlib.import_module(module).measure
    return found
