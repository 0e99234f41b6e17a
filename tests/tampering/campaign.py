"""Many alterations and many clean runs, each on a fresh copy of the site, counted by kind."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ltm_desktop.app.ports import Draft, ShownAlert
from ltm_desktop.app.verification import Verdict, rebuild
from ltm_desktop.storage.opening import open_store
from tests import builders
from tests.tampering import histories, rows
from tests.tampering.expected import Expected
from tests.tampering.victim import Victim

Alteration = Callable[[random.Random, Victim], Expected]
Say = Callable[[str], None]


def _of_rows(change: Callable[..., Expected], table: str) -> Alteration:
    def alter(chance: random.Random, victim: Victim) -> Expected:
        with victim.past_guards() as database:
            return change(chance, database, victim, table)

    return alter


ALTERATIONS: tuple[Alteration, ...] = (
    *(_of_rows(rows.change_column, table) for table in rows.AUDITED if table != "search"),
    *(_of_rows(rows.take_out, table) for table in rows.AUDITED),
    *(_of_rows(rows.put_in, table) for table in rows.AUDITED if table not in ("search", "meta")),
    *(_of_rows(rows.exchange, table) for table in rows.KEYS),
    histories.forged_entry,
    histories.minted_certificate,
    histories.exchanged_cosignatures,
    histories.exchanged_certificates,
    histories.rewritten_by_its_author,
    histories.cut_tail,
    histories.rebuilt,
    histories.told_anew,
    histories.told_anew_past_the_own_word,
    histories.cut_from_who_saw_it,
    histories.rolled_back,
    histories.rolled_back_and_worked_on,
)
"""Every kind of alteration; a campaign takes them in turn."""


@dataclass
class Figures:
    """What a campaign saw."""

    altered: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    clean: int = 0

    def told(self) -> str:
        """Return the figures in one line."""
        found = sum(self.altered.values())
        return f"{found} alterations, {len(self.faults)} not named, {self.clean} clean runs whole"


def alter(victim: Victim, place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Alter copies of a site and ask verification; every fault is kept with its seed."""
    figures = Figures()
    for number in range(count):
        one = seed * 1_000_003 + number
        chance = random.Random(one)  # noqa: S311 - chance, not a key
        copy = victim.taken_to(place / "altered")
        expected = ALTERATIONS[number % len(ALTERATIONS)](chance, copy)
        fault = expected.fault(copy.verdict(expected.anchor, expected.asks))
        figures.altered[expected.what] += 1
        if fault:
            figures.faults.append(f"{expected.what} (seed {one}): {fault}")
            say(figures.faults[-1])
        elif number % 100 == 99:
            say(f"{number + 1} alterations, {len(figures.faults)} not named")
    return figures


def run_clean(victim: Victim, place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Use copies of a site as honest people do and ask verification; nothing may be found."""
    figures = Figures()
    for number in range(count):
        one = seed * 1_000_003 + number
        chance = random.Random(one)  # noqa: S311 - chance, not a key
        copy = victim.taken_to(place / "clean")
        for use in chance.sample(_HONEST, chance.randint(1, len(_HONEST))):
            use(chance, copy)
        anchor = victim.head_at(chance.randint(1, len(victim.before)))
        asks = chance.choice(("", *sorted(copy.keys)))
        verdict = copy.verdict(chance.choice((None, anchor)), asks)
        if isinstance(verdict, Verdict) and verdict.intact:
            figures.clean += 1
        else:
            figures.faults.append(f"a false alarm (seed {one}): {verdict}")
            say(figures.faults[-1])
        if number % 100 == 99:
            say(f"{number + 1} clean runs, {len(figures.faults)} false alarms")
    return figures


def _rows_beside(chance: random.Random, victim: Victim) -> None:
    store = open_store(victim.folder, victim.data_key)
    at = "2026-03-06T19:00:00+08:00"
    for number in range(chance.randint(1, 3)):
        shown = ShownAlert(builders.PATIENT, "IND-3", f"labs.example_{number}", "1f", "H07")
        store.alert_log().note_shown([shown], at)
        draft = Draft("bed-9", builders.NURSE, builders.PATIENT, f"topic-{number}", {}, at)
        store.drafts().save(draft)
        if chance.random() < 0.5:
            store.drafts().discard("bed-9", builders.NURSE, builders.PATIENT, draft.topic, at)
    store.close()


def _rebuilt(_chance: random.Random, victim: Victim) -> None:
    store = open_store(victim.folder, victim.data_key)
    rebuild(store)
    store.close()


def _housekeeping(chance: random.Random, victim: Victim, *, statement: str) -> None:
    del chance
    with victim.past_guards() as database:
        database.execute(statement)


def _torn_witness(chance: random.Random, victim: Victim) -> None:
    """Cut the newest lines of the witness, as a power cut may."""
    heads = (victim.path / "heads").read_bytes().splitlines(keepends=True)
    kept = heads[: len(heads) - chance.randint(1, 3)]
    (victim.path / "heads").write_bytes(b"".join(kept) + heads[-1][:7])


def _opened_again(_chance: random.Random, victim: Victim) -> None:
    open_store(victim.folder, victim.data_key).close()


_HONEST: tuple[Callable[[random.Random, Victim], None], ...] = (
    _rows_beside,
    _rebuilt,
    _torn_witness,
    _opened_again,
    partial(_housekeeping, statement="VACUUM"),
    partial(_housekeeping, statement="PRAGMA wal_checkpoint(TRUNCATE)"),
    partial(_housekeeping, statement="REINDEX"),
    partial(_housekeeping, statement="INSERT INTO search(search) VALUES ('optimize')"),
)
