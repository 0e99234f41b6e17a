"""Are the logs beside the ledger whole? Judged by the links that signed entries had seen.

Names the first entry that had seen a row which is altered or no longer there. Rows newer than
the newest entry are held by their links alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from ltm_desktop.app.ports import BesideRow
from ltm_desktop.domain.values import dataclass

BESIDE = "beside/"
"""How the names of logs beside the ledger begin."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A log that does not hold: what is wrong, from which entry on, and where in the log."""

    code: str
    seq: int
    detail: str


@dataclass
class Seen:
    """What entries had seen of the logs, gathered while the ledger is walked."""

    changes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Per log: entry and link, wherever the link was another than before."""

    def learn(self, seq: int, heads: Mapping[str, str]) -> None:
        """Take in what one entry had seen."""
        for log, link in heads.items():
            known = self.changes.setdefault(log, []) if log.startswith(BESIDE) else None
            if known is not None and (not known or known[-1][1] != link):
                known.append((seq, link))


def check_beside(rows: Iterable[BesideRow], seen: Seen) -> Iterator[Fault]:
    """Return at most one fault of each log: the first entry it does not agree with."""
    by_log: dict[str, list[BesideRow]] = {log: [] for log in seen.changes}
    for row in rows:
        by_log.setdefault(row.log, []).append(row)
    for log, kept in by_log.items():
        fault = _fault(log, kept, seen.changes.get(log, []))
        if fault is not None:
            yield fault


def _fault(log: str, rows: list[BesideRow], seen: list[tuple[int, str]]) -> Fault | None:
    places = {row.link: row.number for row in rows}
    broken = next((row.number for row in rows if not row.holds), None)
    reached = 0
    for seq, link in seen:
        place = places.get(link, 0)
        if broken is not None and (not place or place >= broken):
            return Fault("ledger.beside_altered", seq, f"{log} {broken}")
        if place <= reached:
            return Fault("ledger.beside_cut", seq, f"{log} {reached + 1}")
        reached = place
    return None if broken is None else Fault("ledger.beside_altered", 0, f"{log} {broken}")
