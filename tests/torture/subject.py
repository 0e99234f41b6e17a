"""The real write path for an outside program to attack: python -m tests.torture.subject VERB DIR.

Synthetic people, real keys, real signatures, the real encrypted store and its heads file. Each verb
opens the site as the program does; nothing is repaired that the program would not repair.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ltm_desktop.app.ports import SiteFacts
from ltm_desktop.app.verification import Verdict, verify_site
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.errors import ChainBroken, LtmError, Unavailable
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage.durable import write_file
from ltm_desktop.storage.emergency_copy import EmergencyFile
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from tests.torture.locating import Place, altered_facts, file_of, places
from tests.torture.telling import data_key, make, write

INTACT, ALTERED, UNUSABLE = 0, 1, 2
STOPPED = 130
"""By the one who started it, or because nobody reads what it says."""
ANCHOR = "anchor.json"


def main(arguments: list[str]) -> int:
    """Run one verb and return its exit code."""
    wishes = _reading().parse_args(arguments)
    if sys.stdout is None:
        # nothing is acknowledged to nobody
        return STOPPED
    try:
        code: int = wishes.verb(wishes)
    except LtmError as error:
        sys.stderr.write(f"{_code(error)}\n")
        return UNUSABLE
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # nobody listens any more, and what was said to nobody must not be said at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    return code


def _reading() -> argparse.ArgumentParser:
    reading = argparse.ArgumentParser(prog="tests.torture.subject", description=__doc__)
    verbs = reading.add_subparsers(required=True)
    for name, verb in (
        ("init", _init),
        ("write", _write),
        ("check", _check),
        ("anchor", _anchor),
        ("verify", _verify),
        ("key", _key),
    ):
        one = verbs.add_parser(name, help=verb.__doc__)
        one.add_argument("folder", type=Path, metavar="DIR")
        one.set_defaults(verb=verb)
        if name == "write":
            one.add_argument("turns", type=int, nargs="?", metavar="N")
            one.add_argument("--slow", action="store_true", help="walk the whole path of each dose")
        if name == "verify":
            one.add_argument("--no-anchor", action="store_true")
    return reading


def _init(wishes: argparse.Namespace) -> int:
    """Found the clinic in an empty folder."""
    make(wishes.folder)
    return INTACT


def _write(wishes: argparse.Namespace) -> int:
    """Tell doses; each is acknowledged once it is durable."""

    def told(record: str) -> None:
        _say(f"ACK {record}")

    write(wishes.folder, wishes.turns, slow=wishes.slow, told=told)
    return INTACT


def _check(wishes: argparse.Namespace) -> int:
    """Open the site as the next start does, verify it, and list the doses that stand."""
    uids: list[str] = []
    events, errors = 0, []
    try:
        folder = open_site(wishes.folder)
        store = _opened(folder)
        try:
            events, uids = store.head().seq, list(doses_told(store))
            errors = [_said(place) for place in _found(folder, store, None)]
        finally:
            store.close()
    except (LtmError, NotCanonical) as error:
        errors = [_code(error)]
    _print({"ok": not errors, "uids": uids, "events": events, "errors": errors})
    return ALTERED if errors else INTACT


def _opened(folder: SiteFolder) -> SqlStore:
    """Open to work, which recovers; only to look where another program is at work."""
    try:
        return open_store(folder, data_key(folder))
    except Unavailable as busy:
        if busy.alert.code != "storage.in_use":
            raise
    return open_store(folder, data_key(folder), read_only=True)


def _anchor(wishes: argparse.Namespace) -> int:
    """Keep the newest head as a witness who is not of this site would keep it."""
    folder = open_site(wishes.folder)
    store = open_store(folder, data_key(folder), read_only=True)
    try:
        head = store.head()
    finally:
        store.close()
    told = {"log": head.log, "seq": head.seq, "hash": head.hash}
    write_file(wishes.folder / ANCHOR, json.dumps(told).encode("ascii") + b"\n")
    return INTACT


def _verify(wishes: argparse.Namespace) -> int:
    """Say whether the site is whole, and where it is not."""
    try:
        anchor = None if wishes.no_anchor else _kept(wishes.folder / ANCHOR)
        folder = open_site(wishes.folder)
        store = open_store(folder, data_key(folder), read_only=True, check=False)
        try:
            found = _found(folder, store, anchor)
        finally:
            store.close()
    except ChainBroken as broken:
        found = [Place("entries", broken.seq, broken.code)]
    except (LtmError, NotCanonical) as error:
        _print({"ok": False, "where": [one.plain() for one in _of_unusable(wishes.folder, error)]})
        return UNUSABLE
    _print({"ok": not found, "where": [place.plain() for place in found]})
    return ALTERED if found else INTACT


def _key(wishes: argparse.Namespace) -> int:
    """Print the raw key of the database, for attacks made with the key in hand."""
    _say(data_key(open_site(wishes.folder)).hex())
    return INTACT


def _found(folder: SiteFolder, store: SqlStore, anchor: Head | None) -> list[Place]:
    facts: SiteFacts = folder.facts
    posted = EmergencyFile(folder.path).read()
    keys = KeyFile(folder.keys).is_whole()
    verdict: Verdict = verify_site(
        store, anchor=anchor, facts=facts, posted=posted, keys_whole=keys
    )
    return places(store, verdict)


def _of_unusable(path: Path, error: Exception) -> list[Place]:
    with suppress(LtmError, NotCanonical):
        folder = open_site(path)
        if facts := altered_facts(folder, data_key(folder)):
            return facts
    return [Place(_file(error), "", _code(error))]


def _kept(file: Path) -> Head | None:
    if not os.path.lexists(file):
        return None
    try:
        told: dict[str, Any] = json.loads(file.read_text("ascii"))
        return Head.from_line(Head(told["log"], told["seq"], told["hash"]).to_line())
    except (OSError, ValueError, TypeError, LookupError, RecursionError, NotCanonical):
        # half of a witness is no witness: neither whole nor altered can be said by it
        raise Unavailable("anchor.unreadable", file=ANCHOR) from None


def doses_told(store: SqlStore) -> Iterator[str]:
    """Yield the identity of every dose that was told, as often as it stands."""
    from ltm_desktop.app.charts import events_of

    for sealed in store.entries():
        for event in events_of(sealed.entry):
            if isinstance(event, DoseRecorded):
                yield event.record


def _file(error: Exception) -> str:
    alert = getattr(error, "alert", None)
    named = alert.values.get("file") if alert else None
    return str(named or file_of(_code(error)) or "ledger.db")


def _code(error: Exception) -> str:
    alert = getattr(error, "alert", None)
    return str(getattr(error, "code", "") or (alert.code if alert else type(error).__name__))


def _said(place: Place) -> str:
    return f"{place.what} ({place.table} {place.id})"


def _print(told: dict[str, Any]) -> None:
    _say(json.dumps(told, ensure_ascii=False))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
