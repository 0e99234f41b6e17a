"""emergency.toml: the one page of a site that is read without a secret, before anything opens.

Holds no patient data. Whatever stands in the file is said as it is found, with a code where it
does not hold; a file that is too large or of another form is never shown.
"""

import json
import tomllib
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from ltm_desktop.app.emergency import EmergencyCopy, Posted, stamped
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.durable import disk, sync_folder, write_file
from ltm_desktop.storage.folder import read_facts

NAME = "emergency.toml"
ASIDE = "emergency.toml.unsigned"
_LARGEST = 65_536
"""Bytes; the longest page that can be signed is far smaller."""
_TEXTS = ("text_en", "text_zh")
_HEAD = (
    "# The emergency page of this site, readable without a secret. No patient data.\n"
    "# Made from the signed record: a change here is found, and undone at the next sign-in.\n"
)


class EmergencyFile:
    """The board of one site: a file in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Posted:
        """Return what hangs there; never raises."""
        kind = _kind(self._folder)
        path = self._folder / NAME
        try:
            with path.open("rb") as file:
                raw = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return Posted(kind=kind)
        except OSError:
            return Posted(kind=kind, problem="emergency.copy_unreadable")
        try:
            copy = from_toml(raw)
            changed = stamped(copy) != copy
        except (ValueError, RecursionError):
            return Posted(kind=kind, problem="emergency.copy_unreadable")
        return Posted(copy, kind or copy.kind, "emergency.copy_changed" if changed else "")

    def post(self, copy: EmergencyCopy) -> None:
        """Replace the copy, durably. Raises Unavailable; the old one stands then."""
        write_file(self._folder / NAME, to_toml(copy))

    def set_aside(self) -> None:
        """Put a page that nobody signed out of the way, durably. Raises Unavailable."""
        with disk():
            (self._folder / NAME).replace(self._folder / ASIDE)
            sync_folder(self._folder)


def to_toml(copy: EmergencyCopy) -> bytes:
    """Return the file of a copy; texts stand line by line, so that a person can read them."""
    plain = asdict(copy)
    phones = plain.pop("phones")
    lines = [_HEAD]
    for key, value in plain.items():
        if key in _TEXTS:
            told = ",\n".join(f"  {_string(line)}" for line in value.split("\n"))
            lines.append(f"{key} = [\n{told},\n]\n")
        else:
            lines.append(f"{key} = {value if isinstance(value, int) else _string(value)}\n")
    calls = "".join(f"  [{_string(label)}, {_string(number)}],\n" for label, number in phones)
    lines.append(f"phones = [\n{calls}]\n")
    return "".join(lines).encode()


def from_toml(raw: bytes) -> EmergencyCopy:
    """Return the copy a file tells. Raises ValueError for any other form."""
    if len(raw) > _LARGEST:
        raise ValueError("too large")
    plain = tomllib.loads(raw.decode())
    if set(plain) != {one.name for one in fields(EmergencyCopy)}:
        raise ValueError("not an emergency page")
    for key in _TEXTS:
        plain[key] = "\n".join(_strings(plain[key]))
    calls = plain["phones"]
    if not isinstance(calls, list) or any(len(_strings(pair)) != 2 for pair in calls):
        raise ValueError("not telephone numbers")
    plain["phones"] = tuple((label, number) for label, number in calls)
    number = plain.pop("number")
    others = [value for key, value in plain.items() if key != "phones"]
    if type(number) is not int or not all(isinstance(value, str) for value in others):
        raise ValueError("not an emergency page")
    return EmergencyCopy(number=number, **plain)


def _strings(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("not lines of text")
    return value


def _string(text: str) -> str:
    # JSON strings are TOML basic strings, as long as no character is written in two halves.
    return json.dumps(text, ensure_ascii=False)


def _kind(folder: Path) -> str:
    try:
        return read_facts(folder).kind
    except Unavailable:
        return ""
