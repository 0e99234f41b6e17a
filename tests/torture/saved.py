"""Files a person saves where they choose: the trail as a table and a paper, over older ones.

What stands under such a name shows by itself that it is whole: the table counts its entries down
from the head it names to the first, the copy is a paper of the record.
"""

import csv
import random
from collections.abc import Container
from hashlib import sha256
from pathlib import Path

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.rows import TrailFilter
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.storage.durable import make_folder

TABLE, COPY = "trail.csv", "copy.pdf"
PART = ".part"
_HEAD = "# Ledger when this was made:"


def folder_of(site: Path) -> Path:
    """Return where the person of the story saves, on the disk the site lies on."""
    return site / "saved"


def save(desk: Desk, site: Path, chance: random.Random) -> dict[str, str]:
    """Save both and return their digests by name. Raises Unavailable."""
    place = folder_of(site)
    make_folder(place)
    assert desk.tables is not None
    export = TrailExport(desk, Words("en"), TrailFilter())
    assert export.to_table(place / TABLE, desk.tables(), Making())
    pdf = desk.store.paper(chance.choice(desk.store.papers()).sha256)
    write_whole({place / COPY: (pdf,)})
    desk.access.copied(CopyWay.SAVED, CopyOf.RECORD, pdf)
    return found_in(site)


def found_in(site: Path) -> dict[str, str]:
    """Return the digest of what stands under each name."""
    files = (folder_of(site) / name for name in (TABLE, COPY))
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in files if one.exists()}


def fault(site: Path, papers: Container[str]) -> str:
    """Return what stands half under its name, empty for nothing."""
    found = found_in(site)
    if COPY in found and found[COPY] not in papers:
        return f"half of {COPY} stands under its name"
    if TABLE in found and not _is_whole((folder_of(site) / TABLE).read_bytes().decode("utf-8-sig")):
        return f"half of {TABLE} stands under its name"
    return ""


def parts_left(site: Path) -> str:
    """Return what a program that was not killed left of a file it could not save."""
    left = sorted(one.name for one in folder_of(site).glob(f"*{PART}"))
    return f"{', '.join(left)} was left behind" if left else ""


def _is_whole(table: str) -> bool:
    told = [line for line in table.splitlines() if line.startswith(_HEAD)]
    rows = [row[0] for row in csv.reader(table.splitlines(keepends=True)) if row]
    entries = [int(one) for one in rows if one.isdigit()]
    if not told or not table.endswith("\n"):
        return False
    newest = int(told[0].removeprefix(_HEAD).split()[1])
    return entries == list(range(newest, 0, -1))
