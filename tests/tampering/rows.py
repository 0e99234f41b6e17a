"""Alterations of rows: every column of every audited table, rows taken out, put in, exchanged."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.ledger.entries import SealedEntry
from tests import builders
from tests.tampering.expected import Expected
from tests.tampering.victim import Victim

Value = Any
LISTS = ("patients", "items", "follow_ups", "inbox", "queries", "paper_rows", "serious", "watched")
LOGS = {"alert_log": "beside/alerts", "discarded_drafts": "beside/discarded"}
AUDITED = ("entries", "papers", *LOGS, *LISTS, "search", "meta")
KEYS = {"entries": "seq", "papers": "sha256", "alert_log": "number", "discarded_drafts": "number"}
"""What names a row; a list row is named by its place in the table."""


def columns(database: Any, table: str) -> list[str]:
    """Return the columns of a table."""
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def rows(database: Any, table: str) -> list[int]:
    """Return the row ids of a table."""
    return [row[0] for row in database.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid')]  # noqa: S608 - the test is the attacker


def get(database: Any, table: str, row: int) -> dict[str, Value]:
    """Return one row by column."""
    names = columns(database, table)
    found = database.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (row,)).fetchone()  # noqa: S608 - the test is the attacker
    return dict(zip(names, found, strict=True))


def other(chance: random.Random, value: Value) -> Value:
    """Return another value an attacker could put in the place of one."""
    if isinstance(value, bytes):
        return _other_bytes(chance, value)
    if isinstance(value, int):
        return value + chance.choice((-3, -1, 1, 2, 1000))
    text = str(value)
    if not text:
        return chance.choice(("x", "0", " "))
    at = chance.randrange(len(text))
    forms: tuple[Callable[[], Value], ...] = (
        lambda: text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :],
        lambda: text + " ",
        lambda: text[:-1],
        lambda: "",
        text.encode,
    )
    return chance.choice(forms)()


def _other_bytes(chance: random.Random, value: bytes) -> Value:
    if not value or chance.random() < 0.1:
        return value + b"\x00"
    at = chance.randrange(len(value))
    flipped = bytes([value[at] ^ (1 << chance.randrange(8))])
    return value[:at] + flipped + value[at + 1 :]


def change_column(chance: random.Random, database: Any, victim: Victim, table: str) -> Expected:
    """Change one column of one row of a table."""
    row = chance.choice(rows(database, table))
    return change(chance, database, victim, table, chance.choice(columns(database, table)), row)


def change(
    chance: random.Random, database: Any, victim: Victim, table: str, column: str, row: int
) -> Expected:
    """Put another value into one column of one row."""
    before = get(database, table, row)
    value = other(chance, before[column])
    if column in ("seq", "number") and isinstance(value, int):
        value = abs(value) + 500  # a number of no other row
    database.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, row))  # noqa: S608 - the test is the attacker
    return named(victim, table, before).at(f"{table}.{column}")


def take_out(chance: random.Random, database: Any, victim: Victim, table: str) -> Expected:
    """Take one row out of a table."""
    row = chance.choice(rows(database, table))
    before = get(database, table, row) if table != "search" else {"rowid": row}
    database.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608 - the test is the attacker
    return named(victim, table, before).at(f"{table} row out")


def put_in(chance: random.Random, database: Any, victim: Victim, table: str) -> Expected:
    """Put a row in that nobody wrote: another one again, under the next or a number between."""
    known = rows(database, table)
    row = chance.choice(known)
    told = get(database, table, row)
    if table in LOGS:
        # in between: those after it move up, as a careful attacker would let them
        for later in reversed(known[known.index(row) :]):
            database.execute(
                f'UPDATE "{table}" SET number = number + 1 WHERE number = ?',  # noqa: S608 - the test is the attacker
                (later,),
            )
    elif table == "entries":
        told["seq"] = max(known) + 1
    elif table == "papers":
        told["sha256"] = "".join(chance.choice("0123456789abcdef") for _ in range(64))
    elif table == "patients":
        told["id"], told["patient_id"] = max(known) + 1, "pat-9999"
    names = ", ".join(f'"{name}"' for name in told)
    marks = ", ".join("?" * len(told))
    database.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(told.values()))  # noqa: S608 - the test is the attacker
    return named(victim, table, told).at(f"{table} row in")


def exchange(chance: random.Random, database: Any, victim: Victim, table: str) -> Expected:
    """Let two rows change places, or what they hold."""
    one, two = sorted(chance.sample(rows(database, table), 2))
    first, second = get(database, table, one), get(database, table, two)
    key = KEYS[table]
    names = [name for name in first if name != key and first[name] != second[name]]
    swapped = names if chance.random() < 0.5 else [chance.choice(names)]
    for row, told in ((one, second), (two, first)):
        for name in swapped:
            database.execute(
                f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?',  # noqa: S608 - the test is the attacker
                (told[name], row),
            )
    what = f"{table} exchanged {'whole rows' if swapped == names else swapped[0]}"
    earlier = min((first, second), key=lambda told: _seq(victim, table, told))
    return named(victim, table, earlier).at(what)


def named(victim: Victim, table: str, row: Mapping[str, Value]) -> Expected:
    """Return what verification must name when a row is altered."""
    if table in LISTS:
        return Expected(patient=str(row["patient_id"]))
    if table == "search":
        return Expected(patient=builders.PATIENT)
    if table == "meta":
        return Expected(unusable=True)  # refused at opening, or another log than the entries'
    return Expected(seq=_seq(victim, table, row))


def _seq(victim: Victim, table: str, row: Mapping[str, Value]) -> int:
    if table in LOGS:
        return _seen(victim, LOGS[table], int(row["number"]))
    return int(row["seq"])


def _seen(victim: Victim, log: str, number: int) -> int:
    """Return the first entry that had seen a row of a log beside the ledger."""
    links = {row.link: row.number for row in victim.links if row.log == log}

    def had_seen(sealed: SealedEntry) -> bool:
        return links.get(sealed.entry.heads.get(log, ""), 0) >= number

    return next(sealed.seq for sealed in victim.before if had_seen(sealed))
