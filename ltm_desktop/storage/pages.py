"""The pages of the encrypted file: which of them no longer hold, read by anything or not.

A flipped bit in a page that no query touches would wait there for the day it is needed.
"""

import re
import time
from typing import Any

from sqlalchemy import Engine

from ltm_desktop.storage.engine import database

_LOOKS = 3
"""How often a page that does not hold is looked at again: it may just be written."""
_PAUSE = 0.05
"""Seconds between two looks."""
_PAGE = re.compile(r"page (\d+)")


def damaged_pages(engine: Engine) -> tuple[int, ...]:
    """Return the numbers of pages whose seal is broken; what waits beside the file goes in first.

    Raises Unavailable where the file cannot be read at all.
    """
    with database():
        raw = engine.raw_connection()
        try:
            return _broken(raw)
        finally:
            raw.close()


def _broken(raw: Any) -> tuple[int, ...]:
    found: tuple[int, ...] = ()
    for look in range(_LOOKS):
        if look:
            time.sleep(_PAUSE)
        # a page torn by a power cut stands whole in the log beside the file
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        said = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        found = tuple(_number(str(row[0])) for row in said)
        if not found:
            return ()
    return found


def _number(said: str) -> int:
    """Return the page a line names, 0 for a line of another kind."""
    named = _PAGE.search(said)
    return int(named[1]) if named else 0
