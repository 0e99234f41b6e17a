"""R21: backups of a program that is killed, each put back in another place as on another computer.

Another computer has the folder of the backup and a person's secret, and nothing else of ours.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.app.verification import verify_site
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.storage.backup import backups_in
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.opening import open_store
from tests.app.clinic import SECRET, cheap_secrets
from tests.builders import ADMINISTRATOR
from tests.torture import acts, kills
from tests.torture.telling import data_key, make

Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    killed: int = 0
    made: int = 0
    restored: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.killed} programs killed while they backed up, {self.made} backups told and "
            f"all of them there; {self.restored} put back elsewhere with the head of the backup; "
            f"{len(self.faults)} faults"
        )


def run(place: Path, *, count: int, seed: int, say: Say, until: float = float("inf")) -> Figures:
    """Kill so many programs in a backup, and put a tenth as many backups back elsewhere."""
    seen = kills.run(place, count=count, seed=seed, say=say, until=until, kinds=("backup",))
    figures = Figures(sum(seen.during.values()), seen.acknowledged["backup"], 0, seen.faults)
    if not (place / "founded").exists():
        make(place / "founded")
    site = Path(shutil.copytree(place / "founded", place / "to-restore"))
    with cheap_secrets():
        living = acts.Acts(site, seed, lambda _: None)
        for _ in range(max(1, count // 10)):
            if time.monotonic() > until and figures.restored:
                break
            living.live(["create", "backup"])
            figures.restored += 1
            if fault := _put_back(site, place / "another computer"):
                figures.faults.append(fault)
                say(fault)
        living.clinic.desk.close()
    return figures


def _put_back(site: Path, place: Path) -> str:
    """Put the newest backup back with its folder alone, and return what is wrong with it."""
    shutil.rmtree(place, ignore_errors=True)
    folder = open_site(site)
    newest = backups_in(folder.backups / folder.facts.id)[0]
    drive = Path(shutil.copytree(newest.path, place / "drive" / newest.path.name))
    house, target = House(), place / "site"
    (carried,) = house.offered_backups(drive)
    try:
        house.restore(target, carried, ADMINISTRATOR, SECRET, "another computer", aside=False)
        store = open_store(open_site(target), data_key(open_site(target)))
    except LtmError as error:
        return f"a backup cannot be put back: {error!r}"
    verdict, kept = verify_site(store), store.head_at(newest.head.seq)
    store.close()
    return (
        "" if verdict.intact and kept == newest.head else f"put back otherwise: {verdict.problems}"
    )
