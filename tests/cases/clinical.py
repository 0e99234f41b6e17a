"""The worked clinical cases; where one shapes its example configuration otherwise, tests translate.

The cases count weekly days from the first dose and give it a window; the program counts them from
the start of their phase and gives the first dose none.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.protocol import ActiveProtocol, TrialProtocol
from ltm_desktop.protocols.files import load, load_example_site

STUDY, VERSION = "NCT05305885", "1.0"


@cache
def trial() -> TrialProtocol:
    """Return the shipped protocol."""
    return load(STUDY, VERSION)[0]


def example_values(**changes: str | None) -> dict[str, str]:
    """Return the example configuration; `__` stands for a point, None takes a value away."""
    values = load_example_site(STUDY, VERSION)
    for name, text in changes.items():
        path = name.replace("__", ".")
        values.pop(path, None)
        if text is not None:
            values[path] = text
    return values


@cache
def example() -> ActiveProtocol:
    """Return the protocol as the example configuration makes it."""
    return resolve(trial(), example_values())


def case(code: str) -> Any:
    """Return one worked case."""
    text = Path(__file__).with_name("cases.json").read_text("utf-8")
    return next(one for one in json.loads(text)["cases"] if one["id"] == code)


def day(text: str) -> date:
    """Read an ISO date."""
    return date.fromisoformat(text)
