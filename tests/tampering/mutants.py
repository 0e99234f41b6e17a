"""R6: alterations of one ledger, judged by the program and by the independent verifier alike.

The mutants are those of the tampering campaign that touch entries, papers, certificates and heads,
and honest copies among them. Lists and logs beside the ledger are the program's own business.
"""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3

from ltm_desktop.app.verification import Verdict
from tests.tampering import campaign, histories, rows
from tests.tampering.expected import Expected
from tests.tampering.independent_verifier import verify
from tests.tampering.victim import Victim

Say = Callable[[str], None]
Judge = Callable[[dict[str, Any], str], tuple[int, str]]
_TABLES = ("entries", "papers")
MUTANTS: tuple[campaign.Alteration, ...] = (
    *(campaign._of_rows(rows.change_column, table) for table in _TABLES * 3),
    *(
        campaign._of_rows(change, table)
        for table in _TABLES
        for change in (rows.take_out, rows.put_in)
    ),
    *(campaign._of_rows(rows.exchange, table) for table in _TABLES),
    histories.forged_entry,
    histories.minted_certificate,
    histories.exchanged_cosignatures,
    histories.exchanged_certificates,
    histories.rewritten_by_its_author,
    histories.cut_tail,
    histories.rebuilt,
    histories.rolled_back,
    histories.rolled_back_and_worked_on,
)
_OWN = ("storage.row", "storage.guards", "beside.", "ledger.beside")
"""Findings of the program about what the other verifier is not given."""


@dataclass
class Figures:
    """What a campaign saw."""

    judged: Counter[str] = field(default_factory=Counter)
    """Mutants by what both said."""
    same_place: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.judged.values())} mutants: both called {self.judged['altered']} altered "
            f"({self.same_place} at the same entry) and {self.judged['whole']} whole; "
            f"{len(self.faults)} disagreements"
        )


def run(
    victim: Victim,
    place: Path,
    *,
    count: int,
    seed: int,
    say: Say,
    judge: Judge = verify,
    until: float = float("inf"),
) -> Figures:
    """Let both judge so many mutants of a ledger, one in eight of them honest."""
    figures = Figures()
    for number in range(count):
        if number and time.monotonic() > until:
            break
        one = seed * 1_000_003 + number
        chance = random.Random(one)  # noqa: S311 - chance, not a key
        copy = victim.taken_to(place / "mutant")
        expected = _honest(chance, copy) if number % 8 == 7 else _mutant(chance, number, copy)
        anchor = expected.anchor
        ours = copy.verdict(anchor)
        line = anchor.to_line() if anchor is not None else ""
        theirs = judge(exported(copy), line)
        _compare(figures, f"{expected.what or 'honest'} (seed {one})", ours, theirs)
        shutil.rmtree(copy.path)
        if number % 100 == 99:
            say(f"{number + 1}/{count}: {figures}")
    return figures


def _mutant(chance: random.Random, number: int, copy: Victim) -> Expected:
    return MUTANTS[(number - number // 8) % len(MUTANTS)](chance, copy)


def _honest(chance: random.Random, copy: Victim) -> Expected:
    chance.choice(campaign._HONEST)(chance, copy)
    head = copy.head_at(chance.randint(1, len(copy.before)))
    return Expected(anchor=chance.choice((None, head)))


def _compare(figures: Figures, what: str, ours: Verdict | str, theirs: tuple[int, str]) -> None:
    ledger = _first(ours)
    if (ledger is None) != (theirs[1] == ""):
        figures.faults.append(f"{what}: ours {ledger}, theirs {theirs}")
        return
    figures.judged["whole" if ledger is None else "altered"] += 1
    figures.same_place += ledger is not None and ledger == theirs[0]


def _first(ours: Verdict | str) -> int | None:
    """Return the first entry the program names in ledger, papers and heads; None for nothing."""
    if isinstance(ours, str):
        return 0
    found = [one.seq for one in ours.problems if not one.code.startswith(_OWN)]
    return min(found, default=None)


def exported(victim: Victim) -> dict[str, Any]:
    """Return what the other verifier is given: two tables and the heads file, nothing judged."""
    database = sqlcipher3.connect(str(victim.folder.store), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{victim.data_key.hex()}'\"")
    try:
        return {
            "entries": _rows(database, "SELECT seq, stream, raw, signature, hash FROM entries"),
            "papers": _rows(database, "SELECT sha256, seq, pdf FROM papers"),
            "heads": _lines(victim.path / "heads"),
        }
    finally:
        database.close()


def _rows(database: Any, statement: str) -> list[dict[str, Any]]:
    found = database.execute(f"{statement} ORDER BY seq")
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _lines(heads: Path) -> list[str]:
    """Return the whole lines: one torn by a power cut is not a line yet."""
    told = heads.read_text("ascii")
    return told[: told.rfind("\n") + 1].splitlines()
